/// `/expense_categories`: administrators only. One with a unit price has expenses counted in units.
enum ExpenseCategories {
  static let handlers: [String: Handler] = [
    "listExpenseCategories": .read(list),
    "retrieveExpenseCategory": .read(retrieve),
    "createExpenseCategory": .write(create),
    "updateExpenseCategory": .write(update),
    "deleteExpenseCategory": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let isActive = try call.query.flag("is_active")
    let since = try call.query.instant("updated_since")
    return try call.list(store.expenseCategories) { category in
      (isActive ?? category.isActive) == category.isActive && (since ?? category.updated) <= category.updated
    } write: { category, json in
      write(category, &json)
    }
  }

  static func retrieve(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let category = try call.find(in: store.expenseCategories)
    return call.object { write(category, &$0) }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let category = ExpenseCategory(
      id: store.expenseCategories.nextID(), name: try call.body.text("name"),
      unitName: try call.body.optionalText("unit_name"),
      unitPrice: try call.body.optionalPrice("unit_price", decimals: priceDecimals),
      isActive: try call.body.optionalFlag("is_active") ?? true, created: store.now, updated: store.now)
    try store.expenseCategories.requireFreeName(of: category)
    store.expenseCategories.append(category)
    return call.object { write(category, &$0) }
  }

  /// Another unit price is for expenses to come: those that are there keep their cost.
  static func update(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let place = try call.place(in: store.expenseCategories)
    var category = store.expenseCategories[place]
    try call.body.setName("name", &category.name)
    try call.body.set("unit_name", &category.unitName)
    if call.body.has("unit_price") {
      category.unitPrice = try call.body.optionalPrice("unit_price", decimals: priceDecimals)
    }
    try call.body.set("is_active", &category.isActive)
    try store.expenseCategories.requireFreeName(of: category)
    category.updated = store.now
    store.expenseCategories[place] = category
    return call.object { write(category, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let place = try call.place(in: store.expenseCategories)
    if store.expenses.contains(where: { $0.category == place }) {
      throw .unprocessable("An expense category with expenses cannot be deleted")
    }
    store.expenseCategories.delete(place)
    return []
  }

  /// Mileage is known to cost 0.575.
  private static let priceDecimals = 3

  private static func write(_ category: ExpenseCategory, _ json: inout JSONWriter) {
    json.field("id", category.id)
    json.field("name", category.name)
    json.field("unit_name", category.unitName)
    json.field("unit_price", category.unitPrice)
    json.field("is_active", category.isActive)
    json.field("created_at", category.created)
    json.field("updated_at", category.updated)
  }
}
