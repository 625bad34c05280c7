import Foundation
import Testing

/// Runs the library's commands, and compares what they give.
enum StandardLibrary {
  /// A command, and its rows worked out from the lists.
  struct Command: Sendable {
    /// What changes something before it.
    var setup: String?
    let call: String
    /// How many pages it asks for.
    var requests = 1
    /// What its rows are sorted by, with a `-` before it the greatest first; nulls come last.
    var sorted: String?
    let rows: @Sendable (Lists) -> [Row]
  }

  static let folder = Hv.root.appendingPathComponent("stdlib")

  static let modules = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".hv") }.map { String($0.dropLast(3)) }.sorted()

  static func text(_ module: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(module).hv"), encoding: .utf8)
  }

  // MARK: Each is run once

  static let lists = Result { try Lists.read() }

  /// What the commands that only read give, in sections called by their places.
  static let answers = Result { try sections(program(commands), options: "--trace") }

  /// What is seen after each change.
  static let changed = Result { try sections(program(changes), options: "--yes") }

  /// What the files hold, and in `books` the names of those that `export books` makes, if they hold the same.
  static let saved = Result {
    var script = "mkdir books lists; hv --sandbox --today 2026-11-24 - || exit\n"
    var program = "export books \"books\"\n"
    for (place, file) in files.enumerated() {
      program += "\(file.call)\n"
      script += "echo '= \(place)'; cat \(place).ndjson\n"
    }
    for (word, name) in [
      ("entries", "time"), ("spending", "expenses"), ("bills", "invoices"), ("bill_lines", "invoice-lines"),
    ] {
      program += "export \(word) last month, \"lists/\(name).csv\"\n"
    }
    let result = try Hv.sh(script + "echo '= books'; diff -r books lists && echo $(ls books)", input: program)
    guard result.status == 0 else { throw Failure(text: result.errors + result.output) }
    return sections(of: result.output)
  }

  private static func program(_ commands: [Command]) -> String {
    commands.enumerated().map { place, command in
      "\(command.setup.map { "print \"= \"; \($0)\n" } ?? "")print \"= \(place)\"; \(command.call)\n"
    }.joined()
  }

  /// Runs a program that prints `= name` before what belongs together.
  static func sections(_ program: String, options: String = "") throws -> (sections: [String: [String]], errors: String)
  {
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 -o ndjson \(options) -", input: program)
    guard result.status == 0 else { throw Failure(text: "\(program)\n\(result.errors)") }
    return (sections(of: result.output), result.errors)
  }

  private static func sections(of output: String) -> [String: [String]] {
    var sections: [String: [String]] = [:], name = ""
    for line in output.split(separator: "\n").map(String.init) {
      if line.hasPrefix("= ") { name = String(line.dropFirst(2)) } else { sections[name, default: []].append(line) }
    }
    return sections
  }

  struct Failure: Error { let text: String }

  // MARK: Comparing

  static func rows(_ lines: [String]) throws -> [Row] {
    try JSONDecoder().decode([Row].self, from: Data("[\(lines.joined(separator: ","))]".utf8))
  }

  /// Holds the lines that a command wrote against the rows that the lists give.
  static func check(_ command: Command, _ lines: [String]?) throws {
    let name = [command.setup, command.call].compactMap { $0 }.joined(separator: "; ")
    let found = try rows(try #require(lines, "\(name) gave nothing"))
    let expected = command.rows(try lists.get())
    #expect(!expected.isEmpty, "\(name) checks nothing")
    let difference = difference(found, expected)
    #expect(difference == nil, "\(name): \(difference ?? "")")
    if let key = command.sorted {
      let unsorted = unsorted(found, by: key)
      #expect(unsorted == nil, "\(name) is not sorted by \(key): \(unsorted ?? "")")
    }
  }

  /// The rows that only one side has, nil where they are the same in some order.
  private static func difference(_ found: [Row], _ expected: [Row]) -> String? {
    var counts: [Row: Int] = [:]
    for row in found { counts[row, default: 0] += 1 }
    for row in expected { counts[row, default: 0] -= 1 }
    let surplus = counts.filter { $0.value > 0 }.keys, missing = counts.filter { $0.value < 0 }.keys
    if surplus.isEmpty && missing.isEmpty { return nil }
    func some(_ rows: Dictionary<Row, Int>.Keys) -> String { rows.prefix(3).map { "\n  \($0)" }.joined() }
    return "\(surplus.count) rows too many\(some(surplus))\n\(missing.count) missing\(some(missing))"
  }

  /// Two neighbours that are not in order, nil where all are.
  private static func unsorted(_ rows: [Row], by key: String) -> String? {
    let isDescending = key.hasPrefix("-"), name = isDescending ? String(key.dropFirst()) : key
    let values = rows.map { $0[name] ?? .null }
    for (first, second) in zip(values, values.dropFirst()) where second != .null {
      let (low, high) = isDescending ? (second, first) : (first, second)
      let isInOrder =
        if let low = low.number, let high = high.number { low <= high } else { (low.text ?? "~") <= (high.text ?? "~") }
      if !isInOrder || first == .null { return "\(first) before \(second)" }
    }
    return nil
  }
}

