import HvValues

/// What billable and cost rates have in common: they are listed, read and made, never changed (FACTS section 8).
enum Rates {
  /// Oldest first.
  static func list(_ rates: [Rate], _ call: Call) throws(Refusal) -> [UInt8] {
    try call.list(rates.reversed() as [Rate], oldestFirst: true) { rate, json in write(rate, of: rates, &json) }
  }

  static func retrieve(_ rates: [Rate], _ call: Call) throws(Refusal) -> [UInt8] {
    let rate = try call.find(in: rates)
    return call.object { write(rate, of: rates, &$0) }
  }

  /// Reads a rate and puts it into a user's list, where it replaces those from its start on.
  static func create(
    _ kind: WritableKeyPath<User, [Rate]>, of user: Int, _ call: Call, _ store: inout Store
  ) throws(Refusal) -> [UInt8] {
    guard let amount = try call.body.optionalPrice("amount", decimals: 2) else { throw .required("amount") }
    let start = try call.body.optionalDay("start_date")
    if let start, start > store.now.day { throw .unprocessable("start_date cannot be in the future") }
    let rate = Rate(
      id: store.nextRateID(kind), amount: amount, start: start, created: store.now, updated: store.now)
    store.users[user][keyPath: kind].start(rate)
    store.users[user].updated = store.now
    return call.object { write(rate, of: store.users[user][keyPath: kind], &$0) }
  }

  private static func write(_ rate: Rate, of rates: [Rate], _ json: inout JSONWriter) {
    json.field("id", rate.id)
    json.field("amount", rate.amount)
    json.field("start_date", rate.start)
    json.field("end_date", rates.end(of: rate))
    json.field("created_at", rate.created)
    json.field("updated_at", rate.updated)
  }
}
