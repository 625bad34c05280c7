import HarvestClient
import HarvestSandbox
import HvValues
import Synchronization

/// A small account, and the roles in which it can be read.
///
/// Nothing is written, so that all runs share it.
final class RandomPipelineSandbox: Sendable {
  static let today = "2026-11-24"

  let role: SandboxRole
  let configuration: SandboxConfiguration
  private let sandbox: Sandbox

  init?(role: SandboxRole) {
    guard let today = Day(Self.today) else { return nil }
    self.role = role
    configuration = SandboxConfiguration(today: today, entries: 400, role: role, rateLimits: false)
    sandbox = Sandbox(configuration)
  }

  /// - Parameter target: with `/v2`.
  func respond(_ target: String) async -> SandboxResponse {
    await sandbox.respond(
      to: SandboxRequest(
        "GET", target,
        headers: [
          ("Host", "sandbox.local"), ("Authorization", "Bearer \(configuration.token)"),
          ("Harvest-Account-Id", configuration.accountID), ("User-Agent", RandomPipelineTransport.userAgent),
        ]))
  }
}

/// Leads a client to the sandbox, counts, and may let pages be smaller than asked for.
final class RandomPipelineTransport: Transport {
  static let userAgent = "hv random pipelines (https://github.com/hv-shell/hv)"
  /// A program that asks for more than this is not worth its time.
  static let mostRequests = 600

  /// What was asked for, as the client asked.
  let made = Mutex<[String]>([])
  private let sandbox: RandomPipelineSandbox
  private let rowsPerPage: Int?

  /// - Parameter rowsPerPage: no page has more rows than this; nil leaves it to the client.
  init(sandbox: RandomPipelineSandbox, rowsPerPage: Int?) {
    self.sandbox = sandbox
    self.rowsPerPage = rowsPerPage
  }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let target = request.address.target
    let count = made.withLock { made in
      made.append("\(request.method) \(target)")
      return made.count
    }
    guard request.method == "GET" else { throw TransportFault(.closed, "random pipelines only read") }
    guard count <= Self.mostRequests else { throw TransportFault(.closed, "more requests than a test has time for") }
    let response = await sandbox.respond(narrowed(target))
    return HTTPExchange.Response(status: response.status, headers: response.headers, body: response.body)
  }

  func shutdown() async {}

  /// The target with a `per_page` that is not larger than allowed.
  private func narrowed(_ target: String) -> String {
    guard let rowsPerPage, let mark = target.firstIndex(of: "?") else { return target }
    let parameters = target[target.index(after: mark)...].split(separator: "&").map { parameter -> String in
      guard parameter.hasPrefix("per_page="), let asked = Int(parameter.dropFirst(9)) else { return String(parameter) }
      return "per_page=\(min(asked, rowsPerPage))"
    }
    return target[...mark] + parameters.joined(separator: "&")
  }
}

/// A clock that jumps, so that a wait for the rate limit takes no time.
final class RandomPipelineClock: Clock {
  struct Instant: InstantProtocol {
    var time: Duration
    func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (a: Instant, b: Instant) -> Bool { a.time < b.time }
  }

  private let time = Mutex(Duration.zero)

  var now: Instant { Instant(time: time.withLock { $0 }) }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    time.withLock { $0 = max($0, deadline.time) }
    await Task.yield()
  }
}
