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
  var isActive: Bool
  var isBillable: Bool
  var billBy: BillBy
  /// With `billBy` project.
  var hourlyRate: Exact?
  var budgetBy: BudgetBy
  /// Hours, with `budgetBy` project, task or person.
  var budget: Exact?
  /// Money, with `budgetBy` project_cost.
  var costBudget: Exact?
  var costBudgetIncludesExpenses: Bool
  var budgetIsMonthly: Bool
  var notifiesWhenOverBudget: Bool
  var showsBudgetToAll: Bool
  /// Makes the project a fixed-fee one.
  var fee: Exact?
  var notes: String
  var startsOn: Day?
  var endsOn: Day?
  let created: Instant
  var updated: Instant
}

struct UserAssignment: StoredRow {
  let id: Int64
  let project: Int
  let user: Int
  var isActive: Bool
  var isProjectManager: Bool
  var usesDefaultRates: Bool
  var hourlyRate: Exact?
  var budget: Exact?
  let created: Instant
  var updated: Instant
}

struct TaskAssignment: StoredRow {
  let id: Int64
  let project: Int
  let task: Int
  var isActive: Bool
  var billable: Bool
  var hourlyRate: Exact?
  var budget: Exact?
  let created: Instant
  var updated: Instant
}
