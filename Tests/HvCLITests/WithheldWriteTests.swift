import HarvestCatalog
import HarvestClient
import HarvestSandbox
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvCLI

/// `--dry-run` and `--read-only`, for every write that the catalog has: not one request other than GET leaves.
@Suite("Writes that are held back", .serialized)
struct WithheldWriteTests {
  private static let writes: [ConformanceTable.Row] = ConformanceTable.rows.filter { $0.method != "GET" }

  @Test("Every write of the catalog is among them")
  func all() {
    let operations = Catalog.endpoints.filter { $0.method != .get }.map(\.operation)
    #expect(Set(operations) == Set(Self.writes.map(\.operation)))
    #expect(operations.count > 60)
  }

  @Test("A dry run tells and sends nothing, --read-only refuses, and without consent nothing is written twice")
  func held() async throws {
    let shared = try WithheldBench(WritePolicy(isDryRun: true))
    for row in Self.writes {
      // One account does for most: only what cannot be prepared there, or changes its settings, has one of its own.
      var bench = shared
      var isReady = false
      if !row.preparation.contains(where: { $0.contains("company") }) { isReady = await bench.prepare(row.preparation) }
      if !isReady {
        bench = try WithheldBench(WritePolicy(isDryRun: true))
        isReady = await bench.prepare(row.preparation)
        try #require(isReady, "\(row.operation): \(row.preparation)")
      }
      let batches = await bench.batches()

      let dry = await bench.run(row.command, WritePolicy(isDryRun: true))
      #expect(dry.errors == "", "\(row.command)")
      #expect(dry.sent.allSatisfy { $0.hasPrefix("GET ") }, "\(row.command): \(dry.sent)")
      #expect(dry.told.count == 1, "\(row.command): \(dry.told)")
      #expect(dry.told.allSatisfy { $0.hasPrefix("\(row.method) \(row.path.prefix { $0 != "#" })") }, "\(dry.told)")

      // The check has let it pass: it is the gate that refuses.
      let readOnly = await bench.run(row.command, WritePolicy(isReadOnly: true))
      #expect(readOnly.errors.contains("hv runs with --read-only"), "\(row.command): \(readOnly.errors)")
      #expect(readOnly.sent.allSatisfy { $0.hasPrefix("GET ") }, "\(row.command): \(readOnly.sent)")

      let twice = await bench.run("[1, 2] | each as time < (\(row.command)) >", WritePolicy())
      #expect(twice.errors.contains("it was not sent"), "\(row.command): \(twice.errors)")
      #expect(twice.sent.allSatisfy { $0.hasPrefix("GET ") }, "\(row.command): \(twice.sent)")

      #expect(await bench.batches() == batches, "\(row.command): what is not sent is not stored")
    }
  }

  @Test("With --read-only the check refuses before anything is asked for", arguments: writes)
  func checked(_ row: ConformanceTable.Row) async throws {
    let bench = try WithheldBench(WritePolicy(isReadOnly: true))
    let program = (row.preparation + [row.command]).joined(separator: "\n")
    let outcome = await bench.run(program, WritePolicy(isReadOnly: true))
    #expect(outcome.errors.contains("writes, and hv runs with --read-only"), "\(row.command): \(outcome.errors)")
    #expect(outcome.sent.isEmpty, "\(outcome.sent)")
  }

  /// What else can write: each holds back as well.
  private static let otherPrograms = [
    #"log 1h30m project: "ACME-WEB", task: "Design""#, #"api post "/clients" body: {name: "Kite"}"#,
    #"api patch "/clients/5" body: {name: "Kite"}"#, #"api delete "/clients/5""#,
    #"clients | first 2 | update address: "x""#, #"clients | each < contacts create first_name: "Al" >"#,
    #"clients | first 2 | each < contacts create first_name: "Al" | update last_name: "B" >"#,
    #"let c = clients create name: "Kite"; $c | delete"#, #"clients | first 1 | update address: "x" | plan | apply"#,
  ]

  @Test("So do raw requests, `log`, `apply`, blocks, and writes that hang on others", arguments: otherPrograms)
  func others(program: String) async throws {
    let bench = try WithheldBench(WritePolicy(isDryRun: true))
    for policy in [WritePolicy(isDryRun: true), WritePolicy(isReadOnly: true)] {
      let outcome = await bench.run(program, policy)
      #expect(outcome.sent.allSatisfy { $0.hasPrefix("GET ") }, "\(policy): \(outcome.sent)")
      #expect(policy.isReadOnly ? outcome.errors.contains("--read-only") : outcome.errors == "", "\(outcome.errors)")
      #expect(outcome.told.isEmpty == policy.isReadOnly, "\(outcome.told)")
    }
  }

