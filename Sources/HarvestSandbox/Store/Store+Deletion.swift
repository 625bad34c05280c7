/// What goes along when a row is deleted (FACTS section 13). Whether it may go is for the handlers to say.
extension Store {
  /// Takes the project's time entries, expenses and assignments along; its invoices stay.
  mutating func deleteProject(_ project: Int) {
    let isOfProject = userAssignments.byPlace { $0.project == project }
    timeEntries.deleteAll { isOfProject[Int($0.userAssignment)] }
    expenses.deleteAll { isOfProject[$0.userAssignment] }
    deleteUserAssignments { $0.project == project }
    for place in Array(taskAssignments.indices) where taskAssignments[place].project == project {
      taskAssignments.delete(place)
    }
    projects.delete(project)
  }

  /// Takes the user off their projects, roles and managers.
  mutating func deleteUser(_ user: Int) {
    deleteUserAssignments { $0.user == user }
    for place in roles.indices { roles[place].users.removeAll { $0 == user } }
    for place in users.indices { users[place].teammates.removeAll { $0 == user } }
    users.delete(user)
  }

  private mutating func deleteUserAssignments(where isUnwanted: (UserAssignment) -> Bool) {
    for place in Array(userAssignments.indices) where isUnwanted(userAssignments[place]) {
      userAssignments.delete(place)
    }
  }

  /// Whether somebody tracked time or an expense by one of these user assignments.
  func hasWork(by assignments: (UserAssignment) -> Bool) -> Bool {
    let isWanted = userAssignments.byPlace(assignments)
    return timeEntries.contains { isWanted[Int($0.userAssignment)] }
      || expenses.contains { isWanted[$0.userAssignment] }
  }
}
