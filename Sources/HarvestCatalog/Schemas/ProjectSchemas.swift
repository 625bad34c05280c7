/// Projects, tasks, and who and what is assigned to projects.
enum ProjectSchemas {
  static let all: [ObjectSchema] = [project, task] + assignments

  private static let project = ObjectSchema(
    "project", nameFields: [["name"], ["code"]],
    [
      .id, .name,
      Field("code", .string, nullable: true),
      .isActive,
      Field("bill_by", .choice(["Project", "Tasks", "People", "none"]), "which rate applies"),
      Field("budget", .decimal, nullable: true, "hours, where budget_by is project, task or person"),
      Field("budget_by", .choice(["project", "project_cost", "task", "task_fees", "person", "none"])),
      Field("budget_is_monthly", .boolean),
      Field("notify_when_over_budget", .boolean),
      Field("over_budget_notification_percentage", .decimal, nullable: true, "per cent"),
      Field("over_budget_notification_date", .date, nullable: true),
      Field("show_budget_to_all", .boolean),
      .createdAt, .updatedAt,
      Field("starts_on", .date, nullable: true),
      Field("ends_on", .date, nullable: true),
      Field("is_billable", .boolean),
      Field("is_fixed_fee", .boolean),
      Field("notes", .string, nullable: true),
      .reference("client", to: "client", [.id, .name, .currency]),
      Field("cost_budget", .money(.path("client.currency")), nullable: true, "where budget_by is project_cost"),
      Field("cost_budget_include_expenses", .boolean),
      Field("hourly_rate", .money(.path("client.currency")), nullable: true, "used where bill_by is Project"),
      Field("fee", .money(.path("client.currency")), nullable: true, "of fixed-fee projects only"),
    ])

  private static let task = ObjectSchema(
    "task",
    [
      .id, .name,
      Field("billable_by_default", .boolean),
      Field("default_hourly_rate", .money(.company), nullable: true),
      Field("is_default", .boolean, "added to new projects"),
      .isActive, .createdAt, .updatedAt,
    ])

  private static let assignments: [ObjectSchema] = [
    ObjectSchema(
      "task_assignment", nameFields: [],
      [
        .id,
        Field("billable", .boolean),
        .isActive, .createdAt, .updatedAt,
        Field("hourly_rate", .money(.unknown), nullable: true, "used where the project's bill_by is Tasks"),
        Field("budget", .decimal, nullable: true, "hours where the project's budget_by is task, money where task_fees"),
        .project, .task,
      ]),
    ObjectSchema(
      "user_assignment", nameFields: [],
      [
        .id,
        Field("is_project_manager", .boolean),
        .isActive,
        Field("use_default_rates", .boolean, "false: hourly_rate counts, not the user's own rate"),
        Field("budget", .decimal, nullable: true, "hours, where the project's budget_by is person"),
        .createdAt, .updatedAt,
        Field("hourly_rate", .money(.unknown), nullable: true, "used where the project's bill_by is People"),
        .reference("project", to: "project", projectWithBillable),
        .user,
      ]),
    ObjectSchema(
      "project_assignment", nameFields: [],
      [
        Field("id", .id, "that of the user assignment"),
        Field("is_project_manager", .boolean),
        .isActive,
        Field("use_default_rates", .boolean),
        Field("budget", .decimal, nullable: true, "hours"),
        .createdAt, .updatedAt,
        Field("hourly_rate", .money(.path("client.currency")), nullable: true),
        .reference("project", to: "project", projectWithBillable),
        .reference(
          "client", to: "client", [.id, .name, Field("currency", .string, evidence: .singleSource, "ISO code")]),
        Field(
          "task_assignments", .list([.object("task_assignment")]),
          embedded: [
            .id,
            Field("billable", .boolean),
            .isActive, .createdAt, .updatedAt,
            Field("hourly_rate", .money(.path("client.currency")), nullable: true),
            Field("budget", .decimal, nullable: true, "hours or money, as the project's budget_by says"),
            .task,
          ],
          "the active ones"),
      ]),
  ]

  private static let projectWithBillable: [Field] =
    Field.idNameAndCode + [Field("is_billable", .boolean, evidence: .singleSource)]
}
