import HvValues

/// Changes of projects. Administrators make them, and managers who may create projects.
extension Projects {
  /// A new project has a team and tasks: its creator and whoever joins future projects, and the default tasks.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.projectCreator)
    let body = call.body
    var project = Project(
      id: store.projects.nextID(), client: try client(body, store), name: try body.text("name"),
      isBillable: try body.flag("is_billable"), billBy: try body.choice("bill_by", BillBy.self),
      budgetBy: try body.choice("budget_by", BudgetBy.self), created: store.now, updated: store.now)
    try change(&project, body, store)
    let place = store.projects.append(project)
    assignTeam(to: place, creator: call.caller.user, &store)
    assignDefaultTasks(to: place, &store)
    return call.object { write(project, store, &$0) }
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    var project = store.projects[place]
    if call.body.has("client_id") { project.client = try client(call.body, store, instead: project.client) }
    try change(&project, call.body, store)
    project.updated = store.now
    store.projects[place] = project
    return call.object { write(project, store, &$0) }
  }

  /// Never refused.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    store.deleteProject(try find(call, store))
    return []
  }

  // MARK: Fields

  /// The place of the client in `client_id`.
  /// - Parameter known: the project's client until now, which may be archived.
  private static func client(_ body: Body, _ store: Store, instead known: Int? = nil) throws(Refusal) -> Int {
    guard let client = store.clients.place(of: try body.id("client_id")) else {
      throw .unprocessable("Client not found")
    }
    guard store.clients[client].isActive || client == known else { throw .unprocessable("The client is archived") }
    return client
  }

  private static func change(_ project: inout Project, _ body: Body, _ store: Store) throws(Refusal) {
    try body.setName("name", &project.name)
    try body.set("code", &project.code)
    if body.has("notes") { project.notes = try body.optionalText("notes") ?? "" }
    try body.set("is_active", &project.isActive)
    try body.set("starts_on", &project.startsOn)
    try body.set("ends_on", &project.endsOn)
    try changeMoney(&project, body)
    try changeBudget(&project, body)
    if let start = project.startsOn, let end = project.endsOn, end < start {
      throw .unprocessable("ends_on cannot be before starts_on")
    }
    try checkName(of: project, store)
  }

  private static func changeMoney(_ project: inout Project, _ body: Body) throws(Refusal) {
    try body.set("is_billable", &project.isBillable)
    try body.set("bill_by", &project.billBy)
    try body.setPrice("hourly_rate", &project.hourlyRate)
    try body.set("is_fixed_fee", &project.isFixedFee)
    try body.setPrice("fee", &project.fee)
    if !project.isFixedFee { project.fee = nil }
  }

  private static func changeBudget(_ project: inout Project, _ body: Body) throws(Refusal) {
    try body.set("budget_by", &project.budgetBy)
    try body.setPrice("budget", &project.budget)
    try body.set("budget_is_monthly", &project.budgetIsMonthly)
    try body.set("notify_when_over_budget", &project.notifiesWhenOverBudget)
    try body.setPrice("over_budget_notification_percentage", &project.notificationPercentage)
    try body.set("show_budget_to_all", &project.showsBudgetToAll)
    try body.setPrice("cost_budget", &project.costBudget)
    try body.set("cost_budget_include_expenses", &project.costBudgetIncludesExpenses)
  }

  /// A name is unique among the projects of its client, archived ones included; capitals make no difference.
  private static func checkName(of project: Project, _ store: Store) throws(Refusal) {
    let name = project.name.lowercased()
    let isTaken = store.projects.contains {
      $0.id != project.id && $0.client == project.client && $0.name.lowercased() == name
    }
    if isTaken { throw .unprocessable("Name has already been taken by a project of this client") }
  }

  // MARK: Assignments

  private static func assignTeam(to project: Int, creator: Int, _ store: inout Store) {
    let others = store.users.indices.filter { place in
      place != creator && store.users[place].isActive && store.users[place].joinsFutureProjects
    }
    for user in [creator] + others {
      store.userAssignments.append(store.newAssignment(of: user, to: project))
    }
  }

  private static func assignDefaultTasks(to project: Int, _ store: inout Store) {
    for place in store.tasks.indices where store.tasks[place].isDefault && store.tasks[place].isActive {
      store.taskAssignments.append(
        TaskAssignment(
          id: store.taskAssignments.nextID(), project: project, task: place,
          billable: store.tasks[place].billableByDefault && store.projects[project].isBillable,
          hourlyRate: store.tasks[place].defaultHourlyRate, created: store.now, updated: store.now))
    }
  }
}

extension Body {
  /// Sets money or hours, of two decimals and not negative; null empties the place.
  func setPrice(_ name: String, _ place: inout Exact?) throws(Refusal) {
    if has(name) { place = try optionalPrice(name, decimals: 2) }
  }
}

extension Store {
  /// An assignment with what it has by default: whoever manages anything manages the project (FACTS section 12).
  func newAssignment(of user: Int, to project: Int) -> UserAssignment {
    let isMember = users[user].access.contains(.member)
    return UserAssignment(
      id: userAssignments.nextID(), project: project, user: user, isProjectManager: !isMember,
      hourlyRate: users[user].billableRates.current, created: now, updated: now)
  }
}
