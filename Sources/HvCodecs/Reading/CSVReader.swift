package import HvValues

/// Reads CSV or TSV with a header line.
///
/// A cell gets a type only where it would be written back as the same text: numbers, `true` and `false`, dates and
/// timestamps in ISO form. An empty cell is null, one of two quotes the empty string; `007` stays a string. The
/// apostrophe with which `CSVWriter` guards formulas is taken off.
package struct CSVReader: RowReader {
  private let format: CSVFormat
  private var pending = PendingBytes()
  private var shape: Shape?
  /// Not tried again before there are this many bytes, so that a very long record is scanned a few times only.
  private var needed = 0

  package init(_ format: CSVFormat = .csv) { self.format = format }

  package mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch? {
    try pending.append(chunk)
    return try rows(isLast: false)
  }

  package mutating func finish() throws(ReadFault) -> Batch? { try rows(isLast: true) }

  private mutating func rows(isLast: Bool) throws(ReadFault) -> Batch? {
    // A mark before UTF-8 may not be whole yet.
    guard isLast || pending.bytes.count >= max(3, needed) else { return nil }
    let line = pending.line
    let bytes = pending.take()
    var lineEnds = 0
    var used = 0
    let rows = try bytes.withUnsafeBufferPointer { (buffer) throws(ReadFault) -> [Value] in
      var records = CSVRecords(buffer, format, isLast: isLast)
      let rows = try self.rows(&records, buffer, line)
      (used, lineEnds) = (records.at, records.lineEnds)
      return rows
    }
    pending.putBack(bytes, from: used, lineEnds: lineEnds)
    needed = used > 0 ? 0 : pending.bytes.count * 2
    return rows.isEmpty ? nil : Batch(rows)
  }

  private mutating func rows(
    _ records: inout CSVRecords, _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int
  ) throws(ReadFault) -> [Value] {
    var rows: [Value] = []
    var cells: [CSVRecords.Cell] = []
    while true {
      let recordLine = line + records.lineEnds
      do throws(CSVRecords.Fault) {
        guard try records.next(&cells) else { return rows }
      } catch {
        throw ReadFault(JSONFault(offset: error.at, message: error.message), in: Array(bytes), fromLine: line)
      }
      let isBlank = cells.count == 1 && cells[0].range.isEmpty && !cells[0].isQuoted
      guard let shape else {
        if !isBlank { shape = try header(cells, bytes, recordLine) }
        continue
      }
      // In a file of one column, a blank line is a row.
      if isBlank, shape.keys.count > 1 { continue }
      guard cells.count == shape.keys.count else {
        throw ReadFault(
          line: recordLine,
          message: "this line has \(cells.count) cells, but the header names \(shape.keys.count) columns")
      }
      rows.append(.record(Record(shape, cells.map { value($0, bytes) })))
    }
  }

  private func header(
    _ cells: [CSVRecords.Cell], _ bytes: UnsafeBufferPointer<UInt8>, _ line: Int
  ) throws(ReadFault) -> Shape {
    var names: [String] = []
    var known: Set<String> = []
    for cell in cells {
      var name = text(cell, bytes)
      if name.isEmpty { name = "column_\(names.count + 1)" }
      guard known.insert(name).inserted else {
        throw ReadFault(line: line, message: "the header names the column `\(name)` twice")
      }
      names.append(name)
    }
    return Shape(names)
  }
}

// MARK: - Cells

extension CSVReader {
  /// The text of a cell, without the marks that the format needs and without a guard.
  private func text(_ cell: CSVRecords.Cell, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let own = UnsafeBufferPointer(rebasing: bytes[cell.range])
    let plain = cell.isEscaped ? (format.isQuoted ? Self.undoubled(own) : Self.unescaped(own)) : nil
    guard let plain else { return Self.unguarded(own) }
    return plain.withUnsafeBufferPointer(Self.unguarded)
  }

  private static func unguarded(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: FormulaGuard.isGuarded(text) ? text.dropFirst() : text[...], as: UTF8.self)
  }

  private static func undoubled(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isFirstOfTwo = false
    for byte in text {
      isFirstOfTwo = byte == Byte.quote && !isFirstOfTwo
      if !isFirstOfTwo { result.append(byte) }
    }
    return result
  }

  private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isAfterBackslash = false
    for byte in text {
      if !isAfterBackslash, byte == Byte.backslash {
        isAfterBackslash = true
        continue
      }
      if isAfterBackslash {
        isAfterBackslash = false
        switch byte {
        case 0x74: result.append(Byte.tab)
        case 0x6E: result.append(Byte.newline)
        case 0x72: result.append(Byte.carriageReturn)
        case Byte.backslash: result.append(byte)
        default: result += [Byte.backslash, byte]
        }
      } else {
        result.append(byte)
      }
    }
    if isAfterBackslash { result.append(Byte.backslash) }
    return result
  }

  private func value(_ cell: CSVRecords.Cell, _ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    if cell.range.isEmpty { return cell.isQuoted ? .string("") : .null }
    let own = UnsafeBufferPointer(rebasing: bytes[cell.range])
    return Self.typed(own) ?? .string(text(cell, bytes))
  }

  /// The value of another type than string that prints as this text; nil where there is none.
  static func typed(_ text: UnsafeBufferPointer<UInt8>) -> Value? {
    guard let first = text.first else { return nil }
    switch first {
    case Byte.minus, Byte.zero...Byte.nine:
      if case .number(let exact)? = Value(number: text) { return .number(exact) }
      if text.count == 10, let day = Day(utf8: text), day.description.utf8.elementsEqual(text) { return .day(day) }
      if text.count >= 20, let instant = Instant(utf8: text), instant.description.utf8.elementsEqual(text) {
        return .instant(instant)
      }
      return nil
    case UInt8(ascii: "t") where text.elementsEqual("true".utf8): return .bool(true)
    case UInt8(ascii: "f") where text.elementsEqual("false".utf8): return .bool(false)
    default: return nil
    }
  }
}
