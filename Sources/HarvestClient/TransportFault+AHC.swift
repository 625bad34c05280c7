import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension TransportFault {
  /// Says what an error of the HTTP library means.
  init(_ error: any Error, to origin: WebAddress.Origin) {
    switch error {
    case let error as HTTPClientError: self.init(error, to: origin)
    case let error as NIOConnectionError: self.init(error, to: origin)
    case let error as AnswerTooLarge: self.init(.tooLarge, Self.tooLarge(error.limit))
    case NIOHTTPDecompression.DecompressionError.limit:
      self.init(.tooLarge, "the compressed answer unpacks to more than is read at once")
    case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
      self.init(.malformed, "the compressed answer is damaged")
    case HTTPParserError.invalidEOFState: self.init(.dropped, "the connection closed in the middle of the answer")
    case is HTTPParserError: self.init(.malformed, "what came back is not HTTP (\(error))")
    case let error as ChannelError where error.isTimeout: self.init(.unreachable, Self.slowConnection(origin))
    case let error as IOError: self.init(error, to: origin)
    case is ChannelError: self.init(.dropped, "the connection closed before the answer was whole")
    default:
      if let reason = Self.tlsReason(error, host: origin.host) {
        self.init(.tls, reason)
      } else {
        self.init(.dropped, "the connection broke: \(error)")
      }
    }
  }

  private init(_ error: HTTPClientError, to origin: WebAddress.Origin) {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: self.init(.unreachable, Self.slowConnection(origin))
    case .tlsHandshakeTimeout: self.init(.timeout, "the TLS handshake with \(origin.host) took too long")
    case .readTimeout: self.init(.timeout, "the server fell silent")
    case .deadlineExceeded: self.init(.timeout, "the answer did not come in time")
    case .remoteConnectionClosed: self.init(.dropped, "the server closed the connection before it had answered")
    case .alreadyShutdown: self.init(.closed, "the connection was shut down")
    // Requests that run while the client is shut down end with this; they may have been sent.
    case .cancelled: self.init(.dropped, "the connection was shut down")
    default: self.init(.malformed, "the request could not be made: \(error.shortDescription)")
    }
  }

  private init(_ error: NIOConnectionError, to origin: WebAddress.Origin) {
    let failures = error.connectionErrors.map(\.error)
    if failures.isEmpty {
      self.init(.unreachable, "the name \(origin.host) cannot be resolved")
    } else if failures.contains(where: { ($0 as? ChannelError)?.isTimeout ?? false }) {
      self.init(.unreachable, Self.slowConnection(origin))
    } else {
      let reason = failures.lazy.compactMap { $0 as? IOError }.first.map { Self.words(errno: $0.errnoCode) }
      self.init(.unreachable, "\(origin.host), port \(origin.port): \(reason ?? "no connection")")
    }
  }

  /// Host names fail with a `NIOConnectionError`, IP addresses with the plain error of the system.
  private init(_ error: IOError, to origin: WebAddress.Origin) {
    let words = Self.words(errno: error.errnoCode)
    // Most of these errors can also end a connection on which a request is under way. Refused is told while connecting;
    // of the others it is certain only where the error names that call.
    let text = "\(error)"
    if error.errnoCode == ECONNREFUSED || text.contains("connect(") || text.contains("connect failed") {
      self.init(.unreachable, "\(origin.host), port \(origin.port): \(words)")
    } else {
      self.init(error.errnoCode == ETIMEDOUT ? .timeout : .dropped, "the connection broke: \(words)")
    }
  }

  private static func slowConnection(_ origin: WebAddress.Origin) -> String {
    "no connection to \(origin.host), port \(origin.port), in time"
  }

  private static func tooLarge(_ limit: Int) -> String { "the answer is larger than \(limit >> 20) MB" }

  /// The system's words for an error number: `Connection refused`.
  private static func words(errno: CInt) -> String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }

  /// What an error of the TLS handshake means; nil for any other error. The types are told by their module's name:
  /// importing the TLS library for three sentences would make it a dependency of this target.
  private static func tlsReason(_ error: any Error, host: String) -> String? {
    guard String(reflecting: type(of: error)).hasPrefix("NIOSSL.") else { return nil }
    let text = "\(error)"
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "the certificate of \(host) is not trusted, or has expired"
    }
    if text.contains("failedToValidateHostname") || text.contains("HostnameImpossibleToMatch") {
      return "the certificate is not for \(host)"
    }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return "\(host) does not speak TLS on this port"
    }
    // Anything else may have ended a connection that was in use.
    return text.contains("handshakeFailed") ? "TLS with \(host) failed: \(text)" : nil
  }
}

extension ChannelError {
  fileprivate var isTimeout: Bool { if case .connectTimeout = self { true } else { false } }
}
