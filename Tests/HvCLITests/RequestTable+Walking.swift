import HvValues

// Going from records to others: from one, and from many at once.
extension RequestTable {
  static let walking: [Row] = [
    Row(
      "the tasks of a project", "projects {id of project ACME-WEB} | tasks",
      ["/projects/{id of project ACME-WEB}/task_assignments?per_page=2000"],
      curl: .list("/projects/{id of project ACME-WEB}/task_assignments")
    ) { [.ids($0[0].ids)] },
    Row(
      "the active projects of a client", "clients {id of client Acme} | projects | where active | get name",
      ["/projects?client_id={id of client Acme}&is_active=true&per_page=2000"],
      curl: .list("/projects?client_id={id of client Acme}&is_active=true")
    ) { [.texts($0[0].texts("name"))] },
    Row(
      "the year of a person, by name", #"users "Ada Lindqvist" | time_entries last year | sum hours"#,
      [
        "/users?per_page=2000",
        "/time_entries?user_id={id of user Ada Lindqvist}&from=2025-01-01&to=2025-12-31&per_page=2000",
      ],
      curl: .all([
        .list("/users"), .list("/time_entries?user_id={id of user Ada Lindqvist}&from=2025-01-01&to=2025-12-31"),
      ])
    ) { [.number(try $0[1].sum("hours"))] },
    Row(
      "how many entries of a client were billed in a quarter",
      "clients {id of client Acme} | time_entries | where spent_date in last quarter and billed | count",
      ["/time_entries?client_id={id of client Acme}&from=2026-07-01&to=2026-09-30&is_billed=true&per_page=1"],
      curl: .list("/time_entries?client_id={id of client Acme}&from=2026-07-01&to=2026-09-30&is_billed=true")
    ) { [.number($0.total)] },
    Row(
      "this month's hours on a task", "tasks {id of task Design} | time_entries this month | sum hours",
      ["/time_entries?task_id={id of task Design}&from=2026-11-01&to=2026-11-30&per_page=2000"],
      curl: .list("/time_entries?task_id={id of task Design}&from=2026-11-01&to=2026-11-30")
    ) { [.number(try $0[0].sum("hours"))] },
    Row(
      "the name of an entry's project", "time_entries {id of newest time_entry} | get project.name",
      ["/time_entries/{id of newest time_entry}"],
      curl: .get("/time_entries/{id of newest time_entry}")
    ) { [.texts($0[0].texts("project.name"))] },
    Row(
      "the budget of an entry's project", "time_entries {id of newest time_entry} | project | get budget",
      ["/time_entries/{id of newest time_entry}", "/projects/{id of project ACME-WEB}"],
      curl: .all([.get("/time_entries/{id of newest time_entry}"), .get("/projects/{id of project ACME-WEB}")])
    ) { [.numbers($0[1].numbers("budget"))] },
    Row(
      "the tasks of a client's projects", "clients {id of client Acme} | projects | tasks",
      ["/projects?client_id={id of client Acme}&per_page=2000", "/task_assignments?per_page=2000"],
      curl: .forEach("/projects?client_id={id of client Acme}", .list("/projects/{id}/task_assignments"))
    ) { answers in [.ids(answers[0].ids.flatMap { answers[1].having("project.id", $0).ids })] },
    Row(
      "the addresses of a project's people", "projects {id of project ACME-WEB} | users | user | get email",
      ["/projects/{id of project ACME-WEB}/user_assignments?per_page=2000", "/users?per_page=2000"],
      curl: .forEach("/projects/{id of project ACME-WEB}/user_assignments", .get("/users/{user.id}"))
    ) { answers in
      [.texts(answers[0].numbers("user.id").flatMap { answers[1].having("id", .number($0)).texts("email") })]
    },
  ]

