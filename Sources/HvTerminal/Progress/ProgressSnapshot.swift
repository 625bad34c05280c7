/// What is known about the work at one moment.
package struct ProgressSnapshot: Hashable, Sendable {
  /// A list that is being read.
  package struct List: Hashable, Sendable {
    /// What it is called: `time_entries`.
    package var name: String
    /// The pages that have come.
    package var page: Int
    /// All of its pages, where that is known.
    package var pageCount: Int?
    /// The rows that have come.
    package var rows: Int
    /// All of its rows, where that is known.
    package var totalRows: Int?
    /// How long it took for these pages to come.
    package var readingTime: Duration

    package init(
      _ name: String, page: Int, of pageCount: Int? = nil, rows: Int, of totalRows: Int? = nil,
      in readingTime: Duration = .zero
    ) {
      self.name = name
      self.page = page
      self.pageCount = pageCount
      self.rows = rows
      self.totalRows = totalRows
      self.readingTime = readingTime
    }

    /// Whether nothing of it is left to come, as far as is known.
    var isWhole: Bool {
      if let pageCount, page >= pageCount { return true }
      return totalRows.map { rows >= $0 } ?? false
    }
  }

  /// What a rate limit still allows.
  package struct Allowance: Hashable, Sendable {
    /// The requests that may be made at once.
    package var remaining: Int
    /// How long each request behind those takes to become possible, on average.
    package var interval: Duration

    package init(remaining: Int, interval: Duration) {
      self.remaining = remaining
      self.interval = interval
    }
  }

  /// A request that waits.
  package struct Wait: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      /// For a rate limit, which is said in words: `100 requests in 15 s`.
      case limit(String)
      /// Because it failed and is tried again.
      case retry
    }
    package var reason: Reason
    /// How much longer it waits.
    package var remaining: Duration

    package init(_ reason: Reason, remaining: Duration) {
      self.reason = reason
      self.remaining = remaining
    }
  }

  /// Writes that belong together.
  package struct Writing: Hashable, Sendable {
    package var done: Int
    package var total: Int
    /// How long those took that are done.
    package var time: Duration

    package init(_ done: Int, of total: Int, in time: Duration) {
      self.done = done
      self.total = total
      self.time = time
    }
  }

  /// The batch that is being written.
  package var writing: Writing?
  /// The list whose page came last, if that was the last thing that came.
  package var list: List?
  /// The rows of all lists together.
  package var rows: Int
  /// The requests that were made.
  package var requests: Int
  /// Nil where nothing is connected yet.
  package var allowance: Allowance?
  package var wait: Wait?

  package init(
    list: List? = nil, rows: Int = 0, requests: Int = 0, allowance: Allowance? = nil,
    wait: Wait? = nil, writing: Writing? = nil
  ) {
    self.writing = writing
    self.list = list
    self.rows = rows
    self.requests = requests
    self.allowance = allowance
    self.wait = wait
  }

  /// How long the rest of the list takes: as its rows came until now, but no less than the rate limit makes necessary.
  var timeToGo: Duration? {
    if let writing, writing.done > 0 {
      let left = writing.total - writing.done
      let beyond = max(0, left - max(0, allowance?.remaining ?? left))
      let byLimit = (allowance?.interval ?? .zero) * beyond
      return max(writing.time / writing.done * left, byLimit)
    }
    guard let list, !list.isWhole, list.rows > 0, let total = list.totalRows else { return nil }
    let (product, overflow) = list.readingTime.wholeMilliseconds.multipliedReportingOverflow(
      by: Int64(total - list.rows))
    guard !overflow else { return nil }
    let byRows = product / Int64(list.rows)
    guard let pageCount = list.pageCount, let allowance else { return .milliseconds(byRows) }
    let beyond = max(0, pageCount - list.page - max(0, allowance.remaining))
    let (byLimit, isTooLong) = allowance.interval.wholeMilliseconds.multipliedReportingOverflow(by: Int64(beyond))
    return isTooLong ? nil : .milliseconds(max(byRows, byLimit))
  }
}

extension Duration {
  /// Milliseconds, rounded down, no less than zero; as many as there can be where they are more.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
    let (sum, overflows) = milliseconds.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    if overflow || overflows { return seconds < 0 ? 0 : .max }
    return max(0, sum)
  }
}
