import HvValues
import Testing

@testable import HarvestSandbox

/// What is refused changes nothing.
extension TimeEntryTests {
  @Test(arguments: [
    (#""hours": -0.01"#, "Invalid hours: must be from 0 to 24"),
    (#""hours": 24.01"#, "Invalid hours: must be from 0 to 24"),
    (#""hours": "1:30""#, "Invalid hours parameter"), (#""spent_date": null"#, "spent_date is required"),
    (#""spent_date": "2026-02-30""#, "Invalid spent_date parameter"), (#""project_id": 1"#, "Project not found"),
    (#""task_id": 1"#, "Task not found"), (#""task_id": true"#, "Invalid task_id parameter"),
    (#""user_id": 1"#, "User not found"), (#""notes": 5"#, "Invalid notes parameter"),
    (#""external_reference": "T-1""#, "Invalid external_reference parameter"),
    (#""external_reference": {"permalink": "https://a.example"}"#, "id is required"),
  ])
  func wrongFieldsAreRefused(sent: String, message: String) async throws {
    let before = try await sandbox.get("/v2/time_entries").bytes
    #expect(try await refusal(create(sent)) == message)
    if !sent.contains("user_id") {
      let id = try #require(try await running().first ?? nil)
      #expect(try await refusal(change(id, "{\(sent)}")) == message)
    }
    #expect(try await sandbox.get("/v2/time_entries").bytes == before)
  }

  @Test(arguments: ["project_id", "task_id", "spent_date"])
  func threeFieldsAreRequired(missing: String) async throws {
    let work = try await work()
    var fields = ["project_id": "\(work.project)", "task_id": "\(work.task)", "spent_date": #""2026-03-18""#]
    fields[missing] = nil
    let body = fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
    #expect(try await refusal(sandbox.send("POST", "/v2/time_entries", "{\(body)}")) == "\(missing) is required")
  }

  @Test(arguments: [
    #"{"started_time": "9 o'clock"}"#, #"{"started_time": "25:00"}"#, #"{"ended_time": 900}"#, #"{"ended_time": null}"#,
  ])
  func wrongTimesAreRefused(body: String) async throws {
    try await trackTimes()
    let id = try #require(try await running().first ?? nil)
    #expect(try await change(id, body).status == 422)
  }

  @Test func timeIsTrackedWhereAllAreAssigned() async throws {
    let me = try await sandbox.get("/v2/users/me").json["id"].integer
    let mine = Set(try await sandbox.walk("/v2/user_assignments?user_id=\(me ?? 0)").map { $0["project.id"].integer })
    let projects = try await sandbox.walk("/v2/projects?is_active=true").map { $0["id"].integer }
    let foreign = try #require(projects.first { !mine.contains($0) } ?? nil)
    let archived = try #require(try await sandbox.walk("/v2/projects?is_active=false").first?["id"].integer)
    let tasks = Set(
      try await sandbox.walk("/v2/projects/\(work().project)/task_assignments").map { $0["task.id"].integer })
    let task = try #require(
      try await sandbox.walk("/v2/tasks?is_active=true").map { $0["id"].integer }.first { !tasks.contains($0) } ?? nil)
    let id = try #require(try await running().first ?? nil)
    let cases = [
      (#""project_id": \#(foreign)"#, "User is not assigned to this project"),
      (#""project_id": \#(archived)"#, "Project is archived"),
      (#""task_id": \#(task)"#, "Task is not assigned to this project"),
    ]
    for (sent, message) in cases {
      #expect(try await refusal(create(sent)) == message)
      #expect(try await refusal(change(id, "{\(sent)}")) == message)
    }
  }

  @Test func lockedEntriesStayAsTheyAre() async throws {
    let entries = try await sandbox.walk("/v2/time_entries")
    let reasons = Set(entries.map { $0["locked_reason"] }).subtracting([.null])
    #expect(reasons.count > 1)
    for reason in reasons {
      let entry = try #require(entries.first { $0["locked_reason"] == reason })
      let id = try #require(entry["id"].integer)
      #expect(try await refusal(change(id, #"{"notes": "late"}"#)) == reason.string)
      let deleted = try await sandbox.send("DELETE", "/v2/time_entries/\(id)")
      // An administrator may delete what is approved and on no invoice.
      #expect(deleted.status == (entry["is_billed"].isTrue ? 422 : 200))
      #expect(try await sandbox.get("/v2/time_entries/\(id)").status == (entry["is_billed"].isTrue ? 200 : 404))
    }
  }

  @Test(arguments: SandboxRole.allCases.filter { $0 != .administrator })
  func approvedEntriesAreForAdministratorsToDelete(role: SandboxRole) async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 400, role: role, rateLimits: false))
    let approved = try await sandbox.walk("/v2/time_entries?approval_status=approved&is_billed=false")
    let id = try #require(approved.first?["id"].integer)
    let refused = try await sandbox.send("DELETE", "/v2/time_entries/\(id)")
    #expect(refused.status == 422)
    #expect(refused.message == "Item Approved and Locked for this Time Period")
  }

  @Test(arguments: ["projects", "tasks"])
  func archivingLocks(parent: String) async throws {
    let id = try #require(try await create(#""hours": 1"#).json["id"].integer)
    let work = try await work()
    let path = "/v2/\(parent)/\(parent == "projects" ? work.project : work.task)"
    try #require(try await sandbox.send("PATCH", path, #"{"is_active": false}"#).status == 200)
    #expect(try await sandbox.get("/v2/time_entries/\(id)").json["is_locked"].isTrue)
    let message = "The project or task of this time entry is archived"
    #expect(try await refusal(change(id, #"{"hours": 2}"#)) == message)
    #expect(try await refusal(sandbox.send("DELETE", "/v2/time_entries/\(id)")) == message)
    #expect(
      try await refusal(act("restart", id)) == (parent == "projects" ? "Project is archived" : "Task is archived"))
    #expect(try await refusal(create(#""hours": 1"#, at: work)).hasSuffix("is archived"))
    let timer = try #require(try await running().first ?? nil)
    #expect(try await act("stop", timer).status == 200)
  }

  // MARK: Roles

  @Test func membersTrackTheirOwnTime() async throws {
    let member = Sandbox(SandboxConfiguration(today: today, entries: 200, role: .member, rateLimits: false))
    let admin = try await sandbox.walk("/v2/time_entries")
    let me = try await member.get("/v2/users/me").json["id"].integer
    let other = try #require(admin.first { $0["user.id"].integer != me && !$0["is_running"].isTrue })
    let id = try #require(other["id"].integer)
    #expect(try await member.send("PATCH", "/v2/time_entries/\(id)", #"{"hours": 1}"#).status == 403)
    #expect(try await member.send("PATCH", "/v2/time_entries/\(id)/restart").status == 403)
    #expect(try await member.send("DELETE", "/v2/time_entries/\(id)").status == 403)
    let timer = try #require(try await member.walk("/v2/time_entries?is_running=true").first)
    let fields = #""project_id": \#(timer["project.id"].number ?? ""), "task_id": \#(timer["task.id"].number ?? "")"#
    let foreign = #"{\#(fields), "spent_date": "2026-03-18", "user_id": \#(other["user.id"].number ?? "")}"#
    #expect(try await member.send("POST", "/v2/time_entries", foreign).status == 403)
    let own = #"{\#(fields), "spent_date": "2026-03-18", "user_id": \#(me ?? 0), "hours": 1}"#
    #expect(try await member.send("POST", "/v2/time_entries", own).status == 201)
  }

  @Test func othersTimeIsTrackedWithTheirOwnTimer() async throws {
    let mine = try await running()
    let work = try await work()
    let assignments = try await sandbox.walk("/v2/projects/\(work.project)/user_assignments?is_active=true")
    let me = try await sandbox.get("/v2/users/me").json["id"]
    let other = try #require(assignments.first { $0["user.id"] != me }?["user.id"].integer)
    let timer = try await create(#""user_id": \#(other)"#).json
    #expect(timer["user.id"].integer == other)
    #expect(Set(try await running()) == Set(mine + [timer["id"].integer]))
  }
}
