package import HvValues

/// Reads rows from a file or pipe that is fed to it in chunks of any size.
///
/// What is not yet a whole row waits in the reader; the rest is handed out, so that memory stays near one chunk.
package protocol RowReader {
  /// Takes the next bytes and gives the rows that are complete now; nil where there are none.
  mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch?
  /// Takes the end of the input and gives what was left.
  mutating func finish() throws(ReadFault) -> Batch?
}

/// A place in a file where reading had to stop.
package struct ReadFault: Error, Hashable, CustomStringConvertible {
  /// From one.
  package let line: Int
  /// In bytes, from one; nil where the whole line is meant.
  package let column: Int?
  package let message: String

  package init(line: Int, column: Int? = nil, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// The fault of JSON bytes that start in this line, after so many bytes of it.
  package init(_ fault: JSONFault, in bytes: [UInt8], fromLine line: Int, column: Int = 0) {
    let before = bytes.prefix(fault.offset)
    let start = before.lastIndex(of: Byte.newline).map { $0 + 1 } ?? -column
    self.init(
      line: line + before.count { $0 == Byte.newline }, column: before.count - start + 1, message: fault.message)
  }

  /// The same fault, so many lines further down.
  func after(lines: Int) -> ReadFault { ReadFault(line: line + lines, column: column, message: message) }

  package var description: String { "line \(line)\(column.map { ", column \($0)" } ?? ""): \(message)" }
}

/// What a reader holds back: bytes that are no whole row yet.
struct PendingBytes {
  /// A row that is longer than this is taken for an input that is no list of rows.
  static let maximumRow = 1 << 30

  private(set) var bytes: [UInt8] = []
  /// The line that the bytes start in, and how many bytes of it came before.
  private(set) var line = 1
  private(set) var column = 0
  private var isAtStart = true

  /// Adds a chunk, without the mark that some programs put before UTF-8.
  mutating func append(_ chunk: consuming [UInt8]) throws(ReadFault) {
    guard chunk.count <= Self.maximumRow, bytes.count <= Self.maximumRow - chunk.count else {
      throw ReadFault(line: line, message: "a row is longer than \(Self.maximumRow >> 20) MB")
    }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    // Fewer than three bytes may still become the mark.
    if isAtStart, bytes.count >= 3 {
      isAtStart = false
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }
  }

  /// Forgets the bytes, which come again.
  mutating func clear() { bytes = [] }

  /// Takes all bytes but the last ones.
  mutating func take(keeping rest: Int = 0) -> [UInt8] {
    isAtStart = false
    var taken = Array(bytes.suffix(rest))
    bytes.removeLast(taken.count)
    swap(&taken, &bytes)
    return taken
  }

  /// Gives back what of taken bytes was not used. In what was used, this many lines end.
  mutating func putBack(_ taken: [UInt8], from used: Int, lineEnds: Int) {
    if lineEnds > 0 {
      line += lineEnds
      column = used - 1 - (taken[..<used].lastIndex(of: Byte.newline) ?? -1)
    } else {
      column += used
    }
    bytes.insert(contentsOf: taken[used...], at: 0)
  }

  /// The rows of the next piece that was taken; its lines are counted.
  mutating func rows(_ parsed: Result<ParsedPiece, ReadFault>) throws(ReadFault) -> Batch? {
    switch parsed {
    case .success(let piece):
      line += piece.lineEnds
      return piece.source.count > 0 ? Batch(piece.source) : nil
    case .failure(let fault): throw fault.after(lines: line - 1)
    }
  }

  /// The fault at a place in taken bytes.
  func fault(_ fault: JSONFault, in taken: [UInt8]) -> ReadFault {
    ReadFault(fault, in: taken, fromLine: line, column: column)
  }
}
