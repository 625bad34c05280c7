/// The moments at which the requests of one bucket are sent: those of the last window, and those that wait for theirs.
///
/// All times are milliseconds of one clock. A moment stands for whoever took it: two that are equal need no names, so
/// several processes can share the list.
package struct RateSlots: Hashable, Sendable {
  /// In ascending order. What lies ahead of now is the queue.
  package var times: [Int64]
  /// Nothing is sent before: the server said so.
  package var closedUntil: Int64
  /// When this was last changed.
  package var changed: Int64

  package init(times: [Int64] = [], closedUntil: Int64 = 0, changed: Int64 = 0) {
    self.times = times
    self.closedUntil = closedUntil
    self.changed = changed
  }

  /// The most moments that are remembered: the last of a queue that is much longer than any that was seen.
  package static let capacity = 500

  /// No queue and no pause reaches further ahead: a day.
  private static let horizon: Int64 = 86_400_000
  /// So far apart that no sum of a few of them overflows.
  private static let range: ClosedRange<Int64> = -(1 << 52)...(1 << 52)

  /// Brings what was remembered, possibly by somebody else, to the present: what is older than a window is dropped,
  /// and what cannot be right is forgotten as a whole.
  mutating func settle(at now: Int64, window: Int64) {
    guard isPlausible else { return self = RateSlots() }
    if changed > now {
      // The clock was set back. How long it was before that, nobody knows: count on no time at all.
      let step = changed - now
      times = times.map { $0 - step }
      closedUntil = max(0, closedUntil - step)
      changed = now
    }
    // A clock that was set forward looks like time that has passed. If it is too soon, the server says so.
    times.removeFirst(times.prefix { $0 + window <= now }.count)
    guard max(closedUntil, times.last ?? 0) <= now + Self.horizon else { return self = RateSlots() }
  }

  private var isPlausible: Bool {
    times.count <= Self.capacity && Self.range.contains(closedUntil) && Self.range.contains(changed)
      && times.allSatisfy(Self.range.contains) && zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
  }

  /// The earliest moment that is free for one more.
  func next(at now: Int64, limit: Int, window: Int64) -> Int64 {
    var next = max(now, closedUntil, times.last ?? now)
    if times.count >= limit { next = max(next, times[times.count - limit] + window) }
    return next
  }

  /// Takes a moment that is not before any that was taken.
  mutating func take(_ time: Int64) {
    if times.count >= Self.capacity { times.removeFirst(times.count - Self.capacity + 1) }
    times.append(time)
  }

  /// Gives back a moment that is not used.
  mutating func giveBack(_ time: Int64) {
    // Of a list that is full the beginning may be missing. One place less, and it would look as if none had been there.
    guard times.count < Self.capacity, let index = times.lastIndex(of: time) else { return }
    times.remove(at: index)
  }

  /// Adds what another list of the same bucket has and this one has not.
  mutating func include(_ other: RateSlots) {
    var missing = other.times
    for time in times { if let index = missing.firstIndex(of: time) { missing.remove(at: index) } }
    times = (times + missing).sorted().suffix(Self.capacity)
    closedUntil = max(closedUntil, other.closedUntil)
  }
}

/// Where the processes that use one account keep their slots together.
package protocol SlotStore: Sendable {
  /// Milliseconds since 1970, by the clock that all of them see.
  func now() -> Int64

  /// Reads the slots of a bucket, changes them and writes them back; meanwhile nobody else does.
  ///
  /// It must be fast, and never waits long: without it one process goes on counting alone.
  ///
  /// - Parameter change: called once, or not at all where the slots cannot be had. It gets empty ones where there are
  ///   none or where they make no sense.
  /// - Returns: whether the others will see the change.
  func update(_ bucket: RateBucket.Name, _ change: (inout RateSlots) -> Void) -> Bool
}
