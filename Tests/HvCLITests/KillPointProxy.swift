import Dispatch
import Foundation
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stands between hv and a server, counts the writes, and lets something happen to one of them: just before the server
/// gets it, or when the server has acted and hv does not know yet.
final class KillPointProxy: Sendable {
  /// What befalls one write.
  struct Strike: Sendable {
    enum Side: Sendable { case beforeServerActs, afterServerActed }
    enum Rest: Sendable {
      case goesOn
      /// The connection ends, without an answer.
      case isCut
      /// The connection ends in the middle of the answer.
      case isCutHalfway
    }

    /// Which write it is, in the order of their coming, from 1.
    let place: Int
    let side: Side
    let strike: @Sendable () -> Rest
  }

  /// A write that the server got, and how it answered.
  struct Write: Sendable, CustomStringConvertible {
    let request: String
    let status: String
    var isDone: Bool { status.hasPrefix("2") }
    var description: String { "\(request) → \(status)" }
  }

  private struct State {
    var strike: Strike?
    var came = 0
    var writes: [Write] = []
    var isStopped = false
  }

  let port: Int
  private let target: Int
  private let listener: CInt
  private let state = Mutex(State())
  private let connections = DispatchGroup()

  /// - Parameter target: the port of the server.
  init(to target: Int) throws {
    self.target = target
    (listener, port) = try Wire.listen()
    Thread.detachNewThread { self.acceptConnections() }
  }

  func stop() { state.withLock { $0.isStopped = true } }

  /// The next writes are counted from 1, and this befalls one of them.
  func expect(_ strike: Strike?) {
    state.withLock { state in
      state.strike = strike
      state.came = 0
    }
  }

  /// All writes that the server got until now.
  var writes: [Write] { state.withLock { $0.writes } }

  /// Returns when everything that a program sent, which has ended, has been acted on or thrown away.
  func drain() throws {
    // Connections are accepted one after the other: when this one is answered, those before have been.
    let probe = try Wire(connectingTo: port)
    #expect(probe.write(Array("PROBE / HTTP/1.1\r\n\r\n".utf8)))
    _ = probe.read()
    probe.end()
    connections.wait()
  }

  private func acceptConnections() {
    // Only this thread closes the listener: its number may be another test's socket a moment later.
    defer { _ = close(listener) }
    while !state.withLock({ $0.isStopped }) {
      var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 20) > 0 else { continue }
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      connections.enter()
      Thread.detachNewThread {
        let client = Wire(connection)
        self.serve(client)
        client.end()
        self.connections.leave()
      }
    }
  }

  private func serve(_ client: Wire) {
    guard let server = try? Wire(connectingTo: target) else { return }
    defer { server.end() }
    while let request = client.read() {
      if request.firstLine.hasPrefix("PROBE") { return }
      let strike = request.firstLine.hasPrefix("GET ") ? nil : next()
      var rest = Strike.Rest.goesOn
      if let strike, strike.side == .beforeServerActs { rest = strike.strike() }
      guard rest == .goesOn, server.write(request.bytes), let answer = server.read() else { return }
      if !request.firstLine.hasPrefix("GET ") { note(request, answer) }
      if let strike, strike.side == .afterServerActed { rest = strike.strike() }
      switch rest {
      case .goesOn: guard client.write(answer.bytes) else { return }
      case .isCut: return
      case .isCutHalfway:
        _ = client.write(answer.bytes.dropLast(10))
        return
      }
    }
  }

  private func next() -> Strike? {
    state.withLock { state in
      state.came += 1
      guard state.strike?.place == state.came else { return nil }
      defer { state.strike = nil }
      return state.strike
    }
  }

  private func note(_ request: HTTPMessage, _ answer: HTTPMessage) {
    let line = request.firstLine.split(separator: " ").prefix(2).joined(separator: " ")
    let status = answer.firstLine.split(separator: " ").dropFirst().first.map(String.init) ?? "?"
    let write = Write(request: "\(line) \(String(decoding: request.body, as: UTF8.self))", status: status)
    state.withLock { $0.writes.append(write) }
  }
}

/// A request or an answer whose head tells how long its body is.
struct HTTPMessage {
  var lines: [String]
  var body: [UInt8]

  var firstLine: String { lines.first ?? "" }
  var bytes: [UInt8] { Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body }

  static func length(_ lines: [String]) -> Int {
    lines.lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
  }
}

/// One end of a connection, used by one thread at a time.
final class Wire {
  private let socket: CInt
  private var buffer: [UInt8] = []

  init(_ socket: CInt) {
    self.socket = socket
    #if canImport(Darwin)
      var yes: CInt = 1
      _ = setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout.size(ofValue: yes)))
    #endif
  }

  convenience init(connectingTo port: Int) throws {
    let socket = try Self.make()
    self.init(socket)
    let isConnected = Self.withAddress(port) { connect(socket, $0, $1) == 0 }
    if !isConnected {
      end()
      throw POSIXError(.ECONNREFUSED)
    }
  }

  func end() { _ = close(socket) }

  /// The next message; nil at the end, also in the middle of one.
  func read() -> HTTPMessage? {
    let empty = Array("\r\n\r\n".utf8)
    var head = 0
    while !buffer[head...].starts(with: empty) {
      if head + empty.count <= buffer.count { head += 1 } else { guard fill() else { return nil } }
    }
    let lines = String(decoding: buffer[..<head], as: UTF8.self).components(separatedBy: "\r\n")
    let end = head + 4 + HTTPMessage.length(lines)
    while buffer.count < end { guard fill() else { return nil } }
    defer { buffer = Array(buffer[end...]) }
    return HTTPMessage(lines: lines, body: Array(buffer[(head + 4)..<end]))
  }

  private func fill() -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &part, part.count, 0)
    if count > 0 { buffer += part.prefix(count) }
    return count > 0
  }

  func write(_ bytes: some Collection<UInt8>) -> Bool {
    #if canImport(Glibc)
      let flags = CInt(MSG_NOSIGNAL)
    #else
      let flags: CInt = 0
    #endif
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// A socket that listens on a free port of this machine.
  static func listen() throws -> (listener: CInt, port: Int) {
    let listener = try make()
    guard withAddress(0, { bind(listener, $0, $1) == 0 }), startListening(listener, 128) == 0 else {
      throw POSIXError(.EADDRINUSE)
    }
    var (address, size) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
    let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) == 0 }
    }
    guard isKnown else { throw POSIXError(.EADDRINUSE) }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func make() throws -> CInt {
    #if canImport(Glibc)
      // Not for the programs that the tests start: an end that one of them had would not be an end.
      let made = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    #else
      let made = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard made >= 0 else { throw POSIXError(.EMFILE) }
    return made
  }

  private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}

#if canImport(Glibc)
  private func startListening(_ socket: CInt, _ length: CInt) -> CInt { Glibc.listen(socket, length) }
#else
  private func startListening(_ socket: CInt, _ length: CInt) -> CInt { Darwin.listen(socket, length) }
#endif
