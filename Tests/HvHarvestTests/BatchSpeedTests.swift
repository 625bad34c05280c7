@testable import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvHarvest

/// How fast a batch goes: as fast as the rate limit lets it.
@Suite("The speed of a batch")
struct BatchSpeedTests {
  /// The documented limit (FACTS section 4), with the slack that the client leaves.
  private static let limit = 100
  private static let window = Duration.milliseconds(15_200)

  @Test(
    "A thousand updates take as long as the rate limit has it and one answer more; no slot of it is left unused",
    arguments: [Duration.milliseconds(50), .milliseconds(400), .milliseconds(1_500)])
  func floor(latency: Duration) async throws {
    let count = 1_000
    let bench = try SpeedBench(latency: latency, writes: count)
    let result = try await bench.send()
    #expect(result.done == count && result.notAttempted == 0)
    let departures = bench.departures
    try #require(departures.count == count)
    // What may go at once goes as soon as there is somebody to send it: so many at a time, one answer after the other.
    let width = departures.prefix { $0 == .zero }.count
    #expect(width > 1)
    let earliest = departures.indices.map { place in
      Self.window * (place / Self.limit) + latency * (place % Self.limit / width)
    }
    let late = zip(departures, earliest).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(late == nil, "the first write that left at another time than it could")
    // The last ones leave in the tenth window.
    #expect(bench.elapsed == Self.window * 9 + latency * ((Self.limit - 1) / width) + latency)
  }
}

/// A batch of updates, and a server that takes the same time for each, in a time of its own.
private final class SpeedBench: Transport {
  private let latency: Duration
  private let writes: Int
  private let clock: BusyClock
  private let log = Mutex([Duration]())

  init(latency: Duration, writes: Int) throws {
    self.latency = latency
    self.writes = writes
    clock = BusyClock(writes)
  }

  /// When each request left, the earliest first.
  var departures: [Duration] { log.withLock { $0.sorted() } }
  var elapsed: Duration { clock.now.time }

  func send() async throws -> BatchResult {
    let policy = WritePolicy(confirmsBulk: true)
    let gate = WriteGate(policy, ledger: MemoryLedger())
    let token = try #require(Token("token"))
    let credentials = try #require(Credentials(token: token, accountID: "1"))
    var configuration = HarvestClient.Configuration(
      baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: self,
      userAgent: "hv tests (tests@example.com)")
    configuration.clock = clock
    configuration.gate = gate
    let client = HarvestClient(configuration)
    let host = HarvestHost(policy: policy, connect: { client })
    let today = try #require(Day("2026-11-24"))
    let run = Run(host: host, clock: Clock(today: today, now: try #require(Instant(day: today, secondsOfDay: 0))))
    let intents = (1...Int64(writes)).map { id in
      WriteIntent(
        operation: "updateClient", method: .patch, path: "/clients/\(id)", body: .json(Array("{}".utf8)),
        kind: "client", recordID: id)
    }
    let batch = try await gate.admit(WriteBatch(command: "update", intents))
    let range = SourceRange(0, 0)
    return await BatchSender(host: host, run: run).send(intents.map { PlannedWrite($0, at: range) }, in: batch)
  }

  // MARK: the server

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    log.withLock { $0.append(clock.now.time) }
    do { try await clock.sleep(for: latency) } catch { throw TransportFault(.cancelled, "cancelled") }
    clock.finishOne()
    return HTTPExchange.Response(status: 200, headers: [], body: Array(#"{"id":1}"#.utf8))
  }

  func shutdown() async {}
}

/// A clock that goes on when everybody sleeps who could do something: those that send the writes of a batch. How many
/// there are at a time it learns at the beginning, when all of them wait for an answer.
private final class BusyClock: _Concurrency.Clock {
  struct Instant: InstantProtocol {
    var time: Duration
    func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (a: Instant, b: Instant) -> Bool { a.time < b.time }
  }

  private struct State {
    var now = Duration.zero
    var sleepers: [(deadline: Duration, wake: CheckedContinuation<Void, Never>)] = []
    /// The writes that have no answer yet.
    var left: Int
    /// How many are sent at a time; nil until that is known.
    var width: Int?
    var isWatched = false
  }

  private let state: Mutex<State>

  init(_ writes: Int) { state = Mutex(State(left: writes)) }

  var now: Instant { Instant(time: state.withLock { $0.now }) }
  var minimumResolution: Duration { .zero }

  /// A write has its answer. Those that are left may be fewer than are sent at a time.
  func finishOne() {
    state.withLock { $0.left -= 1 }
    goOn()
  }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    await withCheckedContinuation { wake in
      let isFirst = state.withLock { state in
        state.sleepers.append((deadline.time, wake))
        defer { state.isWatched = true }
        return !state.isWatched
      }
      if isFirst { Task { await watch() } }
      goOn()
    }
  }

  /// Learns how many there are, from how many come before anybody has an answer. If it is fewer later, somebody does
  /// nothing: then it goes on without them after a while, so that this can be told.
  private func watch() async {
    var (known, times) = ([0, 0], 0)
    while known[1] > 0 || times == 0 {
      try? await Task.sleep(for: .milliseconds(5))
      let (found, isLearning) = state.withLock { ([$0.sleepers.count, $0.left], $0.width == nil) }
      times = found == known ? times + 1 : 1
      known = found
      if times >= (isLearning ? 20 : 400) {
        state.withLock { $0.width = found[0] }
        times = 1
        goOn()
      }
    }
  }

  /// Lets it be the moment for which somebody sleeps.
  private func goOn() {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard let width = state.width, state.sleepers.count >= min(width, state.left),
        let next = state.sleepers.map(\.deadline).min()
      else { return [] }
      state.now = max(state.now, next)
      let due = state.sleepers.filter { $0.deadline <= next }.map(\.wake)
      state.sleepers.removeAll { $0.deadline <= next }
      return due
    }
    for wake in woken { wake.resume() }
  }
}
