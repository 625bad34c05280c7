import HvValues
import Testing

@testable import HarvestSandbox

/// The eight reads of paid time off.
struct TimeOffTests {
  static let lists = [
    "types", "requests", "assignments", "allocations", "holiday_calendars", "work_schedules", "balances",
    "holiday_calendars/12/entries",
  ]

  @Test(arguments: lists)
  func administratorsAlone(list: String) async throws {
    #expect(try await get("/v2/pto/" + list).status == 200)
    #expect(try await get("/v2/pto/" + list, as: .manager).status == 403)
    #expect(try await get("/v2/pto/" + list, as: .member).status == 403)
  }

  @Test(
    arguments: [
      ("types", "pto_types"), ("requests", "pto_requests"), ("allocations", "pto_allocations"),
      ("holiday_calendars", "pto_holiday_calendars"), ("work_schedules", "pto_work_schedules"),
      ("holiday_calendars/12/entries", "pto_holiday_calendar_entries"),
    ])
  func listsArePages(list: String, key: String) async throws {
    let answer = try await get("/v2/pto/\(list)?per_page=2")
    #expect(answer.json.keys.first == key)
    #expect(answer.rows.count == 2 && answer.json["next_page"].integer == 2)
    #expect(try await walk("/v2/pto/\(list)?per_page=2") == walk("/v2/pto/" + list))
  }

  @Test func assignmentsAreOneForEachActiveUserInOnePage() async throws {
    let answer = try await get("/v2/pto/assignments?per_page=2")
    #expect(answer.json.keys == ["pto_assignments"])
    let users = try await walk("/v2/users?is_active=true")
    #expect(Set(answer.rows.map(\.["user.id"])) == Set(users.map(\.["id"])))
    for row in answer.rows {
      let user = try #require(users.first { $0["id"] == row["user.id"] })
      let week = try #require(row["effective_work_schedule.weekly_hours"].number.flatMap { Exact($0) })
      #expect(try week.multiplied(by: Exact(3600)) == #require(user["weekly_capacity"].number.flatMap { Exact($0) }))
      #expect((row["holiday_calendar"] == .null) == user["is_contractor"].isTrue)
    }
  }

  @Test func calendarsHoldTheirEntries() async throws {
    for calendar in try await walk("/v2/pto/holiday_calendars") {
      let id = try #require(calendar["id"].integer)
      let entries = try await walk("/v2/pto/holiday_calendars/\(id)/entries")
      #expect(calendar["entries_count"].integer == Int64(entries.count))
      #expect(calendar["entries"].items.map(\.["id"]) == entries.map(\.["id"]))
      #expect(entries.allSatisfy { $0["pto_holiday_calendar_id"].integer == id })
    }
    #expect(try await get("/v2/pto/holiday_calendars/1/entries").status == 404)
  }

  @Test func requestsAddUp() async throws {
    let requests = try await walk("/v2/pto/requests")
    #expect(Set(requests.map { $0["status"].string }) == ["pending", "approved", "declined", "changes_requested"])
    for request in requests {
      let days = request["request_days"].items
      #expect(try sum(days, "day_fraction") == #require(request["days"].number.flatMap { Exact($0) }))
      #expect(Set(days.map(\.["date"])).count == days.count && !days.isEmpty)
      let period = try #require(request["start_date"].string)...#require(request["end_date"].string)
      #expect(days.allSatisfy { period.contains($0["date"].string ?? "") })
      #expect((request["reviewer"] == .null) == (request["reviewed_at"] == .null))
      #expect(request["status"] != .text("pending") || request["reviewer"] == .null)
      #expect(request["reviewer.id"] == .null || request["reviewer.id"] != request["user.id"])
      #expect((request["start_time_minutes"] == .null) == (request["days"].number != "0.5"))
    }
  }

