// Parameters, body fields and roles that many endpoints share.

extension Parameter {
  static let isActive = Parameter("is_active", .boolean, filters: "is_active")
  static let client = Parameter("client_id", .id, reference: "client", filters: "client.id")
  static let project = Parameter("project_id", .id, reference: "project", filters: "project.id")
  static let task = Parameter("task_id", .id, reference: "task", filters: "task.id")
  static let user = Parameter("user_id", .id, reference: "user", filters: "user.id")
  static let isBilled = Parameter("is_billed", .boolean, filters: "is_billed")
  static let approvalStatus = Parameter(
    "approval_status", .choice(["unsubmitted", "submitted", "approved"]), filters: "approval_status")
  static let updatedSince = Parameter(
    "updated_since", .datetime, filters: "updated_at", comparison: .atLeast,
    "whether the very instant counts is not documented")

  /// `from` and `to` over a date field of the answer, both ends included.
  static func period(of field: String) -> [Parameter] {
    [
      Parameter("from", .date, filters: field, comparison: .atLeast),
      Parameter("to", .date, filters: field, comparison: .atMost),
    ]
  }
}

extension BodyField {
  static let isActive = BodyField("is_active", .boolean, "false archives")
  static let currency = BodyField("currency", .string, "ISO code")
  static let notes = BodyField("notes", .string)

  /// The id of a record of another kind.
  static func id(_ name: String, of kind: String, required: Bool = false, _ note: String = "") -> BodyField {
    BodyField(name, .id, required: required, reference: kind, note)
  }

  /// Whom a message goes to.
  static func recipients(_ kind: String, required: Bool = false, _ note: String = "") -> BodyField {
    BodyField(
      "recipients", .list([.object(kind)]), required: required,
      children: [BodyField("name", .string), BodyField("email", .string, required: true)], note)
  }

  /// A state change in place of an e-mail.
  static func event(_ name: String) -> BodyField {
    BodyField("event_type", .choice([name]), required: true, fixed: .string(name))
  }
}

/// Who may call an endpoint, in the words of the catalog.
enum Role {
  static let administrator = "administrator"
  static let presumedAdministrator = "administrator, presumably"
  static let company = "administrator by the documents, though other users have read it"
  static let clientsAndTasks = "administrator, or manager with client_and_task_manager"
  static let estimates = "administrator, or manager with estimates_manager"
  static let invoices =
    "administrator, or manager with managed_projects_invoice_drafter or managed_projects_invoice_manager"
  static let invoiceMail = "administrator, or manager with managed_projects_invoice_manager"
  static let projects = "administrator, or manager of the project; project_creator creates"
  static let taskAssignments = "administrator, or manager of the project"
  static let userAssignments = "administrator, or manager of the project or the teammate"
  static let tracking = "member for their own, manager for teammates and managed projects, administrator for all"
  static let projectBudget = "administrator for all, manager for managed projects, member for projects shared with all"
  static let uninvoiced = "administrator, or manager who may invoice, for managed projects"
  static let users = "administrator, or manager for assigned teammates, who may not change roles or e-mail, or archive"
  static let projectAssignments = "member for their own, manager for teammates, administrator for all"
  static let billableRates = "administrator, or manager with billable_rates_manager"
  static let me = "member"
  static let token = "any token, without an account"
}
