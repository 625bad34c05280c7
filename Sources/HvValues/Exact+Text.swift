extension Exact: CustomStringConvertible {
  /// Reads a number in the grammar of JSON: digits without leading zeros, with `-`, a point and an exponent allowed.
  ///
  /// Nil for other text, and for a number that 64 bits with 18 decimals cannot hold exactly.
  public init?(_ text: String) {
    var text = text
    guard let exact = text.withUTF8({ NumberScan($0).exact }) else { return nil }
    self = exact
  }

  /// Reads a number as `init(_: String)` does, from its bytes, in one pass without allocating.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    guard let exact = NumberScan(utf8).exact else { return nil }
    self = exact
  }

  /// The digits, with as many decimals as the scale says: `2.50`, `-0.05`.
  public var description: String {
    // At most a sign, `0.` and 18 digits, or a sign, 19 digits and a point. Up to 15 bytes need no allocation.
    let isShort = significand.magnitude < 1_000_000_000_000 && scale <= 12
    return String(unsafeUninitializedCapacity: isShort ? 15 : 21) { buffer in
      var rest = significand.magnitude
      var count = 0
      // Backwards first, which needs no count of the digits; before a point stands at least one.
      let least = scale == 0 ? 1 : Int(scale) + 2
      while rest > 0 || count < least {
        if count == Int(scale), scale > 0 {
          buffer[count] = UInt8(ascii: ".")
        } else {
          buffer[count] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
          rest /= 10
        }
        count += 1
      }
      if significand < 0 {
        buffer[count] = UInt8(ascii: "-")
        count += 1
      }
      var written = buffer[..<count]
      written.reverse()
      return count
    }
  }
}

extension Value {
  /// Reads a number token: as `number` where that prints as it came, else as `numeral`, which keeps the text.
  ///
  /// Nil for other text.
  public init?(number utf8: UnsafeBufferPointer<UInt8>) {
    let scan = NumberScan(utf8)
    guard scan.isNumber else { return nil }
    if let exact = scan.exact, scan.isPlain {
      self = .number(exact)
    } else {
      self = .numeral(Numeral(text: String(decoding: utf8, as: UTF8.self), exact: scan.exact))
    }
  }
}

/// What one pass over the bytes of a number found.
struct NumberScan {
  /// The bytes are a number by the grammar of JSON.
  private(set) var isNumber = false
  /// `exact` would print these very bytes.
  private(set) var isPlain = false
  /// The number, where 64 bits with 18 decimals hold it.
  private(set) var exact: Exact?

  /// The digits so far. Trailing zeros that do not fit are counted, because a point or an exponent can take them off.
  private struct Digits {
    var magnitude: UInt64 = 0
    var zeros = 0
    var fits = true

    @inline(__always)
    mutating func append(_ digit: UInt8) {
      if magnitude <= (UInt64.max - 9) / 10 {
        magnitude = magnitude &* 10 &+ UInt64(digit)
      } else if digit == 0 {
        zeros += 1
      } else {
        fits = false
      }
    }
  }

  init(_ utf8: UnsafeBufferPointer<UInt8>) {
    let end = utf8.count
    var i = 0
    @inline(__always) func digit() -> UInt8? {
      guard i < end, case let value = utf8[i] &- UInt8(ascii: "0"), value <= 9 else { return nil }
      return value
    }
    @inline(__always) func skip(_ byte: UInt8) -> Bool {
      guard i < end, utf8[i] == byte else { return false }
      i += 1
      return true
    }

    let isNegative = skip(UInt8(ascii: "-"))
    var digits = Digits()
    guard let first = digit() else { return }
    digits.append(first)
    i += 1
    if first != 0 {
      while let next = digit() {
        digits.append(next)
        i += 1
      }
    }
    var decimals = 0
    if skip(UInt8(ascii: ".")) {
      let start = i
      while let next = digit() {
        digits.append(next)
        i += 1
      }
      decimals = i - start
      if decimals == 0 { return }
    }
    var exponent = 0
    var hasExponent = false
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      hasExponent = true
      let isBelow = skip(UInt8(ascii: "-"))
      if !isBelow { _ = skip(UInt8(ascii: "+")) }
      guard digit() != nil else { return }
      while let next = digit() {
        // A million is beyond all that can fit, but for zero; more digits must not overflow.
        if exponent < 1_000_000 { exponent = exponent * 10 + Int(next) }
        i += 1
      }
      if isBelow { exponent = -exponent }
    }
    guard i == end else { return }
    isNumber = true
    guard digits.fits else { return }
    exact = Self.exact(digits, scale: decimals - exponent - digits.zeros, isNegative)
    isPlain = !hasExponent && exact.map { Int($0.scale) } == decimals && !(isNegative && digits.magnitude == 0)
  }

  private static func exact(_ digits: Digits, scale written: Int, _ isNegative: Bool) -> Exact? {
    var magnitude = digits.magnitude
    var scale = written
    if magnitude == 0 { return Exact(significand: 0, scale: UInt8(max(0, min(scale, Exact.maxScale)))) }
    let limit: UInt64 = isNegative ? 1 << 63 : 1 << 63 - 1
    if scale < 0 {
      guard scale >= -18 else { return nil }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: PowersOfTen.int64(-scale).magnitude)
      if overflow { return nil }
      (magnitude, scale) = (product, 0)
    }
    while scale > Exact.maxScale || magnitude > limit {
      guard scale > 0, magnitude % 10 == 0 else { return nil }
      magnitude /= 10
      scale -= 1
    }
    return Exact(significand: Int64(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude), scale: UInt8(scale))
  }
}
