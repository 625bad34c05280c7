import HvValues

/// Changes of users. Administrators make and delete them, and alone say who they are and what they may do.
extension Users {
  /// They start with one rate of each kind, which holds since ever.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let body = call.body
    var user = User(
      id: store.users.nextID(), firstName: try body.text("first_name"), lastName: try body.text("last_name"),
      email: try body.text("email"), telephone: "", timezone: Timezones.company, joinsFutureProjects: false,
      isContractor: false, isActive: true, weeklyCapacity: 126_000,
      billableRates: [try firstRate("default_hourly_rate", body, id: store.nextRateID(\.billableRates), store)],
      costRates: [try firstRate("cost_rate", body, id: store.nextRateID(\.costRates), store)], access: [.member],
      teammates: [], created: store.now, updated: store.now)
    try change(&user, body, store)
    let place = store.users.append(user)
    try setRoles(of: place, body, &store)
    return call.object { write(user, call.caller, store, &$0) }
  }

  private static func firstRate(
    _ name: String, _ body: Body, id: Int64, _ store: Store
  ) throws(Refusal) -> Rate {
    Rate(
      id: id, amount: try body.optionalPrice(name, decimals: 2) ?? .zero, start: nil, created: store.now,
      updated: store.now)
  }

  /// Rates are passed over: they have endpoints of their own.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.manager)
    let place = try find(call, store)
    let body = call.body
    if !call.caller.isAdministrator, fieldsOfAdministrators.contains(where: body.has) { throw .forbidden }
    var user = store.users[place]
    let isRestored = try body.optionalFlag("is_active") ?? false
    if !user.isActive, !isRestored, ["first_name", "last_name", "email"].contains(where: body.has) {
      throw .unprocessable("The name and email of an archived user cannot be changed")
    }
    try change(&user, body, store)
    if place == call.caller.user, !user.isActive { throw .unprocessable("You cannot archive yourself") }
    user.updated = store.now
    store.users[place] = user
    try setRoles(of: place, body, &store)
    return call.object { write(user, call.caller, store, &$0) }
  }

  private static let fieldsOfAdministrators = ["email", "is_active", "roles", "access_roles"]

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let place = try find(call, store)
    if place == call.caller.user { throw .unprocessable("You cannot delete yourself") }
    if store.hasWork(by: { $0.user == place }) {
      throw .unprocessable("A user with time entries or expenses cannot be deleted")
    }
    store.deleteUser(place)
    return []
  }

  // MARK: Fields

  private static func change(_ user: inout User, _ body: Body, _ store: Store) throws(Refusal) {
    try body.setName("first_name", &user.firstName)
    try body.setName("last_name", &user.lastName)
    try body.setName("email", &user.email)
    try check(email: user, store)
    try body.setName("timezone", &user.timezone)
    guard Timezones.names.contains(user.timezone) else { throw .invalid("timezone") }
    try body.set("has_access_to_all_future_projects", &user.joinsFutureProjects)
    try body.set("is_contractor", &user.isContractor)
    try body.set("is_active", &user.isActive)
    try body.set("weekly_capacity", &user.weeklyCapacity)
    guard (0...secondsOfWeek).contains(user.weeklyCapacity) else { throw .invalid("weekly_capacity") }
    if body.has("access_roles") {
      user.access = try Access.granted(try body.optionalTexts("access_roles") ?? [])
      if !user.access.contains(.manager) { user.teammates = [] }
    }
  }

  private static let secondsOfWeek: Int64 = 7 * 24 * 3600

  private static func check(email user: User, _ store: Store) throws(Refusal) {
    let parts = user.email.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
      throw .invalid("email")
    }
    let email = user.email.lowercased()
    if store.users.contains(where: { $0.id != user.id && $0.email.lowercased() == email }) {
      throw .unprocessable("Email has already been taken")
    }
  }

  /// Business roles are given by name, all at once; each keeps the list of its users.
  private static func setRoles(of user: Int, _ body: Body, _ store: inout Store) throws(Refusal) {
    guard body.has("roles") else { return }
    let wanted = Set(try body.optionalTexts("roles") ?? [])
    guard wanted.isSubset(of: store.roles.map(\.name)) else { throw .unprocessable("Role not found") }
    for place in store.roles.indices {
      let role = store.roles[place]
      guard role.users.contains(user) != wanted.contains(role.name) else { continue }
      if wanted.contains(role.name) {
        store.roles[place].users.append(user)
      } else {
        store.roles[place].users.removeAll { $0 == user }
      }
      store.roles[place].updated = store.now
    }
  }
}
