import HarvestClient
import HvTerminal

/// Counts what the client does, and writes a line for each request where that is wanted.
struct ProgressObserver: ClientObserver {
  let progress: Progress
  let traces: @Sendable () -> Bool

  func finished(_ event: RequestEvent) {
    progress.meter.finishedRequest(list: event.method == "GET" ? Self.name(event.target) : nil)
    if traces() { Process.complain(Self.line(event)) }
  }

  func read(_ event: PageEvent) {
    progress.meter.readPage(
      of: Self.name(event.path), page: event.page, pageCount: event.pageCount, rows: event.rows,
      totalRows: event.totalEntries, at: progress.now)
  }

  func wrote(_ done: Int, of total: Int) { progress.meter.wrote(done, of: total, at: progress.now) }

  func waits(_ event: WaitEvent) {
    progress.meter.waits(event.reason.progress, for: .milliseconds(event.milliseconds), at: progress.now)
  }

  /// What a person calls the list at a path: the path without version, query and the slash before it.
  private static func name(_ path: String) -> String {
    let whole = path.prefix { $0 != "?" }
    let version = whole.firstRange(of: "/v2/")
    return String(whole[(version?.upperBound ?? whole.startIndex)...].drop { $0 == "/" })
  }

  private static func line(_ event: RequestEvent) -> String {
    var line = "\(event.method) \(event.target) → \(event.status.map(String.init) ?? event.failure ?? "no answer")"
    line += ", \(event.bytes) bytes, \(event.milliseconds) ms"
    if event.attempt > 1 { line += ", attempt \(event.attempt)" }
    if event.waitMilliseconds > 0 { line += ", waited \(event.waitMilliseconds) ms" }
    return line + "\n"
  }
}

extension Progress {
  /// Takes the state of the rate limits from a client.
  func connected(to client: HarvestClient) {
    meter.connected { list in
      let bucket: RateBucket.Name = list?.hasPrefix("reports/") == true ? .reports : .general
      return ProgressSnapshot.Allowance(remaining: client.status(of: bucket).remaining, interval: bucket.interval)
    }
  }
}

extension WaitEvent.Reason {
  fileprivate var progress: ProgressSnapshot.Wait.Reason {
    switch self {
    case .bucket(.general): .limit("100 requests in 15 s")
    case .bucket(.reports): .limit("100 requests in 15 min")
    case .retry: .retry
    }
  }
}

extension RateBucket.Name {
  /// The time that each request takes of the limit.
  fileprivate var interval: Duration {
    switch self {
    case .general: .milliseconds(150)
    case .reports: .seconds(9)
    }
  }
}
