import HvValues

/// `/invoices/{invoice_id}/messages`: mails, and changes of the invoice's state.
enum InvoiceMessages {
  static let handlers: [String: Handler] = [
    "listMessagesForInvoice": .read(list),
    "retrieveInvoiceMessageSubjectAndBodyForSpecificInvoice": .read(preview),
    "createInvoiceMessage": .write(create),
    "deleteInvoiceMessage": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let place = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    return try Messages.list(call, store.invoiceMessages, of: place) { write($0, store, &$1) }
  }

  /// What a mail would say; thanks go before a reminder.
  static func preview(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let place = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    let thanks = try call.query.flag("thank_you") ?? false
    let isReminder = try call.query.flag("reminder") ?? false
    let text = text(thanks ? .thanks : isReminder ? .reminder : .invoice, of: place, store)
    return call.object { json in
      json.field("invoice_id", store.invoices[place].id)
      json.field("subject", text.subject)
      json.field("body", text.body)
      json.field("reminder", isReminder && !thanks)
      json.field("thank_you", thanks)
    }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    // Deprecated: true says nothing.
    if try call.body.optionalFlag("include_link_to_client_invoice") == false {
      store.invoices[place].paymentOptions = []
    }
    let message: Message
    if let event = try call.body.optionalChoice("event_type", InvoiceEvent.self) {
      try store.invoices[place].change(by: event, at: store.now)
      // A closed invoice may have been changed to less than was paid.
      store.settlePaid(place)
      message = Message(
        id: store.invoiceMessages.nextID(), document: place, event: event.rawValue, sender: call.caller.user,
        created: store.now, updated: store.now)
    } else {
      message = try mail(call, about: place, store)
      store.invoices[place].markMailed(at: store.now)
    }
    store.invoices[place].document.updated = store.now
    store.invoiceMessages.append(message)
    return call.object { write(message, store, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try Invoices.find(call, store, for: .managedProjectsInvoiceManager)
    try Messages.delete(call, from: &store.invoiceMessages, of: place)
    return []
  }

  private static func mail(_ call: Call, about place: Int, _ store: Store) throws(Refusal) -> Message {
    let thanks = try call.body.optionalFlag("thank_you") ?? false
    let text = text(thanks ? .thanks : .invoice, of: place, store)
    return Message(
      id: store.invoiceMessages.nextID(), document: place, sender: call.caller.user,
      recipients: try Messages.recipients(call, store, copySuffices: true),
      subject: try call.body.optionalText("subject") ?? text.subject,
      body: try call.body.optionalText("body") ?? text.body,
      attachesPDF: try call.body.optionalFlag("attach_pdf") ?? false,
      sendsCopy: try call.body.optionalFlag("send_me_a_copy") ?? false, thanks: thanks,
      created: store.now, updated: store.now)
  }

  static func text(_ about: MessageText.About, of place: Int, _ store: Store) -> MessageText {
    MessageText(about, store.invoices[place], due: store.due(place), store)
  }

  private static func write(_ message: Message, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", message.id)
    Messages.writeSender(message, store, &json)
    json.field("include_link_to_client_invoice", !store.invoices[message.document].paymentOptions.isEmpty)
    json.field("send_me_a_copy", message.sendsCopy)
    json.field("thank_you", message.thanks)
    json.field("reminder", false)
    json.null("send_reminder_on")
    json.field("created_at", message.created)
    json.field("updated_at", message.updated)
    json.field("attach_pdf", message.attachesPDF)
    json.field("event_type", message.event)
    Messages.writeRecipients(message.recipients, &json)
    json.field("subject", message.subject)
    json.field("body", message.body)
  }
}

/// What a message without a mail does to an invoice (FACTS section 9).
enum InvoiceEvent: String {
  case send, close
  case reopen = "re-open"
  case draft

  /// The only state in which it can happen.
  fileprivate var before: InvoiceState {
    switch self {
    case .send: .draft
    case .close, .draft: .open
    case .reopen: .closed
    }
  }
}

extension Invoice {
  /// - Throws: 422 when the invoice's state does not allow the event.
  fileprivate mutating func change(by event: InvoiceEvent, at now: Instant) throws(Refusal) {
    guard state == event.before else {
      throw .unprocessable(
        "The event \(event.rawValue) needs an invoice that is \(event.before), and invoice \(number) is \(state)")
    }
    switch event {
    case .send: markMailed(at: now)
    case .close:
      state = .closed
      closed = now
    case .reopen:
      state = .open
      closed = nil
    case .draft:
      state = .draft
      sent = nil
    }
  }

  /// A mail of a draft opens it; another one changes no state.
  fileprivate mutating func markMailed(at now: Instant) {
    guard state == .draft else { return }
    state = .open
    sent = now
  }
}
