import HarvestCatalog
import Testing

@Suite("Parameters and bodies")
struct BodyTests {
  @Test(
    "what must be given",
    arguments: [
      ("createClient", ["name"]),
      ("createContact", ["client_id", "first_name"]),
      ("createProject", ["client_id", "name", "is_billable", "bill_by", "budget_by"]),
      ("createTask", ["name"]),
      ("createTaskAssignment", ["task_id"]),
      ("createUserAssignment", ["user_id"]),
      ("createTimeEntry", ["project_id", "task_id", "spent_date"]),
      ("createExpense", ["project_id", "expense_category_id", "spent_date"]),
      ("createExpenseCategory", ["name"]),
      ("createInvoice", ["client_id"]),
      ("createInvoicePayment", ["amount"]),
      ("createInvoiceMessage", []),
      ("createEstimate", ["client_id"]),
      ("createEstimateMessage", []),
      ("createUser", ["first_name", "last_name", "email"]),
      ("createRole", ["name"]),
      ("createBillableRate", ["amount"]),
      ("createCostRate", ["amount"]),
      ("updateUserAssignedTeammates", ["teammate_ids"]),
      ("updateProject", []),
      ("updateTimeEntry", []),
    ])
  func required(operation: String, names: [String]) throws {
    let body = try #require(Catalog.endpoint(operation)).body
    #expect(body.filter(\.required).map(\.name) == names)
  }

  @Test(
    "what PATCH does not take",
    arguments: [
      ("updateTimeEntry", ["user_id", "billable"]), ("updateUser", ["default_hourly_rate", "cost_rate", "telephone"]),
      ("updateEstimate", ["state"]), ("updateInvoice", ["state", "line_items_import"]), ("updateExpense", ["user_id"]),
      ("updateTaskAssignment", ["task_id"]), ("updateUserAssignment", ["user_id"]), ("updateCompany", ["name"]),
    ])
  func notWritable(operation: String, names: [String]) throws {
    let body = try #require(Catalog.endpoint(operation)).body
    #expect(body.allSatisfy { !names.contains($0.name) })
  }

  @Test("no name comes twice in a query or body")
  func uniqueNames() {
    func check(_ fields: [BodyField], _ operation: String) {
      #expect(Set(fields.map(\.name)).count == fields.count, "\(operation)")
      for field in fields { check(field.children, operation) }
    }
    for endpoint in Catalog.endpoints {
      #expect(Set(endpoint.query.map(\.name)).count == endpoint.query.count, "\(endpoint.operation)")
      check(endpoint.body, endpoint.operation)
    }
  }

  @Test("a filter names a field of the rows, and has that field's type")
  func filters() throws {
    for endpoint in Catalog.endpoints {
      for parameter in endpoint.query {
        guard let path = parameter.filters else { continue }
        let kind = try #require(endpoint.answer.kind)
        let field = try #require(Catalog.field(path, of: kind), "\(endpoint.operation) \(path)")
        #expect(field.type == parameter.type, "\(endpoint.operation) \(parameter.name)")
        if let reference = parameter.reference {
          let holder = try #require(Catalog.field(String(path.dropLast(".id".count)), of: kind))
          #expect(holder.reference == reference)
        }
      }
    }
  }

  @Test("from and to bound a range, and updated_since its lower end")
  func ranges() throws {
    let filters = try #require(Catalog.endpoint("listTimeEntries")).query.filter { $0.comparison != .equal }
    #expect(filters.map(\.name) == ["updated_since", "from", "to"])
    #expect(filters.map(\.comparison) == [.atLeast, .atLeast, .atMost])
    #expect(filters.map(\.filters) == ["updated_at", "spent_date", "spent_date"])
    let invoices = try #require(Catalog.endpoint("listInvoices"))
    #expect(invoices.query.first { $0.name == "from" }?.filters == "issue_date")
    #expect(invoices.query.first { $0.name == "project_id" }?.filters == nil)
  }

  @Test("a field of a body has the type of the field that it writes")
  func bodyTypes() throws {
    for endpoint in Catalog.endpoints where endpoint.answer.kind != nil && !endpoint.body.isEmpty {
      let kind = try #require(endpoint.answer.kind)
      try compare(endpoint.body, with: #require(Catalog.schema(kind)).fields, endpoint.operation)
    }
  }

  private func compare(_ body: [BodyField], with fields: [Field], _ operation: String) throws {
    for field in body {
      guard let written = fields.first(where: { $0.name == field.name }) else { continue }
      switch (field.type, written.type) {
      case (.choice(let taken), .choice(let sent)): #expect(Set(taken).isSubset(of: sent), "\(operation) \(field.name)")
      case (.list(let taken), .list(let sent)) where field.name == "access_roles":
        #expect(taken != sent)  // people_manager is read, never written
      case (.file, .object(let kind)): #expect(kind == "receipt")
      default: #expect(field.type == written.type, "\(operation) \(field.name)")
      }
      if !field.children.isEmpty { try compare(field.children, with: Catalog.fields(within: written), operation) }
    }
  }

  @Test(
    "a line item is added without id, changed with it, and deleted with _destroy",
    arguments: [
      "updateInvoice", "updateEstimate",
    ])
  func lineItems(operation: String) throws {
    let body = try #require(Catalog.endpoint(operation)).body
    let children = try #require(body.first { $0.name == "line_items" }).children
    #expect(children.first?.name == "id")
    #expect(children.last?.name == "_destroy")
    #expect(children.contains { $0.name == "project_id" } == (operation == "updateInvoice"))
    #expect(children.allSatisfy { !$0.required })
  }
}
