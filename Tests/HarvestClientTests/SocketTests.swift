import HarvestClient
import HvValues
import Testing

@Suite("Over real sockets", .timeLimit(.minutes(1)))
struct SocketTests {
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

  @Test("a request looks as Harvest wants it, and connections are used again")
  func request() async throws {
    try await withServer([.send(Array(Self.ok.utf8))]) { server, client in
      for _ in 1...3 {
        let query = [("q", "a b+c&d"), ("cursor", "eyJ9=="), ("e", "é")]
        let answer = try await client.get(path: "/projects", query: query, bucket: .general)
        #expect(answer.status == 200)
        #expect(answer.body == Array("{}".utf8))
      }
      #expect(server.connections == 1)
      let lines = try #require(server.requests.first).split(separator: "\r\n").map(String.init)
      #expect(lines.first == "GET /v2/projects?q=a%20b%2Bc%26d&cursor=eyJ9%3D%3D&e=%C3%A9 HTTP/1.1")
      let headers = Dictionary(
        lines.dropFirst().map { line in
          let parts = line.split(separator: ": ", maxSplits: 1)
          return (parts[0].lowercased(), String(parts[1]))
        }, uniquingKeysWith: { first, _ in first })
      #expect(headers["authorization"] == "Bearer \(secret)")
      #expect(headers["harvest-account-id"] == "4711")
      #expect(headers["user-agent"] == "hv tests (x@y.z)")
      #expect(headers["accept-encoding"] == "gzip")
      #expect(headers["host"] == "127.0.0.1:\(server.port)")
      #expect(headers["content-length"] == nil)
    }
  }

