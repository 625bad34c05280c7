import Testing

@testable import HvTerminal

/// What stands in the line of progress, for what is known and for the room there is.
struct ProgressLineTests {
  private typealias List = ProgressSnapshot.List
  private typealias Allowance = ProgressSnapshot.Allowance

  private static let entries = ProgressSnapshot(
    list: List("time_entries", page: 12, of: 100, rows: 24_000, of: 200_000, in: .milliseconds(1_600)),
    rows: 24_000, requests: 12, allowance: Allowance(remaining: 88, interval: .milliseconds(150)))

  @Test(
    "A list of known length: pages, rows, requests left and time to go, as far as there is room",
    arguments: [
      (200, "time_entries  page 12 of 100 · 24,000 of 200,000 rows · 88 requests left · about 12 s to go"),
      (91, "time_entries  page 12 of 100 · 24,000 of 200,000 rows · 88 requests left · about 12 s to go"),
      (90, "time_entries  page 12/100 · 24,000/200,000 rows · 88 requests left · 12 s to go"),
      (79, "time_entries  page 12/100 · 24,000/200,000 rows · 88 requests left · 12 s to go"),
      (78, "time_entries  page 12/100 · 24,000/200,000 rows · 88 requests left"),
      (47, "time_entries  page 12/100 · 24,000/200,000 rows"),
      (46, "time_entries  page 12/100"), (25, "time_entries  page 12/100"), (24, "time_entries"), (12, "time_entries"),
      (11, ""), (0, ""), (-1, ""),
    ])
  func widths(_ width: Int, _ line: String) { #expect(ProgressLine.text(Self.entries, width: width) == line) }

  @Test("A wait says for what, and how long still")
  func waits() {
    var snapshot = Self.entries
    snapshot.wait = .init(.limit("100 requests in 15 s"), remaining: .milliseconds(8_001))
    let limit = "waiting 9 s for the rate limit"
    #expect(
      Self.line(snapshot) == "\(limit) (100 requests in 15 s) · 24,000 of 200,000 rows")
    #expect(ProgressLine.text(snapshot, width: 77) == "\(limit) (100 requests in 15 s) · 24,000/200,000 rows")
    #expect(ProgressLine.text(snapshot, width: 52) == limit)
    #expect(ProgressLine.text(snapshot, width: 29) == "")
    snapshot.wait = .init(.retry, remaining: .seconds(4))
    snapshot.list = nil
    #expect(Self.line(snapshot) == "waiting 4 s to try again after a failure · 24,000 rows")
    snapshot.rows = 0
    #expect(Self.line(snapshot) == "waiting 4 s to try again after a failure")
  }

  @Test("Where the end is not known, what has been done is said")
  func unknownEnd() {
    let projects = List("projects", page: 3, rows: 6_000)
    #expect(
      Self.line(ProgressSnapshot(list: projects, rows: 6_000, requests: 3))
        == "projects  page 3 · 6,000 rows · 3 requests")
    let left = Allowance(remaining: 97, interval: .milliseconds(150))
    #expect(
      Self.line(ProgressSnapshot(list: projects, rows: 6_000, requests: 3, allowance: left))
        == "projects  page 3 · 6,000 rows · 3 requests · 97 left")
    // Every list that was begun is whole.
    let tasks = List("tasks", page: 1, of: 1, rows: 14, of: 14)
    #expect(
      Self.line(ProgressSnapshot(list: tasks, rows: 6_014, requests: 4, allowance: left))
        == "tasks  6,014 rows · 4 requests · 97 left")
    #expect(Self.line(ProgressSnapshot(requests: 1, allowance: left)) == "1 request · 97 left")
  }

  @Test("Before the first answer there is something to say only when one is waited for")
  func nothingYet() {
    #expect(Self.line(ProgressSnapshot()) == "")
    let allowance = Allowance(remaining: 99, interval: .milliseconds(150))
    #expect(Self.line(ProgressSnapshot(allowance: allowance)) == "waiting for the first answer")
  }

  @Test("One is one, and more are many")
  func plurals() {
    let list = List("api", page: 1, of: 2, rows: 0, of: 1)
    let snapshot = ProgressSnapshot(
      list: list, requests: 1, allowance: Allowance(remaining: 1, interval: .milliseconds(150)))
    #expect(Self.line(snapshot) == "api  page 1 of 2 · 0 of 1 row · 1 request left")
    let one = List("api", page: 1, rows: 1)
    #expect(Self.line(ProgressSnapshot(list: one, rows: 1, requests: 1)) == "api  page 1 · 1 row · 1 request")
  }

  @Test(
    "Time to go: as the rows came, but what the limit makes necessary; rounded up",
    arguments: [
      // Half of the rows in ten seconds, and requests enough.
      (10_000, 50, 100, "about 10 s to go"),
      // None left: fifty pages take seven and a half seconds.
      (10, 50, 0, "about 8 s to go"), (10, 50, -5, "about 8 s to go"), (10, 50, 40, "about 2 s to go"),
      (10, 50, 50, "about 1 s to go"),
      (119_000, 50, 100, "about 119 s to go"), (119_001, 50, 100, "about 2 min to go"),
      (7_140_000, 50, 100, "about 119 min to go"), (7_140_001, 50, 100, "about 2 h to go"),
    ])
  func timeToGo(_ milliseconds: Int, _ page: Int, _ left: Int, _ text: String) {
    let list = List("x", page: page, of: 100, rows: page * 20, of: 2_000, in: .milliseconds(milliseconds))
    let snapshot = ProgressSnapshot(
      list: list, allowance: Allowance(remaining: left, interval: .milliseconds(150)))
    #expect(Self.line(snapshot).hasSuffix(" · \(text)"), "\(Self.line(snapshot))")
  }

  @Test("Figures beyond all sense give a line without a time")
  func hugeFigures() {
    let list = List("x", page: 1, of: .max, rows: 1, of: .max, in: .seconds(Int64.max))
    let snapshot = ProgressSnapshot(list: list, allowance: Allowance(remaining: .min, interval: .seconds(Int64.max)))
    #expect(
      Self.line(snapshot)
        == "x  page 1 of 9,223,372,036,854,775,807 · 1 of 9,223,372,036,854,775,807 rows · 0 requests left")
  }

  @Test("Nothing in a name moves the cursor")
  func names() {
    #expect(
      Self.line(ProgressSnapshot(list: List("a\u{1B}[2J\né世", page: 1, rows: 1), rows: 1)) == "a?[2J???  page 1 · 1 row"
    )
  }

  @Test(
    "The figures of a finished work",
    arguments: [
      (24_000, 12, 3_429, "24000 rows · 12 requests · 3.42 s"), (1, 1, 70, "1 row · 1 request · 0.07 s"),
      (0, 0, 9_999, "0 rows · 0 requests · 9.99 s"), (2, 0, 10_000, "2 rows · 0 requests · 10.0 s"),
      (2, 3, 725_190, "2 rows · 3 requests · 725.1 s"),
    ])
  func figures(_ rows: Int, _ requests: Int, _ milliseconds: Int, _ text: String) {
    #expect(ProgressFigures(rows: rows, requests: requests, elapsed: .milliseconds(milliseconds)).text == text)
  }

  private static func line(_ snapshot: ProgressSnapshot) -> String { ProgressLine.text(snapshot, width: 200) }
}
