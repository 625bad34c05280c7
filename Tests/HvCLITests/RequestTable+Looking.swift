import HvValues

// Looking at what there is, counting it, and choosing from it.
extension RequestTable {
  static let looking: [Row] = [
    Row(
      "the newest time entries", "time_entries | first 5",
      ["/time_entries?per_page=5"],
      curl: .get("/time_entries?per_page=5")
    ) { [.ids($0[0].ids)] },
    Row(
      "one time entry, by its id", "time_entries {id of newest time_entry}",
      ["/time_entries/{id of newest time_entry}"],
      curl: .get("/time_entries/{id of newest time_entry}")
    ) { [.ids($0[0].ids)] },
    Row(
      "one project, by its code", #"projects "ACME-WEB""#,
      ["/projects?per_page=2000"],
      curl: .list("/projects")
    ) { [.ids($0[0].having("code", .string("ACME-WEB")).ids)] },
    Row(
      "who the token belongs to", "me | get email",
      ["/users/me"],
      curl: .get("/users/me")
    ) { [.texts($0[0].texts("email"))] },
    Row(
      "the account's settings", "company | get week_start_day",
      ["/company"],
      curl: .get("/company")
    ) { [.texts($0[0].texts("week_start_day"))] },
    Row(
      "the newest entries on one project", "time_entries | where project == {id of project ACME-WEB} | first 5",
      ["/time_entries?project_id={id of project ACME-WEB}&per_page=5"],
      curl: .get("/time_entries?project_id={id of project ACME-WEB}&per_page=5")
    ) { [.ids($0[0].ids)] },
    Row(
      "the newest entries that are long", "time_entries | where hours > 5 | first 3",
      ["/time_entries?per_page=100"],
      curl: .get("/time_entries?per_page=2000")
    ) { [.ids(Array($0[0].keeping("hours") { $0.isMore(than: 5) }.ids.prefix(3)))] },
    Row(
      "the first entry of a year", "time_entries last year | last 1",
      [
        "/time_entries?from=2025-01-01&to=2025-12-31&per_page=2000",
        "/time_entries?from=2025-01-01&to=2025-12-31&per_page=2000&page=6",
      ],
      curl: .list("/time_entries?from=2025-01-01&to=2025-12-31")
    ) { [.ids(Array($0[1].ids.suffix(1)))] },
    Row(
      "the five longest entries of a month", "time_entries last month | sort -hours | first 5 | get hours",
      ["/time_entries?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .list("/time_entries?from=2026-10-01&to=2026-10-31")
    ) { [.numbers($0[0].numbers("hours").sorted(by: >).prefix(5).map { $0 })] },
  ]

  static let counting: [Row] = [
    Row(
      "how many time entries there are", "time_entries | count",
      ["/time_entries?per_page=1"],
      curl: .list("/time_entries")
    ) { [.number($0.total)] },
    Row(
      "how many projects are active", "projects | where active | count",
      ["/projects?is_active=true&per_page=1"],
      curl: .list("/projects?is_active=true")
    ) { [.number($0.total)] },
    Row(
      "how many entries of a year are not billed", "time_entries this year | where not billed | count",
      ["/time_entries?from=2026-01-01&to=2026-12-31&is_billed=false&per_page=1"],
      curl: .list("/time_entries?from=2026-01-01&to=2026-12-31&is_billed=false")
    ) { [.number($0.total)] },
    Row(
      "how many entries await approval", #"time_entries | where approval_status == "submitted" | count"#,
      ["/time_entries?approval_status=submitted&per_page=1"],
      curl: .list("/time_entries?approval_status=submitted")
    ) { [.number($0.total)] },
    Row(
      "how many entries a project has", "projects {id of project ACME-WEB} | time_entries | count",
      ["/time_entries?project_id={id of project ACME-WEB}&per_page=1"],
      curl: .list("/time_entries?project_id={id of project ACME-WEB}")
    ) { [.number($0.total)] },
    Row(
      "how many entries a client has in a year, by its name",
      #"time_entries this year | where client == "Acme" | count"#,
      [
        "/clients?per_page=2000",
        "/time_entries?from=2026-01-01&to=2026-12-31&client_id={id of client Acme}&per_page=1",
      ],
      curl: .all([
        .list("/clients"), .list("/time_entries?from=2026-01-01&to=2026-12-31&client_id={id of client Acme}"),
      ])
    ) { [.number($0[1].total)] },
    Row(
      "how many entries three people have together",
      "time_entries | where user in [{id of user Ada Lindqvist}, {id of user Ingrid Berg}, "
        + "{id of user Noor van Dijk}] | count",
      [
        "/time_entries?user_id={id of user Ada Lindqvist}&per_page=1",
        "/time_entries?user_id={id of user Ingrid Berg}&per_page=1",
        "/time_entries?user_id={id of user Noor van Dijk}&per_page=1",
      ],
      curl: .all([
        .list("/time_entries?user_id={id of user Ada Lindqvist}"),
        .list("/time_entries?user_id={id of user Ingrid Berg}"),
        .list("/time_entries?user_id={id of user Noor van Dijk}"),
      ])
    ) { [.number($0.total)] },
  ]

  static let choosing: [Row] = [
    Row(
      "hours by person in a month", "time_entries last month | sum hours by user.name",
      ["/time_entries?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .list("/time_entries?from=2026-10-01&to=2026-10-31")
    ) { [.rows($0[0].distinct("user.name"))] },
    Row(
      "billable hours of a day", "time_entries yesterday | where billable | sum hours",
      ["/time_entries?from=2026-11-23&to=2026-11-23&per_page=2000"],
      curl: .list("/time_entries?from=2026-11-23&to=2026-11-23")
    ) { [.number(try $0[0].having("billable", .yes).sum("hours"))] },
    Row(
      "hours by month in a year", "time_entries last year | sum hours by month(spent_date)",
      pages(6, "/time_entries?from=2025-01-01&to=2025-12-31&per_page=2000"),
      curl: .list("/time_entries?from=2025-01-01&to=2025-12-31")
    ) { [.rows(Set($0.from(0).texts("spent_date").map { $0.prefix(7) }).count)] },
    Row(
      "a person's days in a month, chosen by conditions",
      "time_entries | where spent_date in last month and user == {id of user Ada Lindqvist} "
        + "| select spent_date, project.name, hours",
      ["/time_entries?from=2026-10-01&to=2026-10-31&user_id={id of user Ada Lindqvist}&per_page=2000"],
      curl: .list("/time_entries?from=2026-10-01&to=2026-10-31&user_id={id of user Ada Lindqvist}")
    ) { [.rows($0[0].total)] },
    Row(
      "the same, with the condition at the end",
      "time_entries | select spent_date, user, hours | sort -hours | extend twice: hours * 2 "
        + "| where spent_date in this week and user == {id of user Ada Lindqvist} | sum twice",
      ["/time_entries?from=2026-11-23&to=2026-11-29&user_id={id of user Ada Lindqvist}&per_page=2000"],
      curl: .list("/time_entries?from=2026-11-23&to=2026-11-29&user_id={id of user Ada Lindqvist}")
    ) { [.number(try $0[0].sum("hours").adding($0[0].sum("hours")))] },
    Row(
      "a period given in two places", "time_entries from: 2026-10-01 | where spent_date <= 2026-10-15 | sum hours",
      ["/time_entries?from=2026-10-01&to=2026-10-15&per_page=2000"],
      curl: .list("/time_entries?from=2026-10-01&to=2026-10-15")
    ) { [.number(try $0[0].sum("hours"))] },
    Row(
      "hours of two people in a month",
      "time_entries last month | where user == {id of user Ada Lindqvist} or user == {id of user Ingrid Berg} "
        + "| sum hours",
      ["/time_entries?from=2026-10-01&to=2026-10-31&per_page=2000"],
      curl: .all([
        .list("/time_entries?from=2026-10-01&to=2026-10-31&user_id={id of user Ada Lindqvist}"),
        .list("/time_entries?from=2026-10-01&to=2026-10-31&user_id={id of user Ingrid Berg}"),
      ])
    ) {
      let people = Set(["Ada Lindqvist", "Ingrid Berg"])
      return [.number(try $0[0].keeping("user.name") { people.contains($0.text) }.sum("hours"))]
    },
    Row(
      "hours on a project in a year, by its code",
      #"time_entries this year | where project == "ACME-WEB" | sum hours"#,
      [
        "/projects?per_page=2000",
        "/time_entries?from=2026-01-01&to=2026-12-31&project_id={id of project ACME-WEB}&per_page=2000",
      ],
      curl: .all([
        .list("/projects"),
        .list("/time_entries?from=2026-01-01&to=2026-12-31&project_id={id of project ACME-WEB}"),
      ])
    ) { [.number(try $0[1].sum("hours"))] },
    // Whether the very second counts is not documented: hv asks from the one before, and looks at the rows.
    Row(
      "what changed since a day", "projects | where updated_at >= 2026-11-01 | get code",
      ["/projects?updated_since=2026-10-31T23:59:59Z&per_page=2000"],
      curl: .list("/projects?updated_since=2026-11-01T00:00:00Z")
    ) { [.texts($0[0].texts("code"))] },
    Row(
      "what cannot be: two conditions", "projects | where active and not active",
      [],
      curl: .list("/projects?is_active=true")
    ) { _ in [.rows(0)] },
    Row(
      "what cannot be: two periods", "time_entries last month | where spent_date > 2026-11-01 | count",
      [],
      curl: .list("/time_entries?from=2026-10-01&to=2026-10-31")
    ) { _ in [.number(0)] },
  ]
}
