import HvValues
import Testing

@Suite struct DayTests {
  /// A date, its days since 1970, its weekday from Monday on, its year and week by ISO 8601.
  @Test(arguments: [
    ("1970-01-01", 0, 4, 1970, 1), ("0001-01-01", -719_162, 1, 1, 1), ("9999-12-31", 2_932_896, 5, 9999, 52),
    ("2000-01-01", 10957, 6, 1999, 52), ("2000-02-29", 11016, 2, 2000, 9), ("2024-02-29", 19782, 4, 2024, 9),
    ("1969-12-31", -1, 3, 1970, 1), ("2005-01-01", 12784, 6, 2004, 53), ("2008-12-29", 14242, 1, 2009, 1),
    ("2010-01-03", 14612, 7, 2009, 53), ("2016-01-03", 16803, 7, 2015, 53), ("2018-12-31", 17896, 1, 2019, 1),
    ("2021-01-01", 18628, 5, 2020, 53), ("2024-12-30", 20087, 1, 2025, 1), ("2026-12-31", 20818, 4, 2026, 53),
  ])
  func knownDays(text: String, number: Int32, weekday: Int, isoYear: Int, isoWeek: Int) throws {
    let day = try #require(Day(text))
    #expect(day.daysSinceEpoch == number)
    #expect(day.description == text)
    #expect(day.weekday == weekday)
    #expect(day.isoWeekYear == isoYear)
    #expect(day.isoWeek == isoWeek)
    #expect(Day(text.filter { $0 != "-" }) == day)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32",
    "0000-01-01", "10000-01-01", "2024-1-5", "2024/01/15", "2024-01-15 ", "202401155", "2024-0115", "", "-024-01-15",
    "２０２４-01-15",
  ])
  func isNoDay(text: String) { #expect(Day(text) == nil) }

  /// Walks along the calendar, month by month as on the wall, and compares every day.
  @Test(arguments: [1...3, 1580...1604, 1896...2104, 9996...9999])
  func followsTheCalendar(years: ClosedRange<Int>) throws {
    var day = try #require(Day(year: years.lowerBound, month: 1, day: 1))
    for year in years {
      let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        for date in 1...length {
          guard day.year == year, day.month == month + 1, day.day == date, day.quarter == month / 3 + 1,
            Day(year: year, month: month + 1, day: date) == day
          else {
            Issue.record("\(day) should be \(year)-\(month + 1)-\(date)")
            return
          }
          let next = day.adding(days: 1)
          if day == .latest { #expect(next == nil) } else { day = try #require(next) }
        }
      }
    }
  }

  @Test(
    arguments: [
      ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
      ("2024-01-31", 3, "2024-04-30"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
      ("2024-01-15", -13, "2022-12-15"), ("0001-01-31", -1, nil), ("9999-12-01", 1, nil), ("2024-01-15", Int.max, nil),
      ("2024-01-15", Int.min, nil), ("9999-11-30", 1, "9999-12-30"), ("0001-02-01", -1, "0001-01-01"),
    ] as [(String, Int, String?)])
  func addsMonths(text: String, months: Int, expected: String?) throws {
    #expect(try #require(Day(text)).adding(months: months)?.description == expected)
  }

  @Test(arguments: [Int.min, Int.max, -800_000, 3_000_000])
  func daysBeyondTheCalendarAreNil(days: Int) { #expect(Day(daysSinceEpoch: 0).adding(days: days) == nil) }

  @Test func numbersBeyondTheCalendarGiveItsEnds() {
    #expect(Day(daysSinceEpoch: .min) == .earliest)
    #expect(Day(daysSinceEpoch: .max) == .latest)
  }

  @Test func differences() throws {
    #expect(Day.latest - Day.earliest == 3_652_058)
    #expect(try #require(Day("2024-03-01")) - #require(Day("2024-02-01")) == 29)
  }
}
