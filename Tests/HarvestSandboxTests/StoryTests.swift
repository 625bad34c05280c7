import HvValues
import Testing

@testable import HarvestSandbox

/// The demo account: the same for the same seed and day, and true to its own rules.
struct StoryTests {
  @Test func countsOfTheStory() async throws {
    let store = Story.tell(SandboxConfiguration(today: today))
    #expect(store.clients.count == 12)
    #expect(store.projects.count == 40)
    #expect(store.users.count == 20)
    #expect(store.timeEntries.count == 30_000)
    #expect((300...600).contains(store.expenses.count))
    #expect(Set(store.clients.map(\.currency)).isSuperset(of: ["EUR", "USD", "GBP", "CHF", "JPY"]))
    #expect(Set(store.projects.map(\.billBy)) == [.project, .tasks, .people, .none])
    #expect(Set(store.projects.map(\.budgetBy)) == [.project, .projectCost, .task, .taskFees, .person, .none])
    for name in ["Website", "Maintenance"] {
      let clients = Set(store.projects.filter { $0.name == name }.map(\.client))
      #expect(clients.count > 2)
    }
    #expect(store.projects.contains { !$0.isActive } && store.users.contains { !$0.isActive })
    #expect(store.projects.contains { $0.fee != nil } && store.projects.contains { !$0.isBillable })
  }

  @Test(arguments: [0, 1, 2, 500, 5000])
  func entriesAreAsManyAsAskedFor(entries: Int) {
    #expect(Story.tell(SandboxConfiguration(today: today, entries: entries)).timeEntries.count == entries)
  }

