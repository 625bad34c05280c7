import HvValues

/// `/tasks`: administrators, and managers of clients and tasks.
enum Tasks {
  static let handlers: [String: Handler] = [
    "listTasks": .read(list),
    "retrieveTask": .read(retrieve),
    "createTask": .write(create),
    "updateTask": .write(update),
    "deleteTask": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.tasks) { task in
      (isActive ?? task.isActive) == task.isActive && (since ?? task.updated) <= task.updated
    } write: { task, json in
      write(task, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let task = try call.find(in: store.tasks)
    return call.object { write(task, &$0) }
  }

  /// A default task comes to the projects that are made from now on, not to those that are there.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let task = HarvestTask(
      id: store.tasks.nextID(), name: try call.body.text("name"),
      billableByDefault: try call.body.optionalFlag("billable_by_default") ?? true,
      defaultHourlyRate: try call.body.optionalPrice("default_hourly_rate", decimals: 2) ?? .zero,
      isDefault: try call.body.optionalFlag("is_default") ?? false,
      isActive: try call.body.optionalFlag("is_active") ?? true, created: store.now, updated: store.now)
    try store.tasks.requireFreeName(of: task)
    store.tasks.append(task)
    return call.object { write(task, &$0) }
  }

  /// Changes nothing in the projects that use the task already.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let place = try call.place(in: store.tasks)
    var task = store.tasks[place]
    try call.body.setName("name", &task.name)
    try call.body.set("billable_by_default", &task.billableByDefault)
    if call.body.has("default_hourly_rate") {
      task.defaultHourlyRate = try call.body.optionalPrice("default_hourly_rate", decimals: 2)
    }
    try call.body.set("is_default", &task.isDefault)
    try call.body.set("is_active", &task.isActive)
    try store.tasks.requireFreeName(of: task)
    task.updated = store.now
    store.tasks[place] = task
    return call.object { write(task, &$0) }
  }

  /// Takes the task's assignments to projects along.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let place = try call.place(in: store.tasks)
    let isThisTask = store.taskAssignments.byPlace { $0.task == place }
    if store.timeEntries.contains(where: { isThisTask[Int($0.taskAssignment)] }) {
      throw .unprocessable("A task with time entries cannot be deleted")
    }
    for assignment in Array(store.taskAssignments.indices) where isThisTask[assignment] {
      store.taskAssignments.delete(assignment)
    }
    store.tasks.delete(place)
    return []
  }

  private static func write(_ task: HarvestTask, _ json: inout JSONWriter) {
    json.field("id", task.id)
    json.field("name", task.name)
    json.field("billable_by_default", task.billableByDefault)
    json.field("default_hourly_rate", task.defaultHourlyRate)
    json.field("is_default", task.isDefault)
    json.field("is_active", task.isActive)
    json.field("created_at", task.created)
    json.field("updated_at", task.updated)
  }

  /// How other objects embed a task.
  static func embed(_ task: HarvestTask, _ json: inout JSONWriter) {
    json.object("task") { json in
      json.field("id", task.id)
      json.field("name", task.name)
    }
  }
}
