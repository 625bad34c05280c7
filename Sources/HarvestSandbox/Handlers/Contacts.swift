/// `/contacts`: administrators, and managers of clients and tasks.
enum Contacts {
  static let handlers: [String: Handler] = [
    "listContacts": .read(list),
    "retrieveContact": .read(retrieve),
    "createContact": .write(create),
    "updateContact": .write(update),
    "deleteContact": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let client = try call.query.id("client_id")
    let since = try call.query.instant("updated_since")
    return try call.list(store.contacts) { contact in
      (client ?? store.clients[contact.client].id) == store.clients[contact.client].id
        && (since ?? contact.updated) <= contact.updated
    } write: { contact, json in
      write(contact, store, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let contact = try call.find(in: store.contacts)
    return call.object { write(contact, store, &$0) }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    var contact = Contact(
      id: store.contacts.nextID(), client: try client(call.body, store), firstName: try call.body.text("first_name"),
      lastName: "", email: "", phoneOffice: "", phoneMobile: "", created: store.now, updated: store.now)
    try setOptional(call.body, &contact)
    store.contacts.append(contact)
    return call.object { write(contact, store, &$0) }
  }

  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    let place = try call.place(in: store.contacts)
    var contact = store.contacts[place]
    if call.body.has("client_id") { contact.client = try client(call.body, store) }
    try call.body.setName("first_name", &contact.firstName)
    try setOptional(call.body, &contact)
    contact.updated = store.now
    store.contacts[place] = contact
    return call.object { write(contact, store, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.clientAndTaskManager)
    store.contacts.delete(try call.place(in: store.contacts))
    return []
  }

  private static func client(_ body: Body, _ store: Store) throws(Refusal) -> Int {
    guard let place = store.clients.place(of: try body.id("client_id")) else {
      throw .unprocessable("Client not found")
    }
    return place
  }

  /// What may be empty: a title is null then, all others are blank (FACTS section 15).
  private static func setOptional(_ body: Body, _ contact: inout Contact) throws(Refusal) {
    try body.set("title", &contact.title)
    try setBlankable("last_name", body, &contact.lastName)
    try setBlankable("email", body, &contact.email)
    try setBlankable("phone_office", body, &contact.phoneOffice)
    try setBlankable("phone_mobile", body, &contact.phoneMobile)
    try setBlankable("fax", body, &contact.fax)
  }

  private static func setBlankable(_ name: String, _ body: Body, _ place: inout String) throws(Refusal) {
    if body.has(name) { place = try body.optionalText(name) ?? "" }
  }

  private static func write(_ contact: Contact, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", contact.id)
    json.field("title", contact.title)
    json.field("first_name", contact.firstName)
    json.field("last_name", contact.lastName)
    json.field("email", contact.email)
    json.field("phone_office", contact.phoneOffice)
    json.field("phone_mobile", contact.phoneMobile)
    json.field("fax", contact.fax)
    json.field("created_at", contact.created)
    json.field("updated_at", contact.updated)
    Clients.embed(store.clients[contact.client], currency: false, &json)
  }
}