  @Test(
    "what a broken server does has a kind, and is tried again only where that may help",
    arguments: [
      ([.close], .dropped, 3), ([.reset], .dropped, 3), ([.silence], .timeout, 3),
      (text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"a\":") + [.reset], .dropped, 3),
      (text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"a\":") + [.close], .dropped, 3),
      (text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n") + [.close], .dropped, 3),
      (text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"a\":") + [.silence], .timeout, 3),
      (text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") + [.close], .malformedAnswer, 1),
      (text("220 mail.example ESMTP\r\n") + [.close], .malformedAnswer, 1),
      (text("\u{0}\u{1}\u{2}\u{3}garbage\r\n\r\n") + [.close], .malformedAnswer, 1),
      (
        text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nnogzp") + [.close],
        .malformedAnswer, 1
      ),
      (text("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"), .unexpectedStatus, 1),
    ] as [([RawServer.Step], APIError.Kind, Int)])
  func broken(steps: [RawServer.Step], kind: APIError.Kind, attempts: Int) async throws {
    try await withServer(steps, silence: .milliseconds(200)) { server, client in
      let error = try await apiError { try await client.get(path: "/projects", bucket: .general) }
      #expect(error.kind == kind, "\(error)")
      #expect(error.attempts == attempts)
      #expect(server.requests.count == attempts)
      #expect(!error.description.contains("SECRET"))
    }
  }

  @Test("a refused connection is told at once, with host and port")
  func refused() async throws {
    let port = try RawServer.unusedPort()
    let start = ContinuousClock.now
    try await withClient(port: port) { client in
      let error = try await apiError { try await client.get(path: "/projects", bucket: .general) }
      #expect(error.kind == .unreachable)
      #expect(error.message == "127.0.0.1, port \(port): Connection refused")
      #expect(error.attempts == 3)
    }
    #expect(ContinuousClock.now - start < .seconds(4))
  }

  @Test("a server that drips is cut off by the deadline")
  func drip() async throws {
    let drops = Array(repeating: [text(" "), [.pause(milliseconds: 50)]].flatMap { $0 }, count: 100).flatMap { $0 }
    let steps = text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{") + drops
    try await withServer(steps, attempts: 1, timeout: .milliseconds(400)) { _, client in
      let start = ContinuousClock.now
      let error = try await apiError { try await client.get(path: "/projects", bucket: .general) }
      #expect(error.kind == .timeout)
      #expect(ContinuousClock.now - start < .seconds(4))
    }
  }

  @Test("an answer without a length ends with its connection")
  func noLength() async throws {
    try await withServer(text("HTTP/1.1 200 OK\r\n\r\n{\"id\":7}") + [.close]) { _, client in
      let value = try await client.value(path: "/x", schema: nil, bucket: .general)
      guard case .record(let record) = value else { return #expect(Bool(false), "no record: \(value)") }
      #expect(record.id == 7)
    }
  }

  @Test("an answer past the limit is not read to its end, announced or not")
  func tooLarge() async throws {
    let megabyte = [UInt8](repeating: 0x20, count: 1 << 20)
    for head in ["HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
      let steps = text(head) + Array(repeating: .send(megabyte), count: 6) + [.close]
      try await withServer(steps, timeout: .seconds(30), silence: .seconds(30)) { _, client in
        let error = try await apiError { try await client.get(path: "/projects", bucket: .general) }
        #expect(error.kind == .tooLarge)
        #expect(error.message == "the answer is larger than 2 MB")
      }
    }
  }

  @Test("gzip is unpacked, up to the limit")
  func gzip() async throws {
    // What Python's gzip module makes of {"id":1}, and of 200 KB of spaces.
    let small = try #require(bytes(hex: "1f8b0800000000000203ab56ca4c51b232ac0500c5f85d4408000000"))
    let bombStart = try #require(bytes(hex: "1f8b0800000000000203edc1010d000000c2a02aef9fd21e0e28"))
    let bombEnd = try #require(bytes(hex: "9e0c16ab6ebe00200300"))
    let bomb = bombStart + [UInt8](repeating: 0, count: 198) + bombEnd
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
    try await withServer(text("\(head)\(small.count)\r\n\r\n") + [.send(small)]) { _, client in
      let answer = try await client.get(path: "/x", bucket: .general)
      #expect(answer.body == Array(#"{"id":1}"#.utf8))
    }
    try await withServer(text("\(head)\(bomb.count)\r\n\r\n") + [.send(bomb)]) { _, client in
      let answer = try await client.get(path: "/x", bucket: .general)
      #expect(answer.body == [UInt8](repeating: 0x20, count: 200 << 10))
    }
    try await withServer(text("\(head)\(bomb.count)\r\n\r\n") + [.send(bomb)], answerBytes: 100 << 10) { _, client in
      let error = try await apiError { try await client.get(path: "/x", bucket: .general) }
      #expect(error.kind == .tooLarge)
    }
  }

  @Test(
    "cancellation ends a request within 100 ms, wherever it stands",
    arguments: [[.silence], text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{") + [.silence]])
  func cancellation(steps: [RawServer.Step]) async throws {
    // The best of five: a busy machine may be late, but not always.
    var best = Duration.seconds(60)
    for _ in 1...5 where best > .milliseconds(100) {
      // The silence must outlast a busy machine, or the request ends by itself and is sent again.
      try await withServer(steps, timeout: .seconds(30), silence: .seconds(30)) { server, client in
        let task = Task { try await client.get(path: "/projects", bucket: .general) }
        try await waitUntil { server.requests.count == 1 }
        try await Task.sleep(for: .milliseconds(20))
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        best = min(best, ContinuousClock.now - start)
        try await waitUntil { server.left == 1 }
      }
    }
    #expect(best < .milliseconds(100))
  }

  @Test("a transport that was shut down sends nothing; one that never ran shuts down too; twice is harmless")
  func shutdown() async throws {
    let server = try RawServer(Self.ok)
    defer { server.stop() }
    for warm in [true, false] {
      let client = try client(port: server.port)
      if warm { _ = try await client.get(path: "/x", bucket: .general) }
      await client.shutdown()
      await client.shutdown()
      #expect(try await apiError { try await client.get(path: "/x", bucket: .general) }.kind == .closed)
    }
    #expect(server.requests.count == 1)
  }

  @Test("a transport that is dropped while open closes its connections")
  func dropped() async throws {
    let server = try RawServer(text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") + [.silence])
    defer { server.stop() }
    do { _ = try await client(port: server.port).get(path: "/x", bucket: .general) }
    try await waitUntil { server.left == 1 }
  }

  @Test("many requests at once share as many connections as are allowed")
  func parallel() async throws {
    try await withServer([.pause(milliseconds: 5), .send(Array(Self.ok.utf8))]) { server, client in
      try await withThrowingTaskGroup { group in
        for _ in 0..<90 { group.addTask { try await client.get(path: "/x", bucket: .general).status } }
        for try await status in group { #expect(status == 200) }
      }
      #expect((1...4).contains(server.connections))
    }
  }

  private func client(
    port: Int, attempts: Int = 3, timeout: Duration = .seconds(30), silence: Duration = .seconds(30),
    answerBytes: Int = 2 << 20
  ) throws -> HarvestClient {
    var limits = AHCTransport.Limits()
    limits.connections = 4
    limits.silence = silence
    limits.answerBytes = answerBytes
    var configuration = HarvestClient.Configuration(
      baseURL: try BaseURL("http://127.0.0.1:\(port)/v2"), credentials: try credentials(),
      transport: AHCTransport(limits: limits), userAgent: "hv tests (x@y.z)")
    configuration.retries = Retries(attempts: attempts, base: .milliseconds(2))
    configuration.timeout = timeout
    return HarvestClient(configuration)
  }

  private func withClient(port: Int, _ body: (HarvestClient) async throws -> Void) async throws {
    let client = try client(port: port)
    try await body(client)
    await client.shutdown()
  }

  private func withServer(
    _ steps: [RawServer.Step], attempts: Int = 3, timeout: Duration = .seconds(2),
    silence: Duration = .milliseconds(200),
    answerBytes: Int = 2 << 20, _ body: (RawServer, HarvestClient) async throws -> Void
  ) async throws {
    let server = try RawServer(steps)
    defer { server.stop() }
    let client = try client(
      port: server.port, attempts: attempts, timeout: timeout, silence: silence, answerBytes: answerBytes)
    do { try await body(server, client) } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  private func bytes(hex: String) -> [UInt8]? {
    let digits = Array(hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue })
    guard digits.count == hex.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }
}

/// One step that sends a text.
private func text(_ text: String) -> [RawServer.Step] { [.send(Array(text.utf8))] }
