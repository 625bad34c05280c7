import Foundation
import HvCodecs
import HvJournal
import HvValues
import Testing

@testable import HarvestClient

/// What is stored before a write is sent, and what became of it: it comes back as it was, also in another process.
@Suite("The journal: what it keeps")
struct JournalTests {
  // MARK: intents

  /// Writes of every form that a request can have.
  static let intents: [WriteIntent] = [
    WriteIntent(operation: "createClient", method: .post, path: "/clients"),
    WriteIntent(
      operation: "updateTimeEntry", method: .patch, path: "/time_entries/5",
      body: .json(Array(#"{"notes":"a \"b\" é 日本 👩‍💻 \u0000"}"#.utf8)), kind: "time_entry", recordID: 5,
      label: "time_entry 5, “Café”\n\u{1B}[2J",
      before: Record(pairs: [
        ("id", .number(Exact(5))), ("notes", .null), ("billable", .bool(true)), ("text", .string("a\u{0}b")),
        ("hours", .number(Exact(Int64.max))), ("client", .record(Record(pairs: [("id", .number(Exact(1)))]))),
        ("tags", .list(ValueList([.string("x"), .null, .list(ValueList([]))]))),
      ]), asked: Record(pairs: [("notes", .string("a \"b\" é 日本 👩‍💻"))])),
    WriteIntent(
      operation: "raw", method: .delete, path: "/reports/x y?%2F",
      query: [("b", "2"), ("a", "1 & 2"), ("b", ""), ("", "é")], body: .json([]), bucket: .reports,
      recordID: Int64.min, before: Record(pairs: [])),
    WriteIntent(
      operation: "createExpense", method: .post, path: "/expenses",
      body: .multipart([
        .init(name: "notes", bytes: []), .init(name: "receipt", fileName: "a\"b.pdf", bytes: Array(0...255)),
        .init(name: "é", fileName: "", contentType: "image/png", bytes: [0, 0, 0]),
      ]), kind: "expense", asked: Record(pairs: [("notes", .string(""))])),
  ]

  @Test("An intent comes back as it was, for another process too", arguments: intents.indices)
  func stored(place: Int) async throws {
    let folder = try JournalFolder()
    let intent = Self.intents[place]
    let stored = try await folder.journal().begin(WriteBatch(command: "test", [intent]))
    let entry = try #require(await folder.journal().entries(of: stored.id).first)
    #expect(entry.id == stored.entries.first)
    #expect(entry.state == .planned)
    #expect(entry.sentAt == nil && entry.answer == nil && entry.message == nil)
    let found = entry.intent
    #expect(found.operation == intent.operation)
    #expect(found.method == intent.method)
    #expect(found.path == intent.path)
    #expect(found.query.map(\.0) == intent.query.map(\.0))
    #expect(found.query.map(\.1) == intent.query.map(\.1))
    #expect(found.body == intent.body)
    #expect(found.bucket == intent.bucket)
    #expect(found.kind == intent.kind)
    #expect(found.recordID == intent.recordID)
    #expect(found.label == intent.label)
    #expect(try text(found.before) == text(intent.before))
    #expect(try text(found.asked) == text(intent.asked))
  }

  private func text(_ record: Record?) throws -> String? {
    guard let record else { return nil }
    var (bytes, encoding) = ([UInt8](), JSONEncoding())
    try encoding.append(.record(record), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("The entries of a batch are in the order of its intents, and what is added later follows")
  func order() async throws {
    let folder = try JournalFolder()
    let journal = folder.journal()
    let stored = try await journal.begin(WriteBatch(command: "many", (0..<50).map { client("\($0)") }))
    let other = try await journal.begin(WriteBatch(command: "other", [client("other")]))
    let late = try await journal.add(client("50"), to: stored.id)
    let entries = try await folder.journal().entries(of: stored.id)
    #expect(entries.map(\.intent.label) == (0...50).map { "\($0)" })
    #expect(entries.map(\.id) == stored.entries + [late])
    #expect(try await journal.entries(of: other.id).map(\.intent.label) == ["other"])
    await #expect(throws: LedgerFault.self) { try await journal.add(client("lost"), to: 99) }
  }

  @Test("An open batch begins without an intent")
  func open() async throws {
    let folder = try JournalFolder()
    let journal = folder.journal()
    let stored = try await journal.begin(WriteBatch(command: "open", []))
    #expect(stored.entries.isEmpty)
    #expect(try await journal.batch(stored.id)?.total == 0)
    #expect(try await journal.batch(stored.id)?.isOpen == false)
    let entry = try await journal.add(client("A"), to: stored.id)
    #expect(try await journal.entries(of: stored.id).map(\.id) == [entry])
    #expect(try await journal.batch(stored.id)?.isOpen == true)
  }

  // MARK: batches

  @Test("Batches come newest first, with command, time, plan and what they undo")
  func batches() async throws {
    let folder = try JournalFolder()
    let made: [(undoes: Int64?, plan: String?)] = [(nil, "p"), (1, nil), (nil, "q")]
    for (place, batch) in made.enumerated() {
      let journal = folder.journal(at: 100 + Int64(place))
      _ = try await journal.begin(
        WriteBatch(command: "c\(place)", [client("A")], undoes: batch.undoes, plan: batch.plan))
    }
    let journal = folder.journal()
    let found = try await journal.batches(2)
    #expect(found.map(\.id) == [3, 2])
    #expect(found.map(\.command) == ["c2", "c1"])
    #expect(found.map(\.at) == [102, 101])
    #expect(found.map(\.undoes) == [nil, 1])
    #expect(found.map(\.plan) == ["q", nil])
    #expect(try await journal.batches(1_000).count == 3)
    #expect(try await journal.batch(ofPlan: "p")?.id == 1)
    #expect(try await journal.batch(ofPlan: "r") == nil)
    #expect(try await journal.batch(4) == nil)
    #expect(try await journal.entries(of: 4).isEmpty)
  }

  // MARK: outcomes

  private static let error = APIError(
    kind: .invalid, status: 422, message: "Name is taken", request: "POST /v2/clients", attempts: 1, waited: .zero)

  @Test("Sent is stored with the time, before anything is known of the answer")
  func sending() async throws {
    let folder = try JournalFolder()
    let stored = try await folder.journal().begin(WriteBatch(command: "test", [client("A"), client("B")]))
    try await folder.journal(at: 4_711).sending(stored.entries[1])
    let entries = try await folder.journal().entries(of: stored.id)
    #expect(entries.map(\.state) == [.planned, .sent])
    #expect(entries.map(\.sentAt) == [nil, 4_711])
  }

  @Test(
    "What became of a write is stored, with the answer or the reason",
    arguments: [
      (.done(.init(status: 201, headers: [], body: Array(#"{"id":7}"#.utf8))), .done, #"{"id":7}"#, nil),
      (.done(.init(status: 200, headers: [], body: [])), .done, "", nil),
      (.found(Array(#"{"id":7}"#.utf8)), .done, #"{"id":7}"#, nil), (.found(nil), .done, nil, nil),
      (.refused(error), .refused, nil, "Name is taken"), (.unknown(error), .sent, nil, "Name is taken"),
      (.unsent("no network"), .planned, nil, "no network"), (.skipped("it is gone"), .skipped, nil, "it is gone"),
    ] as [(WriteOutcome, LedgerEntry.State, String?, String?)])
  func outcomes(outcome: WriteOutcome, state: LedgerEntry.State, answer: String?, message: String?) async throws {
    let folder = try JournalFolder()
    let journal = folder.journal()
    let stored = try await journal.begin(WriteBatch(command: "test", [client("A"), client("B")]))
    // What was written for an attempt before does not stay.
    try await journal.settle(stored.entries[0], .unknown(Self.error))
    try await journal.sending(stored.entries[0])
    try await journal.settle(stored.entries[0], outcome)
    let entries = try await folder.journal().entries(of: stored.id)
    let entry = try #require(entries.first)
    #expect(entry.state == state)
    #expect(entry.answer.map { String(decoding: $0, as: UTF8.self) } == answer)
    #expect(entry.message == message)
    #expect(entries[1].state == .planned)
    let batch = try #require(try await folder.journal().batch(stored.id))
    #expect(batch.total == 2)
    #expect(batch.count(state) == (state == .planned ? 2 : 1))
    #expect(batch.isOpen)
    try await journal.settle(stored.entries[1], .skipped("enough"))
    #expect(try await journal.batch(stored.id)?.isOpen == [.planned, .sent].contains(state))
  }

  @Test("What is settled is not sent again, whoever asks; what is not known may be, once it was looked up")
  func settled() async throws {
    let folder = try JournalFolder()
    let outcomes: [(WriteOutcome, Bool)] = [
      (.found(nil), false), (.refused(Self.error), false), (.skipped("gone"), false), (.unknown(Self.error), true),
      (.unsent("later"), true),
    ]
    let stored = try await folder.journal().begin(
      WriteBatch(command: "test", outcomes.indices.map { client("\($0)") }))
    for (entry, (outcome, maySend)) in zip(stored.entries, outcomes) {
      try await folder.journal().settle(entry, outcome)
      let before = try await folder.journal().entries(of: stored.id).map(\.state)
      if maySend {
        try await folder.journal().sending(entry)
      } else {
        await #expect(throws: LedgerFault.self) { try await folder.journal().sending(entry) }
        #expect(try await folder.journal().entries(of: stored.id).map(\.state) == before)
      }
    }
    await #expect(throws: LedgerFault.self) { try await folder.journal().sending(99) }
    await #expect(throws: LedgerFault.self) { try await folder.journal().settle(99, .found(nil)) }
  }

  @Test("The ids of made records belong to their entries: creates, and restarts that made another entry")
  func made() async throws {
    let folder = try JournalFolder()
    let journal = folder.journal()
    func restart(_ id: Int64) -> WriteIntent {
      WriteIntent(
        operation: "restartStoppedTimeEntry", method: .patch, path: "/time_entries/\(id)/restart", kind: "time_entry",
        recordID: id)
    }
    func entry(_ id: Int64?) -> WriteIntent {
      WriteIntent(operation: "x", method: .post, path: "/time_entries", kind: "time_entry", recordID: id)
    }
    let stored = try await journal.begin(
      WriteBatch(
        command: "test", [entry(nil), entry(2), restart(3), restart(4), entry(nil), entry(nil), client("another kind")])
    )
    let answers = [#"{"id":1}"#, #"{"id":2}"#, #"{"id":30}"#, #"{"id":4}"#, "no JSON", #"{"id":6}"#, #"{"id":7}"#]
    for (entry, answer) in zip(stored.entries, answers).dropLast(2) {
      try await journal.settle(entry, .done(.init(status: 200, headers: [], body: Array(answer.utf8))))
    }
    try await journal.settle(stored.entries[5], .found(Array(answers[5].utf8)))
    try await journal.settle(stored.entries[6], .found(Array(answers[6].utf8)))
    #expect(try await folder.journal().madeIDs(of: "time_entry") == [1, 30, 6])
    #expect(try await folder.journal().madeIDs(of: "client") == [7])
    #expect(try await folder.journal().madeIDs(of: "user") == [])
  }

  // MARK: whose it is

  @Test(
    "What another server or account has is not there", arguments: [("https://other/v2", "1"), ("https://a/v2", "2")])
  func others(server: String, account: String) async throws {
    let folder = try JournalFolder()
    let own = folder.journal("https://a/v2", "1"), other = folder.journal(server, account)
    let stored = try await own.begin(WriteBatch(command: "mine", [client("A")], plan: "p"))
    let foreign = try await other.begin(WriteBatch(command: "theirs", [client("B")], plan: "q"))
    #expect(stored.id != foreign.id, "a number means one batch")
    for (journal, batch) in [(own, stored), (other, foreign)] {
      let answer = Array(#"{"id":\#(batch.id)}"#.utf8)
      try await journal.settle(batch.entries[0], .found(answer))
    }
    #expect(try await own.batches(10).map(\.id) == [stored.id])
    #expect(try await other.batches(10).map(\.id) == [foreign.id])
    #expect(try await other.batch(stored.id) == nil)
    #expect(try await other.entries(of: stored.id).isEmpty)
    #expect(try await other.batch(ofPlan: "p") == nil)
    #expect(try await own.madeIDs(of: "client") == [stored.id])
    #expect(try await other.madeIDs(of: "client") == [foreign.id])
  }

  @Test("The files are for this user's eyes only, whatever they were before", arguments: [nil, 0o644, 0o666])
  func modes(before: Int?) async throws {
    let folder = try JournalFolder()
    if let before {
      #expect(FileManager.default.createFile(atPath: folder.file, contents: nil))
      try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: folder.file)
    }
    let journal = folder.journal()
    _ = try await journal.begin(WriteBatch(command: "secret", [client("A")]))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["", "-locks", "-shm", "-wal"].map { "journal.sqlite" + $0 })
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    // Alive until here: the last one who closes the file takes the helper files away.
    _ = try await journal.batches(1)
  }
}

/// A folder of its own for each test, with a journal in it.
final class JournalFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("hv-test-\(UUID().uuidString)").path
  var file: String { "\(path)/journal.sqlite" }

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The journal as another process has it.
  func journal(_ server: String = "https://a/v2", _ account: String = "1", at now: Int64 = 1_000) -> Journal {
    Journal(path: file, server: server, account: account, now: { now })
  }
}

/// `POST /v2/clients`, which the journal shows by this name.
func client(_ label: String) -> WriteIntent {
  WriteIntent(
    operation: "createClient", method: .post, path: "/clients", body: .json(Array(#"{"name":"\#(label)"}"#.utf8)),
    kind: "client", label: label, asked: Record(pairs: [("name", .string(label))]))
}
