import HvValues

/// The query parameters of the list of time entries.
struct TimeEntryFilter {
  private let store: Store
  /// By place of a user assignment: visible to the caller, and of the user, project and client asked for.
  private let people: [Bool]
  /// By place of a task assignment: of the task asked for.
  private let tasks: [Bool]
  private let isBilled: Bool?
  private let isRunning: Bool?
  private let approval: ApprovalStatus?
  private let reference: String?
  private let since: Instant?
  private let from: Day?
  private let to: Day?

  /// - Throws: 422 for a value that is not of its parameter's type.
  init(_ call: Call, _ store: Store) throws(Refusal) {
    let query = call.query
    let wanted = try WorkFilter(query)
    let task = try query.id("task_id")
    self.store = store
    people = store.userAssignments.byPlace { wanted.matches($0, call.caller, store) }
    tasks = store.taskAssignments.byPlace { task == nil || store.tasks[$0.task].id == task }
    isBilled = try query.flag("is_billed")
    isRunning = try query.flag("is_running")
    approval = try query.choice("approval_status", ApprovalStatus.self)
    reference = query.text("external_reference_id")
    since = try query.instant("updated_since")
    from = try query.day("from")
    to = try query.day("to")
  }

  func matches(_ entry: TimeEntry) -> Bool {
    if let from, entry.spent < from { return false }
    if let to, entry.spent > to { return false }
    if !people[Int(entry.userAssignment)] || !tasks[Int(entry.taskAssignment)] { return false }
    if let isBilled, isBilled != (entry.invoice != nil) { return false }
    if let isRunning, isRunning != (entry.timerStarted != nil) { return false }
    if let approval, approval != entry.approval { return false }
    if let since, entry.updated < since { return false }
    if let reference {
      guard let index = entry.externalReference else { return false }
      return store.externalReferences[Int(index)].id == reference
    }
    return true
  }
}

/// The parameters that time entries and expenses share: whose work, on what.
struct WorkFilter {
  private let user: Int64?
  private let project: Int64?
  private let client: Int64?

  init(_ query: Query) throws(Refusal) {
    user = try query.id("user_id")
    project = try query.id("project_id")
    client = try query.id("client_id")
  }

  func matches(_ assignment: UserAssignment, _ caller: Caller, _ store: Store) -> Bool {
    let project = store.projects[assignment.project]
    return caller.sees(user: assignment.user, project: assignment.project)
      && (user == nil || store.users[assignment.user].id == user) && (self.project == nil || project.id == self.project)
      && (client == nil || store.clients[project.client].id == client)
  }
}
