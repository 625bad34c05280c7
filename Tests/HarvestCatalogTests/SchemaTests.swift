import HarvestCatalog
import Testing

@Suite("Objects")
struct SchemaTests {
  @Test(
    "the keys of an answer, in the order in which they come",
    arguments: [
      ("client", "id name is_active address statement_key created_at updated_at currency"),
      (
        "contact",
        "id title first_name last_name email phone_office phone_mobile fax created_at updated_at client"
      ),
      (
        "project",
        """
        id name code is_active bill_by budget budget_by budget_is_monthly notify_when_over_budget \
        over_budget_notification_percentage over_budget_notification_date show_budget_to_all created_at updated_at \
        starts_on ends_on is_billable is_fixed_fee notes client cost_budget cost_budget_include_expenses hourly_rate fee
        """
      ),
      (
        "time_entry",
        """
        id spent_date user client project task user_assignment task_assignment hours hours_without_timer rounded_hours \
        notes created_at updated_at is_locked locked_reason is_closed approval_status is_billed timer_started_at \
        started_time ended_time is_running invoice external_reference billable budgeted billable_rate cost_rate
        """
      ),
      (
        "expense",
        """
        id notes total_cost units is_closed approval_status is_locked is_billed locked_reason spent_date created_at \
        updated_at billable receipt user user_assignment project expense_category client invoice
        """
      ),
      (
        "invoice",
        """
        id client_key number purchase_order amount due_amount tax tax_amount tax2 tax2_amount discount discount_amount \
        subject notes state period_start period_end issue_date due_date payment_term sent_at paid_at paid_date closed_at \
        recurring_invoice_id created_at updated_at currency payment_options client estimate retainer creator line_items
        """
      ),
      ("task_assignment", "id billable is_active created_at updated_at hourly_rate budget project task"),
      ("time_tasks_row", "task_id task_name total_hours billable_hours currency billable_amount"),
      ("expenses_team_row", "user_id user_name is_contractor total_amount billable_amount currency"),
      ("teammate", "id first_name last_name email"),
      ("role", "id name created_at updated_at user_ids"),
      ("pto_balances", "user year as_of balances"),
    ])
  func keys(kind: String, keys: String) throws {
    let schema = try #require(Catalog.schema(kind))
    #expect(schema.fields.map(\.name).joined(separator: " ") == keys)
  }

  @Test(
    "what an embedded record has in its place",
    arguments: [
      ("project.client", "id name currency"),
      ("expense.client", "id name currency"),
      ("invoice.client", "id name"),
      ("expense.project", "id name code"),
      ("time_entry.user", "id name"),
      ("time_entry.invoice", "id number"),
      ("invoice.estimate", "id"),
      ("expense.expense_category", "id name unit_price unit_name"),
      ("time_entry.task_assignment", "id billable is_active created_at updated_at hourly_rate budget"),
      ("project_assignment.task_assignments", "id billable is_active created_at updated_at hourly_rate budget task"),
      ("expense.receipt", "url file_name file_size content_type"),
      ("invoice.line_items", "id kind description quantity unit_price amount taxed taxed2 project"),
      ("pto_assignment.effective_work_schedule", "name weekly_hours"),
    ])
  func embedded(path: String, keys: String) throws {
    let parts = path.split(separator: ".").map(String.init)
    let field = try #require(Catalog.field(parts[1], of: parts[0]))
    #expect(Catalog.fields(within: field).map(\.name).joined(separator: " ") == keys)
  }

  @Test(
    "what live records add is marked as not documented",
    arguments: [
      ("time_entry", "client.currency"), ("time_entry", "project.code"), ("project_assignment", "client.currency"),
      ("company", "currency"), ("user", "permissions_claims"), ("time_team_row", "scheduled_hours"),
    ])
  func undocumented(kind: String, path: String) throws {
    #expect(try #require(Catalog.field(path, of: kind)).evidence == .singleSource)
  }

