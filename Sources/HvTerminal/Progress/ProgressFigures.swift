/// What a piece of work took, as `time` and a footer show it.
package struct ProgressFigures: Hashable, Sendable {
  /// The rows that were read.
  package var rows: Int
  /// The requests that were made, each attempt counted.
  package var requests: Int
  package var elapsed: Duration

  package init(rows: Int, requests: Int, elapsed: Duration) {
    self.rows = rows
    self.requests = requests
    self.elapsed = elapsed
  }

  /// What came on top of the figures of an earlier moment.
  package func since(_ earlier: ProgressFigures) -> ProgressFigures {
    ProgressFigures(
      rows: rows - earlier.rows, requests: requests - earlier.requests, elapsed: elapsed - earlier.elapsed)
  }

  /// `24000 rows · 12 requests · 3.42 s`
  package var text: String {
    let hundredths = elapsed.wholeMilliseconds / 10
    let (seconds, rest) = (hundredths / 100, hundredths % 100)
    let time = seconds < 10 ? "\(seconds).\(rest / 10)\(rest % 10)" : "\(seconds).\(rest / 10)"
    return "\(rows) row\(rows == 1 ? "" : "s") · \(requests) request\(requests == 1 ? "" : "s") · \(time) s"
  }
}
