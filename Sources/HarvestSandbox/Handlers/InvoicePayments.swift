import HvValues

/// `/invoices/{invoice_id}/payments`
enum InvoicePayments {
  static let handlers: [String: Handler] = [
    "listPaymentsForInvoice": .read(list),
    "createInvoicePayment": .write(create),
    "deleteInvoicePayment": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let invoice = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    let since = try call.query.instant("updated_since")
    return try call.list(store.payments) { payment in
      payment.invoice == invoice && (since ?? payment.updated) <= payment.updated
    } write: { payment, json in
      write(payment, store, &json)
    }
  }

  /// A payment of all that is due makes the invoice paid, and thanks for it by mail.
  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let invoice = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    let state = store.invoices[invoice].state
    guard state != .closed else { throw .unprocessable("A closed invoice takes no payment") }
    let (paidAt, paidDay) = try moment(call, store)
    let payment = Payment(
      id: store.payments.nextID(), invoice: invoice, amount: try amount(call, due: store.due(invoice)),
      paidAt: paidAt, paidDay: paidDay, notes: try call.body.optionalText("notes"), recordedBy: call.caller.user,
      created: store.now, updated: store.now)
    let givesThanks = try call.body.optionalFlag("send_thank_you") ?? true
    store.payments.append(payment)
    store.settlePaid(invoice)
    store.invoices[invoice].document.updated = store.now
    if givesThanks, state != .paid, store.invoices[invoice].state == .paid { thank(for: invoice, call, &store) }
    return call.object { write(payment, store, &$0) }
  }

  /// Opens a paid invoice again.
  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let invoice = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    guard let id = call.ids.last, let place = store.payments.place(of: id), store.payments[place].invoice == invoice
    else { throw .notFound }
    store.payments.delete(place)
    store.settlePaid(invoice)
    store.invoices[invoice].document.updated = store.now
    return []
  }

  // MARK: Reading

  /// In cents, a half up.
  /// - Throws: 422 unless it lies between 0 and what is due.
  private static func amount(_ call: Call, due: Exact) throws(Refusal) -> Exact {
    let number = try call.body.number("amount")
    guard let amount = try? number.rounded(to: 2, .halfUp) else { throw .invalid("amount") }
    guard amount > .zero else { throw .unprocessable("amount must be greater than zero") }
    guard amount <= due else { throw .unprocessable("amount must not be greater than the due amount, \(due)") }
    return amount
  }

  /// When it was paid: at `paid_at`, at the first moment of `paid_date` in UTC, or now.
  /// - Throws: 422 when both are given.
  private static func moment(_ call: Call, _ store: Store) throws(Refusal) -> (Instant, Day) {
    switch (try call.body.optionalInstant("paid_at"), try call.body.optionalDay("paid_date")) {
    case (.some, .some): throw .unprocessable("Give paid_at or paid_date, not both")
    case (let moment?, nil): return (moment, moment.day)
    case (nil, let day?): return (Instant(day: day, secondsOfDay: 0) ?? store.now, day)
    case (nil, nil): return (store.now, store.now.day)
    }
  }

  // MARK: Writing

  /// To those whom the last mail about the invoice went to; without one, to the client's contacts.
  private static func thank(for invoice: Int, _ call: Call, _ store: inout Store) {
    let client = store.invoices[invoice].document.client
    let known = store.invoiceMessages.last { $0.document == invoice && $0.event == nil }?.recipients
    let recipients =
      known
      ?? store.contacts.filter { $0.client == client && $0.email.contains("@") }.map { contact in
        Message.Recipient(name: contact.firstName + " " + contact.lastName, email: contact.email)
      }
    guard !recipients.isEmpty else { return }
    let text = InvoiceMessages.text(.thanks, of: invoice, store)
    store.invoiceMessages.append(
      Message(
        id: store.invoiceMessages.nextID(), document: invoice, sender: call.caller.user, recipients: recipients,
        subject: text.subject, body: text.body, thanks: true, created: store.now, updated: store.now))
  }

  private static func write(_ payment: Payment, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", payment.id)
    json.field("amount", payment.amount)
    json.field("paid_at", payment.paidAt)
    json.field("paid_date", payment.paidDay)
    json.field("recorded_by", store.users[payment.recordedBy].name)
    json.field("recorded_by_email", store.users[payment.recordedBy].email)
    json.field("notes", payment.notes)
    json.null("transaction_id")
    json.field("created_at", payment.created)
    json.field("updated_at", payment.updated)
    json.object("payment_gateway") { json in
      json.null("id")
      json.null("name")
    }
  }
}
