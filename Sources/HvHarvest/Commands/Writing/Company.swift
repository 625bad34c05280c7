import HarvestCatalog
import HarvestClient
import HvSyntax
import HvValues
import Synchronization

/// What the account's settings say about writing time.
struct TimerMode: Sendable {
  /// Entries have a start and an end instead of hours.
  let tracksTimes: Bool
  let uses24Hours: Bool

  init?(_ company: Value) {
    guard case .record(let record) = company, case .bool(let tracksTimes)? = record["wants_timestamp_timers"] else {
      return nil
    }
    self.tracksTimes = tracksTimes
    uses24Hours = record["clock"].map { $0.text == "24h" } ?? false
  }

  /// Why a body with these fields is wrong for the account.
  func problem(durations: Bool, times: Bool) -> (message: String, help: String)? {
    if tracksTimes, durations {
      return (
        "this account tracks start and end times, not hours", "write  started_time: 9:00am, ended_time: 11:30am"
      )
    }
    if !tracksTimes, times { return ("this account tracks hours, not start and end times", "write  hours: 2.5") }
    return nil
  }
}

extension HarvestHost {
  /// The account's way to track time (FACTS section 7), read when a write first needs it.
  ///
  /// - Returns: nil where the caller may not read the company; the server then has the last word.
  func timerMode() async throws -> TimerMode? {
    if let known = timerMode.withLock({ $0 }) { return known }
    guard let endpoint = Catalog.endpoint("retrieveCompany") else { return nil }
    do {
      let company = try await client().value(
        path: endpoint.path, schema: Schemas.rows(of: "company"), bucket: endpoint.bucket.name)
      let mode = TimerMode(company)
      timerMode.withLock { $0 = mode }
      return mode
    } catch let error as APIError where error.kind == .forbidden { return nil }
  }

  /// Makes everything that was kept of records be read again where a write may have changed it.
  func forgetNames(after endpoint: Endpoint) async {
    if endpoint.resource == "company" { timerMode.withLock { $0 = nil } }
    let changed = [endpoint.resource, endpoint.parent].compactMap { $0.flatMap { Catalog.resource($0) }?.kind }
    await names.changed(changed)
  }
}
