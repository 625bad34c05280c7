import HvValues

/// `/users/{user_id}/project_assignments`: the active assignments of a person, with the tasks of each project.
enum ProjectAssignments {
  static let handlers: [String: Handler] = [
    "listActiveProjectAssignments": .read(listOfUser),
    "listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser": .read(listOfCaller),
  ]

  static func listOfCaller(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try list(call, store, user: call.caller.user, since: nil)
  }

  static func listOfUser(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let user = try Users.find(call, store)
    return try list(call, store, user: user, since: try call.query.instant("updated_since"))
  }

  private static func list(
    _ call: Call, _ store: Store, user: Int, since: Instant?
  ) throws(Refusal) -> [UInt8] {
    try call.list(store.userAssignments) { assignment in
      assignment.user == user && assignment.isActive && store.projects[assignment.project].isActive
        && (since ?? assignment.updated) <= assignment.updated
    } write: { assignment, json in
      write(assignment, store, &json)
    }
  }

  private static func write(_ assignment: UserAssignment, _ store: Store, _ json: inout JSONWriter) {
    let project = store.projects[assignment.project]
    UserAssignments.writeOwnFields(assignment, &json)
    Projects.embed(project, isBillable: true, &json)
    Clients.embed(store.clients[project.client], currency: true, &json)
    json.key("task_assignments")
    json.openList()
    for task in store.taskAssignments where task.project == assignment.project && task.isActive {
      json.open()
      TaskAssignments.writeOwnFields(task, &json)
      Tasks.embed(store.tasks[task.task], &json)
      json.close()
    }
    json.closeList()
  }
}
