/// A decimal number of any length in a form that can be compared: `0.digits × 10^point`, negative or not.
struct WideDecimal: Hashable, Comparable {
  private let isNegative: Bool
  private let point: Int
  /// ASCII digits without zeros at either end; empty for zero.
  private let digits: [UInt8]

  /// Reads text in the grammar of JSON. Exponents beyond ± 10^15 count as that.
  init(_ text: String) {
    var digits: [UInt8] = []
    var isNegative = false
    var point = 0
    var seenPoint = false
    var exponent = 0
    var exponentSign: Int?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): if exponentSign == nil { isNegative = true } else { exponentSign = -1 }
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): exponentSign = 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if exponentSign != nil {
          exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000_000_000)
        } else if digits.isEmpty, byte == UInt8(ascii: "0") {
          if seenPoint { point -= 1 }
        } else {
          digits.append(byte)
          if !seenPoint { point += 1 }
        }
      default: break
      }
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    self.digits = digits
    self.isNegative = isNegative && !digits.isEmpty
    self.point = digits.isEmpty ? 0 : point + exponent * (exponentSign ?? 1)
  }

  static func < (a: WideDecimal, b: WideDecimal) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    return a.isNegative ? b.isSmaller(than: a) : a.isSmaller(than: b)
  }

  /// Without the signs.
  private func isSmaller(than other: WideDecimal) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    return point == other.point ? digits.lexicographicallyPrecedes(other.digits) : point < other.point
  }
}

extension Value {
  /// The number, or the amount of the money, at any length; nil for other types.
  var decimal: WideDecimal? {
    switch self {
    case .number(let exact): WideDecimal(exact.description)
    case .numeral(let numeral): WideDecimal(numeral.text)
    case .money(let money): WideDecimal(money.amount.description)
    default: nil
    }
  }
}
