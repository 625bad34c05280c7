import Testing

@testable import HarvestSandbox

/// Projects: what a new one starts with, what is refused, and what goes with a deleted one.
struct ProjectTests {
  private static let lists = ["/v2/projects", "/v2/user_assignments", "/v2/task_assignments"]

  @Test func aProjectComesAndGoes() async throws {
    let sandbox = freshAccount()
    let client = try await sandbox.client()
    let created = try await sandbox.send(
      "POST", "/v2/projects",
      lighthouse(
        client,
        """
        "hourly_rate": 99.995, "budget": 250.5, "starts_on": "2026-04-01", "ends_on": "20260430", "code": "LH",
        "is_fixed_fee": true, "fee": 12000, "budget_is_monthly": true, "over_budget_notification_percentage": 75
        """))
    #expect(created.status == 201)
    let json = created.json
    let path = "/v2/projects/\(try #require(json["id"].integer))"
    #expect(json["client.id"] == .number(String(client)))
    #expect(json["hourly_rate"] == .number("100.0"))
    #expect(json["budget"] == .number("250.5"))
    #expect(json["fee"] == .number("12000.0"))
    #expect(json["over_budget_notification_percentage"] == .number("75.0"))
    #expect(json["ends_on"] == .text("2026-04-30"))
    #expect(json["is_active"].isTrue && json["is_fixed_fee"].isTrue && json["budget_is_monthly"].isTrue)
    #expect(try await sandbox.get(path).bytes == created.bytes)
    #expect(try await sandbox.get("/v2/projects").rows.first == json, "the newest comes first")

    let changed = try await sandbox.send(
      "PATCH", path,
      #"{"name": "Lighthouse 2", "code": null, "is_fixed_fee": false, "bill_by": "none", "is_active": false}"#)
    #expect(changed.status == 200)
    #expect(changed.json["name"] == .text("Lighthouse 2"))
    #expect(changed.json["code"] == .null)
    #expect(changed.json["fee"] == .null, "only a fixed-fee project has a fee")
    #expect(changed.json["budget"] == .number("250.5"), "what is not named stays")
    #expect((changed.json["updated_at"].string ?? "") > (json["updated_at"].string ?? ""))
    #expect(try await sandbox.get("/v2/projects?is_active=false").rows.first == changed.json)

    let deleted = try await sandbox.send("DELETE", path)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get(path).status == 404)
    #expect(try await sandbox.send("DELETE", path).status == 404)
  }

  @Test func fiveFieldsAreEnough() async throws {
    let sandbox = freshAccount()
    let json = try await sandbox.get(try await sandbox.lighthouse()).json
    #expect(json.keys == (try await sandbox.get("/v2/projects").rows.last?.keys))
    for name in ["code", "hourly_rate", "budget", "cost_budget", "fee", "starts_on", "ends_on"] {
      #expect(json[name] == .null, "\(name)")
    }
    #expect(json["over_budget_notification_percentage"] == .number("80.0"))
    #expect(json["notes"] == .text(""))
    #expect(json["is_active"].isTrue && !json["is_fixed_fee"].isTrue)
  }

  @Test(arguments: ["client_id", "name", "is_billable", "bill_by", "budget_by"])
  func withoutOneOfTheFiveThereIsNoProject(field: String) async throws {
    try await expectRefusal(leaving: Self.lists) { sandbox in
      let body = lighthouse(try await sandbox.client()).replacing("\"\(field)\"", with: "\"other\"")
      return try await sandbox.send("POST", "/v2/projects", body)
    }
  }

  @Test(arguments: [
    #""client_id": 1"#, #""name": """#, #""bill_by": "project""#, #""budget_by": "Project""#, #""hourly_rate": -1"#,
    #""budget": "much""#, #""starts_on": "2026-02-30""#, #""is_active": null"#, #""is_billable": 7"#,
    #""starts_on": "2026-02-02", "ends_on": "2026-02-01""#,
  ])
  func valuesAreChecked(field: String) async throws {
    try await expectRefusal(leaving: Self.lists) { sandbox in
      let id = try #require(try await sandbox.get("/v2/projects?per_page=1").ids.first)
      return try await sandbox.send("PATCH", "/v2/projects/\(id)", "{\(field)}")
    }
  }

  /// The story has a Website for many clients; one client cannot have two.
  @Test func aNameIsFreeForEachClient() async throws {
    let sandbox = freshAccount()
    let website = try await sandbox.first("/v2/projects?is_active=true") { $0["name"].string == "Website" }
    let owner = try #require(website["client.id"].integer)
    let websites = lighthouse(owner).replacing("Lighthouse", with: "WEBSITE")
    #expect(try await sandbox.send("POST", "/v2/projects", websites).status == 422)
    let path = try await sandbox.lighthouse()
    let client = try await sandbox.get(path).json["client.id"]
    #expect(client != website["client.id"])
    #expect(try await sandbox.send("PATCH", path, #"{"name": "Website", "client_id": \#(owner)}"#).status == 422)
  }

