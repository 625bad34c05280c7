import HarvestClient
import Synchronization
import Testing

@Suite("The gate that every write passes")
struct GateTests {
  @Test("a client that nobody gave a gate cannot write")
  func defaultGate() async throws {
    let bench = try Bench(.answer(201, "{}"))
    await #expect(throws: WriteRefusal.readOnly) { try await bench.client.writeOne(createClient) }
    #expect(bench.transport.requests.isEmpty)
  }

  /// A person who gives one answer, and how often that was wanted.
  private final class Person: WriteApprover {
    let canAsk: Bool
    private let answer: WriteApproval
    private let count = Mutex(0)

    init(_ answer: WriteApproval, canAsk: Bool = true) {
      self.answer = answer
      self.canAsk = canAsk
    }

    var asked: Int { count.withLock { $0 } }

    func approve(_ batch: WriteBatch, _ extent: WriteExtent) async throws -> WriteApproval {
      count.withLock { $0 += 1 }
      return answer
    }
  }

  private func refusal(_ gate: WriteGate, _ count: Int, _ extent: WriteExtent = .whole, isBulk: Bool = false) async
    -> WriteRefusal?
  {
    let batch = WriteBatch(command: "test", Array(repeating: createClient, count: count), isBulk: isBulk)
    do { _ = try await gate.admit(batch, extent) } catch { return error as? WriteRefusal }
    return nil
  }

