/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time zone.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let daysSinceEpoch: Int32

  /// 0001-01-01
  public static let earliest = Day(daysSinceEpoch: -719_162)
  /// 9999-12-31
  public static let latest = Day(daysSinceEpoch: 2_932_896)

  /// Makes a day of its number; beyond the calendar it is the nearest day within.
  public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = max(-719_162, min(daysSinceEpoch, 2_932_896)) }

  /// Makes a day of its parts; nil where there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(year: year, month: month)
    else { return nil }
    self.init(daysSinceEpoch: Int32(truncatingIfNeeded: Self.number(year, month, day)))
  }

  /// Reads `2024-01-15` or `20240115`; nil for other text and for days that do not exist.
  public init?(_ text: String) {
    var text = text
    guard let day = text.withUTF8({ Day(utf8: $0) }) else { return nil }
    self = day
  }

  /// Reads a day as `init(_: String)` does, from its bytes.
  public init?(utf8: UnsafeBufferPointer<UInt8>) {
    let dash = UInt8(ascii: "-")
    let step: Int
    switch utf8.count {
    case 10:
      guard utf8[4] == dash, utf8[7] == dash else { return nil }
      step = 1
    case 8: step = 0
    default: return nil
    }
    guard let year = Digits.value(utf8, at: 0, count: 4), let month = Digits.value(utf8, at: 4 + step, count: 2),
      let day = Digits.value(utf8, at: 6 + 2 * step, count: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Whether `a` is the earlier day.
  public static func < (a: Day, b: Day) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

  /// How many days `a` is after `b`.
  public static func - (a: Day, b: Day) -> Int { Int(a.daysSinceEpoch) - Int(b.daysSinceEpoch) }

  /// `2024-01-15`
  public var description: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      write(to: buffer)
      return 10
    }
  }

  /// Writes its ten characters to the front of a buffer.
  func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
    let (year, month, day) = parts
    Digits.write(year, to: buffer, at: 0, count: 4)
    buffer[4] = UInt8(ascii: "-")
    Digits.write(month, to: buffer, at: 5, count: 2)
    buffer[7] = UInt8(ascii: "-")
    Digits.write(day, to: buffer, at: 8, count: 2)
  }
}

extension Day {
  /// The year of the Gregorian calendar, 1 to 9999.
  public var year: Int { parts.year }
  /// 1 for January to 12 for December.
  public var month: Int { parts.month }
  /// The day of the month, 1 to 31.
  public var day: Int { parts.day }
  /// 1 to 4.
  public var quarter: Int { (month + 2) / 3 }
  /// 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    let fromThursday = Int(daysSinceEpoch) % 7
    return (fromThursday + 7 + 3) % 7 + 1
  }
  /// The week by ISO 8601, 1 to 53: the first one holds the year's first Thursday.
  public var isoWeek: Int { isoYearAndWeek.week }
  /// The year that `isoWeek` belongs to: 2024-12-30 is in week 1 of 2025.
  public var isoWeekYear: Int { isoYearAndWeek.year }

  /// The day so many days later, or earlier; nil beyond the calendar.
  public func adding(days: Int) -> Day? {
    let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
    guard !overflow, let number = Int32(exactly: sum), number >= Self.earliest.daysSinceEpoch,
      number <= Self.latest.daysSinceEpoch
    else { return nil }
    return Day(daysSinceEpoch: number)
  }

  /// The same day so many months later, or earlier: the month's last one where it is shorter. Nil beyond the calendar.
  public func adding(months: Int) -> Day? {
    let (year, month, day) = parts
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, sum >= 12, sum < 10_000 * 12 else { return nil }
    let length = Self.length(year: sum / 12, month: sum % 12 + 1)
    return Day(year: sum / 12, month: sum % 12 + 1, day: min(day, length))
  }

  /// How many days a month has; `month` is in 1...12.
  static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Both conversions count in eras of 400 years whose years begin in March, so that the leap day comes last.

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSinceEpoch) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
  }

  private var isoYearAndWeek: (year: Int, week: Int) {
    // A week belongs to the year of its Thursday. The calendar's last Thursday is too early to be passed over.
    let thursday = Int(daysSinceEpoch) + 4 - weekday
    let day = Day(daysSinceEpoch: Int32(truncatingIfNeeded: thursday))
    let year = day.year
    return (year, (thursday - Self.number(year, 1, 1)) / 7 + 1)
  }
}

/// Fixed-width decimal fields of dates and times.
enum Digits {
  /// The number that `count` digits make; nil where one is missing or not a digit.
  static func value(_ utf8: UnsafeBufferPointer<UInt8>, at start: Int, count: Int) -> Int? {
    guard start >= 0, start + count <= utf8.count else { return nil }
    var value = 0
    for i in start..<start + count {
      let digit = utf8[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Writes the last `count` digits of a number that is not negative.
  static func write(_ value: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int, count: Int) {
    var rest = value
    for i in (start..<start + count).reversed() {
      buffer[i] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
    }
  }

  /// A number that is not negative, with leading zeros.
  static func text(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
