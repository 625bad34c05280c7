import Testing

/// A script as users write them, in which `hv check` finds nothing to say.
struct CheckedScript: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text + "\n"
  }

  var testDescription: String { name }
}

/// One place of a script that somebody gets wrong, and what `hv check` says then.
struct CheckedMistake: Sendable, CustomTestStringConvertible {
  let name: String
  let script: CheckedScript
  /// What stands in the script, once.
  let right: String
  /// What stands there instead.
  let wrong: String
  let code: String
  /// What is underlined.
  let marked: String
  /// Where that is: the script, or a file that it uses.
  let file: String?
  /// One mistake, one message. Without, others follow from it.
  let isAlone: Bool
  /// Parts of the message and of the help.
  let says: [String]

  init(
    _ name: String, _ script: CheckedScript, _ right: String, becomes wrong: String, _ code: String,
    at marked: String, file: String? = nil, isAlone: Bool = true, says: String...
  ) {
    self.name = name
    self.script = script
    self.right = right
    self.wrong = wrong
    self.code = code
    self.marked = marked
    self.file = file
    self.isAlone = isAlone
    self.says = says
  }

  /// The script with the mistake.
  var text: String { script.text.replacing(right, with: wrong) }

  /// The line that it is in, the first being 1.
  var line: Int {
    guard let place = script.text.firstRange(of: right) else { return 0 }
    return script.text[..<place.lowerBound].count { $0 == "\n" } + 1
  }

  var testDescription: String { name }
}

// MARK: the scripts

extension CheckedScript {
  static let all: [CheckedScript] = [
    archiving, missing, month, year, budgets, clients, setup, tidy, dunning, tasks, shared, text, script, days,
  ]

  /// What some of them use.
  static let modules: [String: String] = [
    "lib/periods.hv":
      """
    ## Periods and conditions that several scripts share.

    let quarter = last quarter

    ## The entries of a period that can still be invoiced.
    ## period: the days
    def unbilled(period: range = last month) <
      time_entries $period | where billable and not is_billed
    >
    """,
    "lib/first.hv":
      """
    use "./second.hv"
    def clients_of(name: string) < clients | where name == $name >
    """,
    "lib/second.hv":
      """
    use "./first.hv"
    def projects_of(name: string) < projects | where client.name == $name >
    """,
    "lib/doing.hv":
      """
    def quiet() < clients | count >
    clients | first 3
    """,
  ]

  static let archiving = CheckedScript(
    "archiving",
    """
    #!/usr/bin/env hv
    ## Archives the projects on which nobody has worked for some time.

    param days: number = 90  ## how long nobody has worked on them

    let since = today - $days * 1d
    projects active: true
      | where date(created_at) < $since
      | join (time_entries from: $since), id, project.id, kind: anti
      | archive
      | select id, name, client.name
    """)

  static let missing = CheckedScript(
    "missing",
    """
    #!/usr/bin/env hv
    ## Who wrote less than was expected in a week.

    param period: range = last week  ## the days to look at
    param least: number = 30  ## the hours expected of everybody

    let short = (
      users active: true
      | join (time_entries $period | sum hours by user.id), id, user_id, kind: left, into: written
      | extend hours: written?.sum ?? 0
      | where hours < $least
      | select first_name, last_name, email, hours
      | sort hours
    )
    $short
    if ($short | count) > 0 then < exit 1 > else < exit 0 >

    test "there is somebody to write hours" <
      let everybody = (users active: true | count)
      assert $everybody > 0
    >
    """)

  static let month = CheckedScript(
    "month",
    """
    #!/usr/bin/env hv
    ## What was worked in a month, by client and project, and what can be invoiced.

    param period: range = last month  ## the days of the month
    param currency: string = ""  ## only amounts in this currency

    print "Hours of {$period}"
    time_entries $period
      | rollup hours: sum(hours), billable: sum(hours, if: billable) by client.name, project.name

    print "To be invoiced"
    reports uninvoiced $period
      | where uninvoiced_amount > 0 and ($currency == "" or currency == $currency)
      | select client: client_name, hours: uninvoiced_hours, amount: uninvoiced_amount, currency
      | sort client

    test "the hours are those of Harvest's own report, as it rounds them" <
      let ours = (time_entries last month | sum rounded_hours)
      let theirs = (reports time clients last month | sum total_hours)
      assert $ours == $theirs
    >
    """)

  static let year = CheckedScript(
    "year",
    """
    #!/usr/bin/env hv
    ## A year in three tables: hours by client and month, the busiest people, what was invoiced.

    param period: range = this year  ## the year

    time_entries $period | pivot month(spent_date), sum(hours), total: true by client.name | sort -total
    time_entries $period
      | summarize hours: sum(hours), billable: sum(hours, if: billable) by user.name
      | sort -hours
      | first 10
    invoices $period
      | summarize invoiced: sum(amount), paid: sum(amount, if: state == "paid"), n: count() by client.name
    """)

  static let budgets = CheckedScript(
    "budgets",
    """
    #!/usr/bin/env hv
    ## The projects that have used up most of their budget, and when the first of them runs out.

    param share: number = 0.8  ## the part of the budget from which on one wants to know

    let over = (budget over $share)
    $over
      | select client, project, spent, left, share
      | sort -share
    reports project_budget active: true
      | where (budget ?? 0) > 0
      | select project: project_name, share: round(budget_spent / budget, 2)
      | first 5
    if ($over | count) > 0 then < exit 1 > else < exit 0 >
    """)

  static let clients = CheckedScript(
    "clients",
    """
    #!/usr/bin/env hv
    ## The clients that are worth most, by the hours of a period.

    param period: range = last month  ## the days to report
    param least: number = 100  ## leave smaller clients out

    print "Clients with {$least} hours and more"

    ## The rows with at least so many hours.
    ## least: the hours
    def large(least: number) < where hours >= $least >

    ## The rows with at most so many hours.
    ## most: the hours
    def small(most: number = 10) < where hours <= $most >

    time_entries $period
      | summarize hours: sum(hours), billable: sum(hours, if: billable), n: count() by client.name
      | large $least
      | sort -hours

    test "nobody works more than a day has" <
      assert (time_entries last month | max hours) <= 24
    >
    """)

