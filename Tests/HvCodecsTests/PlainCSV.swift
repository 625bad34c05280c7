import HvValues

@testable import HvCodecs

/// CSV and TSV read in the plainest way, all of a file at once and a byte at a time, to compare the reader with.
struct PlainCSV {
  private struct Cell {
    var text: [UInt8] = []
    var isQuoted = false
  }

  private let format: CSVFormat
  private var rest: ArraySlice<UInt8>
  private var line = 1
  private var column = 1

  private init(_ bytes: [UInt8], _ format: CSVFormat) {
    self.format = format
    rest = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  /// The rows of a file, or what is wrong with it.
  static func rows(_ bytes: [UInt8], _ format: CSVFormat) throws(ReadFault) -> [Value] {
    var file = PlainCSV(bytes, format)
    var names: [String] = []
    var rows: [Value] = []
    while true {
      let line = file.line
      guard let cells = try file.record() else { return rows }
      let isBlank = cells.count == 1 && cells[0].text.isEmpty && !cells[0].isQuoted
      if names.isEmpty {
        if isBlank { continue }
        for (place, cell) in cells.enumerated() {
          let name = cell.text.isEmpty ? "column_\(place + 1)" : string(cell.text)
          if names.contains(name) {
            throw ReadFault(line: line, message: "the header names the column `\(name)` twice")
          }
          names.append(name)
        }
        continue
      }
      if isBlank, names.count > 1 { continue }
      if cells.count != names.count {
        throw ReadFault(
          line: line,
          message: "this line has \(cells.count) cells, but the header names \(names.count) columns")
      }
      rows.append(.record(Record(pairs: Array(zip(names, cells.map(value))))))
    }
  }
}

// MARK: - Records

extension PlainCSV {
  private mutating func record() throws(ReadFault) -> [Cell]? {
    if rest.isEmpty { return nil }
    var cells: [Cell] = []
    while true {
      cells.append(format.isQuoted && rest.first == 0x22 ? try quoted() : plain())
      if rest.first == format.delimiter {
        step()
        continue
      }
      if rest.first == 0x0D { step() }
      if rest.first == 0x0A { step() }
      return cells
    }
  }

  private mutating func plain() -> Cell {
    var cell = Cell()
    while !isAtEnd {
      let byte = step()
      guard byte == 0x5C, !format.isQuoted, !isAtEnd else {
        cell.text.append(byte)
        continue
      }
      let code = step()
      switch code {
      case 0x74: cell.text.append(0x09)
      case 0x6E: cell.text.append(0x0A)
      case 0x72: cell.text.append(0x0D)
      case 0x5C: cell.text.append(0x5C)
      default: cell.text += [0x5C, code]
      }
    }
    return cell
  }

  private mutating func quoted() throws(ReadFault) -> Cell {
    var cell = Cell(isQuoted: true)
    let open = (line: line, column: column)
    step()
    while true {
      guard !rest.isEmpty else {
        throw ReadFault(line: open.line, column: open.column, message: "a cell in quotes is not closed")
      }
      let byte = step()
      if byte == 0x22 {
        if rest.first != 0x22 { break }
        step()
      }
      cell.text.append(byte)
    }
    guard isAtEnd else {
      throw ReadFault(line: line, column: column, message: "unexpected text after a cell in quotes")
    }
    return cell
  }

  private var isAtEnd: Bool {
    guard let first = rest.first else { return true }
    if first == format.delimiter || first == 0x0A { return true }
    let second = rest.dropFirst().first
    return first == 0x0D && (second == nil || second == 0x0A)
  }

  @discardableResult
  private mutating func step() -> UInt8 {
    let byte = rest.removeFirst()
    column += 1
    if byte == 0x0A { (line, column) = (line + 1, 1) }
    return byte
  }
}

// MARK: - Values

extension PlainCSV {
  private static func value(_ cell: Cell) -> Value {
    if cell.text.isEmpty { return cell.isQuoted ? .string("") : .null }
    let text = String(decoding: cell.text, as: UTF8.self)
    if text == "true" || text == "false" { return .bool(text == "true") }
    if let number = Exact(text), number.description == text { return .number(number) }
    if let day = Day(text), day.description == text { return .day(day) }
    if let instant = Instant(text), instant.description == text { return .instant(instant) }
    return .string(string(cell.text))
  }

  private static func string(_ text: [UInt8]) -> String {
    let isGuarded = text.withUnsafeBufferPointer(FormulaGuard.isGuarded)
    return String(decoding: isGuarded ? text.dropFirst() : text[...], as: UTF8.self)
  }
}
