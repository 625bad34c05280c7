import Testing

@testable import HarvestClient

@Suite("Keeping the rate limits together with other processes")
struct SharedSlotsTests {
  /// Two processes of one account: each has a bucket, and both count in the same place.
  private struct Pair {
    let clock = ManualClock()
    let memory: SharedMemory
    let first: RateBucket
    let second: RateBucket

    init(limit: Int = 5) {
      memory = SharedMemory(clock)
      first = RateBucket(limit: limit, window: .seconds(1), time: Timekeeper(clock), store: memory)
      // It was started later: its own time has another beginning.
      clock.advance(by: .seconds(7))
      second = RateBucket(limit: limit, window: .seconds(1), time: Timekeeper(clock), store: memory)
    }

    /// Sends all five that may be sent at once, by turns.
    func fill() async throws {
      for bucket in [first, second, first, second, first] { #expect(try await bucket.admit() == .zero) }
    }
  }

  private static let full = RateBucket.Status(remaining: 5, wait: .zero)
  private static let empty = RateBucket.Status(remaining: 0, wait: .milliseconds(1_200))

  @Test("what one process has sent is missing for the other one")
  func together() async throws {
    let pair = Pair()
    #expect(pair.second.status == Self.full)
    _ = try await pair.first.admit()
    #expect(pair.second.status == RateBucket.Status(remaining: 4, wait: .zero))
    pair.clock.advance(by: .milliseconds(1_200))
    try await pair.fill()
    #expect(pair.first.status == Self.empty)
    #expect(pair.second.status == Self.empty)
    #expect(try await pair.second.admit() == .milliseconds(1_200))
    #expect(pair.first.status == RateBucket.Status(remaining: 4, wait: .zero))
  }

  @Test("the buckets of a client are shared, each with its like")
  func clients() async throws {
    let memory = SharedMemory(ManualClock())
    let one = try Bench(.answer(200, "{}")) { $0.slots = memory }
    let other = try Bench(.answer(200, "{}")) { $0.slots = memory }
    _ = try await one.client.get(path: "/clients", bucket: .general)
    for _ in 0..<2 { _ = try await one.client.get(path: "/reports/time/team", bucket: .reports) }
    #expect(other.client.status(of: .general).remaining == 99)
    #expect(other.client.status(of: .reports).remaining == 98)
  }

  @Test("who looks changes nothing")
  func looking() async throws {
    let pair = Pair()
    try await pair.fill()
    let writes = pair.memory.writes
    _ = pair.first.status
    pair.clock.advance(by: .seconds(9))
    _ = pair.second.status
    #expect(writes == 5)
    #expect(pair.memory.writes == writes)
  }

  @Test("who asks first is first, whichever process it is")
  func order() async throws {
    let pair = Pair(limit: 1)
    _ = try await pair.first.admit()
    pair.clock.duringNextSleep {
      #expect(pair.first.status.wait == .milliseconds(2_400))
      #expect(pair.second.status.wait == .milliseconds(2_400))
    }
    #expect(try await pair.second.admit() == .milliseconds(1_200))
    #expect(pair.first.status.wait == .milliseconds(1_200))
  }

