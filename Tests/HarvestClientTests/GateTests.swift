import HarvestClient
import Testing

@Suite("The gate that every write passes")
struct GateTests {
  @Test("a client that nobody gave a gate cannot write")
  func defaultGate() async throws {
    let bench = try Bench(.answer(201, "{}"))
    await #expect(throws: WriteRefusal.readOnly) { try await bench.client.writeOne(createClient) }
    #expect(bench.transport.requests.isEmpty)
  }

  @Test(
    "consent: read-only refuses all, many or repeated writes need --yes, a dry run needs no consent",
    arguments: [
      // count, repeated, refusal without options, with --yes, in a dry run
      (0, false, nil, nil, nil), (0, true, nil, nil, nil), (1, false, nil, nil, nil),
      (2, false, .needsConfirmation(2), nil, nil), (1, true, .needsConfirmation(nil), nil, nil),
      (500, true, .needsConfirmation(nil), nil, nil),
    ] as [(Int, Bool, WriteRefusal?, WriteRefusal?, WriteRefusal?)])
  func consent(count: Int, isRepeated: Bool, plain: WriteRefusal?, yes: WriteRefusal?, dry: WriteRefusal?) {
    let rules: [(WritePolicy, WriteRefusal?)] = [
      (WritePolicy(), plain), (WritePolicy(confirmsBulk: true), yes), (WritePolicy(isDryRun: true), dry),
      (WritePolicy(isReadOnly: true), count == 0 ? nil : .readOnly),
      (WritePolicy(isReadOnly: true, isDryRun: true, confirmsBulk: true), count == 0 ? nil : .readOnly),
    ]
    for (policy, expected) in rules {
      var refusal: WriteRefusal?
      do throws(WriteRefusal) {
        _ = try WriteGate(policy, ledger: MemoryLedger()).consent(to: count, isRepeated: isRepeated)
      } catch { refusal = error }
      #expect(refusal == expected, "\(policy)")
    }
  }

  @Test("a dry run tells what it keeps back; it stores nothing and sends nothing")
  func dryRun() async throws {
    let bench = try WriteBench(.answer(201, "{}"), policy: WritePolicy(isDryRun: true))
    #expect(try await bench.write(createClient) == nil)
    #expect(try bench.told.intents.map { $0.target(without: try token()) } == [#"POST /v2/clients {"name":"X"}"#])
    #expect(bench.requests.isEmpty)
    #expect(await bench.ledger.entries.isEmpty)
  }

  @Test("the consent to no record gives no ticket, nor does a consent that another gate gave")
  func foreignConsent() async throws {
    let open = WriteGate(WritePolicy(confirmsBulk: true), ledger: MemoryLedger())
    let none = try open.consent(to: 0, isRepeated: false)
    await #expect(throws: WriteRefusal.noConsent) { _ = try await open.ticket(for: createClient, under: none) }

    let many = try open.consent(to: 2, isRepeated: false)
    for (policy, refusal) in [
      (WritePolicy(isReadOnly: true), WriteRefusal.readOnly), (WritePolicy(), .needsConfirmation(2)),
    ] {
      let other = WriteGate(policy, ledger: MemoryLedger())
      await #expect(throws: refusal) { _ = try await other.ticket(for: createClient, under: many) }
    }
  }

  @Test("the intent is stored before the request leaves, the outcome after it")
  func order() async throws {
    let transport = ScriptedTransport([.answer(201, #"{"id":1}"#)])
    let ledger = Watcher(transport)
    let bench = try Bench {
      $0.transport = transport
      $0.gate = WriteGate(WritePolicy(), ledger: ledger)
    }
    _ = try await bench.client.writeOne(createClient)
    #expect(await ledger.log == ["intend createClient after 0 requests", "settle 42 after 1 requests"])
  }

  @Test("what cannot be stored is not sent")
  func brokenLedger() async throws {
    struct DiskFull: Error {}
    struct Broken: WriteLedger {
      func intend(_ intent: WriteIntent) async throws -> Int64 { throw DiskFull() }
      func settle(_ entry: Int64, _ outcome: WriteOutcome) async { Issue.record("nothing to settle") }
    }
    let bench = try Bench(.answer(201, "{}")) { $0.gate = WriteGate(WritePolicy(), ledger: Broken()) }
    await #expect(throws: DiskFull.self) { try await bench.client.writeOne(createClient) }
    #expect(bench.transport.requests.isEmpty)
  }

  /// Notes how many requests had left at each call.
  private actor Watcher: WriteLedger {
    private let transport: ScriptedTransport
    private(set) var log: [String] = []

    init(_ transport: ScriptedTransport) { self.transport = transport }

    func intend(_ intent: WriteIntent) -> Int64 {
      log.append("intend \(intent.operation) after \(transport.requests.count) requests")
      return 42
    }

    func settle(_ entry: Int64, _ outcome: WriteOutcome) {
      log.append("settle \(entry) after \(transport.requests.count) requests")
    }
  }
}

@Suite("A change as people read it")
struct WriteTargetTests {
  private typealias Part = WriteIntent.Part

  @Test(
    "one line, without what could steer a terminal",
    arguments: [
      (.patch, "/invoices/5", [("a", "b c")], .none, "PATCH /v2/invoices/5?a=b%20c"),
      (.delete, "/clients/1\r\n", [], .none, "DELETE /v2/clients/1%0D%0A"),
      (.post, "/x", [], .json(Array("{\n  \"a\": \"\u{1B}[2J\"\n}".utf8)), #"POST /v2/x { "a": "\u{1B}[2J" }"#),
      (.post, "/x", [("access_token", "abc"), ("y", "1")], .none, "POST /v2/x?access_token=[token]&y=1"),
      (
        .post, "/expenses", [],
        .multipart([
          Part(name: "notes", bytes: Array("secret notes".utf8)),
          Part(name: "receipt", fileName: "a\nb.pdf", bytes: [0, 1, 2]),
        ]), "POST /v2/expenses form: notes, receipt=a b.pdf (3 bytes)"
      ),
    ] as [(WriteIntent.Method, String, [(String, String)], WriteIntent.Body, String)])
  func target(
    method: WriteIntent.Method, path: String, query: [(String, String)], body: WriteIntent.Body, expected: String
  ) throws {
    let intent = WriteIntent(operation: "raw", method: method, path: path, query: query, body: body)
    #expect(intent.target(without: try token()) == expected)
  }

  @Test("a long body is cut off", arguments: [5_000, 50_000])
  func long(size: Int) throws {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    let target = WriteIntent(operation: "raw", method: .post, path: "/x", body: .json(body)).target(
      without: try token())
    #expect(target.count == 2_001)
    #expect(target.hasSuffix("x…"))
  }
}

private func token() throws -> Token { try #require(Token("secret-of-the-tests")) }
