import HvValues
import Testing

@testable import HarvestSandbox

/// Billable and cost rates: which one is in force when, and what a new one replaces.
struct RateTests {
  /// Mei got a raise on this day of the last two years.
  @Test(arguments: [("billable_rates", ["85.0", "90.0", "95.0"]), ("cost_rates", ["43.0", "45.0", "47.0"])])
  func ratesAreListedFromTheOldestOn(list: String, amounts: [String]) async throws {
    let sandbox = freshAccount()
    let path = try await path(of: "Mei") + "/" + list
    let rates = try await sandbox.get(path)
    #expect(rates.rows.map { $0["amount"].number } == amounts)
    #expect(rates.rows.map { $0["start_date"] } == [.null, .text("2024-03-18"), .text("2025-03-18")])
    #expect(rates.rows.map { $0["end_date"] } == [.text("2024-03-17"), .text("2025-03-17"), .null])
    for size in 1...3 { #expect(try await sandbox.walk("\(path)?per_page=\(size)") == rates.rows) }
    for rate in rates.rows {
      let one = try await sandbox.get("\(path)/\(try #require(rate["id"].integer))")
      #expect(one.json == rate)
      #expect(one.json.keys == ["id", "amount", "start_date", "end_date", "created_at", "updated_at"])
    }
    #expect(try await sandbox.get(path + "/1").status == 404)
  }

  struct NewRate: Sendable, CustomTestStringConvertible {
    let body: String
    /// What the list says afterwards: start, end, amount.
    let rates: [String]
    var testDescription: String { body }
  }

  @Test(arguments: [
    NewRate(
      body: #"{"amount": 100, "start_date": "2026-03-18"}"#,
      rates: ["-…2024-03-17 85.0", "2024-03-18…2025-03-17 90.0", "2025-03-18…2026-03-17 95.0", "2026-03-18…- 100.0"]),
    NewRate(
      body: #"{"amount": 99.995, "start_date": "2025-01-01"}"#,
      rates: ["-…2024-03-17 85.0", "2024-03-18…2024-12-31 90.0", "2025-01-01…- 100.0"]),
    NewRate(
      body: #"{"amount": 70, "start_date": "2024-03-18"}"#, rates: ["-…2024-03-17 85.0", "2024-03-18…- 70.0"]),
    NewRate(body: #"{"amount": 70, "start_date": "2020-01-01"}"#, rates: ["-…2019-12-31 85.0", "2020-01-01…- 70.0"]),
    NewRate(body: #"{"amount": 0}"#, rates: ["-…- 0.0"]),
    NewRate(body: #"{"amount": 60, "start_date": null}"#, rates: ["-…- 60.0"]),
  ])
  func aRateReplacesThoseFromItsStartOn(_ new: NewRate) async throws {
    let sandbox = freshAccount()
    let mei = try await path(of: "Mei")
    let old = try await sandbox.get(mei + "/billable_rates").rows
    let created = try await sandbox.send("POST", mei + "/billable_rates", new.body)
    #expect(created.status == 201)
    let rates = try await sandbox.get(mei + "/billable_rates").rows
    #expect(
      rates.map { rate in
        "\(rate["start_date"].string ?? "-")…\(rate["end_date"].string ?? "-") \(rate["amount"].number ?? "")"
      } == new.rates)
    #expect(rates.last == created.json)
    #expect(try await sandbox.get(mei).json["default_hourly_rate"] == created.json["amount"])
    let cost = try await sandbox.get(mei).json["cost_rate"]
    #expect(cost == .number("47.0"), "the other kind stays")
    if rates.count > 1 {
      #expect(rates[rates.count - 2]["updated_at"] == created.json["created_at"], "it was given an end")
    }
    #expect(!old.contains { $0["id"] == created.json["id"] })
  }

  @Test(arguments: [
    #"{"amount": 5, "start_date": "2026-03-19"}"#, #"{"amount": 5, "start_date": "soon"}"#, #"{"amount": -1}"#,
    #"{"amount": "much"}"#, #"{"start_date": "2026-03-01"}"#, "",
  ])
  func ratesAreChecked(body: String) async throws {
    try await expectRefusal(leaving: ["/v2/users"]) {
      try await $0.send("POST", try await path(of: "Mei") + "/cost_rates", body)
    }
  }

  /// A rate is looked up by the day of the work, not by the day of the look.
  @Test func workIsBilledAtTheRateOfItsDay() async throws {
    let sandbox = freshAccount()
    let people = Set(
      try await sandbox.walk("/v2/projects").filter { $0["bill_by"].string == "People" }.map { $0["id"].number })
    let entry = try #require(
      try await sandbox.walk("/v2/time_entries?to=2026-03-01").first { entry in
        people.contains(entry["project.id"].number) && entry["billable"].isTrue
          && entry["user_assignment.use_default_rates"].isTrue
      })
    let day = try #require(entry["spent_date"].string)
    let next = try #require(Day(day)?.adding(days: 1))
    let user = "/v2/users/\(try #require(entry["user.id"].integer))"
    func rates() async throws -> [String?] {
      let entry = try await sandbox.get("/v2/time_entries/\(try #require(entry["id"].integer))").json
      return [entry["billable_rate"].number, entry["cost_rate"].number]
    }
    let before = try await rates()
    for list in ["billable_rates", "cost_rates"] {
      _ = try await sandbox.send("POST", "\(user)/\(list)", #"{"amount": 1.5, "start_date": "\#(next)"}"#)
    }
    #expect(try await rates() == before)
    _ = try await sandbox.send("POST", user + "/billable_rates", #"{"amount": 123.45, "start_date": "\#(day)"}"#)
    #expect(try await rates() == ["123.45", before[1]])
    _ = try await sandbox.send("POST", user + "/cost_rates", #"{"amount": 67.89}"#)
    #expect(try await rates() == ["123.45", "67.89"])
  }

  @Test func patchDoesNotTouchRates() async throws {
    let sandbox = freshAccount()
    let mei = try await path(of: "Mei")
    let user = try await sandbox.send("PATCH", mei, #"{"default_hourly_rate": 1, "cost_rate": 2}"#).json
    #expect(user["default_hourly_rate"] == .number("95.0"))
    #expect(user["cost_rate"] == .number("47.0"))
  }

  /// Noor may manage billable rates, of her team and herself.
  @Test(arguments: [("Mei", 200, 403), ("Noor", 200, 403), ("Omar", 403, 403)])
  func managersReachBillableRatesOfTheirTeam(name: String, billable: Int, cost: Int) async throws {
    let sandbox = freshAccount(.manager)
    let path = try await path(of: name)
    #expect(try await sandbox.get(path + "/billable_rates").status == billable)
    #expect(try await sandbox.get(path + "/cost_rates").status == cost)
    #expect(try await freshAccount(.member).get(path + "/billable_rates").status == 403)
  }
}
