/// Told of what goes on, for `--trace`, the progress line and tests. Called from any thread.
package protocol ClientObserver: Sendable {
  /// Called once an attempt, when its answer is there or it failed.
  func finished(_ event: RequestEvent)
  /// Called when a page of a list has come in.
  func read(_ event: PageEvent)
  /// Called when a request begins to wait, before it does.
  func waits(_ event: WaitEvent)
  /// Called when one of several writes that belong together has ended.
  func wrote(_ done: Int, of total: Int)
}

extension ClientObserver {
  package func read(_ event: PageEvent) {}
  package func waits(_ event: WaitEvent) {}
  package func wrote(_ done: Int, of total: Int) {}
}

/// One page of a list that came in.
package struct PageEvent: Hashable, Sendable {
  /// The list's path without the version: `/time_entries`.
  package let path: String
  /// Counted from 1 in the order in which they arrive.
  package let page: Int
  /// How many pages the list has, where the server said so.
  package let pageCount: Int?
  /// The rows of this page.
  package let rows: Int
  /// The rows of the whole list, where the server said so.
  package let totalEntries: Int?
}

/// A request that has to wait.
package struct WaitEvent: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// For its rate limit: our own count of it, or a 429.
    case bucket(RateBucket.Name)
    /// Before it is tried again.
    case retry
  }
  package let reason: Reason
  package let milliseconds: Int64
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