  @Test("kinds have names of their own, and fields too")
  func uniqueNames() {
    #expect(Set(Catalog.schemas.map(\.name)).count == Catalog.schemas.count)
    visitFields { kind, path, _, siblings in
      #expect(Set(siblings.map(\.name)).count == siblings.count, "\(kind) \(path)")
    }
  }

  @Test("objects and references are of kinds that exist")
  func kindsExist() {
    visitFields { kind, path, field, _ in
      if let object = field.type.objectKind { #expect(Catalog.schema(object) != nil, "\(kind) \(path)") }
      if let reference = field.reference { #expect(Catalog.schema(reference) != nil, "\(kind) \(path)") }
      if let object = field.type.objectKind, let reference = field.reference { #expect(object == reference) }
    }
    for endpoint in Catalog.endpoints {
      if let kind = endpoint.answer.kind { #expect(Catalog.schema(kind) != nil, "\(endpoint.operation)") }
      for parameter in endpoint.query {
        if let kind = parameter.reference { #expect(Catalog.schema(kind) != nil, "\(endpoint.operation)") }
      }
      expectKinds(endpoint.body, endpoint.operation)
    }
  }

  private func expectKinds(_ body: [BodyField], _ operation: String) {
    for field in body {
      if let kind = field.reference { #expect(Catalog.schema(kind) != nil, "\(operation) \(field.name)") }
      if let kind = field.type.objectKind, field.children.isEmpty {
        #expect(Catalog.schema(kind) != nil, "\(operation) \(field.name)")
      }
      expectKinds(field.children, operation)
    }
  }

  @Test("a currency stands where the money field says")
  func currencies() throws {
    visitFields { kind, path, field, _ in
      guard case .money(.path(let currency)) = field.type else { return }
      #expect(Catalog.field(currency, of: kind)?.type == .string, "\(kind) \(path)")
    }
    let cases: [(kind: String, path: String, source: CurrencySource)] = [
      ("project", "hourly_rate", .path("client.currency")), ("project", "fee", .path("client.currency")),
      ("project", "cost_budget", .path("client.currency")), ("invoice", "due_amount", .path("currency")),
      ("estimate", "amount", .path("currency")), ("invoice_payment", "amount", .parent("currency")),
      ("invoice", "line_items.amount", .parent("currency")), ("time_entry", "billable_rate", .path("client.currency")),
      ("time_entry", "cost_rate", .company), ("expense", "total_cost", .path("client.currency")),
      ("task", "default_hourly_rate", .company), ("user", "default_hourly_rate", .company),
      ("billable_rate", "amount", .company), ("task_assignment", "hourly_rate", .unknown),
      ("uninvoiced_row", "uninvoiced_amount", .path("currency")),
    ]
    for (kind, path, source) in cases {
      #expect(try #require(Catalog.field(path, of: kind)).type == .money(source), "\(kind) \(path)")
    }
    #expect(Catalog.field("budget", of: "project")?.type == .decimal, "hours are no money")
  }

  @Test("what names a record is a field of it")
  func nameFields() {
    for schema in Catalog.schemas {
      for name in schema.nameFields.joined() { #expect(schema.field(name) != nil, "\(schema.name) \(name)") }
    }
    #expect(Catalog.schema("user")?.nameFields == [["first_name", "last_name"], ["email"]])
    #expect(Catalog.schema("project")?.nameFields == [["name"], ["code"]])
  }

  /// Calls `body` with kind, dotted path, field and the fields beside it, for each field however deep it is listed.
  private func visitFields(_ body: (String, String, Field, [Field]) -> Void) {
    func visit(_ kind: String, _ prefix: String, _ fields: [Field]) {
      for field in fields {
        body(kind, prefix + field.name, field, fields)
        visit(kind, prefix + field.name + ".", field.embedded)
      }
    }
    for schema in Catalog.schemas { visit(schema.name, "", schema.fields) }
  }
}
