import HarvestClient
import HvValues
import Testing

@Suite("Trying again")
struct RetryTests {
  private static let answer = ScriptedTransport.Step.answer(200, #"{"id":1}"#)

  @Test(
    "a passing fault is overcome",
    arguments: [
      .fault(.unreachable), .fault(.timeout), .fault(.dropped), .answer(429, "{}"), .answer(500, ""),
      .answer(502, "<html>"), .answer(503, ""), .answer(504, ""),
    ] as [ScriptedTransport.Step])
  func overcome(step: ScriptedTransport.Step) async throws {
    let bench = try Bench(step, Self.answer)
    let value = try await bench.client.value(path: "/projects/1", schema: nil, bucket: .general)
    guard case .record(let record) = value else { return #expect(Bool(false), "no record: \(value)") }
    #expect(record.id == 1)
    #expect(bench.transport.requests.count == 2)
    #expect(bench.log.events.map(\.attempt) == [1, 2])
    #expect(bench.log.events.map(\.waitMilliseconds) == [0, 250])
  }

  @Test(
    "what would not change is not repeated",
    arguments: [
      .fault(.tls), .fault(.malformed), .fault(.tooLarge), .fault(.closed), .answer(400, ""), .answer(401, ""),
      .answer(403, ""), .answer(404, ""), .answer(422, ""), .answer(302, ""), .answer(501, ""), .answer(505, ""),
    ] as [ScriptedTransport.Step])
  func notRepeated(step: ScriptedTransport.Step) async throws {
    let bench = try Bench(step, Self.answer)
    let error = try await apiError { try await bench.client.get(path: "/projects", bucket: .general) }
    #expect(error.attempts == 1)
    #expect(bench.transport.requests.count == 1)
    #expect(bench.clock.sleeps.isEmpty)
  }

  @Test("attempts are bounded, pauses double, and both are reported")
  func bounded() async throws {
    let bench = try Bench(.fault(.dropped, "reset")) {
      $0.retries = Retries(attempts: 7, base: .seconds(1), longest: .seconds(8))
    }
    let error = try await apiError { try await bench.client.get(path: "/projects", bucket: .general) }
    #expect(error.kind == .dropped)
    #expect(error.attempts == 7)
    #expect(bench.transport.requests.count == 7)
    // The randomness of the test always says zero, which is half of the full pause.
    #expect(bench.clock.sleeps.map(\.components.seconds) == [0, 1, 2, 4, 4, 4])
    #expect(error.waited == .milliseconds(15_500))
    #expect(error.description == "GET /v2/projects: 7 attempts: reset")
  }

  @Test("the pause is drawn from the upper half", arguments: [(0, 250), (250, 500)] as [(Int64, Int64)])
  func jitter(draw: Int64, expected: Int64) async throws {
    let bench = try Bench(.fault(.timeout), Self.answer) { $0.random = { min(draw, $0 - 1) } }
    _ = try await bench.client.get(path: "/projects", bucket: .general)
    #expect(bench.clock.sleeps == [.milliseconds(expected)])
  }

  @Test(
    "a 429 says how long to wait",
    arguments: [
      ([("Retry-After", "7")], "{}", 7), ([("retry-after", "7")], #"{"retry_after":3}"#, 7),
      ([], #"{"retry_after":3,"message":"slow down"}"#, 3), ([], #"{"retry_after":2.1}"#, 3),
      ([], #"{"retry_after":"4"}"#, 4), ([("Retry-After", "soon")], #"{"retry_after":5}"#, 5),
      ([("Retry-After", "-5")], "", 0),
    ] as [([(String, String)], String, Int)])
  func retryAfter(headers: [(String, String)], body: String, seconds: Int) async throws {
    let bench = try Bench(.answer(429, body, headers.map { (name: $0.0, value: $0.1) }), Self.answer)
    _ = try await bench.client.get(path: "/projects", bucket: .general)
    #expect(bench.clock.elapsed == .seconds(seconds))
    #expect(bench.log.events.last?.waitMilliseconds == Int64(seconds * 1000))
  }

  @Test("a 503 may say so too")
  func retryAfterOf503() async throws {
    let bench = try Bench(.answer(503, "", [(name: "Retry-After", value: "9")]), Self.answer)
    _ = try await bench.client.get(path: "/projects", bucket: .general)
    #expect(bench.clock.elapsed == .seconds(9))
  }

  @Test("a wait beyond all patience is refused, with the reason", arguments: ["3600", "9223372036854775807", "1e9"])
  func patience(seconds: String) async throws {
    let bench = try Bench(.answer(429, #"{"message":"slow down"}"#, [(name: "Retry-After", value: seconds)]))
    let error = try await apiError { try await bench.client.get(path: "/reports/time/team", bucket: .reports) }
    #expect(error.kind == .throttled)
    #expect(error.message == "slow down")
    #expect(error.help.first?.hasPrefix("the server asks to wait ") == true)
    #expect(bench.clock.elapsed == .zero)
  }

  @Test("a 429 holds back everybody who uses the bucket, and nobody else")
  func sharedWait() async throws {
    let bench = try Bench(.answer(429, "", [(name: "Retry-After", value: "10")]), Self.answer) {
      $0.retries = Retries(attempts: 1)
    }
    _ = try await apiError { try await bench.client.get(path: "/clients", bucket: .general) }
    #expect(bench.client.status(of: .general).wait == .zero, "the last attempt need not wait for anything")

    let patient = try Bench(.answer(429, "", [(name: "Retry-After", value: "10")]), Self.answer)
    _ = try await patient.client.get(path: "/reports/time/team", bucket: .reports)
    #expect(patient.clock.elapsed == .seconds(10))
    _ = try await patient.client.get(path: "/clients", bucket: .general)
    #expect(patient.clock.elapsed == .seconds(10))
  }

  @Test("cancellation is no API error and is not retried")
  func cancellation() async throws {
    let bench = try Bench(.silence)
    let client = bench.client
    let task = Task { try await client.get(path: "/projects", bucket: .general) }
    try await waitUntil { bench.transport.requests.count == 1 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(bench.transport.requests.count == 1)
    #expect(bench.log.events.map(\.failure) == ["cancelled"])
  }

  @Test("cancellation ends a pause between attempts")
  func cancellationInPause() async throws {
    let bench = try Bench(.fault(.unreachable)) {
      $0.clock = ContinuousClock()
      $0.retries = Retries(base: .seconds(60), longest: .seconds(60))
    }
    let client = bench.client
    let task = Task { try await client.get(path: "/projects", bucket: .general) }
    try await waitUntil { bench.transport.requests.count == 1 }
    try await Task.sleep(for: .milliseconds(5))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(bench.transport.requests.count == 1)
  }

  @Test("shutting the client down shuts the transport down")
  func shutdown() async throws {
    let bench = try Bench(Self.answer)
    await bench.client.shutdown()
    #expect(bench.transport.isShutDown)
  }
}
