import HvValues

/// Writes invoices; what was paid is added up once for all of them.
struct InvoiceWriter {
  private let store: Store
  /// By place of an invoice.
  private var payments: [[Exact]]

  init(_ store: Store) {
    self.store = store
    payments = Array(repeating: [], count: store.invoices.places)
    for payment in store.payments { payments[payment.invoice].append(payment.amount) }
  }

  func write(_ place: Int, _ json: inout JSONWriter) {
    let invoice = store.invoices[place]
    let document = invoice.document
    let amounts = document.amounts
    json.field("id", invoice.id)
    json.field("client_key", document.clientKey)
    json.field("number", document.number)
    json.field("purchase_order", document.purchaseOrder)
    json.field("amount", amounts.total)
    json.field("due_amount", Store.due(amounts, paid: payments[place]))
    document.writeTaxes(amounts, &json)
    json.field("subject", document.subject)
    json.field("notes", document.notes)
    writeState(invoice, &json)
    json.field("created_at", document.created)
    json.field("updated_at", document.updated)
    json.field("currency", document.currency)
    json.list("payment_options", invoice.paymentOptions.map(\.rawValue))
    Clients.embed(store.clients[document.client], currency: false, &json)
    writeReference("estimate", estimate(of: invoice), &json)
    writeReference("retainer", invoice.retainer, &json)
    json.object("creator") { json in
      json.field("id", store.users[document.creator].id)
      json.field("name", store.users[document.creator].name)
    }
    LineItems.write(document, amounts, projects: store.projects, &json)
  }

  private func writeState(_ invoice: Invoice, _ json: inout JSONWriter) {
    json.field("state", invoice.state.rawValue)
    json.field("period_start", invoice.period?.lowerBound)
    json.field("period_end", invoice.period?.upperBound)
    json.field("issue_date", invoice.document.issued)
    json.field("due_date", invoice.due)
    json.field("payment_term", invoice.term.rawValue)
    json.field("sent_at", invoice.sent)
    json.field("paid_at", invoice.paid)
    json.field("paid_date", invoice.paidDay)
    json.field("closed_at", invoice.closed)
    json.null("recurring_invoice_id")
  }

  private func estimate(of invoice: Invoice) -> Int64? {
    guard let place = invoice.estimate, !store.estimates.isDeleted(place) else { return nil }
    return store.estimates[place].id
  }

  private func writeReference(_ name: StaticString, _ id: Int64?, _ json: inout JSONWriter) {
    if let id { json.object(name) { $0.field("id", id) } } else { json.null(name) }
  }
}

extension Document {
  /// Percentages and what they come to, which is 0.0 without one (FACTS section 9).
  func writeTaxes(_ amounts: Amounts, _ json: inout JSONWriter) {
    json.field("tax", tax)
    json.field("tax_amount", amounts.tax)
    json.field("tax2", tax2)
    json.field("tax2_amount", amounts.tax2)
    json.field("discount", discount)
    json.field("discount_amount", amounts.discount)
  }
}
