import HvValues

/// A person's rates, billable or cost: oldest first, so that ids and starts both grow.
extension [Rate] {
  /// The rate that holds today: rates do not start in the future.
  var current: Exact? { last?.amount }

  /// The last day on which a rate is in force; nil while it still is.
  func end(of rate: Rate) -> Day? { first { $0.id > rate.id }?.start?.adding(days: -1) }

  /// Adds a rate that replaces those from its start on, all of them where it has none; the one before it ends.
  mutating func start(_ rate: Rate) {
    if let start = rate.start {
      removeAll { old in old.start.map { $0 >= start } ?? false }
    } else {
      removeAll()
    }
    if !isEmpty { self[count - 1].updated = rate.created }
    append(rate)
  }
}

extension Store {
  /// An id for a rate to come, larger than that of any other of its kind.
  func nextRateID(_ kind: KeyPath<User, [Rate]>) -> Int64 {
    (users.byPlace { $0[keyPath: kind].last?.id ?? 0 }.max() ?? 0) + 1
  }
}
