/// A unit that the calendar words count in.
public enum CalendarUnit: String, Hashable, Sendable, CaseIterable {
  /// From the shortest to the longest; quarters begin with January, April, July and October.
  case day, week, month, quarter, year
}

/// Days in a row, both ends included.
public struct DayRange: Hashable, Sendable, CustomStringConvertible {
  /// The earliest day of a range that is not empty.
  public let first: Day
  /// Before `first` where the range is empty.
  public let last: Day

  /// Makes the range between two days; it is empty where the second is before the first.
  public init(_ first: Day, _ last: Day) {
    self.first = first
    self.last = last
  }

  /// How many days.
  public var count: Int { max(0, last - first + 1) }
  /// Whether a day is one of these, both ends included; false for all days where the range is empty.
  public func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// `2024-01-01..2024-01-31`
  public var description: String { "\(first)..\(last)" }
}

/// What the calendar words mean: `this month`, `last 7 days`, `next quarter`.
///
/// Weeks start on `firstWeekday`, 1 for Monday to 7 for Sunday; any other number means Monday.
public enum Calendar {
  /// The day, week, month, quarter or year that holds a day, cut off where the calendar ends.
  public static func period(containing day: Day, _ unit: CalendarUnit, firstWeekday: Int = 1) -> DayRange {
    switch unit {
    case .day: return DayRange(day, day)
    case .week:
      let firstWeekday = (1...7).contains(firstWeekday) ? firstWeekday : 1
      let daysIn = (day.weekday - firstWeekday + 7) % 7
      return DayRange(day.adding(days: -daysIn) ?? .earliest, day.adding(days: 6 - daysIn) ?? .latest)
    case .month: return months(1, from: day.month, of: day)
    case .quarter: return months(3, from: day.quarter * 3 - 2, of: day)
    case .year: return months(12, from: 1, of: day)
    }
  }

  /// The period `count` units after the one that holds a day, or before it: `last month` is -1, `next year` 1.
  ///
  /// Nil beyond the calendar.
  public static func shifted(
    by count: Int, _ unit: CalendarUnit, from day: Day, firstWeekday: Int = 1
  ) -> DayRange? {
    moved(day, by: count, unit).map { period(containing: $0, unit, firstWeekday: firstWeekday) }
  }

  /// `last 7 days`: the seven days that end today. `last 3 months`: the whole units before the current one.
  ///
  /// Nil beyond the calendar and where the count is not positive.
  public static func last(_ count: Int, _ unit: CalendarUnit, from today: Day, firstWeekday: Int = 1) -> DayRange? {
    guard count > 0 else { return nil }
    if unit == .day { return today.adding(days: 1 - count).map { DayRange($0, today) } }
    guard let first = shifted(by: -count, unit, from: today, firstWeekday: firstWeekday),
      let last = shifted(by: -1, unit, from: today, firstWeekday: firstWeekday)
    else { return nil }
    return DayRange(first.first, last.last)
  }

  /// `next 7 days`: the seven days that begin tomorrow. `next 3 months`: the whole units after the current one.
  ///
  /// Nil beyond the calendar and where the count is not positive.
  public static func next(_ count: Int, _ unit: CalendarUnit, from today: Day, firstWeekday: Int = 1) -> DayRange? {
    guard count > 0, let first = shifted(by: 1, unit, from: today, firstWeekday: firstWeekday),
      let last = shifted(by: count, unit, from: today, firstWeekday: firstWeekday)
    else { return nil }
    return DayRange(first.first, last.last)
  }

  /// The days of a month; nil where there is no such month.
  public static func month(year: Int, month: Int) -> DayRange? {
    Day(year: year, month: month, day: 1).map { period(containing: $0, .month) }
  }

  /// `count` months from a month of the day's year on.
  private static func months(_ count: Int, from month: Int, of day: Day) -> DayRange {
    let end = month + count - 1
    let first = Day(year: day.year, month: month, day: 1)
    let last = Day(year: day.year, month: end, day: Day.length(year: day.year, month: end))
    return DayRange(first ?? day, last ?? day)
  }

  private static func moved(_ day: Day, by count: Int, _ unit: CalendarUnit) -> Day? {
    func times(_ size: Int) -> Int? {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      return overflow ? nil : product
    }
    return switch unit {
    case .day: day.adding(days: count)
    case .week: times(7).flatMap { day.adding(days: $0) }
    case .month: day.adding(months: count)
    case .quarter: times(3).flatMap { day.adding(months: $0) }
    case .year: times(12).flatMap { day.adding(months: $0) }
    }
  }
}

extension Value {
  /// The range of the days, as `last month` gives it.
  public init(_ days: DayRange) { self = .range(ValueRange(.day(days.first), .day(days.last))) }

  /// The days of a range whose two ends are dates.
  public var dayRange: DayRange? {
    guard case .range(let range) = self, case .day(let first)? = range.lower, case .day(let last)? = range.upper else {
      return nil
    }
    return DayRange(first, last)
  }
}
