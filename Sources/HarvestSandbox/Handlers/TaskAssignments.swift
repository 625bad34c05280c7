import HvValues

/// `/task_assignments` and `/projects/{project_id}/task_assignments`: a manager sees those of their projects.
enum TaskAssignments {
  static let handlers: [String: Handler] = [
    "listTaskAssignments": .read(list),
    "listTaskAssignmentsForSpecificProject": .read(listOfProject),
    "createTaskAssignment": .write(create),
    "retrieveTaskAssignment": .read(retrieve),
    "updateTaskAssignment": .write(update),
    "deleteTaskAssignment": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    return try list(call, store) { call.caller.manages(project: $0) }
  }

  static func listOfProject(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    return try list(call, store) { $0 == project }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let assignment = store.taskAssignments[try find(call, store)]
    return call.object { write(assignment, store, &$0) }
  }

  /// Not billable unless the request says so, whatever the task's default.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    guard let task = store.tasks.place(of: try call.body.id("task_id")) else {
      throw .unprocessable("Task not found")
    }
    guard store.tasks[task].isActive else { throw .unprocessable("The task is archived") }
    if store.taskAssignments.contains(where: { $0.project == project && $0.task == task }) {
      throw .unprocessable("The task is already assigned to this project")
    }
    var assignment = TaskAssignment(
      id: store.taskAssignments.nextID(), project: project, task: task, billable: false,
      hourlyRate: store.projects[project].billBy == .tasks ? nil : .zero, created: store.now, updated: store.now)
    try change(&assignment, call.body)
    store.taskAssignments.append(assignment)
    return call.object { write(assignment, store, &$0) }
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    var assignment = store.taskAssignments[place]
    try change(&assignment, call.body)
    assignment.updated = store.now
    store.taskAssignments[place] = assignment
    return call.object { write(assignment, store, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    if store.timeEntries.contains(where: { $0.taskAssignment == place }) {
      throw .unprocessable("A task with time entries cannot be taken off the project")
    }
    store.taskAssignments.delete(place)
    return []
  }

  private static func change(_ assignment: inout TaskAssignment, _ body: Body) throws(Refusal) {
    try body.set("is_active", &assignment.isActive)
    try body.set("billable", &assignment.billable)
    try body.setPrice("hourly_rate", &assignment.hourlyRate)
    try body.setPrice("budget", &assignment.budget)
  }

  /// The place of the path's assignment.
  /// - Throws: 404 when the project has no such one, 403 when the caller does not manage the project.
  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    let project = try Projects.find(call, store)
    let place = try call.place(in: store.taskAssignments)
    guard store.taskAssignments[place].project == project else { throw .notFound }
    return place
  }

  private static func list(
    _ call: Call, _ store: Store, ofProject isWanted: (Int) -> Bool
  ) throws(Refusal) -> [UInt8] {
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.taskAssignments) { assignment in
      isWanted(assignment.project) && (isActive ?? assignment.isActive) == assignment.isActive
        && (since ?? assignment.updated) <= assignment.updated
    } write: { assignment, json in
      write(assignment, store, &json)
    }
  }

  private static func write(_ assignment: TaskAssignment, _ store: Store, _ json: inout JSONWriter) {
    writeOwnFields(assignment, &json)
    Projects.embed(store.projects[assignment.project], &json)
    Tasks.embed(store.tasks[assignment.task], &json)
  }

  /// The fields that also stand where the assignment is embedded.
  static func writeOwnFields(_ assignment: TaskAssignment, _ json: inout JSONWriter) {
    json.field("id", assignment.id)
    json.field("billable", assignment.billable)
    json.field("is_active", assignment.isActive)
    json.field("created_at", assignment.created)
    json.field("updated_at", assignment.updated)
    json.field("hourly_rate", assignment.hourlyRate)
    json.field("budget", assignment.budget)
  }
}
