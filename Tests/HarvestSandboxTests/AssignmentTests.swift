import Testing

@testable import HarvestSandbox

/// The tasks and the people of a project.
struct AssignmentTests {
  private static let lists = ["/v2/user_assignments", "/v2/task_assignments"]

  @Test func aTaskComesAndGoes() async throws {
    let sandbox = freshAccount()
    let list = try await sandbox.lighthouse() + "/task_assignments"
    let task = try #require(try await sandbox.first("/v2/tasks") { $0["name"].string == "Support" }["id"].integer)
    let created = try await sandbox.send("POST", list, #"{"task_id": \#(task)}"#)
    #expect(created.status == 201)
    #expect(created.json["task.id"] == .number(String(task)))
    #expect(created.json["billable"] == .flag(false), "whatever the task's default")
    #expect(created.json["hourly_rate"] == .number("0.0"))
    #expect(created.json["budget"] == .null)
    #expect(try await sandbox.send("POST", list, #"{"task_id": \#(task)}"#).status == 422, "assigned already")

    let path = "\(list)/\(try #require(created.json["id"].integer))"
    let changed = try await sandbox.send(
      "PATCH", path, #"{"billable": true, "hourly_rate": 75.5, "budget": 120, "is_active": false}"#)
    #expect(changed.json["hourly_rate"] == .number("75.5"))
    #expect(changed.json["budget"] == .number("120.0"))
    #expect(changed.json["billable"].isTrue && !changed.json["is_active"].isTrue)
    #expect(try await sandbox.get(path).bytes == changed.bytes)
    #expect(try await sandbox.get(list + "?is_active=false").rows == [changed.json])

    #expect(try await sandbox.send("DELETE", path).status == 200)
    #expect(try await sandbox.get(path).status == 404)
    #expect(try await sandbox.send("POST", list, #"{"task_id": \#(task)}"#).status == 201, "free again")
  }

  @Test func aTaskOfAProjectBilledByTasksHasNoRateYet() async throws {
    let sandbox = freshAccount()
    let path = try await sandbox.lighthouse()
    _ = try await sandbox.send("PATCH", path, #"{"bill_by": "Tasks"}"#)
    let task = try #require(try await sandbox.first("/v2/tasks") { $0["name"].string == "Support" }["id"].integer)
    let created = try await sandbox.send("POST", path + "/task_assignments", #"{"task_id": \#(task)}"#)
    #expect(created.json["hourly_rate"] == .null)
  }

  @Test func aPersonComesAndGoes() async throws {
    let sandbox = freshAccount()
    let list = try await sandbox.lighthouse() + "/user_assignments"
    let mei = try await sandbox.send("POST", list, #"{"user_id": \#(try await person("Mei"))}"#)
    #expect(mei.status == 201)
    #expect(mei.json["use_default_rates"].isTrue && !mei.json["is_project_manager"].isTrue)
    #expect(mei.json["hourly_rate"] == .number("95.0"))
    let noor = try await sandbox.send("POST", list, #"{"user_id": \#(try await person("Noor"))}"#)
    #expect(noor.json["is_project_manager"].isTrue, "a manager manages")
    let omar = try await sandbox.send(
      "POST", list, #"{"user_id": \#(try await person("Omar")), "use_default_rates": false}"#)
    #expect(omar.json["hourly_rate"] == .number("0.0"))
    #expect(
      try await sandbox.send("POST", list, #"{"user_id": \#(try await person("Mei"))}"#).status == 422,
      "assigned already")
    #expect(
      try await sandbox.send("POST", list, #"{"user_id": \#(try await person("Peter"))}"#).status == 422, "archived")

    let path = "\(list)/\(try #require(mei.json["id"].integer))"
    let changed = try await sandbox.send(
      "PATCH", path, #"{"use_default_rates": false, "hourly_rate": 88, "budget": 10.25, "is_project_manager": true}"#)
    #expect(changed.json["hourly_rate"] == .number("88.0"))
    #expect(changed.json["budget"] == .number("10.25"))
    #expect(changed.json["is_project_manager"].isTrue)
    #expect(try await sandbox.get(path).bytes == changed.bytes)
    #expect(try await sandbox.send("DELETE", path).status == 200)
    #expect(try await sandbox.get(path).status == 404)
  }

  @Test func aManagerAssignsWhomTheySee() async throws {
    let sandbox = freshAccount(.manager)
    let list = try await sandbox.lighthouse() + "/user_assignments"
    for (name, status) in [("Mei", 201), ("Omar", 422)] {
      let body = #"{"user_id": \#(try await person(name))}"#
      #expect(try await sandbox.send("POST", list, body).status == status, "\(name)")
    }
  }

  /// The assignments of the story's work stay, and those of a project are not found under another.
  @Test(arguments: ["user_assignment", "task_assignment"])
  func assignmentsWithWorkStay(kind: String) async throws {
    var entry = JSON.null
    try await expectRefusal(leaving: Self.lists) { sandbox in
      entry = try await sandbox.first("/v2/time_entries")
      let (project, id) = (try #require(entry["project.id"].integer), try #require(entry["\(kind).id"].integer))
      return try await sandbox.send("DELETE", "/v2/projects/\(project)/\(kind)s/\(id)")
    }
    let other = try await account().first("/v2/projects") { $0["id"] != entry["project.id"] }
    let path = "/v2/projects/\(try #require(other["id"].integer))/\(kind)s"
    let id = try #require(entry["\(kind).id"].integer)
    #expect(try await get("\(path)/\(id)").status == 404)
  }

  @Test(arguments: [
    ("task_assignments", "{}"), ("task_assignments", #"{"task_id": 1}"#), ("task_assignments", #"{"task_id": "x"}"#),
    ("user_assignments", "{}"), ("user_assignments", #"{"user_id": 1}"#),
  ])
  func assignmentsNeedATaskOrAPerson(list: String, body: String) async throws {
    try await expectRefusal(leaving: Self.lists) { sandbox in
      let id = try #require(try await sandbox.get("/v2/projects?per_page=1").ids.first)
      return try await sandbox.send("POST", "/v2/projects/\(id)/\(list)", body)
    }
  }
}
