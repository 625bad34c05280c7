import HvValues
import Testing

@Suite struct ClockTimeTests {
  @Test(arguments: [
    ("0:00", 0, "00:00", "12:00am"), ("9:05", 545, "09:05", "9:05am"), ("14:30", 870, "14:30", "2:30pm"),
    ("23:59", 1439, "23:59", "11:59pm"), ("12:00am", 0, "00:00", "12:00am"), ("12:30pm", 750, "12:30", "12:30pm"),
    ("9:00 AM", 540, "09:00", "9:00am"), ("11:59Pm", 1439, "23:59", "11:59pm"), ("01:15pm", 795, "13:15", "1:15pm"),
  ])
  func reads(text: String, minutes: Int16, printed: String, twelveHour: String) throws {
    let time = try #require(ClockTime(text))
    #expect(time.minutes == minutes)
    #expect(time.description == printed)
    #expect(time.twelveHour == twelveHour)
    #expect(ClockTime(time.twelveHour) == time)
  }

  @Test(arguments: [
    "", "9", "24:00", "9:60", "9:5", "0:30am", "13:00pm", "9:00xm", "9:00a", "9:00  am", "-1:00", "9:00amx", ":30",
    "123:00",
  ])
  func isNoTime(text: String) { #expect(ClockTime(text) == nil) }
}

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
    ("2024-01-15T09:00:00Z", 1_705_309_200_000_000, "2024-01-15T09:00:00Z"),
    ("2024-01-15T09:00Z", 1_705_309_200_000_000, "2024-01-15T09:00:00Z"),
    ("2024-01-15T10:00:00+01:00", 1_705_309_200_000_000, "2024-01-15T09:00:00Z"),
    ("2024-01-14T23:30:00-0930", 1_705_309_200_000_000, "2024-01-15T09:00:00Z"),
    ("2024-01-15t18:00:00+09", 1_705_309_200_000_000, "2024-01-15T09:00:00Z"),
    ("2024-01-15T09:00:00.25z", 1_705_309_200_250_000, "2024-01-15T09:00:00.25Z"),
    ("2024-01-15T09:00:00.1234567891Z", 1_705_309_200_123_456, "2024-01-15T09:00:00.123456Z"),
    ("1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z"),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
  ])
  func reads(text: String, microseconds: Int64, printed: String) throws {
    let instant = try #require(Instant(text))
    #expect(instant.microseconds == microseconds)
    #expect(instant.description == printed)
    #expect(Instant(printed) == instant)
  }

  @Test(arguments: [
    "", "2024-01-15", "2024-01-15T09:00:00", "2024-01-15 09:00:00Z", "2024-01-15T24:00:00Z", "2024-01-15T09:60:00Z",
    "2024-01-15T09:00:60Z", "2024-01-15T09:00:00.Z", "2024-02-30T09:00:00Z", "2024-01-15T09:00:00+1",
    "2024-01-15T09:00:00Zx",
    "2024-01-15T09:00:00+24:00", "2024-01-15T09:00:00+01:60", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "2024-01-15T09:00:0Z", "2024-01-15T09-00:00Z", "2024-01-15T09:00:00+01-00",
  ])
  func isNoInstant(text: String) { #expect(Instant(text) == nil) }

  @Test func partsRoundDown() throws {
    let instant = try #require(Instant("1969-12-31T23:59:59.5Z"))
    #expect(instant.day == Day("1969-12-31"))
    #expect(instant.secondsOfDay == 86_399)
    #expect(instant.seconds == -1)
  }

  @Test func additionsStayWithinTheCalendar() throws {
    let instant = try #require(Instant("9999-12-31T23:59:59Z"))
    #expect(instant.adding(seconds: 1) == nil)
    #expect(instant.adding(seconds: .max) == nil)
    #expect(instant.adding(seconds: .min) == nil)
    #expect(instant.adding(months: 1) == nil)
    #expect(instant.adding(months: -10)?.description == "9999-02-28T23:59:59Z")
    #expect(Instant(seconds: .max).day == .latest)
    #expect(Instant(seconds: .min).day == .earliest)
    #expect(Instant(day: .earliest, secondsOfDay: 86_400) == nil)
    #expect(Instant(day: .earliest, secondsOfDay: -1) == nil)
  }
}

