/// Users and roles.
enum UserEndpoints {
  static let all: [Endpoint] = users + roles

  private static let users: [Endpoint] = [
    Endpoint(
      .get, "/users", "listUsers", resource: "users", .list, query: [.isActive, .updatedSince],
      answer: .list(of: "user", key: "users"), paging: .cursor, role: Role.users, "all users, the newest first"),
    Endpoint(
      .post, "/users", "createUser", resource: "users", .create,
      body: head(creating: true) + [
        BodyField("default_hourly_rate", .money(.company), "later through billable_rates"),
        BodyField("cost_rate", .money(.company), "later through cost_rates"),
      ] + roleFields,
      answer: .object("user"), success: 201, role: Role.users, "add a user"),
    Endpoint(
      .get, "/users/me", "retrieveTheCurrentlyAuthenticatedUser", resource: "users", .named("me"),
      answer: .object("user"), role: Role.me, "the user whose token it is"),
    Endpoint(
      .get, "/users/{user_id}", "retrieveUser", resource: "users", .get, answer: .object("user"), role: Role.users,
      "one user"),
    Endpoint(
      .patch, "/users/{user_id}", "updateUser", resource: "users", .update, body: head(creating: false) + roleFields,
      answer: .object("user"), role: Role.users,
      rules: [Rule(.note, "names and e-mail of an archived user cannot be changed")], "change or archive a user"),
    Endpoint(
      .delete, "/users/{user_id}", "deleteUser", resource: "users", .delete, answer: .empty, role: Role.users,
      rules: [Rule(.refused, "while the user has time entries or expenses")], "delete a user"),
    Endpoint(
      .patch, "/users/{user_id}", "archiveUser", resource: "users", .named("archive"),
      body: [BodyField("is_active", .boolean, required: true, fixed: .boolean(false))], answer: .object("user"),
      role: Role.users, variantOf: "updateUser", "archive a user"),
  ]

  private static func head(creating: Bool) -> [BodyField] {
    [
      BodyField("first_name", .string, required: creating),
      BodyField("last_name", .string, required: creating),
      BodyField("email", .string, required: creating),
      BodyField("timezone", .string, "Harvest's own name of the zone"),
      BodyField("has_access_to_all_future_projects", .boolean),
      BodyField("is_contractor", .boolean),
      .isActive,
      BodyField("weekly_capacity", .integer, "seconds"),
    ]
  }

  private static let roleFields: [BodyField] = [
    BodyField("roles", .list([.string]), "names of business roles; they permit nothing"),
    BodyField("access_roles", .list([.choice(UserSchemas.grantableRoles)])),
  ]

  private static let roles: [Endpoint] = [
    Endpoint(
      .get, "/roles", "listRoles", resource: "roles", .list, answer: .list(of: "role", key: "roles"), paging: .cursor,
      role: Role.administrator, "all business roles, the newest first"),
    Endpoint(
      .post, "/roles", "createRole", resource: "roles", .create, body: roleBody(creating: true),
      answer: .object("role"), success: 201, role: Role.administrator, "make a role"),
    Endpoint(
      .get, "/roles/{role_id}", "retrieveRole", resource: "roles", .get, answer: .object("role"),
      role: Role.administrator, "one role"),
    Endpoint(
      .patch, "/roles/{role_id}", "updateRole", resource: "roles", .update, body: roleBody(creating: false),
      answer: .object("role"), role: Role.administrator, "change a role"),
    Endpoint(
      .delete, "/roles/{role_id}", "deleteRole", resource: "roles", .delete, answer: .empty,
      role: Role.administrator, rules: [Rule(.cascades, "it is taken off its users")], "delete a role"),
  ]

  private static func roleBody(creating: Bool) -> [BodyField] {
    [
      BodyField("name", .string, required: creating),
      BodyField("user_ids", .list([.id]), reference: "user", "replaces the whole list"),
    ]
  }
}