  @Test(arguments: [Day.earliest, Day.latest, Day(year: 2024, month: 2, day: 29) ?? .earliest])
  func anyDayCanBeToday(today: Day) async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 300, rateLimits: false))
    let entries = try await sandbox.walk("/v2/time_entries")
    #expect(entries.contains { $0["is_running"].isTrue })
  }

  @Test func absurdSizesAreClamped() {
    #expect(Story.tell(SandboxConfiguration(today: today, entries: .min)).timeEntries.isEmpty)
  }

  @Test func theSameSeedTellsTheSame() async throws {
    let lists = ["clients", "contacts", "projects", "users", "time_entries", "expenses", "user_assignments"]
    func bytes(_ seed: UInt64, _ today: Day = today) async throws -> [[UInt8]] {
      let sandbox = Sandbox(SandboxConfiguration(seed: seed, today: today, entries: 400))
      var bytes: [[UInt8]] = []
      for list in lists { bytes.append(try await sandbox.get("/v2/" + list).bytes) }
      return bytes
    }
    let first = try await bytes(1)
    #expect(try await bytes(1) == first)
    #expect(try await bytes(2) != first)
    #expect(try await bytes(1, try #require(today.adding(days: 1))) != first)
  }

  @Test func idsAreUniqueAndLarge() async throws {
    for list in ["clients", "contacts", "projects", "tasks", "users", "roles", "time_entries", "expenses"] {
      let ids = try await walk("/v2/" + list).compactMap { $0["id"].integer }
      #expect(Set(ids).count == ids.count)
      if list == "time_entries" { #expect(ids.allSatisfy { $0 > Int64(Int32.max) }) }
    }
  }

  @Test func everyMonthHasEntriesAndNothingIsInTheFuture() async throws {
    let entries = try await walk("/v2/time_entries")
    let months = Set(entries.compactMap { $0["spent_date"].string?.prefix(7) })
    #expect(months.count == 37)
    #expect(entries.allSatisfy { ($0["spent_date"].string ?? "") <= "2026-03-18" })
    #expect(entries.allSatisfy { ($0["updated_at"].string ?? "") <= "2026-03-18T16:20:00Z" })
    #expect(entries.allSatisfy { ($0["created_at"].string ?? "") <= ($0["updated_at"].string ?? "") })
  }

  @Test func oneTimerRunsForTheCaller() async throws {
    for role in SandboxRole.allCases {
      let me = try await get("/v2/users/me", as: role).json
      let running = try await walk("/v2/time_entries?is_running=true", as: role)
      #expect(running.count == 1)
      let timer = try #require(running.first)
      #expect(timer["user.id"] == me["id"])
      #expect(timer["spent_date"] == .text("2026-03-18"))
      #expect(timer["timer_started_at"] == .text("2026-03-18T15:32:24Z"))
      #expect(timer["hours"] == .number("0.79"))
      #expect(timer["hours_without_timer"] == .number("0.0"))
      #expect(timer["rounded_hours"] == .number("1.0"))
    }
  }

  @Test func notesAreAllThatNotesCanBe() async throws {
    let notes = Set(try await walk("/v2/time_entries").map { $0["notes"] })
    let texts = notes.compactMap(\.string)
    #expect(notes.contains(.null))
    for odd in Story.oddNotes { #expect(texts.contains(odd), "\(odd.debugDescription)") }
    #expect(texts.contains { $0.contains("\u{1B}") })
    for script in [/\p{Han}/, /\p{Hiragana}/, /\p{Arabic}/, /[äöüß]/, /\p{Emoji_Presentation}/] {
      #expect(texts.contains { $0.contains(script) })
    }
  }

  @Test func workIsLockedAsItAges() async throws {
    let entries = try await walk("/v2/time_entries")
    for entry in entries {
      let isClosed = entry["is_closed"].isTrue
      let isBilled = entry["is_billed"].isTrue
      #expect(isClosed == (entry["approval_status"] == .text("approved")))
      #expect(entry["is_locked"].isTrue == (isClosed || isBilled))
      #expect((entry["invoice"] != .null) == isBilled)
      #expect((entry["locked_reason"] != .null) == entry["is_locked"].isTrue)
      if isBilled { #expect(entry["billable"].isTrue && (entry["spent_date"].string ?? "") < "2026-02-01") }
    }
    #expect(Set(entries.map { $0["locked_reason"] }).count == 4)
    #expect(entries.filter { ($0["spent_date"].string ?? "") >= "2026-03-16" }.allSatisfy { !$0["is_closed"].isTrue })
  }

  /// FACTS section 8, from what the API itself shows.
  @Test func billableRatesFollowTheProject() async throws {
    let projects = Dictionary(uniqueKeysWithValues: try await walk("/v2/projects").map { ($0["id"].number, $0) })
    let users = Dictionary(uniqueKeysWithValues: try await walk("/v2/users").map { ($0["id"].number, $0) })
    var seen: Set<String> = []
    for entry in try await walk("/v2/time_entries") {
      let project = try #require(projects[entry["project.id"].number])
      let isBillable = entry["task_assignment.billable"].isTrue && project["is_billable"].isTrue
      #expect(entry["billable"].isTrue == isBillable)
      guard isBillable else {
        #expect(entry["billable_rate"] == .null)
        continue
      }
      let way = try #require(project["bill_by"].string)
      seen.insert(way)
      switch way {
      case "Project": #expect(entry["billable_rate"] == project["hourly_rate"])
      case "Tasks": #expect(entry["billable_rate"] == entry["task_assignment.hourly_rate"])
      case "People" where !entry["user_assignment.use_default_rates"].isTrue:
        #expect(entry["billable_rate"] == entry["user_assignment.hourly_rate"])
      case "People" where (entry["spent_date"].string ?? "") >= "2025-03-18":
        #expect(entry["billable_rate"] == users[entry["user.id"].number]?["default_hourly_rate"])
      case "People": #expect(entry["billable_rate"] != .null)
      default: #expect(entry["billable_rate"] == .null)
      }
    }
    #expect(seen == ["Project", "Tasks", "People", "none"])
  }

  @Test func aRaiseCountsFromItsDay() {
    let raise = Day(year: 2025, month: 3, day: 18) ?? .earliest
    let first = Instant(day: .earliest, secondsOfDay: 0) ?? Instant(microseconds: 0)
    let rates = [
      Rate(id: 1, amount: Exact(90), start: nil, created: first, updated: first),
      Rate(id: 2, amount: Exact(95), start: raise, created: first, updated: first),
    ]
    #expect(Store.rate(rates, on: raise) == Exact(95))
    #expect(raise.adding(days: -1).flatMap { Store.rate(rates, on: $0) } == Exact(90))
  }

  @Test(arguments: [(0, 0), (2, 25), (25, 25), (26, 50), (211, 225), (135, 150), (800, 800)])
  func hoursRoundUpToQuarters(hours: Int32, rounded: Int32) { #expect(Store.rounded(hours) == rounded) }

  @Test func mileageCostsItsUnits() async throws {
    let miles = try await walk("/v2/expenses").filter { $0["expense_category.unit_name"] == .text("mile") }
    #expect(!miles.isEmpty)
    for expense in miles {
      let units = try #require(expense["units"].number.flatMap { Exact($0) })
      let price = try #require(expense["expense_category.unit_price"].number.flatMap { Exact($0) })
      let cost = try units.multiplied(by: price).rounded(to: 2, .halfUp)
      #expect(expense["total_cost"].number.flatMap { Exact($0) } == cost)
    }
  }

  @Test func timestampAccountsShowTimes() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 300, rateLimits: false, timestampTimers: true))
    #expect(try await sandbox.get("/v2/company").json["wants_timestamp_timers"].isTrue)
    for entry in try await sandbox.walk("/v2/time_entries") {
      #expect(entry["started_time"].string?.contains(/^\d{1,2}:\d\d[ap]m$/) == true)
      #expect((entry["ended_time"] == .null) == entry["is_running"].isTrue)
    }
    #expect(try await walk("/v2/time_entries").allSatisfy { $0["started_time"] == .null && $0["ended_time"] == .null })
  }
}

extension JSON: Hashable {
  func hash(into hasher: inout Hasher) { hasher.combine(string ?? number) }
}
