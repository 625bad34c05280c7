import HarvestClient
import HarvestSandbox

/// The way to a sandbox in the same process: no socket, no bytes copied twice.
struct SandboxTransport: Transport {
  let sandbox: Sandbox

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    var headers = request.headers.map { ($0.name, $0.value) }
    headers.append(("Host", request.address.origin.host))
    switch await sandbox.reply(
      to: SandboxRequest(request.method, request.address.target, headers: headers, body: request.body?.bytes ?? []))
    {
    case .answer(let answer):
      return HTTPExchange.Response(
        status: answer.status, headers: answer.headers + [("Date", sandbox.date)], body: answer.body)
    case .truncated, .dropped: throw TransportFault(.dropped, "the sandbox closed the connection")
    case .silence:
      do { try await Task.sleep(for: limit) } catch { throw TransportFault(.cancelled, "cancelled") }
      throw TransportFault(.timeout, "the sandbox did not answer")
    }
  }

  func shutdown() async {}
}
