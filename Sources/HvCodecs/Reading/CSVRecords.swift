/// Cuts CSV or TSV bytes into cells, one record at a time.
struct CSVRecords {
  struct Cell {
    /// Without the quotes around it.
    var range: Range<Int>
    var isQuoted = false
    /// It holds doubled quotes or backslash escapes.
    var isEscaped = false
  }

  struct Fault: Error {
    let at: Int
    let message: String
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let format: CSVFormat
  /// No bytes follow these.
  private let isLast: Bool
  private(set) var at: Int = 0
  /// How many lines end before `at`.
  private(set) var lineEnds = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: CSVFormat, isLast: Bool) {
    self.bytes = bytes
    self.format = format
    self.isLast = isLast
  }

  /// Reads the next record into `cells`; false where there is none, or not all of it.
  mutating func next(_ cells: inout [Cell]) throws(Fault) -> Bool {
    cells.removeAll(keepingCapacity: true)
    guard at < bytes.count else { return false }
    var here = at
    var lines = lineEnds
    while true {
      let cell =
        format.isQuoted && here < bytes.count && bytes[here] == Byte.quote
        ? try quoted(from: here, &lines) : plain(from: here)
      guard let cell else {
        if isLast { throw Fault(at: here, message: "a cell in quotes is not closed") }
        return false
      }
      cells.append(cell)
      here = cell.range.upperBound + (cell.isQuoted ? 1 : 0)
      if here < bytes.count, bytes[here] == format.delimiter {
        here += 1
        continue
      }
      if here < bytes.count, bytes[here] == Byte.carriageReturn { here += 1 }
      guard here < bytes.count || isLast else { return false }
      if here < bytes.count {
        here += 1
        lines += 1
      }
      at = here
      lineEnds = lines
      return true
    }
  }

  /// A cell up to the delimiter or the end of the line. A carriage return belongs to the line end only before it.
  private func plain(from start: Int) -> Cell {
    var here = start
    var isEscaped = false
    while !isEnd(here) {
      if bytes[here] == Byte.backslash, !format.isQuoted { isEscaped = true }
      here += 1
    }
    return Cell(range: start..<here, isEscaped: isEscaped)
  }

  /// A cell in quotes; nil where its end is not here.
  private func quoted(from start: Int, _ lines: inout Int) throws(Fault) -> Cell? {
    var here = start + 1
    var isEscaped = false
    while here < bytes.count {
      let byte = bytes[here]
      if byte == Byte.newline { lines += 1 }
      if byte != Byte.quote {
        here += 1
        continue
      }
      if here + 1 < bytes.count, bytes[here + 1] == Byte.quote {
        isEscaped = true
        here += 2
        continue
      }
      guard isEnd(here + 1) else { throw Fault(at: here + 1, message: "unexpected text after a cell in quotes") }
      // Another quote may still follow.
      if here + 1 == bytes.count, !isLast { return nil }
      return Cell(range: start + 1..<here, isQuoted: true, isEscaped: isEscaped)
    }
    return nil
  }

  /// Whether a cell may end here: before a delimiter, a line end, or the end of what is there.
  private func isEnd(_ here: Int) -> Bool {
    guard here < bytes.count else { return true }
    switch bytes[here] {
    case format.delimiter, Byte.newline: return true
    case Byte.carriageReturn: return here + 1 == bytes.count || bytes[here + 1] == Byte.newline
    default: return false
    }
  }
}
