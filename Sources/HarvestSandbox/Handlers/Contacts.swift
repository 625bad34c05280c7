/// `/contacts`
enum Contacts {
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

  private static func write(_ contact: Contact, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", contact.id)
    json.field("title", contact.title)
    json.field("first_name", contact.firstName)
    json.field("last_name", contact.lastName)
    json.field("email", contact.email)
    json.field("phone_office", contact.phoneOffice)
    json.field("phone_mobile", contact.phoneMobile)
    json.field("fax", "")
    json.field("created_at", contact.created)
    json.field("updated_at", contact.updated)
    Clients.embed(store.clients[contact.client], currency: false, &json)
  }
}
