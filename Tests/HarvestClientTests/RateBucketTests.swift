@testable import HarvestClient
import Testing

@Suite("Keeping the rate limits")
struct RateBucketTests {
  @Test("the 101st request waits until the first is 15 seconds old")
  func window() async throws {
    let clock = ManualClock()
    let bucket = RateBucket.general(Timekeeper(clock))
    for n in 0..<100 {
      #expect(bucket.status == RateBucket.Status(remaining: 100 - n, wait: .zero))
      #expect(try await bucket.admit() == .zero)
      clock.advance(by: .milliseconds(10))
    }
    #expect(clock.elapsed == .seconds(1))
    #expect(bucket.status.remaining == 0)
    // 15 s and 0.2 s of slack after the first one, which left a second ago.
    #expect(bucket.status.wait == .milliseconds(14_200))
    #expect(try await bucket.admit() == .milliseconds(14_200))
    #expect(clock.sleeps == [.milliseconds(14_200)])
  }

  @Test("reports have 100 requests in 15 minutes, apart from the rest")
  func twoBuckets() async throws {
    let bench = try Bench(.answer(200, "{}"))
    for _ in 0..<100 { _ = try await bench.client.get(path: "/reports/time/team", bucket: .reports) }
    #expect(bench.client.status(of: .reports).remaining == 0)
    #expect(bench.client.status(of: .general).remaining == 100)
    _ = try await bench.client.get(path: "/clients", bucket: .general)
    #expect(bench.clock.elapsed == .zero)
    _ = try await bench.client.get(path: "/reports/time/team", bucket: .reports)
    #expect(bench.clock.elapsed == .milliseconds(900_200))
    #expect(bench.log.events.last?.waitMilliseconds == 900_200)
  }

  @Test("no window ever holds more than the limit, however many ask at once")
  func concurrent() async throws {
    let clock = ManualClock()
    let bucket = RateBucket(limit: 10, window: .seconds(1), time: Timekeeper(clock))
    let times = try await withThrowingTaskGroup(of: Duration.self) { group in
      for _ in 0..<95 {
        group.addTask {
          _ = try await bucket.admit()
          return clock.elapsed
        }
      }
      return try await group.reduce(into: [Duration]()) { $0.append($1) }
    }
    #expect(times.count == 95)
    // The clock only jumps forward, so nobody may be through before its place in the queue allows it.
    let sorted = times.sorted()
    for (n, time) in sorted.enumerated() { #expect(time >= .milliseconds(1_200) * (n / 10)) }
  }

  @Test("a wait that is given up gives its place back")
  func givenUp() async throws {
    let bucket = RateBucket(limit: 1, window: .seconds(60), time: Timekeeper(ContinuousClock()))
    _ = try await bucket.admit()
    let waiting = Task { try await bucket.admit() }
    try await waitUntil { bucket.status.wait > .seconds(61) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(bucket.status.wait < .seconds(61))
  }

  @Test("a closed bucket lets nobody through before its time, not even those who waited already")
  func closed() async throws {
    let clock = ManualClock()
    let bucket = RateBucket(limit: 5, window: .seconds(1), time: Timekeeper(clock))
    bucket.close(for: .seconds(30))
    bucket.close(for: .seconds(2))
    #expect(bucket.status == RateBucket.Status(remaining: 0, wait: .seconds(30)))
    #expect(try await bucket.admit() == .seconds(30))
    #expect(try await bucket.admit() == .zero)
  }

  @Test("a request that sleeps while the server closes the bucket waits on")
  func closedMeanwhile() async throws {
    let clock = ManualClock()
    let bucket = RateBucket(limit: 1, window: .seconds(1), time: Timekeeper(clock))
    _ = try await bucket.admit()
    clock.duringNextSleep { bucket.close(for: .seconds(5)) }
    #expect(try await bucket.admit() == .seconds(5))
    #expect(clock.sleeps == [.milliseconds(1_200), .milliseconds(3_800)])
  }
}
