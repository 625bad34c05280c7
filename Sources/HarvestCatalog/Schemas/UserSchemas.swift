/// People: users, their teammates, rates and roles.
enum UserSchemas {
  static let all: [ObjectSchema] = [
    user,
    ObjectSchema(
      "teammate", nameFields: [["first_name", "last_name"], ["email"]],
      [
        Field("id", .id, reference: "user", "that of the user"),
        Field("first_name", .string),
        Field("last_name", .string),
        Field("email", .string),
      ]),
    rate("billable_rate"),
    rate("cost_rate"),
    ObjectSchema("role", [.id, .name, .createdAt, .updatedAt, Field("user_ids", .list([.id]), reference: "user")]),
  ]

  private static let user = ObjectSchema(
    "user", nameFields: [["first_name", "last_name"], ["email"]],
    [
      .id,
      Field("first_name", .string),
      Field("last_name", .string),
      Field("email", .string),
      Field("telephone", .string, nullable: true, "\"\" when unset; not writable"),
      Field("timezone", .string, "Harvest's own name of the zone, not an IANA name"),
      Field("has_access_to_all_future_projects", .boolean),
      Field("is_contractor", .boolean),
      .isActive,
      .createdAt, .updatedAt,
      Field("weekly_capacity", .integer, "seconds; 126000 is 35 hours"),
      Field("default_hourly_rate", .money(.company), nullable: true, "later changes go through billable_rates"),
      Field("cost_rate", .money(.company), nullable: true, "later changes go through cost_rates"),
      Field("roles", .list([.string]), "names of business roles; they permit nothing"),
      Field("access_roles", .list([.choice(accessRoles)])),
      Field("avatar_url", .string, nullable: true),
      Field("can_create_projects", .boolean, evidence: .singleSource),
      Field("calendar_integration_enabled", .boolean, evidence: .singleSource),
      Field("calendar_integration_source", .string, nullable: true, evidence: .singleSource),
      Field("permissions_claims", .list([.string]), evidence: .singleSource, "such as timers:read:own"),
      Field("permissions_profile", .string, nullable: true, evidence: .singleSource),
      Field("saml_exempt", .boolean, evidence: .singleSource),
    ])

  /// The access roles that can be given.
  static let grantableRoles: [String] = [
    "administrator", "manager", "member", "project_creator", "billable_rates_manager",
    "managed_projects_invoice_drafter", "managed_projects_invoice_manager", "client_and_task_manager",
    "time_and_expenses_manager", "estimates_manager",
  ]

  /// Those that can be read: `people_manager` comes from having teammates.
  private static let accessRoles: [String] = grantableRoles + ["people_manager"]

  private static func rate(_ name: String) -> ObjectSchema {
    ObjectSchema(
      name, nameFields: [],
      [
        .id,
        Field("amount", .money(.company)),
        Field("start_date", .date, nullable: true, "null: since ever"),
        Field("end_date", .date, nullable: true, "null: still in force; follows from the next rate"),
        .createdAt, .updatedAt,
      ])
  }
}