  static let setup = CheckedScript(
    "setup",
    """
    #!/usr/bin/env hv
    ## Makes what a new project needs: the client, the project, its task, and the first hours.

    param name: string = "Kite"  ## the client
    param code: string = "KITE-WEB"  ## the code of the project

    clients create name: $name, currency: "EUR"
    projects create client: $name, name: "Website", code: $code, bill_by: Tasks, budget_by: none, billable: true
    projects $code | tasks create task: "Research", billable: true, hourly_rate: 120
    time_entries create project: $code, task: "Research", spent_date: today, hours: 1h30m, notes: "Kick-off"
    projects $code | update notes: "{name} for {client.name}", starts_on: 2026-11-01
    timer start project: $code, task: "Research"
    invoices create client: $name, subject: "Deposit",
      line_items: [{kind: "Service", description: "Half", unit_price: 1200}]
    """)

  static let tidy = CheckedScript(
    "tidy",
    """
    #!/usr/bin/env hv
    ## Rounds hours up, writes notes where there are none, and ends what still runs. Shown and asked first.

    param period: range = this month  ## the days of the entries
    param step: number = 0.25  ## of an hour

    time_entries $period
      | where not is_locked and not is_running
      | where hours % $step != 0
      | update hours: ceil(hours / $step) * $step

    time_entries $period
      | where (notes ?? "") == "" and project != "ACME-WEB"
      | update notes: "{task.name} for {client.name}"

    time_entries yesterday | where is_running | stop
    projects active: false | where ends_on == today | restore | select name, is_active
    """)

  static let dunning = CheckedScript(
    "dunning",
    """
    #!/usr/bin/env hv
    ## The open invoices by how late they are, with the address of who has to pay.

    param client: string = "Acme"  ## whose

    let open = (invoices state: "open", client: $client)
    $open
      | where due_amount > 0 and due_date < today
      | join (clients), client.id, id, into: debtor
      | extend age: match today - due_date with <
        ..30d => "up to 30 days"
        ..60d => "31 to 60 days"
        _ => "more than 60 days"
      >
      | select number, age, debtor.name, debtor.address, due: due_amount * 1.05
      | sort -due
    $open | first 1 | payments create amount: 100, notes: "by cheque"
    $open | first 1 | mark closed
    """)

  static let tasks = CheckedScript(
    "tasks",
    """
    #!/usr/bin/env hv
    ## The tasks of a client's projects, with what they cost.

    param client: string = "Acme"  ## whose

    clients $client
      | projects active: true
      | each as p < tasks active: true | select project: $p.name, task: task.name, rate: hourly_rate >
      | sort project, -rate
    let limits = {hours: 40, days: 5}
    projects client: $client
      | time_entries last month
      | sum hours by user.name
      | where sum > $limits.hours
      | first 3
    """)

  static let shared = CheckedScript(
    "shared",
    """
    #!/usr/bin/env hv
    ## What can be invoiced, with commands of the standard library and of a file.

    use timesheet
    use "./lib/periods.hv"

    param least: number = 8  ## the hours of a working day

    gaps this week, $least
    timesheet missing last week | select first_name, last_name
    unbilled last quarter
      | sum hours by client.name
      | sort -sum
    """)

