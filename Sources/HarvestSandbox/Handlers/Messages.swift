import HvValues

/// What the messages of invoices and of estimates share.
///
/// A message with an event changes a state and mails nobody; one without is a mail, though the sandbox sends none.
enum Messages {
  /// The messages of one document, newest first.
  static func list(
    _ call: Call, _ messages: Table<Message>, of document: Int, write: (Message, inout JSONWriter) -> Void
  ) throws(Refusal) -> [UInt8] {
    let since = try call.query.instant("updated_since")
    return try call.list(messages) { message in
      message.document == document && (since ?? message.updated) <= message.updated
    } write: { message, json in
      write(message, &json)
    }
  }

  /// Deletes the path's message, which leaves the document as it is.
  /// - Throws: 404 when the document has no such message.
  static func delete(_ call: Call, from messages: inout Table<Message>, of document: Int) throws(Refusal) {
    guard let id = call.ids.last, let place = messages.place(of: id), messages[place].document == document else {
      throw .notFound
    }
    messages.delete(place)
  }

  // MARK: Reading

  /// Whom a mail goes to, the caller's own copy included.
  /// - Parameter copySuffices: whether it may go to the caller alone.
  /// - Throws: 422 when that is nobody, and for a recipient without an e-mail address.
  static func recipients(
    _ call: Call, _ store: Store, copySuffices: Bool
  ) throws(Refusal) -> [Message.Recipient] {
    var recipients: [Message.Recipient] = []
    for recipient in try call.body.optionalObjects("recipients") ?? [] {
      let email = try recipient.text("email")
      guard email.contains("@") else { throw .unprocessable("\(email) is not an e-mail address") }
      recipients.append(Message.Recipient(name: try recipient.optionalText("name"), email: email))
    }
    let wantsCopy = try call.body.optionalFlag("send_me_a_copy") ?? false
    if recipients.isEmpty, !(wantsCopy && copySuffices) { throw .unprocessable("The message has no recipients") }
    let caller = store.users[call.caller.user]
    if wantsCopy, !recipients.contains(where: { $0.email == caller.email }) {
      recipients.append(Message.Recipient(name: caller.name, email: caller.email))
    }
    return recipients
  }

  // MARK: Writing

  static func writeSender(_ message: Message, _ store: Store, _ json: inout JSONWriter) {
    let sender = store.users[message.sender]
    json.field("sent_by", sender.name)
    json.field("sent_by_email", sender.email)
    json.field("sent_from", sender.name)
    json.field("sent_from_email", sender.email)
  }

  static func writeRecipients(_ recipients: [Message.Recipient], _ json: inout JSONWriter) {
    json.key("recipients")
    json.openList()
    for recipient in recipients {
      json.open()
      json.field("name", recipient.name)
      json.field("email", recipient.email)
      json.close()
    }
    json.closeList()
  }
}

/// What a mail says unless its sender writes something else.
struct MessageText {
  let subject: String
  let body: String

  private init(_ subject: String, _ lines: [String], from company: Company) {
    self.subject = subject
    body = (lines + ["", "Kind regards", company.name]).joined(separator: "\r\n")
  }

  enum About { case invoice, reminder, thanks }

  init(_ about: About, _ invoice: Invoice, due: Exact, _ store: Store) {
    let number = invoice.number
    let open = Self.money(due, invoice.document)
    switch about {
    case .invoice:
      self.init(
        "Invoice #\(number) from \(store.company.name)",
        Self.summary("Invoice", invoice.document, store) + ["Due: \(invoice.due) (\(invoice.term.rawValue))"],
        from: store.company)
    case .reminder:
      let late = store.now.day - invoice.due
      let when = late > 0 ? "was due on \(invoice.due), \(late) days ago" : "is due on \(invoice.due)"
      self.init(
        "Reminder: invoice #\(number) from \(store.company.name)",
        ["Invoice \(number) \(when).", "\(open) of it are open."], from: store.company)
    case .thanks:
      self.init(
        "Thank you for paying invoice #\(number) from \(store.company.name)",
        ["We have received your payment for invoice \(number).", "Thank you!"], from: store.company)
    }
  }

  init(_ estimate: Estimate, _ store: Store) {
    self.init(
      "Estimate #\(estimate.document.number) from \(store.company.name)",
      Self.summary("Estimate", estimate.document, store), from: store.company)
  }

  private static func summary(_ kind: String, _ document: Document, _ store: Store) -> [String] {
    [
      "\(kind): \(document.number)", "Date: \(document.issued)", "Client: \(store.clients[document.client].name)",
      "P.O. number: \(document.purchaseOrder ?? "")", "Amount: \(money(document.amounts.total, document))",
    ]
  }

  /// With two decimals: 120.00 EUR.
  private static func money(_ amount: Exact, _ document: Document) -> String {
    let cents = try? amount.adding(Exact(significand: 0, scale: 2))
    return "\(cents ?? amount) \(document.currency)"
  }
}
