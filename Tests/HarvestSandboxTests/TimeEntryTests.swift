import HvValues
import Testing

@testable import HarvestSandbox

/// Writing time entries and running timers; the clock stands at 16:20:00 UTC and every write takes a second.
struct TimeEntryTests {
  let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 200, rateLimits: false))

  // MARK: An entry's life

  @Test func anEntryIsMadeFoundChangedAndDeleted() async throws {
    let made = try await create(#""hours": 1.5, "notes": "<b>Straße</b> \"1\"""#)
    #expect(made.status == 201)
    let id = try #require(made.json["id"].integer)
    #expect(id > 2_300_000_000)
    #expect(made.json["notes"] == .text(#"<b>Straße</b> "1""#))
    #expect(made.json["created_at"] == .text("2026-03-18T16:20:01Z"))
    #expect(made.json["approval_status"] == .text("unsubmitted"))
    #expect(try await sandbox.walk("/v2/time_entries").first == made.json)

    let changed = try await change(id, #"{"hours": 2.11, "user_id": 1, "billable": "no"}"#)
    #expect(changed.status == 200)
    #expect(changed.json["hours"] == .number("2.11"))
    #expect(changed.json["rounded_hours"] == .number("2.25"))
    #expect(changed.json["updated_at"] == .text("2026-03-18T16:20:02Z"))
    for key in ["user", "billable", "notes", "created_at", "spent_date", "is_running"] {
      #expect(changed.json[key] == made.json[key])
    }
    #expect(try await sandbox.get("/v2/time_entries/\(id)").json == changed.json)

    let deleted = try await sandbox.send("DELETE", "/v2/time_entries/\(id)")
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get("/v2/time_entries/\(id)").status == 404)
    #expect(try await change(id, "{}").status == 404)
    #expect(try await sandbox.send("DELETE", "/v2/time_entries/\(id)").status == 404)
    #expect(try await create(#""hours": 1"#).json["id"].integer == id + 1)
  }

  @Test(arguments: [
    ("2", "2.0"), ("0.125", "0.13"), ("0.004", "0.0"), ("0", "0.0"), ("24.00", "24.0"), (#""7.5""#, "7.5"),
    ("0.000000000000000001", "0.0"),
  ])
  func hoursHaveTwoPlaces(sent: String, kept: String) async throws {
    let entry = try await create("\"hours\": \(sent)")
    #expect(entry.json["hours"] == .number(kept))
    #expect(entry.json["hours_without_timer"] == .number(kept))
    #expect(!entry.json["is_running"].isTrue)
  }

  @Test func notesStayUnlessTheyAreCleared() async throws {
    let id = try #require(try await create(#""hours": 1, "notes": "draft""#).json["id"].integer)
    #expect(try await change(id, #"{"hours": 2}"#).json["notes"] == .text("draft"))
    #expect(try await change(id, #"{"notes": ""}"#).json["notes"] == .null)
    #expect(try await change(id, #"{"notes": "\u0000\n"}"#).json["notes"] == .text("\u{0}\n"))
    #expect(try await change(id, #"{"notes": null}"#).json["notes"] == .null)
  }

  @Test func anEntryMovesToAnotherDayAndTask() async throws {
    let id = try #require(try await create(#""hours": 1"#).json["id"].integer)
    let other = try await otherWork()
    let moved = try await change(
      id, #"{"spent_date": "2023-03-01", "project_id": \#(other.project), "task_id": \#(other.task)}"#)
    #expect(moved.status == 200)
    #expect(moved.json["project.id"].integer == other.project)
    #expect(moved.json["task.id"].integer == other.task)
    #expect(moved.json["user_assignment"] == (try await assignment(of: other.project)))
    #expect(try await sandbox.walk("/v2/time_entries").last == moved.json)
    #expect(try await sandbox.get("/v2/time_entries?project_id=\(other.project)").ids.contains(id))
  }

  // MARK: Timers of durations

  @Test func withoutHoursATimerRunsAndTheOtherStops() async throws {
    let other = try #require(try await running().first)
    let timer = try await create(#""started_time": "8:00am", "ended_time": "nonsense""#).json
    #expect(timer["is_running"].isTrue)
    #expect(timer["timer_started_at"] == .text("2026-03-18T16:20:01Z"))
    #expect(timer["started_time"] == .null)
    #expect(try await running() == [timer["id"].integer])

    // It ran from 15:32:24 to 16:20:01: 2857 seconds, 79.4 steps of 36.
    let stopped = try await sandbox.get("/v2/time_entries/\(other ?? 0)").json
    #expect(stopped["hours"] == .number("0.79"))
    #expect(stopped["hours_without_timer"] == .number("0.79"))
    #expect(stopped["timer_started_at"] == .null)
    #expect(stopped["updated_at"] == .text("2026-03-18T16:20:01Z"))
  }

  @Test func aTimerStopsOnceAndGoesOnOnce() async throws {
    let id = try #require(try await running().first ?? nil)
    let stopped = try await act("stop", id)
    #expect(stopped.status == 200)
    #expect(stopped.json["hours"] == .number("0.79"))
    #expect(!stopped.json["is_running"].isTrue)
    #expect(try await refusal(act("stop", id)) == "This timer is not running")

    let next = try #require(try await create("").json["id"].integer)
    let restarted = try await act("restart", id)
    #expect(restarted.json["id"].integer == id)
    #expect(restarted.json["hours_without_timer"] == .number("0.79"))
    #expect(restarted.json["timer_started_at"] == restarted.json["updated_at"])
    #expect(try await running() == [id])
    #expect(try await refusal(act("restart", id)) == "This timer is already running")
    #expect(try await act("restart", next).json["id"].integer == next)
    #expect(try await running() == [next])
  }

  @Test func hoursOfARunningTimerAreAFreshStart() async throws {
    let id = try #require(try await running().first ?? nil)
    let timer = try await change(id, #"{"hours": 3}"#).json
    #expect(timer["hours"] == .number("3.0"))
    #expect(timer["is_running"].isTrue)
    #expect(timer["timer_started_at"] == .text("2026-03-18T16:20:01Z"))
  }

  // MARK: Start and end times

  @Test(arguments: [
    ("9:00am", "9:50am", "0.83", "9:00am", "9:50am"), ("14:30", "15:00", "0.5", "2:30pm", "3:00pm"),
    ("8:00 AM", "08:01", "0.02", "8:00am", "8:01am"), ("10:00pm", "2:00am", "4.0", "10:00pm", "2:00am"),
    ("12:00am", "11:59pm", "23.98", "12:00am", "11:59pm"), ("9:00am", "9:00am", "0.0", "9:00am", "9:00am"),
  ])
  func hoursAreTheEndLessTheStart(
    start: String, end: String, hours: String, shownStart: String, shownEnd: String
  ) async throws {
    try await trackTimes()
    let entry = try await create(#""started_time": "\#(start)", "ended_time": "\#(end)", "hours": -1"#)
    #expect(entry.status == 201)
    #expect(entry.json["hours"] == .number(hours))
    #expect(entry.json["started_time"] == .text(shownStart))
    #expect(entry.json["ended_time"] == .text(shownEnd))
    #expect(entry.json["timer_started_at"] == .null)
  }

  @Test func hundredthsOfAnHourGiveBackEveryMinute() {
    for minutes in 0..<1440 {
      let entry = TimeEntry(
        id: 1, created: Instant(seconds: 0), updated: Instant(seconds: 0), spent: today, userAssignment: 0,
        taskAssignment: 0, hours: Store.hundredths(minutes: Int64(minutes)), startMinute: 5, approval: .unsubmitted)
      #expect(entry.endMinute == minutes + 5)
    }
  }

  /// Sent, started, since when the timer counts, hours.
  @Test(arguments: [
    ("", "4:20pm", "16:20:02", "0.0"), (#""started_time": "8:00am""#, "8:00am", "08:00:00", "8.33"),
    (#""started_time": "23:00""#, "11:00pm", "16:20:02", "0.0"),
  ])
  func withoutAnEndATimerRuns(sent: String, started: String, since: String, hours: String) async throws {
    try await trackTimes()
    let timer = try await create(sent).json
    #expect(timer["is_running"].isTrue)
    #expect(timer["started_time"] == .text(started))
    #expect(timer["ended_time"] == .null)
    #expect(timer["timer_started_at"] == .text("2026-03-18T\(since)Z"))
    #expect(timer["hours"] == .number(hours))
    #expect(timer["hours_without_timer"] == .number("0.0"))
    #expect(try await running() == [timer["id"].integer])
  }

  @Test func aTimeStopsAndANewOneBegins() async throws {
    try await trackTimes()
    let day = #""spent_date": "2026-03-16", "started_time": "8:00am", "notes": "again""#
    let id = try #require(try await create(day).json["id"].integer)
    let stopped = try await act("stop", id).json
    #expect(stopped["hours"] == .number("8.33"))
    #expect(stopped["ended_time"] == .text("4:20pm"))

    let restarted = try await act("restart", id).json
    #expect(restarted["id"].integer == id + 1)
    #expect(restarted["spent_date"] == .text("2026-03-18"))
    #expect(restarted["started_time"] == .text("4:20pm"))
    #expect(restarted["hours"] == .number("0.0"))
    #expect(restarted["is_running"].isTrue)
    for key in ["project", "task", "user", "notes"] { #expect(restarted[key] == stopped[key]) }
    #expect(try await sandbox.get("/v2/time_entries/\(id)").json == stopped)
  }

  @Test func startAndEndMoveEachForItself() async throws {
    try await trackTimes()
    let id = try #require(try await create(#""started_time": "9:00am", "ended_time": "10:00am""#).json["id"].integer)
    let steps = [
      (#"{"started_time": "9:15am"}"#, "0.75", "9:15am", "10:00am"),
      (#"{"ended_time": "10:30am", "hours": 9}"#, "1.25", "9:15am", "10:30am"),
      (#"{"started_time": "1:00pm", "ended_time": "1:20pm"}"#, "0.33", "1:00pm", "1:20pm"),
      (#"{"notes": "same time"}"#, "0.33", "1:00pm", "1:20pm"),
    ]
    for (body, hours, started, ended) in steps {
      let entry = try await change(id, body).json
      #expect(entry["hours"] == .number(hours))
      #expect(entry["started_time"] == .text(started))
      #expect(entry["ended_time"] == .text(ended))
    }
    let timer = try #require(try await create(#""started_time": "3:00pm""#).json["id"].integer)
    #expect(try await change(timer, #"{"started_time": "4:00pm"}"#).json["hours"] == .number("0.33"))
    let ended = try await change(timer, #"{"ended_time": "5:00pm"}"#).json
    #expect(ended["hours"] == .number("1.0"))
    #expect(!ended["is_running"].isTrue)
  }

  @Test func durationsHaveNoStartUntilTheyGetOne() async throws {
    let id = try #require(try await create(#""hours": 1.5"#).json["id"].integer)
    try await trackTimes()
    let entry = try await sandbox.get("/v2/time_entries/\(id)").json
    #expect(entry["started_time"] == .null && entry["ended_time"] == .null)
    #expect(try await refusal(change(id, #"{"ended_time": "11:00am"}"#)) == "started_time is required")
    let started = try await change(id, #"{"started_time": "10:00am"}"#).json
    #expect(started["ended_time"] == .text("11:30am"))
    #expect(started["hours"] == .number("1.5"))
  }

  // MARK: External references

  @Test func anExternalReferenceComesAndGoes() async throws {
    let fields = #"{"id": "T-1", "group_id": "board", "permalink": "https://me@Trello.com:443/c/1?x"}"#
    let made = try await create(#""hours": 1, "external_reference": \#(fields)"#).json
    let id = try #require(made["id"].integer)
    let reference = made["external_reference"]
    #expect(reference.keys == ["id", "group_id", "account_id", "permalink", "service", "service_icon_url"])
    #expect(reference["account_id"] == .null)
    #expect(reference["service"] == .text("trello.com"))
    #expect(reference["service_icon_url"] == .text("https://polderpine.harvest.example/icons/trello.com.png"))
    #expect(try await sandbox.get("/v2/time_entries?external_reference_id=T-1").ids == [id])

    let changed = try await change(id, #"{"external_reference": {"id": "T-2", "permalink": "nowhere"}}"#).json
    #expect(changed["external_reference.id"] == .text("T-2"))
    #expect(changed["external_reference.group_id"] == .null)
    #expect(changed["external_reference.service"] == .null)
    #expect(try await sandbox.get("/v2/time_entries?external_reference_id=T-1").ids.isEmpty)

    let deleted = try await sandbox.send("DELETE", "/v2/time_entries/\(id)/external_reference")
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get("/v2/time_entries/\(id)").json["external_reference"] == .null)
    #expect(try await sandbox.send("DELETE", "/v2/time_entries/\(id)/external_reference").status == 404)
  }
}

/// What the tests share.
extension TimeEntryTests {
  struct Work {
    let project: Int64
    let task: Int64
  }

  /// That of the caller's running timer.
  func work() async throws -> Work {
    let entry = try #require(try await sandbox.walk("/v2/time_entries").first)
    return Work(
      project: try #require(entry["project.id"].integer), task: try #require(entry["task.id"].integer))
  }

  /// Another project of the caller's, and its first task.
  func otherWork() async throws -> Work {
    let known = try await work()
    let project = try #require(
      try await sandbox.walk("/v2/users/me/project_assignments").first { $0["project.id"].integer != known.project })
    let task = project["task_assignments"].items.first { $0["is_active"].isTrue }?["task.id"].integer
    return Work(project: try #require(project["project.id"].integer), task: try #require(task))
  }

  /// The caller's assignment to a project, as a time entry shows it.
  func assignment(of project: Int64) async throws -> JSON {
    let me = try await sandbox.get("/v2/users/me").json["id"]
    let all = try await sandbox.walk("/v2/projects/\(project)/user_assignments")
    let own = try #require(all.first { $0["user.id"] == me })
    guard case .object(let fields) = own else { return .null }
    return .object(fields.filter { $0.key != "project" && $0.key != "user" })
  }

  /// Makes an entry of today on the caller's work; later fields replace earlier ones.
  func create(_ fields: String, at known: Work? = nil) async throws -> Answered {
    var work = known
    if work == nil { work = try await self.work() }
    let place = #""project_id": \#(work?.project ?? 0), "task_id": \#(work?.task ?? 0), "spent_date": "2026-03-18""#
    return try await sandbox.send("POST", "/v2/time_entries", "{\(place)\(fields.isEmpty ? "" : ", " + fields)}")
  }

  func change(_ id: Int64, _ body: String) async throws -> Answered {
    try await sandbox.send("PATCH", "/v2/time_entries/\(id)", body)
  }

  func act(_ action: String, _ id: Int64) async throws -> Answered {
    try await sandbox.send("PATCH", "/v2/time_entries/\(id)/\(action)")
  }

  func running() async throws -> [Int64?] {
    try await sandbox.walk("/v2/time_entries?is_running=true").map { $0["id"].integer }
  }

  func trackTimes() async throws {
    try #require(try await sandbox.send("PATCH", "/v2/company", #"{"wants_timestamp_timers": true}"#).status == 200)
  }

  /// The message of an answer that must be 422.
  func refusal(_ answer: Answered) throws -> String {
    try #require(answer.status == 422)
    return answer.message ?? ""
  }
}
