import HvValues
import Testing

@Suite struct CalendarTests {
  /// 2024-05-15 is a Wednesday.
  let today = Day(year: 2024, month: 5, day: 15) ?? .earliest

  @Test(
    arguments: [
      (.day, 1, "2024-05-15..2024-05-15"), (.week, 1, "2024-05-13..2024-05-19"), (.week, 7, "2024-05-12..2024-05-18"),
      (.week, 6, "2024-05-11..2024-05-17"), (.week, 3, "2024-05-15..2024-05-21"), (.week, 4, "2024-05-09..2024-05-15"),
      (.week, 0, "2024-05-13..2024-05-19"), (.month, 1, "2024-05-01..2024-05-31"),
      (.quarter, 1, "2024-04-01..2024-06-30"), (.year, 1, "2024-01-01..2024-12-31"),
    ] as [(CalendarUnit, Int, String)])
  func thisPeriod(unit: CalendarUnit, firstWeekday: Int, expected: String) {
    #expect(Calendar.period(containing: today, unit, firstWeekday: firstWeekday).description == expected)
  }

  @Test(
    arguments: [
      (-1, .day, "2024-05-14..2024-05-14"), (-1, .week, "2024-05-06..2024-05-12"), (1, .week, "2024-05-20..2024-05-26"),
      (-1, .month, "2024-04-01..2024-04-30"), (-3, .month, "2024-02-01..2024-02-29"),
      (1, .quarter, "2024-07-01..2024-09-30"),
      (-1, .year, "2023-01-01..2023-12-31"), (0, .quarter, "2024-04-01..2024-06-30"),
      (8000, .year, nil), (-3000, .year, nil),
      (.min, .week, nil), (.max, .quarter, nil), (.max, .day, nil),
    ] as [(Int, CalendarUnit, String?)])
  func shiftedPeriod(count: Int, unit: CalendarUnit, expected: String?) {
    #expect(Calendar.shifted(by: count, unit, from: today)?.description == expected)
  }

  @Test(
    arguments: [
      (7, .day, "2024-05-09..2024-05-15", "2024-05-16..2024-05-22"),
      (1, .day, "2024-05-15..2024-05-15", "2024-05-16..2024-05-16"),
      (2, .week, "2024-04-29..2024-05-12", "2024-05-20..2024-06-02"),
      (3, .month, "2024-02-01..2024-04-30", "2024-06-01..2024-08-31"),
      (2, .quarter, "2023-10-01..2024-03-31", "2024-07-01..2024-12-31"),
      (1, .year, "2023-01-01..2023-12-31", "2025-01-01..2025-12-31"),
      (0, .day, nil, nil), (-1, .month, nil, nil), (.max, .day, nil, nil), (.min, .year, nil, nil),
    ] as [(Int, CalendarUnit, String?, String?)])
  func lastAndNext(count: Int, unit: CalendarUnit, last: String?, next: String?) {
    #expect(Calendar.last(count, unit, from: today)?.description == last)
    #expect(Calendar.next(count, unit, from: today)?.description == next)
  }

  /// The same month end never skips or doubles a month.
  @Test func lastMonthFromTheEndOfAMonth() throws {
    let end = try #require(Day("2024-03-31"))
    #expect(Calendar.shifted(by: -1, .month, from: end)?.description == "2024-02-01..2024-02-29")
    #expect(Calendar.shifted(by: 1, .month, from: end)?.description == "2024-04-01..2024-04-30")
    #expect(Calendar.last(2, .month, from: end)?.description == "2024-01-01..2024-02-29")
  }

  @Test func periodsEndWithTheCalendar() {
    for firstWeekday in 1...7 {
      #expect(Calendar.period(containing: .earliest, .week, firstWeekday: firstWeekday).first == .earliest)
      #expect(Calendar.period(containing: .latest, .week, firstWeekday: firstWeekday).last == .latest)
    }
    for unit in CalendarUnit.allCases {
      #expect(Calendar.shifted(by: -1, unit, from: .earliest) == nil)
      #expect(Calendar.shifted(by: 1, unit, from: .latest) == nil)
      #expect(Calendar.period(containing: .latest, unit).last == .latest)
    }
  }

  /// Every day is in exactly one week, which has seven days and begins on the first weekday.
  @Test(arguments: 1...7)
  func weeksTileTheYear(firstWeekday: Int) throws {
    for offset in 0..<400 {
      let day = try #require(today.adding(days: offset))
      let week = Calendar.period(containing: day, .week, firstWeekday: firstWeekday)
      #expect(week.count == 7 && week.contains(day) && week.first.weekday == firstWeekday)
    }
  }

  @Test func monthsAndRanges() {
    #expect(Calendar.month(year: 2024, month: 2)?.count == 29)
    #expect(Calendar.month(year: 2024, month: 13) == nil)
    let range = DayRange(today, today)
    #expect(Value(range).dayRange == range)
    #expect(Value.day(today).dayRange == nil)
    #expect(DayRange(.latest, .earliest).count == 0)
  }
}
