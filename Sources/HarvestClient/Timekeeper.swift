/// A clock without its type: the time since some start, and sleeping.
struct Timekeeper: Sendable {
  let now: @Sendable () -> Duration
  /// Throws `CancellationError` when the task is cancelled meanwhile.
  let sleep: @Sendable (Duration) async throws -> Void

  init(_ clock: some Clock<Duration>) {
    let start = clock.now
    now = { start.duration(to: clock.now) }
    sleep = { try await clock.sleep(for: $0) }
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  /// `12 s`, `1.5 s`, `40 ms`: for messages.
  var text: String {
    let ms = milliseconds
    if ms < 1_000 { return "\(ms) ms" }
    return ms % 1_000 < 100 || ms >= 10_000 ? "\(ms / 1_000) s" : "\(ms / 1_000).\(ms % 1_000 / 100) s"
  }
}
