import HarvestClient
import HarvestSandbox
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import Testing

/// What goes wrong in the middle of reading a long list over real sockets: the result is right, or says that it is a
/// part; it never hangs, and the token goes nowhere else.
@Suite("A fault in the middle of a long list", .serialized)
struct FaultyReadTests {
  static let today = Day("2026-11-24") ?? .latest

  /// What one run gave.
  struct Outcome: Sendable {
    var output = ""
    var status: Int32 = 0
    var errors = ""
    var origins: Set<String> = []
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let fault: String
    /// Whether trying again gets over it.
    let isPassing: Bool
    var testDescription: String { fault }
  }

  static let cases: [Case] =
    ["429", "500", "503", "drop-before", "drop-after", "stall", "truncate"].flatMap { kind in
      [
        Case(fault: "GET /time_entries: \(kind) x1 after 1", isPassing: true),
        Case(fault: "GET /time_entries: \(kind) after 1", isPassing: false),
      ]
    }
    + ["garbage", "403", "404", "foreign-link", "self-link"].map {
      // Nobody would get another answer by asking again.
      Case(fault: "GET /time_entries: \($0) after \($0.hasSuffix("link") ? 0 : 1)", isPassing: false)
    }

  @Test("The result is right or marked as a part", arguments: cases)
  func reading(_ item: Case) async throws {
    let programs = [
      ("time_entries | get id", false),
      ("time_entries | where hours > 1 | count by user.name | sort user_name", true),
      ("users | each < time_entries | sum hours >", false),
    ]
    // Each fault meets one of them, and all where there is time.
    let place = Self.cases.firstIndex { $0.fault == item.fault } ?? 0
    for (program, isFigure) in Hv.isFull ? programs : [programs[place % 3]] {
      let right = try await Self.right(program)
      let faulty = try await Self.outcome(of: program, fault: item.fault)
      let context = "\(item.fault): \(program)\n\(faulty.errors)"
      #expect(faulty.origins.count == 1, "\(context): the token went to \(faulty.origins)")
      if faulty.status == 0 {
        #expect(faulty.output == right.output, "\(context)")
        continue
      }
      #expect(!item.isPassing, "\(context)")
      #expect(faulty.errors.contains("E04"), "\(context)")
      if isFigure { #expect(faulty.output == "", "\(context): a figure of a part") }
      #expect(right.output.hasPrefix(faulty.output), "\(context): rows that are wrong")
      // After rows that are right, the status says that there are more.
      if !faulty.output.isEmpty { #expect(faulty.status == 4, "\(context)") }
    }
  }

  @Test("A part is given where that is asked for, and the status tells")
  func partial() async throws {
    let faulty = try await Self.outcome(
      of: "time_entries | count partial: true by billable", fault: "GET /time_entries: 403 after 1")
    #expect(faulty.status == 4)
    #expect(faulty.output.contains("count"))
  }

  // MARK: running

  /// What a program gives when nothing goes wrong.
  private static func right(_ program: String) async throws -> Outcome {
    if let outcome = known.withLock({ $0[program] }) { return outcome }
    let outcome = try await outcome(of: program, fault: nil)
    try #require(outcome.status == 0, "\(outcome.errors)")
    known.withLock { $0[program] = outcome }
    return outcome
  }

  private static let known = Mutex<[String: Outcome]>([:])

  private static func outcome(of program: String, fault: String?) async throws -> Outcome {
    var configuration = SandboxConfiguration(today: today, entries: 4_500, rateLimits: false)
    configuration.faults = try fault.map { [try Fault(parsing: $0)] } ?? []
    let sandbox = Sandbox(configuration)
    let (addresses, arrival) = AsyncStream<SandboxAddress>.makeStream()
    let server = Task { try await sandbox.run(host: "127.0.0.1", port: 0) { arrival.yield($0) } }
    defer { server.cancel() }
    var iterator = addresses.makeAsyncIterator()
    let address = try #require(await iterator.next())
    return try await withThrowingTaskGroup(of: Outcome?.self) { group in
      group.addTask { try await Self.run(program, at: address) }
      group.addTask {
        try await Task.sleep(for: .seconds(60))
        return nil
      }
      let first = try await group.next() ?? nil
      group.cancelAll()
      return try #require(first, "\(program) hangs under \(fault ?? "no fault")")
    }
  }

  private static func run(_ program: String, at address: SandboxAddress) async throws -> Outcome {
    var limits = AHCTransport.Limits()
    limits.silence = .milliseconds(1500)
    let transport = OriginTransport(AHCTransport(limits: limits))
    let host = HarvestHost(
      connect: {
        guard let token = Token(address.token),
          let credentials = Credentials(token: token, accountID: address.accountID)
        else { throw Diagnostic("E0500", "no credentials", exit: .credentials) }
        var client = HarvestClient.Configuration(
          baseURL: try BaseURL(address.baseURL), credentials: credentials, transport: transport,
          userAgent: "hv faults (https://github.com/hv-shell/hv)")
        client.retries = Retries(attempts: 2, base: .milliseconds(5))
        return HarvestClient(client)
      })
    let noon = try #require(Instant(day: today, secondsOfDay: 43_200))
    let shell = Shell(host: host, clock: Clock(today: today, now: noon))
    let bytes = Bytes()
    let diagnostics = try await shell.run(
      SourceText(name: "faults", program), to: ResultWriter(bytes, .init(format: .ndjson, width: nil, color: false)))
    await host.shutdown()
    return Outcome(
      output: String(decoding: bytes.all.withLock { $0 }, as: UTF8.self),
      status: diagnostics.filter { $0.severity == .error }.map(\.exit.rawValue).max() ?? 0,
      errors: diagnostics.map { "\($0.code) \($0.message) \($0.progress ?? "")" }.joined(separator: "\n"),
      origins: transport.origins.withLock { $0 })
  }

  private final class Bytes: ByteSink {
    let all = Mutex<[UInt8]>([])
    func write(_ bytes: [UInt8]) { all.withLock { $0 += bytes } }
  }

  /// Remembers where requests go.
  private final class OriginTransport: Transport {
    let origins = Mutex<Set<String>>([])
    private let inner: AHCTransport
    init(_ inner: AHCTransport) { self.inner = inner }

    func send(
      _ request: HTTPExchange.Request, within limit: Duration
    ) async throws(TransportFault) -> HTTPExchange.Response {
      origins.withLock { _ = $0.insert(request.address.origin.description) }
      return try await inner.send(request, within: limit)
    }

    func shutdown() async { await inner.shutdown() }
  }
}
