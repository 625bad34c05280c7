import Testing

@testable import HvSyntax

@Suite("Literals")
struct LiteralTests {
  @Test(
    "Numbers keep their digits, without the `_` between them",
    arguments: [
      ("42", "42"), ("2.5", "2.5"), ("1_000", "1000"), ("1_000.000_1", "1000.0001"), ("007", "007"), ("2.50", "2.50"),
      ("99999999999999999999999999", "99999999999999999999999999"), ("0", "0"),
    ])
  func numbers(program: String, digits: String) {
    guard case .number(digits)? = expression(program) else {
      Issue.record("\(dump(program))")
      return
    }
  }

  @Test(
    "Durations keep their parts; m is always minutes",
    arguments: [
      ("90m", "90m"), ("1h30m", "1h 30m"), ("8h", "8h"), ("7d", "7d"), ("2w", "2w"), ("3mo", "3mo"), ("1y", "1y"),
      ("1.5h", "1.5h"), ("1_000m", "1000m"), ("1y2mo3w4d5h6m", "1y 2mo 3w 4d 5h 6m"),
    ])
  func durations(program: String, parts: String) {
    guard case .duration(let duration)? = expression(program) else {
      Issue.record("\(dump(program))")
      return
    }
    #expect(duration.map { $0.amount + $0.unit.rawValue }.joined(separator: " ") == parts)
  }

  @Test(
    "Dates and months are there as numbers, and exist",
    arguments: [
      ("2024-01-15", "(date 2024 1 15)"), ("2024-02-29", "(date 2024 2 29)"), ("2000-02-29", "(date 2000 2 29)"),
      ("0001-01-01", "(date 1 1 1)"), ("9999-12-31", "(date 9999 12 31)"), ("2024-01", "(month 2024 1)"),
      ("2024-12..2025-01", "(.. (month 2024 12) (month 2025 1))"), ("2024-01-15..", "(.. (date 2024 1 15) -)"),
      ("..2024-01", "(.. - (month 2024 1))"), ("2024-01-15-3", "(- (date 2024 1 15) 3)"), ("2024 - 1", "(- 2024 1)"),
      ("2024-100", "(- 2024 100)"), ("12024-01", "(- 12024 01)"), ("7-3", "(- 7 3)"), ("10-11-12", "(- (- 10 11) 12)"),
      ("2024-01-15T09:00:00Z", "(timestamp 2024-01-15T09:00:00Z)"),
      ("2024-01-15T09:00:00.250+02:00", "(timestamp 2024-01-15T09:00:00.250+02:00)"),
      ("2024-01-15T23:59:59-05:30", "(timestamp 2024-01-15T23:59:59-05:30)"),
    ])
  func dates(program: String, tree: String) { #expect(dump(program) == "(| (stage \(tree)))") }

  @Test(
    "No date, and no subtraction either",
    arguments: [
      "2024-1-5", "2024-1", "2024-01-5", "2024-1-05", "2024-00", "2024-13", "2024-01-00", "2024-01-32", "2023-02-29",
      "1900-02-29", "0000-01-01", "2024-01-155", "2024-01x", "2024-01-15x", "2024-01_0", "15-01-2024", "01/15/2024",
      "2024-02-30T09:00:00Z", "2024-01-15T24:00:00Z", "2024-01-15T09:60:00Z", "2024-01-15T09:00Z",
      "2024-01-15T09:00:00",
      "2024-01-15T09:00:00+1", "2024-01-15T09:00:00Zx", "2024-01-15T09:00:00.Z",
    ])
  func wrongDates(program: String) {
    let tree = parse(program)
    #expect(["E0105", "E0106"].contains(tree.diagnostics.first?.code))
    #expect(tree.diagnostics.count == 1)
    #expect(tree.tokens.first?.kind == .malformed)
  }

  @Test(
    "Clock times are minutes after midnight",
    arguments: [
      ("0:00", 0), ("9:00", 540), ("09:05", 545), ("14:30", 870), ("23:59", 1439), ("9:00am", 540), ("12:00am", 0),
      ("12:30pm", 750), ("1:00pm", 780), ("11:59PM", 1439),
    ])
  func clocks(program: String, minutes: Int) {
    guard case .clock(minutes: minutes)? = expression(program) else {
      Issue.record("\(dump(program))")
      return
    }
  }

  @Test("Calendar phrases")
  func calendar() {
    let phrases: [(String, CalendarPhrase)] = [
      ("today", .today), ("yesterday", .yesterday), ("tomorrow", .tomorrow), ("now", .now),
      ("this week", .period(.this, .week)), ("last month", .period(.last, .month)),
      ("next quarter", .period(.next, .quarter)), ("last 7 days", .count(.last, 7, .day)),
      ("last 1 day", .count(.last, 1, .day)), ("next 2 weeks", .count(.next, 2, .week)),
      ("last 1_000 years", .count(.last, 1000, .year)),
    ]
    for (program, phrase) in phrases {
      // In an argument, in an expression, as an expression.
      for text in ["f \(program)", "1 + \(program)", program, "[\(program)]", "f x: \(program)", "(x in \(program))"] {
        let written = parse(text)
        #expect(
          written.diagnostics.isEmpty && TreeDump.of(written.statements).contains("(calendar \(phrase))"), "\(text)")
      }
    }
  }

  @Test("Words that only look like a calendar phrase are words")
  func noCalendar() {
    let words = [
      "f .today", "f it.today", "f last", "f last x", "f this", "f last, month", "f last month: 3", "f last month(x)",
      "f this 3 days", "f last 7 hours", "f today(1)", "f $today", "f today: 1", "f last\nmonth",
    ]
    for text in words { #expect(!dump(text).contains("calendar") && parse(text).diagnostics.isEmpty, "\(text)") }
  }
}
