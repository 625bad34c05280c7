import CSQLite
import HarvestClient

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An SQLite file, used from one task at a time.
final class Database {
  /// What a column holds or a parameter is given.
  enum Cell {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  private let path: String
  private let handle: OpaquePointer
  /// Prepared once, by their text.
  private var statements: [String: OpaquePointer] = [:]

  /// Opens a file, or makes one that nobody else can read.
  ///
  /// - Throws: `LedgerFault`
  init(_ path: String) throws {
    self.path = path
    // SQLite would make it readable for others; its own helper files get the mode of this one.
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      throw LedgerFault(
        "the journal \(path) cannot be opened: \(String(cString: strerror(errno)))",
        help: [Self.help])
    }
    fchmod(file, 0o600)
    close(file)
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw LedgerFault("the journal \(path) cannot be opened", help: [Self.help])
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, Int32(Self.patience.components.seconds) * 1_000)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Other processes hold it for milliseconds.
  private static let patience = Duration.seconds(10)
  private static let help = "nothing is written without it; XDG_STATE_HOME names another folder"

  /// The number of the row that was added last.
  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Lets others read while somebody writes.
  ///
  /// A new file may be busy then without SQLite waiting for it: of two who have both read it and want it for themselves
  /// neither could ever have it. Nothing is written yet, so that asking again does no harm.
  func useWriteAheadLog() throws {
    let end = ContinuousClock.now + Self.patience
    while true {
      let status = sqlite3_exec(handle, "PRAGMA journal_mode = WAL", nil, nil, nil)
      if status == SQLITE_OK { return }
      guard status == SQLITE_BUSY, ContinuousClock.now < end else { throw fault() }
      usleep(1_000)
    }
  }

  /// Runs statements that take and give nothing.
  func execute(_ text: String) throws {
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  /// Runs one statement.
  @discardableResult
  func run(_ text: String, _ parameters: Cell...) throws -> [[Cell]] {
    let statement = try prepared(text)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (place, cell) in parameters.enumerated() { try bind(cell, Int32(place + 1), statement) }
    var rows: [[Cell]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        rows.append((0..<sqlite3_column_count(statement)).map { cell(statement, $0) })
      case SQLITE_DONE: return rows
      default: throw fault()
      }
    }
  }

  /// Runs statements of which all hold or none.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // A full disk may have ended it already.
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  private func prepared(_ text: String) throws -> OpaquePointer {
    if let known = statements[text] { return known }
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, text, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw fault()
    }
    statements[text] = statement
    return statement
  }

  private func bind(_ cell: Cell, _ place: Int32, _ statement: OpaquePointer) throws {
    let status =
      switch cell {
      case .null: sqlite3_bind_null(statement, place)
      case .integer(let number): sqlite3_bind_int64(statement, place, number)
      case .text(let text):
        text.withCString { hv_bind_text(statement, place, $0, Int32(clamping: text.utf8.count)) }
      case .blob(let bytes):
        bytes.withUnsafeBytes {
          hv_bind_blob(statement, place, $0.baseAddress, Int32(clamping: bytes.count))
        }
      }
    guard status == SQLITE_OK else { throw fault() }
  }

  private func cell(_ statement: OpaquePointer, _ column: Int32) -> Cell {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT:
      let count = Int(sqlite3_column_bytes(statement, column))
      let bytes = UnsafeBufferPointer(start: sqlite3_column_text(statement, column), count: count)
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, column))
      return .blob(
        Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)))
    default: return .null
    }
  }

  private func fault() -> LedgerFault {
    let message = "the journal \(path) cannot be used: \(String(cString: sqlite3_errmsg(handle)))"
    switch sqlite3_errcode(handle) {
    case SQLITE_NOTADB, SQLITE_CORRUPT:
      return LedgerFault(
        message,
        help: ["move the file away to begin a new one; what it holds cannot be undone then"])
    case SQLITE_FULL: return LedgerFault(message, help: ["make room on the disk, then try again"])
    case SQLITE_BUSY: return LedgerFault(message, help: ["another hv holds it; try again"])
    default: return LedgerFault(message, help: [Self.help])
    }
  }
}

extension Database.Cell {
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
  init(_ bytes: [UInt8]?) { self = bytes.map { .blob($0) } ?? .null }

  var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

  var text: String? { if case .text(let text) = self { text } else { nil } }

  var bytes: [UInt8]? {
    switch self {
    case .blob(let bytes): bytes
    case .text(let text): Array(text.utf8)
    default: nil
    }
  }
}
