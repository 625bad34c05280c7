/// `/task_assignments` and `/projects/{project_id}/task_assignments`: a manager sees those of their projects.
enum TaskAssignments {
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    return try list(call, store) { call.caller.manages(project: $0) }
  }

  static func listOfProject(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    return try list(call, store) { $0 == project }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    let assignment = try call.find(in: store.taskAssignments.filter { $0.project == project })
    return call.object { write(assignment, store, &$0) }
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
