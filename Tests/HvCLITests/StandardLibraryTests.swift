import Foundation
import Testing

/// Every command of the standard library gives the figures that one works out from the lists of the account.
@Suite("The standard library")
struct StandardLibraryTests {
  @Test("A command's rows are those that the lists give", arguments: StandardLibrary.commands.indices)
  func figures(_ place: Int) throws {
    let command = StandardLibrary.commands[place]
    try StandardLibrary.check(command, try StandardLibrary.answers.get().sections["\(place)"])
  }

  @Test("They ask for as many pages as that takes, and never for one a row")
  func requests() throws {
    let expected = StandardLibrary.commands.reduce(0) { $0 + $1.requests }
    let trace = try StandardLibrary.answers.get().errors.split(separator: "\n").filter { $0.hasPrefix("GET ") }
    #expect(trace.count == expected, "\(trace.joined(separator: "\n"))")
  }

  @Test("What a command changes is changed, and nothing else", arguments: StandardLibrary.changes.indices)
  func changes(_ place: Int) throws {
    let change = StandardLibrary.changes[place]
    try StandardLibrary.check(change, try StandardLibrary.changed.get().sections["\(place)"])
  }

  @Test("What would write more than one record is not written unasked")
  func unasked() throws {
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 -c 'cleanup round_up 2026-11-23'")
    #expect(result.status == 5 && result.output.isEmpty, "\(result)")
  }

  @Test("A saved file has the rows that the lists give", arguments: StandardLibrary.files.indices)
  func files(_ place: Int) throws {
    let file = StandardLibrary.files[place]
    try StandardLibrary.check(file, try StandardLibrary.saved.get()["\(place)"])
  }

  @Test("The books are the same lists as spreadsheets")
  func books() throws {
    #expect(try StandardLibrary.saved.get()["books"] == ["expenses.csv invoice-lines.csv invoices.csv time.csv"])
  }

  @Test("A backup is every list as it is, and of changes what says so of itself")
  func backup() throws {
    let growing = [
      "clients", "contacts", "estimates", "expenses", "invoices", "projects", "task_assignments", "time_entries",
      "user_assignments", "users",
    ]
    let other = [
      "company", "estimate_item_categories", "expense_categories", "invoice_item_categories", "roles", "tasks",
    ]
    var program = "export backup \"backup\"; export changes \"changes\", 2026-11-10\n"
    for list in growing + other { program += "\(list) | save \"lists/backup/\(list).ndjson\"\n" }
    for list in growing {
      program += "\(list) | where date(updated_at) >= 2026-11-10 | save \"lists/changes/\(list).ndjson\"\n"
    }
    // A sandbox of few entries: it is not their number that is asked about here.
    let result = try Hv.sh(
      """
      mkdir -p backup changes lists/backup lists/changes
      hv sandbox --today 2026-11-24 --entries 300 > server.env & server=$!
      trap 'kill $server' EXIT
      n=0; until grep -qs ACCOUNT server.env || [ $n = 600 ]; do sleep 0.05; n=$((n + 1)); done
      set -a; . ./server.env; set +a
      hv - && diff -r backup lists/backup && diff -r changes lists/changes && find backup -empty
      for list in time_entries invoices; do grep -c '' changes/$list.ndjson; grep -c '' backup/$list.ndjson; done
      """, input: program)
    // Nothing differs and no list is empty: there are only the four numbers.
    let sizes = result.output.split(separator: "\n").map { Int($0) ?? 0 }
    #expect(result.errors.isEmpty && sizes.count == 4, "\(result)")
    #expect(sizes.count == 4 && 0 < sizes[0] && sizes[0] < sizes[1] && 0 < sizes[2] && sizes[2] < sizes[3], "\(result)")
  }

