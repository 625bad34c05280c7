import HvValues

// Money, people, and programs of several statements.
extension RequestTable {
  static let money: [Row] = [
    Row(
      "a quarter's expenses", "expenses last quarter | sum total_cost",
      ["/expenses?from=2026-07-01&to=2026-09-30&per_page=2000"],
      curl: .list("/expenses?from=2026-07-01&to=2026-09-30")
    ) { [.rows($0[0].distinct("client.currency"))] },
    Row(
      "billable expenses still to be billed, by client",
      "expenses this year | where not billed and billable | sum total_cost by client.name",
      ["/expenses?from=2026-01-01&to=2026-12-31&is_billed=false&per_page=2000"],
      curl: .list("/expenses?from=2026-01-01&to=2026-12-31&is_billed=false")
    ) { [.rows($0[0].having("billable", .yes).distinct("client.name"))] },
    Row(
      "what is owed to us", #"invoices | where state == "open" | sum due_amount"#,
      ["/invoices?state=open&per_page=2000"],
      curl: .list("/invoices?state=open")
    ) { [.rows($0[0].distinct("currency"))] },
    Row(
      "the lines of a month's invoices", "invoices last month | line_items | get description",
      ["/invoices?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .list("/invoices?from=2026-10-01&to=2026-10-31")
    ) { [.texts($0[0].below("line_items").texts("description"))] },
    Row(
      "the payments of a month's paid invoices",
      #"invoices last month | where state == "paid" | payments | get amount"#,
      [
        "/invoices?from=2026-10-01&to=2026-10-31&state=paid&per_page=2000",
        "/invoices/{id of invoice 1289}/payments?per_page=2000",
        "/invoices/{id of invoice 1285}/payments?per_page=2000",
        "/invoices/{id of invoice 1284}/payments?per_page=2000",
        "/invoices/{id of invoice 1283}/payments?per_page=2000",
        "/invoices/{id of invoice 1282}/payments?per_page=2000",
      ],
      curl: .forEach("/invoices?from=2026-10-01&to=2026-10-31&state=paid", .list("/invoices/{id}/payments"))
    ) { [.numbers($0.from(1).numbers("amount"))] },
    Row(
      "the payments of one invoice", "invoices {id of invoice 1289} | payments",
      ["/invoices/{id of invoice 1289}/payments?per_page=2000"],
      curl: .list("/invoices/{id of invoice 1289}/payments")
    ) { [.ids($0[0].ids)] },
    Row(
      "the invoices with a line of a project", "projects {id of project ACME-WEB} | invoices | get number",
      ["/invoices?project_id={id of project ACME-WEB}&per_page=2000"],
      curl: .list("/invoices?project_id={id of project ACME-WEB}")
    ) { [.texts($0[0].texts("number"))] },
    Row(
      "the oldest invoice", "invoices | last 1",
      ["/invoices?per_page=2000"],
      curl: .list("/invoices")
    ) { [.ids(Array($0[0].ids.suffix(1)))] },
    Row(
      "the estimates that wait for an answer", #"estimates | where state == "sent" | get subject"#,
      ["/estimates?state=sent&per_page=2000"],
      curl: .list("/estimates?state=sent")
    ) { [.texts($0[0].texts("subject"))] },
    Row(
      "Harvest's own report of a month by client", "reports time clients last month",
      ["/reports/time/clients?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .list("/reports/time/clients?from=2026-10-01&to=2026-10-31")
    ) { [.rows($0[0].total)] },
    Row(
      "the same over two years, of which each is a report",
      "reports time clients 2025-01-01..2026-11-24 | get client_name",
      [
        "/reports/time/clients?from=2025-01-01&to=2025-12-31&per_page=2000",
        "/reports/time/clients?from=2026-01-01&to=2026-11-24&per_page=2000",
      ],
      curl: .all([
        .list("/reports/time/clients?from=2025-01-01&to=2025-12-31"),
        .list("/reports/time/clients?from=2026-01-01&to=2026-11-24"),
      ])
    ) { [.rows($0.from(0).distinct("client_id", "currency"))] },
    Row(
      "the projects over their budget", "reports project_budget | where budget_remaining < 0 | get project_name",
      ["/reports/project_budget?per_page=2000"],
      curl: .list("/reports/project_budget")
    ) { [.texts($0[0].keeping("budget_remaining", \.isNegative).texts("project_name"))] },
  ]

  static let people: [Row] = [
    Row(
      "the timer that runs", "timer status",
      ["/users/me", "/time_entries?is_running=true&user_id={id of user Ada Lindqvist}&per_page=1"],
      curl: .all([
        .get("/users/me"), .get("/time_entries?is_running=true&user_id={id of user Ada Lindqvist}&per_page=1"),
      ])
    ) { [.ids($0[1].ids)] },
    Row(
      "who has a timer running", "time_entries | where running | get user.name",
      ["/time_entries?is_running=true&per_page=2000"],
      curl: .list("/time_entries?is_running=true")
    ) { [.texts($0[0].texts("user.name"))] },
    Row(
      "my hours this week", "me | time_entries this week | sum hours",
      ["/users/me", "/time_entries?user_id={id of user Ada Lindqvist}&from=2026-11-23&to=2026-11-29&per_page=2000"],
      curl: .all([
        .get("/users/me"),
        .list("/time_entries?user_id={id of user Ada Lindqvist}&from=2026-11-23&to=2026-11-29"),
      ])
    ) { [.number(try $0[1].sum("hours"))] },
    Row(
      "what I can track time on", "project_assignments | get project.name",
      ["/users/me/project_assignments?per_page=2000"],
      curl: .list("/users/me/project_assignments")
    ) { [.texts($0[0].texts("project.name"))] },
    Row(
      "the projects that a person manages",
      "user_assignments | where user == {id of user Ada Lindqvist} and is_project_manager | get project.name",
      ["/user_assignments?user_id={id of user Ada Lindqvist}&per_page=2000"],
      curl: .list("/user_assignments?user_id={id of user Ada Lindqvist}")
    ) { [.texts($0[0].having("is_project_manager", .yes).texts("project.name"))] },
    Row(
      "the active people, by name", "users | where active | sort last_name | first 3 | get last_name",
      ["/users?is_active=true&per_page=2000"],
      curl: .list("/users?is_active=true")
    ) { [.texts(Array($0[0].texts("last_name").sorted().prefix(3)))] },
    Row(
      "the rates of the contractors", "users | where active and is_contractor | billable_rates",
      [
        "/users?is_active=true&per_page=2000",
        "/users/{id of user 健司 佐藤}/billable_rates?per_page=2000",
        "/users/{id of user Mateo Rossi}/billable_rates?per_page=2000",
      ],
      curl: .forEach("/users?is_active=true", .list("/users/{id}/billable_rates"))
    ) { [.rows($0.from(1).total)] },
    Row(
      "who has a role", #"users | where active and "Developer" in roles | get last_name"#,
      ["/users?is_active=true&per_page=2000"],
      curl: .list("/users?is_active=true")
    ) {
      let developers = $0[0].keeping("roles") {
        if case .list(let roles) = $0 { roles.elements.contains(.string("Developer")) } else { false }
      }
      return [.texts(developers.texts("last_name"))]
    },
  ]

  static let programs: [Row] = [
    Row(
      "two questions about a week",
      "let week = time_entries last week; $week | sum hours by user.name; $week | where billable | count",
      ["/time_entries?from=2026-11-16&to=2026-11-22&per_page=2000"],
      curl: .all([
        .list("/time_entries?from=2026-11-16&to=2026-11-22"), .list("/time_entries?from=2026-11-16&to=2026-11-22"),
      ])
    ) { [.rows($0[0].distinct("user.name")), .number($0[0].having("billable", .yes).rows.count)] },
    Row(
      "the billable part of a month's hours",
      "(time_entries last month | where billable | sum hours) / (time_entries last month | sum hours)",
      ["/time_entries?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .all([
        .list("/time_entries?from=2026-10-01&to=2026-10-31"), .list("/time_entries?from=2026-10-01&to=2026-10-31"),
      ])
    ) { [.number(try $0[0].having("billable", .yes).sum("hours").divided(by: $0[0].sum("hours")))] },
    Row(
      "two statements with the same name",
      #"projects "ACME-WEB" | get budget; projects "ACME-WEB" | tasks | count"#,
      ["/projects?per_page=2000", "/projects/{id of project ACME-WEB}/task_assignments?per_page=1"],
      curl: .all([.list("/projects"), .list("/projects"), .list("/projects/{id of project ACME-WEB}/task_assignments")])
    ) {
      [.numbers($0[0].having("code", .string("ACME-WEB")).numbers("budget")), .number($0[1].total)]
    },
  ]
}
