// Fields that many objects share, so that a schema lists what is its own.
extension Field {
  static let id = Field("id", .id)
  static let name = Field("name", .string)
  static let isActive = Field("is_active", .boolean, "false is archived")
  static let createdAt = Field("created_at", .datetime)
  static let updatedAt = Field("updated_at", .datetime)
  static let currency = Field("currency", .string, "ISO code")

  static let idAndName: [Field] = [id, name]
  static let idNameAndCode: [Field] = [id, name, Field("code", .string, nullable: true)]

  /// A reference to a record of another kind, embedded with only some of its fields.
  static func reference(
    _ name: String, to kind: String, nullable: Bool = false, _ embedded: [Field] = idAndName, _ note: String = ""
  ) -> Field {
    Field(name, .object(kind), nullable: nullable, reference: kind, embedded: embedded, note)
  }

  static let client = reference("client", to: "client")
  static let user = reference("user", to: "user")
  static let creator = reference("creator", to: "user")
  static let project = reference("project", to: "project", idNameAndCode)
  static let task = reference("task", to: "task")
  static let invoice = reference(
    "invoice", to: "invoice", nullable: true, [id, Field("number", .string)], "null until it is invoiced")

  static let isLocked = Field("is_locked", .boolean, "approved, invoiced, or the project or person is archived")
  static let lockedReason = Field("locked_reason", .string, nullable: true, "free text")
  static let isClosed = Field("is_closed", .boolean, "approved; deprecated, see approval_status")
  static let isBilled = Field("is_billed", .boolean, "it stands on an invoice")
  static let approvalStatus = Field(
    "approval_status", .choice(["unsubmitted", "submitted", "approved"]), evidence: .confirmedTwice,
    "newer than is_closed; there is no call that writes it")

  /// The user assignment as time entries and expenses embed it: without its project and user.
  static let embeddedUserAssignment = reference(
    "user_assignment", to: "user_assignment", nullable: true,
    [
      id, Field("is_project_manager", .boolean), isActive,
      Field("use_default_rates", .boolean, evidence: .singleSource),
      Field("budget", .decimal, nullable: true, "hours"), createdAt, updatedAt,
      Field("hourly_rate", .money(.path("client.currency")), nullable: true),
    ])
}
