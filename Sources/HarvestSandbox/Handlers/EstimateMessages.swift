import HvValues

/// `/estimates/{estimate_id}/messages`: mails, and changes of the estimate's state.
enum EstimateMessages {
  static let handlers: [String: Handler] = [
    "listMessagesForEstimate": .read(list),
    "createEstimateMessage": .write(create),
    "deleteEstimateMessage": .write(delete),
  ]

  static func list(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    let place = try Estimates.find(call, store)
    return try Messages.list(call, store.estimateMessages, of: place) { write($0, store, &$1) }
  }

  static func create(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try Estimates.find(call, store)
    let message: Message
    if let event = try call.body.optionalChoice("event_type", EstimateEvent.self) {
      try store.estimates[place].change(by: event, at: store.now)
      message = Message(
        id: store.estimateMessages.nextID(), document: place, event: event.rawValue, sender: call.caller.user,
        created: store.now, updated: store.now)
    } else {
      message = try mail(call, about: place, store)
      store.estimates[place].markMailed(at: store.now)
    }
    store.estimates[place].document.updated = store.now
    store.estimateMessages.append(message)
    return call.object { write(message, store, &$0) }
  }

  static func delete(_ call: Call, _ store: inout Store) throws(Refusal) -> [UInt8] {
    let place = try Estimates.find(call, store)
    try Messages.delete(call, from: &store.estimateMessages, of: place)
    return []
  }

  private static func mail(_ call: Call, about place: Int, _ store: Store) throws(Refusal) -> Message {
    let text = MessageText(store.estimates[place], store)
    return Message(
      id: store.estimateMessages.nextID(), document: place, sender: call.caller.user,
      recipients: try Messages.recipients(call, store, copySuffices: false),
      subject: try call.body.optionalText("subject") ?? text.subject,
      body: try call.body.optionalText("body") ?? text.body,
      sendsCopy: try call.body.optionalFlag("send_me_a_copy") ?? false, created: store.now, updated: store.now)
  }

  private static func write(_ message: Message, _ store: Store, _ json: inout JSONWriter) {
    json.field("id", message.id)
    Messages.writeSender(message, store, &json)
    json.field("send_me_a_copy", message.sendsCopy)
    json.field("created_at", message.created)
    json.field("updated_at", message.updated)
    Messages.writeRecipients(message.recipients, &json)
    json.field("event_type", message.event)
    json.field("subject", message.subject)
    json.field("body", message.body)
  }
}

/// What a message without a mail does to an estimate (FACTS section 9).
enum EstimateEvent: String {
  case send, accept, decline
  case reopen = "re-open"

  /// The states in which it can happen.
  fileprivate var before: [EstimateState] {
    switch self {
    case .send: [.draft]
    case .accept, .decline: [.sent]
    case .reopen: [.accepted, .declined]
    }
  }
}

extension Estimate {
  /// - Throws: 422 when the estimate's state does not allow the event.
  fileprivate mutating func change(by event: EstimateEvent, at now: Instant) throws(Refusal) {
    guard event.before.contains(state) else {
      let wanted = event.before.map(\.rawValue).joined(separator: " or ")
      throw .unprocessable(
        "The event \(event.rawValue) needs an estimate that is \(wanted), and estimate \(document.number) is \(state)")
    }
    switch event {
    case .send: markMailed(at: now)
    case .accept:
      state = .accepted
      accepted = now
    case .decline:
      state = .declined
      declined = now
    case .reopen:
      state = .sent
      accepted = nil
      declined = nil
    }
  }

  /// A mail sends a draft; another one changes no state.
  fileprivate mutating func markMailed(at now: Instant) {
    guard state == .draft else { return }
    state = .sent
    sent = now
  }
}
