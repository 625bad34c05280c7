/// The whole catalog: every endpoint, object and relation of the API, and the ways to find them.
///
/// Nothing is built before it is first asked for; building all of it takes well under a millisecond.
package enum Catalog {
  /// Every endpoint: the documented ones, their forms, the confirmed reads of paid time off, and the identity call.
  package static let endpoints: [Endpoint] =
    ClientEndpoints.all + CompanyEndpoints.all + EstimateEndpoints.all + ExpenseEndpoints.all + InvoiceEndpoints.all
    + InvoiceMailEndpoints.all + ProjectEndpoints.all + AssignmentEndpoints.all + TimeEntryEndpoints.all
    + UserEndpoints.all + UserDetailEndpoints.all + ReportEndpoints.all + PaidTimeOffEndpoints.all

  /// Every kind of object, under singular names that are unique.
  package static let schemas: [ObjectSchema] =
    ClientSchemas.all + CompanySchemas.all + EstimateSchemas.all + ExpenseSchemas.all + InvoiceSchemas.all
    + InvoiceMailSchemas.all + ProjectSchemas.all + TimeEntrySchemas.all + UserSchemas.all + ReportSchemas.all
    + PaidTimeOffSchemas.all

  /// Every relation.
  package static let relations: [Relation] = Relations.all

  /// The resources in the order in which help lists them: what people work with most comes first.
  package static let resources: [Resource] = [
    Resource("time_entries", kind: "time_entry"),
    Resource("projects", kind: "project"),
    Resource("clients", kind: "client"),
    Resource("contacts", kind: "contact"),
    Resource("tasks", kind: "task"),
    Resource("users", kind: "user"),
    Resource("task_assignments", kind: "task_assignment"),
    Resource("user_assignments", kind: "user_assignment"),
    Resource("project_assignments", kind: "project_assignment"),
    Resource("expenses", kind: "expense"),
    Resource("expense_categories", kind: "expense_category"),
    Resource("invoices", kind: "invoice"),
    Resource("invoice_messages", kind: "invoice_message"),
    Resource("invoice_payments", kind: "invoice_payment"),
    Resource("invoice_item_categories", kind: "invoice_item_category"),
    Resource("estimates", kind: "estimate"),
    Resource("estimate_messages", kind: "estimate_message"),
    Resource("estimate_item_categories", kind: "estimate_item_category"),
    Resource("roles", kind: "role"),
    Resource("teammates", kind: "teammate"),
    Resource("billable_rates", kind: "billable_rate"),
    Resource("cost_rates", kind: "cost_rate"),
    Resource("reports", kind: nil),
    Resource("company", kind: "company"),
    Resource("accounts", kind: "account"),
    Resource("pto_types", kind: "pto_type"),
    Resource("pto_requests", kind: "pto_request"),
    Resource("pto_assignments", kind: "pto_assignment"),
    Resource("pto_allocations", kind: "pto_allocation"),
    Resource("pto_balances", kind: "pto_balances"),
    Resource("pto_holiday_calendars", kind: "pto_holiday_calendar"),
    Resource("pto_holiday_calendar_entries", kind: "pto_holiday_calendar_entry"),
    Resource("pto_work_schedules", kind: "pto_work_schedule"),
  ]
}

// Finding things.
extension Catalog {
  /// The endpoint of this operation: `listProjects`.
  package static func endpoint(_ operation: String) -> Endpoint? { endpointsByOperation[operation] }

  /// The endpoints of a resource, forms included, in the catalog's order: those of `time_entries`.
  package static func endpoints(of resource: String) -> [Endpoint] { endpointsByResource[resource] ?? [] }

  /// The list of a resource that needs no id: `/projects`. For `project_assignments` it is the caller's own.
  package static func list(of resource: String) -> Endpoint? {
    endpoints(of: resource).first { $0.action == .list && $0.pathParameters.isEmpty }
  }

  /// The object of this kind: `project`.
  package static func schema(_ kind: String) -> ObjectSchema? { schemasByName[kind] }

  /// The ways that lead on from a record of this kind.
  package static func relations(from kind: String) -> [Relation] { relationsByKind[kind] ?? [] }

  /// The resource whose records are of this kind: `time_entries` for `time_entry`.
  package static func resource(ofKind kind: String) -> Resource? { resources.first { $0.kind == kind } }

  /// The resource of this collection key.
  package static func resource(_ name: String) -> Resource? { resources.first { $0.name == name } }

  /// The fields that an object has where this field holds it: the embedded ones, or all of its kind.
  package static func fields(within field: Field) -> [Field] {
    if !field.embedded.isEmpty { return field.embedded }
    return field.type.objectKind.flatMap { schema($0)?.fields } ?? []
  }

  /// The field at a dotted path in a kind: `client.currency` in `project`. Nil where there is none.
  package static func field(_ path: String, of kind: String) -> Field? {
    var fields: [Field] = schema(kind)?.fields ?? []
    var found: Field?
    for name in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let field = fields.first(where: { $0.name == name }) else { return nil }
      found = field
      fields = Catalog.fields(within: field)
    }
    return found
  }

  private static let endpointsByOperation: [String: Endpoint] = Dictionary(
    endpoints.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
  private static let endpointsByResource: [String: [Endpoint]] = Dictionary(grouping: endpoints, by: \.resource)
  private static let schemasByName: [String: ObjectSchema] = Dictionary(
    schemas.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  private static let relationsByKind: [String: [Relation]] = Dictionary(grouping: relations, by: \.from)
}