// MARK: What the figures are made of

extension StandardLibrary {
  /// A value in a row that hv wrote. Numbers are read from their digits, and never are floating-point numbers.
  enum Cell: Decodable, Hashable, Sendable {
    case null, bool(Bool), number(Decimal), text(String), list([Cell]), record([String: Cell])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let bool = try? value.decode(Bool.self) {
        self = .bool(bool)
      } else if let number = try? value.decode(Decimal.self) {
        self = .number(number)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let list = try? value.decode([Cell].self) {
        self = .list(list)
      } else {
        self = .record(try value.decode([String: Cell].self))
      }
    }

    init(_ value: Decimal?) { self = value.map(Cell.number) ?? .null }
    init(_ value: Int) { self = .number(Decimal(value)) }
    init(_ value: String?) { self = value.map(Cell.text) ?? .null }
    init(_ value: Bool) { self = .bool(value) }

    var number: Decimal? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
  }

  typealias Row = [String: Cell]

  /// Days as they are written, 2026-11-24; a period is a range of them, and their order is that of their texts.
  enum Day {
    typealias Period = ClosedRange<String>

    private static let calendar = {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = .gmt
      return calendar
    }()

    private static func date(_ day: String) -> Date {
      let parts = day.split(separator: "-").compactMap { Int($0) }
      return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2])) ?? .distantPast
    }

    static func after(_ day: String, _ days: Int) -> String {
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: date(day).addingTimeInterval(Double(days) * 86400))
      return [parts.year, parts.month, parts.day].map { ($0 ?? 0) < 10 ? "0\($0 ?? 0)" : "\($0 ?? 0)" }
        .joined(separator: "-")
    }

    static func from(_ day: String, to other: String) -> Int {
      calendar.dateComponents([.day], from: date(day), to: date(other)).day ?? 0
    }

    /// 1 is Monday, 7 Sunday.
    static func weekday(_ day: String) -> Int { (calendar.component(.weekday, from: date(day)) + 5) % 7 + 1 }

    static func monday(_ day: String) -> String { after(day, 1 - weekday(day)) }

    static func all(_ period: Period) -> [String] {
      (0...from(period.lowerBound, to: period.upperBound)).map { after(period.lowerBound, $0) }
    }

    static func working(_ period: Period) -> [String] { all(period).filter { weekday($0) <= 5 } }
  }

  /// The lists of the sandbox's account, as hv reads them: what all figures can be worked out from.
  struct Lists: Sendable {
    struct Reference: Decodable, Hashable, Sendable {
      let id: Int
      let name, code, currency, number: String?
    }

    struct Entry: Decodable, Sendable {
      let id: Int
      let spentDate: String
      let user, client, project, task: Reference
      let invoice: Reference?
      let notes: String?
      let hours, roundedHours: Decimal
      let billable, isLocked, isRunning: Bool
      let billableRate, costRate: Decimal?

      /// What it is worth; nil where nothing is earned, or not known.
      var revenue: Decimal? { billable ? billableRate.map { $0 * roundedHours } : nil }
      var cost: Decimal? { costRate.map { $0 * roundedHours } }
      var place: Row {
        ["client_name": Cell(client.name), "project_name": Cell(project.name), "task_name": Cell(task.name)]
      }
    }

    struct User: Decodable, Sendable {
      let id: Int
      let firstName, lastName: String
      let isActive: Bool
      let weeklyCapacity: Decimal

      var name: String { "\(firstName) \(lastName)" }
      /// The hours of some of the five days of a week.
      func capacity(days: Int) -> Decimal { (weeklyCapacity / 3600 / 5 * Decimal(days)).rounded(2) }
    }

    struct Project: Decodable, Sendable {
      let id: Int
      let name: String
      let code: String?
      let client: Reference
      let isFixedFee: Bool
    }

    struct Invoice: Decodable, Sendable {
      struct Line: Decodable, Sendable {
        let kind: String
        let description: String?
        let quantity, unitPrice, amount: Decimal
        let project: Reference?
      }

      let id: Int
      let number, currency, issueDate, dueDate, state: String
      let subject, paidDate: String?
      let client: Reference
      let amount, dueAmount: Decimal
      let taxAmount, tax2Amount, discountAmount: Decimal?
      let lineItems: [Line]
    }

    struct Expense: Decodable, Sendable {
      let id: Int
      let spentDate: String
      let user, client, project, expenseCategory: Reference
      let invoice: Reference?
      let notes: String?
      let units, totalCost: Decimal
      let billable: Bool
    }

    struct Budget: Decodable, Sendable {
      let projectId: Int
      let projectName, clientName, budgetBy: String
      let budgetIsMonthly: Bool
      let budget, budgetSpent, budgetRemaining: Decimal

      var isMoney: Bool { ["project_cost", "task_fees"].contains(budgetBy) }
    }

    struct Uninvoiced: Decodable, Sendable {
      let clientName, projectName, currency: String
      let uninvoicedHours, uninvoicedExpenses, uninvoicedAmount: Decimal
    }

    struct Leave: Decodable, Sendable {
      struct Day: Decodable, Sendable {
        let date: String
        let hours, dayFraction: Decimal
      }

      let status: String
      let user, ptoType: Reference
      let requestDays: [Day]
    }

    struct Company: Decodable, Sendable { let currency: String }

    let entries: [Entry]
    let users: [User]
    let projects: [Project]
    let invoices: [Invoice]
    let expenses: [Expense]
    let budgets: [Budget]
    let uninvoiced: [Uninvoiced]
    let leave: [Leave]
    let company: [Company]
    let me: [User]

    /// They are read in one go. Entries are those of October and November: no figure here goes back further.
    static func read() throws -> Lists {
      let sections = try StandardLibrary.sections(
        """
        print "= entries"; time_entries 2026-10-01..2026-11-30
        print "= users"; users
        print "= projects"; projects
        print "= invoices"; invoices
        print "= expenses"; expenses 2026-10-01..2026-11-30
        print "= budgets"; reports project_budget active: true
        print "= uninvoiced"; reports uninvoiced 2026-10-01..2026-10-31
        print "= leave"; pto requests
        print "= company"; company
        print "= me"; me
        """
      ).sections
      func list<Element: Decodable>(_ name: String) throws -> [Element] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let lines = sections[name] ?? []
        return try decoder.decode([Element].self, from: Data("[\(lines.joined(separator: ","))]".utf8))
      }
      return Lists(
        entries: try list("entries"), users: try list("users"), projects: try list("projects"),
        invoices: try list("invoices"), expenses: try list("expenses"), budgets: try list("budgets"),
        uninvoiced: try list("uninvoiced"), leave: try list("leave"), company: try list("company"), me: try list("me"))
    }

    // MARK: Parts of them

    func entries(_ period: Day.Period) -> [Entry] { entries.filter { period.contains($0.spentDate) } }
    func mine(_ period: Day.Period) -> [Entry] { entries(period).filter { $0.user.id == me[0].id } }
    func project(_ id: Int) -> Project? { projects.first { $0.id == id } }
  }
}

extension Decimal {
  /// A half goes up, as in hv.
  func rounded(_ places: Int, _ mode: NSDecimalNumber.RoundingMode = .plain) -> Decimal {
    var result = Decimal(), value = self
    NSDecimalRound(&result, &value, places, mode)
    return result
  }

  /// Up to a multiple.
  func up(to step: Decimal) -> Decimal { (self / step).rounded(0, .up) * step }
}

extension Sequence {
  func sum(_ value: (Element) -> Decimal?) -> Decimal { reduce(0) { $0 + (value($1) ?? 0) } }

  /// A row for each key, with figures of the elements that have it.
  func rows(
    by key: (Element) -> StandardLibrary.Row, _ figures: ([Element]) -> StandardLibrary.Row
  ) -> [StandardLibrary.Row] {
    Dictionary(grouping: self, by: key).map { key, elements in
      key.merging(figures(elements)) { _, figure in figure }
    }
  }
}
