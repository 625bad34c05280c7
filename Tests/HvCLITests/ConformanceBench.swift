import HarvestClient
import HarvestSandbox
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import Testing

@testable import HvCLI

/// A session of hv against a sandbox of its own in this process, with a record of every request.
///
/// It is what `hv --sandbox` does, without the process around it: the values that come out are looked at, not
/// their text.
final class ConformanceBench {
  /// A request as it was sent, and its answer as it came.
  struct Exchange: Sendable {
    let method: String
    /// Percent-encoded: `/v2/projects?per_page=3`.
    let target: String
    let contentType: String?
    let body: [UInt8]
    let status: Int
    let answer: [UInt8]

    var path: String { String(target.prefix { $0 != "?" }) }
  }

  /// What a program gave.
  struct Outcome: Sendable {
    var values: [Value] = []
    var isMany = false
    var exchanges: [Exchange] = []
    /// What `explain` said of the last statement, and the requests that it then made.
    var explained: ExplainedStep?
    /// The errors, as a person reads them.
    var errors = ""
  }

  static let today = "2026-11-24"

  private let recorder: Recorder
  private let host: HarvestHost
  private let session: Session

  /// - Parameters:
  ///   - confirmsBulk: writes to many records are sent too, as with `--yes`.
  ///   - entries: how many time entries the account has; few make it fast.
  init(confirmsBulk: Bool = true, entries: Int = 150) throws {
    let today = try #require(Day(Self.today))
    let configuration = SandboxConfiguration(today: today, entries: entries, rateLimits: false)
    let recorder = Recorder(inner: SandboxTransport(sandbox: Sandbox(configuration)))
    let policy = WritePolicy(confirmsBulk: confirmsBulk)
    host = HarvestHost(
      policy: policy,
      connect: {
        let token = try #require(Token(configuration.token))
        let credentials = try #require(Credentials(token: token, accountID: configuration.accountID))
        var client = HarvestClient.Configuration(
          baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: recorder,
          userAgent: "hv conformance (https://github.com/hv-shell/hv)")
        client.gate = WriteGate(policy, ledger: MemoryLedger())
        return HarvestClient(client)
      }, files: ReceiptFiles())
    let noon = try #require(Instant(day: today, secondsOfDay: 43_200))
    session = Session(host: host, clock: Clock(today: today, now: noon))
    self.recorder = recorder
  }

  /// Runs a program; what it binds stays for the next one.
  func run(_ program: String) async throws -> Outcome {
    let source = SourceText(name: "conformance", program)
    let (checked, diagnostics) = session.check(source)
    var outcome = Outcome()
    guard let checked else {
      outcome.errors = diagnostics.map(\.message).joined(separator: "; ")
      return outcome
    }
    recorder.exchanges.withLock { $0 = [] }
    let run = Run(host: host, clock: session.clock)
    do {
      try await session.run(checked, run) { step, stage, _ in
        guard case .output(let plan) = step, let stage else { return }
        let explanation = session.explanation(of: plan, run).value
        let before = recorder.exchanges.withLock { $0.count }
        outcome.values = try await stage.drain()
        let made = recorder.exchanges.withLock {
          $0.dropFirst(before).map { RequestTableSandbox.line($0.method, $0.target) }
        }
        outcome.explained = ExplainedStep(explanation, made: made)
        outcome.isMany = plan.flow.many
      }
    } catch let diagnostic as Diagnostic {
      outcome.errors = ([diagnostic.message] + diagnostic.notes).joined(separator: "; ")
    }
    outcome.exchanges = recorder.exchanges.withLock { $0 }
    return outcome
  }
}

/// Hands requests on, and keeps them with their answers.
private final class Recorder: Transport {
  let exchanges = Mutex<[ConformanceBench.Exchange]>([])
  private let inner: SandboxTransport

  init(inner: SandboxTransport) { self.inner = inner }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let response = try await inner.send(request, within: limit)
    exchanges.withLock {
      $0.append(
        ConformanceBench.Exchange(
          method: request.method, target: request.address.target, contentType: request.body?.contentType,
          body: request.body?.bytes ?? [], status: response.status, answer: response.body))
    }
    return response
  }

  func shutdown() async {}
}