  @Test("Figures are compared by their digits, not as floating-point numbers")
  func digits() throws {
    let rows = try StandardLibrary.rows([#"{"a":0.10,"b":1234567890123456.78}"#])
    #expect(rows == [["a": .number(Decimal(1) / 10), "b": .number(Decimal(123_456_789_012_345_678) / 100)]])
  }

  @Test("Each command is checked here, and tells what it does and what it takes")
  func everyCommand() throws {
    let calls = StandardLibrary.commands + StandardLibrary.changes + StandardLibrary.files
    let text = calls.map { " \($0.setup ?? "") ; \($0.call) " }.joined() + "export books export backup export changes "
    for module in StandardLibrary.modules {
      let definitions = try StandardLibrary.text(module).matches(
        of: /(?<documentation>(?:##.*\n)*)def (?<name>\w+)\((?<parameters>.*)\) </)
      #expect(!definitions.isEmpty, "\(module)")
      for definition in definitions {
        let name = String(definition.name), call = name == module ? name : "\(module) \(name)"
        #expect(text.contains(" \(call) "), "\(call) is not checked")
        #expect(definition.documentation.hasPrefix("## "), "\(call) does not tell what it does")
        for parameter in definition.parameters.matches(of: /(\w+): \w+/) {
          #expect(definition.documentation.contains("\n## \(parameter.1): "), "\(call) does not tell of \(parameter.1)")
        }
      }
    }
  }

  @Test("The examples run, write nothing, and print something")
  func examples() throws {
    let examples = try StandardLibrary.modules.flatMap { module in
      try StandardLibrary.text(module).matches(of: /##     (.*)/).map { String($0.1) }
    }
    #expect(examples.count > 30)
    var program = ""
    for (place, example) in examples.enumerated() { program += "print \"= \(place)\"\n\(example)\n" }
    let sections = try StandardLibrary.sections(program, options: "--read-only").sections
    for (place, example) in examples.enumerated() {
      #expect(sections["\(place)"]?.isEmpty == false, "\(example) prints nothing")
    }
  }

  @Test("The modules have no mistakes, and are written as the formatter writes them")
  func format() throws {
    let result = try Hv.sh("cd '\(StandardLibrary.folder.path)' && hv check *.hv && hv fmt --check *.hv")
    #expect(result.status == 0, "\(result)")
  }
}

// MARK: What the commands give

extension StandardLibrary {
  private static let today = "2026-11-24"
  private static let october = "2026-10-01"..."2026-10-31", november = "2026-11-01"..."2026-11-30"
  private static let lastWeek = "2026-11-16"..."2026-11-22"

  static let commands = timesheet + budget + team + money + invoicing + cleanup

  // Hours as they were written. Those of today are left out: a timer runs.
  private static let timesheet: [Command] = [
    Command(call: "timesheet last week", requests: 2) { lists in
      lists.mine(lastWeek).rows(by: \.place) { ["sum": Cell($0.sum(\.hours))] }
    },
    Command(call: "timesheet day 2026-11-20", requests: 2) { lists in
      lists.mine("2026-11-20"..."2026-11-20").map {
        [
          "client": Cell($0.client.name), "project": Cell($0.project.name), "task": Cell($0.task.name),
          "notes": Cell($0.notes), "hours": Cell($0.hours), "running": Cell($0.isRunning),
        ]
      }
    },
    Command(call: "timesheet week last week", requests: 2) { grid($0.mine(lastWeek), \.place, across: \.spentDate) },
    Command(call: "timesheet month last month", requests: 2) {
      grid($0.mine(october), \.place) { Day.monday($0.spentDate) }
    },
    Command(call: "timesheet days 2026-10-01..2026-11-23", requests: 2, sorted: "day") {
      days($0, "2026-10-01"..."2026-11-23")
    },
    // Neither the days to come nor those of weekends are gaps.
    Command(call: "timesheet gaps this month", requests: 2, sorted: "day") { lists in
      days(lists, "2026-11-01"..."2026-11-23").filter {
        Day.weekday($0["day"]?.text ?? "") <= 5 && $0["sum"]?.number ?? 0 < 8
      }
    },
    Command(call: "timesheet overlong last month, 8.5", requests: 2, sorted: "-sum") { lists in
      days(lists, october).filter { $0["sum"]?.number ?? 0 > 8.5 }
    },
    Command(call: "timesheet everybody last week") { lists in
      grid(lists.entries(lastWeek), { ["user": Cell($0.user.name)] }, across: \.spentDate)
    },
    Command(call: "timesheet missing 2026-11-22 | select id", requests: 2) { lists in
      let wrote = Set(lists.entries("2026-11-22"..."2026-11-22").map(\.user.id))
      return lists.users.filter { $0.isActive && !wrote.contains($0.id) }.map { ["id": Cell($0.id)] }
    },
  ]

  private static func days(_ lists: Lists, _ period: Day.Period) -> [Row] {
    Day.all(period).map { day in ["day": Cell(day), "sum": Cell(lists.mine(day...day).sum(\.hours))] }
  }

  /// A column for each value that there is, with nothing where a row has no hours of it.
  private static func grid(
    _ entries: [Lists.Entry], _ key: (Lists.Entry) -> Row, across column: (Lists.Entry) -> String
  ) -> [Row] {
    let columns = Set(entries.map(column))
    return entries.rows(by: key) { entries in
      var row: Row = ["total": Cell(entries.sum(\.hours))]
      for name in columns {
        let cell = entries.filter { column($0) == name }
        row[name] = cell.isEmpty ? .null : Cell(cell.sum(\.hours))
      }
      return row
    }
  }

  // Hours as Harvest rounds them.
  private static let budget: [Command] = [
    Command(call: "budget", requests: 2, sorted: "-share", rows: budgets),
    Command(call: "budget over 1.5", requests: 2, sorted: "-share") { lists in
      budgets(lists).filter { $0["share"]?.number ?? 0 > 1.5 }
    },
    Command(call: "time_entries last week | budget priced | select id, worth") { lists in
      lists.entries(lastWeek).map { ["id": Cell($0.id), "worth": Cell($0.revenue ?? 0)] }
    },
    Command(call: "budget forecast", requests: 3, sorted: "runs_out") { lists in
      lists.budgets.map { budget in
        let project = lists.project(budget.projectId)
        let entries = lists.entries("2026-10-28"...today).filter { $0.project.id == budget.projectId }
        let used = budget.isMoney ? entries.sum(\.revenue) : entries.sum(\.roundedHours)
        var day: String?
        if budget.budgetRemaining > 0, used > 0 {
          let days = (budget.budgetRemaining * 28 / used).rounded(0, .up)
          day = Day.after(today, NSDecimalNumber(decimal: days).intValue)
        }
        if budget.budgetIsMonthly, let last = day, !november.contains(last) { day = nil }
        return [
          "client": Cell(budget.clientName), "project": Cell(budget.projectName), "code": Cell(project?.code),
          "unit": Cell(budget.isMoney ? project?.client.currency : "hours"), "left": Cell(budget.budgetRemaining),
          "a_week": Cell((used * 7 / 28).rounded(2)), "runs_out": Cell(day),
        ]
      }
    },
    Command(call: "budget burn \"HT-DS\"", requests: 3, sorted: "week") { burn($0, "HT-DS", since: "2026-10-05") },
    Command(call: "budget burn \"ACME-APP\", 4", requests: 3, sorted: "week") {
      burn($0, "ACME-APP", since: "2026-11-02")
    },
    Command(call: "budget burn \"ACME-MNT\"", requests: 3, sorted: "week") {
      burn($0, "ACME-MNT", since: "2026-10-05")
    },
  ]

  private static func budgets(_ lists: Lists) -> [Row] {
    lists.budgets.map { budget in
      let project = lists.project(budget.projectId)
      return [
        "client": Cell(budget.clientName), "project": Cell(budget.projectName), "code": Cell(project?.code),
        "unit": Cell(budget.isMoney ? project?.client.currency : "hours"), "monthly": Cell(budget.budgetIsMonthly),
        "budget": Cell(budget.budget), "spent": Cell(budget.budgetSpent), "left": Cell(budget.budgetRemaining),
        "share": Cell((budget.budgetSpent / budget.budget).rounded(2)), "id": Cell(budget.projectId),
      ]
    }
  }

  private static func burn(_ lists: Lists, _ code: String, since: String) -> [Row] {
    guard let project = lists.projects.first(where: { $0.code == code }),
      let budget = lists.budgets.first(where: { $0.projectId == project.id })
    else { return [] }
    func used(_ entries: [Lists.Entry]) -> Decimal {
      budget.isMoney ? entries.sum(\.revenue) : entries.sum(\.roundedHours)
    }
    let entries = lists.entries(since..."9").filter { $0.project.id == project.id }
    return Dictionary(grouping: entries) { Day.monday($0.spentDate) }.map { week, ofWeek in
      let later = used(entries.filter { Day.monday($0.spentDate) > week })
      return [
        "week": Cell(week), "used": Cell(used(ofWeek)), "share": Cell((used(ofWeek) / budget.budget).rounded(3)),
        "left": budget.budgetIsMonthly ? .null : Cell(budget.budgetRemaining + later),
      ]
    }
  }

  // Hours as they were written.
  private static let team: [Command] = [
    Command(call: "team capacity last month") { lists in
      lists.users.filter(\.isActive).map {
        [
          "id": Cell($0.id), "person": Cell($0.name), "weekly": Cell($0.weeklyCapacity / 3600), "days": Cell(22),
          "capacity": Cell($0.capacity(days: 22)),
        ]
      }
    },
    Command(call: "team utilisation", requests: 2, sorted: "-utilisation", rows: utilisation),
    Command(call: "team over last month, 1.02", requests: 2, sorted: "-busy") { lists in
      utilisation(lists).filter { $0["busy"]?.number ?? 0 > Decimal(102) / 100 }
    },
    Command(call: "team under last month, 0.98", requests: 2, sorted: "busy") { lists in
      utilisation(lists).filter { $0["busy"]?.number ?? 0 < Decimal(98) / 100 }
    },
    // The first and the last week of the month are parts of weeks.
    Command(call: "team overtime", requests: 2, sorted: "week") { lists in
      Dictionary(grouping: lists.entries(october)) { [$0.user.name ?? "", Day.monday($0.spentDate)] }
        .compactMap { key, entries in
          let working = Day.working(october).filter { Day.monday($0) == key[1] }.count
          let user = lists.users.first { $0.id == entries[0].user.id }
          guard let capacity = user?.capacity(days: working), entries.sum(\.hours) > capacity else { return nil }
          return [
            "person": Cell(key[0]), "week": Cell(key[1]), "hours": Cell(entries.sum(\.hours)),
            "capacity": Cell(capacity), "over": Cell(entries.sum(\.hours) - capacity),
          ]
        }
    },
    Command(call: "team off this month", sorted: "first") { lists in
      let days = lists.leave.filter { $0.status == "approved" }.flatMap { request in
        request.requestDays.filter { november.contains($0.date) }.map { (request, $0) }
      }
      return days.rows { request, _ in
        ["person": Cell(request.user.name), "leave": Cell(request.ptoType.name)]
      } _: {
        [
          "days": Cell($0.sum { $1.dayFraction }), "hours": Cell($0.sum { $1.hours }),
          "first": Cell($0.map { $1.date }.min()), "last": Cell($0.map { $1.date }.max()),
        ]
      }
    },
  ]

  private static func utilisation(_ lists: Lists) -> [Row] {
    lists.users.filter(\.isActive).map { user in
      let entries = lists.entries(october).filter { $0.user.id == user.id }
      let hours = entries.sum(\.hours), billable = entries.filter(\.billable).sum(\.hours)
      let capacity = user.capacity(days: Day.working(october).count)
      return [
        "id": Cell(user.id), "person": Cell(user.name), "capacity": Cell(capacity), "hours": Cell(hours),
        "billable": Cell(billable), "busy": Cell((hours / capacity).rounded(3)),
        "utilisation": Cell((billable / capacity).rounded(3)),
      ]
    }
  }

  // Hours as Harvest rounds them; each command asks for the company's currency and the entries.
  private static let money: [Command] = [
    Command(call: "time_entries last month | extend of: task | money margins", requests: 2, sorted: "currency") {
      margins($0, october) { ["id": Cell($0.task.id), "name": Cell($0.task.name)] }
    },
    Command(call: "money by_project", requests: 2, sorted: "currency") {
      margins($0, october) {
        ["id": Cell($0.project.id), "client": Cell($0.client.name), "project": Cell($0.project.name)]
      }
    },
    Command(call: "money by_client 2026-10-01..2026-11-30, {USD: 0.92, GBP: 1.15}", requests: 2, sorted: "currency") {
      margins($0, "2026-10-01"..."2026-11-30", ["USD": Decimal(92) / 100, "GBP": Decimal(115) / 100]) {
        ["id": Cell($0.client.id), "client": Cell($0.client.name)]
      }
    },
    Command(call: "money by_person", requests: 2, sorted: "currency") {
      margins($0, october) { ["id": Cell($0.user.id), "person": Cell($0.user.name)] }
    },
    Command(call: "money without_rates") { lists in
      lists.entries(october).filter { $0.billable && $0.billableRate == nil || $0.costRate == nil }.rows {
        ["client": Cell($0.client.name), "project": Cell($0.project.name), "person": Cell($0.user.name)]
      } _: {
        withoutRates($0)
      }
    },
  ]

  private static func withoutRates(_ entries: [Lists.Entry]) -> Row {
    [
      "no_rate": Cell(entries.filter { $0.billable && $0.billableRate == nil }.sum(\.roundedHours)),
      "no_cost": Cell(entries.filter { $0.costRate == nil }.sum(\.roundedHours)),
    ]
  }

  private static func margins(
    _ lists: Lists, _ period: Day.Period, _ exchange: [String: Decimal] = [:], by key: (Lists.Entry) -> Row
  ) -> [Row] {
    let home = lists.company[0].currency
    return lists.entries(period).rows { entry in
      key(entry).merging(["currency": Cell(entry.client.currency)]) { old, _ in old }
    } _: { entries in
      let currency = entries[0].client.currency ?? ""
      let earning = entries.compactMap(\.revenue), revenue = earning.sum { $0 }, cost = entries.sum(\.cost)
      let worth = currency == home ? 1 : exchange[currency]
      return withoutRates(entries).merging([
        "hours": Cell(entries.sum(\.roundedHours)), "revenue": earning.isEmpty ? .null : Cell(revenue),
        "cost": Cell(cost), "margin": earning.isEmpty ? Cell(-cost) : Cell(worth.map { revenue * $0 - cost }),
      ]) { old, _ in old }
    }
  }

  // Hours as Harvest rounds them.
  private static let invoicing: [Command] = [
    Command(call: "invoicing uninvoiced") { lists in
      lists.uninvoiced.filter { $0.uninvoicedAmount > 0 }.map {
        [
          "client": Cell($0.clientName), "project": Cell($0.projectName), "hours": Cell($0.uninvoicedHours),
          "expenses": Cell($0.uninvoicedExpenses), "amount": Cell($0.uninvoicedAmount), "currency": Cell($0.currency),
        ]
      }
    },
    Command(call: "invoicing by_client") { lists in
      lists.uninvoiced.filter { $0.uninvoicedAmount > 0 }.rows {
        ["client": Cell($0.clientName), "currency": Cell($0.currency)]
      } _: {
        [
          "projects": Cell($0.count), "hours": Cell($0.sum(\.uninvoicedHours)),
          "expenses": Cell($0.sum(\.uninvoicedExpenses)), "amount": Cell($0.sum(\.uninvoicedAmount)),
        ]
      }
    },
    Command(call: "invoicing aged", sorted: "currency") { lists in
      open(lists).rows {
        ["currency": Cell($0.currency)]
      } _: { invoices in
        func due(_ late: ClosedRange<Int>) -> Cell {
          Cell(invoices.filter { late.contains(Day.from($0.dueDate, to: today)) }.sum(\.dueAmount))
        }
        return [
          "invoices": Cell(invoices.count), "not_due": due(-9999...0), "days_30": due(1...30), "days_60": due(31...60),
          "days_90": due(61...90), "older": due(91...9999), "due": Cell(invoices.sum(\.dueAmount)),
        ]
      }
    },
    Command(call: "invoicing owed", sorted: "since") { lists in
      open(lists).rows {
        ["client": Cell($0.client.name), "currency": Cell($0.currency)]
      } _: { invoices in
        let late = invoices.filter { $0.dueDate < today }
        return [
          "invoices": Cell(invoices.count), "due": Cell(invoices.sum(\.dueAmount)),
          "overdue": Cell(late.sum(\.dueAmount)), "since": Cell(late.map(\.dueDate).min()),
        ]
      }
    },
    Command(call: "invoicing overdue 30", sorted: "due_date") { lists in
      open(lists).filter { Day.from($0.dueDate, to: today) >= 30 }.map {
        [
          "number": Cell($0.number), "client": Cell($0.client.name), "issue_date": Cell($0.issueDate),
          "due_date": Cell($0.dueDate), "days": Cell(Day.from($0.dueDate, to: today)), "due": Cell($0.dueAmount),
          "currency": Cell($0.currency),
        ]
      }
    },
  ]

  private static func open(_ lists: Lists) -> [Lists.Invoice] {
    lists.invoices.filter { $0.state == "open" }
  }

  // Hours as they were written.
  private static let cleanup: [Command] = [
    Command(call: "cleanup without_notes last week | select id") { lists in
      lists.entries(lastWeek).filter { ($0.notes ?? "").allSatisfy(\.isWhitespace) }.map { ["id": Cell($0.id)] }
    },
    Command(call: "cleanup duplicates last month") { duplicates($0.entries(october)).map(\.row) },
    Command(call: "cleanup long_days last month, 9", sorted: "-sum") { lists in
      lists.entries(october).rows {
        ["user": Cell($0.user.name), "spent_date": Cell($0.spentDate)]
      } _: {
        ["sum": Cell($0.sum(\.hours))]
      }.filter { $0["sum"]?.number ?? 0 > 9 }
    },
  ]

  private static func duplicates(_ entries: [Lists.Entry]) -> [(row: Row, entries: [Lists.Entry])] {
    let groups = Dictionary(grouping: entries) { entry -> Row in
      [
        "user": Cell(entry.user.name), "spent_date": Cell(entry.spentDate), "project": Cell(entry.project.name),
        "task": Cell(entry.task.name), "hours": Cell(entry.hours), "notes": Cell(entry.notes),
      ]
    }
    return groups.filter { $0.value.count > 1 }.map { key, entries in
      var row = key
      row["n"] = Cell(entries.count)
      row["ids"] = .list(entries.map { Cell($0.id) })
      return (row, entries)
    }
  }
}

// MARK: What the commands change

extension StandardLibrary {
  // They run one after the other on one account, and do not get in each other's way.
  static let changes: [Command] = [
    Command(
      setup: "cleanup move 2026-11-14..2026-11-24, \"GD-MNT\", \"ACME-MNT\"",
      call: "time_entries this month | select id, project.code, task.name"
    ) { lists in
      lists.entries(november).map {
        let isMoved = $0.project.code == "GD-MNT" && $0.spentDate >= "2026-11-14"
        return [
          "id": Cell($0.id), "project_code": Cell(isMoved ? "ACME-MNT" : $0.project.code),
          "task_name": Cell($0.task.name),
        ]
      }
    },
    Command(
      setup: "cleanup move_task 2026-11-23, \"ACME-WEB\", \"Project Management\", \"Design\"",
      call: "time_entries this month | select id, task.name"
    ) { lists in
      lists.entries(november).map {
        let isMoved =
          $0.spentDate == "2026-11-23" && $0.project.code == "ACME-WEB" && $0.task.name == "Project Management"
        return ["id": Cell($0.id), "task_name": Cell(isMoved ? "Design" : $0.task.name)]
      }
    },
    // Of these days some are locked: they stay as they are.
    Command(
      setup: "cleanup round_up 2026-11-12..2026-11-18, 0.5",
      call: "time_entries 2026-11-12..2026-11-18 | select id, hours"
    ) { lists in
      hours(lists, "2026-11-12"..."2026-11-18") { $0.up(to: 0.5) }
    },
    Command(
      setup: "cleanup round_off 2026-11-19..2026-11-23", call: "time_entries 2026-11-19..2026-11-23 | select id, hours"
    ) { lists in
      hours(lists, "2026-11-19"..."2026-11-23") { $0 < 0.25 ? 0.25 : ($0 / 0.25).rounded(0) * 0.25 }
    },
    Command(setup: "cleanup drop_duplicates 2026-11-24", call: "time_entries this month | select id") { lists in
      let surplus = duplicates(lists.entries(today...today)).flatMap { $0.entries.dropLast() }.map(\.id)
      return surplus.isEmpty
        ? [] : lists.entries(november).filter { !surplus.contains($0.id) }.map { ["id": Cell($0.id)] }
    },
    Command(
      setup: "time_entries create project: \"ACME-WEB\", task: \"Design\", spent_date: yesterday",
      call: "cleanup forgotten_timers | select spent_date, project.code, is_running"
    ) { _ in
      [["spent_date": Cell("2026-11-23"), "project_code": Cell("ACME-WEB"), "is_running": Cell(true)]]
    },
    Command(setup: "invoicing draft \"Acme\"", call: invoicesOfToday) { lists in
      drafts(lists).filter { $0["client_name"] == Cell("Acme") }
    },
    Command(setup: "invoicing draft_all", call: invoicesOfToday, rows: drafts),
  ]

  private static let invoicesOfToday = "invoices from: today | select client.name, currency, amount, state, subject"

  private static func hours(_ lists: Lists, _ period: Day.Period, _ round: (Decimal) -> Decimal) -> [Row] {
    lists.entries(period).map {
      ["id": Cell($0.id), "hours": Cell($0.isLocked || $0.isRunning ? $0.hours : round($0.hours))]
    }
  }

  /// What of October is on no invoice, of projects without a fixed fee.
  private static func drafts(_ lists: Lists) -> [Row] {
    let fixed = Set(lists.projects.filter(\.isFixedFee).map(\.id))
    var open: [(client: Lists.Reference, project: Int, amount: Decimal)] = []
    for entry in lists.entries(october) where entry.billable && entry.invoice == nil && !entry.isRunning {
      open.append((entry.client, entry.project.id, entry.revenue ?? 0))
    }
    for expense in lists.expenses
    where october.contains(expense.spentDate) && expense.billable && expense.invoice == nil {
      open.append((expense.client, expense.project.id, expense.totalCost))
    }
    return open.filter { !fixed.contains($0.project) }.rows { item -> Row in
      ["client_name": Cell(item.client.name), "currency": Cell(item.client.currency)]
    } _: { items -> Row in
      [
        "amount": Cell(items.sum { $0.amount }.rounded(2)), "state": Cell("draft"),
        "subject": Cell("Work of 2026-10-01..2026-10-31"),
      ]
    }
  }

  // MARK: What they save

  static let files: [Command] = [
    Command(call: #"export entries last month, "0.ndjson""#, sorted: "date") { lists in
      lists.entries(october).map {
        [
          "date": Cell($0.spentDate), "person": Cell($0.user.name), "client": Cell($0.client.name),
          "project": Cell($0.project.name), "code": Cell($0.project.code), "task": Cell($0.task.name),
          "notes": Cell($0.notes), "hours": Cell($0.hours), "rounded_hours": Cell($0.roundedHours),
          "billable": Cell($0.billable), "rate": Cell($0.billableRate), "currency": Cell($0.client.currency),
          "invoice": Cell($0.invoice?.number), "id": Cell($0.id),
        ]
      }
    },
    Command(call: #"export spending 2026-10-01..2026-11-30, "1.ndjson""#, sorted: "date") { lists in
      lists.expenses.map {
        [
          "date": Cell($0.spentDate), "person": Cell($0.user.name), "client": Cell($0.client.name),
          "project": Cell($0.project.name), "code": Cell($0.project.code), "category": Cell($0.expenseCategory.name),
          "notes": Cell($0.notes), "units": Cell($0.units), "cost": Cell($0.totalCost),
          "currency": Cell($0.client.currency), "billable": Cell($0.billable), "invoice": Cell($0.invoice?.number),
          "id": Cell($0.id),
        ]
      }
    },
    Command(call: #"export bills this year, "2.ndjson""#, sorted: "issue_date") { lists in
      thisYear(lists).map {
        [
          "number": Cell($0.number), "client": Cell($0.client.name), "subject": Cell($0.subject),
          "state": Cell($0.state), "issue_date": Cell($0.issueDate), "due_date": Cell($0.dueDate),
          "paid_date": Cell($0.paidDate), "amount": Cell($0.amount), "tax_amount": Cell($0.taxAmount),
          "tax2_amount": Cell($0.tax2Amount), "discount_amount": Cell($0.discountAmount), "due": Cell($0.dueAmount),
          "currency": Cell($0.currency), "id": Cell($0.id),
        ]
      }
    },
    Command(call: #"export bill_lines this year, "3.ndjson""#, sorted: "issue_date") { lists in
      thisYear(lists).flatMap { invoice in
        invoice.lineItems.map {
          [
            "number": Cell(invoice.number), "issue_date": Cell(invoice.issueDate), "client": Cell(invoice.client.name),
            "project": Cell($0.project?.name), "kind": Cell($0.kind), "description": Cell($0.description),
            "quantity": Cell($0.quantity), "unit_price": Cell($0.unitPrice), "amount": Cell($0.amount),
            "currency": Cell(invoice.currency),
          ]
        }
      }
    },
  ]

  private static func thisYear(_ lists: Lists) -> [Lists.Invoice] {
    lists.invoices.filter { $0.issueDate.hasPrefix("2026") }
  }
}
