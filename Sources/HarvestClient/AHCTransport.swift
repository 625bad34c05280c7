import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import Synchronization

/// Sends requests over sockets with AsyncHTTPClient.
///
/// Everything is made by the first request. One thread serves all connections: what it does is copy bytes, and on a
/// short run its start is most of the cost.
package final class AHCTransport: Transport {
  package struct Limits: Hashable, Sendable {
    /// For the name look-up, the connection and TLS together.
    package var connect = Duration.seconds(10)
    /// For any pause of the server while it answers.
    package var silence = Duration.seconds(60)
    /// For connections at one time.
    package var connections = PageWidth.most
    /// For an answer, decompressed.
    package var answerBytes = 256 << 20

    package init() {}
  }

  /// Client and thread. Whoever sends holds it, so that the thread ends after the last request and not under it.
  private final class Engine: Sendable {
    let client: HTTPClient
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    init(_ configuration: HTTPClient.Configuration) {
      client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    // A client that is dropped while open traps in debug builds. Shutting it down twice only gives an error.
    deinit { client.shutdown { [group] _ in group.shutdownGracefully { _ in } } }
  }

  private enum State {
    case idle
    case running(Engine)
    case closed
  }

  private let limits: Limits
  private let state = Mutex(State.idle)

  package init(limits: Limits = Limits()) { self.limits = limits }

  package func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    guard let engine = startedEngine() else { throw TransportFault(.closed, "the connection was shut down") }
    do {
      return try await exchange(request, engine.client, deadline: .now() + TimeAmount(limit))
    } catch {
      if Task.isCancelled || error is CancellationError { throw TransportFault(.cancelled, "cancelled") }
      throw TransportFault(error, to: request.address.origin)
    }
  }

  package func shutdown() async {
    let engine = state.withLock { state in
      defer { state = .closed }
      return if case .running(let engine) = state { engine } else { Engine?.none }
    }
    // It can only fail because it is shut down already.
    try? await engine?.client.shutdown()
  }

  private func exchange(
    _ request: HTTPExchange.Request, _ client: HTTPClient, deadline: NIODeadline
  ) async throws -> HTTPExchange.Response {
    var outgoing = HTTPClientRequest(url: request.address.description)
    outgoing.method = HTTPMethod(rawValue: request.method)
    outgoing.headers = HTTPHeaders(request.headers + [(name: "Accept-Encoding", value: "gzip")])
    if let body = request.body { outgoing.body = .bytes(body.bytes) }
    let incoming = try await client.execute(outgoing, deadline: deadline)
    var body: [UInt8] = []
    let announced = incoming.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    body.reserveCapacity(min(max(announced, 0), limits.answerBytes))
    for try await var part in incoming.body {
      guard body.count + part.readableBytes <= limits.answerBytes else {
        throw AnswerTooLarge(limit: limits.answerBytes)
      }
      // The library's deadline ends with the header; a server that drips would otherwise be read for ever.
      guard NIODeadline.now() < deadline else { throw HTTPClientError.deadlineExceeded }
      part.readWithUnsafeReadableBytes { bytes in
        body.append(contentsOf: bytes)
        return bytes.count
      }
    }
    return HTTPExchange.Response(
      status: Int(incoming.status.code), headers: incoming.headers.map { (name: $0.name, value: $0.value) }, body: body)
  }

  private func startedEngine() -> Engine? {
    state.withLock { state in
      switch state {
      case .closed: return nil
      case .running(let engine): return engine
      case .idle:
        let engine = Engine(limits.configuration)
        state = .running(engine)
        return engine
      }
    }
  }
}

/// Thrown when an answer grows past the limit.
struct AnswerTooLarge: Error {
  let limit: Int
}

extension AHCTransport.Limits {
  fileprivate var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(connect), read: TimeAmount(silence)),
      connectionPool: HTTPClient.Configuration.ConnectionPool(
        idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: max(1, connections)),
      decompression: .enabled(limit: .size(answerBytes)))
    // The token must not follow a redirect to wherever.
    configuration.redirectConfiguration = .disallow
    // A refused connection is told at once; trying again is the client's business, which counts and reports it. With
    // this off, and with HTTP/1 alone, the library sends no request a second time.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Pages are large and few: HTTP/2's flow control would only slow them down.
    configuration.httpVersion = .http1Only
    return configuration
  }
}

extension TimeAmount {
  /// A duration, at most a day: more would not fit into nanoseconds, and nobody waits for it.
  fileprivate init(_ duration: Duration) {
    let bounded = min(max(duration, .zero), .seconds(86_400))
    self = .milliseconds(bounded.milliseconds)
  }
}
