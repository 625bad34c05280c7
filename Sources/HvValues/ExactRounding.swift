/// How a number is rounded.
public enum ExactRounding: Hashable, Sendable, CaseIterable {
  /// To the nearest; a half to the even neighbour.
  case halfEven
  /// To the nearest; a half away from zero.
  case halfUp
  /// Away from zero.
  case up
  /// Toward zero.
  case down
  /// Toward minus infinity.
  case floor
  /// Toward plus infinity.
  case ceiling

  /// `numerator / denominator` rounded to a whole number; the denominator is not zero. `isNegative` tells the sign that
  /// the caller puts before it.
  func quotient(_ numerator: UInt128, _ denominator: UInt128, isNegative: Bool) -> UInt128 {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return roundsUp(quotient, rest: rest, of: denominator, isNegative: isNegative) ? quotient + 1 : quotient
  }

  /// Whether a quotient, the division by `divisor` having left `rest`, becomes the next greater one.
  func roundsUp(_ quotient: UInt128, rest: UInt128, of divisor: UInt128, isNegative: Bool) -> Bool {
    guard rest > 0 else { return false }
    // Half the divisor against the rest; twice the rest could overflow.
    let missing = divisor - rest
    return switch self {
    case .halfEven: rest > missing || rest == missing && !quotient.isMultiple(of: 2)
    case .halfUp: rest >= missing
    case .up: true
    case .down: false
    case .floor: isNegative
    case .ceiling: !isNegative
    }
  }
}
