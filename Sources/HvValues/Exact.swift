/// An exact decimal number: `significand × 10^-scale`.
///
/// Trailing zeros are kept for printing (`2.50`), but equality, order and hash are those of the number: 2.50 == 2.5.
/// Every 64-bit integer fits; of other numbers, those with up to 18 significant digits and 18 decimals do.
///
/// Start here for the rules of arithmetic: `Exact+Arithmetic.swift`; for reading and printing: `Exact+Text.swift`.
public struct Exact: Sendable {
  /// The digits as a whole number, with the sign: 250 for 2.50.
  public let significand: Int64
  /// How many decimals, 0 to 18.
  public let scale: UInt8

  /// 0 without decimals; `isZero` also holds for 0.00.
  public static let zero = Exact(0 as Int64)
  /// The greatest scale.
  static let maxScale = 18

  /// Makes a whole number of scale 0; all of 64 bits fit.
  @inlinable
  public init(_ integer: Int64) {
    significand = integer
    scale = 0
  }

  /// Makes a whole number of scale 0, as of an `Int64`.
  @inlinable
  public init(_ integer: Int) { self.init(Int64(integer)) }

  /// Makes a number of its parts; decimals beyond the 18th are rounded away, half to even.
  @inlinable
  public init(significand: Int64, scale: UInt8) {
    self.significand = scale <= 18 ? significand : Self.shortened(significand, scale)
    self.scale = min(scale, 18)
  }

  /// The significand at scale 18 of a number whose scale is greater.
  @usableFromInline
  static func shortened(_ significand: Int64, _ scale: UInt8) -> Int64 {
    // 64 bits have 19 digits, so that dropping 20 or more leaves nothing.
    let dropped = min(Int(scale) - maxScale, 20)
    let isNegative = significand < 0
    let rounded = ExactRounding.halfEven.quotient(
      UInt128(significand.magnitude), PowersOfTen.uint128(dropped), isNegative: isNegative)
    return Int64(truncatingIfNeeded: isNegative ? 0 &- rounded : rounded)
  }

  /// The number, where it is whole.
  public var integer: Int64? {
    if scale == 0 { return significand }
    let (quotient, rest) = significand.quotientAndRemainder(dividingBy: PowersOfTen.int64(Int(scale)))
    return rest == 0 ? quotient : nil
  }

  /// Whether the number is 0, whatever its scale.
  public var isZero: Bool { significand == 0 }
  /// Whether the number is less than 0; a zero never is.
  public var isNegative: Bool { significand < 0 }

  /// The same number with the fewest decimals.
  public var normalized: Exact {
    var significand = significand
    var scale = scale
    while scale > 0, significand % 10 == 0 {
      significand /= 10
      scale -= 1
    }
    return Exact(significand: significand, scale: scale)
  }
}

extension Exact: Hashable, Comparable {
  /// Whether both are the same number, whatever their scales: 2.50 == 2.5.
  @inlinable
  public static func == (a: Exact, b: Exact) -> Bool {
    if a.scale == b.scale { return a.significand == b.significand }
    return a.compared(with: b).isEqual
  }

  /// Whether `a` is the smaller number, compared without rounding, whatever the scales.
  @inlinable
  public static func < (a: Exact, b: Exact) -> Bool {
    if a.scale == b.scale { return a.significand < b.significand }
    return a.compared(with: b).isLess
  }

  /// Whether this is the smaller number, and whether both are the same, compared without rounding.
  @usableFromInline
  package func compared(with other: Exact) -> (isLess: Bool, isEqual: Bool) {
    // Nearly always the one with fewer decimals still fits when it is given those of the other.
    let scale = max(self.scale, other.scale)
    let own = significand.multipliedReportingOverflow(by: PowersOfTen.int64(Int(scale - self.scale)))
    let others = other.significand.multipliedReportingOverflow(by: PowersOfTen.int64(Int(scale - other.scale)))
    if own.overflow || others.overflow {
      let (own, others) = (aligned(with: other).own, other.aligned(with: self).own)
      return (own < others, own == others)
    }
    return (own.partialValue < others.partialValue, own.partialValue == others.partialValue)
  }

  /// Hashes the number without its trailing zeros, so that 2.50 and 2.5 hash alike.
  public func hash(into hasher: inout Hasher) {
    let least = normalized
    hasher.combine(least.significand)
    hasher.combine(least.scale)
  }

  /// The significand at the larger of the two scales: below 2^63 × 10^18, which 128 bits hold.
  func aligned(with other: Exact) -> (own: Int128, scale: Int) {
    let scale = max(self.scale, other.scale)
    return (Int128(significand) * PowersOfTen.int128(Int(scale - self.scale)), Int(scale))
  }
}
