/// `/tasks`
enum Tasks {
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
