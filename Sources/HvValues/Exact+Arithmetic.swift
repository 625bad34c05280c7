// The rules: + - * are exact up to 18 significant digits. Beyond that, and always for / and mean, the result is
// rounded half to even to 18 significant digits and at most 12 decimals. Digits before the point are never lost: what
// 64 bits cannot hold there is an overflow. Sums keep the larger scale (2.50 + 1 is 3.50), products drop the zeros
// beyond it, quotients drop all.

/// Why a calculation has no result.
public enum ExactFault: Error, Hashable, Sendable {
  /// The result needs more digits before the point than 64 bits hold, or the divisor was zero.
  case overflow, divisionByZero
}

extension Exact {
  /// The sum, with the decimals of the operand that has more: 2.50 + 1 is 3.50.
  ///
  /// Exact where 18 significant digits or a whole number of 64 bits hold it; a longer one loses trailing zeros and is
  /// then rounded half to even to 18 digits, and to 12 decimals at most.
  ///
  /// - Throws: `overflow` where 64 bits cannot hold the digits before the point.
  public func adding(_ other: Exact) throws(ExactFault) -> Exact {
    let (a, scale) = aligned(with: other)
    return try Self.fitting(a + other.aligned(with: self).own, scale: scale)
  }

  /// The difference, with the decimals of the operand that has more; it is rounded as a sum is.
  ///
  /// - Throws: `overflow` where 64 bits cannot hold the digits before the point.
  public func subtracting(_ other: Exact) throws(ExactFault) -> Exact {
    let (a, scale) = aligned(with: other)
    return try Self.fitting(a - other.aligned(with: self).own, scale: scale)
  }

  /// The product, without trailing zeros beyond the decimals of the operand that has more: 2.50 × 2.0 is 5.00.
  ///
  /// Exact where 18 significant digits and 18 decimals, or a whole number of 64 bits, hold it; a longer one is rounded
  /// as a sum is.
  ///
  /// - Throws: `overflow` where 64 bits cannot hold the digits before the point.
  public func multiplied(by other: Exact) throws(ExactFault) -> Exact {
    let scale = Int(scale) + Int(other.scale)
    let wanted = Int(max(self.scale, other.scale))
    let (small, overflow) = significand.multipliedReportingOverflow(by: other.significand)
    if !overflow {
      let (product, scale) = Self.trimmed(small, scale: scale, to: wanted)
      return try Self.fitting(Int128(product), scale: scale)
    }
    let (product, trimmed) = Self.trimmed(Int128(significand) * Int128(other.significand), scale: scale, to: wanted)
    return try Self.fitting(product, scale: trimmed)
  }

  /// The quotient, rounded half to even to 18 significant digits and 12 decimals at most, without trailing zeros.
  ///
  /// - Throws: `divisionByZero`, and `overflow` where 64 bits cannot hold the digits before the point.
  public func divided(by other: Exact) throws(ExactFault) -> Exact {
    try Self.quotient(
      aligned(with: other).own.magnitude, other.aligned(with: self).own.magnitude,
      isNegative: isNegative != other.isNegative)
  }

  /// What is left of a division to a whole number toward zero; it has the sign of `self` and is always exact.
  public func remainder(dividingBy other: Exact) throws(ExactFault) -> Exact {
    guard !other.isZero else { throw .divisionByZero }
    // Most often 64 bits do; -2^63 % -1 would trap there.
    if scale == other.scale, other.significand != -1 {
      return Exact(significand: significand % other.significand, scale: scale)
    }
    let (a, scale) = aligned(with: other)
    // Smaller than the operand whose scale it has, thus within 64 bits.
    let rest = a % other.aligned(with: self).own
    return Exact(significand: Int64(truncatingIfNeeded: rest), scale: UInt8(scale))
  }

  /// The number with the opposite sign, of the same scale.
  ///
  /// The significand -2^63 has no opposite in 64 bits: with decimals it is rounded to 18 digits, as a sum is.
  ///
  /// - Throws: `overflow` for the integer -2^63.
  public func negated() throws(ExactFault) -> Exact {
    if significand != .min { return Exact(significand: -significand, scale: scale) }
    return try Self.fitting(-Int128(significand), scale: Int(scale))
  }

  /// The number without its sign, of the same scale.
  ///
  /// - Throws: `overflow` for the integer -2^63.
  public func magnitude() throws(ExactFault) -> Exact { isNegative ? try negated() : self }

