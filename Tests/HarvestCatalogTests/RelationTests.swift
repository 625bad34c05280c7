import HarvestCatalog
import Testing

@Suite("Relations and resources")
struct RelationTests {
  @Test(
    "where one can go",
    arguments: [
      ("client", ["projects", "contacts", "time_entries", "expenses", "invoices", "estimates"]),
      (
        "project",
        [
          "tasks", "task_assignments", "users", "user_assignments", "time_entries", "expenses", "invoices", "client",
        ]
      ),
      (
        "invoice",
        ["payments", "messages", "line_items", "client", "estimate", "creator", "time_entries", "expenses"]
      ),
      ("estimate", ["messages", "line_items", "client", "creator", "invoices"]),
      ("time_entry", ["project", "task", "user", "client", "invoice", "external_reference"]),
      ("expense", ["project", "user", "client", "invoice", "expense_category"]),
      ("task_assignment", ["project", "task", "time_entries"]),
      ("user_assignment", ["project", "user", "time_entries", "expenses"]),
      ("time_projects_row", ["project", "client"]),
      ("company", []),
    ])
  func words(kind: String, words: [String]) {
    #expect(Catalog.relations(from: kind).map(\.name) == words)
  }

  @Test("a word leads one way only")
  func unique() {
    let ways = Catalog.relations.map { "\($0.from) | \($0.name)" }
    #expect(Set(ways).count == ways.count)
  }

  @Test("every way exists: its operation, its parameter, its field, and the kind it leads to")
  func resolves() throws {
    for relation in Catalog.relations {
      let way = "\(relation.from) | \(relation.name)"
      let schema = try #require(Catalog.schema(relation.from), "\(way)")
      switch relation.how {
      case .nested(let operation):
        let list = try #require(Catalog.endpoint(operation), "\(way)")
        #expect(list.pathParameters.count == 1, "\(way)")
        #expect(list.parent == Catalog.resource(ofKind: relation.from)?.name, "\(way)")
        #expect(list.answer.kind == relation.to, "\(way)")
      case .filtered(let operation, let parameter):
        let list = try #require(Catalog.endpoint(operation), "\(way)")
        let filter = try #require(list.query.first { $0.name == parameter }, "\(way)")
        #expect(list.pathParameters.isEmpty && filter.reference == relation.from, "\(way)")
        #expect(list.answer.kind == relation.to, "\(way)")
      case .selected(let operation, let selections):
        let list = try #require(Catalog.endpoint(operation), "\(way)")
        #expect(list.pathParameters.isEmpty && list.answer.kind == relation.to, "\(way)")
        for selection in selections {
          let filter = try #require(list.query.first { $0.name == selection.parameter }, "\(way)")
          #expect(Catalog.field(selection.field, of: relation.from)?.type == filter.type, "\(way)")
        }
      case .scanned:
        #expect(relation.scan != nil, "\(way)")
      case .reference(let field, let operation):
        let holder = try #require(schema.field(field), "\(way)")
        #expect(holder.reference == relation.to, "\(way)")
        let get = try #require(Catalog.endpoint(operation), "\(way)")
        #expect(get.pathParameters.count == 1 && get.answer == .object(relation.to), "\(way)")
      case .embedded(let field):
        #expect(schema.field(field)?.type.objectKind == relation.to, "\(way)")
      }
      if let scan = relation.scan {
        let list = try #require(Catalog.endpoint(scan.operation), "\(way)")
        #expect(list.action == .list && list.pathParameters.isEmpty && list.answer.kind == relation.to, "\(way)")
        #expect(Catalog.field(scan.field, of: relation.to)?.type == .id, "\(way)")
      }
    }
  }

  @Test("a project's tasks come from its own list, and those of many from one scan")
  func tasksOfProjects() throws {
    let tasks = try #require(Catalog.relations(from: "project").first { $0.name == "tasks" })
    guard case .nested("listTaskAssignmentsForSpecificProject") = tasks.how else {
      Issue.record("\(tasks.how)")
      return
    }
    #expect(tasks.scan?.operation == "listTaskAssignments")
    #expect(tasks.scan?.field == "project.id")
    #expect(tasks.to == "task_assignment")
  }

  @Test(
    "the list of a resource is the one that needs no id",
    arguments: [
      ("projects", "listProjects"), ("task_assignments", "listTaskAssignments"),
      ("project_assignments", "listActiveProjectAssignmentsForTheCurrentlyAuthenticatedUser"),
      ("time_entries", "listTimeEntries"), ("pto_types", "listPtoTypes"), ("invoice_messages", nil), ("reports", nil),
      ("company", nil), ("nothing", nil),
    ])
  func lists(resource: String, operation: String?) {
    #expect(Catalog.list(of: resource)?.operation == operation)
  }

  @Test("collection keys and kinds lead to each other")
  func resources() {
    #expect(Set(Catalog.resources.map(\.name)) == Set(Catalog.endpoints.map(\.resource)))
    #expect(Set(Catalog.resources.map(\.name)).count == Catalog.resources.count)
    for resource in Catalog.resources {
      guard let kind = resource.kind else { continue }
      #expect(Catalog.schema(kind) != nil, "\(resource.name)")
      #expect(Catalog.resource(ofKind: kind)?.name == resource.name)
      for endpoint in Catalog.endpoints(of: resource.name) where endpoint.action == .list {
        #expect(endpoint.answer == .list(of: kind, key: resource.name))
      }
      if let parent = Catalog.endpoints(of: resource.name).compactMap(\.parent).first {
        #expect(Catalog.resource(parent) != nil, "\(resource.name)")
      }
    }
    #expect(Catalog.resource(ofKind: "expense_category")?.name == "expense_categories")
    #expect(Catalog.resource(ofKind: "time_entry")?.name == "time_entries")
    #expect(Catalog.resource("reports")?.kind == nil)
  }
}
