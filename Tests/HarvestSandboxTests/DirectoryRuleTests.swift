import HvValues
import Testing

@testable import HarvestSandbox

/// The rules that only one of clients, contacts, tasks, categories, roles and settings has.
struct DirectoryRuleTests {
  private let sandbox = DirectoryTests.account()

  // MARK: Clients and contacts

  @Test func aClientHasTheCompanysCurrencyUnlessToldOtherwise() async throws {
    let plain = try await sandbox.send("POST", "/v2/clients", #"{"name":"Plain"}"#).json
    #expect(
      plain.keys == ["id", "name", "is_active", "address", "statement_key", "created_at", "updated_at", "currency"])
    #expect(plain["currency"] == .text("EUR"))
    #expect(plain["is_active"].isTrue && plain["address"] == .null)
    #expect(plain["statement_key"].string?.contains(/^[0-9a-f]{32}$/) == true)

    let full = try await sandbox.send(
      "POST", "/v2/clients", #"{"name":"Full","currency":"KWD","is_active":false,"address":"1 Lane\r\nTown"}"#
    ).json
    #expect(full["currency"] == .text("KWD"))
    #expect(!full["is_active"].isTrue && full["address"] == .text("1 Lane\r\nTown"))
    #expect(full["statement_key"] != plain["statement_key"])

    let id = try #require(full["id"].integer)
    #expect(
      try await sandbox.send("PATCH", "/v2/clients/\(id)", #"{"currency":"JPY"}"#).json["currency"] == .text("JPY"))
    #expect(
      try await sandbox.send("PATCH", "/v2/clients/\(id)", #"{"currency":null}"#).json["currency"] == .text("EUR"))
    #expect(try await sandbox.send("PATCH", "/v2/clients/\(id)", #"{"address":null}"#).json["address"] == .null)
  }

  /// What a client has that keeps it from being deleted.
  @Test(arguments: [
    ("projects", #""name":"P","is_billable":false,"bill_by":"none","budget_by":"none""#),
    ("invoices", #""line_items":[{"kind":"Service","unit_price":10}]"#),
    ("estimates", #""line_items":[{"kind":"Service","unit_price":10}]"#),
  ])
  func aClientThatIsNeededStays(list: String, fields: String) async throws {
    let client = try #require(try await sandbox.send("POST", "/v2/clients", #"{"name":"N"}"#).json["id"].integer)
    let made = try await sandbox.send("POST", "/v2/" + list, #"{"client_id":\#(client),\#(fields)}"#)
    let id = try #require(made.json["id"].integer)
    let refused = try await sandbox.send("DELETE", "/v2/clients/\(client)")
    #expect(refused.status == 422)
    #expect(refused.message == "A client with projects, invoices or estimates cannot be deleted")
    #expect(try await sandbox.get("/v2/clients/\(client)").status == 200)
    #expect(try await sandbox.send("DELETE", "/v2/\(list)/\(id)").status == 200)
    #expect(try await sandbox.send("DELETE", "/v2/clients/\(client)").status == 200)
  }

  @Test func aDeletedClientTakesItsContactsAlong() async throws {
    let client = try #require(try await sandbox.send("POST", "/v2/clients", #"{"name":"N"}"#).json["id"].integer)
    let others = try await sandbox.walk("/v2/contacts")
    for name in ["Ann", "Bob"] {
      try await sandbox.send("POST", "/v2/contacts", #"{"client_id":\#(client),"first_name":"\#(name)"}"#)
    }
    #expect(try await sandbox.walk("/v2/contacts?client_id=\(client)").count == 2)
    #expect(try await sandbox.send("DELETE", "/v2/clients/\(client)").status == 200)
    #expect(try await sandbox.walk("/v2/contacts") == others)
  }

  @Test func aContactKeepsItsFaxAndMayMoveToAnotherClient() async throws {
    let clients = try await sandbox.walk("/v2/clients")
    let (from, to) = (clients[0], clients[1])
    let client = try #require(from["id"].integer)
    let created = try await sandbox.send(
      "POST", "/v2/contacts",
      #"{"client_id":\#(client),"first_name":"Faye","last_name":"Axelson","title":"CFO","email":"f@a.example","#
        + #""phone_office":"1","phone_mobile":"2","fax":"(203) 555-0187"}"#)
    #expect(created.status == 201)
    #expect(
      created.json.keys == [
        "id", "title", "first_name", "last_name", "email", "phone_office", "phone_mobile", "fax", "created_at",
        "updated_at", "client",
      ])
    #expect(created.json["fax"] == .text("(203) 555-0187"))
    #expect(created.json["client.name"] == from["name"])

    let target = "/v2/contacts/\(try #require(created.json["id"].integer))"
    let body = #"{"client_id":\#(try #require(to["id"].integer)),"title":null,"email":null,"phone_office":""}"#
    let moved = try await sandbox.send("PATCH", target, body).json
    #expect(moved["client.id"] == to["id"] && moved["client.name"] == to["name"])
    #expect(moved["title"] == .null && moved["email"] == .text("") && moved["phone_office"] == .text(""))
    for kept in ["first_name", "last_name", "phone_mobile", "fax"] { #expect(moved[kept] == created.json[kept]) }
    #expect(try await sandbox.get(target).json == moved)
    #expect(try await sandbox.walk("/v2/contacts?client_id=\(client)").allSatisfy { $0["id"] != moved["id"] })
    #expect(try await sandbox.send("DELETE", target).status == 200)
    #expect(try await sandbox.get(target).status == 404)
  }

  @Test func aContactWithOnlyAFirstNameIsBlankElsewhere() async throws {
    let client = try #require(try await sandbox.get("/v2/clients").ids.first)
    let json = try await sandbox.send("POST", "/v2/contacts", #"{"client_id":\#(client),"first_name":"Solo"}"#).json
    #expect(json["title"] == .null)
    for name in ["last_name", "email", "phone_office", "phone_mobile", "fax"] { #expect(json[name] == .text("")) }
  }

  // MARK: Tasks and expense categories

  @Test func aTaskWithTimeStays() async throws {
    let sandbox = DirectoryTests.account(entries: 200)
    let entry = try #require(try await sandbox.get("/v2/time_entries?per_page=1").rows.first)
    let task = try #require(entry["task.id"].integer)
    let refused = try await sandbox.send("DELETE", "/v2/tasks/\(task)")
    #expect(refused.status == 422)
    #expect(refused.message == "A task with time entries cannot be deleted")
    #expect(try await sandbox.get("/v2/tasks/\(task)").status == 200)
    #expect(try await sandbox.send("PATCH", "/v2/tasks/\(task)", #"{"is_active":false}"#).status == 200)
    #expect(try await sandbox.get("/v2/tasks?is_active=false").ids.contains(task))
    #expect(try await sandbox.get("/v2/time_entries?task_id=\(task)").ids.contains { $0 == entry["id"].integer })
  }

  @Test func aTaskWithoutTimeTakesItsAssignmentsAlong() async throws {
    let assignments = try await sandbox.walk("/v2/task_assignments")
    let task = try #require(assignments.first?["task.id"].integer)
    #expect(try await sandbox.send("DELETE", "/v2/tasks/\(task)").status == 200)
    let left = try await sandbox.walk("/v2/task_assignments")
    #expect(left == assignments.filter { $0["task.id"].integer != task })
    #expect(left.count < assignments.count)
  }

  @Test func aDefaultTaskDoesNotComeToProjectsThatAreThere() async throws {
    let before = try await sandbox.walk("/v2/task_assignments")
    let task = try await sandbox.send("POST", "/v2/tasks", #"{"name":"Everywhere","is_default":true}"#).json
    #expect(task["is_default"].isTrue)
    #expect(try await sandbox.walk("/v2/task_assignments") == before)
  }

  @Test func anExpenseCategoryInUseStaysAndItsExpensesKeepTheirCost() async throws {
    let expense = try #require(
      try await sandbox.walk("/v2/expenses").first { $0["expense_category.unit_price"] != .null })
    let target = "/v2/expense_categories/\(try #require(expense["expense_category.id"].integer))"
    let refused = try await sandbox.send("DELETE", target)
    #expect(refused.status == 422)
    #expect(refused.message == "An expense category with expenses cannot be deleted")
    #expect(try await sandbox.send("PATCH", target, #"{"unit_price":2}"#).json["unit_price"] == .number("2.0"))
    let same = try await sandbox.get("/v2/expenses/\(try #require(expense["id"].integer))").json
    #expect(same["expense_category.unit_price"] == .number("2.0"))
    #expect(same["total_cost"] == expense["total_cost"])
  }

  // MARK: Roles

  @Test func aRoleHasEachUserOnceAndDeletionUnlinksThem() async throws {
    let users = Array(try await sandbox.get("/v2/users").ids.prefix(3))
    let body = #"{"name":"Choir","user_ids":[\#(users[2]),\#(users[0]),\#(users[2])]}"#
    let role = try await sandbox.send("POST", "/v2/roles", body).json
    #expect(role["user_ids"].items.map(\.integer) == [users[2], users[0]])
    #expect(try await roles(of: users[0]).contains(.text("Choir")))

    let target = "/v2/roles/\(try #require(role["id"].integer))"
    let replaced = try await sandbox.send("PATCH", target, #"{"user_ids":[\#(users[1])]}"#).json
    #expect(replaced["user_ids"].items.map(\.integer) == [users[1]])
    #expect(try await !roles(of: users[0]).contains(.text("Choir")))
    let renamed = try await sandbox.send("PATCH", target, #"{"name":"Band"}"#).json
    #expect(renamed["user_ids"] == replaced["user_ids"])
    #expect(try await roles(of: users[1]).contains(.text("Band")))

    #expect(try await sandbox.send("DELETE", target).status == 200)
    #expect(try await !roles(of: users[1]).contains(.text("Band")))
    let emptied = try #require(try await sandbox.get("/v2/roles").rows.first { !$0["user_ids"].items.isEmpty })
    let other = "/v2/roles/\(try #require(emptied["id"].integer))"
    #expect(try await sandbox.send("PATCH", other, #"{"user_ids":[]}"#).json["user_ids"] == .list([]))
  }

  private func roles(of user: Int64) async throws -> [JSON] {
    try await sandbox.get("/v2/users/\(user)").json["roles"].items
  }

  // MARK: Company

  @Test func theCompanysTimersAndCapacityCanBeChanged() async throws {
    let sandbox = DirectoryTests.account(entries: 200)
    let before = try await sandbox.get("/v2/company").json
    #expect(before["wants_timestamp_timers"] == .flag(false) && before["weekly_capacity"] == .number("144000"))
    let body = #"{"wants_timestamp_timers":true,"weekly_capacity":126000,"name":"Not writable"}"#
    let after = try await sandbox.send("PATCH", "/v2/company", body)
    #expect(after.status == 200)
    #expect(after.json.keys == before.keys)
    #expect(after.json["wants_timestamp_timers"].isTrue && after.json["weekly_capacity"] == .number("126000"))
    #expect(after.json["name"] == before["name"])
    #expect(try await sandbox.get("/v2/company").json == after.json)
    let entry = try #require(try await sandbox.get("/v2/time_entries?is_running=false&per_page=1").rows.first)
    #expect(entry["started_time"].string != nil && entry["ended_time"].string != nil)
  }

  @Test(arguments: [
    #"{"weekly_capacity":-1}"#, #"{"weekly_capacity":604801}"#, #"{"weekly_capacity":1.5}"#,
    #"{"weekly_capacity":null}"#, #"{"wants_timestamp_timers":"maybe"}"#,
    #"{"wants_timestamp_timers":true,"weekly_capacity":"much"}"#,
  ])
  func wrongSettingsChangeNothing(body: String) async throws {
    let sandbox = DirectoryTests.unchanged
    let before = try await sandbox.get("/v2/company")
    #expect(try await sandbox.send("PATCH", "/v2/company", body).status == 422)
    #expect(try await sandbox.get("/v2/company").bytes == before.bytes)
  }

  @Test(arguments: [SandboxRole.manager, .member])
  func onlyAdministratorsChangeTheCompany(role: SandboxRole) async throws {
    let sandbox = DirectoryTests.account(role)
    #expect(try await sandbox.get("/v2/company").status == 200)
    #expect(try await sandbox.send("PATCH", "/v2/company", #"{"weekly_capacity":3600}"#).status == 403)
  }

  // MARK: Item categories

  @Test func invoicesComeWithCategoriesThatCannotBeDeleted() async throws {
    let rows = try await sandbox.walk("/v2/invoice_item_categories")
    #expect(rows.map { $0["name"].string } == ["Product", "Service"])
    #expect(rows.map(\.["use_as_service"]) == [.flag(false), .flag(true)])
    #expect(rows.map(\.["use_as_expense"]) == [.flag(true), .flag(false)])
    for row in rows {
      let target = "/v2/invoice_item_categories/\(try #require(row["id"].integer))"
      let refused = try await sandbox.send("DELETE", target)
      #expect(refused.status == 422)
      #expect(refused.message == "A category that is used for services or expenses cannot be deleted")
      let renamed = try await sandbox.send("PATCH", target, #"{"name":"Work \#(row["name"].string ?? "")"}"#).json
      #expect(renamed["use_as_service"] == row["use_as_service"])
    }
    #expect(try await sandbox.walk("/v2/invoice_item_categories").count == 2)
  }

  @Test func estimatesComeWithCategoriesThatCanBeDeleted() async throws {
    let rows = try await sandbox.walk("/v2/estimate_item_categories")
    #expect(rows.map { $0["name"].string } == ["Product", "Service"])
    #expect(rows.allSatisfy { $0.keys == ["id", "name", "created_at", "updated_at"] })
    for row in rows {
      let id = try #require(row["id"].integer)
      #expect(try await sandbox.send("DELETE", "/v2/estimate_item_categories/\(id)").status == 200)
    }
    #expect(try await sandbox.walk("/v2/estimate_item_categories").isEmpty)
  }

  @Test(arguments: ["invoice_item_categories", "estimate_item_categories"])
  func categoriesCanBeFilteredByTheirLastChange(list: String) async throws {
    let created = try await sandbox.send("POST", "/v2/" + list, #"{"name":"Hosting"}"#).json
    #expect(try await sandbox.walk("/v2/\(list)?updated_since=2026-03-18T16:20:01Z") == [created])
    #expect(try await sandbox.walk("/v2/\(list)?updated_since=2026-03-18T16:20:02Z").isEmpty)
  }

  // MARK: Form data

  @Test func formDataWritesToo() async throws {
    let type = "application/x-www-form-urlencoded"
    let task = try await sandbox.send(
      "POST", "/v2/tasks", "name=Caf%C3%A9+duty&default_hourly_rate=12.5&billable_by_default=false", type: type)
    #expect(task.status == 201)
    #expect(task.json["name"] == .text("Café duty") && task.json["default_hourly_rate"] == .number("12.5"))
    #expect(task.json["billable_by_default"] == .flag(false))
    let users = try await sandbox.get("/v2/users").ids
    let role = try await sandbox.send(
      "POST", "/v2/roles", "name=Duo&user_ids[]=\(users[0])&user_ids[]=\(users[1])", type: type)
    #expect(role.json["user_ids"].items.map(\.integer) == [users[0], users[1]])
  }
}
