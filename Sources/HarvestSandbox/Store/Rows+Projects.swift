import HvValues

/// What the hours of a project are multiplied with.
enum BillBy: String {
  case project = "Project"
  case tasks = "Tasks"
  case people = "People"
  case none
}

/// What a project's budget counts.
enum BudgetBy: String {
  case project
  case projectCost = "project_cost"
  case task
  case taskFees = "task_fees"
  case person
  case none
}

struct Project: StoredRow {
  let id: Int64
  var client: Int
  var name: String
  var code: String?
  var isActive = true
  var isBillable: Bool
  var billBy: BillBy
  /// Used with `billBy` project.
  var hourlyRate: Exact?
  var budgetBy: BudgetBy
  /// Hours, used with `budgetBy` project, task or person.
  var budget: Exact?
  /// Money, used with `budgetBy` project_cost.
  var costBudget: Exact?
  var costBudgetIncludesExpenses = false
  var budgetIsMonthly = false
  var notifiesWhenOverBudget = false
  /// Per cent of the budget.
  var notificationPercentage: Exact? = Exact(80)
  var showsBudgetToAll = false
  var isFixedFee = false
  /// Only of a fixed-fee project.
  var fee: Exact?
  var notes = ""
  var startsOn: Day?
  var endsOn: Day?
  let created: Instant
  var updated: Instant
}

struct UserAssignment: StoredRow {
  let id: Int64
  let project: Int
  let user: Int
  var isActive = true
  var isProjectManager: Bool
  var usesDefaultRates = true
  /// Used with `billBy` people, unless the person's own rates are.
  var hourlyRate: Exact?
  /// Hours, used with `budgetBy` person.
  var budget: Exact?
  let created: Instant
  var updated: Instant
}

struct TaskAssignment: StoredRow {
  let id: Int64
  let project: Int
  let task: Int
  var isActive = true
  var billable: Bool
  /// Used with `billBy` tasks.
  var hourlyRate: Exact?
  /// Hours with `budgetBy` task, money with task_fees.
  var budget: Exact?
  let created: Instant
  var updated: Instant
}
