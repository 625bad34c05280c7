/// `/roles`: administrators only.
enum Roles {
  static let handlers: [String: Handler] = [
    "listRoles": .read(list),
    "retrieveRole": .read(retrieve),
    "createRole": .write(create),
    "updateRole": .write(update),
    "deleteRole": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    return try call.list(store.roles) { role, json in write(role, store, &json) }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let role = try call.find(in: store.roles)
    return call.object { write(role, store, &$0) }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let role = Role(
      id: store.roles.nextID(), name: try call.body.text("name"), users: try users(call.body, store) ?? [],
      created: store.now, updated: store.now)
    try store.roles.requireFreeName(of: role)
    store.roles.append(role)
    return call.object { write(role, store, &$0) }
  }

  /// The ids of users replace the whole list.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let place = try call.place(in: store.roles)
    var role = store.roles[place]
    try call.body.setName("name", &role.name)
    if call.body.has("user_ids") { role.users = try users(call.body, store) ?? [] }
    try store.roles.requireFreeName(of: role)
    role.updated = store.now
    store.roles[place] = role
    return call.object { write(role, store, &$0) }
  }

  /// Users do not hold their roles, so that no link stays.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    store.roles.delete(try call.place(in: store.roles))
    return []
  }

  /// The places of the users in `user_ids`, each once.
  /// - Throws: 422 for the id of nobody.
  private static func users(_ body: Body, _ store: Store) throws(Refusal) -> [Int]? {
    guard let ids = try body.optionalIDs("user_ids") else { return nil }
    var users: [Int] = []
    for id in ids {
      guard let user = store.users.place(of: id) else { throw .unprocessable("User not found") }
      if !users.contains(user) { users.append(user) }
    }
    return users
  }

  private static func write(_ role: Role, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", role.id)
    json.field("name", role.name)
    json.field("created_at", role.created)
    json.field("updated_at", role.updated)
    json.list("user_ids", role.users.map { store.users[$0].id })
  }
}
