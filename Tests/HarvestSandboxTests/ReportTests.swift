import HvValues
import Testing

@testable import HarvestSandbox

/// The ten reports, each held against what the lists of the same account add up to.
struct ReportTests {
  // MARK: Time

  struct Subject: Sendable {
    let report: String
    /// The field of an entry or expense that the rows stand for.
    let field: String
    let key: String
  }

  static let timeSubjects = [
    Subject(report: "clients", field: "client.id", key: "client_id"),
    Subject(report: "projects", field: "project.id", key: "project_id"),
    Subject(report: "tasks", field: "task.id", key: "task_id"),
    Subject(report: "team", field: "user.id", key: "user_id"),
  ]

  /// What a row is about: an id, and a currency where there is one.
  struct Key: Hashable {
    let id: Int64?
    let currency: String?
  }

  @Test(arguments: timeSubjects, [SandboxRole.administrator, .manager])
  func hoursAndAmountsAreThoseOfTheEntries(_ subject: Subject, _ role: SandboxRole) async throws {
    let fees = try await Reports.fixedFeeProjects()
    var expected: [Key: [Exact]] = [:]
    for entry in try await Reports.entries(Reports.days, as: role) {
      let key = Key(id: entry[subject.field].integer, currency: entry["client.currency"].string)
      let hours = Reports.exact(entry["rounded_hours"])
      let isBillable = entry["billable"].isTrue
      let isPaidByFee = fees[entry["project.id"].integer ?? 0] != nil
      let rate = isPaidByFee || !isBillable ? .zero : Reports.exact(entry["billable_rate"])
      try Reports.add([hours, isBillable ? hours : .zero, hours.multiplied(by: rate)], to: &expected[key, default: []])
    }
    let rows = try await walk("/v2/reports/time/\(subject.report)?\(Reports.year)", as: role)
    #expect(rows.count == expected.count && !rows.isEmpty)
    for row in rows {
      let sums = try #require(expected[Key(id: row[subject.key].integer, currency: row["currency"].string)])
      #expect(Reports.exact(row["total_hours"]) == sums[0])
      #expect(Reports.exact(row["billable_hours"]) == sums[1])
      #expect(try Reports.exact(row["billable_amount"]) == sums[2].rounded(to: 2, .halfUp))
    }
  }

  /// Members see neither rates nor amounts, and one row for all currencies.
  @Test(arguments: timeSubjects)
  func membersSeeHoursAlone(_ subject: Subject) async throws {
    var expected: [Int64?: [Exact]] = [:]
    for entry in try await Reports.entries(Reports.days, as: .member) {
      try Reports.add([Reports.exact(entry["rounded_hours"])], to: &expected[entry[subject.field].integer, default: []])
    }
    let rows = try await walk("/v2/reports/time/\(subject.report)?\(Reports.year)", as: .member)
    #expect(rows.count == expected.count && !rows.isEmpty)
    for row in rows {
      #expect([Reports.exact(row["total_hours"])] == expected[row[subject.key].integer])
      #expect(!row.keys.contains("currency") && !row.keys.contains("billable_amount"))
    }
  }