  @Test(
    "`undo` and `resume` hold back as well", arguments: [WritePolicy(isDryRun: true), WritePolicy(isReadOnly: true)])
  func undo(policy: WritePolicy) async throws {
    let bench = try WithheldBench(WritePolicy(isDryRun: true))
    let isReady = await bench.prepare([#"clients | first 2 | update address: "x""#])
    try #require(isReady)
    let outcome = await bench.run("undo", policy)
    #expect(outcome.sent.allSatisfy { $0.hasPrefix("GET ") }, "\(outcome.sent)")
    #expect(outcome.told.count == (policy.isDryRun ? 2 : 0), "\(outcome.told) \(outcome.errors)")
    #expect(await bench.batches() == 1, "that of the preparation")
  }
}

/// A session whose gate is open while it is prepared, and then holds writes back.
final class WithheldBench {
  struct Outcome {
    var errors = ""
    /// The requests that left: `PATCH /v2/clients/5`.
    var sent: [String] = []
    /// Those that a dry run told of instead.
    var told: [String] = []
  }

  private let host: HarvestHost
  private let session: Session
  private let recorder: Recorder
  private let ledger = MemoryLedger()
  /// What the gate of the next connection has.
  private let gatePolicy: Held
  private let told = Told()

  /// - Parameter policy: what the check knows; each run has one of its own for the gate.
  init(_ policy: WritePolicy) throws {
    let today = try #require(Day(ConformanceBench.today))
    let configuration = SandboxConfiguration(today: today, entries: 150, rateLimits: false)
    let recorder = Recorder(inner: SandboxTransport(sandbox: Sandbox(configuration)))
    let (ledger, told, gatePolicy) = (ledger, told, Held(policy))
    host = HarvestHost(
      policy: policy,
      connect: {
        let token = try #require(Token(configuration.token))
        let credentials = try #require(Credentials(token: token, accountID: configuration.accountID))
        var client = HarvestClient.Configuration(
          baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: recorder,
          userAgent: "hv tests (https://github.com/hv-shell/hv)")
        client.gate = WriteGate(gatePolicy.value.withLock { $0 }, ledger: ledger) { intent in
          told.lines.withLock { $0.append(intent.target(without: token)) }
        }
        return HarvestClient(client)
      }, files: ReceiptFiles())
    let noon = try #require(Instant(day: today, secondsOfDay: 43_200))
    session = Session(host: host, clock: Clock(today: today, now: noon))
    self.recorder = recorder
    self.gatePolicy = gatePolicy
  }

  private final class Held: Sendable {
    let value: Mutex<WritePolicy>
    init(_ policy: WritePolicy) { value = Mutex(policy) }
  }

  private final class Told: Sendable { let lines = Mutex<[String]>([]) }

  /// Runs programs whose writes are sent, and says whether all of them could be.
  func prepare(_ programs: [String]) async -> Bool {
    for program in programs {
      let outcome = await run(program, WritePolicy(confirmsBulk: true))
      if outcome.errors != "" { return false }
    }
    return true
  }

  func run(_ program: String, _ policy: WritePolicy) async -> Outcome {
    // The next connection has another gate.
    if gatePolicy.value.withLock({ $0 }) != policy { await host.shutdown() }
    gatePolicy.value.withLock { $0 = policy }
    let (checked, diagnostics) = session.check(SourceText(name: "withheld", program))
    var outcome = Outcome()
    guard let checked else {
      outcome.errors = diagnostics.map(\.message).joined(separator: "; ")
      return outcome
    }
    recorder.sent.withLock { $0 = [] }
    told.lines.withLock { $0 = [] }
    let run = Run(host: host, clock: session.clock)
    do {
      try await session.run(checked, run) { _, stage, _ in _ = try await stage?.drain() }
    } catch let diagnostic as Diagnostic {
      outcome.errors = ([diagnostic.message] + diagnostic.notes).joined(separator: "; ")
    } catch { outcome.errors = "\(error)" }
    outcome.sent = recorder.sent.withLock { $0 }
    outcome.told = told.lines.withLock { $0 }
    return outcome
  }

  /// How many batches are stored.
  func batches() async -> Int { await ledger.batches(1_000).count }

  private final class Recorder: Transport {
    let sent = Mutex<[String]>([])
    private let inner: SandboxTransport
    init(inner: SandboxTransport) { self.inner = inner }

    func send(
      _ request: HTTPExchange.Request, within limit: Duration
    ) async throws(TransportFault) -> HTTPExchange.Response {
      sent.withLock { $0.append("\(request.method) \(request.address.target)") }
      return try await inner.send(request, within: limit)
    }

    func shutdown() async {}
  }
}
