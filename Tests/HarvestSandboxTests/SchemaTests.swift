import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// Every read that the sandbox answers, held against the catalog's objects: keys, types, nulls.
struct SchemaTests {
  static let resources: Set<String> = [
    "clients", "contacts", "projects", "tasks", "users", "roles", "task_assignments", "user_assignments",
    "project_assignments", "time_entries", "expenses", "expense_categories", "company",
  ]

  static let reads = Catalog.endpoints.filter {
    $0.method == .get && $0.origin == .api && $0.variantOf == nil && resources.contains($0.resource)
  }

  @Test func everyReadOfTheScopeIsThere() {
    #expect(Self.reads.count == 28)
    #expect(Set(Self.reads.map(\.operation)) == Set(Handlers.all.keys))
  }

  @Test(arguments: reads.map(\.operation))
  func answersWhatTheCatalogSays(operation: String) async throws {
    let endpoint = try #require(Catalog.endpoint(operation))
    let answer = try await get("/v2" + path(endpoint))
    #expect(answer.status == 200)
    switch endpoint.answer {
    case .list(let kind, let key):
      #expect(
        answer.json.keys == [
          key, "per_page", "total_pages", "total_entries", "next_page", "previous_page", "page", "links",
        ])
      #expect(answer.json["links"].keys == ["first", "next", "previous", "last"])
      #expect(!answer.rows.isEmpty)
      let fields = try #require(Catalog.schema(kind)).fields
      for row in answer.rows { check(row, fields, kind) }
    case .object(let kind):
      check(answer.json, try #require(Catalog.schema(kind)).fields, kind)
    case .empty:
      Issue.record("a read answers something")
    }
  }

  @Test func theIdentityCallNeedsNoAccount() async throws {
    let headers = credentials.filter { $0.0 != "Harvest-Account-Id" }
    let answer = try await account().get("/api/v2/accounts", headers: headers)
    #expect(answer.status == 200)
    check(answer.json, try #require(Catalog.schema("identity")).fields, "identity")
    #expect(answer.json["accounts"].items.map { $0["product"].string } == ["harvest", "forecast"])
    let me = try await get("/v2/users/me")
    #expect(answer.json["user.first_name"] == me.json["first_name"])
    #expect(answer.json["user.id"] != me.json["id"])
  }

  /// The path of an endpoint with ids that exist and belong together.
  private func path(_ endpoint: Endpoint) async throws -> String {
    var path = endpoint.path
    let project = try await first("/v2/projects")
    for name in endpoint.pathParameters {
      let id =
        switch name {
        case "project_id": project
        case "task_assignment_id": try await first("/v2/projects/\(project)/task_assignments")
        case "user_assignment_id": try await first("/v2/projects/\(project)/user_assignments")
        case "expense_category_id": try await first("/v2/expense_categories")
        case "time_entry_id": try await first("/v2/time_entries")
        case "user_id": try #require(try await get("/v2/users/me").json["id"].integer)
        default: try await first("/v2/\(name.dropLast(3))s")
        }
      path.replace("{\(name)}", with: String(id))
    }
    return path
  }

  private func first(_ list: String) async throws -> Int64 {
    try #require(try await get(list + "?per_page=1").ids.first, "\(list)")
  }

  private func check(_ object: JSON, _ fields: [Field], _ place: String) {
    let known = Set(fields.map(\.name))
    #expect(Set(object.keys).subtracting(known).isEmpty, "\(place)")
    for field in fields {
      let isThere = object.keys.contains(field.name)
      if !isThere {
        #expect(field.evidence == .singleSource, "\(place).\(field.name) is absent")
      } else if object[field.name] == .null {
        #expect(field.nullable, "\(place).\(field.name) is null")
      } else {
        check(object[field.name], field.type, field, "\(place).\(field.name)")
      }
    }
  }

  private func check(_ value: JSON, _ type: FieldType, _ field: Field, _ place: String) {
    switch type {
    case .id, .integer: #expect(value.integer != nil, "\(place)")
    case .decimal, .money: #expect(value.number?.contains(".") == true, "\(place): \(value)")
    case .boolean: if case .flag = value {} else { Issue.record("\(place): \(value)") }
    case .string: #expect(value.string != nil, "\(place): \(value)")
    case .date: #expect(value.string?.contains(/^\d{4}-\d\d-\d\d$/) == true, "\(place): \(value)")
    case .datetime:
      #expect(value.string?.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) == true, "\(place): \(value)")
    case .time: #expect(value.string?.contains(/^\d{1,2}:\d\d[ap]m$/) == true, "\(place): \(value)")
    case .choice(let spellings): #expect(value.string.map(spellings.contains) == true, "\(place): \(value)")
    case .object: check(value, Catalog.fields(within: field), place)
    case .list(let items):
      for item in value.items {
        if let kind = items.first, kind.objectKind != nil {
          check(item, Catalog.fields(within: field), place)
        } else if let kind = items.first {
          check(item, kind, field, place)
        }
      }
    case .decimalString, .file, .any: Issue.record("\(place): no read of the scope has such a field")
    }
  }
}