  /// A fee goes to the days in the proportion of their billable hours.
  @Test func feesAreSharedByHours() async throws {
    let range = "2025-09-01"..."2025-12-31"
    let fees = try await Reports.fixedFeeProjects()
    var hours: [Int64: (all: Exact, inRange: Exact)] = [:]
    for entry in try await walk("/v2/time_entries") where entry["billable"].isTrue {
      guard let project = entry["project.id"].integer, fees[project] != nil else { continue }
      var sum = hours[project] ?? (.zero, .zero)
      let own = Reports.exact(entry["rounded_hours"])
      sum.all = try sum.all.adding(own)
      if range.contains(entry["spent_date"].string ?? "") { sum.inRange = try sum.inRange.adding(own) }
      hours[project] = sum
    }
    let path = "/v2/reports/time/projects?from=2025-09-01&to=2025-12-31"
    let with = try await walk(path + "&include_fixed_fee=true")
    let without = try await walk(path + "&include_fixed_fee=false")
    #expect(try await walk(path) == without)
    var shared = 0
    for (row, plain) in zip(with, without) {
      guard let project = row["project_id"].integer, let fee = fees[project] else {
        #expect(row == plain)
        continue
      }
      let (all, inRange) = try #require(hours[project])
      #expect(
        try Reports.exact(row["billable_amount"])
          == fee.multiplied(by: inRange).divided(by: all).rounded(to: 2, .halfUp))
      #expect(plain["billable_amount"].number == "0")
      shared += 1
    }
    #expect(shared > 0)
  }

  /// Packaging is half a year old: the whole fee falls into the last year, however it is grouped.
  @Test func aYearHoldsTheWholeFeeOfAYoungProject() async throws {
    let rows = try await walk("/v2/reports/time/projects?\(Reports.year)&include_fixed_fee=true")
    let row = try #require(rows.first { $0["project_name"] == .text("[MN-PKG] Packaging") })
    #expect(row["billable_amount"].number == "2400000.0")
    for report in ["clients", "tasks", "team"] {
      let path = "/v2/reports/time/\(report)?\(Reports.year)"
      let added = try await total(path + "&include_fixed_fee=true", "JPY").subtracting(total(path, "JPY"))
      // Every row is rounded to cents by itself.
      let difference = try added.subtracting(Exact(2_400_000)).magnitude()
      #expect(difference <= Exact(significand: 10, scale: 2), "\(report)")
    }
  }

  private func total(_ path: String, _ currency: String) async throws -> Exact {
    try await walk(path).filter { $0["currency"] == .text(currency) }.map { Reports.exact($0["billable_amount"]) }
      .reduce(.zero) { try $0.adding($1) }
  }

  @Test func theTeamReportKnowsItsPeople() async throws {
    let rows = try await walk("/v2/reports/time/team?\(Reports.year)&include_forecast=true")
    let users = try await walk("/v2/users")
    for row in rows {
      let user = try #require(users.first { $0["id"] == row["user_id"] })
      for key in ["is_contractor", "weekly_capacity", "avatar_url"] { #expect(row[key] == user[key]) }
      #expect(row["scheduled_hours"].number == "0")
    }
    let plain = try await walk("/v2/reports/time/team?\(Reports.year)")
    #expect(!plain.isEmpty && plain.allSatisfy { !$0.keys.contains("scheduled_hours") })
  }

  // MARK: Expenses

  @Test(
    arguments: [
      timeSubjects[0], timeSubjects[1], timeSubjects[3],
      Subject(report: "categories", field: "expense_category.id", key: "expense_category_id"),
    ], SandboxRole.allCases)
  func expensesAreThoseOfTheList(_ subject: Subject, _ role: SandboxRole) async throws {
    var expected: [Key: [Exact]] = [:]
    for expense in try await walk("/v2/expenses", as: role)
    where Reports.days.contains(expense["spent_date"].string ?? "") {
      let cost = Reports.exact(expense["total_cost"])
      try Reports.add(
        [cost, expense["billable"].isTrue ? cost : .zero],
        to: &expected[
          Key(id: expense[subject.field].integer, currency: expense["client.currency"].string), default: []])
    }
    let rows = try await walk("/v2/reports/expenses/\(subject.report)?\(Reports.year)", as: role)
    #expect(rows.count == expected.count && !rows.isEmpty)
    for row in rows {
      let sums = expected[Key(id: row[subject.key].integer, currency: row["currency"].string)]
      #expect([Reports.exact(row["total_amount"]), Reports.exact(row["billable_amount"])] == sums)
    }
  }

  // MARK: Form

  @Test(
    arguments: [
      ("time/clients", ["client_name"]), ("time/projects", ["project_name"]), ("time/tasks", ["task_name"]),
      ("time/team", ["user_name"]), ("expenses/clients", ["client_name"]), ("expenses/projects", ["project_name"]),
      ("expenses/categories", ["expense_category_name"]), ("expenses/team", ["user_name"]),
      ("uninvoiced", ["client_name", "project_name"]), ("project_budget", ["client_name", "project_name"]),
    ] as [(String, [String])])
  func rowsAreSortedByName(report: String, keys: [String]) async throws {
    let period = report == "project_budget" ? "" : Reports.year
    let rows = try await walk("/v2/reports/\(report)?\(period)")
    let names = rows.map { row in keys.map { row[$0].string?.lowercased() ?? "" } + [row["currency"].string ?? ""] }
    #expect(names.count > 3 && names == names.sorted { $0.lexicographicallyPrecedes($1) })
    let paged = try await walk("/v2/reports/\(report)?per_page=3&\(period)")
    #expect(paged == rows)
  }

  @Test func onlyTimeAndExpensesPrefixTheCode() async throws {
    for report in ["time", "expenses"] {
      let names = try await walk("/v2/reports/\(report)/projects?\(Reports.year)").map { $0["project_name"].string }
      #expect(names.contains("[ACME-APP] Mobile App"))
    }
    for report in ["uninvoiced?\(Reports.year)", "project_budget"] {
      let names = try await walk("/v2/reports/" + report).map { $0["project_name"].string ?? "[" }
      #expect(names.contains("Mobile App") && !names.contains { $0.hasPrefix("[") })
    }
  }

  @Test func anEmptyReportIsAnEmptyList() async throws {
    let answer = try await get("/v2/reports/time/clients?from=20200101&to=20201230")
    #expect(answer.json["results"] == .list([]))
    #expect(answer.json["total_entries"].integer == 0 && answer.json["total_pages"].integer == 0)
    #expect(answer.json["links.first"].string?.hasSuffix("?from=20200101&page=1&per_page=2000&to=20201230") == true)
  }

  @Test(
    arguments: [
      ("", 400), ("from=2025-01-01", 400), ("to=2025-01-01", 400), ("from=2025-01-02&to=2025-01-01", 400),
      ("from=2025-01-01&to=2025-12-31", 200), ("from=2024-01-01&to=2024-12-31", 400),
      ("from=20240101&to=20250101", 400),
      ("from=2025-01-01&to=2025-02-30", 422), ("from=2025-01-01&to=2025-01-31&per_page=0", 422),
    ])
  func rangesAreAYearAtMost(query: String, status: Int) async throws {
    for report in ["time/tasks", "expenses/categories", "uninvoiced"] {
      let answer = try await get("/v2/reports/\(report)?\(query)")
      #expect(answer.status == status, "\(report)")
      if query.hasPrefix("from=2024") || query.hasPrefix("from=20240101") {
        #expect(answer.message == "Invalid timeframe: must not exceed 1 year")
      }
    }
  }

  @Test func whoSeesWhichProjects() async throws {
    #expect(try await get("/v2/reports/uninvoiced?\(Reports.year)", as: .member).status == 403)
    let managed = Set(try await walk("/v2/projects", as: .manager).map(\.["id"]))
    for report in ["uninvoiced?\(Reports.year)", "project_budget?"] {
      let rows = try await walk("/v2/reports/" + report, as: .manager)
      #expect(!rows.isEmpty && rows.allSatisfy { managed.contains($0["project_id"]) })
    }
    #expect(try await walk("/v2/reports/project_budget", as: .member).isEmpty, "none of hers is shared with everyone")
  }
}

/// What the tests of reports share.
enum Reports {
  static let year = "from=20250319&to=2026-03-18"
  static let days = "2025-03-19"..."2026-03-18"

  static func entries(_ days: ClosedRange<String>, as role: SandboxRole = .administrator) async throws -> [JSON] {
    try await walk("/v2/time_entries", as: role).filter { days.contains($0["spent_date"].string ?? "") }
  }

  /// Fees by the ids of their projects.
  static func fixedFeeProjects() async throws -> [Int64: Exact] {
    var fees: [Int64: Exact] = [:]
    for project in try await walk("/v2/projects") where project["is_fixed_fee"].isTrue {
      if let id = project["id"].integer { fees[id] = exact(project["fee"]) }
    }
    return fees
  }

  /// A number; 0 for null and for what is not there.
  static func exact(_ json: JSON) -> Exact { json.number.flatMap { Exact($0) } ?? .zero }

  static func sum(_ numbers: [Exact]) throws -> Exact { try numbers.reduce(.zero) { try $0.adding($1) } }

  static func add(_ numbers: [Exact], to sums: inout [Exact]) throws {
    sums = sums.isEmpty ? numbers : try zip(sums, numbers).map { try $0.adding($1) }
  }
}
