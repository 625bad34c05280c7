import Synchronization

/// One of Harvest's request limits, kept before the server has to: whoever would exceed it waits.
///
/// Every request takes a slot. A slot counts for one window from the moment it was given for, so at no moment are more
/// than `limit` requests inside a window. Waiting requests have slots in the future, in the order in which they came. A
/// server that answers 429 all the same (others share its limit) is believed: nothing is sent before the time it names.
/// With a `SlotStore` all of that holds for the processes of an account together.
package final class RateBucket: Sendable {
  package enum Name: String, Hashable, Sendable { case general, reports }

  /// What a progress line shows.
  package struct Status: Hashable, Sendable {
    /// How many requests could be sent at once.
    package let remaining: Int
    /// How long the next request would wait.
    package let wait: Duration
  }

  private struct State {
    /// With a store, a copy of what was there last.
    var slots = RateSlots()
    /// Whether the copy has something that the store may lack.
    var isAhead = false
  }

  private let name: Name
  private let limit: Int
  private let window: Int64
  private let time: Timekeeper
  private let store: (any SlotStore)?
  private let state = Mutex(State())

  /// Makes a bucket of `limit` requests (at least one) in any `window`.
  ///
  /// - Parameter store: where other processes count theirs; nil for a limit that this process has for itself.
  init(
    _ name: Name = .general, limit: Int, window: Duration, time: Timekeeper, store: (any SlotStore)? = nil
  ) {
    self.name = name
    self.limit = max(1, limit)
    // The server counts arrivals, which may lie closer together than departures.
    self.window = window.milliseconds + 200
    self.time = time
    self.store = store
  }

  static func general(_ time: Timekeeper, store: (any SlotStore)? = nil) -> RateBucket {
    RateBucket(.general, limit: 100, window: .seconds(15), time: time, store: store)
  }

  static func reports(_ time: Timekeeper, store: (any SlotStore)? = nil) -> RateBucket {
    RateBucket(.reports, limit: 100, window: .seconds(900), time: time, store: store)
  }

  package var status: Status {
    access { slots, now in
      let wait = slots.next(at: now, limit: limit, window: window) - now
      return Status(remaining: wait > 0 ? 0 : max(0, limit - slots.times.count), wait: .milliseconds(wait))
    }
  }

  /// Waits until a request may be sent, and counts it.
  ///
  /// - Parameter waits: told how long it is going to wait, each time that it does.
  /// - Returns: how long that took.
  /// - Throws: `CancellationError`; the slot is given back.
  func admit(waits: (Duration) -> Void = { _ in }) async throws -> Duration {
    let start = time.now()
    while true {
      let (slot, delay) = take()
      if delay == .zero { break }
      waits(delay)
      do { try await time.sleep(delay) } catch {
        access { slots, _ in slots.giveBack(slot) }
        throw error
      }
      if keep(slot) { break }
    }
    return max(.zero, time.now() - start)
  }

  /// Sends nothing for a while, because the server said so.
  func close(for pause: Duration) {
    access { slots, now in slots.closedUntil = max(slots.closedUntil, now + pause.milliseconds) }
  }

  private func take() -> (slot: Int64, delay: Duration) {
    access { slots, now in
      let slot = slots.next(at: now, limit: limit, window: window)
      slots.take(slot)
      return (slot, .milliseconds(slot - now))
    }
  }

  /// Whether a slot whose time has come may be used: a 429 that came meanwhile pushes it behind the new time.
  private func keep(_ slot: Int64) -> Bool {
    access { slots, now in
      if slots.closedUntil <= now { return true }
      slots.giveBack(slot)
      return false
    }
  }

  /// Works on the slots of the moment: those that all processes share, or where they cannot be had, those of this one.
  private func access<Result: Sendable>(_ body: (inout RateSlots, _ now: Int64) -> Result) -> Result {
    state.withLock { state in
      guard let store else {
        let now = time.now().milliseconds
        state.slots.settle(at: now, window: window)
        return body(&state.slots, now)
      }
      var result: Result?
      let isShared = store.update(name) { shared in
        // Read here and not before: who had to wait for the others would come from the past.
        let now = store.now()
        var slots = shared
        slots.settle(at: now, window: window)
        if state.isAhead {
          state.slots.settle(at: now, window: window)
          slots.include(state.slots)
        }
        let before = slots
        result = body(&slots, now)
        if slots != before || state.isAhead {
          slots.changed = now
          shared = slots
        }
        state.slots = slots
      }
      state.isAhead = !isShared
      if let result { return result }
      let now = store.now()
      state.slots.settle(at: now, window: window)
      state.slots.changed = now
      return body(&state.slots, now)
    }
  }
}