  @Test("no window ever holds more than the limit, however many ask at once in however many processes")
  func concurrent() async throws {
    let clock = ManualClock()
    let memory = SharedMemory(clock)
    let buckets = (0..<3).map { _ in
      RateBucket(limit: 10, window: .seconds(1), time: Timekeeper(clock), store: memory)
    }
    let times = try await withThrowingTaskGroup(of: Duration.self) { group in
      for n in 0..<95 {
        group.addTask {
          _ = try await buckets[n % 3].admit()
          return clock.elapsed
        }
      }
      return try await group.reduce(into: [Duration]()) { $0.append($1) }
    }
    #expect(times.count == 95)
    for (n, time) in times.sorted().enumerated() { #expect(time >= .milliseconds(1_200) * (n / 10)) }
  }

  @Test("a 429 for one process holds up both, also a request that waits already")
  func closed() async throws {
    let pair = Pair()
    pair.first.close(for: .seconds(5))
    #expect(pair.second.status == RateBucket.Status(remaining: 0, wait: .seconds(5)))
    #expect(try await pair.second.admit() == .seconds(5))
    for _ in 0..<4 { _ = try await pair.second.admit() }
    pair.clock.duringNextSleep { pair.first.close(for: .seconds(5)) }
    #expect(try await pair.second.admit() == .seconds(5))
    #expect(pair.memory.general.times.count == 1, "the place it waited for is free again")
  }

  @Test("a wait that is given up gives its place back")
  func givenUp() async throws {
    let pair = Pair()
    try await pair.fill()
    for _ in 0..<4 { #expect(try await pair.second.admit() >= .zero) }
    pair.clock.advance(by: .milliseconds(600))
    _ = try await pair.first.admit()
    #expect(pair.first.status == RateBucket.Status(remaining: 0, wait: .milliseconds(600)))
    let waiting = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await pair.second.admit()
    }
    await #expect(throws: CancellationError.self) { try await waiting.value }
    for _ in 0..<4 { _ = try await pair.first.admit() }
    #expect(pair.first.status == RateBucket.Status(remaining: 0, wait: .milliseconds(600)))
  }

  @Test(
    "what cannot be right counts as nothing",
    arguments: [
      RateSlots(times: [.min, .max]), RateSlots(times: [.max]), RateSlots(closedUntil: .max),
      RateSlots(times: [.min], closedUntil: .min, changed: .min), RateSlots(changed: .max),
      RateSlots(times: Array(repeating: 1_800_000_007_000, count: 501)),
      RateSlots(times: [1_800_000_007_000, 1_800_000_006_999]),
      RateSlots(times: Array(repeating: 1_900_000_000_000, count: 5)),
      RateSlots(closedUntil: 1_900_000_000_000),
      RateSlots(times: Array(repeating: 0, count: 5)),
    ])
  func damaged(_ slots: RateSlots) async throws {
    let pair = Pair()
    pair.memory.general = slots
    #expect(pair.first.status == Self.full)
    try await pair.fill()
    #expect(pair.second.status == Self.empty)
  }

  @Test(
    "a clock that is set back stretches a wait by what had passed of it, and no further", arguments: [60, 4_000_000])
  func clockSetBack(_ seconds: Int64) async throws {
    let pair = Pair()
    try await pair.fill()
    pair.clock.advance(by: .seconds(1))
    pair.memory.setClock(by: .seconds(-seconds))
    #expect(pair.first.status == Self.empty)
    #expect(try await pair.second.admit() == .milliseconds(1_200))
    #expect(pair.first.status == RateBucket.Status(remaining: 4, wait: .zero))
    pair.first.close(for: .seconds(3))
    pair.memory.setClock(by: .seconds(-seconds))
    #expect(pair.second.status.wait == .seconds(3))
  }

  @Test("a clock that is set forward frees a bucket, which is kept from then on")
  func clockSetForward() async throws {
    let pair = Pair()
    try await pair.fill()
    pair.clock.duringNextSleep { pair.memory.setClock(by: .seconds(3_600)) }
    #expect(try await pair.second.admit() == .milliseconds(1_200))
    try await pair.fill()
    #expect(pair.second.status == Self.empty)
    #expect(try await pair.first.admit() == .milliseconds(1_200))
  }

  @Test(
    "where the slots cannot be had, a process counts alone, and tells the others later",
    arguments: SharedMemory.Fault.allCases)
  func alone(_ fault: SharedMemory.Fault) async throws {
    let pair = Pair()
    for bucket in [pair.first, pair.second, pair.second] { _ = try await bucket.admit() }
    #expect(pair.first.status.remaining == 2)
    pair.memory.fault = fault
    for _ in 0..<2 { #expect(try await pair.first.admit() == .zero) }
    #expect(pair.first.status == Self.empty)
    #expect(pair.second.status.remaining == 2, "it cannot know")
    pair.memory.fault = nil
    #expect(pair.first.status == Self.empty)
    #expect(pair.second.status == Self.empty)
    #expect(pair.memory.general.times.count == 5, "each is told once")
  }

  @Test("a queue too long to be remembered keeps the limit, also when all leave it")
  func longQueue() {
    let limit = 100, window: Int64 = 15_200
    var slots = RateSlots()
    func take(at now: Int64) -> Int64 {
      slots.settle(at: now, window: window)
      let time = slots.next(at: now, limit: limit, window: window)
      slots.take(time)
      return time
    }
    var sent = (0..<100).map { take(at: $0 * 20) }
    let waiting = (0..<450).map { _ in take(at: 2_000) }
    #expect(slots.times.count == RateSlots.capacity)
    for time in waiting { slots.giveBack(time) }
    for _ in 0..<200 { sent.append(take(at: 2_000)) }
    for (early, late) in zip(sent, sent.dropFirst(limit)) { #expect(late - early >= window) }
  }
}
