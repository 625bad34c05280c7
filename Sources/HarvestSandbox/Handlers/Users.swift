import HvValues

/// `/users`: a manager sees themselves and their teammates and may change little of them; see `Users+Write.swift`.
enum Users {
  static let handlers: [String: Handler] = [
    "listUsers": .read(list),
    "createUser": .write(create),
    "retrieveUser": .read(retrieve),
    "retrieveTheCurrentlyAuthenticatedUser": .read(retrieveCaller),
    "updateUser": .write(update),
    "deleteUser": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    let visible = Set(store.users.indices.filter(call.caller.sees(user:)).map { store.users[$0].id })
    return try call.list(store.users) { user in
      (isActive ?? user.isActive) == user.isActive && (since ?? user.updated) <= user.updated
        && visible.contains(user.id)
    } write: { user, json in
      write(user, call.caller, store, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    let index = try find(call, store)
    return call.object { write(store.users[index], call.caller, store, &$0) }
  }

  static func retrieveCaller(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    call.object { write(store.users[call.caller.user], call.caller, store, &$0) }
  }

  /// The place of the path's user.
  /// - Throws: 404 when there is none, 403 when the caller may not see them.
  static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    guard let index = store.users.firstIndex(where: { $0.id == call.ids.first }) else { throw .notFound }
    guard call.caller.sees(user: index) else { throw .forbidden }
    return index
  }

  static func write(_ user: User, _ caller: Caller, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", user.id)
    json.field("first_name", user.firstName)
    json.field("last_name", user.lastName)
    json.field("email", user.email)
    json.field("telephone", user.telephone)
    json.field("timezone", user.timezone)
    json.field("has_access_to_all_future_projects", user.joinsFutureProjects)
    json.field("is_contractor", user.isContractor)
    json.field("is_active", user.isActive)
    json.field("calendar_integration_enabled", false)
    json.null("calendar_integration_source")
    json.field("created_at", user.created)
    json.field("updated_at", user.updated)
    json.field("can_create_projects", canCreateProjects(user))
    json.field("weekly_capacity", user.weeklyCapacity)
    json.field("default_hourly_rate", caller.seesBillableRates ? user.billableRates.current : nil)
    json.field("cost_rate", caller.isAdministrator ? user.costRates.current : nil)
    json.list("roles", store.roles.filter { $0.users.contains { store.users[$0].id == user.id } }.map(\.name))
    json.list("access_roles", user.accessRoles.map(\.rawValue))
    json.list("permissions_claims", ["expenses:read:own", "expenses:write:own", "timers:read:own", "timers:write:own"])
    json.field("avatar_url", "https://\(store.company.domain)/avatars/\(user.id).png")
  }

  private static func canCreateProjects(_ user: User) -> Bool {
    user.access.contains(.administrator) || user.access.contains(.projectCreator)
  }

  /// How other objects embed a user.
  static func embed(_ user: User, _ json: inout JSONWriter) {
    json.object("user") { json in
      json.field("id", user.id)
      json.field("name", user.name)
    }
  }
}
