/// `/estimate_item_categories`: administrators only.
enum EstimateItemCategories {
  private static let categories = ItemCategories(table: \.estimateItemCategories, saysUse: false) { caller in
    caller.isAdministrator
  }

  static let handlers: [String: Handler] = [
    "listEstimateItemCategories": .read(categories.list),
    "retrieveEstimateItemCategory": .read(categories.retrieve),
    "createEstimateItemCategory": .write(categories.create),
    "updateEstimateItemCategory": .write(categories.update),
    "deleteEstimateItemCategory": .write(categories.delete),
  ]
}