  static let text = CheckedScript(
    "text",
    #"""
    #!/usr/bin/env hv
    ## Lists of names for other programs.

    let names = ["Acme", "Delta Waterworks"]
    clients
      | where name =~ "^(Acme|Delta)" or name in $names
      | select name, label: upper(name), currency
      | sort name
    projects
      | where code != null and starts_with(code, "ACME")
      | map "{name} of {client.name}\n"
      | first 3
    open "rates.csv"
      | where rate > 100
      | save "high.csv"
    """#)

  static let script = CheckedScript(
    "script",
    """
    #!/usr/bin/env hv
    ## Counts the projects of the client that it is called with.

    let wanted = $args[0] ?? $env.CLIENT ?? "Acme"
    let found = try < clients $wanted | get name > catch e < print "none: {$e.message}" >
    let n = (projects client: $wanted | count)
    if $n == 0 then < exit 1 >
    print "{$found} has {$n} projects"
    projects active: true
      | where client == "Acme"
      | each < tasks > parallel: 4
      | first 3
    users
      | flatten roles
      | rename role: roles
      | sort role
    """)

  static let days = CheckedScript(
    "days",
    """
    #!/usr/bin/env hv
    ## Hours of days, also of those without any.

    param client: string = "Acme"  ## whose

    let first = 2026-10-05
    let days = 2026-10-01..2026-12-31
    let month = 2026-12
    let since = today - 14d
    time_entries from: $since, to: 2026-11-20, client: $client
      | where spent_date in $days and hours > 1h30m
      | sum hours by day: spent_date
      | fill day, $month, with: {sum: 0}
    me
      | time_entries last 7 days
      | where spent_date >= $first
      | fold as total < $total + hours > from: 0
    expenses last month | where total_cost > 100 and updated_at < now - 36h | sum total_cost
    """)
}

// MARK: the mistakes

extension CheckedMistake {
  static let all: [CheckedMistake] = [
    misspelt, absent, types, choices, writes, commands, definitions, literals, signs, habits,
  ].flatMap { $0 }

  /// Names that are misspelt.
  static let misspelt: [CheckedMistake] = [
    .init(
      "a command", .archiving, "projects active: true", becomes: "projcts active: true", "E0201", at: "projcts",
      says: "`projects`"),
    .init(
      "a command after a pipe", .year, "summarize hours", becomes: "sumarize hours", "E0201", at: "sumarize",
      says: "`summarize`"),
    .init(
      "a field in a condition", .tidy, "not is_running", becomes: "not is_runing", "E0202", at: "is_runing",
      says: "`time_entry` has no field", "`is_running`"),
    .init(
      "a field of an embedded record", .shared, "by client.name", becomes: "by client.nme", "E0202", at: "nme",
      says: "`name`"),
    .init(
      "a field inside a text", .text, "of {client.name}", becomes: "of {client.nam}", "E0202", at: "nam",
      says: "`name`"),
    .init("a field in a fold", .days, "$total + hours", becomes: "$total + hous", "E0202", at: "hous", says: "`hours`"),
    .init("a field in a test", .clients, "max hours)", becomes: "max hour)", "E0202", at: "hour", says: "`hours`"),
    .init(
      "a field of a named item", .tasks, "$p.name, task", becomes: "$p.nme, task", "E0202", at: "nme",
      says: "`project` has no field", "`name`"),
    .init(
      "a field of a record of one's own", .tasks, "$limits.hours", becomes: "$limits.hour", "E0202", at: "hour",
      says: "`hours`"),
    .init(
      "a field of a report", .month, "uninvoiced_hours", becomes: "uninvoiced_hour", "E0202", at: "uninvoiced_hour",
      says: "`uninvoiced_hours`"),
    .init(
      "a field of an error", .script, "{$e.message}", becomes: "{$e.mesage}", "E0202", at: "mesage", says: "`message`"),
    .init(
      "the key of groups", .clients, "by client.name", becomes: "by clinet.name", "E0202", at: "clinet",
      says: "`client`"),
    .init(
      "a filter", .script, "projects client", becomes: "projects clint", "E0205", at: "clint",
      says: "`projects` has no filter `clint`", "`client:`"),
    .init(
      "a filter of a relation", .days, "last 7 days", becomes: #"last 7 days projct: "ACME-WEB""#, "E0205",
      at: "projct", says: "no filter `projct`", "`project:`"),
    .init(
      "a named argument", .missing, "user_id, kind", becomes: "user_id, knd", "E0205", at: "knd",
      says: "`join` has no argument `knd`", "`kind:`"),
    .init(
      "an argument of a block", .script, "parallel: 4", becomes: "paralel: 4", "E0205", at: "paralel",
      says: "it takes: parallel"),
    .init(
      "a function", .budgets, "round(budget_spent / budget, 2)", becomes: "rond(budget_spent / budget, 2)", "E0210",
      at: "rond", says: "no function", "`round(…)`"),
    .init("a figure", .year, "invoiced: sum", becomes: "invoiced: summ", "E0210", at: "summ", says: "`sum(…)`"),
    .init(
      "a relation", .tasks, "tasks active: true", becomes: "taks active: true", "E0201", at: "taks", says: "`tasks`"),
    .init(
      "a variable", .month, "time_entries $period", becomes: "time_entries $perod", "E0209", at: "$perod",
      says: "$period"),
    .init(
      "a module", .shared, "use timesheet", becomes: "use timesheeet", "E0203", at: "timesheeet", isAlone: false,
      says: "no module", "`timesheet`"),
    .init(
      "a command of a module", .shared, "timesheet missing last week | select first_name, last_name",
      becomes: "invoicing agde | first 3", "E0201", at: "agde", says: "`invoicing` has no command `agde`", "`aged`"),
    .init(
      "the path of a file to use", .shared, #"use "./lib/periods.hv""#, becomes: #"use "./lib/peroids.hv""#, "E0501",
      at: #""./lib/peroids.hv""#, isAlone: false, says: "no file", "lib/peroids.hv"),
    .init(
      "a report", .month, "reports uninvoiced $period", becomes: "reports uninvoced $period", "E0204", at: "uninvoced",
      says: "the nearest: reports uninvoiced"),
    .init(
      "what a report goes by", .month, "reports time clients", becomes: "reports time client", "E0204", at: "client",
      says: "the nearest: reports time clients"),
    .init(
      "an action of a timer", .setup, "timer start", becomes: "timer strat", "E0204", at: "strat",
      says: "the nearest: timer start"),
    .init(
      "a state to mark", .dunning, "mark closed", becomes: "mark clsed", "E0204", at: "clsed",
      says: "the nearest: mark closed"),
    .init(
      "a period", .days, "expenses last month", becomes: "expenses lst month", "E0204", at: "month",
      says: "a period?", "expenses last month"),
    .init(
      "a field of a joined row", .missing, "written?.sum", becomes: "written?.summ", "E0202", at: "summ",
      says: "`sum`"),
  ]

  /// Names that are not there.
  private static let absent: [CheckedMistake] = [
    .init(
      "a variable that nothing binds", .missing, "| where hours < $least", becomes: "| where hours < $threshold",
      "E0209", at: "$threshold", says: "let threshold"),
    .init(
      "a variable without its dollar", .missing, "| where hours < $least", becomes: "| where hours < least", "E0202",
      at: "least", says: "$least"),
    .init(
      "a variable for the item", .text, "upper(name)", becomes: "upper($it.name)", "E0209", at: "$it",
      says: "no variable `$it`"),
    .init(
      "the name of an outer item, outside", .tasks, "| sort project, -rate", becomes: "| sort project, $p.name",
      "E0209", at: "$p", says: "not bound"),
    .init(
      "a field that select left out", .missing, "| sort hours", becomes: "| sort period", "E0202", at: "period",
      says: "fields: first_name, last_name, email, hours"),
    .init(
      "a field that summarize left behind", .clients, "| sort -hours", becomes: "| sort spent_date", "E0202",
      at: "spent_date", says: "fields: client_name, hours, billable, n"),
    .init(
      "the path of a key for its column", .shared, "| sort -sum", becomes: "| sort client.name", "E0202", at: "client",
      says: "`client_name`"),
    .init(
      "a field under its old name", .script, "| sort role", becomes: "| sort roles", "E0202", at: "roles",
      says: "`role`"),
    .init(
      "a field of a list", .dunning, "$open | first 1 | mark closed", becomes: "print $open.number", "E0202",
      at: "number", says: "a list has no field", "[0].number"),
    .init(
      "a command as a function", .text, "upper(name)", becomes: "where(name)", "E0210", at: "where",
      says: "`where` is a command"),
    .init(
      "a command before its def", .clients, #"print "Clients with {$least} hours and more""#,
      becomes: "time_entries $period | large $least | count", "E0201", at: "large", says: "no command `large`"),
    .init(
      "text without quotes", .script, #"client == "Acme""#, becomes: "client == Acme", "E0202", at: "Acme",
      says: #"in quotes: "Acme""#),
    .init(
      "a command inside a text", .script, "{$n} projects", becomes: "{projects} projects", "E0202", at: "projects",
      says: "nothing flows in"),
  ]

  /// Types.
  private static let types: [CheckedMistake] = [
    .init(
      "text for a period", .shared, "gaps this week, $least", becomes: #"gaps "this week", $least"#, "E0206",
      at: #""this week""#, says: "a range as period", "string"),
    .init(
      "a number for a day", .days, "from: $since", becomes: "from: 20261005", "E0206", at: "20261005",
      says: "`from` needs a day", "2024-01-31"),
    .init(
      "a period for a day", .days, "from: $since", becomes: "from: last month", "E0206", at: "last month",
      says: "`from` needs a day", "time_entries last month"),
    .init(
      "a quoted day", .days, "to: 2026-11-20", becomes: #"to: "2026-11-20""#, "E0206", at: #""2026-11-20""#,
      says: "`to` needs a day", "2024-01-31"),
    .init(
      "a period of what has no dates", .year, "invoices $period", becomes: "clients $period", "E0206", at: "$period",
      says: "`clients` have no date to go by"),
    .init(
      "text for true or false", .archiving, "projects active: true", becomes: #"projects active: "yes""#, "E0206",
      at: #""yes""#, says: "`active` needs true or false"),
    .init(
      "money and a number", .dunning, "due_amount * 1.05", becomes: "due_amount + 5", "E0208", at: "+",
      says: "money and a number"),
    .init(
      "a day and a number", .days, "today - 14d", becomes: "today - 14", "E0208", at: "-",
      says: "a date and a number", "7d"),
    .init(
      "days that are added", .tidy, "ends_on == today", becomes: "ends_on + today > 0d", "E0208", at: "+",
      says: "`+` does not work on a date and a date"),
    .init(
      "text and a number", .script, #"print "{$found} has {$n} projects""#, becomes: #"print "projects: " + $n"#,
      "E0208", at: "+", says: #""{a} {b}""#),
    .init(
      "a number times text", .tidy, "* $step", becomes: #"* "0.25""#, "E0208", at: "*", says: "a number and a string"),
    .init(
      "a number compared with text", .budgets, "(budget ?? 0) > 0", becomes: #"(budget ?? 0) > "0""#, "E0208", at: ">",
      says: "a number cannot be compared with a string", "without quotes"),
    .init(
      "a day compared with text", .days, "spent_date in $days", becomes: #"spent_date > "2026-10-01""#, "E0208",
      at: ">", says: "a date cannot be compared with a string", "without quotes:  2024-01-31"),
    .init(
      "a day compared with a period", .tidy, "ends_on == today", becomes: "ends_on == last month", "E0208", at: "==",
      says: "a date cannot be compared with a range", "write  in"),
    .init(
      "true compared with text", .month, #"$currency == """#, becomes: "$currency == true", "E0208", at: "==",
      says: "a string cannot be compared with true or false"),
    .init(
      "a record compared with true", .script, #"client == "Acme""#, becomes: "client == true", "E0208", at: "==",
      says: "a `client` record cannot be compared with true or false"),
    .init(
      "text in a period", .days, "spent_date in $days", becomes: #""2026-10-01" in $days"#, "E0208",
      at: #""2026-10-01" in $days"#, says: "a string cannot lie in a range of dates"),
    .init(
      "a part of a text", .text, #"starts_with(code, "ACME")"#, becomes: #""ACME" in code"#, "E0208", at: "code",
      says: "contains(text, part)"),
    .init(
      "a pattern for a number", .budgets, "| where (budget ?? 0) > 0", becomes: #"| where budget =~ "^12""#, "E0208",
      at: "budget", says: "works on text", "a number"),
    .init(
      "a number where a condition is wanted", .missing, "| where hours < $least", becomes: "| where hours", "E0207",
      at: "hours", says: "`where` needs true or false", "> 0"),
    .init(
      "text where a condition is wanted", .tidy, #"(notes ?? "") == """#, becomes: "notes", "E0207", at: "notes",
      says: "`and` needs true or false"),
    .init(
      "a count where a condition is wanted", .script, "if $n == 0", becomes: "if $n", "E0207", at: "$n",
      says: "`if` needs true or false", "> 0"),
    .init(
      "a number that is asserted", .missing, "assert $everybody > 0", becomes: "assert $everybody", "E0207",
      at: "$everybody", says: "`assert` needs true or false", "> 0"),
    .init(
      "a sum of text", .tasks, "sum hours by", becomes: "sum notes by", "E0206", at: "notes",
      says: "`sum` needs numbers", "string"),
    .init(
      "a sum of text among figures", .clients, "hours: sum(hours), billable", becomes: "hours: sum(notes), billable",
      "E0206", at: "notes", says: "`sum` needs numbers", "string"),
    .init(
      "a sort by a record", .archiving, "| select id, name, client.name", becomes: "| sort client", "E0206",
      at: "client", says: "a key that has an order", "client.name"),
    .init(
      "a count that is text", .budgets, "| first 5", becomes: #"| first "5""#, "E0206", at: #""5""#,
      says: "a whole number"),
    .init("a negative count", .year, "| first 10", becomes: "| first -10", "E0206", at: "-10", says: "not negative"),
    .init(
      "an argument of a function", .year, "month(spent_date)", becomes: "month(notes)", "E0206", at: "notes",
      says: "`month` needs a date", "month(date)"),
    .init(
      "the days of a fill", .days, "day, $month,", becomes: "sum, $month,", "E0206", at: "sum",
      says: "a field with days"),
    .init(
      "the default of a parameter", .archiving, "days: number = 90", becomes: #"days: number = "90""#, "E0222",
      at: #""90""#, isAlone: false, says: "needs a number", "string"),
    .init(
      "the type of a parameter", .days, "client: string", becomes: "client: text", "E0206", at: "text", isAlone: false,
      says: "there is no type `text`", "string number bool"),
    .init(
      "the argument of a command of one's own", .clients, "| large $least", becomes: #"| large "100""#, "E0206",
      at: #""100""#, says: "`large` needs a number as least", "string"),
    .init(
      "a list for one name", .script, "client: $wanted", becomes: "client: [$wanted]", "E0206", at: "[$wanted]",
      says: "`client` needs a name or an id", "a list"),
  ]

  /// Choices.
  private static let choices: [CheckedMistake] = [
    .init(
      "the state of invoices", .dunning, #"state: "open""#, becomes: #"state: "opne""#, "E0206", at: #""opne""#,
      says: "`state` cannot be “opne”", #"the nearest: "open""#),
    .init(
      "the kind of a join", .missing, "kind: left", becomes: "kind: outer", "E0206", at: "outer",
      says: "inner, left, anti"),
    .init(
      "what a project is billed by", .setup, "bill_by: Tasks", becomes: "bill_by: Task", "E0206", at: "Task",
      says: "`bill_by` cannot be", "the nearest: Tasks"),
  ]

  /// Writes.
  private static let writes: [CheckedMistake] = [
    .init(
      "a field that is missing", .setup, #"name: "Website", code"#, becomes: "code", "E0204", at: "projects create",
      says: "`projects create` needs `name:`"),
    .init(
      "an entry without its day", .setup, "spent_date: today, hours", becomes: "hours", "E0204",
      at: "time_entries create", says: "needs `spent_date:`"),
    .init(
      "a payment without its amount", .dunning, "amount: 100, notes", becomes: "notes", "E0204", at: "payments create",
      says: "needs `amount:`"),
    .init(
      "a field of a record that is made", .setup, "create name:", becomes: "create nme:", "E0205", at: "nme",
      says: "`name:`"),
    .init(
      "a field of a record that is changed", .setup, "update notes", becomes: "update note", "E0205", at: "note",
      says: "`notes:`"),
    .init(
      "a field that only the server sets", .setup, "starts_on: 2026-11-01", becomes: "created_at: 2026-11-01", "E0205",
      at: "created_at", says: "`update` has no field `created_at`", "starts_on, ends_on"),
    .init(
      "a field inside a line of an invoice", .setup, "unit_price: 1200", becomes: "price: 1200", "E0205", at: "price",
      says: "unit_price"),
    .init(
      "text for a day to write", .setup, "today, hours", becomes: #""today", hours"#, "E0206", at: #""today""#,
      says: "`spent_date` needs a day"),
    .init(
      "text for hours to write", .tidy, "| update hours: ceil(hours / $step) * $step",
      becomes: #"| update hours: "0.25""#, "E0206", at: #""0.25""#, says: "`hours` needs a number"),
    .init(
      "a number for true or false to write", .setup, "budget_by: none, billable: true",
      becomes: "budget_by: none, billable: 1", "E0206", at: "1", says: "`billable` needs true or false"),
    .init(
      "an action that the kind lacks", .archiving, "| archive", becomes: "| restart", "E0212", at: "restart",
      says: "a project cannot be used with `restart`", "archive, restore"),
    .init(
      "an update of rows that select made", .archiving, "| archive", becomes: "| select name | archive", "E0212",
      at: "archive", says: "records from Harvest"),
    .init(
      "an update of figures", .shared, "by client.name", becomes: #"by client.name | update notes: "x""#, "E0212",
      at: "update", says: "records from Harvest"),
    .init(
      "an update without a field", .tidy, "| update hours: ceil(hours / $step) * $step", becomes: "| update", "E0204",
      at: "update", says: "changes nothing without a field", "hours"),
    .init(
      "a delete of nothing", .setup,
      #"projects $code | update notes: "{name} for {client.name}", starts_on: 2026-11-01"#, becomes: "delete", "E0212",
      at: "delete", says: "nothing does here"),
    .init(
      "an undo of text", .dunning, "$open | first 1 | mark closed", becomes: #"undo "yesterday""#, "E0206",
      at: #""yesterday""#, says: "the number of a batch"),
    .init(
      "an undo of rows", .dunning, "$open | first 1 | mark closed", becomes: "$open | undo", "E0212", at: "undo",
      says: "`undo` starts a pipeline"),
    .init(
      "a plan of what only reads", .text, "| first 3", becomes: "| plan", "E0212", at: "plan",
      says: "behind a stage that writes"),
  ]

  /// Commands.
  private static let commands: [CheckedMistake] = [
    .init(
      "a pipe that is missing on the line", .days, "expenses last month | where", becomes: "expenses last month where",
      "E0204", at: "where", says: "a `|` is missing before `where`"),
    .init(
      "a missing pipe at the start of a line", .tasks, "| first 3", becomes: "first 3", "E0212", at: "first",
      says: "nothing does here"),
    .init(
      "a collection in the middle", .tasks, "| time_entries last month", becomes: "| clients", "E0212", at: "clients",
      says: "starts a pipeline", "(clients)", "from a project lead: client"),
    .init(
      "a relation of another kind", .tidy, "where is_running | stop", becomes: "where is_running | tasks", "E0212",
      at: "tasks", says: "does not follow from a `time_entry` record", "lead: "),
    .init(
      "an argument given twice", .archiving, "active: true", becomes: "active: true, active: false", "E0205",
      at: "active", says: "given twice"),
    .init(
      "a period beside its ends", .days, "from: $since, to: 2026-11-20", becomes: "last month, from: $since", "E0205",
      at: "from: $since", says: "the period sets `from` and `to` already"),
    .init(
      "a filter of one record", .script, "client: $wanted | count", becomes: #""ACME-WEB", client: $wanted | get name"#,
      "E0205", at: "client: $wanted", says: "one record needs no filter"),
    .init(
      "a report without its period", .month, "reports uninvoiced $period", becomes: "reports uninvoiced", "E0204",
      at: "reports uninvoiced", says: "needs a period"),
    .init(
      "a pivot without its figure", .year, "sum(hours), total", becomes: "total", "E0204", at: "pivot",
      says: "needs figure"),
    .init(
      "a pivot of a plain field", .year, "sum(hours), total", becomes: "hours, total", "E0206", at: "hours",
      says: "a field of single rows", "sum(…)"),
    .init(
      "a plain field among figures", .year, "billable: sum(hours, if: billable)", becomes: "billable", "E0206",
      at: "billable", says: "a field of single rows", "by …"),
    .init(
      "a column without a name", .budgets, "share: round(budget_spent / budget, 2)", becomes: "budget_spent / budget",
      "E0204", at: "budget_spent / budget", says: "this column needs a name", "name: budget_spent / budget"),
    .init(
      "two columns of one name", .text, "label: upper(name)", becomes: "name: upper(name)", "E0215", at: "upper(name)",
      says: "two columns would be called `name`"),
    .init(
      "a field name that is taken", .script, "| rename role: roles", becomes: "| rename email: roles", "E0215",
      at: "email", says: "a field `email` already"),
    .init(
      "by where there are no groups", .year, "| first 10", becomes: "| last 10 by user.name", "E0205", at: "user.name",
      says: "takes no `by`"),
    .init(
      "too many arguments of a function", .text, "upper(name)", becomes: "upper(name, 1)", "E0204",
      at: "upper(name, 1)", says: "`upper` takes 1 argument", "upper(text)"),
  ]

  /// Definitions and modules.
  private static let definitions: [CheckedMistake] = [
    .init(
      "too many arguments", .clients, "| large $least", becomes: "| large $least, 200", "E0204", at: "200",
      says: "`large` takes 1 argument", "usage:  large least"),
    .init(
      "too few arguments", .clients, "| large $least", becomes: "| large", "E0204", at: "large",
      says: "`large` needs least: number"),
    .init(
      "an argument that it does not have", .clients, "| large $least", becomes: "| small mots: $least", "E0205",
      at: "mots", says: "`small` has no argument `mots`", "`most:`"),
    .init(
      "a definition that calls itself", .clients, "def small(most: number = 10) < where hours <= $most >",
      becomes: "def large(least: number) < large $least >", "E0220", at: "large", says: "`large` calls itself"),
    .init(
      "a mistake in a definition, met at its call", .clients, "where hours >", becomes: "where hous >", "E0202",
      at: "hous", says: "this record has no field `hous`", "`hours`"),
    .init(
      "modules that use each other", .shared, #"use "./lib/periods.hv""#, becomes: #"use "./lib/first.hv""#, "E0223",
      at: #""./first.hv""#, file: "lib/second.hv", isAlone: false, says: "uses itself"),
    .init(
      "a module that does something", .shared, #"use "./lib/periods.hv""#, becomes: #"use "./lib/doing.hv""#, "E0222",
      at: "clients | first 3", file: "lib/doing.hv", isAlone: false, says: "def, let, use  and  test"),
    .init(
      "a file that is used like a module", .shared, #"use "./lib/periods.hv""#, becomes: "use periods", "E0203",
      at: "periods", isAlone: false, says: #"use "./periods.hv""#),
    .init(
      "a param inside a block", .missing, "let everybody = (users active: true | count)",
      becomes: "param everybody: number = 3", "E0219", at: "param everybody: number = 3",
      says: "at the top level only"),
    .init(
      "a block that ends with a let", .script, "clients $wanted | get name", becomes: "let name = $wanted", "E0213",
      at: "< let name = $wanted >", says: "this block ends without a value"),
    .init(
      "a pipeline as a default", .archiving, "days: number = 90", becomes: "days: number = (clients | count)", "E0222",
      at: "(clients | count)", isAlone: false, says: "not a pipeline"),
  ]

  /// Calendar and numbers.
  private static let literals: [CheckedMistake] = [
    .init(
      "a day that no calendar has", .days, "let first = 2026-10-05", becomes: "let first = 2026-02-30", "E0105",
      at: "2026-02-30", says: "there is no such day"),
    .init(
      "a month that no calendar has", .days, "let month = 2026-12", becomes: "let month = 2026-13", "E0105",
      at: "2026-13", says: "there is no such month"),
    .init(
      "a day with one digit", .days, "let first = 2026-10-05", becomes: "let first = 2026-10-5", "E0105",
      at: "2026-10-5", says: "a date is written  2026-10-05"),
    .init(
      "a duration of an unknown unit", .days, "now - 36h", becomes: "now - 36hrs", "E0104", at: "36hrs",
      says: "write `36h`"),
    .init(
      "a number that is too long", .tasks, "days: 5}", becomes: "days: 1234567890123456789012}", "E0217",
      at: "1234567890123456789012", says: "more digits than hv keeps"),
    .init(
      "no number of days", .days, "| time_entries last 7 days", becomes: "| time_entries last 0 days", "E0129", at: "0",
      says: "1 or more"),
    .init(
      "ranges that chain", .days, "..2026-12-31", becomes: "..2026-11-01..2026-12-31", "E0122", at: "..",
      says: "ranges do not chain"),
    .init(
      "a time that no clock shows", .days, "= 2026-10-05", becomes: "= 9:75am", "E0106", at: "9:75am",
      says: "no time of the day", "14:30"),
    .init(
      "a day in another order", .days, "= 2026-10-05", becomes: "= 10/05/2026", "E0105", at: "10/05/2026",
      says: "a date is written year first"),
    .init(
      "the sign of a currency", .days, "total_cost > 100", becomes: "total_cost > €100", "E0103", at: "€",
      says: "`€` (U+20AC) means nothing in hv"),
  ]

  /// Signs and brackets.
  private static let signs: [CheckedMistake] = [
    .init(
      "one equals sign", .script, #"client == "Acme""#, becomes: #"client = "Acme""#, "E0121", at: "=",
      says: "`==` compares"),
    .init(
      "two ampersands", .tidy, "is_locked and not", becomes: "is_locked && not", "E0103", at: "&&",
      says: "write `and`"),
    .init("an exclamation mark", .tidy, "not is_locked", becomes: "!is_locked", "E0103", at: "!", says: "write `not`"),
    .init(
      "comparisons that chain", .budgets, "| where (budget ?? 0) > 0", becomes: "| where 0 < budget < 1000", "E0122",
      at: "<", says: "comparisons do not chain", "a < b and b < c"),
    .init(
      "an unclosed block", .tasks, "hourly_rate >", becomes: "hourly_rate", "E0113", at: "",
      says: "the block is never closed: `>` is missing"),
    .init(
      "a block that ends before a value", .script, "parallel: 4", becomes: "first 4", "E0116", at: ">",
      says: "read as *greater than*", "> | first 4"),
    .init(
      "a block after a record", .script, "let n = (projects client: $wanted | count)",
      becomes: "let n = (clients $wanted < projects > | count)", "E0117", at: "<",
      says: "takes no block", "clients $wanted | each < projects >"),
    .init(
      "a block after a command", .script, "| each < tasks > parallel: 4", becomes: "| sort < name >", "E0117", at: "<",
      says: "takes no block"),
    .init(
      "each without a block", .script, "| each < tasks > parallel: 4", becomes: "| each tasks", "E0118", at: "tasks",
      says: "`each` needs a block < … > after it", "each < tasks >"),
    .init(
      "an unclosed parenthesis", .script, "client: $wanted | count)", becomes: "client: $wanted | count", "E0112",
      at: "", says: "`(` is never closed: `)` is missing"),
    .init(
      "an unclosed list", .text, #""Delta Waterworks"]"#, becomes: #""Delta Waterworks""#, "E0112", at: "",
      says: "`[` is never closed: `]` is missing"),
    .init(
      "an unclosed text", .month, #"print "Hours of {$period}""#, becomes: #"print "Hours of {$period}"#, "E0109",
      at: "", says: "the string is never closed", #"`"` is missing"#),
    .init(
      "an unclosed brace in a text", .script, "{$n} projects", becomes: "{$n projects", "E0110", at: #"""#,
      says: "the `{` in the string is never closed", "`}` is missing"),
    .init(
      "an escape that there is none", .text, #""^(Acme|Delta)""#, becomes: #""\d+""#, "E0108", at: #"\d"#,
      says: #"\\"#),
    .init(
      "a broken regular expression", .text, #""^(Acme|Delta)""#, becomes: #""^(Acme|Delta""#, "E0214",
      at: #""^(Acme|Delta""#, says: "no regular expression"),
    .init(
      "a file name without quotes", .text, #"open "rates.csv""#, becomes: "open rates.csv", "E0125", at: "rates.csv",
      says: #"open "rates.csv""#),
    .init(
      "a catch without a try", .script, "try < clients $wanted | get name >", becomes: "(clients $wanted | get name)",
      "E0121", at: "catch", says: "`catch` belongs to a  try < … >"),
    .init(
      "an else without an if", .script, "if $n == 0 then < exit 1 >", becomes: "else < exit 1 >", "E0121", at: "else",
      says: "`else` belongs to an  if … then …"),
    .init(
      "an interpolated key", .tasks, "days: 5", becomes: #""{$client}": 5"#, "E0218", at: #""{$client}""#,
      says: "a key cannot be interpolated"),
    .init(
      "two bars", .tidy, "is_running |", becomes: "is_running || is_locked |", "E0119", at: "||", says: "write `or`"),
    .init(
      "one parenthesis too many", .clients, "max hours) <", becomes: "max hours)) <", "E0114", at: ")",
      says: "`)` closes nothing"),
    .init(
      "an empty block", .script, "| each < tasks > parallel: 4", becomes: "| each < >", "E0115", at: "< >",
      says: "at least one statement", "< it >"),
    .init(
      "a condition for a pattern", .dunning, #"..30d => "up to 30 days""#, becomes: #"it < 30d => "up to 30 days""#,
      "E0128", at: "it", says: "`it` is no pattern", "a condition follows `if`"),
    .init(
      "a minus behind its key", .year, "| sort -hours", becomes: "| sort hours-", "E0121", at: "-",
      says: "a blank on one side only"),
  ]

  /// Habits from elsewhere.
  private static let habits: [CheckedMistake] = [
    .init(
      "SQL: order by", .tasks, "| sort project, -rate", becomes: "| order by project", "E0201", at: "order",
      says: "that is  sort  here"),
    .init("SQL: unequal", .tidy, #"!= "ACME-WEB""#, becomes: #"<> "ACME-WEB""#, "E0120", at: "<>", says: "write `!=`"),
    .init("jq: a path of the stream", .text, "| first 3", becomes: "| .[0].name", "E0126", at: "[", says: "it[0]"),
    .init(
      "jq: select over a path", .text, #"| where code != null and starts_with(code, "ACME")"#,
      becomes: "| select(.code != null)", "E0210", at: "select", says: "where .code != null"),
    .init(
      "jq: map of a path", .text, #"| map "{name} of {client.name}\n""#, becomes: "| map(.name)", "E0210", at: "map",
      says: "as a stage it is written  map .name"),
    .init(
      "jq: an alternative", .tidy, #"notes ?? """#, becomes: #"notes // """#, "E0120", at: "//", says: "write `??`"),
    .init(
      "a sum written as a function", .days, "| sum total_cost", becomes: "| sum(total_cost)", "E0206", at: "total_cost",
      says: "as a stage it is written  sum total_cost"),
    .init(
      "SQL: sort by", .tasks, "| sort project, -rate", becomes: "| sort by project", "E0205", at: "project",
      says: "sort project"),
    .init(
      "SQL: is not null", .text, "code != null and", becomes: "code is not null and", "E0204", at: "is",
      says: "code != null"),
    .init(
      "SQL: like", .text, #"code != null and starts_with(code, "ACME")"#, becomes: #"code like "ACME%""#, "E0204",
      at: "like", says: #"code =~ "…""#),
    .init(
      "a shell's variable of the environment", .script, "$env.CLIENT", becomes: "$CLIENT", "E0209", at: "$CLIENT",
      says: "$env.CLIENT"),
    .init(
      "nushell: a closure", .script, "| each < tasks > parallel: 4", becomes: "| each {|p| tasks }", "E0118", at: "{",
      says: "each < … >"),
    .init(
      "nushell: a variable that is set", .script, "let n = (projects", becomes: "n = (projects", "E0121", at: "=",
      isAlone: false, says: "let n = …"),
    .init(
      "a dollar after let", .script, "let n = (projects", becomes: "let $n = (projects", "E0126", at: "$n",
      isAlone: false, says: "the name has no `$`"),
    .init(
      "a shell's variable in braces", .tasks, "clients $client", becomes: "clients ${client}", "E0107", at: "$",
      says: "`$` has no name after it", "$total"),
    .init(
      "a shell's redirection", .tasks, "| first 3", becomes: "| first 3 > busy.csv", "E0124", at: ">",
      says: #"| save "busy.csv""#),
    .init(
      "a shell's backslash", .tasks, "clients $client", becomes: #"clients $client \"#, "E0103", at: #"\"#,
      says: #"`\` means nothing in hv"#),
    .init(
      "filter for where", .budgets, "where (budget", becomes: "filter (budget", "E0201", at: "filter",
      says: "that is  where  here"),
    .init("a method of a text", .text, "upper(name)", becomes: "name.upper()", "E0121", at: "(", says: "upper(name)"),
    .init(
      "typographic quotes", .setup, #"currency: "EUR""#, becomes: "currency: “EUR”", "E0103", at: "“",
      says: #"write `"`"#),
    .init(
      "braces around a definition", .clients, "< where hours <= $most >", becomes: "{ where hours <= $most }", "E0118",
      at: "{", says: "< … >"),
    .init(
      "a condition without then", .script, "if $n == 0 then < exit 1 >", becomes: "if $n == 0 { exit 1 }", "E0127",
      at: "{", says: "`then` is missing after `if …`"),
    .init(
      "a mistake in a definition that nothing calls", .clients, "where hours <",
      becomes: "where (time_entries | max hous) <", "E0202", at: "hous",
      says: "`hours`"),
    .init(
      "a definition of an unknown type", .clients, "most: number", becomes: "most: numbr", "E0206", at: "numbr",
      says: "there is no type `numbr`"),
    .init(
      "a default that does not fit, of a definition that nothing calls", .clients, "number = 10)",
      becomes: #"number = "10")"#, "E0206", at: #""10""#,
      says: "`small` needs a number as most"),
    .init(
      "a parameter of a definition given twice", .clients, "number = 10)", becomes: "number = 10, most: number = 9)",
      "E0225", at: "most",
      says: "is a parameter already"),
    .init(
      "two parameters of one name", .month, #"currency: string = ""  ## only amounts in this currency"#,
      becomes: "period: range = this month", "E0225", at: "period", isAlone: false,
      says: "is a parameter of the script already"),
    .init(
      "a state that no invoice has", .year, #"state == "paid""#, becomes: #"state == "piad""#, "E0206", at: #""piad""#,
      says: "`state` is never “piad”", #"the nearest: "paid""#),
    .init(
      "a command that the module lacks", .budgets, "over $share)", becomes: "ovr $share)", "E0201", at: "ovr",
      says: "`budget` has no command `ovr`", "`over`"),
    .init(
      "a count that is compared as a stage", .budgets, "if ($over | count) > 0 then < exit 1 > else < exit 0 >",
      becomes: "let none = ($over | count == 0)", "E0202", at: "count",
      says: "(… | count)"),
    .init(
      "a range that ends before it begins", .days, "let days = 2026-10-01..2026-12-31",
      becomes: "let days = 2026-12-31..2026-10-01", "E0206", at: "2026-12-31..2026-10-01",
      says: "ends before it begins", "2026-10-01..2026-12-31"),
    .init(
      "an item of a list by text", .script, "wanted = $args[0", becomes: #"wanted = $args["client""#, "E0208",
      at: #""client""#,
      says: "a list cannot be indexed by a string", "[0]"),
    .init(
      "a broken pattern of a function", .text, #"| where code != null and starts_with(code, "ACME")"#,
      becomes: #"| where matches(code, "^(ACME")"#, "E0214", at: #""^(ACME""#,
      says: "no regular expression"),
    .init(
      "records of two kinds that are compared", .script, #"| where client == "Acme""#, becomes: "| where client == it",
      "E0208", at: "==",
      says: "a client is never a project"),
    .init(
      "text for a period of a list", .month, "time_entries $period", becomes: #"time_entries "last month""#, "E0206",
      at: #""last month""#,
      says: "periods are written without quotes"),
    .init(
      "a filter, of which nothing else follows", .dunning, #""open", client"#, becomes: #""open", clint"#, "E0205",
      at: "clint",
      says: "`client:`"),
  ]
}
