import HvValues

/// `/invoices`: a manager sees the ones they made and those with work of projects that they manage.
enum Invoices {
  static let handlers: [String: Handler] = [
    "listInvoices": .read(list),
    "retrieveInvoice": .read(retrieve),
    "createInvoice": .write(create),
    "updateInvoice": .write(update),
    "deleteInvoice": .write(delete),
  ]

  /// An invoice with its place.
  private struct Placed: StoredRow {
    let place: Int
    let invoice: Invoice

    var id: Int64 { invoice.id }
  }

  /// By issue date, newest first; 100 a page, where other lists have 2000 (FACTS section 3).
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let client = try call.query.id("client_id")
    let project = try call.query.id("project_id")
    let since = try call.query.instant("updated_since")
    let from = try call.query.day("from")
    let to = try call.query.day("to")
    let state = try call.query.choice("state", InvoiceState.self)
    let rows = store.invoices.indices.map { Placed(place: $0, invoice: store.invoices[$0]) }.filter { row in
      isVisible(row.place, call.caller, store)
    }.sorted { ($0.invoice.document.issued, $0.id) < ($1.invoice.document.issued, $1.id) }
    let writer = InvoiceWriter(store)
    return try call.list(rows, perPage: 100) { row in
      let document = row.invoice.document
      return (client ?? store.clients[document.client].id) == store.clients[document.client].id
        && (since ?? document.updated) <= document.updated && (from ?? document.issued) <= document.issued
        && (to ?? document.issued) >= document.issued && (state ?? row.invoice.state) == row.invoice.state
        && (project == nil || document.projects.contains { store.projects[$0].id == project })
    } write: { row, json in
      writer.write(row.place, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    object(try find(call, store), call, store)
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let place = try InvoiceBody(call).append(to: &store)
    return object(place, call, store)
  }

  /// Also of paid and closed invoices.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    try InvoiceBody(call).change(place, &store)
    return object(place, call, store)
  }

  /// Sets its time entries and expenses free, and takes its messages and payments along.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    store.deleteInvoice(try find(call, store))
    return []
  }

  // MARK: Who may

  /// The place of the path's invoice.
  /// - Parameter access: what a manager needs; nil where either of the two accesses to invoices will do.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  static func find(_ call: Call, _ store: Store, for access: Access? = nil) throws(Refusal) -> Int {
    if let access { try call.require(access) } else { try require(call) }
    guard let place = store.invoices.firstIndex(where: { $0.id == call.ids.first }) else { throw .notFound }
    guard isVisible(place, call.caller, store) else { throw .forbidden }
    return place
  }

  private static func require(_ call: Call) throws(Refusal) {
    guard call.caller.has(.managedProjectsInvoiceDrafter) || call.caller.has(.managedProjectsInvoiceManager) else {
      throw .forbidden
    }
  }

  private static func isVisible(_ place: Int, _ caller: Caller, _ store: Store) -> Bool {
    let document = store.invoices[place].document
    return caller.isAdministrator || document.creator == caller.user
      || document.projects.contains(where: caller.manages(project:))
  }

  private static func object(_ place: Int, _ call: Call, _ store: Store) -> [UInt8] {
    let writer = InvoiceWriter(store)
    return call.object { writer.write(place, &$0) }
  }
}
