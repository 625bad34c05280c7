/// `/clients`
enum Clients {
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.clients) { client in
      (isActive ?? client.isActive) == client.isActive && (since ?? client.updated) <= client.updated
    } write: { client, json in
      write(client, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let client = try call.find(in: store.clients)
    return call.object { write(client, &$0) }
  }

  private static func write(_ client: Client, _ json: inout JSONWriter) {
    json.field("id", client.id)
    json.field("name", client.name)
    json.field("is_active", client.isActive)
    json.field("address", client.address)
    json.field("statement_key", client.statementKey)
    json.field("created_at", client.created)
    json.field("updated_at", client.updated)
    json.field("currency", client.currency)
  }

  /// How other objects embed a client.
  static func embed(_ client: Client, currency: Bool, _ json: inout JSONWriter) {
    json.object("client") { json in
      json.field("id", client.id)
      json.field("name", client.name)
      if currency { json.field("currency", client.currency) }
    }
  }
}