  @Test(
    "without a person who could be asked, more than one record needs --yes; read-only refuses all; a dry run nothing",
    arguments: [
      (1, .whole, nil), (2, .whole, .needsConfirmation(2)), (500, .whole, .needsConfirmation(500)),
      (0, .upTo(1), nil), (0, .upTo(12), .needsConfirmation(12)), (0, .upTo(nil), .needsConfirmation(nil)),
    ] as [(Int, WriteExtent, WriteRefusal?)])
  func alone(count: Int, extent: WriteExtent, expected: WriteRefusal?) async {
    let rules: [(WritePolicy, WriteRefusal?)] = [
      (WritePolicy(), expected), (WritePolicy(confirmsBulk: true), nil), (WritePolicy(isDryRun: true), nil),
      (WritePolicy(isReadOnly: true), .readOnly),
      (WritePolicy(isReadOnly: true, isDryRun: true, confirmsBulk: true), .readOnly),
    ]
    for (policy, expected) in rules {
      #expect(await refusal(WriteGate(policy, ledger: MemoryLedger()), count, extent) == expected, "\(policy)")
      let nobody = Person(.yes(), canAsk: false)
      #expect(
        await refusal(WriteGate(policy, ledger: MemoryLedger(), approver: nobody), count, extent) == expected,
        "\(policy)")
      #expect(nobody.asked == 0)
    }
  }

  @Test("a person is asked for many records, and for one where there might have been many")
  func asking() async {
    for (count, isBulk, asked) in [(1, false, 0), (1, true, 1), (2, false, 1)] {
      let person = Person(.yes())
      let gate = WriteGate(WritePolicy(), ledger: MemoryLedger(), approver: person)
      #expect(await refusal(gate, count, isBulk: isBulk) == nil)
      #expect(person.asked == asked)
    }
    for (answer, expected) in [(WriteApproval.no, WriteRefusal.declined), (.quit, .quit)] {
      let gate = WriteGate(WritePolicy(), ledger: MemoryLedger(), approver: Person(answer))
      #expect(await refusal(gate, 2) == expected)
    }
    let person = Person(.all)
    let gate = WriteGate(WritePolicy(), ledger: MemoryLedger(), approver: person)
    #expect(await refusal(gate, 2) == nil)
    #expect(await refusal(gate, 3) == nil)
    #expect(person.asked == 1, "who agreed to all is not asked again")
  }

  @Test("a person may take records out: only the others are stored and get tickets")
  func takingOut() async throws {
    let ledger = MemoryLedger()
    let gate = WriteGate(WritePolicy(), ledger: ledger, approver: Person(.yes(only: [1])))
    var other = createClient
    other.label = "the second"
    let batch = try await gate.admit(WriteBatch(command: "test", [createClient, other]))
    #expect(batch.places == [1])
    #expect(await ledger.entries.map(\.intent.label) == ["the second"])
  }

  @Test("a dry run tells what it keeps back; it stores nothing and sends nothing")
  func dryRun() async throws {
    let bench = try WriteBench(.answer(201, "{}"), policy: WritePolicy(isDryRun: true))
    #expect(try await bench.write(createClient) == nil)
    #expect(try bench.told.intents.map { $0.target(without: try token()) } == [#"POST /v2/clients {"name":"X"}"#])
    #expect(bench.requests.isEmpty)
    #expect(await bench.ledger.entries.isEmpty)
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
    #expect(
      await ledger.log == [
        "begin createClient after 0 requests", "sending 0 after 0 requests", "settle 0 after 1 requests",
      ])
  }

  @Test("what cannot be stored is not sent", arguments: ["begin", "sending"])
  func brokenLedger(step: String) async throws {
    let transport = ScriptedTransport([.answer(201, #"{"id":1}"#)])
    let bench = try Bench {
      $0.transport = transport
      $0.gate = WriteGate(WritePolicy(), ledger: Watcher(transport, fails: step))
    }
    await #expect(throws: LedgerFault("the disk is full")) { try await bench.client.writeOne(createClient) }
    #expect(transport.requests.isEmpty)
  }

  @Test("while a write is on its way, the gate says so")
  func underWay() async throws {
    let bench = try WriteBench(.answer(201, "{}"))
    #expect(!bench.client.gate.hasWritesUnderWay)
    _ = try await bench.write(createClient)
    #expect(!bench.client.gate.hasWritesUnderWay)
    let batch = try await bench.client.gate.admit(WriteBatch(command: "test", [createClient]))
    guard let ticket = try await batch.ticket(0) else { return #expect(Bool(false), "no ticket") }
    #expect(bench.client.gate.hasWritesUnderWay)
    _ = try? await bench.client.write(ticket)
    #expect(!bench.client.gate.hasWritesUnderWay)
  }

  /// Notes how many requests had left at each call.
  private actor Watcher: WriteLedger {
    private let transport: ScriptedTransport
    private let memory = MemoryLedger()
    private let fails: String?
    private(set) var log: [String] = []

    init(_ transport: ScriptedTransport, fails: String? = nil) {
      self.transport = transport
      self.fails = fails
    }

    private func note(_ step: String, _ rest: String) throws {
      if step == fails { throw LedgerFault("the disk is full") }
      log.append("\(step) \(rest) after \(transport.requests.count) requests")
    }

    func begin(_ batch: WriteBatch) async throws -> StoredBatch {
      try note("begin", batch.intents.map(\.operation).joined(separator: ", "))
      return await memory.begin(batch)
    }

    func sending(_ entry: Int64, serverTime: Int64?) async throws {
      try note("sending", "\(entry)")
      try await memory.sending(entry, serverTime: serverTime)
    }

    func settle(_ entry: Int64, _ outcome: WriteOutcome) async throws {
      try note("settle", "\(entry)")
      try await memory.settle(entry, outcome)
    }

    func hold(_ batch: Int64) {}
    func release(_ batch: Int64) {}
    func add(_ intent: WriteIntent, to batch: Int64) async throws -> Int64 { try await memory.add(intent, to: batch) }
    func batches(_ most: Int) async -> [LedgerBatch] { await memory.batches(most) }
    func batch(_ id: Int64) async -> LedgerBatch? { await memory.batch(id) }
    func batch(ofPlan plan: String) async -> LedgerBatch? { await memory.batch(ofPlan: plan) }
    func entries(of batch: Int64) async -> [LedgerEntry] { await memory.entries(of: batch) }
    func madeIDs(of kind: String) async -> Set<Int64> { await memory.madeIDs(of: kind) }
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