  @Test func archivedClientsGetNoProjects() async throws {
    try await expectRefusal(leaving: Self.lists) { sandbox in
      let client = try await sandbox.first("/v2/clients?is_active=false")
      return try await sandbox.send("POST", "/v2/projects", lighthouse(try #require(client["id"].integer)))
    }
  }

  @Test func aFeeNeedsAFixedFeeProject() async throws {
    let sandbox = freshAccount()
    let path = try await sandbox.lighthouse(#""fee": 500"#)
    #expect(try await sandbox.get(path).json["fee"] == .null)
    let changed = try await sandbox.send("PATCH", path, #"{"is_fixed_fee": true, "fee": 500}"#).json
    #expect(changed["fee"] == .number("500.0"))
  }

  // MARK: What a new project starts with

  @Test func theDefaultTasksAndTheCreatorComeAlong() async throws {
    let sandbox = freshAccount()
    let ingrid = try await sandbox.first("/v2/users") { $0["first_name"].string == "Ingrid" }
    #expect(ingrid["has_access_to_all_future_projects"].isTrue)
    let path = try await sandbox.lighthouse()
    let tasks = try await sandbox.walk(path + "/task_assignments")
    #expect(
      tasks.map { $0["task.name"].string }
        == ["Business Development", "Project Management", "Marketing", "Programming", "Design"])
    #expect(tasks.map { $0["billable"].isTrue } == [false, true, true, true, true])
    #expect(tasks.last?["hourly_rate"] == .number("95.0"))
    let people = try await sandbox.walk(path + "/user_assignments")
    #expect(people.map { $0["user.name"].string } == ["Ingrid Berg", "Ada Lindqvist"])
    #expect(people.allSatisfy { $0["is_project_manager"].isTrue && $0["use_default_rates"].isTrue })
    let mine = try await sandbox.get("/v2/users/me/project_assignments").rows.first
    #expect(mine?["project.name"] == .text("Lighthouse"))
    #expect(mine?["task_assignments"].items.count == 5)
  }

  @Test func aManagerManagesWhatTheyMake() async throws {
    let sandbox = freshAccount(.manager)
    let path = try await sandbox.lighthouse()
    #expect(try await sandbox.send("PATCH", path, #"{"notes": "mine"}"#).json["notes"] == .text("mine"))
    #expect(try await sandbox.get("/v2/projects").rows.first?["name"] == .text("Lighthouse"))
    let all = try await walk("/v2/projects")
    let mine = Set(try await walk("/v2/projects", as: .manager).map { $0["id"].number })
    let foreign = try #require(all.first { !mine.contains($0["id"].number) }?["id"].integer)
    #expect(try await sandbox.send("PATCH", "/v2/projects/\(foreign)", #"{"notes": ""}"#).status == 403)
    #expect(try await sandbox.send("DELETE", "/v2/projects/\(foreign)").status == 403)
    #expect(try await sandbox.send("POST", "/v2/projects/\(foreign)/task_assignments", "{}").status == 403)
    #expect(try await freshAccount(.member).send("POST", "/v2/projects", "{}").status == 403)
  }

  // MARK: Deletion

  @Test func aDeletedProjectTakesItsWorkAlong() async throws {
    let sandbox = freshAccount()
    let project = try await sandbox.first("/v2/time_entries?is_billed=true")["project.id"]
    let id = try #require(project.integer)
    let lists = ["time_entries", "expenses", "user_assignments", "task_assignments"]
    var before: [String: [JSON]] = [:]
    for list in lists { before[list] = try await sandbox.walk("/v2/" + list) }
    #expect(before["time_entries"]?.contains { $0["project.id"] == project } == true)
    let invoices = try await sandbox.get("/v2/invoices").bytes

    #expect(try await sandbox.send("DELETE", "/v2/projects/\(id)").status == 200)
    for list in lists {
      let others = before[list]?.filter { $0["project.id"] != project }
      #expect(try await sandbox.walk("/v2/" + list) == others, "\(list)")
    }
    #expect(try await sandbox.get("/v2/invoices").bytes == invoices)
    for path in ["", "/user_assignments", "/task_assignments"] {
      #expect(try await sandbox.get("/v2/projects/\(id)" + path).status == 404)
    }
  }
}

/// The body that makes a project, with more fields as JSON.
private func lighthouse(_ client: Int64, _ more: String = "") -> String {
  """
  {"client_id": \(client), "name": "Lighthouse", "is_billable": true, "bill_by": "Project", "budget_by": "project"
  """ + (more.isEmpty ? "}" : ", \(more)}")
}

extension Sandbox {
  func first(_ list: String, where matches: (JSON) -> Bool = { _ in true }) async throws -> JSON {
    try #require(try await walk(list).first(where: matches))
  }

  func client() async throws -> Int64 { try #require(try await first("/v2/clients?is_active=true")["id"].integer) }

  /// Makes a project and answers its path.
  func lighthouse(_ more: String = "") async throws -> String {
    let created = try await send("POST", "/v2/projects", HarvestSandboxTests.lighthouse(try await client(), more))
    try #require(created.status == 201, "\(created.message ?? "")")
    return "/v2/projects/\(try #require(created.json["id"].integer))"
  }
}
