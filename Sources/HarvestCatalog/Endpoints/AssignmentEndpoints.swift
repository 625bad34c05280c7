/// Which tasks and which users belong to a project.
enum AssignmentEndpoints {
  static let all: [Endpoint] = tasks + users

  private static let tasks: [Endpoint] = [
    Endpoint(
      .get, "/task_assignments", "listTaskAssignments", resource: "task_assignments", .list,
      query: [.isActive, .updatedSince], answer: .list(of: "task_assignment", key: "task_assignments"),
      paging: .cursor, role: Role.taskAssignments, "the task assignments of all projects, the newest first"),
    Endpoint(
      .get, "/projects/{project_id}/task_assignments", "listTaskAssignmentsForSpecificProject",
      resource: "task_assignments", .list, parent: "projects", query: [.isActive, .updatedSince],
      answer: .list(of: "task_assignment", key: "task_assignments"), paging: .page, role: Role.taskAssignments,
      "the tasks of a project, the newest first"),
    Endpoint(
      .post, "/projects/{project_id}/task_assignments", "createTaskAssignment", resource: "task_assignments", .create,
      parent: "projects",
      body: [.id("task_id", of: "task", required: true)] + taskBody, answer: .object("task_assignment"), success: 201,
      role: Role.taskAssignments, rules: [Rule(.note, "not billable unless billable: true is given")],
      "add a task to a project"),
    Endpoint(
      .get, "/projects/{project_id}/task_assignments/{task_assignment_id}", "retrieveTaskAssignment",
      resource: "task_assignments", .get, parent: "projects", answer: .object("task_assignment"),
      role: Role.taskAssignments, "one task assignment"),
    Endpoint(
      .patch, "/projects/{project_id}/task_assignments/{task_assignment_id}", "updateTaskAssignment",
      resource: "task_assignments", .update, parent: "projects", body: taskBody, answer: .object("task_assignment"),
      role: Role.taskAssignments, "change or archive a task assignment"),
    Endpoint(
      .delete, "/projects/{project_id}/task_assignments/{task_assignment_id}", "deleteTaskAssignment",
      resource: "task_assignments", .delete, parent: "projects", answer: .empty, role: Role.taskAssignments,
      rules: [Rule(.refused, "while it has time entries")], "take a task off a project"),
  ]

  private static let taskBody: [BodyField] = [
    .isActive,
    BodyField("billable", .boolean),
    BodyField("hourly_rate", .money(.unknown), "used where the project's bill_by is Tasks"),
    BodyField("budget", .decimal, "hours where the project's budget_by is task, money where task_fees"),
  ]

  private static let users: [Endpoint] = [
    Endpoint(
      .get, "/user_assignments", "listUserAssignments", resource: "user_assignments", .list,
      query: [.user, .isActive, .updatedSince], answer: .list(of: "user_assignment", key: "user_assignments"),
      paging: .cursor, role: Role.userAssignments, "the user assignments of all projects, the newest first"),
    Endpoint(
      .get, "/projects/{project_id}/user_assignments", "listUserAssignmentsForSpecificProject",
      resource: "user_assignments", .list, parent: "projects", query: [.user, .isActive, .updatedSince],
      answer: .list(of: "user_assignment", key: "user_assignments"), paging: .page, role: Role.userAssignments,
      "the users of a project, the newest first"),
    Endpoint(
      .post, "/projects/{project_id}/user_assignments", "createUserAssignment", resource: "user_assignments", .create,
      parent: "projects", body: [.id("user_id", of: "user", required: true)] + userBody,
      answer: .object("user_assignment"), success: 201, role: Role.userAssignments, "add a user to a project"),
    Endpoint(
      .get, "/projects/{project_id}/user_assignments/{user_assignment_id}", "retrieveUserAssignment",
      resource: "user_assignments", .get, parent: "projects", answer: .object("user_assignment"),
      role: Role.userAssignments, "one user assignment"),
    Endpoint(
      .patch, "/projects/{project_id}/user_assignments/{user_assignment_id}", "updateUserAssignment",
      resource: "user_assignments", .update, parent: "projects", body: userBody, answer: .object("user_assignment"),
      role: Role.userAssignments, "change or archive a user assignment"),
    Endpoint(
      .delete, "/projects/{project_id}/user_assignments/{user_assignment_id}", "deleteUserAssignment",
      resource: "user_assignments", .delete, parent: "projects", answer: .empty, role: Role.userAssignments,
      rules: [Rule(.refused, "while it has time entries or expenses")], "take a user off a project"),
  ]

  private static let userBody: [BodyField] = [
    .isActive,
    BodyField("is_project_manager", .boolean),
    BodyField("use_default_rates", .boolean, "false: hourly_rate counts, not the user's own rate"),
    BodyField("hourly_rate", .money(.unknown), "used where the project's bill_by is People"),
    BodyField("budget", .decimal, "hours, where the project's budget_by is person"),
  ]
}
