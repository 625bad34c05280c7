/// `/user_assignments` and `/projects/{project_id}/user_assignments`: a manager sees those of their projects and of their
/// teammates.
enum UserAssignments {
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    return try list(call, store) { call.caller.sees(user: $0.user, project: $0.project) }
  }

  static func listOfProject(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    return try list(call, store) { $0.project == project }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    let assignment = try call.find(in: store.userAssignments.filter { $0.project == project })
    return call.object { write(assignment, store, &$0) }
  }

  private static func list(
    _ call: Call, _ store: Store, where isWanted: (UserAssignment) -> Bool
  ) throws(Refusal) -> [UInt8] {
    let user = try call.query.id("user_id")
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.userAssignments) { assignment in
      isWanted(assignment) && (user ?? store.users[assignment.user].id) == store.users[assignment.user].id
        && (isActive ?? assignment.isActive) == assignment.isActive
        && (since ?? assignment.updated) <= assignment.updated
    } write: { assignment, json in
      write(assignment, store, &json)
    }
  }

  private static func write(_ assignment: UserAssignment, _ store: Store, _ json: inout JSONWriter) {
    writeOwnFields(assignment, &json)
    Projects.embed(store.projects[assignment.project], &json)
    Users.embed(store.users[assignment.user], &json)
  }

  /// The fields that also stand where the assignment is embedded.
  static func writeOwnFields(_ assignment: UserAssignment, _ json: inout JSONWriter) {
    json.field("id", assignment.id)
    json.field("is_project_manager", assignment.isProjectManager)
    json.field("is_active", assignment.isActive)
    json.field("use_default_rates", assignment.usesDefaultRates)
    json.field("budget", assignment.budget)
    json.field("created_at", assignment.created)
    json.field("updated_at", assignment.updated)
    json.field("hourly_rate", assignment.hourlyRate)
  }
}
