/// How many pages of a list are worth asking for at once.
///
/// While one page is worked on here, others can be on their way: as many as are worked on in the time that one answer
/// takes. Over a slow link that is many, beside the server it is few.
struct PageWidth {
  /// More are never under way: the rate limit lets no more through at once, and the memory they take has a bound.
  static let most = 100

  private var answerTime: Duration?
  private var readingTime: Duration?
  private var useTime: Duration?

  /// Learns from a page. The shortest times count: longer ones come of pages that were waited for together.
  mutating func took(_ page: FetchedPage) {
    answerTime = min(answerTime ?? page.answerTime, page.answerTime)
    readingTime = min(readingTime ?? page.readingTime, page.readingTime)
  }

  /// Learns how long the consumer had a page before it came back for the next one.
  mutating func used(for time: Duration) { useTime = min(useTime ?? time, time) }

  /// - Parameter allowed: how many requests the rate limit lets through now.
  func pages(allowed: Int) -> Int {
    guard let answerTime, let readingTime else { return 1 }
    let work = max(1, readingTime.microseconds + (useTime?.microseconds ?? 0))
    let most = Int64(Self.most)
    let wanted = min(most, min(answerTime.microseconds, work * most) / work + 2)
    return min(Int(wanted), max(1, allowed))
  }
}

extension Duration {
  /// Whole microseconds, between zero and a day.
  fileprivate var microseconds: Int64 {
    let bounded = min(max(self, .zero), .seconds(86_400))
    let (seconds, attoseconds) = bounded.components
    return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  }
}
