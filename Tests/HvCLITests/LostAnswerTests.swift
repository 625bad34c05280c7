import HarvestClient
import HarvestSandbox
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvCLI

/// Every write of the API, with all the fields that it can have: its request or its answer is lost, and `resume`
/// finds out which of both, from what the server has.
@Suite("Lost answers", .serialized)
struct LostAnswerTests {
  enum Loss: String, CaseIterable, Sendable { case ofTheRequest, ofTheAnswer }

  /// All writes with `--full`, else those whose effect is the hardest to see.
  static let rows = ConformanceTable.rows.filter { row in
    let hard = [
      "createExpenseWithReceipt", "deleteTimeEntryExternalReference", "createFreeFormInvoice",
      "restartStoppedTimeEntry",
    ]
    return row.method != "GET" && (Hv.isFull || hard.contains(row.operation))
  }

  @Test("After resume the write has happened once", arguments: rows)
  func once(_ row: ConformanceTable.Row) async throws {
    let right = try LostAnswerBench()
    for line in row.preparation + [row.command] {
      #expect(try await right.run(line) == [], "\(row.operation): \(line)")
    }
    for loss in Loss.allCases { try await once(row, loss, right.writes) }
  }

  private func once(_ row: ConformanceTable.Row, _ loss: Loss, _ writes: [String]) async throws {
    let bench = try LostAnswerBench()
    for line in row.preparation { _ = try await bench.run(line) }
    bench.lose(loss, of: row)
    var codes = try await bench.run(row.command)
    #expect(codes.contains("E0401"), "\(row.operation), loss \(loss): nothing was lost")
    for _ in 0..<4 where !codes.contains("E0417") { codes = try await bench.run("resume") }
    #expect(codes.contains("E0417"), "\(row.operation), loss \(loss): resume comes to no end")
    #expect(bench.writes == writes, "\(row.operation), loss \(loss)")
  }
}

/// A session of hv against a sandbox in this process, on the way to which something gets lost.
private final class LostAnswerBench {
  private let transport: LossyTransport
  private let session: Session

  /// The writes that the server has carried out.
  var writes: [String] { transport.state.withLock { $0.writes } }

  init() throws {
    let today = try #require(Day("2026-11-24"))
    let configuration = SandboxConfiguration(today: today, entries: 40, rateLimits: false)
    let transport = LossyTransport(SandboxTransport(sandbox: Sandbox(configuration)))
    let policy = WritePolicy(confirmsBulk: true)
    let ledger = MemoryLedger { HvCLI.Process.now().seconds }
    let host = HarvestHost(
      policy: policy, now: { HvCLI.Process.now().seconds }, settlingSeconds: 0,
      connect: {
        let token = try #require(Token(configuration.token))
        let credentials = try #require(Credentials(token: token, accountID: configuration.accountID))
        var client = HarvestClient.Configuration(
          baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: transport,
          userAgent: "hv lost answers (https://github.com/hv-shell/hv)")
        client.gate = WriteGate(policy, ledger: ledger)
        return HarvestClient(client)
      }, files: ReceiptFiles())
    let noon = try #require(Instant(day: today, secondsOfDay: 43_200))
    session = Session(host: host, clock: Clock(today: today, now: noon))
    self.transport = transport
  }

  func lose(_ loss: LostAnswerTests.Loss, of row: ConformanceTable.Row) {
    transport.state.withLock { $0.loss = (loss, row) }
  }

  /// Runs a program.
  ///
  /// - Returns: the codes of its errors.
  func run(_ program: String) async throws -> Set<String> {
    let (checked, diagnostics) = session.check(SourceText(name: "lost answers", program))
    guard let checked else { return Set(diagnostics.map(\.code)) }
    do {
      try await session.run(checked, Run(host: session.host, clock: session.clock)) { step, stage, _ in
        if case .output = step { _ = try await stage?.drain() }
      }
    } catch let diagnostic as Diagnostic { return [diagnostic.code] }
    return []
  }

  /// Hands requests on, but for the one that is to be lost.
  private final class LossyTransport: Transport {
    let state = Mutex((loss: (LostAnswerTests.Loss, ConformanceTable.Row)?.none, writes: [String]()))
    private let inner: SandboxTransport

    init(_ inner: SandboxTransport) { self.inner = inner }

    func send(
      _ request: HTTPExchange.Request, within limit: Duration
    ) async throws(TransportFault) -> HTTPExchange.Response {
      guard request.change != nil else { return try await inner.send(request, within: limit) }
      let exchange = ConformanceBench.Exchange(
        method: request.method, target: request.address.target, contentType: request.body?.contentType,
        body: request.body?.bytes ?? [], status: 0, answer: [])
      let loss = state.withLock { state -> LostAnswerTests.Loss? in
        guard let (loss, row) = state.loss, row.matches(exchange) else { return nil }
        state.loss = nil
        return loss
      }
      if loss == .ofTheRequest { throw TransportFault(.dropped, "the request was lost") }
      let response = try await inner.send(request, within: limit)
      let body = request.body.map {
        $0.contentType == "application/json" ? String(decoding: $0.bytes, as: UTF8.self) : ""
      }
      state.withLock {
        $0.writes.append("\(request.method) \(request.address.target) \(body ?? "") \(response.status)")
      }
      if loss == .ofTheAnswer { throw TransportFault(.dropped, "the answer was lost") }
      return response
    }

    func shutdown() async {}
  }
}
