import HarvestCatalog
import Testing

@Suite("Endpoints")
struct EndpointTests {
  @Test("each operation has a name of its own, and is found by it")
  func operations() {
    #expect(Set(Catalog.endpoints.map(\.operation)).count == Catalog.endpoints.count)
    for endpoint in Catalog.endpoints {
      #expect(Catalog.endpoint(endpoint.operation)?.path == endpoint.path)
    }
    #expect(Catalog.endpoint("listNothing") == nil)
  }

  @Test("eighteen lists are walked by cursor")
  func cursorLists() {
    let paths = Catalog.endpoints.filter { $0.paging == .cursor }.map(\.path)
    #expect(
      paths.sorted() == [
        "/clients", "/contacts", "/estimate_item_categories", "/estimates/{estimate_id}/messages",
        "/expense_categories", "/invoice_item_categories", "/invoices/{invoice_id}/messages",
        "/invoices/{invoice_id}/payments", "/projects", "/roles", "/task_assignments", "/tasks", "/user_assignments",
        "/users", "/users/{user_id}/billable_rates", "/users/{user_id}/cost_rates",
        "/users/{user_id}/project_assignments", "/users/{user_id}/teammates",
      ])
  }

  @Test("seventeen documented lists have numbered pages")
  func pageLists() {
    let paths = Catalog.endpoints.filter { $0.paging == .page && $0.evidence == .documented }.map(\.path)
    #expect(
      paths.sorted() == [
        "/estimates", "/expenses", "/invoices", "/projects/{project_id}/task_assignments",
        "/projects/{project_id}/user_assignments", "/reports/expenses/categories", "/reports/expenses/clients",
        "/reports/expenses/projects", "/reports/expenses/team", "/reports/project_budget", "/reports/time/clients",
        "/reports/time/projects", "/reports/time/tasks", "/reports/time/team", "/reports/uninvoiced", "/time_entries",
        "/users/me/project_assignments",
      ])
  }

  @Test("the ten reports, and nothing else, count in the reports bucket")
  func reportsBucket() {
    let inBucket = Catalog.endpoints.filter { $0.bucket == .reports }
    #expect(inBucket.count == 10)
    #expect(inBucket.map(\.operation) == Catalog.endpoints.filter { $0.path.hasPrefix("/reports/") }.map(\.operation))
    let dated = inBucket.filter { $0.operation != "projectBudgetReport" }
    #expect(dated.allSatisfy { $0.query.filter(\.required).map(\.name) == ["from", "to"] })
    #expect(Catalog.endpoint("projectBudgetReport")?.query.map(\.name) == ["is_active"])
  }

  @Test("a path takes the parent's id, then the record's own, and fits what is done")
  func paths() {
    for endpoint in Catalog.endpoints {
      let names = endpoint.pathParameters
      #expect(Set(names).count == names.count && names.count <= 2, "\(endpoint.operation)")
      #expect(names.allSatisfy { $0.hasSuffix("_id") }, "\(endpoint.operation)")
      switch endpoint.action {
      case .list, .create: #expect(names.count == (endpoint.parent == nil ? 0 : 1) || endpoint.path.contains("/me/"))
      case .update where endpoint.resource == "teammates" || endpoint.resource == "company": break
      case .get where ["company", "accounts", "pto_balances"].contains(endpoint.resource): break
      case .get, .update, .delete:
        #expect(names.count == (endpoint.parent == nil ? 1 : 2), "\(endpoint.operation)")
      case .named: break
      }
      #expect(endpoint.method == method(of: endpoint.action) || method(of: endpoint.action) == nil)
      #expect(endpoint.success == (endpoint.method == .post ? 201 : 200), "\(endpoint.operation)")
      #expect(endpoint.body.isEmpty || endpoint.method == .post || endpoint.method == .patch)
    }
  }

  private func method(of action: Action) -> HarvestCatalog.Method? {
    switch action {
    case .list, .get: .get
    case .create: .post
    case .update: .patch
    case .delete: .delete
    case .named: nil
    }
  }

  @Test("a form has method, path, resource and answer of the endpoint that it is a form of")
  func forms() throws {
    for form in Catalog.endpoints {
      guard let name = form.variantOf else { continue }
      let whole = try #require(Catalog.endpoint(name))
      #expect(whole.variantOf == nil)
      #expect((form.method, form.path, form.resource) == (whole.method, whole.path, whole.resource))
      #expect(form.answer == whole.answer && form.success == whole.success)
      #expect(Set(form.body.map(\.name)).isSubset(of: whole.body.map(\.name)), "\(form.operation)")
    }
  }

  @Test(
    "the state changes send one event each",
    arguments: [
      ("markDraftInvoiceAsSent", "send"), ("markOpenInvoiceAsClosed", "close"), ("reopenClosedInvoice", "re-open"),
      ("markOpenInvoiceAsDraft", "draft"), ("markDraftEstimateAsSent", "send"),
      ("markOpenEstimateAsAccepted", "accept"),
      ("markOpenEstimateAsDeclined", "decline"), ("reopenClosedEstimate", "re-open"),
    ])
  func events(operation: String, event: String) throws {
    let body = try #require(Catalog.endpoint(operation)).body
    #expect(body.map(\.name) == ["event_type"])
    #expect(body.first?.fixed == .string(event))
  }

  @Test(
    "the refusals and cascades of deleting",
    arguments: [
      ("deleteClient", true, false), ("deleteProject", false, true), ("deleteTask", true, false),
      ("deleteUser", true, false), ("deleteUserAssignment", true, false), ("deleteTaskAssignment", true, false),
      ("deleteInvoiceItemCategory", true, false), ("deleteRole", false, true), ("deleteTimeEntry", true, false),
      ("deleteContact", false, false), ("deleteExpense", false, false), ("deleteInvoice", false, false),
      ("deleteInvoicePayment", false, false),
    ])
  func deletes(operation: String, refused: Bool, cascades: Bool) throws {
    let rules = try #require(Catalog.endpoint(operation)).rules
    #expect(rules.contains { $0.effect == .refused } == refused)
    #expect(rules.contains { $0.effect == .cascades } == cascades)
  }
}
