import HarvestClient
import HvValues
import Testing

@Suite("Writing")
struct WriteTests {
  private typealias Step = ScriptedTransport.Step

  @Test(
    "a request has the method, address and body of its intent",
    arguments: [
      (.post, .json(Array(#"{"a":1}"#.utf8)), "application/json"),
      (.patch, .json(Array("{}".utf8)), "application/json"),
      (.patch, .none, nil), (.delete, .none, nil),
    ] as [(WriteIntent.Method, WriteIntent.Body, String?)])
  func request(method: WriteIntent.Method, body: WriteIntent.Body, contentType: String?) async throws {
    let bench = try WriteBench(.answer(200, #"{"id":1}"#))
    let intent = WriteIntent(operation: "x", method: method, path: "/a b", query: [("q", "ü")], body: body)
    let answer = try #require(try await bench.write(intent))
    #expect(answer.status == 200)
    #expect(answer.body == Array(#"{"id":1}"#.utf8))
    let request = try #require(bench.requests.first)
    #expect(request.method == method.rawValue)
    #expect(request.address.target == "/v2/a%20b?q=%C3%BC")
    if case .json(let bytes) = body { #expect(request.body?.bytes == bytes) } else { #expect(request.body == nil) }
    let headers = Dictionary(request.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(headers["Content-Type"] == contentType)
    #expect(headers["Harvest-Account-Id"] == "4711")
    #expect(bench.bench.log.events.map(\.method) == [method.rawValue])
    #expect(try await bench.outcome() == .done)
  }

  @Test("a read has neither method nor body of a write")
  func read() async throws {
    let bench = try WriteBench(.answer(200, "{}"))
    _ = try await bench.client.get(path: "/clients", bucket: .general)
    let request = try #require(bench.requests.first)
    #expect(request.method == "GET")
    #expect(request.body == nil)
    #expect(request.headers.allSatisfy { $0.name != "Content-Type" })
    #expect(await bench.ledger.entries.isEmpty)
  }

  @Test("after a 429 the same write is sent again, as late as the server wants, under one entry")
  func throttled() async throws {
    let bench = try WriteBench(.answer(429, "{}", [(name: "Retry-After", value: "7")]), .answer(201, "{}"))
    #expect(try await bench.write(createClient)?.status == 201)
    #expect(bench.requests.map(\.method) == ["POST", "POST"])
    #expect(bench.requests.map(\.body?.bytes) == Array(repeating: Array(#"{"name":"X"}"#.utf8), count: 2))
    #expect(bench.bench.clock.elapsed == .seconds(7))
    #expect(try await bench.outcome() == .done)
  }

  @Test("where no connection came about, the write is sent again")
  func unreachable() async throws {
    let bench = try WriteBench(.fault(.unreachable), .fault(.unreachable), .answer(201, "{}"))
    #expect(try await bench.write(createClient)?.status == 201)
    #expect(bench.requests.count == 3)
    #expect(bench.bench.log.events.map(\.waitMilliseconds) == [0, 250, 500])
    #expect(try await bench.outcome() == .done)
  }

  @Test(
    "what may have been done is sent once, and is told as not known",
    arguments: [
      (.fault(.dropped), .dropped), (.fault(.timeout), .timeout), (.fault(.malformed), .malformedAnswer),
      (.fault(.tooLarge), .tooLarge), (.answer(500, ""), .server), (.answer(502, "<html>"), .server),
      (.answer(503, "", [(name: "Retry-After", value: "1")]), .server), (.answer(504, ""), .server),
    ] as [(ScriptedTransport.Step, APIError.Kind)])
  func unknown(step: ScriptedTransport.Step, kind: APIError.Kind) async throws {
    let bench = try WriteBench(step, .answer(201, "{}"))
    let error = try await apiError { try await bench.write(createClient) }
    #expect(error.kind == kind)
    #expect(error.attempts == 1)
    #expect(error.request == "POST /v2/clients")
    #expect(error.help.first == "it is not known whether the change was made: look before you repeat it")
    #expect(!error.help.contains { $0.contains("read") || $0.contains("try again") }, "\(error.help)")
    #expect(bench.requests.count == 1)
    #expect(bench.bench.clock.sleeps.isEmpty)
    #expect(try await bench.outcome() == .sent)
  }

  @Test(
    "what was certainly not done is refused, and sent again only where that helps",
    arguments: [
      (.answer(400, ""), .invalid, 1), (.answer(401, ""), .refusedToken, 1), (.answer(403, ""), .forbidden, 1),
      (.answer(404, ""), .notFound, 1), (.answer(409, ""), .unexpectedStatus, 1), (.answer(422, ""), .invalid, 1),
      (.answer(302, ""), .unexpectedStatus, 1), (.answer(307, ""), .unexpectedStatus, 1), (.fault(.tls), .tls, 1),
      (.fault(.closed), .closed, 1), (.fault(.unreachable), .unreachable, 4), (.answer(429, ""), .throttled, 4),
      (.answer(429, "", [(name: "Retry-After", value: "9999")]), .throttled, 1),
    ] as [(ScriptedTransport.Step, APIError.Kind, Int)])
  func refused(step: ScriptedTransport.Step, kind: APIError.Kind, attempts: Int) async throws {
    let bench = try WriteBench(step)
    let error = try await apiError { try await bench.write(createClient) }
    #expect(error.kind == kind)
    #expect(error.attempts == attempts)
    #expect(!error.help.contains { $0.contains("not known") })
    #expect(bench.requests.count == attempts)
    #expect(
      try await bench.outcome()
        == (kind == .refusedToken || kind == .throttled || kind == .unreachable ? .planned : .refused))
  }

  @Test("after a 429 a write that breaks is not sent a third time")
  func throttledThenDropped() async throws {
    let bench = try WriteBench(.answer(429, ""), .fault(.dropped), .answer(201, "{}"))
    let error = try await apiError { try await bench.write(createClient) }
    #expect(error.attempts == 2)
    #expect(bench.requests.count == 2)
    #expect(try await bench.outcome() == .sent)
  }

  @Test("what the server says is told in its own words")
  func message() async throws {
    let bench = try WriteBench(.answer(422, #"{"message":"Name has already been taken"}"#))
    let error = try await apiError { try await bench.write(createClient) }
    #expect(error.description == "POST /v2/clients: 422: Name has already been taken")
    let entries = await bench.ledger.entries
    #expect(entries.first?.message == "Name has already been taken")
  }

  @Test("a write that is cancelled before it is sent is refused, and not sent")
  func cancelledBefore() async throws {
    let bench = try WriteBench(.answer(201, "{}"))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await bench.write(createClient)
    }
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(bench.requests.isEmpty)
    #expect(try await bench.outcome() == .planned)
  }

  @Test("so is one that is cancelled while it waits for the rate limit")
  func cancelledInPause() async throws {
    let bench = try WriteBench(.answer(429, "", [(name: "Retry-After", value: "60")])) { $0.clock = ContinuousClock() }
    let task = Task { try await bench.write(createClient) }
    try await waitUntil { bench.client.status(of: .general).wait > .seconds(1) }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(bench.requests.count == 1)
    #expect(try await bench.outcome() == .planned)
  }

  @Test("a write that is cancelled under way is waited for, so that its answer is known")
  func cancelledUnderWay() async throws {
    let bench = try WriteBench(.late(201, #"{"id":1}"#))
    let task = Task { try await bench.write(createClient) }
    try await waitUntil { bench.requests.count == 1 }
    #expect(try await bench.outcome() == .sent)
    task.cancel()
    #expect(try await task.value?.status == 201)
    #expect(try await bench.outcome() == .done)
  }

  @Test(
    "neither token nor body gets into an error or a trace",
    arguments: [
      .answer(422, "no \(secret) here"), .answer(500, "Bearer \(secret)"), .fault(.dropped, "while sending \(secret)"),
      .answer(307, "", [(name: "Location", value: "https://x.example/\(secret)")]),
    ] as [ScriptedTransport.Step])
  func secrets(step: ScriptedTransport.Step) async throws {
    let bench = try WriteBench(step)
    let intent = WriteIntent(
      operation: "raw", method: .post, path: "/\(secret)", query: [("t", secret), ("access_token", "OTHER")],
      body: .json(Array(#"{"note":"PRIVATE"}"#.utf8)))
    let error = try await apiError { try await bench.write(intent) }
    var text = error.description
    dump(error, to: &text)
    dump(bench.bench.log.events, to: &text)
    #expect(text.contains("POST /v2/[token]?t=[token]&access_token=[token]"))
    for part in ["SECRET", "2468", "OTHER", "PRIVATE"] { #expect(!text.contains(part), "\(part)") }
  }

  @Test("writes and reads keep the rate limit together")
  func bucket() async throws {
    let bench = try WriteBench(.answer(200, "{}"))
    for _ in 0..<50 {
      _ = try await bench.client.get(path: "/clients", bucket: .general)
      _ = try await bench.write(createClient)
    }
    #expect(bench.client.status(of: .general).remaining == 0)
  }
}
