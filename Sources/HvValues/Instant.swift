/// A moment in time to the microsecond, within the years 1 to 9999 of UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  private static let perSecond: Int64 = 1_000_000
  private static let perDay: Int64 = 86_400 * perSecond
  private static let earliest = Int64(Day.earliest.daysSinceEpoch) * perDay
  private static let latest = (Int64(Day.latest.daysSinceEpoch) + 1) * perDay - 1

  /// Makes a moment of its number; beyond the calendar it is the nearest one within.
  public init(microseconds: Int64) { self.microseconds = max(Self.earliest, min(microseconds, Self.latest)) }

  /// Makes a moment of its seconds since 1970; beyond the calendar it is the nearest one within.
  public init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: Self.perSecond)
    self.init(microseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  /// Nil where `secondsOfDay` is outside of 0..<86400.
  public init?(day: Day, secondsOfDay: Int) {
    guard (0..<86_400).contains(secondsOfDay) else { return nil }
    microseconds = Int64(day.daysSinceEpoch) * Self.perDay + Int64(secondsOfDay) * Self.perSecond
  }

  /// Reads ISO 8601 with `Z` or an offset: `2024-01-15T09:00:00Z`, `2024-01-15T09:00:00.25+01:00`.
  ///
  /// Seconds may be missing; of a fraction the digits after the sixth are dropped. Nil for other text.
  public init?(_ text: String) {
    var text = text
    guard let instant = text.withUTF8({ Instant(utf8: $0) }) else { return nil }
    self = instant
  }

  /// Reads a moment as `init(_: String)` does, from its bytes.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    let colon = UInt8(ascii: ":")
    guard utf8.count >= 17, let day = Day(utf8: UnsafeBufferPointer(rebasing: utf8[..<10])),
      utf8[10] | 0x20 == UInt8(ascii: "t"), utf8[13] == colon,
      let hour = Digits.value(utf8, at: 11, count: 2), hour < 24,
      let minute = Digits.value(utf8, at: 14, count: 2), minute < 60
    else { return nil }
    var i = 16
    var second = 0
    var fraction: Int64 = 0
    if utf8[i] == colon {
      guard let digits = Digits.value(utf8, at: 17, count: 2), digits < 60 else { return nil }
      second = digits
      i = 19
      if i < utf8.count, utf8[i] == UInt8(ascii: ".") || utf8[i] == UInt8(ascii: ",") {
        i += 1
        let start = i
        var unit = Self.perSecond / 10
        while let digit = Digits.value(utf8, at: i, count: 1) {
          fraction += Int64(digit) * unit
          unit /= 10
          i += 1
        }
        if i == start { return nil }
      }
    }
    guard let offset = Self.offset(utf8, from: i) else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second - offset)
    let sum = Int64(day.daysSinceEpoch) * Self.perDay + seconds * Self.perSecond + fraction
    guard sum >= Self.earliest, sum <= Self.latest else { return nil }
    microseconds = sum
  }

  /// The seconds east of UTC that end the text: `Z`, `+01:00`, `+0100` or `+01`.
  private static func offset(_ utf8: UnsafeBufferPointer<UInt8>, from i: Int) -> Int? {
    guard i < utf8.count else { return nil }
    let sign = utf8[i]
    if sign | 0x20 == UInt8(ascii: "z") { return i + 1 == utf8.count ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = Digits.value(utf8, at: i + 1, count: 2)
    else { return nil }
    var minutes: Int? = 0
    switch utf8.count - i {
    case 3: break
    case 5: minutes = Digits.value(utf8, at: i + 3, count: 2)
    case 6 where utf8[i + 3] == UInt8(ascii: ":"): minutes = Digits.value(utf8, at: i + 4, count: 2)
    default: return nil
    }
    guard let minutes, hours < 24, minutes < 60 else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Whether `a` is the earlier moment, to the microsecond.
  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
}

extension Instant {
  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 { Self.floor(microseconds, Self.perSecond) }

  /// The day in UTC.
  public var day: Day { Day(daysSinceEpoch: Int32(truncatingIfNeeded: Self.floor(microseconds, Self.perDay))) }

  /// Whole seconds since midnight in UTC, 0 to 86399.
  public var secondsOfDay: Int { Int(seconds - Int64(day.daysSinceEpoch) * 86_400) }

  /// The moment so many seconds later, or earlier; nil beyond the calendar.
  public func adding(seconds: Int64) -> Instant? {
    let (shift, overflow) = seconds.multipliedReportingOverflow(by: Self.perSecond)
    if overflow { return nil }
    let (sum, beyond) = microseconds.addingReportingOverflow(shift)
    guard !beyond, sum >= Self.earliest, sum <= Self.latest else { return nil }
    return Instant(microseconds: sum)
  }

  /// The same time of the day so many months later, or earlier, in UTC; nil beyond the calendar.
  public func adding(months: Int) -> Instant? {
    let own = day
    guard let moved = own.adding(months: months) else { return nil }
    return adding(seconds: Int64(moved - own) * 86_400)
  }

  /// `2024-01-15T09:00:00Z`, with the fraction that it has, if any.
  public var description: String {
    let day = day
    let time = secondsOfDay
    let fraction = Int(microseconds - seconds * Self.perSecond)
    return String(unsafeUninitializedCapacity: 27) { buffer in
      day.write(to: buffer)
      buffer[10] = UInt8(ascii: "T")
      Digits.write(time / 3600, to: buffer, at: 11, count: 2)
      buffer[13] = UInt8(ascii: ":")
      Digits.write(time / 60 % 60, to: buffer, at: 14, count: 2)
      buffer[16] = UInt8(ascii: ":")
      Digits.write(time % 60, to: buffer, at: 17, count: 2)
      var count = 19
      if fraction > 0 {
        buffer[19] = UInt8(ascii: ".")
        Digits.write(fraction, to: buffer, at: 20, count: 6)
        count = 26
        while buffer[count - 1] == UInt8(ascii: "0") { count -= 1 }
      }
      buffer[count] = UInt8(ascii: "Z")
      return count + 1
    }
  }

  private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    return rest < 0 ? quotient - 1 : quotient
  }
}
