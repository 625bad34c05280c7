/// Told of every request, for `--trace` and for tests.
package protocol ClientObserver: Sendable {
  /// Called once an attempt, when its answer is there or it failed; from any thread.
  func finished(_ event: RequestEvent)
}

/// One attempt of one request.
package struct RequestEvent: Hashable, Sendable {
  package let method: String
  /// Path and query, without any token: `/v2/projects?per_page=3`.
  package let target: String
  /// Nil where there was no answer.
  package let status: Int?
  /// Why there was none.
  package let failure: String?
  /// The size of the decompressed answer.
  package let bytes: Int
  package let milliseconds: Int64
  /// 1 for the first try.
  package let attempt: Int
  /// The milliseconds that it waited before, for the rate limit or between attempts.
  package let waitMilliseconds: Int64
}
