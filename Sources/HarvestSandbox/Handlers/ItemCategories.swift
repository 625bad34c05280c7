/// What the item categories of invoices and those of estimates have in common.
///
/// A line item holds the name of its category: it keeps that name when the category is renamed or deleted.
struct ItemCategories: Sendable {
  let table: any WritableKeyPath<Store, Table<ItemCategory>> & Sendable
  /// Whether the objects say what imported time and expenses are called; those of estimates do not.
  let saysUse: Bool
  let mayUse: @Sendable (Caller) -> Bool

  func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let since = try call.query.instant("updated_since")
    return try call.list(store[keyPath: table]) { category in
      (since ?? category.updated) <= category.updated
    } write: { category, json in
      write(category, &json)
    }
  }

  func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let category = try call.find(in: store[keyPath: table])
    return call.object { write(category, &$0) }
  }

  func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let category = ItemCategory(
      id: store[keyPath: table].nextID(), name: try call.body.text("name"), created: store.now, updated: store.now)
    try store[keyPath: table].requireFreeName(of: category)
    store[keyPath: table].append(category)
    return call.object { write(category, &$0) }
  }

  func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let place = try call.place(in: store[keyPath: table])
    var category = store[keyPath: table][place]
    try call.body.setName("name", &category.name)
    try store[keyPath: table].requireFreeName(of: category)
    category.updated = store.now
    store[keyPath: table][place] = category
    return call.object { write(category, &$0) }
  }

  /// - Throws: 422 while imported time or expenses are called so.
  func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try require(call)
    let place = try call.place(in: store[keyPath: table])
    let category = store[keyPath: table][place]
    if category.isForServices || category.isForExpenses {
      throw .unprocessable("A category that is used for services or expenses cannot be deleted")
    }
    store[keyPath: table].delete(place)
    return []
  }

  private func require(_ call: Call) throws(Refusal) {
    guard mayUse(call.caller) else { throw .forbidden }
  }

  private func write(_ category: ItemCategory, _ json: inout JSONWriter) {
    json.field("id", category.id)
    json.field("name", category.name)
    if saysUse {
      json.field("use_as_service", category.isForServices)
      json.field("use_as_expense", category.isForExpenses)
    }
    json.field("created_at", category.created)
    json.field("updated_at", category.updated)
  }
}
