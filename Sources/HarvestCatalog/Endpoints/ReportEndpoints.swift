/// The ten reports. They count in a rate bucket of their own.
enum ReportEndpoints {
  static let all: [Endpoint] = [
    time("clients", "clientsTimeReport", "hours and billable amounts by client"),
    time("projects", "projectsTimeReport", more: [includeForecast], "hours and billable amounts by project"),
    time("tasks", "tasksReport", "hours and billable amounts by task"),
    time("team", "teamTimeReport", more: [includeForecast], "hours and billable amounts by user"),
    expenses("clients", "clientsExpensesReport", "expenses by client"),
    expenses("projects", "projectsExpensesReport", "expenses by project"),
    expenses("categories", "expenseCategoriesReport", "expenses by category"),
    expenses("team", "teamExpensesReport", "expenses by user"),
    report(
      "/uninvoiced", "uninvoicedReport", "uninvoiced", row: "uninvoiced_row",
      query: period + [
        Parameter("include_fixed_fee", .boolean, "fixed-fee projects are among the rows; true when not given")
      ],
      role: Role.uninvoiced, rules: [timeframeRule], "hours, expenses and amounts not invoiced yet, by project"),
    report(
      "/project_budget", "projectBudgetReport", "project_budget", row: "project_budget_row", query: [.isActive],
      role: Role.projectBudget, rules: [Rule(.note, "projects without a budget have no row")],
      "budget, spent and remaining, by project"),
  ]

  private static func time(
    _ by: String, _ operation: String, more: [Parameter] = [], _ summary: String
  ) -> Endpoint {
    report(
      "/time/\(by)", operation, "time \(by)", row: "time_\(by)_row", query: period + [includeFixedFee] + more,
      role: Role.tracking, rules: [timeframeRule], summary)
  }

  private static func expenses(_ by: String, _ operation: String, _ summary: String) -> Endpoint {
    report(
      "/expenses/\(by)", operation, "expenses \(by)", row: "expenses_\(by)_row", query: period, role: Role.tracking,
      rules: [timeframeRule], summary)
  }

  private static func report(
    _ path: String, _ operation: String, _ words: String, row: String, query: [Parameter], role: String,
    rules: [Rule], _ summary: String
  ) -> Endpoint {
    Endpoint(
      .get, "/reports" + path, operation, resource: "reports", .named(words), query: query,
      answer: .list(of: row, key: "results"), paging: .page, bucket: .reports, role: role, rules: rules, summary)
  }

  private static let period: [Parameter] = [
    Parameter("from", .date, required: true, "the first day; also met as 20260131"),
    Parameter("to", .date, required: true, "the last day; also met as 20260131"),
  ]

  private static let includeFixedFee = Parameter(
    "include_fixed_fee", .boolean, "billable amounts of fixed-fee projects are worked out too")

  private static let includeForecast = Parameter(
    "include_forecast", .boolean, "adds scheduled_hours; known from one source")

  private static let timeframeRule = Rule(.refused, "when from and to span more than 365 days, both counted")
}
