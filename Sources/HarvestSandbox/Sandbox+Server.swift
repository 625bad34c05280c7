import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Where a running sandbox is, and what opens it.
package struct SandboxAddress: Sendable {
  /// `http://127.0.0.1:8080/v2`
  package let baseURL: String
  package let token: String
  package let accountID: String
}

/// The sandbox over HTTP.
extension Sandbox {
  /// A server that is running.
  struct Server: Sendable {
    let address: SandboxAddress
    let task: Task<Void, any Error>
  }

  /// Serves until `stop` is called; a sandbox that serves already stays where it is.
  ///
  /// - Parameter port: 0 takes a free one.
  /// - Throws: when it cannot listen there, for example because the port is taken.
  package func start(host: String = "127.0.0.1", port: Int = 0) async throws -> SandboxAddress {
    if let server = server.withLock({ $0 }) { return server.address }
    let (ready, announce) = AsyncThrowingStream.makeStream(of: SandboxAddress.self)
    let task = Task {
      do {
        try await run(host: host, port: port) { announce.yield($0) }
        announce.finish()
      } catch {
        announce.finish(throwing: error)
        throw error
      }
    }
    for try await address in ready {
      server.withLock { $0 = Server(address: address, task: task) }
      return address
    }
    throw CancellationError()
  }

  /// Closes every connection and returns when the port is free.
  package func stop() async {
    let running = server.withLock { server in
      defer { server = nil }
      return server
    }
    running?.task.cancel()
    _ = await running?.task.result
  }

  /// Serves until the task is cancelled.
  ///
  /// - Throws: when it cannot listen there, for example because the port is taken.
  package func run(host: String, port: Int, onReady: @escaping @Sendable (SandboxAddress) -> Void) async throws {
    let application = Application(
      responder: HTTPFront(sandbox: self),
      server: HTTPServerBuilder { responder in
        SandboxConnections(
          http: HTTP1Channel(
            responder: responder, configuration: .init(additionalChannelHandlers: [DateHandler(sandbox: self)])))
      },
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { [configuration] channel in
        let name = host.contains(":") ? "[\(host)]" : host
        onReady(
          SandboxAddress(
            baseURL: "http://\(name):\(channel.localAddress?.port ?? port)/v2", token: configuration.token,
            accountID: configuration.accountID))
      },
      logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() })
    try await application.run()
  }
}

/// Takes requests out of HTTP and puts replies into it, and nothing else.
private struct HTTPFront: HTTPResponder {
  let sandbox: Sandbox

  func respond(to request: Request, context connection: Connection) async throws -> Response {
    var headers = request.headers.map { ($0.name.canonicalName, $0.value) }
    if let authority = request.head.authority { headers.append(("host", authority)) }
    let body = try await request.body.collect(upTo: 32 << 20)
    let reply = await sandbox.reply(
      to: SandboxRequest(
        request.method.rawValue, request.head.path ?? "/", headers: headers, body: Array(body.readableBytesView)))
    switch reply {
    case .answer(let answer):
      return response(answer, ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    case .truncated(let answer):
      // More is promised than comes, also where there is nothing to come.
      let half = answer.body.prefix(answer.body.count / 2)
      let body = ResponseBody(contentLength: max(answer.body.count, 1)) { writer in
        try await writer.write(ByteBuffer(bytes: half))
        try await connection.close()
      }
      return response(answer, body)
    case .dropped: try await connection.close()
    case .silence: try await connection.closed()
    }
    // Nobody is there to read it.
    return Response(status: .internalServerError)
  }

  private func response(_ answer: SandboxResponse, _ body: ResponseBody) -> Response {
    var fields = HTTPFields()
    fields[.contentType] = "application/json; charset=utf-8"
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    return Response(status: .init(code: answer.status), headers: fields, body: body)
  }
}

/// Dates each answer by the account's clock; Hummingbird would by the machine's.
private final class DateHandler: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let sandbox: Sandbox

  init(sandbox: Sandbox) { self.sandbox = sandbox }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    head.headerFields[.date] = sandbox.date
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}

/// The connection that a request came by.
private struct Connection: InitializableFromSource, Sendable {
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }

  /// Closes it at once, whatever was promised to the client.
  func close() async throws { try await channel.close() }

  /// Returns when the client has closed it.
  func closed() async throws {
    // Else a client that hangs up counts as one that has said all and still listens.
    try await channel.setOption(.allowRemoteHalfClosure, value: false).get()
    try await withTaskCancellationHandler {
      try await channel.closeFuture.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }
}
