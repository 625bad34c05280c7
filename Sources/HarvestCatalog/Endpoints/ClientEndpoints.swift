/// Clients and their contacts.
enum ClientEndpoints {
  static let all: [Endpoint] = clients + contacts

  private static let clients: [Endpoint] = [
    Endpoint(
      .get, "/clients", "listClients", resource: "clients", .list, query: [.isActive, .updatedSince],
      answer: .list(of: "client", key: "clients"), paging: .cursor, role: Role.clientsAndTasks,
      "all clients, the newest first"),
    Endpoint(
      .post, "/clients", "createClient", resource: "clients", .create, body: clientBody(creating: true),
      answer: .object("client"), success: 201, role: Role.clientsAndTasks, "make a client"),
    Endpoint(
      .get, "/clients/{client_id}", "retrieveClient", resource: "clients", .get, answer: .object("client"),
      role: Role.clientsAndTasks, "one client"),
    Endpoint(
      .patch, "/clients/{client_id}", "updateClient", resource: "clients", .update, body: clientBody(creating: false),
      answer: .object("client"), role: Role.clientsAndTasks, "change or archive a client"),
    Endpoint(
      .delete, "/clients/{client_id}", "deleteClient", resource: "clients", .delete, answer: .empty,
      role: Role.clientsAndTasks, rules: [Rule(.refused, "while the client has projects, invoices or estimates")],
      "delete a client"),
  ]

  private static func clientBody(creating: Bool) -> [BodyField] {
    [
      BodyField("name", .string, required: creating),
      .isActive,
      BodyField("address", .string),
      BodyField("currency", .string, "ISO code; the company's when not given"),
    ]
  }

  private static let contacts: [Endpoint] = [
    Endpoint(
      .get, "/contacts", "listContacts", resource: "contacts", .list, query: [.client, .updatedSince],
      answer: .list(of: "contact", key: "contacts"), paging: .cursor, role: Role.clientsAndTasks,
      "the contacts of all clients or one, the newest first"),
    Endpoint(
      .post, "/contacts", "createContact", resource: "contacts", .create, body: contactBody(creating: true),
      answer: .object("contact"), success: 201, role: Role.clientsAndTasks, "add a contact to a client"),
    Endpoint(
      .get, "/contacts/{contact_id}", "retrieveContact", resource: "contacts", .get, answer: .object("contact"),
      role: Role.clientsAndTasks, "one contact"),
    Endpoint(
      .patch, "/contacts/{contact_id}", "updateContact", resource: "contacts", .update,
      body: contactBody(creating: false), answer: .object("contact"), role: Role.clientsAndTasks, "change a contact"),
    Endpoint(
      .delete, "/contacts/{contact_id}", "deleteContact", resource: "contacts", .delete, answer: .empty,
      role: Role.clientsAndTasks, "delete a contact"),
  ]

  private static func contactBody(creating: Bool) -> [BodyField] {
    [
      .id("client_id", of: "client", required: creating),
      BodyField("title", .string),
      BodyField("first_name", .string, required: creating),
      BodyField("last_name", .string),
      BodyField("email", .string),
      BodyField("phone_office", .string),
      BodyField("phone_mobile", .string),
      BodyField("fax", .string),
    ]
  }
}
