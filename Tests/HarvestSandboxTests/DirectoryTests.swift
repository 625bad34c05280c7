import HvValues
import Testing

@testable import HarvestSandbox

/// What an account is set up with: clients and contacts, tasks, categories, roles and the company's settings.
struct DirectoryTests {
  /// An account of its own, because the tests write; few of them need time entries, which take long to make.
  static func account(_ role: SandboxRole = .administrator, entries: Int = 0) -> Sandbox {
    Sandbox(SandboxConfiguration(today: today, entries: entries, role: role, rateLimits: false))
  }

  // MARK: Create, list, update, retrieve, delete

  struct Life: Sendable, CustomTestStringConvertible {
    let list: String
    let create: String
    /// The whole object, without its id.
    let created: String
    let update: String
    /// The whole object, without its id.
    let updated: String
    var testDescription: String { list }
  }

  static let first = "2026-03-18T16:20:01Z"
  static let second = "2026-03-18T16:20:02Z"

  static let lives = [
    Life(
      list: "tasks", create: #"{"name":"Sound","default_hourly_rate":87.125}"#,
      created: """
        {"name":"Sound","billable_by_default":true,"default_hourly_rate":87.13,"is_default":false,"is_active":true,\
        "created_at":"\(first)","updated_at":"\(first)"}
        """,
      update: #"{"default_hourly_rate":null,"billable_by_default":false,"is_default":true,"is_active":false}"#,
      updated: """
        {"name":"Sound","billable_by_default":false,"default_hourly_rate":null,"is_default":true,"is_active":false,\
        "created_at":"\(first)","updated_at":"\(second)"}
        """),
    Life(
      list: "tasks", create: #"{"name":"Light"}"#,
      created: """
        {"name":"Light","billable_by_default":true,"default_hourly_rate":0.0,"is_default":false,"is_active":true,\
        "created_at":"\(first)","updated_at":"\(first)"}
        """,
      update: #"{"name":"Light and shade","colour":"unknown fields do nothing"}"#,
      updated: """
        {"name":"Light and shade","billable_by_default":true,"default_hourly_rate":0.0,"is_default":false,\
        "is_active":true,"created_at":"\(first)","updated_at":"\(second)"}
        """),
    Life(
      list: "expense_categories", create: #"{"name":"Bicycle","unit_name":"km","unit_price":0.2345}"#,
      created: """
        {"name":"Bicycle","unit_name":"km","unit_price":0.235,"is_active":true,"created_at":"\(first)",\
        "updated_at":"\(first)"}
        """,
      update: #"{"unit_name":null,"unit_price":null,"is_active":false}"#,
      updated: """
        {"name":"Bicycle","unit_name":null,"unit_price":null,"is_active":false,"created_at":"\(first)",\
        "updated_at":"\(second)"}
        """),
    Life(
      list: "roles", create: #"{"name":"Night Shift"}"#,
      created: #"{"name":"Night Shift","created_at":"\#(first)","updated_at":"\#(first)","user_ids":[]}"#,
      update: #"{"name":"Day Shift"}"#,
      updated: #"{"name":"Day Shift","created_at":"\#(first)","updated_at":"\#(second)","user_ids":[]}"#),
    Life(
      list: "invoice_item_categories", create: #"{"name":"Hosting","use_as_service":true}"#,
      created: """
        {"name":"Hosting","use_as_service":false,"use_as_expense":false,"created_at":"\(first)","updated_at":"\(first)"}
        """,
      update: #"{"name":"Rent"}"#,
      updated: """
        {"name":"Rent","use_as_service":false,"use_as_expense":false,"created_at":"\(first)","updated_at":"\(second)"}
        """),
    Life(
      list: "estimate_item_categories", create: #"{"name":"Hosting"}"#,
      created: #"{"name":"Hosting","created_at":"\#(first)","updated_at":"\#(first)"}"#,
      update: #"{"name":"Rent"}"#,
      updated: #"{"name":"Rent","created_at":"\#(first)","updated_at":"\#(second)"}"#),
  ]

  @Test(arguments: lives)
  func livesFromCreationToDeletion(_ life: Life) async throws {
    let sandbox = Self.account()
    let list = "/v2/" + life.list
    let before = try await sandbox.walk(list)

    let created = try await sandbox.send("POST", list, life.create)
    #expect(created.status == 201)
    #expect(try withoutID(created.json) == JSON(Array(life.created.utf8)))
    let id = try #require(created.json["id"].integer)
    #expect(before.allSatisfy { ($0["id"].integer ?? 0) < id })
    #expect(try await sandbox.walk(list) == [created.json] + before)

    let updated = try await sandbox.send("PATCH", "\(list)/\(id)", life.update)
    #expect(updated.status == 200)
    #expect(try withoutID(updated.json) == JSON(Array(life.updated.utf8)))
    let retrieved = try await sandbox.get("\(list)/\(id)")
    #expect(retrieved.json == updated.json)

    let deleted = try await sandbox.send("DELETE", "\(list)/\(id)")
    #expect(deleted.status == 200 && deleted.bytes.isEmpty)
    for method in ["GET", "PATCH", "DELETE"] {
      #expect(try await sandbox.send(method, "\(list)/\(id)").status == 404)
    }
    #expect(try await sandbox.walk(list) == before)
    let next = try await sandbox.send("POST", list, life.create)
    #expect(try #require(next.json["id"].integer) > id)
  }

  private func withoutID(_ json: JSON) throws -> JSON {
    guard case .object(let fields) = json else { return .null }
    #expect(fields.first?.key == "id")
    return .object(Array(fields.dropFirst()))
  }

  // MARK: Refusals

  struct Refused: Sendable, CustomTestStringConvertible {
    let method: String
    let list: String
    let body: String
    let message: String
    var testDescription: String { "\(method) \(list) \(body)" }

    init(_ method: String, _ list: String, _ body: String, _ message: String) {
      self.method = method
      self.list = list
      self.body = body
      self.message = message
    }
  }

  static let named = [
    ("clients", "acme"), ("tasks", "flash animation"), ("expense_categories", "MILEAGE"), ("roles", "founder"),
    ("invoice_item_categories", "Service"), ("estimate_item_categories", "product"),
  ]

  static let refused =
    named.flatMap { list, taken in
      [
        Refused("POST", list, "{}", "name is required"),
        Refused("POST", list, #"{"name":"  "}"#, "name is required"),
        Refused("POST", list, #"{"name":null}"#, "name is required"),
        Refused("POST", list, #"{"name":7}"#, "Invalid name parameter"),
        Refused("POST", list, #"{"name":"\#(taken)"}"#, "Name has already been taken"),
        Refused("PATCH", list, #"{"name":""}"#, "name is required"),
        Refused("PATCH", list, #"{"name":["x"]}"#, "Invalid name parameter"),
      ]
    } + [
      Refused("POST", "clients", #"{"name":"N","currency":"eur"}"#, "currency is not supported"),
      Refused("POST", "clients", #"{"name":"N","currency":978}"#, "currency is not supported"),
      Refused("POST", "clients", #"{"name":"N","is_active":"yes"}"#, "Invalid is_active parameter"),
      Refused("PATCH", "clients", #"{"currency":"DEM"}"#, "currency is not supported"),
      Refused("PATCH", "clients", #"{"is_active":null}"#, "is_active is required"),
      Refused("PATCH", "clients", #"{"address":{"street":"S"}}"#, "Invalid address parameter"),
      Refused("POST", "contacts", #"{"first_name":"F"}"#, "client_id is required"),
      Refused("POST", "contacts", #"{"client_id":1,"first_name":"F"}"#, "Client not found"),
      Refused("PATCH", "contacts", #"{"client_id":1}"#, "Client not found"),
      Refused("PATCH", "contacts", #"{"client_id":null}"#, "client_id is required"),
      Refused("PATCH", "contacts", #"{"first_name":null}"#, "first_name is required"),
      Refused("PATCH", "contacts", #"{"fax":12}"#, "Invalid fax parameter"),
      Refused("POST", "tasks", #"{"name":"N","default_hourly_rate":-1}"#, "Invalid default_hourly_rate parameter"),
      Refused("POST", "tasks", #"{"name":"N","billable_by_default":2}"#, "Invalid billable_by_default parameter"),
      Refused("PATCH", "tasks", #"{"default_hourly_rate":"ten"}"#, "Invalid default_hourly_rate parameter"),
      Refused("PATCH", "tasks", #"{"is_default":null}"#, "is_default is required"),
      Refused("POST", "expense_categories", #"{"name":"N","unit_price":-0.1}"#, "Invalid unit_price parameter"),
      Refused("PATCH", "expense_categories", #"{"unit_name":5}"#, "Invalid unit_name parameter"),
      Refused("POST", "roles", #"{"name":"N","user_ids":[1]}"#, "User not found"),
      Refused("POST", "roles", #"{"name":"N","user_ids":"all"}"#, "Invalid user_ids parameter"),
      Refused("PATCH", "roles", #"{"user_ids":["me"]}"#, "Invalid user_ids parameter"),
    ]

  /// One account for them all, because nothing changes in it.
  static let unchanged = account()

  @Test(arguments: refused)
  func refusesAndChangesNothing(_ refused: Refused) async throws {
    let sandbox = Self.unchanged
    let list = "/v2/" + refused.list
    let before = try await sandbox.get(list)
    let row = try #require(before.ids.first)
    let target = refused.method == "PATCH" ? "\(list)/\(row)" : list
    let answer = try await sandbox.send(refused.method, target, refused.body)
    #expect(answer.status == 422)
    #expect(answer.message == refused.message)
    #expect(try await sandbox.get(list).bytes == before.bytes)
  }

  /// What one may create; the demo's manager has the permissions for clients, tasks and invoices.
  static let permissions: [(list: String, manager: Int, member: Int)] = [
    ("clients", 201, 403), ("tasks", 201, 403), ("expense_categories", 403, 403), ("roles", 403, 403),
    ("invoice_item_categories", 201, 403), ("estimate_item_categories", 403, 403),
    // The body says no client.
    ("contacts", 422, 403),
  ]

  @Test(arguments: SandboxRole.allCases)
  func permissionsAreAskedFor(role: SandboxRole) async throws {
    let sandbox = Self.account(role)
    for (list, manager, member) in Self.permissions {
      let status = role == .manager ? manager : role == .member ? member : list == "contacts" ? 422 : 201
      #expect(try await sandbox.send("POST", "/v2/" + list, #"{"name":"New here"}"#).status == status, "\(list)")
      // Whoever may not look learns nothing about what is there.
      for method in ["GET", "PATCH", "DELETE"] {
        let answer = try await sandbox.send(method, "/v2/\(list)/1")
        #expect(answer.status == (status == 403 ? 403 : 404), "\(method) \(list)")
      }
    }
  }

  /// A name is free again when its row is deleted, not when it is archived; a row may keep its own.
  @Test func namesAreUnique() async throws {
    let sandbox = Self.account()
    let id = try #require(try await sandbox.send("POST", "/v2/clients", #"{"name":"Ørsted"}"#).json["id"].integer)
    let other = try #require(try await sandbox.send("POST", "/v2/clients", #"{"name":"Maersk"}"#).json["id"].integer)
    #expect(try await sandbox.send("PATCH", "/v2/clients/\(id)", #"{"name":"ØRSTED","is_active":false}"#).status == 200)
    #expect(try await sandbox.send("POST", "/v2/clients", #"{"name":"Ørsted"}"#).status == 422)
    #expect(try await sandbox.send("PATCH", "/v2/clients/\(other)", #"{"name":"ørsted"}"#).status == 422)
    try await sandbox.send("DELETE", "/v2/clients/\(id)")
    #expect(try await sandbox.send("PATCH", "/v2/clients/\(other)", #"{"name":"ørsted"}"#).status == 200)
  }
}
