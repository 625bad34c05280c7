/// `/invoice_item_categories`: administrators, and managers who write invoices.
enum InvoiceItemCategories {
  private static let categories = ItemCategories(table: \.invoiceItemCategories, saysUse: true) { caller in
    caller.has(.managedProjectsInvoiceDrafter) || caller.has(.managedProjectsInvoiceManager)
  }

  static let handlers: [String: Handler] = [
    "listInvoiceItemCategories": .read(categories.list),
    "retrieveInvoiceItemCategory": .read(categories.retrieve),
    "createInvoiceItemCategory": .write(categories.create),
    "updateInvoiceItemCategory": .write(categories.update),
    "deleteInvoiceItemCategory": .write(categories.delete),
  ]
}
