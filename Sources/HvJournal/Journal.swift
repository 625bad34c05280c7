package import HarvestClient
import HvCodecs
import HvValues

/// The journal of one server and account, in a file that holds those of all.
///
/// An intent is on disk, with the record as it was before, when `begin` returns; that it is sent, when `sending` does.
/// Every statement is committed with a flush of the disk, so that neither a killed process nor a lost machine forgets
/// what may have been sent. The file is opened when it is first needed.
package actor Journal: WriteLedger {
  private let path: String
  private let isPossible: Bool
  private let server: String
  private let account: String
  private let now: @Sendable () -> Int64
  private var opened: Database?
  private var locks: BatchLocks?

  /// - Parameters:
  ///   - path: the file; its folder exists. Nil where there is no folder for it: then nothing can be written.
  ///   - server: the base URL.
  ///   - now: the seconds since 1970.
  package init(path: String?, server: String, account: String, now: @escaping @Sendable () -> Int64) {
    self.path = path ?? ""
    isPossible = path != nil
    self.server = server
    self.account = account
    self.now = now
  }

  private static let version: Int64 = 1

  private static let schema = """
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, server TEXT NOT NULL, account TEXT NOT NULL,
      command TEXT NOT NULL, undoes INTEGER, plan TEXT
    ) STRICT;
    CREATE INDEX batch_of_account ON batch (server, account, id);
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL REFERENCES batch (id), place INTEGER NOT NULL,
      operation TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, query TEXT, body TEXT, bucket TEXT NOT NULL,
      kind TEXT, record INTEGER, label TEXT NOT NULL, before TEXT, asked TEXT NOT NULL,
      state TEXT NOT NULL, sent_at INTEGER, by_server INTEGER, answer BLOB, made INTEGER, message TEXT
    ) STRICT;
    CREATE INDEX entry_of_batch ON entry (batch, place);
    CREATE INDEX entry_made ON entry (kind, made) WHERE made IS NOT NULL;
    CREATE TABLE part (
      entry INTEGER NOT NULL REFERENCES entry (id), place INTEGER NOT NULL, name TEXT NOT NULL, file TEXT, type TEXT,
      bytes BLOB NOT NULL, PRIMARY KEY (entry, place)
    ) STRICT;
    PRAGMA user_version = 1;
    """

  private func database() throws -> Database {
    if let opened { return opened }
    guard isPossible else {
      throw LedgerFault(
        "there is no folder for the journal, without which nothing is written",
        help: ["HOME or XDG_STATE_HOME names a folder that is yours alone"])
    }
    let database = try Database(path)
    opened = database
    do { try prepare(database) } catch {
      opened = nil
      throw error
    }
    return database
  }

  private func prepare(_ database: Database) throws {
    // Looked at before anything is changed: it may be somebody else's.
    try check(database)
    try database.useWriteAheadLog()
    try database.execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
    // Two processes may come to a new file at once: the second one finds it made.
    try database.transaction {
      if try check(database) == 0 { try database.execute(Self.schema) }
    }
  }

  /// - Returns: the version of the file; 0 for an empty one.
  @discardableResult
  private func check(_ database: Database) throws -> Int64 {
    // One statement, so that nobody can make the tables in between.
    let row = try database.run(
      "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version"
    ).first
    let version = row?.first?.integer ?? 0
    let tables = row?.last?.integer ?? 0
    if version > Self.version {
      throw LedgerFault(
        "the journal \(path) was made by a newer hv", help: ["use that one, or move the file away"])
    }
    if version < 0 || version == 0 && tables > 0 {
      throw LedgerFault(
        "the file \(path) is no journal, but a database of another program",
        help: ["move it away, or let XDG_STATE_HOME name another folder"])
    }
    return version
  }

  // MARK: writing

  package func begin(_ batch: WriteBatch) throws -> StoredBatch {
    let database = try database()
    let locks = try batchLocks()
    var held: Int64?
    do {
      return try database.transaction {
        // Others may have looked for it at the same moment, and found nothing either.
        if let plan = batch.plan, let earlier = try self.batch(ofPlan: plan) {
          throw LedgerFault(
            "this plan is carried out already: batch \(earlier.id)",
            help: ["journal \(earlier.id)  shows it"])
        }
        try database.run(
          "INSERT INTO batch (at, server, account, command, undoes, plan) VALUES (?, ?, ?, ?, ?, ?)",
          .integer(now()), .text(server), .text(account), .text(batch.command), .init(batch.undoes),
          .init(batch.plan))
        let id = database.lastRow
        // Before others can see it: they would take it for one that was interrupted.
        try locks.take(id)
        held = id
        let entries = try batch.intents.enumerated().map { try insert($1, at: $0, of: id, database) }
        return StoredBatch(id: id, entries: entries)
      }
    } catch {
      if let held { locks.giveBack(held) }
      throw error
    }
  }

  package func hold(_ batch: Int64) throws {
    // Where there is no place for the journal, there is none for its locks.
    _ = try database()
    try batchLocks().take(batch)
  }

  private func batchLocks() throws -> BatchLocks {
    let locks = try locks ?? BatchLocks(path + "-locks")
    self.locks = locks
    return locks
  }

  package func release(_ batch: Int64) { locks?.giveBack(batch) }

  package func holdLookup() throws -> Bool {
    _ = try database()
    return try batchLocks().takeLookup()
  }

  package func releaseLookup() { locks?.giveBack(BatchLocks.lookup) }

  package func add(_ intent: WriteIntent, to batch: Int64) throws -> Int64 {
    let database = try database()
    return try database.transaction {
      let last = try database.run("SELECT max(place) FROM entry WHERE batch = ?", .integer(batch))
        .first?.first
      return try insert(intent, at: Int((last?.integer ?? -1) + 1), of: batch, database)
    }
  }

  private func insert(_ intent: WriteIntent, at place: Int, of batch: Int64, _ database: Database)
    throws -> Int64
  {
    var body: String?
    if case .json(let bytes) = intent.body { body = String(decoding: bytes, as: UTF8.self) }
    let query = ValueList(intent.query.map { .list(ValueList([.string($0.0), .string($0.1)])) })
    try database.run(
      """
      INSERT INTO entry (
        batch, place, operation, method, path, query, body, bucket, kind, record, label, before, asked, state
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned')
      """,
      .integer(batch), .integer(Int64(place)), .text(intent.operation),
      .text(intent.method.rawValue),
      .text(intent.path), intent.query.isEmpty ? .null : .text(try json(.list(query))), .init(body),
      .text(intent.bucket.rawValue), .init(intent.kind), .init(intent.recordID),
      .text(intent.label),
      .init(try intent.before.map { try json(.record($0)) }), .text(try json(.record(intent.asked)))
    )
    let entry = database.lastRow
    if case .multipart(let parts) = intent.body {
      for (place, part) in parts.enumerated() {
        try database.run(
          "INSERT INTO part (entry, place, name, file, type, bytes) VALUES (?, ?, ?, ?, ?, ?)",
          .integer(entry),
          .integer(Int64(place)), .text(part.name), .init(part.fileName), .init(part.contentType),
          .blob(part.bytes))
      }
    }
    return entry
  }

  package func sending(_ entry: Int64, serverTime: Int64?) throws {
    // What another process has taken in hand meanwhile is not sent a second time.
    let rows = try database().run(
      """
      UPDATE entry SET state = 'sent', sent_at = ?, by_server = ? WHERE id = ? AND state IN ('planned', 'sent')
      RETURNING id
      """, .integer(serverTime ?? now()), .integer(serverTime == nil ? 0 : 1), .integer(entry))
    if rows.isEmpty { throw LedgerFault("entry \(entry) of the journal was settled by another hv") }
  }

  package func settle(_ entry: Int64, _ outcome: WriteOutcome) throws {
    guard let before = try entries("entry.id = ?", .integer(entry)).first else {
      throw LedgerFault("there is no entry \(entry) in the journal")
    }
    let after = before.settled(outcome)
    try database().run(
      "UPDATE entry SET state = ?, answer = ?, made = ?, message = ? WHERE id = ?",
      .text(after.state.rawValue),
      // A restart may make a record too, though it is asked of one.
      .init(after.answer), .init(after.madeID == after.intent.recordID ? nil : after.madeID),
      .init(after.message),
      .integer(entry))
  }

  // MARK: reading

  package func batches(_ most: Int) throws -> [LedgerBatch] {
    try batches("TRUE", .null, most: most)
  }

  package func batch(_ id: Int64) throws -> LedgerBatch? {
    try batches("batch.id = ?3", .integer(id), most: 1).first
  }

  package func batch(ofPlan plan: String) throws -> LedgerBatch? {
    try batches("batch.plan = ?3", .text(plan), most: 1).first
  }

  private func batches(_ condition: String, _ parameter: Database.Cell, most: Int) throws
    -> [LedgerBatch]
  {
    let database = try database()
    let rows = try database.run(
      """
      SELECT id, at, command, undoes, plan FROM batch
      WHERE server = ?1 AND account = ?2 AND (\(condition) OR ?3 IS NULL) ORDER BY id DESC LIMIT ?4
      """, .text(server), .text(account), parameter, .integer(Int64(clamping: most)))
    return try rows.map { row in
      let id = row[0].integer ?? 0
      var counts: [LedgerEntry.State: Int] = [:]
      for count in try database.run(
        "SELECT state, count(*) FROM entry WHERE batch = ? GROUP BY state", .integer(id))
      {
        guard let state = count[0].text.flatMap(LedgerEntry.State.init) else { continue }
        counts[state] = Int(clamping: count[1].integer ?? 0)
      }
      return LedgerBatch(
        id: id, at: row[1].integer ?? 0, command: row[2].text ?? "", undoes: row[3].integer,
        plan: row[4].text,
        counts: counts)
    }
  }

  package func entries(of batch: Int64) throws -> [LedgerEntry] {
    guard try self.batch(batch) != nil else { return [] }
    return try entries("entry.batch = ?", .integer(batch))
  }

  private func entries(_ condition: String, _ parameter: Database.Cell) throws -> [LedgerEntry] {
    let database = try database()
    let rows = try database.run(
      """
      SELECT id, operation, method, path, query, body, bucket, kind, record, label, before, asked, state, sent_at,
        answer, message, by_server
      FROM entry WHERE \(condition) ORDER BY place
      """, parameter)
    return try rows.map { row in
      let id = row[0].integer ?? 0
      var body: WriteIntent.Body = row[5].bytes.map { .json($0) } ?? .none
      let parts = try database.run(
        "SELECT name, file, type, bytes FROM part WHERE entry = ? ORDER BY place", .integer(id))
      if !parts.isEmpty {
        body = .multipart(
          parts.map {
            .init(
              name: $0[0].text ?? "", fileName: $0[1].text, contentType: $0[2].text,
              bytes: $0[3].bytes ?? [])
          })
      }
      guard let method = row[2].text.flatMap(WriteIntent.Method.init),
        let state = row[12].text.flatMap(LedgerEntry.State.init),
        let bucket = row[6].text.flatMap(RateBucket.Name.init)
      else { throw LedgerFault("entry \(id) of the journal \(path) cannot be read") }
      var query: [(String, String)] = []
      if let bytes = row[4].bytes, case .list(let pairs) = try value(bytes, of: id) {
        for case .list(let pair) in pairs.elements where pair.elements.count == 2 {
          query.append((pair.elements[0].text, pair.elements[1].text))
        }
      }
      let intent = WriteIntent(
        operation: row[1].text ?? "", method: method, path: row[3].text ?? "", query: query,
        body: body,
        bucket: bucket, kind: row[7].text, recordID: row[8].integer, label: row[9].text ?? "",
        before: try row[10].bytes.flatMap { try record($0, of: id) },
        asked: try row[11].bytes.flatMap { try record($0, of: id) } ?? Record(pairs: []))
      var entry = LedgerEntry(
        id: id, intent: intent, state: state, sentAt: row[13].integer, answer: row[14].bytes, message: row[15].text)
      entry.isServerTime = row[16].integer == 1
      return entry
    }
  }

  package func madeIDs(of kind: String) throws -> Set<Int64> {
    let rows = try database().run(
      """
      SELECT made FROM entry JOIN batch ON batch.id = entry.batch
      WHERE kind = ? AND made IS NOT NULL AND server = ? AND account = ?
      """, .text(kind), .text(server), .text(account))
    return Set(rows.compactMap { $0[0].integer })
  }

  private func json(_ value: Value) throws -> String {
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    do { try encoding.append(value, to: &bytes) } catch {
      throw LedgerFault("a record cannot be stored: \(error)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func value(_ bytes: [UInt8], of entry: Int64) throws -> Value {
    do { return try JSONReader.value(bytes) } catch {
      throw LedgerFault("entry \(entry) of the journal \(path) cannot be read: \(error)")
    }
  }

  private func record(_ bytes: [UInt8], of entry: Int64) throws -> Record? {
    if case .record(let record) = try value(bytes, of: entry) { record } else { nil }
  }
}
