import HarvestClient

/// One request as it goes to the server. Its headers hold the token.
public struct HostRequest: Sendable {
  /// `GET`, `POST`, `PATCH` or `DELETE`.
  public let method: String
  /// The whole address, percent-encoded.
  public let url: String
  /// The header fields in order.
  public let headers: [(name: String, value: String)]
  /// Empty where the request has none.
  public let body: [UInt8]
}

/// A whole answer, whatever its status.
public struct HostResponse: Sendable {
  /// The HTTP status.
  public let status: Int
  /// The header fields; `Retry-After` and `Date` are read.
  public let headers: [(name: String, value: String)]
  /// Decompressed.
  public let body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// A way to the server of your own: a connection that you have already, a recording, a test's answers.
///
/// It is called from any task, several times at once. It must neither follow redirects nor try again: hv does what is
/// right for each request itself.
public protocol HostTransport: Sendable {
  /// Sends one request and gives the whole answer. An error counts as a connection that broke before it came.
  func send(_ request: HostRequest) async throws -> HostResponse
}

/// Counts what a program asks for, and hands it on.
final class LimitedTransport: Transport {
  private let inner: any Transport

  init(_ inner: any Transport) { self.inner = inner }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let budget = Budget.current
    guard budget?.spend(requests: 1) != false else { throw TransportFault(.closed, "the limit of requests is reached") }
    let response = try await inner.send(request, within: limit)
    guard budget?.spend(bytes: response.body.count) != false else {
      throw TransportFault(.closed, "the limit of bytes is reached")
    }
    return response
  }

  func shutdown() async { await inner.shutdown() }
}

/// The transport of the program that embeds hv.
final class ForeignTransport: Transport {
  private let inner: any HostTransport

  init(_ inner: any HostTransport) { self.inner = inner }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let sent = HostRequest(
      method: request.method, url: request.address.description, headers: request.headers,
      body: request.body?.bytes ?? [])
    do {
      let answer = try await inner.send(sent)
      return HTTPExchange.Response(status: answer.status, headers: answer.headers, body: answer.body)
    } catch is CancellationError {
      throw TransportFault(.cancelled, "cancelled")
    } catch {
      throw TransportFault(.dropped, "the connection broke")
    }
  }

  func shutdown() async {}
}
