/// The rows of the reports. Each report has its own kind: a key that a report does not have is absent, not null.
enum ReportSchemas {
  static let all: [ObjectSchema] = [
    ObjectSchema("time_clients_row", nameFields: [["client_name"]], [clientID, clientName] + hours),
    ObjectSchema(
      "time_projects_row", nameFields: [["project_name"]],
      [projectID, prefixedProjectName, clientID, clientName] + hours + [scheduledHours]),
    ObjectSchema(
      "time_tasks_row", nameFields: [["task_name"]],
      [Field("task_id", .id, reference: "task"), Field("task_name", .string)] + hours),
    ObjectSchema(
      "time_team_row", nameFields: [["user_name"]],
      [userID, userName, isContractor] + hours + [
        Field("weekly_capacity", .integer, "seconds"),
        Field("avatar_url", .string, nullable: true),
        scheduledHours,
      ]),
    ObjectSchema("expenses_clients_row", nameFields: [["client_name"]], [clientID, clientName] + amounts),
    ObjectSchema(
      "expenses_projects_row", nameFields: [["project_name"]],
      [clientID, clientName, projectID, prefixedProjectName] + amounts),
    ObjectSchema(
      "expenses_categories_row", nameFields: [["expense_category_name"]],
      [
        Field("expense_category_id", .id, reference: "expense_category"),
        Field("expense_category_name", .string),
      ] + amounts),
    ObjectSchema("expenses_team_row", nameFields: [["user_name"]], [userID, userName, isContractor] + amounts),
    ObjectSchema(
      "uninvoiced_row", nameFields: [["project_name"]],
      [
        clientID, clientName, projectID, Field("project_name", .string),
        Field("currency", .string, "ISO code"),
        Field("total_hours", .decimal),
        Field("uninvoiced_hours", .decimal, "billable and not invoiced"),
        Field("uninvoiced_expenses", .money(.path("currency")), "billable and not invoiced"),
        Field(
          "uninvoiced_amount", .money(.path("currency")),
          "time and expenses; of a fixed-fee project the fee less what was invoiced, which may be negative"),
      ]),
    ObjectSchema(
      "project_budget_row", nameFields: [["project_name"]],
      [
        projectID, Field("project_name", .string), clientID, clientName,
        Field("budget_is_monthly", .boolean, "the current month counts"),
        Field("budget_by", .choice(["project", "project_cost", "task", "task_fees", "person", "none"])),
        Field("is_active", .boolean, "false is archived"),
        Field("budget", .decimal, "hours or money, as budget_by says; the currency is not told"),
        Field("budget_spent", .decimal, "hours or money, as budget_by says"),
        Field("budget_remaining", .decimal, "negative when overspent"),
      ]),
  ]

  private static let clientID = Field("client_id", .id, reference: "client")
  private static let clientName = Field("client_name", .string)
  private static let projectID = Field("project_id", .id, reference: "project")
  private static let prefixedProjectName = Field("project_name", .string, "with the code before it: `[MW] Website`")
  private static let userID = Field("user_id", .id, reference: "user")
  private static let userName = Field("user_name", .string)
  private static let isContractor = Field("is_contractor", .boolean)
  private static let scheduledHours = Field(
    "scheduled_hours", .decimal, nullable: true, evidence: .singleSource, "only with include_forecast")
  private static let rowCurrency = Field("currency", .string, "ISO code; one row for each currency")

  private static let hours: [Field] = [
    Field("total_hours", .decimal, "rounded, where the account rounds"),
    Field("billable_hours", .decimal, "rounded, where the account rounds"),
    rowCurrency,
    Field(
      "billable_amount", .money(.path("currency")),
      "absent, as currency is, where the caller may not see rates; 0 for fixed-fee projects without include_fixed_fee"),
  ]

  private static let amounts: [Field] = [
    Field("total_amount", .money(.path("currency"))),
    Field("billable_amount", .money(.path("currency"))),
    rowCurrency,
  ]
}
