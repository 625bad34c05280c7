import HvValues

/// Where the time of the account comes from.
///
/// An account whose clock does not run is the same in every run: it stands at its first moment, and every write takes
/// one second. A server's runs with real time, so that timers grow while one looks; it stands still while the server
/// is off.
struct SandboxClock: Sendable {
  private let started: ContinuousClock.Instant?
  private let resumed: Instant?

  /// - Parameter resumed: when the account goes on; nil at the end of its story.
  init(runs: Bool, from resumed: Instant?) {
    started = runs ? .now : nil
    self.resumed = resumed
  }

  /// The moment as clocks tell it, without the seconds that writes take: no record is ever from before it.
  func told(_ store: Store) -> Instant {
    let elapsed = started.map { (.now - $0).components.seconds } ?? 0
    return (resumed ?? store.opened).adding(seconds: elapsed) ?? store.now
  }

  /// The moment of a read.
  func time(of store: Store) -> Instant {
    guard let started else { return store.now }
    let elapsed = (.now - started).components.seconds
    return max(store.now, (resumed ?? store.opened).adding(seconds: elapsed) ?? store.now)
  }

  /// The moment of a write, later than that of every write before.
  func tick(_ store: Store) -> Instant { max(time(of: store), store.now.adding(seconds: 1) ?? store.now) }
}
