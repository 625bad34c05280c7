import HvValues

/// What a person has left in a year.
extension PaidTimeOff {
  /// Of the caller and today, unless others are asked for.
  /// - Throws: 404 when there is no such user.
  static func retrieveBalances(_ call: Call, _ store: Store) throws(Refusal) -> [UInt8] {
    try call.require(.administrator)
    let day = try call.query.day("as_of") ?? store.now.day
    let year = try call.query.id("year") ?? Int64(day.year)
    guard (1...9999).contains(year) else { throw .invalid("year") }
    var user = call.caller.user
    if let id = try call.query.id("user_id") {
      guard let place = store.users.place(of: id) else { throw .notFound }
      user = place
    }
    return call.object { json in
      Users.embed(store.users[user], &json)
      json.field("year", year)
      json.field("as_of", day)
      json.key("balances")
      json.openList()
      for place in store.timeOff.types.indices where store.timeOff.types[place].isActive {
        json.open()
        write(Balance(of: user, type: place, year: Int(year), until: day, store), year, day, &json)
        json.close()
      }
      json.closeList()
    }
  }

  private static func write(_ balance: Balance, _ year: Int64, _ day: Day, _ json: inout JSONWriter) {
    let type = balance.type
    embed(type, looks: false, &json)
    json.field("is_requestable", type.isActive)
    json.field("year", year)
    json.field("as_of", day)
    json.field("is_unlimited", type.daysPerYear == nil)
    json.field("requires_approval", type.requiresApproval)
    json.field("effective_accrual_type", type.accrual)
    json.null("accrual_schedule")
    json.text("accrued_days", balance.accrued)
    json.text("carryover_days", balance.carryover)
    json.text("available_days", balance.available)
    json.text("used_days", balance.used.days)
    json.text("pending_days", balance.pending.days)
    json.text("remaining_days", balance.remaining)
    json.text("used_hours", balance.used.hours)
    json.text("pending_hours", balance.pending.hours)
    json.text("used_fraction", balance.fraction(balance.used.days), scale: 4)
    json.text("pending_fraction", balance.fraction(balance.pending.days), scale: 4)
  }
}

/// One type's account in one year; days and hours are hundredths.
private struct Balance {
  let type: TimeOffType
  let accrued: Int64
  let carryover: Int64
  /// Approved, up to and including the day of the balance.
  private(set) var used: (days: Int64, hours: Int64) = (0, 0)
  /// Not yet answered, whenever in the year.
  private(set) var pending: (days: Int64, hours: Int64) = (0, 0)

  init(of user: Int, type place: Int, year: Int, until last: Day, _ store: Store) {
    type = store.timeOff.types[place]
    let allocation = store.timeOff.allocations.first {
      $0.user == user && $0.type == place && $0.year == year
    }
    accrued = Int64(allocation?.daysPerYear ?? type.daysPerYear ?? 0)
    carryover = Int64(allocation?.carryover ?? 0)
    for request in store.timeOff.requests where request.user == user && request.type == place {
      for day in request.workdays where day.day.year == year {
        switch request.status {
        case .approved where day.day <= last: Self.add(day, to: &used)
        case .pending: Self.add(day, to: &pending)
        case .approved, .declined, .changesRequested: break
        }
      }
    }
  }

  private static func add(_ day: TimeOffRequest.OneDay, to sum: inout (days: Int64, hours: Int64)) {
    sum.days += Int64(day.fraction)
    sum.hours += Int64(day.hours)
  }

  var available: Int64 { accrued + carryover }

  /// Nothing counts down where there is no limit.
  var remaining: Int64 { type.daysPerYear == nil ? 0 : available - used.days - pending.days }

  /// Of what is available, in ten-thousandths; 0 of nothing.
  func fraction(_ days: Int64) -> Int64 { available > 0 ? (days * 10_000 + available / 2) / available : 0 }
}
