import Dispatch
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A server that does exactly what it is told, wrong or right: it waits for the end of a request, then plays its
/// steps; unless they close the connection it does so again for the next request.
final class RawServer: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    case pause(milliseconds: UInt32)
    case close
    /// Ends the connection with a TCP reset.
    case reset
    /// Says nothing more until the other side goes away.
    case silence
  }

  struct Failure: Error {}

  let port: Int
  private let listener: CInt
  private let steps: [Step]
  private let state = Mutex((requests: [String](), bodies: [[UInt8]](), connections: 0, left: 0, isStopped: false))

  /// The headers received, whole.
  var requests: [String] { state.withLock { $0.requests } }
  /// The bodies received, whole; empty for requests without a length.
  var bodies: [[UInt8]] { state.withLock { $0.bodies } }
  var connections: Int { state.withLock { $0.connections } }
  /// The connections that the other side ended during a silence.
  var left: Int { state.withLock { $0.left } }

  init(_ steps: [Step]) throws {
    self.steps = steps
    (listener, port) = try Self.listen()
    DispatchQueue(label: "raw server").async { self.acceptConnections() }
  }

  /// A server that answers every request with this text.
  convenience init(_ answer: String) throws { try self.init([.send(Array(answer.utf8))]) }

  /// Takes no more connections. Those that are open go on.
  func stop() { state.withLock { $0.isStopped = true } }

  /// A port where nobody listens.
  static func unusedPort() throws -> Int {
    let (listener, port) = try listen()
    _ = close(listener)
    return port
  }

  private func acceptConnections() {
    // Only this thread closes the listener: its number may be another test's socket a moment later.
    defer { _ = close(listener) }
    while !state.withLock({ $0.isStopped }) {
      var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 20) > 0 else { continue }
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      state.withLock { $0.connections += 1 }
      DispatchQueue(label: "raw connection").async { self.serve(connection) }
    }
  }

  private func serve(_ connection: CInt) {
    defer { _ = close(connection) }
    while let request = readHeader(connection), let body = readBody(of: request, connection) {
      state.withLock { state in
        state.requests.append(request)
        state.bodies.append(body)
      }
      for step in steps {
        switch step {
        case .send(let bytes): if !send(bytes, to: connection) { return }
        case .pause(let milliseconds): usleep(milliseconds * 1_000)
        case .close: return
        case .reset:
          var linger = linger(l_onoff: 1, l_linger: 0)
          _ = setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
          return
        case .silence:
          var byte: UInt8 = 0
          while read(connection, &byte, 1) > 0 {}
          state.withLock { $0.left += 1 }
          return
        }
      }
    }
  }

  private func readHeader(_ connection: CInt) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(connection, &byte, 1) == 1 {
      bytes.append(byte)
      if bytes.suffix(4) == [13, 10, 13, 10] { return String(decoding: bytes, as: UTF8.self) }
    }
    return nil
  }

  private func readBody(of request: String, _ connection: CInt) -> [UInt8]? {
    let lines = request.lowercased().split(separator: "\r\n")
    let length = lines.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
    var body: [UInt8] = []
    while body.count < length {
      var part = [UInt8](repeating: 0, count: length - body.count)
      let count = read(connection, &part, part.count)
      guard count > 0 else { return nil }
      body += part.prefix(count)
    }
    return body
  }

  private func send(_ bytes: [UInt8], to connection: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      // The HTTP library ignores SIGPIPE for the whole process, so a broken connection is only an error here.
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func listen() throws -> (listener: CInt, port: Int) {
    #if canImport(Glibc)
      let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard listener >= 0 else { throw Failure() }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port: UInt16? = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, size) == 0 && Self.startListening(listener) && getsockname(listener, raw, &size) == 0
      } ? UInt16(bigEndian: pointer.pointee.sin_port) : nil
    }
    guard let port else { throw Failure() }
    return (listener, Int(port))
  }

  #if canImport(Darwin)
    private static func startListening(_ socket: CInt) -> Bool { Darwin.listen(socket, 64) == 0 }
  #elseif canImport(Musl)
    private static func startListening(_ socket: CInt) -> Bool { Musl.listen(socket, 64) == 0 }
  #else
    private static func startListening(_ socket: CInt) -> Bool { Glibc.listen(socket, 64) == 0 }
  #endif
}
