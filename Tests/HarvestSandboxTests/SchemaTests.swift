import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// Every endpoint is answered, and every read as the catalog's objects say: keys and their order, types, nulls.
struct SchemaTests {
  /// Forms of an endpoint have its method and path, and the identity server is not part of an account.
  static let endpoints = Catalog.endpoints.filter { $0.origin == .api && $0.variantOf == nil }
  static let reads = endpoints.filter { $0.method == .get }

  @Test func everyEndpointHasItsHandler() {
    #expect(Self.endpoints.count { $0.evidence == .documented } == 113)
    #expect(Self.endpoints.count { $0.evidence == .confirmedTwice } == 8)
    #expect(Self.endpoints.count == 121)
    #expect(Set(Self.endpoints.map(\.operation)) == Set(Handlers.all.keys))
    for endpoint in Self.endpoints {
      let reads = if case .read = Handlers.all[endpoint.operation] { true } else { false }
      #expect(reads == (endpoint.method == .get), "\(endpoint.operation)")
    }
  }

  @Test(arguments: reads.map(\.operation))
  func answersWhatTheCatalogSays(operation: String) async throws {
    let endpoint = try #require(Catalog.endpoint(operation))
    let answer = try await get(try await KnownIDs.shared.value.target(of: endpoint))
    #expect(answer.status == 200)
    try check(answer, endpoint, as: .administrator)
    if case .list = endpoint.answer { #expect(!answer.rows.isEmpty) }
  }

  /// Who may see less sees less in fewer rows, or is refused, but what they see has the same shape.
  @Test(arguments: reads.filter(\.pathParameters.isEmpty).map(\.operation), [SandboxRole.manager, .member])
  func answersTheSameToEverybody(operation: String, role: SandboxRole) async throws {
    let endpoint = try #require(Catalog.endpoint(operation))
    let answer = try await get(try await KnownIDs.shared.value.target(of: endpoint), as: role)
    if answer.status == 403 { return }
    #expect(answer.status == 200)
    try check(answer, endpoint, as: role)
  }

  @Test func theIdentityCallNeedsNoAccount() async throws {
    let headers = credentials.filter { $0.0 != "Harvest-Account-Id" }
    let answer = try await account().get("/api/v2/accounts", headers: headers)
    #expect(answer.status == 200)
    var shape = Shape(role: .administrator)
    shape.check(answer.json, try #require(Catalog.schema("identity")).fields, "identity")
    #expect(shape.faults.isEmpty)
    #expect(answer.json["accounts"].items.map { $0["product"].string } == ["harvest", "forecast"])
    let me = try await get("/v2/users/me")
    #expect(answer.json["user.first_name"] == me.json["first_name"])
    #expect(answer.json["user.id"] != me.json["id"])
  }

  /// Expects that an answer has the shape of its endpoint.
  private func check(_ answer: Answered, _ endpoint: Endpoint, as role: SandboxRole) throws {
    var shape = Shape(role: role)
    let kind = try #require(endpoint.answer.kind)
    let fields = try #require(Catalog.schema(kind)).fields
    if case .list(_, let key) = endpoint.answer {
      let paging = ["per_page", "total_pages", "total_entries", "next_page", "previous_page", "page", "links"]
      #expect(answer.json.keys == [key] + (endpoint.paging == .none ? [] : paging))
      if endpoint.paging != .none { #expect(answer.json["links"].keys == ["first", "next", "previous", "last"]) }
      for row in answer.rows { shape.check(row, fields, kind) }
    } else {
      shape.check(answer.json, fields, kind)
    }
    #expect(shape.faults.isEmpty)
  }
}

/// Holds values against the fields of the catalog.
private struct Shape {
  let role: SandboxRole
  /// What is wrong where, each once.
  private(set) var faults: Set<String> = []

  init(role: SandboxRole) { self.role = role }

  /// What is left out for those who may not see rates (FACTS section 11).
  private static let needingRates: Set<String> = [
    "time_clients_row.currency", "time_clients_row.billable_amount", "time_projects_row.currency",
    "time_projects_row.billable_amount", "time_tasks_row.currency", "time_tasks_row.billable_amount",
    "time_team_row.currency", "time_team_row.billable_amount", "project_budget_row.budget",
    "project_budget_row.budget_spent", "project_budget_row.budget_remaining",
  ]

  private static let optional: Set<String> = [
    // A calendar leaves out of its holidays what it says itself.
    "pto_holiday_calendar.entries.pto_holiday_calendar_id", "pto_holiday_calendar.entries.created_at",
    "pto_holiday_calendar.entries.updated_at",
    // Known from one source, and not in the sandbox.
    "user.permissions_profile", "user.saml_exempt",
    "user_assignment.project.is_billable",
  ]

  mutating func check(_ object: JSON, _ fields: [Field], _ place: String) {
    let names = fields.map(\.name)
    for key in object.keys where !names.contains(key) { faults.insert("\(place).\(key) is unknown") }
    if Set(object.keys).count != object.keys.count { faults.insert("\(place) has a key twice") }
    for field in fields {
      let fieldPlace = "\(place).\(field.name)"
      if !object.keys.contains(field.name) {
        let mayBeAbsent =
          Self.optional.contains(fieldPlace)
          || (role != .administrator && Self.needingRates.contains(fieldPlace))
        if !mayBeAbsent { faults.insert("\(fieldPlace) is absent") }
      } else if object[field.name] == .null {
        if !field.nullable { faults.insert("\(fieldPlace) is null") }
      } else {
        check(object[field.name], field.type, field, fieldPlace)
      }
    }
  }

  private mutating func check(_ value: JSON, _ type: FieldType, _ field: Field, _ place: String) {
    switch type {
    case .object: check(value, Catalog.fields(within: field), place)
    case .list(let types):
      if case .list = value {} else { faults.insert("\(place) is no list") }
      for item in value.items {
        for type in types { check(item, type, field, place) }
      }
    default:
      if !isRight(value, type, place) { faults.insert("\(place) is \(value)") }
    }
  }

  private func isRight(_ value: JSON, _ type: FieldType, _ place: String) -> Bool {
    switch type {
    case .id, .integer: value.integer != nil
    case .decimal, .money: isDecimal(value, place)
    case .decimalString: value.string?.contains(/^\d+\.\d+$/) == true
    case .boolean: value == .flag(true) || value == .flag(false)
    case .string: value.string != nil
    case .date: value.string?.contains(/^\d{4}-\d\d-\d\d$/) == true
    case .datetime: value.string?.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) == true
    case .time: value.string?.contains(/^\d{1,2}:\d\d[ap]m$/) == true
    case .choice(let spellings): value.string.map(spellings.contains) == true
    // No read has these.
    case .file, .any, .object, .list: false
    }
  }

  /// Every decimal has a point, but zero has none in reports (FACTS section 6).
  private func isDecimal(_ value: JSON, _ place: String) -> Bool {
    let isReport = place.prefix { $0 != "." }.hasSuffix("_row")
    if isReport, value.number == "0" { return true }
    return value.number?.contains(".") == true && !(isReport && value.number == "0.0")
  }
}
