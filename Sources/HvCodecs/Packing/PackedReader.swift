import HvValues

/// Decodes fields of packed rows.
struct PackedReader {
  var parser: RowParser
  let layouts: [PackedShelf.Layout]
  var containers: ContiguousArray<DecodedContainer> = []

  private static let mostSlots = 1 << 12

  /// A whole row.
  mutating func row(_ row: PackedRows.Row, _ fields: ContiguousArray<UInt32>) -> Value {
    let layout = layouts[Int(row.layout)]
    while true {
      let known = parser.tree.currencies.count
      enter(layout, row, fields)
      var values: [Value] = []
      values.reserveCapacity(layout.keys.count)
      for (slot, key) in layout.keys.enumerated() { values.append(value(at: fields[row.start + slot], key)) }
      // A currency that was met for the first time may stand in a field before its amounts or after.
      if parser.tree.currencies.count > known { continue }
      return .record(Record(layout.shape, values, origin: parser.tree.facts[Int(KeyTree.root)].schema?.origin))
    }
  }

  /// Appends a row as JSON text.
  mutating func append(_ row: PackedRows.Row, _ fields: ContiguousArray<UInt32>, to out: inout [UInt8]) {
    let layout = layouts[Int(row.layout)]
    if layout.keys.isEmpty { out.append(Byte.openBrace) }
    for (slot, key) in layout.keys.enumerated() {
      out += layout.texts[slot]
      parser.cursor.at = Int(fields[row.start + slot])
      parser.transcode(key, to: &out)
    }
    out.append(Byte.closeBrace)
  }

  /// One field of a row; null where the row lacks it.
  mutating func field(_ path: FieldPath, _ row: PackedRows.Row, _ fields: ContiguousArray<UInt32>) -> Value {
    guard let head = path.names.first else { return self.row(row, fields) }
    let layout = layouts[Int(row.layout)]
    guard let slot = layout.shape.slot(head) else { return .null }
    var value = Value.null
    while true {
      let known = parser.tree.currencies.count
      enter(layout, row, fields)
      value = self.value(at: fields[row.start + slot], layout.keys[slot])
      if parser.tree.currencies.count == known { break }
    }
    if path.names.count == 1 { return value }
    guard case .record(let record) = value else { return .null }
    return record[path: FieldPath(Array(path.names.dropFirst()))] ?? .null
  }

  /// Makes the currencies of a row known to the parser.
  private mutating func enter(
    _ layout: PackedShelf.Layout, _ row: PackedRows.Row, _ fields: ContiguousArray<UInt32>
  ) {
    parser.rowStart = 0
    parser.currencies.removeAll(keepingCapacity: true)
    parser.currencyRows.removeAll(keepingCapacity: true)
    for currency in parser.tree.currencies {
      var found = Currency.unknown
      if let head = currency.path.names.first, let slot = layout.shape.slot(head) {
        found = parser.currency(at: currency.keys.dropFirst(), from: Int(fields[row.start + slot]))
      }
      parser.currencies.append(found)
      parser.currencyRows.append(0)
    }
  }

  private mutating func value(at place: UInt32, _ node: KeyTree.ID) -> Value {
    parser.cursor.at = Int(place)
    let first = parser.cursor.byte
    guard first == Byte.openBrace || first == Byte.openBracket else { return decoded(node) }
    if containers.isEmpty {
      // As many as may stand in the text: there may be thousands of shelves with a few rows.
      let slots = min(Self.mostSlots, max(16, parser.cursor.end / 64))
      let bits = Int.bitWidth - 1 - slots.leadingZeroBitCount
      containers = ContiguousArray(repeating: DecodedContainer(), count: 1 << bits)
    }
    let slot = Int(
      truncatingIfNeeded: (UInt64(place) &* 0x9E37_79B9_7F4A_7C15)
        >> (UInt64.bitWidth - containers.count.trailingZeroBitCount))
    let known = containers[slot]
    if known.place == place, known.node == node, known.currencies == parser.currencies { return known.value }
    let value = decoded(node)
    containers[slot] = DecodedContainer(
      place: place, node: node, currencies: parser.currencies, value: value)
    return value
  }

  /// The value at the cursor. It was checked before, so that it cannot fail.
  private mutating func decoded(_ node: KeyTree.ID) -> Value {
    do throws(ScanFault) { return try parser.value(node, depth: 1) } catch { return .null }
  }
}
