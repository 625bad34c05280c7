/// How often and how patiently a call is tried again.
package struct Retries: Hashable, Sendable {
  /// The most requests that are sent for one call, the first included.
  package var attempts: Int
  /// The pause before the first repetition; each further one is twice as long.
  package var base: Duration
  /// The longest pause that is not the server's wish.
  package var longest: Duration
  /// The most time spent in pauses for one call. A report may have to wait for its bucket's 15 minutes.
  package var patience: Duration

  package init(
    attempts: Int = 4, base: Duration = .milliseconds(500), longest: Duration = .seconds(8),
    patience: Duration = .seconds(16 * 60)
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.patience = patience
  }

  /// The pause after a number of attempts: between half of the full pause and all of it, so that many clients that
  /// failed together do not come back together.
  ///
  /// - Parameter random: gives a number from zero to below its argument.
  func pause(after attempts: Int, random: (Int64) -> Int64) -> Duration {
    var full = base
    for _ in 1..<max(1, min(attempts, 32)) where full < longest { full = full + full }
    let half = min(full, longest).milliseconds / 2
    return .milliseconds(half + random(half + 1))
  }
}
