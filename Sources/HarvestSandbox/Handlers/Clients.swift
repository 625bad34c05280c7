/// `/clients`: administrators, and managers of clients and tasks.
enum Clients {
  static let handlers: [String: Handler] = [
    "listClients": .read(list),
    "retrieveClient": .read(retrieve),
    "createClient": .write(create),
    "updateClient": .write(update),
    "deleteClient": .write(delete),
  ]

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

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let id = store.clients.nextID()
    let client = Client(
      id: id, name: try call.body.text("name"), isActive: try call.body.optionalFlag("is_active") ?? true,
      address: try call.body.optionalText("address"), statementKey: statementKey(of: id),
      currency: try call.body.optionalCurrency("currency") ?? store.company.currency, created: store.now,
      updated: store.now)
    try store.clients.requireFreeName(of: client)
    store.clients.append(client)
    return call.object { write(client, &$0) }
  }

  /// Archiving a client leaves its projects as they are.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let place = try call.place(in: store.clients)
    var client = store.clients[place]
    try call.body.setName("name", &client.name)
    try call.body.set("is_active", &client.isActive)
    try call.body.set("address", &client.address)
    if call.body.has("currency") {
      client.currency = try call.body.optionalCurrency("currency") ?? store.company.currency
    }
    try store.clients.requireFreeName(of: client)
    client.updated = store.now
    store.clients[place] = client
    return call.object { write(client, &$0) }
  }

  /// Takes the client's contacts along.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let place = try call.place(in: store.clients)
    let isNeeded =
      store.projects.contains { $0.client == place } || store.invoices.contains { $0.document.client == place }
      || store.estimates.contains { $0.document.client == place }
    if isNeeded { throw .unprocessable("A client with projects, invoices or estimates cannot be deleted") }
    for contact in Array(store.contacts.indices) where store.contacts[contact].client == place {
      store.contacts.delete(contact)
    }
    store.clients.delete(place)
    return []
  }

  /// 32 hexadecimal digits that look like a secret; the same for the same id, so that a script's output repeats.
  private static func statementKey(of id: Int64) -> String {
    (1...2).map { part in
      let digits = String(SplitMix.hash(Int(truncatingIfNeeded: id), part), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
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
