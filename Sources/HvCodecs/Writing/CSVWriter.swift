package import HvValues

/// CSV or TSV with a header line, the fields of nested records laid flat: `client_name`.
///
/// Null is an empty cell, the empty string two quotes, a list its JSON text, a range `from..to`. The columns are those
/// of the first rows and of the schema; a later field that has none is an error, because its values would be lost.
package struct CSVWriter: RowWriter {
  /// How many rows the columns are learned from.
  static let learned = 1000

  private let format: CSVFormat
  private let isGuarded: Bool
  private let schema: RowSchema?
  private var columns = FlatColumns()
  private var waiting: [Value] = []
  private var isFixed = false
  private var count = 0
  private var encoding = JSONEncoding()

  /// - Parameters:
  ///   - guarded: put an apostrophe before a text that a spreadsheet would run as a formula.
  ///   - schema: the fields that the rows may have, where they are known; for fields that are null in the first rows.
  package init(_ format: CSVFormat = .csv, guarded: Bool = true, schema: RowSchema? = nil) {
    self.format = format
    isGuarded = guarded
    self.schema = schema
  }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    let flat = batch.source as? any ColumnarRows
    for index in 0..<batch.count {
      if isFixed, let flat, flat.shape.keys == columns.names, appendFlat(flat, batch.sourceIndex(index), to: &out) {
        count += 1
        continue
      }
      let row = batch.value(index)
      if isFixed {
        try append(row, to: &out)
      } else {
        waiting.append(row)
        if waiting.count == Self.learned { try flush(to: &out) }
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) throws(WriteFault) {
    if isFixed { return }
    if waiting.isEmpty {
      // No rows: a header all the same, where the fields are known.
      guard let schema else { return }
      columns.learn(.record(Record(pairs: schema.fields.map { ($0.name, .null) })))
    }
    try flush(to: &out)
  }

  private mutating func flush(to out: inout [UInt8]) throws(WriteFault) {
    for row in waiting { columns.learn(row) }
    try columns.fix(schema)
    isFixed = true
    try line(columns.names.map(Value.string), to: &out)
    for row in waiting { try append(row, to: &out) }
    waiting = []
  }

  private mutating func append(_ row: Value, to out: inout [UInt8]) throws(WriteFault) {
    count += 1
    let cells: [Value]
    do throws(FlatColumns.UnknownKey) {
      cells = try columns.cells(row)
    } catch {
      throw WriteFault(
        "row \(count) has the field `\(error.name)`, but the columns are those of the first \(Self.learned) rows; "
          + "choose the columns with `select`, or write NDJSON")
    }
    try line(cells, to: &out)
  }
}

// MARK: - Cells

extension CSVWriter {
  private mutating func line(_ cells: [Value], to out: inout [UInt8]) throws(WriteFault) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { out.append(format.delimiter) }
      if append(plain: cell, to: &out) { continue }
      var json: [UInt8] = []
      try encoding.append(cell, to: &json)
      append(String(decoding: json, as: UTF8.self), to: &out)
    }
    out.append(Byte.newline)
  }

  /// Appends a row whose columns are those of the file; false, and nothing, where one of its values is no plain one.
  private func appendFlat(_ rows: any ColumnarRows, _ index: Int, to out: inout [UInt8]) -> Bool {
    let start = out.count
    for (place, column) in rows.columns.enumerated() {
      if place > 0 { out.append(format.delimiter) }
      if append(plain: column.values[index], to: &out) { continue }
      out.removeLast(out.count - start)
      return false
    }
    out.append(Byte.newline)
    return true
  }

  /// Appends the cell of a value that is neither list nor record; false for those.
  private func append(plain cell: Value, to out: inout [UInt8]) -> Bool {
    switch cell {
    case .null: break
    case .number, .numeral, .money, .bool, .day, .time, .instant: out.append(cell.text)
    case .string(let text): append(text, to: &out)
    case .duration, .range, .opaque: append(cell.text, to: &out)
    case .list, .record: return false
    }
    return true
  }

  private func append(_ text: String, to out: inout [UInt8]) {
    var text = text
    text.withUTF8 { cell in
      let isGuarded = isGuarded && FormulaGuard.isNeeded(cell)
      if format.isQuoted { quote(cell, isGuarded, to: &out) } else { escape(cell, isGuarded, to: &out) }
    }
  }

  private func quote(_ cell: UnsafeBufferPointer<UInt8>, _ isGuarded: Bool, to out: inout [UInt8]) {
    let isQuoted =
      cell.isEmpty
      || cell.contains {
        $0 == Byte.quote || $0 == format.delimiter || $0 == Byte.newline || $0 == Byte.carriageReturn
      }
    if isQuoted { out.append(Byte.quote) }
    if isGuarded { out.append(Byte.apostrophe) }
    if isQuoted, cell.contains(Byte.quote) {
      for byte in cell {
        if byte == Byte.quote { out.append(byte) }
        out.append(byte)
      }
    } else {
      out.append(contentsOf: cell)
    }
    if isQuoted { out.append(Byte.quote) }
  }

  private func escape(_ cell: UnsafeBufferPointer<UInt8>, _ isGuarded: Bool, to out: inout [UInt8]) {
    if isGuarded { out.append(Byte.apostrophe) }
    for byte in cell {
      switch byte {
      case Byte.tab: out.append(#"\t"# as StaticString)
      case Byte.newline: out.append(#"\n"# as StaticString)
      case Byte.carriageReturn: out.append(#"\r"# as StaticString)
      case Byte.backslash: out.append(#"\\"# as StaticString)
      default: out.append(byte)
      }
    }
  }
}
