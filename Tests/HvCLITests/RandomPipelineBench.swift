import HarvestClient
import HarvestSandbox
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization

/// Runs one program with the optimiser and without it, each time as if hv was started anew, and compares.
struct RandomPipelineBench: Sendable {
  /// What a run gave.
  struct Outcome: Sendable {
    var output = ""
    var status: Int32 = 0
    /// The errors and the warnings.
    var messages: [String] = []
    /// The check refused the program, and nothing ran.
    var isRefused = false
    /// It was given up, because it would have taken too long.
    var isTooLong = false
    var requests: [String] = []
  }

  /// What two runs have to do with each other.
  struct Comparison: Sendable {
    let optimised: Outcome
    let plain: Outcome
    /// How they differ, where they may not.
    let difference: String?

    var isRefused: Bool { optimised.isRefused && plain.isRefused }
    /// Whether the comparison says anything.
    var counts: Bool { !isRefused && !plain.isTooLong }

    init(optimised: Outcome, plain: Outcome) {
      self.optimised = optimised
      self.plain = plain
      difference =
        if optimised.isRefused != plain.isRefused {
          "only \(plain.isRefused ? "the unoptimised" : "the optimised") program is refused"
        } else if plain.isRefused, optimised.messages != plain.messages {
          "both are refused, for other reasons"
        } else if plain.isTooLong || plain.status != 0 {
          // Rows that would have failed may never have been fetched.
          nil
        } else if optimised.status != 0 {
          "only the optimised run fails"
        } else if optimised.output != plain.output {
          "the output differs"
        } else if optimised.requests.count > plain.requests.count + RandomPipelineBench.tolerance {
          "the optimised run makes \(optimised.requests.count) requests instead of \(plain.requests.count)"
        } else {
          nil
        }
    }
  }

  /// How many requests more than without the optimiser a single program may make: a page that was on its way when
  /// there was enough, or a look that did not pay.
  static let tolerance = 2

  let sandbox: RandomPipelineSandbox
  /// No page has more rows; nil leaves it to the client.
  let rowsPerPage: Int?

  func compare(_ program: String) async throws -> Comparison {
    let plain = try await run(program, optimizes: false)
    return Comparison(optimised: try await run(program, optimizes: true), plain: plain)
  }

  private func run(_ program: String, optimizes: Bool) async throws -> Outcome {
    let transport = RandomPipelineTransport(sandbox: sandbox, rowsPerPage: rowsPerPage)
    let host = Self.host(sandbox.configuration, transport)
    guard let shell = Self.clock.map({ Shell(host: host, clock: $0, optimizes: optimizes) }) else { return Outcome() }
    var outcome = Outcome()
    let source = SourceText(name: "random", program)
    outcome.isRefused = shell.inspect(source).diagnostics.contains { $0.severity == .error }
    let bytes = Bytes()
    let diagnostics = try await shell.run(
      source, to: ResultWriter(bytes, .init(format: .ndjson, width: nil, color: false)))
    outcome.output = String(decoding: bytes.all.withLock { $0 }, as: UTF8.self)
    outcome.status = diagnostics.filter { $0.severity == .error }.map(\.exit.rawValue).max() ?? 0
    outcome.messages = diagnostics.map { "\($0.code) \($0.message)" }
    outcome.requests = transport.made.withLock { $0 }
    outcome.isTooLong = outcome.requests.count > RandomPipelineTransport.mostRequests
    return outcome
  }

  /// The language's clock, at noon of the account's day.
  static let clock = Day(RandomPipelineSandbox.today).flatMap { today in
    Instant(day: today, secondsOfDay: 43_200).map { Clock(today: today, now: $0) }
  }

  /// A host that has read nothing yet.
  static func host(_ configuration: SandboxConfiguration, _ transport: RandomPipelineTransport) -> HarvestHost {
    HarvestHost(
      connect: {
        guard let token = Token(configuration.token),
          let credentials = Credentials(token: token, accountID: configuration.accountID)
        else { throw Diagnostic("E0500", "the sandbox's credentials are none", exit: .credentials) }
        var client = HarvestClient.Configuration(
          baseURL: try BaseURL("http://sandbox.local/v2"), credentials: credentials, transport: transport,
          userAgent: RandomPipelineTransport.userAgent)
        client.clock = RandomPipelineClock()
        return HarvestClient(client)
      })
  }

  /// Standard output, in memory.
  private final class Bytes: ByteSink {
    let all = Mutex<[UInt8]>([])
    func write(_ bytes: [UInt8]) { all.withLock { $0 += bytes } }
  }
}

extension RandomPipelineBench.Comparison: CustomStringConvertible {
  /// What a person needs to see where two runs part.
  var description: String {
    let lines = (optimised.output.split(separator: "\n"), plain.output.split(separator: "\n"))
    let place = zip(lines.0, lines.1).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let first = place ?? min(lines.0.count, lines.1.count)
    func show(_ name: String, _ outcome: RandomPipelineBench.Outcome, _ lines: [Substring]) -> String {
      let line = first < lines.count ? String(lines[first].prefix(1_000)) : "(the output ends)"
      return """
        \(name): status \(outcome.status), \(lines.count) lines, \(outcome.requests.count) requests
          line \(first + 1): \(line)
        \((outcome.messages.map { "  \($0)" } + outcome.requests.prefix(30).map { "  \($0)" }).joined(separator: "\n"))
        """
    }
    return "\(difference ?? "no difference")\n" + show("optimised", optimised, lines.0) + "\n"
      + show("unoptimised", plain, lines.1)
  }
}
