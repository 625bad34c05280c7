import Foundation
import HarvestClient
import HvJournal
import Testing

/// Several programs that write at the same time.
@Suite("The journal: who shares it", .serialized)
struct JournalSharingTests {
  @Test("Many batches at once, of programs that all find no file yet: none is lost, none is mixed up", arguments: 0..<3)
  func together(round: Int) async throws {
    let folder = try JournalFolder()
    let (programs, batches) = (6, 8)
    let stored = try await withThrowingTaskGroup(of: [(String, StoredBatch)].self) { group in
      for program in 0..<programs {
        group.addTask {
          let journal = folder.journal()
          var stored: [(String, StoredBatch)] = []
          for place in 0..<batches {
            let name = "\(program).\(place)"
            let batch = try await journal.begin(WriteBatch(command: name, [client(name), client(name)]))
            try await journal.sending(batch.entries[0])
            let late = try await journal.add(client(name), to: batch.id)
            try await journal.settle(batch.entries[0], .found(Array(#"{"id":\#(batch.entries[0])}"#.utf8)))
            stored.append((name, StoredBatch(id: batch.id, entries: batch.entries + [late])))
          }
          return stored
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let journal = folder.journal()
    #expect(stored.count == programs * batches)
    #expect(Set(stored.map(\.1.id)) == Set(try await journal.batches(1_000).map(\.id)))
    #expect(Set(stored.flatMap(\.1.entries)).count == programs * batches * 3)
    for (name, batch) in stored {
      #expect(try await journal.batch(batch.id)?.command == name)
      let entries = try await journal.entries(of: batch.id)
      #expect(entries.map(\.id) == batch.entries)
      #expect(entries.map(\.intent.label) == [name, name, name])
      #expect(entries.map(\.state) == [.done, .planned, .planned])
    }
    #expect(try await journal.madeIDs(of: "client") == Set(stored.map(\.1.entries[0])))
  }

  @Test("A plan begins once, however many carry it out at the same time")
  func plans() async throws {
    let folder = try JournalFolder()
    let count = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<6 {
        group.addTask {
          (try? await folder.journal().begin(WriteBatch(command: "apply", [client("A")], plan: "p"))) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(count == 1)
    #expect(try await folder.journal().batches(10).count == 1)
    let other = folder.journal("https://b/v2")
    #expect(try await other.begin(WriteBatch(command: "apply", [client("A")], plan: "p")).entries.count == 1)
  }

  // MARK: hold

  @Test("A batch belongs to the program that began it, until that gives it back")
  func release() async throws {
    let folder = try JournalFolder()
    let first = folder.journal(), second = folder.journal()
    let batch = try await first.begin(WriteBatch(command: "test", [client("A")])).id
    let other = try await first.begin(WriteBatch(command: "test", [client("B")])).id
    let fault = await #expect(throws: LedgerFault.self) { try await second.hold(batch) }
    #expect(fault?.message == "batch \(batch) is worked on by another hv")
    #expect(fault?.help.isEmpty == false)
    // Who has it may take it again.
    try await first.hold(batch)
    await first.release(batch)
    try await second.hold(batch)
    await #expect(throws: LedgerFault.self) { try await first.hold(batch) }
    await #expect(throws: LedgerFault.self, "each batch has a lock of its own") { try await second.hold(other) }
  }

  @Test("A program that is gone holds nothing")
  func gone() async throws {
    let folder = try JournalFolder()
    let second = folder.journal()
    let batch = try await Self.begun(in: folder)
    try await second.hold(batch)
  }

  /// A batch of a program that ended before it was finished.
  private static func begun(in folder: JournalFolder) async throws -> Int64 {
    let journal = folder.journal()
    let batch = try await journal.begin(WriteBatch(command: "test", [client("A")])).id
    await #expect(throws: LedgerFault.self) { try await folder.journal().hold(batch) }
    return batch
  }

  @Test("Of many who want the same batch, one gets it")
  func race() async throws {
    let folder = try JournalFolder()
    let batch = try await Self.begun(in: folder)
    let journals = (0..<8).map { _ in folder.journal() }
    let count = await withTaskGroup(of: Bool.self) { group in
      for journal in journals {
        group.addTask { (try? await journal.hold(batch)) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(count == 1)
    await journals[0].release(batch)
  }

  @Test("What one program stores, another one sees at once")
  func visible() async throws {
    let folder = try JournalFolder()
    let first = folder.journal(), second = folder.journal()
    #expect(try await second.batches(10).isEmpty)
    let stored = try await first.begin(WriteBatch(command: "test", [client("A")]))
    #expect(try await second.entries(of: stored.id).map(\.state) == [.planned])
    try await first.sending(stored.entries[0])
    #expect(try await second.entries(of: stored.id).map(\.state) == [.sent])
    try await second.settle(stored.entries[0], .found(nil))
    await #expect(throws: LedgerFault.self) { try await first.sending(stored.entries[0]) }
  }
}
