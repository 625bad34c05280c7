/// `/expense_categories`
enum ExpenseCategories {
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
