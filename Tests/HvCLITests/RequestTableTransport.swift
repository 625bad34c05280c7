import Foundation
import HarvestClient
import HarvestSandbox
import Synchronization

/// The sandbox of the table, which keeps what it answered.
final class RequestTableSandbox: Sendable {
  static let userAgent = "hv table of requests (https://github.com/hv-shell/hv)"

  let configuration: SandboxConfiguration
  private let sandbox: Sandbox
  private let known = Mutex<[String: SandboxResponse]>([:])

  init() {
    configuration = SandboxConfiguration(today: RequestTableAccount.today, rateLimits: false)
    sandbox = Sandbox(configuration)
  }

  /// - Parameter target: with `/v2`.
  func get(_ target: String) async -> (status: Int, body: [UInt8]) {
    let response = await respond(target)
    return (response.status, response.body)
  }

  func respond(_ target: String) async -> SandboxResponse {
    if let response = known.withLock({ $0[target] }) { return response }
    let response = await sandbox.respond(
      to: SandboxRequest(
        "GET", target,
        headers: [
          ("Host", "sandbox.local"), ("Authorization", "Bearer \(configuration.token)"),
          ("Harvest-Account-Id", configuration.accountID), ("User-Agent", Self.userAgent),
        ]))
    known.withLock { $0[target] = response }
    return response
  }

  /// A request as two can be compared: without `/v2`, its parameters decoded and in the order of their names. `ref` is
  /// left out, which only tells the server how a link was come by.
  static func line(_ method: String, _ target: String) -> String {
    let halves = target.split(separator: "?", maxSplits: 1).map(String.init)
    let path = halves[0].hasPrefix("/v2") ? String(halves[0].dropFirst(3)) : halves[0]
    let parameters = halves.dropFirst().flatMap { $0.split(separator: "&") }
      .map { String($0).removingPercentEncoding ?? String($0) }.filter { !$0.hasPrefix("ref=") }.sorted()
    return "\(method) \(path)" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }
}

/// Leads a client to the sandbox, and counts.
final class RequestTableTransport: Transport {
  let made = Mutex<[String]>([])
  private let sandbox: RequestTableSandbox

  init(sandbox: RequestTableSandbox) { self.sandbox = sandbox }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    made.withLock { $0.append(RequestTableSandbox.line(request.method, request.address.target)) }
    guard request.method == "GET" else { throw TransportFault(.closed, "the table of requests only reads") }
    let response = await sandbox.respond(request.address.target)
    return HTTPExchange.Response(status: response.status, headers: response.headers, body: response.body)
  }

  func shutdown() async {}
}
