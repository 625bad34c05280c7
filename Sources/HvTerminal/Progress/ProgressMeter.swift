import Synchronization

/// Collects what happens, for the progress line and for the figures at the end. Used from any thread.
///
/// It has no clock: whoever tells it something says when that was, as the time since any one moment.
package final class ProgressMeter: Sendable {
  private struct Reading {
    var list: ProgressSnapshot.List
    let start: Duration
  }

  private struct Wait {
    let reason: ProgressSnapshot.Wait.Reason
    let end: Duration
  }

  private struct State {
    var requests = 0
    var rows = 0
    /// When something of a list came last; a list that begins has been waited for since then.
    var lastArrival: Duration
    /// The lists that may go on, the one that came last at the end.
    var readings: [Reading] = []
    /// Whether the last of them is what is being read now.
    var isReading = false
    var waits: [Wait] = []
    var writing: ProgressSnapshot.Writing?
    var writingStart: Duration?
    var allowance: (@Sendable (String?) -> ProgressSnapshot.Allowance)?
  }

  /// How many unfinished lists are remembered: more than are ever read at a time. A list that nobody reads on is
  /// forgotten behind them.
  private static let remembered = 32
  /// What waits no longer than this is not worth a word.
  private static let shortestWait = Duration.milliseconds(500)

  private let start: Duration
  private let state: Mutex<State>

  /// Makes a meter of work that starts now.
  package init(start: Duration) {
    self.start = start
    state = Mutex(State(lastArrival: start))
  }

  /// Tells where to ask what the rate limits allow.
  ///
  /// - Parameter allowance: for the list of this name, nil for anything else.
  package func connected(_ allowance: @escaping @Sendable (String?) -> ProgressSnapshot.Allowance) {
    state.withLock { $0.allowance = allowance }
  }

  /// Counts a request that has its answer, or failed.
  ///
  /// - Parameter list: the name of the list that it may have read a page of. When that is not the list at hand, the work
  ///   has gone on to something else.
  package func finishedRequest(list: String?) {
    state.withLock { state in
      state.requests += 1
      if state.readings.last?.list.name != list { state.isReading = false }
    }
  }

  /// Counts a page of a list.
  ///
  /// - Parameters:
  ///   - page: counted from 1, the first one being the first to be told.
  ///   - rows: of this page.
  ///   - totalRows: of the whole list.
  package func readPage(
    of name: String, page: Int, pageCount: Int?, rows: Int, totalRows: Int?, at now: Duration
  ) {
    state.withLock { state in
      // A first page begins a list. Others belong to the newest list of that name, of several to one of that length.
      let known = page == 1 ? [] : state.readings.indices.filter { state.readings[$0].list.name == name }
      let index = known.last { state.readings[$0].list.totalRows == totalRows } ?? known.last
      var reading =
        index.map { state.readings.remove(at: $0) }
        ?? Reading(list: ProgressSnapshot.List(name, page: 0, rows: 0), start: state.lastArrival)
      reading.list.page = max(reading.list.page, page)
      reading.list.pageCount = pageCount ?? reading.list.pageCount
      reading.list.rows += rows
      reading.list.totalRows = totalRows ?? reading.list.totalRows
      reading.list.readingTime = now - reading.start
      // A whole list stays only for as long as it is the last.
      if let last = state.readings.last, last.list.isWhole { state.readings.removeLast() }
      if state.readings.count >= Self.remembered { state.readings.removeFirst() }
      state.readings.append(reading)
      state.isReading = true
      state.rows += rows
      state.lastArrival = now
    }
  }

  /// Tells how far a batch of writes has come.
  package func wrote(_ done: Int, of total: Int, at now: Duration) {
    state.withLock { state in
      if state.writing?.total != total || (state.writing?.done ?? 0) >= total {
        state.writingStart = state.lastArrival
      }
      state.writing = .init(done, of: total, in: now - (state.writingStart ?? now))
      if done >= total { state.lastArrival = now }
    }
  }

  /// Tells that a request begins to wait.
  package func waits(_ reason: ProgressSnapshot.Wait.Reason, for pause: Duration, at now: Duration) {
    guard pause >= Self.shortestWait else { return }
    state.withLock { $0.waits.append(Wait(reason: reason, end: now + pause)) }
  }

  /// What is known now. Of several requests that wait it has the one that goes on first.
  package func snapshot(at now: Duration) -> ProgressSnapshot {
    var (snapshot, allowance) = state.withLock { state in
      state.waits.removeAll { $0.end <= now }
      let wait = state.waits.min { $0.end < $1.end }
      return (
        ProgressSnapshot(
          list: state.isReading ? state.readings.last?.list : nil, rows: state.rows,
          requests: state.requests,
          wait: wait.map { .init($0.reason, remaining: $0.end - now) }, writing: state.writing),
        state.allowance
      )
    }
    // Asked outside of the lock: it takes one of its own.
    snapshot.allowance = allowance?(snapshot.list?.name)
    return snapshot
  }

  /// The figures until now.
  package func figures(at now: Duration) -> ProgressFigures {
    state.withLock { ProgressFigures(rows: $0.rows, requests: $0.requests, elapsed: now - start) }
  }
}
