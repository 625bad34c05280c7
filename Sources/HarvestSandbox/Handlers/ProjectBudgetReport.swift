import HvValues

/// How much of its budget each project has used up: of all days, or of the current month where it is a monthly one.
enum ProjectBudgetReport {
  private struct Row {
    let project: Int
    let budget: Exact
    let spent: Exact
    let remaining: Exact
  }

  static func answer(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let isActive = try call.query.flag("is_active")
    let own = Set(store.userAssignments.lazy.filter { $0.isActive && $0.user == call.caller.user }.map(\.project))
    let rows = try reckoned { () throws(ExactFault) in
      let budgets = try budgets(store)
      let spent = try spent(store)
      let wanted = store.projects.indices.filter { place in
        let project = store.projects[place]
        return budgets[place] != nil && (isActive ?? project.isActive) == project.isActive
          && (call.caller.manages(project: place) || (project.showsBudgetToAll && own.contains(place)))
      }
      var rows: [Row] = []
      for place in MoneyReports.sorted(wanted, store) {
        guard let budget = budgets[place] else { continue }
        let spent = try spent[place].cents()
        rows.append(Row(project: place, budget: budget, spent: spent, remaining: try budget.subtracting(spent)))
      }
      return rows
    }
    return try call.page(of: rows) { row, json in
      let project = store.projects[row.project]
      json.field("project_id", project.id)
      json.field("project_name", project.name)
      ReportSubject.writeClient(store.clients[project.client], &json)
      json.field("budget_is_monthly", project.budgetIsMonthly)
      json.field("budget_by", project.budgetBy.rawValue)
      json.field("is_active", project.isActive)
      guard !project.budgetBy.isMoney || call.caller.seesBillableRates else { return }
      json.figure("budget", row.budget)
      json.figure("budget_spent", row.spent)
      json.figure("budget_remaining", row.remaining)
    }
  }

  /// By place of a project; nil where it has none. Budgets by task or person are the sum of those of the assignments.
  private static func budgets(_ store: Store) throws(ExactFault) -> [Exact?] {
    var sums = Array(repeating: ExactSum(), count: store.projects.places)
    for assignment in store.taskAssignments
    where [.task, .taskFees].contains(store.projects[assignment.project].budgetBy) {
      if let budget = assignment.budget { try sums[assignment.project].add(budget) }
    }
    for assignment in store.userAssignments where store.projects[assignment.project].budgetBy == .person {
      if let budget = assignment.budget { try sums[assignment.project].add(budget) }
    }
    var budgets: [Exact?] = Array(repeating: nil, count: store.projects.places)
    for place in store.projects.indices {
      switch store.projects[place].budgetBy {
      case .none: break
      case .project: budgets[place] = store.projects[place].budget
      case .projectCost: budgets[place] = store.projects[place].costBudget
      case .task, .taskFees, .person: budgets[place] = sums[place].count > 0 ? try sums[place].total() : nil
      }
    }
    return budgets
  }

  /// By place of a project: hours, or what they come to at their rates, with the expenses where they count.
  private static func spent(_ store: Store) throws(ExactFault) -> [ExactSum] {
    let today = store.now.day
    var spent = Array(repeating: ExactSum(), count: store.projects.places)
    let places = store.taskAssignments.byPlace { $0.project }
    let kinds = store.projects.byPlace { (by: $0.budgetBy, isMonthly: $0.budgetIsMonthly) }
    func counts(_ day: Day, _ place: Int) -> Bool {
      !kinds[place].isMonthly || (day.year == today.year && day.month == today.month)
    }
    for entry in store.timeEntries {
      let place = places[Int(entry.taskAssignment)]
      guard kinds[place].by != .none, counts(entry.spent, place) else { continue }
      try spent[place].add(
        kinds[place].by.isMoney ? store.amount(entry) : Exact(significand: store.reported(entry), scale: 2))
    }
    for expense in store.expenses {
      let place = store.userAssignments[expense.userAssignment].project
      guard kinds[place].by == .projectCost, store.projects[place].costBudgetIncludesExpenses else { continue }
      if counts(expense.spent, place) { try spent[place].add(expense.totalCost) }
    }
    return spent
  }
}

extension BudgetBy {
  /// Counts amounts rather than hours.
  var isMoney: Bool { self == .projectCost || self == .taskFees }
}
