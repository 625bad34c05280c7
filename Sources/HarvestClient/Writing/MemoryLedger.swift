import HvCodecs
import HvValues

/// A ledger that ends with the program: that of a sandbox inside the process, whose records end with it too.
package actor MemoryLedger: WriteLedger {
  private struct Batch {
    let at: Int64
    let command: String
    let undoes: Int64?
    let plan: String?
    var entries: [Int]
  }

  private var stored: [Batch] = []
  private let now: @Sendable () -> Int64
  /// In the order of the intents; the number of an entry is its place.
  package private(set) var entries: [LedgerEntry] = []

  /// - Parameter now: the seconds since 1970.
  package init(now: @escaping @Sendable () -> Int64 = { 0 }) { self.now = now }

  package func begin(_ batch: WriteBatch) -> StoredBatch {
    let places = batch.intents.map { append($0) }
    stored.append(
      Batch(
        at: now(), command: batch.command, undoes: batch.undoes, plan: batch.plan, entries: places))
    return StoredBatch(id: Int64(stored.count), entries: places.map(Int64.init))
  }

  /// Nobody else can reach it.
  package func hold(_ batch: Int64) {}
  package func release(_ batch: Int64) {}

  package func add(_ intent: WriteIntent, to batch: Int64) throws -> Int64 {
    guard let place = place(of: batch) else { throw LedgerFault("there is no batch \(batch)") }
    let entry = append(intent)
    stored[place].entries.append(entry)
    return Int64(entry)
  }

  package func sending(_ entry: Int64, serverTime: Int64?) throws {
    let place = try self.entry(entry)
    entries[place].state = .sent
    entries[place].sentAt = serverTime ?? now()
    entries[place].isServerTime = serverTime != nil
  }

  package func settle(_ entry: Int64, _ outcome: WriteOutcome) throws {
    let place = try self.entry(entry)
    entries[place] = entries[place].settled(outcome)
  }

  package func batches(_ most: Int) -> [LedgerBatch] {
    stored.indices.suffix(most).reversed().map { batch(at: $0) }
  }

  package func batch(_ id: Int64) -> LedgerBatch? { place(of: id).map { batch(at: $0) } }

  package func batch(ofPlan plan: String) -> LedgerBatch? {
    stored.lastIndex { $0.plan == plan }.map { batch(at: $0) }
  }

  package func entries(of batch: Int64) -> [LedgerEntry] {
    place(of: batch).map { stored[$0].entries.map { entries[$0] } } ?? []
  }

  package func madeIDs(of kind: String) -> Set<Int64> {
    Set(
      entries.filter { $0.intent.kind == kind }.compactMap { $0.madeID == $0.intent.recordID ? nil : $0.madeID })
  }

  private func append(_ intent: WriteIntent) -> Int {
    entries.append(LedgerEntry(id: Int64(entries.count), intent: intent, state: .planned))
    return entries.count - 1
  }

  private func place(of batch: Int64) -> Int? {
    Int(exactly: batch).map { $0 - 1 }.flatMap { stored.indices.contains($0) ? $0 : nil }
  }

  private func entry(_ id: Int64) throws -> Int {
    guard let place = Int(exactly: id), entries.indices.contains(place) else {
      throw LedgerFault("there is no entry \(id)")
    }
    return place
  }

  private func batch(at place: Int) -> LedgerBatch {
    let batch = stored[place]
    var counts: [LedgerEntry.State: Int] = [:]
    for entry in batch.entries { counts[entries[entry].state, default: 0] += 1 }
    return LedgerBatch(
      id: Int64(place + 1), at: batch.at, command: batch.command, undoes: batch.undoes,
      plan: batch.plan,
      counts: counts)
  }
}

extension LedgerEntry {
  /// The id of the record that the answer holds.
  package var madeID: Int64? {
    guard state == .done, let answer, case .record(let record)? = try? JSONReader.value(answer),
      case .number(let id)? = record["id"]
    else { return nil }
    return id.integer
  }
}
