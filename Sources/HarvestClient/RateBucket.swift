import Synchronization

/// One of Harvest's request limits, kept before the server has to: whoever would exceed it waits.
///
/// Every request takes a slot. A slot counts for one window from the moment it was given for, so at no moment are more
/// than `limit` requests inside a window. Waiting requests have slots in the future, in the order in which they came. A
/// server that answers 429 all the same (others share its limit) is believed: nothing is sent before the time it names.
package final class RateBucket: Sendable {
  package enum Name: String, Hashable, Sendable { case general, reports }

  /// What a progress line shows.
  package struct Status: Hashable, Sendable {
    /// How many requests could be sent at once.
    package let remaining: Int
    /// How long the next request would wait.
    package let wait: Duration
  }

  private struct Slot {
    let id: UInt64
    let time: Duration
  }

  private struct State {
    var slots: [Slot] = []
    var nextID: UInt64 = 0
    var closedUntil = Duration.zero
  }

  private let limit: Int
  private let window: Duration
  private let time: Timekeeper
  private let state = Mutex(State())

  /// Makes a bucket of `limit` requests (at least one) in any `window`.
  init(limit: Int, window: Duration, time: Timekeeper) {
    self.limit = max(1, limit)
    // The server counts arrivals, which may lie closer together than departures.
    self.window = window + .milliseconds(200)
    self.time = time
  }

  static func general(_ time: Timekeeper) -> RateBucket { RateBucket(limit: 100, window: .seconds(15), time: time) }
  static func reports(_ time: Timekeeper) -> RateBucket { RateBucket(limit: 100, window: .seconds(900), time: time) }

  package var status: Status {
    let now = time.now()
    return state.withLock { state in
      let next = nextTime(state, now: now)
      let used = state.slots.count { $0.time + window > now }
      return Status(remaining: next > now ? 0 : max(0, limit - used), wait: max(.zero, next - now))
    }
  }

  /// Waits until a request may be sent, and counts it.
  ///
  /// - Returns: how long that took.
  /// - Throws: `CancellationError`; the slot is given back.
  func admit() async throws -> Duration {
    let start = time.now()
    while true {
      let slot = take()
      let delay = slot.time - time.now()
      if delay > .zero {
        do { try await time.sleep(delay) } catch {
          giveBack(slot)
          throw error
        }
      }
      // A 429 that came while this one slept pushes it behind the new time.
      if keep(slot) { return max(.zero, time.now() - start) }
    }
  }

  /// Sends nothing for a while, because the server said so.
  func close(for pause: Duration) {
    let end = time.now() + pause
    state.withLock { $0.closedUntil = max($0.closedUntil, end) }
  }

  private func take() -> Slot {
    let now = time.now()
    return state.withLock { state in
      let expired = state.slots.prefix { $0.time + window <= now }.count
      state.slots.removeFirst(expired)
      let slot = Slot(id: state.nextID, time: nextTime(state, now: now))
      state.nextID &+= 1
      state.slots.append(slot)
      return slot
    }
  }

  /// The earliest moment that is free: slots are in ascending order.
  private func nextTime(_ state: borrowing State, now: Duration) -> Duration {
    let slots = state.slots
    var next = max(now, state.closedUntil, slots.last?.time ?? now)
    if slots.count >= limit { next = max(next, slots[slots.count - limit].time + window) }
    return next
  }

  private func giveBack(_ slot: Slot) {
    state.withLock { $0.slots.removeAll { $0.id == slot.id } }
  }

  private func keep(_ slot: Slot) -> Bool {
    let now = time.now()
    return state.withLock { state in
      if state.closedUntil <= now { return true }
      state.slots.removeAll { $0.id == slot.id }
      return false
    }
  }
}
