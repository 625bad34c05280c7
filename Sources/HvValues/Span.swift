/// A duration: months, days and seconds, kept apart because months have no fixed length.
///
/// A day counts 24 hours: `1d == 24h`. Months equal only months.
public struct Span: Sendable, CustomStringConvertible {
  /// Months of the calendar, 12 for a year; as the other parts, they may be negative.
  public let months: Int32
  /// Days of 24 hours each.
  public let days: Int32
  /// Seconds; they may be more than a day has.
  public let seconds: Int64

  /// Makes a duration of its parts, each with its own sign; no part is carried over to another.
  public init(months: Int32, days: Int32, seconds: Int64) {
    self.months = months
    self.days = days
    self.seconds = seconds
  }

  /// Days and seconds together, in seconds.
  var totalSeconds: Int128 { Int128(days) * 86_400 + Int128(seconds) }

  /// The decimal hours, rounded as a quotient is; nil where there are months.
  public var hours: Exact? {
    guard months == 0 else { return nil }
    return try? Exact.quotient(totalSeconds.magnitude, 3600, isNegative: totalSeconds < 0)
  }

  /// The decimal hours, where they have an end: a third of an hour has none.
  var exactHours: Exact? {
    let (ninths, rest) = totalSeconds.quotientAndRemainder(dividingBy: 9)
    guard months == 0, rest == 0 else { return nil }
    // 1/3600 is 1/9 × 25/10000. Many hours fit only without their trailing zeros.
    var significand = ninths * 25
    var scale: UInt8 = 4
    while scale > 0, significand % 10 == 0 {
      significand /= 10
      scale -= 1
    }
    return Int64(exactly: significand).map { Exact(significand: $0, scale: scale) }
  }

  /// How a number of hours stands to this duration, without rounding; nil where there are months.
  func order(ofHours number: Exact) -> Ordering? {
    guard months == 0 else { return nil }
    return Ordering(Int128(number.significand) * 3600, totalSeconds * PowersOfTen.int128(Int(number.scale)))
  }
}

extension Span: Hashable, Comparable {
  /// Whether the months are as many, and days and seconds together as long: `1d == 24h`, but `30d` is not `1mo`.
  public static func == (a: Span, b: Span) -> Bool { a.months == b.months && a.totalSeconds == b.totalSeconds }

  /// Hashes the months, and days and seconds as one number, so that `1d` and `24h` hash alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(months)
    hasher.combine(totalSeconds)
  }

  /// By length, a month being the average one of the calendar.
  public static func < (a: Span, b: Span) -> Bool {
    a.averageSeconds == b.averageSeconds ? a.months < b.months : a.averageSeconds < b.averageSeconds
  }

  /// 400 years are 4800 months and 146,097 days.
  private var averageSeconds: Int128 { Int128(months) * (146_097 * 86_400 / 4800) + totalSeconds }
}

extension Span {
  /// The sum; nil where a part overflows.
  public func adding(_ other: Span) -> Span? {
    let months = months.addingReportingOverflow(other.months)
    let days = days.addingReportingOverflow(other.days)
    let seconds = seconds.addingReportingOverflow(other.seconds)
    guard !months.overflow, !days.overflow, !seconds.overflow else { return nil }
    return Span(months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue)
  }

  /// The opposite; nil where a part overflows.
  public func negated() -> Span? { Span(months: 0, days: 0, seconds: 0).subtracting(self) }

  /// The difference; nil where a part overflows.
  public func subtracting(_ other: Span) -> Span? {
    let months = months.subtractingReportingOverflow(other.months)
    let days = days.subtractingReportingOverflow(other.days)
    let seconds = seconds.subtractingReportingOverflow(other.seconds)
    guard !months.overflow, !days.overflow, !seconds.overflow else { return nil }
    return Span(months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue)
  }

  /// The duration so many times, to the second; nil where it overflows or would split a month.
  public func multiplied(by factor: Exact) -> Span? {
    scaled(by: Int128(factor.significand), over: PowersOfTen.int128(Int(factor.scale)))
  }

  /// One of so many equal parts, to the second; nil where it overflows, would split a month, or the divisor is zero.
  public func divided(by divisor: Exact) -> Span? {
    let sign: Int128 = divisor.isNegative ? -1 : 1
    let magnitude = Int128(truncatingIfNeeded: divisor.significand.magnitude)
    return scaled(by: sign * PowersOfTen.int128(Int(divisor.scale)), over: magnitude)
  }

  /// The duration times `numerator / denominator`; the latter is not negative. Parts of days become seconds.
  private func scaled(by numerator: Int128, over denominator: Int128) -> Span? {
    guard denominator > 0 else { return nil }
    // At most 2^31 × 10^19 or 2^64 × 10^19, which fits in 128 bits.
    let months = (Int128(months) * numerator).quotientAndRemainder(dividingBy: denominator)
    guard months.remainder == 0, let wholeMonths = Int32(exactly: months.quotient) else { return nil }
    let days = (Int128(days) * numerator).quotientAndRemainder(dividingBy: denominator)
    guard let wholeDays = Int32(exactly: days.quotient) else { return nil }
    let seconds = Int128(seconds) * numerator + days.remainder * 86_400
    let rounded = ExactRounding.halfEven.quotient(seconds.magnitude, denominator.magnitude, isNegative: seconds < 0)
    guard let magnitude = Int128(exactly: rounded),
      let wholeSeconds = Int64(exactly: seconds < 0 ? -magnitude : magnitude)
    else { return nil }
    return Span(months: wholeMonths, days: wholeDays, seconds: wholeSeconds)
  }
}

extension Span {
  /// As the language writes it: `1y3mo`, `7d`, `-1h30m`; `s` for seconds; `0m` for none.
  ///
  /// Where the parts differ in sign, each has its own: `1mo-3d`.
  public var description: String {
    let (m, d, s) = (UInt64(months.magnitude), UInt64(days.magnitude), seconds.magnitude)
    let parts = [
      (m / 12, "y", months < 0), (m % 12, "mo", months < 0), (d, "d", days < 0),
      (s / 3600, "h", seconds < 0), (s / 60 % 60, "m", seconds < 0), (s % 60, "s", seconds < 0),
    ]
    let shown = parts.filter { $0.0 > 0 }
    if shown.isEmpty { return "0m" }
    let differ = shown.contains { $0.2 } && shown.contains { !$0.2 }
    var text = ""
    for (amount, unit, isNegative) in shown {
      if differ || text.isEmpty { text += isNegative ? "-" : text.isEmpty ? "" : "+" }
      text += "\(amount)\(unit)"
    }
    return text
  }
}