@Suite struct SpanTests {
  @Test(
    arguments: [
      (Span(months: 0, days: 0, seconds: 0), "0m", "0"), (Span(months: 0, days: 0, seconds: 5400), "1h30m", "1.5"),
      (Span(months: 0, days: 7, seconds: 0), "7d", "168"), (Span(months: 3, days: 0, seconds: 0), "3mo", nil),
      (Span(months: 15, days: 2, seconds: 61), "1y3mo2d1m1s", nil),
      (Span(months: 1, days: -3, seconds: 0), "1mo-3d", nil),
      (Span(months: 0, days: 0, seconds: -90), "-1m30s", "-0.025"),
      (Span(months: 0, days: -1, seconds: -60), "-1d1m", "-24.016666666667"),
      (Span(months: 0, days: -1, seconds: 3600), "-1d+1h", "-23"), (Span(months: -12, days: 0, seconds: 0), "-1y", nil),
      (Span(months: 0, days: 0, seconds: 1200), "20m", "0.333333333333"),
      (Span(months: 0, days: .min, seconds: .min), "-2147483648d2562047788015215h30m8s", "-2562099327622767.5"),
    ] as [(Span, String, String?)])
  func printsAndCountsHours(span: Span, text: String, hours: String?) {
    #expect(span.description == text)
    #expect(span.hours?.description == hours)
  }

  @Test func aDayIs24HoursAndAMonthIsAMonth() {
    let day = Span(months: 0, days: 1, seconds: 0)
    #expect(day == Span(months: 0, days: 0, seconds: 86_400))
    #expect(day.hashValue == Span(months: 0, days: 0, seconds: 86_400).hashValue)
    #expect(Span(months: 1, days: 0, seconds: 0) != Span(months: 0, days: 30, seconds: 0))
    #expect(Span(months: 0, days: 30, seconds: 0) < Span(months: 1, days: 0, seconds: 0))
    #expect(Span(months: 1, days: 0, seconds: 0) < Span(months: 0, days: 31, seconds: 0))
    // An average month has 2,629,746 seconds; still the order tells them apart.
    let average = Span(months: 0, days: 0, seconds: 2_629_746)
    #expect(average != Span(months: 1, days: 0, seconds: 0) && average < Span(months: 1, days: 0, seconds: 0))
  }

  @Test(
    arguments: [
      (Span(months: 0, days: 0, seconds: 3600), "1.5", "1h30m"), (Span(months: 2, days: 0, seconds: 0), "1.5", "3mo"),
      (Span(months: 1, days: 0, seconds: 0), "0.5", nil), (Span(months: 0, days: 1, seconds: 0), "1.5", "1d12h"),
      (Span(months: 0, days: 0, seconds: 1), "0.5", "0m"), (Span(months: 0, days: 0, seconds: 3), "0.5", "2s"),
      (Span(months: 0, days: 0, seconds: -3), "0.5", "-2s"), (Span(months: 0, days: 0, seconds: .max), "2", nil),
      (Span(months: .max, days: 0, seconds: 0), "2", nil), (Span(months: 0, days: .min, seconds: 0), "-1", nil),
      (Span(months: .min, days: .min, seconds: .min), "-9223372036854775808", nil),
      (Span(months: 0, days: 3, seconds: 0), "0", "0m"),
    ] as [(Span, String, String?)])
  func multiplies(span: Span, factor: String, expected: String?) throws {
    #expect(try span.multiplied(by: #require(Exact(factor)))?.description == expected)
  }

  @Test(
    arguments: [
      (Span(months: 0, days: 0, seconds: 28_800), "2", "4h"), (Span(months: 0, days: 1, seconds: 0), "-3", "-8h"),
      (Span(months: 1, days: 0, seconds: 0), "2", nil), (Span(months: 0, days: 0, seconds: 1), "0.00", nil),
      (Span(months: 0, days: 0, seconds: .min), "-1", nil), (Span(months: 0, days: 0, seconds: 9), "1.5", "6s"),
      (Span(months: 0, days: 0, seconds: 1), "-9223372036854775808", "0m"),
    ] as [(Span, String, String?)])
  func divides(span: Span, divisor: String, expected: String?) throws {
    #expect(try span.divided(by: #require(Exact(divisor)))?.description == expected)
  }

  @Test func sumsReportOverflow() {
    let one = Span(months: 1, days: 1, seconds: 1)
    let most = Span(months: .max, days: 0, seconds: 0)
    #expect(one.adding(one) == Span(months: 2, days: 2, seconds: 2))
    #expect(most.adding(one) == nil)
    #expect(Span(months: .min, days: 0, seconds: 0).negated() == nil)
    #expect(Span(months: 0, days: 0, seconds: .min).subtracting(one) == nil)
  }
}
