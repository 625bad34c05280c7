/// How one thing stands to another.
public enum Ordering: Hashable, Sendable {
  /// The first thing comes before the other, at the same place, or after it.
  case less, equal, greater

  /// Compares two things by their own `<` and `==`.
  @inlinable
  public init<T: Comparable>(_ a: T, _ b: T) { self = a < b ? .less : a == b ? .equal : .greater }

  /// How the other thing stands to the first one.
  public var reversed: Ordering {
    switch self {
    case .less: .greater
    case .equal: .equal
    case .greater: .less
    }
  }
}

extension Value {
  /// The order that `<` and its kin see; nil where one side is null, which makes all of them false.
  ///
  /// Numbers also compare with money by amount, and with a duration as its decimal hours; a date with a timestamp by
  /// the latter's day in UTC. Faults: types without a common order, money of two currencies.
  public func compared(to other: Value) throws(ValueFault) -> Ordering? {
    switch (self, other) {
    case (.number(let a), .number(let b)): return Ordering(a, b)
    case (.null, _), (_, .null): return nil
    case (.money(let a), .money(let b)):
      guard a.currency == b.currency else { throw .currencies(a, b, .compare) }
      return Ordering(a.amount, b.amount)
    case (.bool(let a), .bool(let b)): return Ordering(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)): return Self.order(a, b)
    case (.day(let a), .day(let b)): return Ordering(a, b)
    case (.instant(let a), .instant(let b)): return Ordering(a, b)
    case (.day(let a), .instant(let b)): return Ordering(a, b.day)
    case (.instant(let a), .day(let b)): return Ordering(a.day, b)
    case (.time(let a), .time(let b)): return Ordering(a, b)
    case (.duration(let a), .duration(let b)): return Ordering(a, b)
    case (.duration, .number), (.duration, .numeral): return try other.compared(to: self)?.reversed
    case (.number(let a), .duration(let b)): return try Self.order(a, b)
    case (.numeral(let a), .duration(let b)):
      guard let exact = a.exact else { throw ValueFault(.overflow, .compare) }
      return try Self.order(exact, b)
    case (.number, .numeral), (.numeral, .number), (.numeral, .numeral), (.number, .money), (.money, .number),
      (.numeral, .money), (.money, .numeral):
      return amountOrder(other)
    default: throw ValueFault(.types(typeName, other.typeName), .compare)
    }
  }

  /// The order of `sort`: nulls last, whichever way it goes; otherwise values of one type.
  ///
  /// Money goes by currency, then amount, so that amounts of two currencies are never mixed. Dates and timestamps mix,
  /// a date before the timestamps of its day. Faults: two types, or values without an order (lists, records, blocks).
  public func sortOrder(_ other: Value, descending: Bool = false) throws(ValueFault) -> Ordering {
    let order: Ordering
    switch (self, other) {
    case (.null, .null): return .equal
    case (.null, _): return .greater
    case (_, .null): return .less
    case (.money(let a), .money(let b)):
      guard a.currency == b.currency else { return Ordering(a.currency, b.currency) }
      order = Ordering(a.amount, b.amount)
    case (.day(let a), .instant(let b)): order = a <= b.day ? .less : .greater
    case (.instant(let a), .day(let b)): order = a.day < b ? .less : .greater
    case (.duration, .number), (.duration, .numeral), (.number, .duration), (.numeral, .duration), (.number, .money),
      (.numeral, .money), (.money, .number), (.money, .numeral):
      throw ValueFault(.types(typeName, other.typeName), .sort)
    default:
      do throws(ValueFault) { order = try compared(to: other) ?? .equal } catch { throw ValueFault(error.code, .sort) }
    }
    return descending ? order.reversed : order
  }

  /// Whether `sort` puts this before the other.
  public func sortsBefore(_ other: Value, descending: Bool = false) throws(ValueFault) -> Bool {
    try sortOrder(other, descending: descending) == .less
  }

  /// The order of numbers of any length and of amounts; nil for other types.
  func amountOrder(_ other: Value) -> Ordering? {
    if let a = amount, let b = other.amount { return Ordering(a, b) }
    return decimal.flatMap { a in other.decimal.map { Ordering(a, $0) } }
  }

  private var amount: Exact? { if case .money(let money) = self { money.amount } else { exactNumber } }

  private static func order(_ hours: Exact, _ span: Span) throws(ValueFault) -> Ordering {
    guard let order = span.order(ofHours: hours) else { throw ValueFault(.months(span.description), .compare) }
    return order
  }

  /// Ignoring case first and, where that tells nothing, by Unicode scalars: lists read as people sort them.
  private static func order(_ a: String, _ b: String) -> Ordering {
    var (x, y) = (a, b)
    let folded = x.withUTF8 { x in y.withUTF8 { y in asciiOrder(x, y) } } ?? Ordering(a.lowercased(), b.lowercased())
    return folded == .equal ? Ordering(a, b) : folded
  }

  /// The order of two ASCII texts ignoring case; nil where they part in, or after, other characters.
  private static func asciiOrder(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Ordering? {
    for i in 0..<min(a.count, b.count) {
      let (x, y) = (a[i], b[i])
      if x | y >= 0x80 { return nil }
      let (lowX, lowY) = (lower(x), lower(y))
      if lowX != lowY {
        // A combining mark may follow, which changes the character.
        let next = (i + 1 < a.count ? a[i + 1] : 0) | (i + 1 < b.count ? b[i + 1] : 0)
        return next >= 0x80 ? nil : Ordering(lowX, lowY)
      }
    }
    let rest = a.count > b.count ? a : b
    let next = a.count == b.count ? 0 : rest[min(a.count, b.count)]
    return next >= 0x80 ? nil : Ordering(a.count, b.count)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}

/// A text made ready to be compared with many others; the order is that of `sort`.
package struct FoldedText {
  private let text: String
  private let folded: String

  package init(_ text: String) {
    self.text = text
    folded = text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } ? text : text.lowercased()
  }

  package func order(_ other: FoldedText) -> Ordering {
    let order = Ordering(folded, other.folded)
    return order == .equal ? Ordering(text, other.text) : order
  }
}

extension ValueFault {
  static func currencies(_ a: Money, _ b: Money, _ operation: Operation) -> ValueFault {
    ValueFault(.currencies(a.currency.code ?? "?", b.currency.code ?? "?"), operation)
  }
}
