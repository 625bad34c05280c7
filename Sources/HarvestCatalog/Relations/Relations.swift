/// Where one can go from a record of each kind.
enum Relations {
  static let all: [Relation] =
    clients + projects + tasks + users + assignments + tracked + invoicing + reports + paidTimeOff

  private static let clients: [Relation] = [
    below("client", "projects", "project", "listProjects", "its projects"),
    below("client", "contacts", "contact", "listContacts", "its contacts"),
    below("client", "time_entries", "time_entry", "listTimeEntries", "its time entries"),
    below("client", "expenses", "expense", "listExpenses", "its expenses"),
    below("client", "invoices", "invoice", "listInvoices", "its invoices"),
    below("client", "estimates", "estimate", "listEstimates", "its estimates"),
    to(.client, from: "contact"),
  ]

  private static let projects: [Relation] = [
    taskAssignments("tasks"),
    taskAssignments("task_assignments"),
    userAssignments("users"),
    userAssignments("user_assignments"),
    below("project", "time_entries", "time_entry", "listTimeEntries", "its time entries"),
    below("project", "expenses", "expense", "listExpenses", "its expenses"),
    Relation(
      from: "project", "invoices", to: "invoice", .filtered(operation: "listInvoices", parameter: "project_id"),
      "the invoices with a line of it"),
    to(.client, from: "project"),
  ]

  private static func taskAssignments(_ word: String) -> Relation {
    Relation(
      from: "project", word, to: "task_assignment", .nested(operation: "listTaskAssignmentsForSpecificProject"),
      scan: (operation: "listTaskAssignments", field: "project.id"), "its task assignments")
  }

  private static func userAssignments(_ word: String) -> Relation {
    Relation(
      from: "project", word, to: "user_assignment", .nested(operation: "listUserAssignmentsForSpecificProject"),
      scan: (operation: "listUserAssignments", field: "project.id"), "its user assignments")
  }

  private static let tasks: [Relation] = [
    below("task", "time_entries", "time_entry", "listTimeEntries", "the time entries on it, of all projects"),
    among("task", "projects", "task_assignment", "listTaskAssignments", "task.id", "its assignments to projects"),
    among(
      "task", "task_assignments", "task_assignment", "listTaskAssignments", "task.id", "its assignments to projects"),
  ]

  private static let users: [Relation] = [
    below("user", "time_entries", "time_entry", "listTimeEntries", "their time entries"),
    below("user", "expenses", "expense", "listExpenses", "their expenses"),
    below("user", "projects", "user_assignment", "listUserAssignments", "their assignments to projects"),
    below("user", "user_assignments", "user_assignment", "listUserAssignments", "their assignments to projects"),
    nested(
      "user", "project_assignments", "project_assignment", "listActiveProjectAssignments",
      "their active projects, with the tasks of each"),
    nested("user", "billable_rates", "billable_rate", "listBillableRatesForSpecificUser", "their billable rates"),
    nested("user", "cost_rates", "cost_rate", "listCostRatesForSpecificUser", "their cost rates"),
    nested("user", "teammates", "teammate", "listAssignedTeammatesForSpecificUser", "the users a manager looks after"),
    below("user", "pto_requests", "pto_request", "listPtoRequests", "their requests for leave"),
    below("user", "pto_assignments", "pto_assignment", "listPtoAssignments", "their calendar and work schedule"),
    Relation(
      from: "user", "pto_balances", to: "pto_balances",
      .filtered(operation: "retrievePtoBalances", parameter: "user_id"), "what leave they have left"),
    among("user", "pto_allocations", "pto_allocation", "listPtoAllocations", "user.id", "their leave in a year"),
    to(.user, from: "teammate", field: "id"),
    Relation(
      from: "role", "users", to: "user", .reference(field: "user_ids", operation: "retrieveUser"),
      scan: (operation: "listUsers", field: "id"), "the users who have it"),
  ]

  private static let assignments: [Relation] = [
    to(.project, from: "task_assignment"),
    to(.task, from: "task_assignment"),
    Relation(
      from: "task_assignment", "time_entries", to: "time_entry",
      .selected(
        operation: "listTimeEntries",
        by: [
          Relation.Selection(parameter: "project_id", field: "project.id"),
          Relation.Selection(parameter: "task_id", field: "task.id"),
        ]), "the time entries on the task in the project"),
    to(.project, from: "user_assignment"),
    to(.user, from: "user_assignment"),
    ofUserInProject("time_entries", "time_entry", "listTimeEntries", "the user's time entries in the project"),
    ofUserInProject("expenses", "expense", "listExpenses", "the user's expenses in the project"),
    to(.project, from: "project_assignment"),
    to(.client, from: "project_assignment"),
    Relation(
      from: "project_assignment", "tasks", to: "task_assignment", .embedded(field: "task_assignments"),
      "the tasks of the project"),
  ]

  private static func ofUserInProject(_ word: String, _ kind: String, _ list: String, _ summary: String) -> Relation {
    Relation(
      from: "user_assignment", word, to: kind,
      .selected(
        operation: list,
        by: [
          Relation.Selection(parameter: "project_id", field: "project.id"),
          Relation.Selection(parameter: "user_id", field: "user.id"),
        ]), summary)
  }

  private static let tracked: [Relation] = [
    to(.project, from: "time_entry"),
    to(.task, from: "time_entry"),
    to(.user, from: "time_entry"),
    to(.client, from: "time_entry"),
    to(.invoice, from: "time_entry"),
    within("time_entry", "external_reference", "external_reference", "the object of another system that it belongs to"),
    to(.project, from: "expense"),
    to(.user, from: "expense"),
    to(.client, from: "expense"),
    to(.invoice, from: "expense"),
    to(.expenseCategory, from: "expense"),
    among("expense_category", "expenses", "expense", "listExpenses", "expense_category.id", "the expenses in it"),
  ]
}
