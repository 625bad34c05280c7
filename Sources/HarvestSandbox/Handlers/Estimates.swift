import HvValues

/// `/estimates`: administrators, and managers of estimates, who see all of them.
enum Estimates {
  static let handlers: [String: Handler] = [
    "listEstimates": .read(list),
    "retrieveEstimate": .read(retrieve),
    "createEstimate": .write(create),
    "updateEstimate": .write(update),
    "deleteEstimate": .write(delete),
  ]

  /// By issue date, newest first.
  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.estimatesManager)
    let client = try call.query.id("client_id")
    let since = try call.query.instant("updated_since")
    let from = try call.query.day("from")
    let to = try call.query.day("to")
    let state = try call.query.choice("state", EstimateState.self)
    let rows = store.estimates.sorted { ($0.document.issued, $0.id) < ($1.document.issued, $1.id) }
    return try call.list(rows) { estimate in
      let document = estimate.document
      return (client ?? store.clients[document.client].id) == store.clients[document.client].id
        && (since ?? document.updated) <= document.updated && (from ?? document.issued) <= document.issued
        && (to ?? document.issued) >= document.issued && (state ?? estimate.state) == estimate.state
    } write: { estimate, json in
      write(estimate, store, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let estimate = store.estimates[try find(call, store)]
    return call.object { write(estimate, store, &$0) }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.estimatesManager)
    let id = store.estimates.nextID()
    var document = try Document(
      call, numbers: store.estimates.map(\.document.number), key: Document.key(of: id), store)
    document.lines = try lines(of: document, changedBy: call.body, &store)
    let estimate = Estimate(id: id, document: try document.checked(), state: .draft)
    store.estimates.append(estimate)
    return call.object { write(estimate, store, &$0) }
  }

  /// In every state.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try find(call, store)
    var estimate = store.estimates[place]
    let others = store.estimates.filter { $0.id != estimate.id }.map(\.document.number)
    try estimate.document.change(by: call.body, numbers: others, store)
    estimate.document.lines = try lines(of: estimate.document, changedBy: call.body, &store)
    estimate.document.updated = store.now
    estimate.document = try estimate.document.checked()
    store.estimates[place] = estimate
    return call.object { write(estimate, store, &$0) }
  }

  /// Takes its messages along; invoices made of it stay, and name no estimate any more.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let estimate = try find(call, store)
    for place in Array(store.estimateMessages.indices) where store.estimateMessages[place].document == estimate {
      store.estimateMessages.delete(place)
    }
    store.estimates.delete(estimate)
    return []
  }

  /// The place of the path's estimate.
  /// - Throws: 403 unless the caller may see estimates, 404 when there is none.
  static func find(_ call: Call, _ store: Store) throws(Refusal) -> Int {
    try call.require(.estimatesManager)
    guard let place = store.estimates.firstIndex(where: { $0.id == call.ids.first }) else { throw .notFound }
    return place
  }

  private static func lines(
    of document: Document, changedBy body: Body, _ store: inout Store
  ) throws(Refusal) -> [LineItem] {
    guard let items = try body.optionalList("line_items") else { return document.lines }
    return try LineItems.change(
      document.lines, by: items, categories: store.estimateItemCategories, allowsProject: false, &store)
  }

  private static func write(_ estimate: Estimate, _ store: Store, _ json: inout JSONWriter) {
    let document = estimate.document
    let amounts = document.amounts
    json.field("id", estimate.id)
    json.field("client_key", document.clientKey)
    json.field("number", document.number)
    json.field("purchase_order", document.purchaseOrder)
    json.field("amount", amounts.total)
    document.writeTaxes(amounts, &json)
    json.field("subject", document.subject)
    json.field("notes", document.notes)
    json.field("state", estimate.state.rawValue)
    json.field("issue_date", document.issued)
    json.field("sent_at", estimate.sent)
    json.field("created_at", document.created)
    json.field("updated_at", document.updated)
    json.field("accepted_at", estimate.accepted)
    json.field("declined_at", estimate.declined)
    json.field("currency", document.currency)
    Clients.embed(store.clients[document.client], currency: false, &json)
    json.object("creator") { json in
      json.field("id", store.users[document.creator].id)
      json.field("name", store.users[document.creator].name)
    }
    LineItems.write(document, amounts, projects: nil, &json)
  }
}