  /// The number with at most `places` decimals; negative places round to tens, hundreds and so on.
  public func rounded(to places: Int, _ rule: ExactRounding = .halfEven) throws(ExactFault) -> Exact {
    guard places < Int(scale) else { return self }
    // 20 places before the point are more than 64 bits have; so is what rounding up there gives.
    let places = max(places, -20)
    let unit = PowersOfTen.uint128(Int(scale) - places)
    let kept = rule.quotient(UInt128(significand.magnitude), unit, isNegative: isNegative)
    let (scaled, overflow) = kept.multipliedReportingOverflow(by: PowersOfTen.uint128(-places))
    if overflow { throw .overflow }
    return Exact(significand: try Self.signed(scaled, isNegative), scale: UInt8(max(places, 0)))
  }
}

extension Exact {
  /// A calculated significand stays below this.
  private static let exactLimit: UInt64 = 1_000_000_000_000_000_000
  private static let significantDigits = 18
  private static let roundedDecimals = 12

  /// The number `significand × 10^-scale`, rounded where the rules above say so. `scale` is in 0...36.
  static func fitting(_ significand: Int128, scale: Int) throws(ExactFault) -> Exact {
    if let small = Int64(exactly: significand), scale <= maxScale, scale == 0 || small.magnitude < exactLimit {
      return Exact(significand: small, scale: UInt8(scale))
    }
    return try narrowing(significand.magnitude, scale: scale, isNegative: significand < 0)
  }

  private static func signed(_ magnitude: UInt128, _ isNegative: Bool) throws(ExactFault) -> Int64 {
    guard let wide = Int128(exactly: magnitude), let signed = Int64(exactly: isNegative ? -wide : wide) else {
      throw .overflow
    }
    return signed
  }

  /// Without the trailing zeros beyond a scale.
  private static func trimmed<T: FixedWidthInteger>(_ significand: T, scale: Int, to wanted: Int) -> (T, scale: Int) {
    var (significand, scale) = (significand, scale)
    while scale > wanted, significand % 10 == 0 {
      significand /= 10
      scale -= 1
    }
    return (significand, scale)
  }

  private static func narrowing(_ wide: UInt128, scale wideScale: Int, isNegative: Bool) throws(ExactFault) -> Exact {
    var magnitude = wide
    var scale = wideScale
    func isTooLong() -> Bool { scale > 0 && (magnitude >= UInt128(exactLimit) || scale > maxScale) }
    while isTooLong(), magnitude % 10 == 0 {
      magnitude /= 10
      scale -= 1
    }
    if isTooLong() {
      let surplus = max(scale - roundedDecimals, PowersOfTen.digits(magnitude) - significantDigits)
      let dropped = min(surplus, scale)
      magnitude = ExactRounding.halfEven.quotient(magnitude, PowersOfTen.uint128(dropped), isNegative: isNegative)
      scale -= dropped
    }
    let significand = try signed(magnitude, isNegative)
    let result = Exact(significand: significand, scale: UInt8(scale))
    return wideScale == scale ? result : result.normalized
  }

  /// `numerator / denominator` to 18 digits and 12 decimals. The denominator is below 2^63 × 10^18.
  static func quotient(_ numerator: UInt128, _ denominator: UInt128, isNegative: Bool) throws(ExactFault) -> Exact {
    guard denominator != 0 else { throw .divisionByZero }
    var (magnitude, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    let decimals = max(0, min(roundedDecimals, significantDigits - PowersOfTen.digits(magnitude)))
    let power = PowersOfTen.uint128(decimals)
    let (shifted, overflow) = rest.multipliedReportingOverflow(by: power)
    if !overflow {
      let (more, left) = shifted.quotientAndRemainder(dividingBy: denominator)
      (magnitude, rest) = (magnitude * power + more, left)
    } else {
      // A rest this long goes digit by digit: ten times the rest still fits.
      for _ in 0..<decimals {
        let (digit, left) = (rest * 10).quotientAndRemainder(dividingBy: denominator)
        (magnitude, rest) = (magnitude * 10 + digit, left)
      }
    }
    let up = ExactRounding.halfEven.roundsUp(magnitude, rest: rest, of: denominator, isNegative: isNegative)
    return Exact(significand: try signed(up ? magnitude + 1 : magnitude, isNegative), scale: UInt8(decimals)).normalized
  }
}
