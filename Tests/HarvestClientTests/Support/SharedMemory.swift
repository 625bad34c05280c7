@testable import HarvestClient
import Synchronization

/// What the processes of a machine share, for tests: slots, and a clock on the wall that can be set.
final class SharedMemory: SlotStore {
  enum Fault: CaseIterable { case unreachable, unwritable }

  private struct State {
    var slots: [RateBucket.Name: RateSlots] = [:]
    var writes = 0
  }

  private let clock: ManualClock
  private let state = Mutex(State())
  private let offset = Mutex(Duration.seconds(1_800_000_000))
  private let failure = Mutex<Fault?>(nil)

  init(_ clock: ManualClock) { self.clock = clock }

  /// What is kept of the general bucket.
  var general: RateSlots {
    get { state.withLock { $0.slots[.general] ?? RateSlots() } }
    set { state.withLock { $0.slots[.general] = newValue } }
  }

  /// How it fails, if it does.
  var fault: Fault? {
    get { failure.withLock { $0 } }
    set { failure.withLock { $0 = newValue } }
  }

  /// How often something was changed.
  var writes: Int { state.withLock { $0.writes } }

  /// Sets the clock on the wall forward or back.
  func setClock(by step: Duration) { offset.withLock { $0 += step } }

  func now() -> Int64 { (offset.withLock { $0 } + clock.elapsed).milliseconds }

  func update(_ bucket: RateBucket.Name, _ change: (inout RateSlots) -> Void) -> Bool {
    if fault == .unreachable { return false }
    return state.withLock { state in
      let found = state.slots[bucket] ?? RateSlots()
      var slots = found
      change(&slots)
      if fault == .unwritable { return false }
      if slots != found {
        state.slots[bucket] = slots
        state.writes += 1
      }
      return true
    }
  }
}
