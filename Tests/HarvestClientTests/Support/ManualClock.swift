import Synchronization

/// A clock that jumps: whoever sleeps wakes at once, and it is then as late as it wanted.
final class ManualClock: Clock {
  struct Instant: InstantProtocol {
    var time: Duration
    func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (a: Instant, b: Instant) -> Bool { a.time < b.time }
  }

  private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))
  private let interruption = Mutex<(@Sendable () -> Void)?>(nil)

  var now: Instant { Instant(time: state.withLock { $0.now }) }
  var minimumResolution: Duration { .zero }
  /// How long each sleep was, in order.
  var sleeps: [Duration] { state.withLock { $0.sleeps } }
  /// The time since the start.
  var elapsed: Duration { now.time }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let interrupt = interruption.withLock { $0.take() }
    interrupt?()
    state.withLock { state in
      state.sleeps.append(deadline.time - state.now)
      state.now = max(state.now, deadline.time)
    }
    await Task.yield()
  }

  /// Does something after the next sleep has begun and before it ends.
  func duringNextSleep(_ body: @escaping @Sendable () -> Void) { interruption.withLock { $0 = body } }

  func advance(by duration: Duration) { state.withLock { $0.now += duration } }
}
