/// A running sum in 128 bits: on the way it may exceed what a number holds.
public struct ExactSum: Sendable {
  private var sum: Int128 = 0
  private var scale: UInt8 = 0
  /// How many numbers were added.
  public private(set) var count = 0

  /// Begins with nothing added; the total of that is 0.
  public init() {}

  /// Adds a number; after a fault the sum is as before.
  public mutating func add(_ x: Exact) throws(ExactFault) {
    var aligned = Int128(x.significand)
    var own = sum
    if x.scale < scale {
      aligned *= PowersOfTen.int128(Int(scale - x.scale))
    } else if x.scale > scale {
      let (rescaled, overflow) = own.multipliedReportingOverflow(by: PowersOfTen.int128(Int(x.scale - scale)))
      if overflow { throw .overflow }
      own = rescaled
    }
    let (total, overflow) = own.addingReportingOverflow(aligned)
    if overflow { throw .overflow }
    sum = total
    scale = max(scale, x.scale)
    count += 1
  }

  /// The sum with the largest scale of its items, rounded as a calculated number is; 0 of nothing.
  public func total() throws(ExactFault) -> Exact { try Exact.fitting(sum, scale: Int(scale)) }

  /// The average, rounded as a quotient is; nil of nothing.
  public func mean() throws(ExactFault) -> Exact? {
    guard count > 0 else { return nil }
    return try Exact.quotient(
      sum.magnitude, UInt128(count.magnitude) * PowersOfTen.uint128(Int(scale)), isNegative: sum < 0)
  }
}
