import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// HTTP/1.1 over connections that may be dropped before anybody looks at them.
///
/// Hummingbird's server hands accepted connections on through a stream. One that is accepted while the server is stopped
/// is dropped from it, and NIO traps when the writer of a connection goes away without having been finished.
struct SandboxConnections: ServerChildChannel {
  /// An accepted connection, which is closed in order by whoever lets go of it last.
  final class Accepted: ServerChildChannelValue {
    private let http: HTTP1Channel
    private let value: HTTP1Channel.Value
    private let isTaken = Atomic(false)

    fileprivate init(_ value: HTTP1Channel.Value, http: HTTP1Channel) {
      self.value = value
      self.http = http
    }

    var channel: any Channel { value.channel }

    fileprivate func handle(logger: Logger) async {
      isTaken.store(true, ordering: .relaxed)
      await http.handle(value: value, logger: logger)
    }

    deinit {
      guard !isTaken.load(ordering: .relaxed) else { return }
      value.channel.close(promise: nil)
      Task { [value] in try? await value.executeThenClose { _, _ in } }
    }
  }

  let http: HTTP1Channel

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Accepted> {
    http.setup(channel: channel, logger: logger).map { Accepted($0, http: http) }
  }

  func handle(value: Accepted, logger: Logger) async { await value.handle(logger: logger) }
}