  static let gathering: [Row] = [
    Row(
      "the tasks of the active projects", "projects | where active | each < tasks >",
      ["/projects?is_active=true&per_page=2000", "/task_assignments?per_page=2000"],
      curl: .forEach("/projects?is_active=true", .list("/projects/{id}/task_assignments"))
    ) { answers in [.ids(answers[0].ids.flatMap { answers[1].having("project.id", $0).ids })] },
    Row(
      "the managers of the active projects",
      "projects | where active | each < users | where is_project_manager | get user.name >",
      ["/projects?is_active=true&per_page=2000", "/user_assignments?per_page=2000"],
      curl: .forEach("/projects?is_active=true", .list("/projects/{id}/user_assignments"))
    ) { answers in
      let managers = answers[1].having("is_project_manager", .yes)
      return [.texts(answers[0].ids.flatMap { managers.having("project.id", $0).texts("user.name") })]
    },
    Row(
      "each person's hours in a month", "users | where active | each < time_entries last month | sum hours >",
      ["/users?is_active=true&per_page=2000", "/time_entries?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .forEach("/users?is_active=true", .list("/time_entries?user_id={id}&from=2026-10-01&to=2026-10-31"))
    ) { answers in [.numbers(try answers[0].ids.map { try answers[1].having("user.id", $0).sum("hours") })] },
    Row(
      "each project's hours in a month that are not billed",
      "projects | where active | each < time_entries | where spent_date in last month and not billed | sum hours >",
      [
        "/projects?is_active=true&per_page=2000",
        "/time_entries?from=2026-10-01&to=2026-10-31&is_billed=false&per_page=2000",
      ],
      curl: .forEach(
        "/projects?is_active=true",
        .list("/time_entries?project_id={id}&from=2026-10-01&to=2026-10-31&is_billed=false"))
    ) { answers in [.numbers(try answers[0].ids.map { try answers[1].having("project.id", $0).sum("hours") })] },
    Row(
      "the active projects beside their clients",
      "clients | where active | each as c < projects | where active | select client: $c.name, name >",
      ["/clients?is_active=true&per_page=2000", "/projects?is_active=true&per_page=2000"],
      curl: .forEach("/clients?is_active=true", .list("/projects?client_id={id}&is_active=true"))
    ) { answers in [.rows(answers[0].ids.reduce(0) { $0 + answers[1].having("client.id", $1).rows.count })] },
    Row(
      "how many projects each client has", "clients | where active | each < projects | count >",
      ["/clients?is_active=true&per_page=2000", "/projects?per_page=2000"],
      curl: .forEach("/clients?is_active=true", .list("/projects?client_id={id}"))
    ) { answers in
      [.numbers(answers[0].ids.map { Exact(answers[1].having("client.id", $0).rows.count) })]
    },
    Row(
      "the contacts of the active clients", "clients | where active | contacts | get email",
      ["/clients?is_active=true&per_page=2000", "/contacts?per_page=2000"],
      curl: .forEach("/clients?is_active=true", .list("/contacts?client_id={id}"))
    ) { answers in [.texts(answers[0].ids.flatMap { answers[1].having("client.id", $0).texts("email") })] },
    Row(
      "the projects of a week, with their budgets",
      "time_entries last 7 days | project | unique | select code, budget",
      ["/time_entries?from=2026-11-18&to=2026-11-24&per_page=2000", "/projects?per_page=2000"],
      curl: .forEach("/time_entries?from=2026-11-18&to=2026-11-24", .get("/projects/{project.id}"))
    ) { [.rows($0[0].distinct("project.id"))] },
    Row(
      "the addresses of the clients billed this year", "invoices this year | client | unique | get address",
      ["/invoices?from=2026-01-01&to=2026-12-31&per_page=2000", "/clients?per_page=2000"],
      curl: .forEach("/invoices?from=2026-01-01&to=2026-12-31", .get("/clients/{client.id}"))
    ) { [.rows($0[0].distinct("client.id"))] },
    Row(
      "the client of each invoice of a quarter", "invoices last quarter | each < client > | get currency",
      ["/invoices?from=2026-07-01&to=2026-09-30&per_page=2000", "/clients?per_page=2000"],
      curl: .forEach("/invoices?from=2026-07-01&to=2026-09-30", .get("/clients/{client.id}"))
    ) { answers in
      [.texts(answers[0].numbers("client.id").flatMap { answers[1].having("id", .number($0)).texts("currency") })]
    },
  ]
}
