import HvValues

/// The days that a report covers, both ends included.
struct ReportRange {
  /// Both ends counted (FACTS section 11).
  private static let longest = 365

  let days: ClosedRange<Day>

  /// Reads `from` and `to`.
  /// - Throws: 400 when one is missing, when they are more than a year apart or in the wrong order; 422 for other text.
  init(_ query: Query) throws(Refusal) {
    guard let from = try query.day("from"), let to = try query.day("to") else {
      throw .badRequest("Invalid timeframe: from and to are required")
    }
    guard from <= to else { throw .badRequest("Invalid timeframe: from must not be after to") }
    guard to - from < Self.longest else { throw .badRequest("Invalid timeframe: must not exceed 1 year") }
    days = from...to
  }
}

/// Runs the sums of an answer.
/// - Throws: 422 where one has more digits than a number holds.
func reckoned<Result>(_ body: () throws(ExactFault) -> Result) throws(Refusal) -> Result {
  do throws(ExactFault) { return try body() } catch { throw .unprocessable("The amounts are too large to be added up") }
}

extension Store {
  /// Hundredths of an hour, as reports and budgets count them.
  func reported(_ entry: TimeEntry) -> Int64 { Int64(Self.rounded(hours(entry))) }

  /// What reported hours of an entry come to at the rate in force; 0 for work that is not billed. Not rounded.
  func amount(_ entry: TimeEntry) throws(ExactFault) -> Exact {
    guard let rate = billableRate(entry) else { return .zero }
    return try Exact(significand: reported(entry), scale: 2).multiplied(by: rate)
  }
}

extension ExactSum {
  /// In cents, a half away from zero.
  func cents() throws(ExactFault) -> Exact { try total().rounded(to: 2, .halfUp) }
}
