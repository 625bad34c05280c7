/// A currency by its three-letter code.
public struct Currency: Hashable, Comparable, Sendable {
  /// Five bits a letter, the first letter highest, so that codes sort as text; 0 when unknown.
  package let packed: UInt16

  /// The currency of an amount of which nobody tells it: two such amounts may be of two currencies, so that they are
  /// never added.
  public static let unknown = Currency(packed: 0)

  /// The company's own, which no record names: the same wherever it stands.
  public static let company = Currency(packed: 1 << 15)

  /// The one currency of what belongs to a record whose own currency was not read: another one for each record.
  public static func unnamed(ofRecord id: Int64) -> Currency {
    // The bit that no letters use marks it; the rest tells 32,767 records apart.
    Currency(packed: 1 << 15 | UInt16(truncatingIfNeeded: id.magnitude % 32_767 + 1))
  }

  /// Takes what `packed` of another one was.
  package init(packed: UInt16) { self.packed = packed }

  /// Reads three ASCII letters in either case; nil for other text.
  public init?(_ code: String) {
    var packed: UInt16 = 0
    var count = 0
    for byte in code.utf8 {
      let letter = (byte & 0xDF) &- UInt8(ascii: "A")
      guard letter < 26, count < 3 else { return nil }
      packed = packed << 5 | UInt16(letter + 1)
      count += 1
    }
    guard count == 3 else { return nil }
    self.packed = packed
  }

  /// The code in capitals; nil for one without a name.
  public var code: String? {
    guard packed != 0, packed < 1 << 15 else { return nil }
    let letters = [10, 5, 0].map { UInt8(truncatingIfNeeded: packed >> UInt16($0) & 31) &+ (UInt8(ascii: "A") - 1) }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The order of the codes as text; an unknown currency is before all of them, those without a name are after.
  public static func < (a: Currency, b: Currency) -> Bool { a.packed < b.packed }
}

/// An amount in a currency. Two are equal when amount and currency are.
/// Decimals do not count: 2.50 is 2.5. Two amounts of an unknown currency are equal, though they are never added.
public struct Money: Hashable, Sendable {
  /// How many units of the currency: euros, not cents.
  public let amount: Exact
  /// What the amount is in; `Currency.unknown` where nobody tells it.
  public let currency: Currency

  /// Makes money of an amount as it is: nothing is rounded to the decimals of the currency.
  public init(_ amount: Exact, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }
}
