import CSQLite
import Foundation
import HarvestClient
import HvJournal
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A journal that cannot be kept: nothing is sent then, the reason is told, and no file is spoiled.
@Suite("The journal: what stops writes")
struct JournalFaultTests {
  /// Something in the way of a journal.
  struct Obstacle: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the message tells, beside the name of the file.
    let words: String
    let make: @Sendable (JournalFolder) throws -> Void

    init(_ name: String, _ words: String, _ make: @escaping @Sendable (JournalFolder) throws -> Void) {
      testDescription = name
      self.words = words
      self.make = make
    }
  }

  private static func text(_ content: String) -> @Sendable (JournalFolder) throws -> Void {
    { try Data(content.utf8).write(to: URL(fileURLWithPath: $0.file)) }
  }

  static let obstacles: [Obstacle] = [
    Obstacle("a short text", "not a database", text("hello")),
    Obstacle("a text", "not a database", text(String(repeating: "This is my diary. ", count: 500))),
    Obstacle("the journal of a newer hv", "newer hv") { try sql("PRAGMA user_version = 2", in: $0.file) },
    Obstacle("a file that was cut off", "malformed") { folder in
      try sql("CREATE TABLE batch (id); PRAGMA user_version = 1", in: folder.file)
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file))
      try file.truncate(atOffset: 4_096)
      try file.close()
    },
    Obstacle("a file with pages overwritten", "malformed") { folder in
      try sql("CREATE TABLE batch (id); PRAGMA user_version = 1", in: folder.file)
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.file))
      try file.seek(toOffset: 100)
      try file.write(contentsOf: Data(repeating: 0xA5, count: 3_996))
      try file.close()
    },
    Obstacle("tables of another program", "another program") { try sql("CREATE TABLE batch (id)", in: $0.file) },
    Obstacle("a folder", "directory") {
      try FileManager.default.createDirectory(atPath: $0.file, withIntermediateDirectories: false)
    },
    Obstacle("a folder in the place of a helper file", "cannot be used") {
      try FileManager.default.createDirectory(atPath: $0.file + "-wal", withIntermediateDirectories: false)
    },
    Obstacle("a folder in the place of the locks", "directory") {
      try FileManager.default.createDirectory(atPath: $0.file + "-locks", withIntermediateDirectories: false)
    },
    Obstacle("a link to somewhere else", "symbolic link") {
      try FileManager.default.createSymbolicLink(atPath: $0.file, withDestinationPath: "\($0.path)/other")
    },
    Obstacle("a folder that is gone", "No such file") { try FileManager.default.removeItem(atPath: $0.path) },
  ]

  @Test("Nothing may be sent, the message names the file, and the file stays as it is", arguments: obstacles)
  func obstacle(_ obstacle: Obstacle) async throws {
    let folder = try JournalFolder()
    try obstacle.make(folder)
    let content = FileManager.default.contents(atPath: folder.file)
    try await expectNoWrite(folder.journal(), [obstacle.words, folder.file])
    if let content { #expect(FileManager.default.contents(atPath: folder.file) == content) }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/other"))
  }

  @Test("A folder that may not be written to", .enabled(if: getuid() != 0, "root may write everywhere"))
  func readOnlyFolder() async throws {
    let folder = try JournalFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    try await expectNoWrite(folder.journal(), ["denied", folder.file])
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
  }

  @Test("Where there is no folder for it, that is told, and no file appears elsewhere")
  func noFolder() async throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: ".")
    let journal = Journal(path: nil, server: "https://a/v2", account: "1", now: { 0 })
    try await expectNoWrite(journal, ["no folder"])
    await #expect(throws: LedgerFault.self) { try await journal.hold(1) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: ".") == before)
  }

  /// Asks for a write as a command does: there must be no ticket for it, and nothing to resume later.
  private func expectNoWrite(_ journal: Journal, _ words: [String]) async throws {
    let gate = WriteGate(WritePolicy(), ledger: journal)
    let fault = await #expect(throws: LedgerFault.self) {
      _ = try await gate.admit(WriteBatch(command: "test", [client("A")]))
    }
    for word in words { #expect(fault?.message.contains(word) == true, "\(fault?.message ?? "")") }
    #expect(fault?.help.isEmpty == false)
    #expect(((try? await journal.batches(10)) ?? []).isEmpty, "refused, and stored all the same")
  }

  @Test("What was made room for works again: the first fault is not the last word")
  func again() async throws {
    let folder = try JournalFolder()
    try FileManager.default.createDirectory(atPath: folder.file, withIntermediateDirectories: false)
    let journal = folder.journal()
    await #expect(throws: LedgerFault.self) { try await journal.begin(WriteBatch(command: "test", [client("A")])) }
    try FileManager.default.removeItem(atPath: folder.file)
    #expect(try await journal.begin(WriteBatch(command: "test", [client("A")])).id == 1)
  }

  @Test("On a full disk a batch is stored whole or not at all, and what is not on disk is not sent")
  func fullDisk() async {
    // In a process of its own: the limit of file sizes, which makes every disk a full one, is the process's.
    await #expect(processExitsWith: .success) {
      let folder = try JournalFolder()
      let journal = folder.journal()
      let first = try await journal.begin(WriteBatch(command: "first", [client("A")]))
      try limitFiles(to: 131_072)
      let large = WriteBatch(command: "large", (0..<2_000).map { client(String(repeating: "\($0) ", count: 100)) })
      let fault = await #expect(throws: LedgerFault.self) { try await journal.begin(large) }
      #expect(fault?.message.contains(folder.file) == true)
      #expect(fault?.help.isEmpty == false)
      #expect(try await journal.batches(10).map(\.command) == ["first"])
      // Even the one row that tells of the sending finds no room any more.
      try limitFiles(to: 1)
      await #expect(throws: LedgerFault.self) { try await journal.sending(first.entries[0]) }
      #expect(try await journal.entries(of: first.id).map(\.state) == [.planned])
      try limitFiles(to: nil)
      try await journal.sending(first.entries[0])
      let second = try await folder.journal().begin(large)
      #expect(try await journal.entries(of: second.id).count == 2_000)
      #expect(try await journal.entries(of: first.id).map(\.state) == [.sent])
    }
  }

  @Test("A table that is full is told as a full disk, with what helps")
  func fullTable() async throws {
    let folder = try JournalFolder()
    _ = try await folder.journal().begin(WriteBatch(command: "first", [client("A")]))
    // Every number is taken.
    try sql("UPDATE sqlite_sequence SET seq = \(Int64.max)", in: folder.file)
    let fault = await #expect(throws: LedgerFault.self) {
      try await folder.journal().begin(WriteBatch(command: "second", [client("B")]))
    }
    #expect(fault?.help == ["make room on the disk, then try again"])
    #expect(try await folder.journal().batches(10).map(\.command) == ["first"])
  }
}

/// Lets no file of this process grow beyond a size; nil lifts that.
private func limitFiles(to size: rlim_t?) throws {
  // Else the system would end the process.
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  #if canImport(Glibc)
    let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  #else
    let kind = RLIMIT_FSIZE
  #endif
  try #require(getrlimit(kind, &limit) == 0)
  limit.rlim_cur = size ?? limit.rlim_max
  try #require(setrlimit(kind, &limit) == 0)
}

/// Runs statements on a file as another program would.
private func sql(_ text: String, in file: String) throws {
  var handle: OpaquePointer?
  defer { sqlite3_close_v2(handle) }
  try #require(sqlite3_open(file, &handle) == SQLITE_OK)
  try #require(sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK)
}
