/// Projects and tasks.
enum ProjectEndpoints {
  static let all: [Endpoint] = projects + tasks

  private static let projects: [Endpoint] = [
    Endpoint(
      .get, "/projects", "listProjects", resource: "projects", .list, query: [.isActive, .client, .updatedSince],
      answer: .list(of: "project", key: "projects"), paging: .cursor, role: Role.projects,
      "all projects, the newest first"),
    Endpoint(
      .post, "/projects", "createProject", resource: "projects", .create, body: projectBody(creating: true),
      answer: .object("project"), success: 201, role: Role.projects,
      rules: [Rule(.note, "bill_by Project without hourly_rate bills at no rate")], "make a project"),
    Endpoint(
      .get, "/projects/{project_id}", "retrieveProject", resource: "projects", .get, answer: .object("project"),
      role: Role.projects, "one project"),
    Endpoint(
      .patch, "/projects/{project_id}", "updateProject", resource: "projects", .update,
      body: projectBody(creating: false), answer: .object("project"), role: Role.projects,
      "change or archive a project"),
    Endpoint(
      .delete, "/projects/{project_id}", "deleteProject", resource: "projects", .delete, answer: .empty,
      role: Role.projects,
      rules: [Rule(.cascades, "the project's time entries and expenses are deleted too; invoices stay")],
      "delete a project with its time entries and expenses"),
  ]

  private static func projectBody(creating: Bool) -> [BodyField] {
    [
      .id("client_id", of: "client", required: creating),
      BodyField("name", .string, required: creating),
      BodyField("code", .string),
      .isActive,
      BodyField("is_billable", .boolean, required: creating),
      BodyField("is_fixed_fee", .boolean),
      BodyField("bill_by", .choice(["Project", "Tasks", "People", "none"]), required: creating, "which rate applies"),
      BodyField("hourly_rate", .money(.path("client.currency")), "used where bill_by is Project"),
      BodyField("budget", .decimal, "hours, where budget_by is project, task or person"),
      BodyField(
        "budget_by", .choice(["project", "project_cost", "task", "task_fees", "person", "none"]), required: creating),
      BodyField("budget_is_monthly", .boolean),
      BodyField("notify_when_over_budget", .boolean),
      BodyField("over_budget_notification_percentage", .decimal, "per cent"),
      BodyField("show_budget_to_all", .boolean, "not where budget_by is project_cost"),
      BodyField("cost_budget", .money(.path("client.currency")), "where budget_by is project_cost"),
      BodyField("cost_budget_include_expenses", .boolean),
      BodyField("fee", .money(.path("client.currency")), "where is_fixed_fee is true"),
      .notes,
      BodyField("starts_on", .date),
      BodyField("ends_on", .date),
    ]
  }

  private static let tasks: [Endpoint] = [
    Endpoint(
      .get, "/tasks", "listTasks", resource: "tasks", .list, query: [.isActive, .updatedSince],
      answer: .list(of: "task", key: "tasks"), paging: .cursor, role: Role.clientsAndTasks,
      "all tasks, the newest first"),
    Endpoint(
      .post, "/tasks", "createTask", resource: "tasks", .create, body: taskBody(creating: true),
      answer: .object("task"), success: 201, role: Role.clientsAndTasks, "make a task"),
    Endpoint(
      .get, "/tasks/{task_id}", "retrieveTask", resource: "tasks", .get, answer: .object("task"),
      role: Role.clientsAndTasks, "one task"),
    Endpoint(
      .patch, "/tasks/{task_id}", "updateTask", resource: "tasks", .update, body: taskBody(creating: false),
      answer: .object("task"), role: Role.clientsAndTasks, "change or archive a task"),
    Endpoint(
      .delete, "/tasks/{task_id}", "deleteTask", resource: "tasks", .delete, answer: .empty,
      role: Role.clientsAndTasks, rules: [Rule(.refused, "while the task has time entries")], "delete a task"),
  ]

  private static func taskBody(creating: Bool) -> [BodyField] {
    [
      BodyField("name", .string, required: creating),
      BodyField("billable_by_default", .boolean, creating ? "true when not given" : ""),
      BodyField("default_hourly_rate", .money(.company)),
      BodyField("is_default", .boolean, "added to new projects"),
      .isActive,
    ]
  }
}
