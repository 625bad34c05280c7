import HvValues

/// `/user_assignments` and `/projects/{project_id}/user_assignments`.
///
/// A manager sees those of their projects and of their teammates.
enum UserAssignments {
  static let handlers: [String: Handler] = [
    "listUserAssignments": .read(list),
    "listUserAssignmentsForSpecificProject": .read(listOfProject),
    "createUserAssignment": .write(create),
    "retrieveUserAssignment": .read(retrieve),
    "updateUserAssignment": .write(update),
    "deleteUserAssignment": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    return try list(call, store) { call.caller.sees(user: $0.user, project: $0.project) }
  }

  static func listOfProject(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    return try list(call, store) { $0.project == project }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let assignment = store.userAssignments[try find(call, store)]
    return call.object { write(assignment, store, &$0) }
  }

  /// A manager assigns whom they see.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let project = try Projects.find(call, store)
    guard let user = store.users.place(of: try call.body.id("user_id")), call.caller.sees(user: user) else {
      throw .unprocessable("User not found")
    }
    guard store.users[user].isActive else { throw .unprocessable("The user is archived") }
    if store.userAssignments.contains(where: { $0.project == project && $0.user == user }) {
      throw .unprocessable("The user is already assigned to this project")
    }
    var assignment = store.newAssignment(of: user, to: project)
    try change(&assignment, call.body)
    if !assignment.usesDefaultRates, !call.body.has("hourly_rate") { assignment.hourlyRate = .zero }
    store.userAssignments.append(assignment)
    return call.object { write(assignment, store, &$0) }
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    var assignment = store.userAssignments[place]
    try change(&assignment, call.body)
    assignment.updated = store.now
    store.userAssignments[place] = assignment
    return call.object { write(assignment, store, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    let id = store.userAssignments[place].id
    if store.hasWork(by: { $0.id == id }) {
      throw .unprocessable("A user with time entries or expenses cannot be taken off the project")
    }
    store.userAssignments.delete(place)
    return []
  }

  private static func change(_ assignment: inout UserAssignment, _ body: Body) throws(Refusal) {
    try body.set("is_active", &assignment.isActive)
    try body.set("is_project_manager", &assignment.isProjectManager)
    try body.set("use_default_rates", &assignment.usesDefaultRates)
    try body.setPrice("hourly_rate", &assignment.hourlyRate)
    try body.setPrice("budget", &assignment.budget)
  }

  /// The place of the path's assignment.
  /// - Throws: 404 when the project has no such one, 403 when the caller does not manage the project.
  private static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    let project = try Projects.find(call, store)
    let place = try call.place(in: store.userAssignments)
    guard store.userAssignments[place].project == project else { throw .notFound }
    return place
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
