import Dispatch
import Foundation
import Testing

/// hv is killed, or its connection breaks, in the middle of a batch; then the batch is finished with `hv resume`. After
/// that the account holds exactly what was meant: nothing twice, nothing missing, equal records as often as they were
/// asked for.
@Suite("Kill points", .serialized)
struct KillPointTests {
  /// How a batch is interrupted.
  enum Blow: String, CaseIterable, Sendable {
    case killBefore = "killed before the server acts"
    case killAfter = "killed when the server has acted"
    case killSoon = "killed soon after a write has left"
    case killAnytime = "killed at any time"
    case dropBefore = "connection dropped before the server acts"
    case dropAfter = "connection dropped when the server has acted"
    case dropHalfway = "connection dropped in the middle of the answer"

    /// What the proxy does about it.
    ///
    /// - Parameters:
    ///   - place: which write it befalls.
    ///   - delay: microseconds until the kill, where that is not at once.
    func strike(_ run: KillPointRun, place: Int, delay: Int) -> KillPointProxy.Strike? {
      switch self {
      case .killBefore, .killAfter:
        return .init(place: place, side: self == .killBefore ? .beforeServerActs : .afterServerActed) {
          run.kill()
          return .isCut
        }
      case .killSoon:
        return .init(place: place, side: .beforeServerActs) {
          run.kill(after: delay % 20_000)
          return .goesOn
        }
      case .killAnytime:
        run.kill(after: delay)
        return nil
      case .dropBefore: return .init(place: place, side: .beforeServerActs) { .isCut }
      case .dropAfter: return .init(place: place, side: .afterServerActed) { .isCut }
      case .dropHalfway: return .init(place: place, side: .afterServerActed) { .isCutHalfway }
      }
    }
  }

  /// One interrupted batch, the same for the same number.
  struct Point: Sendable, CustomTestStringConvertible {
    let number: Int
    let task: KillPointTask
    let blow: Blow

    init(_ number: Int) {
      self.number = number
      // Each task meets each blow once in 49 points.
      let (tasks, blows) = (KillPointTask.allCases, Blow.allCases)
      task = tasks[number % tasks.count]
      blow = blows[(number + number / tasks.count) % blows.count]
    }

    var testDescription: String { "point \(number), \(task.rawValue), \(blow.rawValue)" }
  }

  /// `HV_SEED=7` tries others.
  private static let seed = ProcessInfo.processInfo.environment["HV_SEED"].flatMap { UInt64($0) } ?? 0
  static let points = (0..<(Hv.isFull ? 200 : 20)).map { Point($0) }

  @Test("After resume the account is exactly what was meant", arguments: points)
  func interrupted(_ point: Point) throws {
    var numbers = RandomPipelineNumbers(seed: Self.seed * 1_000 + UInt64(point.number))
    let scene = try KillPointScene(point.task, isRepeated: numbers.chance(50), &numbers)
    let bench = scene.bench
    let (batches, writes) = (try Self.batches(bench).count, bench.proxy.writes.count)

    let (place, delay) = (numbers.within(1...KillPointTask.count), numbers.below(250_000))
    let first = try bench.run("--yes", "-c", point.task.program) { run in
      point.blow.strike(run, place: place, delay: delay)
    }
    // Now and then the one that takes up the work is interrupted too.
    var second: (blow: Blow, place: Int, delay: Int)?
    if numbers.chance(40), let blow = numbers.any(Blow.allCases) {
      second = (blow, numbers.within(1...4), numbers.below(150_000))
    }
    let report = try Self.resume(bench) { run in
      defer { second = nil }
      return second.flatMap { $0.blow.strike(run, place: $0.place, delay: $0.delay) }
    }

    let told = "write \(place): \(first.errors)\n\(report)\n\(bench.proxy.writes.dropFirst(writes))"
    let found = try Self.batches(bench)
    if found.count == batches {
      // It was killed before the batch was stored, and so before anything could be sent.
      #expect(try scene.state() == scene.before, "\(told)")
      #expect(bench.proxy.writes.count == writes, "\(told)")
      return
    }
    #expect(found.count == batches + 1)
    #expect(try scene.state().difference(from: scene.intended).isEmpty, "\(told)")
    // Of updates and deletes the state does not tell whether they were done twice.
    let done = bench.proxy.writes.dropFirst(writes)
    #expect(done.count == KillPointTask.count && done.allSatisfy(\.isDone), "\(told)")
    #expect(found.first == Batch(writes: KillPointTask.count, done: KillPointTask.count), "\(told)")
  }

  // MARK: several programs

  @Test("A batch on which a living program works cannot be resumed by another one")
  func alive() throws {
    var numbers = RandomPipelineNumbers(seed: 1)
    let scene = try KillPointScene(.creates, isRepeated: false, &numbers)
    let bench = scene.bench
    let (arrival, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    bench.proxy.expect(
      .init(place: 3, side: .beforeServerActs) {
        arrival.signal()
        release.wait()
        return .goesOn
      })
    let first = try bench.start(["--yes", "-c", scene.task.program])
    arrival.wait()
    for program in ["resume", "resume 1"] {
      let second = try bench.start(["-c", program]).finish()
      #expect(second.status == 1)
      #expect(second.errors.contains("batch 1 is worked on by another hv"), "\(second.errors)")
    }
    release.signal()
    let result = try first.finish()
    #expect(result.output.split(separator: "\n").count == KillPointTask.count, "\(result.errors)")
    #expect(try scene.state() == scene.intended)
    #expect(bench.proxy.writes.count == KillPointTask.count)
    #expect(try bench.run("-c", "resume").errors.contains("E0417"))
  }

  @Test("Of two who resume at once one does it", arguments: [KillPointTask.creates, .payments])
  func together(task: KillPointTask) throws {
    var numbers = RandomPipelineNumbers(seed: 2)
    let scene = try KillPointScene(task, isRepeated: true, &numbers)
    let bench = scene.bench
    _ = try bench.run("--yes", "-c", task.program) { Blow.killAfter.strike($0, place: 4, delay: 0) }
    let both = try [bench.start(["-c", "resume"]), bench.start(["-c", "resume"])]
    let results = try both.map { try $0.finish() }
    try bench.proxy.drain()
    let report = try results.map(\.errors).joined() + Self.resume(bench) { _ in nil }
    #expect(try scene.state().difference(from: scene.intended).isEmpty, "\(report)")
  }

  // MARK: resuming

  /// Resumes until nothing is left to do.
  ///
  /// - Parameter strike: what befalls each of the programs.
  /// - Returns: what they said.
  private static func resume(_ bench: KillPointBench, strike: (KillPointRun) -> KillPointProxy.Strike?) throws
    -> String
  {
    var report = ""
    for _ in 0..<8 {
      let result = try bench.run("-c", "resume", strike: strike)
      report += "resume, status \(result.status): \(result.errors)"
      if result.errors.contains("no batch of this account is unfinished") { return report }
    }
    Issue.record("resume comes to no end: \(report)")
    return report
  }

  /// What the journal tells of a batch.
  private struct Batch: Decodable, Equatable {
    let writes: Int
    var done: Int
    var refused = 0
    var unknown = 0
    var notSent = 0
  }

  /// The batches, the newest first.
  private static func batches(_ bench: KillPointBench) throws -> [Batch] {
    let result = try bench.run("-c", "journal | select writes, done, refused, unknown, not_sent")
    try #require(result.status == 0, "\(result.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try result.output.split(separator: "\n").map { try decoder.decode(Batch.self, from: Data($0.utf8)) }
  }
}
