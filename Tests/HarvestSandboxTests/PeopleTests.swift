import Testing

@testable import HarvestSandbox

/// Users with their roles and teammates: who may change what, and what follows from it.
struct PeopleTests {
  private static let lists = ["/v2/users", "/v2/roles"]
  private static let george = #"{"first_name": "George", "last_name": "Frank", "email": "george@example.com"}"#

  // MARK: Users

  @Test func aUserComesAndGoes() async throws {
    let sandbox = freshAccount()
    let created = try await sandbox.send(
      "POST", "/v2/users",
      """
      {"first_name": "George", "last_name": "Frank", "email": "george@example.com", "weekly_capacity": 108000,
       "timezone": "Eastern Time (US & Canada)", "default_hourly_rate": 120.505, "cost_rate": 50,
       "roles": ["Designer", "Intern"], "access_roles": ["manager", "project_creator"]}
      """)
    #expect(created.status == 201)
    let path = "/v2/users/\(try #require(created.json["id"].integer))"
    #expect(created.json["timezone"] == .text("Eastern Time (US & Canada)"))
    #expect(created.json["weekly_capacity"] == .number("108000"))
    #expect(created.json["default_hourly_rate"] == .number("120.51"))
    #expect(created.json["cost_rate"] == .number("50.0"))
    #expect(created.json["roles"] == .list([.text("Designer"), .text("Intern")]))
    #expect(created.json["access_roles"] == .list([.text("manager"), .text("project_creator")]))
    #expect(try await sandbox.get(path).bytes == created.bytes)
    #expect(try await sandbox.get("/v2/users").rows.first == created.json, "the newest comes first")

    let changed = try await sandbox.send(
      "PATCH", path, #"{"last_name": "Abel", "roles": ["Intern"], "has_access_to_all_future_projects": true}"#)
    #expect(changed.status == 200)
    #expect(changed.json["first_name"] == .text("George"))
    #expect(changed.json["last_name"] == .text("Abel"))
    #expect(changed.json["roles"] == .list([.text("Intern")]))
    #expect(changed.json["has_access_to_all_future_projects"].isTrue)
    #expect((changed.json["updated_at"].string ?? "") > (created.json["updated_at"].string ?? ""))
    #expect(try await sandbox.get(path).bytes == changed.bytes)

    let deleted = try await sandbox.send("DELETE", path)
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    #expect(try await sandbox.get(path).status == 404)
    let roles = try await sandbox.get("/v2/roles").rows
    #expect(roles.first { $0["name"].string == "Intern" }?["user_ids"] == .list([]))
  }

  @Test func threeFieldsAreEnough() async throws {
    let user = try await freshAccount().send("POST", "/v2/users", Self.george).json
    #expect(user["access_roles"] == .list([.text("member")]))
    #expect(user["weekly_capacity"] == .number("126000"))
    #expect(user["default_hourly_rate"] == .number("0.0"))
    #expect(user["cost_rate"] == .number("0.0"))
    #expect(user["is_active"].isTrue)
    #expect(user["telephone"] == .text(""))
  }

  @Test(arguments: [
    #"{"first_name": "George", "last_name": "Frank"}"#,
    #"{"first_name": " ", "last_name": "Frank", "email": "george@example.com"}"#,
    #"{"first_name": "George", "last_name": 7, "email": "george@example.com"}"#,
  ])
  func aUserNeedsNamesAndAnAddress(body: String) async throws {
    try await expectRefusal(leaving: Self.lists) { try await $0.send("POST", "/v2/users", body) }
  }

  @Test(arguments: [
    (#""email": "george""#, "email"), (#""email": "a b@example.com""#, "email"), (#""email": null"#, "email"),
    (#""timezone": "Europe/Amsterdam""#, "timezone"), (#""weekly_capacity": -1"#, "weekly_capacity"),
    (#""weekly_capacity": 604801"#, "weekly_capacity"), (#""weekly_capacity": "much""#, "weekly_capacity"),
    (#""is_contractor": "yes""#, "is_contractor"), (#""roles": ["Wizard"]"#, "Role not found"),
    (#""access_roles": []"#, "access_roles"), (#""access_roles": ["king"]"#, "access_roles"),
    (#""access_roles": ["manager", "member"]"#, "access_roles"),
    (#""access_roles": ["project_creator"]"#, "access_roles"),
    (#""access_roles": ["member", "project_creator"]"#, "Only a manager"),
  ])
  func valuesAreChecked(field: String, complaint: String) async throws {
    let message = try await expectRefusal(leaving: Self.lists) { sandbox in
      try await sandbox.send("PATCH", try await path(of: "Mei"), "{\(field)}")
    }
    #expect(message.contains(complaint), "\(message)")
  }

  @Test func anAddressBelongsToOne() async throws {
    let sandbox = freshAccount()
    #expect(try await sandbox.send("POST", "/v2/users", Self.george).status == 201)
    let again = try await sandbox.send(
      "POST", "/v2/users", Self.george.replacing("george@", with: "GEORGE@"))
    #expect(again.status == 422)
    #expect(again.message == "Email has already been taken")
  }

  @Test func archivedUsersKeepTheirNames() async throws {
    let sandbox = freshAccount()
    let mei = try await path(of: "Mei")
    #expect(try await sandbox.send("PATCH", mei, #"{"is_active": false}"#).json["is_active"] == .flag(false))
    #expect(try await sandbox.send("PATCH", mei, #"{"first_name": "May"}"#).status == 422)
    #expect(try await sandbox.send("PATCH", mei, #"{"is_contractor": true}"#).status == 200)
    let restored = try await sandbox.send("PATCH", mei, #"{"is_active": true, "first_name": "May"}"#)
    #expect(restored.json["first_name"] == .text("May"))
  }

  @Test(arguments: ["Mei", "Ada"])
  func whoHasWorkedOrCallsIsNotDeleted(name: String) async throws {
    try await expectRefusal(leaving: Self.lists) { try await $0.send("DELETE", try await path(of: name)) }
  }

  @Test func nobodyArchivesThemselves() async throws {
    try await expectRefusal(leaving: Self.lists) {
      try await $0.send("PATCH", try await path(of: "Ada"), #"{"is_active": false}"#)
    }
  }

  @Test func managersChangeLittleOfTheirTeammates() async throws {
    let sandbox = freshAccount(.manager)
    let mei = try await path(of: "Mei")
    #expect(try await sandbox.send("PATCH", mei, #"{"weekly_capacity": 72000}"#).status == 200)
    for field in [
      #""email": "m@example.com""#, #""roles": []"#, #""access_roles": ["member"]"#, #""is_active": false"#,
    ] {
      #expect(try await sandbox.send("PATCH", mei, "{\(field)}").status == 403, "\(field)")
    }
    #expect(try await sandbox.send("DELETE", mei).status == 403)
    #expect(try await sandbox.send("POST", "/v2/users", Self.george).status == 403)
    let omar = try await path(of: "Omar")
    #expect(try await sandbox.get(omar).status == 403)
    #expect(try await sandbox.send("PATCH", omar, #"{"weekly_capacity": 72000}"#).status == 403)
    #expect(try await freshAccount(.member).send("PATCH", mei, #"{"weekly_capacity": 72000}"#).status == 403)
  }

  // MARK: Teammates

  @Test func teammatesAreReplacedAtOnce() async throws {
    let sandbox = freshAccount()
    let noor = try await path(of: "Noor")
    let before = try await sandbox.get(noor + "/teammates")
    #expect(before.rows.map { $0["first_name"].string } == ["Samuel", "Priya", "Chloé", "Zofia", "Jonas", "Mei"])
    #expect(before.rows.first?.keys == ["id", "first_name", "last_name", "email"])

    let (omar, mei) = (try await person("Omar"), try await person("Mei"))
    let changed = try await sandbox.send(
      "PATCH", noor + "/teammates", #"{"teammate_ids": [\#(omar), \#(mei), \#(omar)]}"#)
    #expect(changed.status == 200)
    #expect(changed.json.keys == ["teammates"])
    #expect(changed.ids == [omar, mei])
    #expect(try await sandbox.get(noor + "/teammates").ids == [omar, mei])
    #expect(try await accessRoles(noor, sandbox).contains("people_manager"))

    #expect(try await sandbox.send("PATCH", noor + "/teammates", #"{"teammate_ids": []}"#).ids == [])
    let roles = try await accessRoles(noor, sandbox)
    #expect(roles.contains("manager") && !roles.contains("people_manager"))
  }

  private func accessRoles(_ path: String, _ sandbox: Sandbox) async throws -> [String] {
    try await sandbox.get(path).json["access_roles"].items.compactMap(\.string)
  }

  @Test func whatWasReadCanBeSentBackAndMembersLoseTheirTeam() async throws {
    let sandbox = freshAccount()
    let noor = try await path(of: "Noor")
    let roles = try await accessRoles(noor, sandbox)
    let sent = roles.map { "\"\($0)\"" }.joined(separator: ", ")
    _ = try await sandbox.send("PATCH", noor, #"{"access_roles": [\#(sent)]}"#)
    #expect(try await accessRoles(noor, sandbox) == roles)
    _ = try await sandbox.send("PATCH", noor, #"{"access_roles": ["member"]}"#)
    _ = try await sandbox.send("PATCH", noor, #"{"access_roles": ["manager"]}"#)
    #expect(try await sandbox.get(noor + "/teammates").ids == [])
  }

  @Test(arguments: [#"{"teammate_ids": [1]}"#, #"{"teammate_ids": ["x"]}"#, #"{"teammate_ids": null}"#, "{}"])
  func teammatesAreUsers(body: String) async throws {
    try await expectRefusal(leaving: Self.lists) {
      try await $0.send("PATCH", try await path(of: "Noor") + "/teammates", body)
    }
  }

  @Test func onlyManagersHaveTeammates() async throws {
    for name in ["Mei", "Ada"] {
      try await expectRefusal(leaving: Self.lists) { sandbox in
        let path = try await path(of: name) + "/teammates"
        #expect(try await sandbox.get(path).status == 422)
        return try await sandbox.send("PATCH", path, #"{"teammate_ids": []}"#)
      }
    }
    let sandbox = freshAccount(.manager)
    #expect(try await sandbox.get(try await path(of: "Noor") + "/teammates").status == 403)
  }
}
