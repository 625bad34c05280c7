import HvValues

/// Finds and checks the rows of a page, in each form that pages come in.
struct PageScan {
  var parser: RowParser
  /// Where each row stands.
  var rows: ContiguousArray<Range<Int>> = []
  /// How many lines end in the bytes that were used.
  private(set) var lineEnds = 0

  /// Makes room for so many rows.
  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(count)
    for column in parser.columns.indices { parser.columns[column].reserveCapacity(count) }
  }

  /// Reads the row at the cursor.
  private mutating func row(depth: Int) throws(ScanFault) {
    let start = parser.cursor.at
    try parser.row(rows.count, depth: depth)
    rows.append(start..<parser.cursor.at)
  }

  /// The answer of a list: an object that holds the rows under `key`. Of a key that comes twice the later one counts.
  ///
  /// - Returns: the other members; nil if there is no list under the key.
  mutating func collection(_ key: String) throws(ScanFault) -> Record? {
    var members: [(String, Value)] = []
    var isFound = false
    parser.cursor.skipSpace()
    guard parser.cursor.byte == Byte.openBrace else { throw parser.cursor.fault(.list, at: parser.cursor.at) }
    var more = try parser.enter(Byte.closeBrace, depth: 0)
    while more {
      let name = try parser.looseKey()
      parser.cursor.skipSpace()
      if name == key {
        guard parser.cursor.byte == Byte.openBracket else { throw parser.cursor.fault(.list, at: parser.cursor.at) }
        restart()
        try list(depth: 1)
        isFound = true
      } else {
        members.append((name, try parser.looseValue(.any, depth: 1)))
      }
      more = try parser.another(Byte.closeBrace)
    }
    try end()
    return isFound ? Record(pairs: members) : nil
  }

  /// A list of rows and nothing else.
  mutating func array() throws(ScanFault) {
    parser.cursor.skipSpace()
    guard parser.cursor.byte == Byte.openBracket else { throw parser.cursor.fault(.list, at: parser.cursor.at) }
    try list(depth: 0)
    try end()
  }

  /// One row a line; blank lines do not count.
  mutating func lines() throws(ScanFault) {
    while true {
      parser.cursor.skipSpace()
      lineEnds = parser.cursor.newlines
      if parser.cursor.at == parser.cursor.end { return }
      let start = parser.cursor.at
      let newlines = parser.cursor.newlines
      try row(depth: 0)
      guard parser.cursor.newlines == newlines else { throw ScanFault(.lines, at: start) }
      let close = parser.cursor.at
      parser.cursor.skipSpace()
      guard parser.cursor.newlines > newlines || parser.cursor.at == parser.cursor.end else {
        throw ScanFault(.line, at: close)
      }
    }
  }

  /// Elements of a list that goes on outside these bytes: as many as are here whole, with the comma or bracket after.
  ///
  /// - Parameter isFirst: no element came before, so that the list may end at once.
  /// - Returns: where the elements end, and whether the list ended there.
  mutating func elements(isFirst: Bool) throws(ScanFault) -> (end: Int, isClosed: Bool) {
    parser.cursor.skipSpace()
    while true {
      let start = parser.cursor.at
      lineEnds = parser.cursor.newlines
      if isFirst, rows.isEmpty, parser.cursor.byte == Byte.closeBracket { return (start + 1, true) }
      let count = rows.count
      do throws(ScanFault) {
        try row(depth: 1)
        guard try parser.another(Byte.closeBracket) else {
          lineEnds = parser.cursor.newlines
          return (parser.cursor.at, true)
        }
      } catch {
        guard case .end = error.problem else { throw error }
        rows.removeLast(rows.count - count)
        return (start, false)
      }
    }
  }

  private mutating func list(depth: Int) throws(ScanFault) {
    var more = try parser.enter(Byte.closeBracket, depth: depth)
    while more {
      try row(depth: depth + 1)
      more = try parser.another(Byte.closeBracket)
    }
  }

  /// Forgets the rows of a key that comes again.
  private mutating func restart() {
    rows.removeAll()
    for column in parser.columns.indices { parser.columns[column].removeAll() }
  }

  private mutating func end() throws(ScanFault) {
    parser.cursor.skipSpace()
    guard parser.cursor.at == parser.cursor.end else { throw ScanFault(.trailing, at: parser.cursor.at) }
  }
}
