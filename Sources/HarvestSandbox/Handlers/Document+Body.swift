import HvValues

/// What a body says about an invoice or estimate, but for its lines.
extension Document {
  private static let percents = Exact.zero...Exact(100)

  /// A document without lines for the client that the body names, issued today, in the client's currency.
  /// - Parameter numbers: of all other documents of its kind; the next one is taken unless the body has its own.
  /// - Throws: 422 for fields that are missing or wrong.
  init(_ call: Call, numbers: [String], key: String, _ store: Store) throws(Refusal) {
    let client = try Self.client(try call.body.id("client_id"), store)
    self.init(
      client: client, number: Self.number(after: numbers), currency: store.clients[client].currency,
      issued: store.now.day, lines: [], clientKey: key, creator: call.caller.user, created: store.now,
      updated: store.now)
    try change(by: call.body, numbers: numbers, store)
  }

  /// Changes what the body names. Null or blank, a number, currency or issue date stays what it is.
  /// - Parameter numbers: of all other documents of its kind.
  /// - Throws: 422 for values that are wrong, and for a number that another document has.
  mutating func change(by body: Body, numbers: [String], _ store: Store) throws(Refusal) {
    if body.has("client_id") { client = try Self.client(try body.id("client_id"), store) }
    if let wanted = body["number"], !wanted.isBlank { number = try body.text("number") }
    if numbers.contains(number) { throw .unprocessable("Number has already been taken") }
    try body.set("purchase_order", &purchaseOrder)
    try Self.setPercent("tax", body, &tax)
    try Self.setPercent("tax2", body, &tax2)
    try Self.setPercent("discount", body, &discount)
    try body.set("subject", &subject)
    try body.set("notes", &notes)
    currency = try body.optionalCurrency("currency") ?? currency
    issued = try body.optionalDay("issue_date") ?? issued
  }

  private static func client(_ id: Int64, _ store: Store) throws(Refusal) -> Int {
    guard let place = store.clients.place(of: id) else { throw .unprocessable("Client not found") }
    return place
  }

  private static func setPercent(_ name: String, _ body: Body, _ place: inout Exact?) throws(Refusal) {
    try body.set(name, &place)
    if let percent = place, !percents.contains(percent) {
      throw .unprocessable("\(name) must lie between 0 and 100")
    }
  }

  /// One more than the highest number that is written in digits alone; "1" without any.
  static func number(after numbers: [String]) -> String {
    let known = numbers.compactMap { Int64($0) }.filter { $0 < .max }
    return String((known.max() ?? 0) + 1)
  }

  /// 40 hexadecimal digits that look like a secret; the same for the same id, so that a script's output repeats.
  static func key(of id: Int64) -> String {
    let digits = (1...3).map { part in
      let digits = String(SplitMix.hash(Int(truncatingIfNeeded: id), part), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return String(digits.joined().prefix(40))
  }
}
