// Equality is total and lawful: it never faults, and equal values have equal hashes, so that it can group and join.
// What is meant to be equal but would break these laws is in `equals`.

extension Value: Hashable {
  /// Values nested deeper than this are equal to nothing, lest comparing them exhaust the stack.
  static let depthLimit = 512

  /// 2.50 is 2.5, 90m is 1h30m and the number of hours 1.5; null is only null; money is its amount and currency;
  /// records are their keys and values in any order; blocks are themselves.
  public static func == (a: Value, b: Value) -> Bool { isEqual(a, b, depth: 0) }

  /// Hashes what is equal alike, 2.50 as 2.5 and `90m` as 1.5; of nested values, the outermost levels only.
  public func hash(into hasher: inout Hasher) { hash(into: &hasher, depth: 0) }

  // What calls itself is kept apart from the rest, so that it needs little of the stack, also in a debug build.

  private static func isEqual(_ a: Value, _ b: Value, depth: Int) -> Bool {
    switch (a, b) {
    case (.list(let a), .list(let b)): a === b || depth < depthLimit && isEqual(a.elements, b.elements, depth: depth)
    case (.record(let a), .record(let b)): a === b || depth < depthLimit && isEqual(a, b, depth: depth)
    case (.range(let a), .range(let b)): a === b || depth < depthLimit && isEqual(a, b, depth: depth)
    default: isEqual(plain: a, b)
    }
  }

  private static func isEqual(_ a: [Value], _ b: [Value], depth: Int) -> Bool {
    guard a.count == b.count else { return false }
    for i in a.indices where !isEqual(a[i], b[i], depth: depth + 1) { return false }
    return true
  }

  private static func isEqual(_ a: Record, _ b: Record, depth: Int) -> Bool {
    guard a.shape === b.shape || a.shape.keyCount == b.shape.keyCount else { return false }
    for (i, key) in a.shape.keys.enumerated() where a.shape.slot(key) == i {
      guard let other = b[key], isEqual(a.values[i], other, depth: depth + 1) else { return false }
    }
    return true
  }

  private static func isEqual(_ a: ValueRange, _ b: ValueRange, depth: Int) -> Bool {
    // An open end is no null end: that one holds nothing.
    guard (a.lower == nil) == (b.lower == nil), (a.upper == nil) == (b.upper == nil) else { return false }
    return isEqual(a.lower ?? .null, b.lower ?? .null, depth: depth + 1)
      && isEqual(a.upper ?? .null, b.upper ?? .null, depth: depth + 1)
  }

  private static func isEqual(plain a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.money(let a), .money(let b)): return a == b
    case (.day(let a), .day(let b)): return a == b
    case (.time(let a), .time(let b)): return a == b
    case (.instant(let a), .instant(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.number, .numeral), (.numeral, .number), (.numeral, .numeral):
      if let x = a.exactNumber { return x == b.exactNumber }
      return b.exactNumber == nil && a.decimal == b.decimal
    case (.duration(let span), .number), (.duration(let span), .numeral):
      return b.exactNumber.map { span.order(ofHours: $0) == .equal } ?? false
    case (.number, .duration(let span)), (.numeral, .duration(let span)):
      return a.exactNumber.map { span.order(ofHours: $0) == .equal } ?? false
    case (.opaque(let a), .opaque(let b)): return a === b
    default: return false
    }
  }

  private func hash(into hasher: inout Hasher, depth: Int) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .numeral(let numeral):
      if let exact = numeral.exact { hasher.combine(exact) } else { hasher.combine(decimal) }
    case .duration(let span):
      if let hours = span.exactHours { hasher.combine(hours) } else { hasher.combine(span) }
    case .money(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .day(let value): hasher.combine(value)
    case .time(let value): hasher.combine(value)
    case .instant(let value): hasher.combine(value)
    case .range(let range):
      range.lower?.hash(into: &hasher, shallow: depth)
      range.upper?.hash(into: &hasher, shallow: depth)
    case .list(let list):
      hasher.combine(list.count)
      for element in list.elements { element.hash(into: &hasher, shallow: depth) }
    case .record(let record):
      // A sum, because the order of the keys does not count.
      var sum = 0
      for (i, key) in record.shape.keys.enumerated() where record.shape.slot(key) == i {
        var own = Hasher()
        own.combine(key)
        record.values[i].hash(into: &own, shallow: depth)
        sum &+= own.finalize()
      }
      hasher.combine(sum)
    case .opaque(let value): hasher.combine(ObjectIdentifier(value))
    }
  }

  /// Hashes an element, no deeper than a few levels: what lies below tells little, and must not exhaust the stack.
  private func hash(into hasher: inout Hasher, shallow depth: Int) {
    if depth < 8 { hash(into: &hasher, depth: depth + 1) }
  }
}

extension Value {
  /// The number, where it is one that 64 bits and 18 decimals hold.
  public var exactNumber: Exact? {
    switch self {
    case .number(let exact): exact
    case .numeral(let numeral): numeral.exact
    default: nil
    }
  }

  /// Equality, and beyond it what a person means by the same: money and a number of its amount, a timestamp and the
  /// date of its day in UTC. Not transitive, so no key of a group.
  public func equals(_ other: Value) -> Bool {
    switch (self, other) {
    case (.money, .number), (.money, .numeral), (.number, .money), (.numeral, .money): amountOrder(other) == .equal
    case (.day(let day), .instant(let instant)), (.instant(let instant), .day(let day)): instant.day == day
    default: self == other
    }
  }
}
