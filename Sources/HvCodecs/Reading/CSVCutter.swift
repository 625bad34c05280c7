import CScan

/// Where one cell stands in the bytes of a block, in eight bytes.
///
/// A block is no longer than `PendingBytes.maximumRow`, 2^30 bytes, so that the highest bit of a place and that of a
/// length are free.
struct CSVCell {
  private static let flag: UInt32 = 1 << 31

  private let place: UInt32
  private let extent: UInt32

  /// - Parameters:
  ///   - range: without the quotes around it.
  ///   - isEscaped: it holds doubled quotes or backslash escapes.
  @inline(__always)
  init(_ range: Range<Int>, isQuoted: Bool, isEscaped: Bool) {
    place = UInt32(truncatingIfNeeded: range.lowerBound) | (isQuoted ? Self.flag : 0)
    extent = UInt32(truncatingIfNeeded: range.count) | (isEscaped ? Self.flag : 0)
  }

  /// Where its text stands, without the quotes around it.
  @inline(__always)
  var range: Range<Int> {
    let start = Int(place & ~Self.flag)
    return start..<start + Int(extent & ~Self.flag)
  }

  var isEmpty: Bool { extent & ~Self.flag == 0 }
  /// It stands in quotes.
  var isQuoted: Bool { place >= Self.flag }
  /// It holds doubled quotes or backslash escapes.
  var isEscaped: Bool { extent >= Self.flag }
}

/// Cuts CSV or TSV bytes into cells, one record after the other.
///
/// Whoever makes a cutter keeps it inside `withUnsafeBufferPointer`.
struct CSVCutter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let format: CSVFormat
  private let delimiter: UInt8
  private var marks: CSVMarks
  /// No bytes follow these.
  private let isLast: Bool

  /// The cells of the records so far.
  private(set) var cells: ContiguousArray<CSVCell> = []
  /// Where the next record starts.
  private(set) var at = 0
  /// How many lines end before `at`.
  private(set) var lineEnds = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: CSVFormat, isLast: Bool) {
    self.bytes = bytes
    self.format = format
    delimiter = format.delimiter
    marks = CSVMarks(bytes, delimiter, format.isQuoted ? Byte.quote : Byte.backslash)
    self.isLast = isLast
  }

  /// Cuts all whole records, each of which must have so many cells; what follows the last one is left.
  ///
  /// In a file of one column a blank line is a row; else it is none.
  ///
  /// - Throws: a fault whose line is counted from one at the start of the bytes.
  /// - Complexity: one pass over the bytes, 64 at a time.
  mutating func records(width: Int) throws(ReadFault) {
    cells.reserveCapacity(bytes.count / 8)
    while true {
      let first = cells.count
      let line = lineEnds + 1
      guard try next() else { return }
      let count = cells.count - first
      if count == width { continue }
      guard isBlank(from: first) else {
        throw ReadFault(
          line: line, message: "this line has \(count) cells, but the header names \(width) columns")
      }
      cells.removeLast()
    }
  }

  /// Cuts the header: the first record that is no blank line. The line that it starts in is counted from one.
  mutating func header() throws(ReadFault) -> (cells: ContiguousArray<CSVCell>, line: Int)? {
    while true {
      let line = lineEnds + 1
      guard try next() else { return nil }
      if !isBlank(from: 0) { return (cells, line) }
      cells.removeAll()
    }
  }

  /// Whether the last record, whose cells begin there, is a blank line.
  private func isBlank(from first: Int) -> Bool {
    cells.count == first + 1 && cells[first].isEmpty && !cells[first].isQuoted
  }
}

// MARK: - One record

extension CSVCutter {
  /// Adds the cells of the next record; false, and nothing, where there is none, or not all of it.
  @inline(__always)
  private mutating func next() throws(ReadFault) -> Bool {
    guard at < bytes.count else { return false }
    let first = cells.count
    var here = at
    var lines = lineEnds
    while true {
      if format.isQuoted, here < bytes.count, bytes[here] == Byte.quote {
        guard let end = try quoted(from: here, &lines) else { return giveUp(first) }
        here = end
      } else {
        here = plain(from: here)
      }
      if here < bytes.count, bytes[here] == delimiter {
        here += 1
        continue
      }
      if here < bytes.count, bytes[here] == Byte.carriageReturn { here = marks.next() }
      guard here < bytes.count || isLast else { return giveUp(first) }
      if here < bytes.count {
        here += 1
        lines += 1
      }
      at = here
      lineEnds = lines
      return true
    }
  }

  /// Takes the cells of a record back that is not whole.
  private mutating func giveUp(_ first: Int) -> Bool {
    cells.removeLast(cells.count - first)
    return false
  }

  /// Adds a cell up to the delimiter or the end of the line, and tells where that is.
  @inline(__always)
  private mutating func plain(from start: Int) -> Int {
    var isEscaped = false
    var here = marks.next()
    while !isEnd(here) {
      if bytes[here] == Byte.backslash { isEscaped = true }
      here = marks.next()
    }
    cells.append(CSVCell(start..<here, isQuoted: false, isEscaped: isEscaped))
    return here
  }

  /// Adds a cell in quotes, and tells where the delimiter or the end of the line after it is; nil where the cell does
  /// not end here.
  @inline(__always)
  private mutating func quoted(from start: Int, _ lines: inout Int) throws(ReadFault) -> Int? {
    var isEscaped = false
    var here = marks.next()
    while true {
      here = marks.next()
      guard here < bytes.count else { break }
      if bytes[here] == Byte.newline { lines += 1 }
      if bytes[here] != Byte.quote { continue }
      if here + 1 < bytes.count, bytes[here + 1] == Byte.quote {
        isEscaped = true
        here = marks.next()
        continue
      }
      guard isEnd(here + 1) else { throw fault("unexpected text after a cell in quotes", at: here + 1) }
      // Where it ends with the bytes, another quote may still follow: then the record is not whole.
      cells.append(CSVCell(start + 1..<here, isQuoted: true, isEscaped: isEscaped))
      return marks.next()
    }
    if isLast { throw fault("a cell in quotes is not closed", at: start) }
    return nil
  }

  /// Whether a cell may end here: before a delimiter, a line end, or the end of what is there. A carriage return
  /// belongs to the line end only before it.
  @inline(__always)
  private func isEnd(_ here: Int) -> Bool {
    guard here < bytes.count else { return true }
    let byte = bytes[here]
    if byte == delimiter || byte == Byte.newline { return true }
    return byte == Byte.carriageReturn && (here + 1 == bytes.count || bytes[here + 1] == Byte.newline)
  }

  private func fault(_ message: String, at place: Int) -> ReadFault {
    ReadFault(JSONFault(offset: place, message: message), in: Array(bytes), fromLine: 1)
  }
}
