/// What line items of invoices and estimates are called; the account is born with them (FACTS section 15).
extension StoryTeller {
  mutating func makeItemCategories() {
    let created = officeMoment(day(monthsAgo: 100))
    store.invoiceItemCategories.append(
      ItemCategory(id: 1_466_292, name: "Service", isForServices: true, created: created, updated: created))
    store.invoiceItemCategories.append(
      ItemCategory(id: 1_466_293, name: "Product", isForExpenses: true, created: created, updated: created))
    for (id, name) in [(1_378_704, "Service"), (1_378_705, "Product")] {
      store.estimateItemCategories.append(
        ItemCategory(id: Int64(id), name: name, created: created, updated: created))
    }
  }
}
