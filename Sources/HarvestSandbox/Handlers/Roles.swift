/// `/roles`
enum Roles {
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    return try call.list(store.roles) { role, json in write(role, store, &json) }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let role = try call.find(in: store.roles)
    return call.object { write(role, store, &$0) }
  }

  private static func write(_ role: Role, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", role.id)
    json.field("name", role.name)
    json.field("created_at", role.created)
    json.field("updated_at", role.updated)
    json.list("user_ids", role.users.map { store.users[$0].id })
  }
}