  /// What the time sheets call vacation is what was asked for.
  @Test func vacationEntriesLieInApprovedRequests() async throws {
    let approved = try await walk("/v2/pto/requests?status=approved")
    let entries = try await walk("/v2/time_entries?from=2025-01-06").filter { $0["task.name"] == .text("Vacation") }
    #expect(!entries.isEmpty)
    for entry in entries {
      let day = try #require(entry["spent_date"].string)
      #expect(
        approved.contains {
          $0["user.id"] == entry["user.id"] && ($0["start_date"].string ?? "~") <= day
            && ($0["end_date"].string ?? "") >= day
        }, "\(entry["user.name"]) on \(day)")
    }
  }

  @Test(arguments: ["2025", "2026"])
  func balancesAreThoseOfTheRequests(year: String) async throws {
    let requests = try await walk("/v2/pto/requests")
    let allocations = try await walk("/v2/pto/allocations?year=\(year)")
    #expect(!allocations.isEmpty)
    for allocation in allocations {
      let id = try #require(allocation["user.id"].integer)
      let answer = try await get("/v2/pto/balances?user_id=\(id)&year=\(year)&as_of=2026-03-18").json
      #expect(answer["user"] == allocation["user"] && answer["as_of"] == .text("2026-03-18"))
      let balance = try #require(answer["balances"].items.first { $0["pto_type"] == allocation["pto_type"] })
      let own = requests.filter { $0["user.id"].integer == id && $0["pto_type.id"] == balance["pto_type.id"] }
      func days(_ status: String, until last: String) -> [JSON] {
        own.filter { $0["status"] == .text(status) }.flatMap { $0["request_days"].items }.filter {
          let date = $0["date"].string ?? ""
          return date.hasPrefix(year) && date <= last
        }
      }
      let used = days("approved", until: "2026-03-18")
      let pending = days("pending", until: "9999")
      #expect(try exact(balance["used_days"]) == sum(used, "day_fraction"))
      #expect(try exact(balance["used_hours"]) == sum(used, "hours"))
      #expect(try exact(balance["pending_days"]) == sum(pending, "day_fraction"))
      let accrued = try #require(allocation["effective_days_per_year"].number.flatMap { Exact($0) })
      let carried = try #require(allocation["carryover_days"].number.flatMap { Exact($0) })
      let available = try accrued.adding(carried)
      #expect(exact(balance["available_days"]) == available)
      let remaining = try available.subtracting(sum(used + pending, "day_fraction"))
      #expect(exact(balance["remaining_days"]) == remaining && remaining >= .zero)
      let fraction = available.isZero ? .zero : try sum(used, "day_fraction").divided(by: available)
      #expect(try exact(balance["used_fraction"]) == fraction.rounded(to: 4, .halfUp))
    }
  }

  /// A request's days are used on its last day, and not yet on the day before its first.
  @Test func balancesCountByTheirDay() async throws {
    let requests = try await walk("/v2/pto/requests?status=approved&to=2026-03-18&pto_type_id=101")
    let request = try #require(requests.first)
    let user = try #require(request["user.id"].integer)
    let first = try #require(request["start_date"].string)
    let last = try #require(request["end_date"].string)
    func used(_ day: String) async throws -> Exact {
      let path = "/v2/pto/balances?user_id=\(user)&year=\(first.prefix(4))&as_of=\(day)"
      return exact(try await get(path).json["balances"].items.first?["used_days"] ?? .null)
    }
    let length = try #require(request["days"].number.flatMap { Exact($0) })
    let before = try #require(Day(first)?.adding(days: -1))
    #expect(try await used(last).subtracting(used(before.description)) == length)
  }

  @Test(arguments: [
    ("types", "is_active=false"), ("requests", "status=pending"), ("requests", "pto_type_id=102"),
    ("requests", "from=2026-01-01&to=2026-01-31"), ("requests", "updated_since=2026-01-01T00:00:00Z"),
    ("requests", "user_id=USER"), ("assignments", "user_id=USER"), ("assignments", "user_ids=USER,1"),
    ("allocations", "year=2026"), ("allocations", "user_ids=USER"), ("work_schedules", "is_active=false"),
  ])
  func filtersKeepSome(list: String, query: String) async throws {
    let user = try #require(try await get("/v2/pto/requests?per_page=1").rows.first?["user.id"].integer)
    let all = try await get("/v2/pto/" + list).rows
    let kept = try await get("/v2/pto/\(list)?" + query.replacing("USER", with: String(user))).rows
    #expect(!kept.isEmpty && kept.count < all.count)
    if query.contains("USER") { #expect(kept.allSatisfy { $0["user.id"].integer == user }) }
  }

  @Test func nothingMatchesAnUnknownType() async throws {
    #expect(try await walk("/v2/pto/allocations?pto_type_ids=7").isEmpty)
    #expect(try await walk("/v2/pto/allocations?pto_type_ids=7,101") == walk("/v2/pto/allocations"))
  }

  @Test(arguments: [
    ("requests?user_id=me", 422), ("requests?from=x", 422), ("assignments?user_ids=1,", 422),
    ("allocations?year=last", 422), ("balances?year=0", 422), ("balances?as_of=2026-02-30", 422),
    ("balances?user_id=1", 404), ("types?is_active=1", 422),
  ])
  func wrongValuesAreRefused(target: String, status: Int) async throws {
    #expect(try await get("/v2/pto/" + target).status == status)
  }

  private func exact(_ json: JSON) -> Exact { json.string.flatMap { Exact($0) } ?? .zero }

  private func sum(_ rows: [JSON], _ key: String) throws -> Exact {
    try rows.reduce(.zero) { try $0.adding(#require($1[key].number.flatMap { Exact($0) })) }
  }
}
