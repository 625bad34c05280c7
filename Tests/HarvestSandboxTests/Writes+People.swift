/// Users with their rates and teammates, and projects with their people and tasks.
extension Write {
  static let people: [Write] = [
    Write(
      "createUser", "/users", user(),
      refused: [
        "{}", #"{"last_name":"User","email":"new@example.com"}"#, #"{"first_name":"New","email":"new@example.com"}"#,
        #"{"first_name":"New","last_name":"User"}"#, #"{"first_name":"New","last_name":"User","email":"nobody"}"#,
        user(#""timezone":"Europe/Amsterdam""#), user(#""roles":["Astronaut"]"#), user(#""roles":"Founder""#),
        user(#""access_roles":["king"]"#), user(#""access_roles":["member","manager"]"#),
        user(#""weekly_capacity":-5"#), user(#""default_hourly_rate":-1"#), user(#""cost_rate":"much""#),
        user(#""is_contractor":"maybe""#),
      ]),
    Write(
      "updateUser", "/users/<user>", #"{"first_name":"New"}"#,
      refused: [
        #"{"first_name":""}"#, #"{"first_name":"New","email":"nobody"}"#, #"{"first_name":"New","access_roles":[]}"#,
        #"{"first_name":"New","roles":["Astronaut"]}"#, #"{"first_name":"New","timezone":"Mars"}"#,
        #"{"first_name":"New","weekly_capacity":"full"}"#, #"{"first_name":"New","is_active":null}"#,
      ], failing: [fails("/users/<me>", #"{"first_name":"New","is_active":false}"#)]),
    Write(
      "deleteUser", "/users/<new>", first: [post("/users", user())],
      failing: [
        fails("/users/<user>"), fails("/users/<me>"),
      ]),
    Write("createBillableRate", "/users/<user>/billable_rates", #"{"amount":100}"#, refused: rates),
    Write("createCostRate", "/users/<user>/cost_rates", #"{"amount":100}"#, refused: rates),
    Write(
      "updateUserAssignedTeammates", "/users/<manager>/teammates", #"{"teammate_ids":[<me>]}"#,
      refused: [
        "{}", #"{"teammate_ids":null}"#, #"{"teammate_ids":[<me>,1]}"#, #"{"teammate_ids":[<me>,<manager>]}"#,
        #"{"teammate_ids":"all"}"#, #"{"teammate_ids":[<me>,"x"]}"#,
      ], failing: [fails("/users/<member>/teammates", #"{"teammate_ids":[<me>]}"#)]),
  ]

  private static func user(_ more: String? = nil) -> String {
    object([("first_name", #""New""#), ("last_name", #""User""#), ("email", #""new@example.com""#)], more)
  }

  private static let rates = [
    "{}", #"{"amount":null}"#, #"{"amount":-1}"#, #"{"amount":"much"}"#, #"{"amount":100,"start_date":"2026-03-19"}"#,
    #"{"amount":100,"start_date":"soon"}"#,
  ]

  static let projects: [Write] = [
    Write(
      "createProject", "/projects", project(),
      refused: [
        "{}", project(without: "client_id"), project(without: "name"), project(without: "is_billable"),
        project(without: "bill_by"), project(without: "budget_by"), project(#""client_id":1"#),
        project(#""name":"""#), project(#""is_billable":"maybe""#), project(#""bill_by":"project""#),
        project(#""budget_by":"week""#), project(#""hourly_rate":-1"#), project(#""fee":"much""#),
        project(#""starts_on":"2026-02-30""#), project(#""starts_on":"2026-03-02","ends_on":"2026-03-01""#),
      ]),
    Write(
      "updateProject", "/projects/<project>", #"{"notes":"New"}"#,
      refused: [
        #"{"notes":"New","name":null}"#, #"{"notes":"New","client_id":1}"#, #"{"notes":"New","bill_by":"people"}"#,
        #"{"notes":"New","budget_by":null}"#, #"{"notes":"New","budget":-1}"#, #"{"notes":"New","is_active":"maybe"}"#,
        #"{"notes":"New","starts_on":"2026-03-02","ends_on":"2026-03-01"}"#,
      ]),
    Write("deleteProject", "/projects/<project>"),
    Write(
      "createTaskAssignment", "/projects/<project>/task_assignments", #"{"task_id":<free_task>}"#,
      refused: [
        "{}", #"{"task_id":1}"#, #"{"task_id":"Design"}"#, #"{"task_id":<task>}"#,
        #"{"task_id":<free_task>,"hourly_rate":-5}"#, #"{"task_id":<free_task>,"budget":"much"}"#,
        #"{"task_id":<free_task>,"billable":"maybe"}"#,
      ]),
    Write(
      "updateTaskAssignment", "/projects/<project>/task_assignments/<task_assignment>", #"{"budget":77}"#,
      refused: [#"{"budget":77,"hourly_rate":"much"}"#, #"{"budget":77,"is_active":null}"#, #"{"budget":-1}"#],
      failing: [fails("/projects/<busy_project>/task_assignments/<task_assignment>", #"{"budget":77}"#, 404)]),
    Write(
      "deleteTaskAssignment", "/projects/<project>/task_assignments/<new>",
      first: [post("/projects/<project>/task_assignments", #"{"task_id":<free_task>}"#)],
      failing: [fails("/projects/<busy_project>/task_assignments/<busy_task_assignment>")]),
    Write(
      "createUserAssignment", "/projects/<project>/user_assignments", #"{"user_id":<free_user>}"#,
      refused: [
        "{}", #"{"user_id":1}"#, #"{"user_id":"Ada"}"#, #"{"user_id":<me>}"#,
        #"{"user_id":<free_user>,"hourly_rate":-5}"#, #"{"user_id":<free_user>,"is_project_manager":"maybe"}"#,
      ]),
    Write(
      "updateUserAssignment", "/projects/<project>/user_assignments/<user_assignment>", #"{"budget":77}"#,
      refused: [#"{"budget":77,"hourly_rate":"much"}"#, #"{"budget":77,"use_default_rates":null}"#],
      failing: [fails("/projects/<busy_project>/user_assignments/<user_assignment>", #"{"budget":77}"#, 404)]),
    Write(
      "deleteUserAssignment", "/projects/<project>/user_assignments/<new>",
      first: [post("/projects/<project>/user_assignments", #"{"user_id":<free_user>}"#)],
      failing: [fails("/projects/<busy_project>/user_assignments/<busy_user_assignment>")]),
  ]

  private static func project(_ more: String? = nil, without name: String? = nil) -> String {
    object(
      [
        ("client_id", "<client>"), ("name", #""New""#), ("is_billable", "true"), ("bill_by", #""Project""#),
        ("budget_by", #""none""#),
      ], more, without: name)
  }
}
