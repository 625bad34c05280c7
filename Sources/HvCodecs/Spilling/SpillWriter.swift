package import HvValues

/// Writes values and rows as bytes, from which `SpillReader` makes the very same ones.
///
/// A whole number is written in groups of seven bits, the lowest first; a value begins with its `SpillTag`.
package struct SpillWriter {
  /// What is nested deeper stays in memory, lest writing and reading it exhaust the stack.
  static let maximumDepth = 128

  private let table: SpillTable
  package private(set) var bytes: [UInt8] = []

  package init(_ table: SpillTable) { self.table = table }

  /// Forgets the bytes, and keeps their room.
  package mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Appends a row: as its text where it was read from one, so that it goes on being copied, else as a value.
  package mutating func append(_ index: Int, of source: any RowSource) {
    let text: (rows: any TextRows, schema: RowSchema?)? =
      switch source {
      case let page as JSONPage: (page, page.schema)
      case let packed as PackedRows: (packed, packed.schema)
      default: nil
      }
    append(UInt64(text.map { table.place(of: $0.schema) + 1 } ?? 0))
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: 8))
    if let text { _ = text.rows.appendText(index, to: &bytes) } else { append(source.row(index)) }
    let length = UInt64(bytes.count - start - 8)
    for place in 0..<8 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> (8 * place)) }
  }

  /// Appends a row that was read.
  package mutating func append(_ row: SpilledRow) {
    append(UInt64(row.form))
    for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: row.bytes.count >> (8 * place))) }
    bytes.append(contentsOf: row.bytes)
  }

  /// Appends a value.
  package mutating func append(_ value: Value) { append(value, depth: 0) }

  private mutating func append(_ value: Value, depth: Int) {
    switch value {
    case .null: begin(.null)
    case .bool(let flag): begin(flag ? .true : .false)
    case .number(let exact):
      begin(.number)
      append(exact)
    case .numeral(let numeral):
      begin(numeral.exact == nil ? .longNumeral : .numeral)
      if let exact = numeral.exact { append(exact) }
      append(numeral.text)
    case .money(let money):
      begin(.money)
      append(money.amount)
      append(UInt64(money.currency.packed))
    case .string(let text):
      begin(.string)
      append(text)
    case .day(let day):
      begin(.day)
      append(Int64(day.daysSinceEpoch))
    case .time(let time):
      begin(.time)
      append(Int64(time.minutes))
    case .instant(let instant):
      begin(.instant)
      append(instant.microseconds)
    case .duration(let span):
      begin(.duration)
      for part in [Int64(span.months), Int64(span.days), span.seconds] { append(part) }
    case .range(let range) where depth < Self.maximumDepth:
      begin(.range)
      for end in [range.lower, range.upper] {
        begin(end == nil ? .null : .true)
        if let end { append(end, depth: depth + 1) }
      }
    case .list(let list) where depth < Self.maximumDepth && !list.standsOnRows:
      begin(.list)
      append(UInt64(list.count))
      for index in 0..<list.count { append(list.element(index), depth: depth + 1) }
    case .record(let record) where depth < Self.maximumDepth:
      begin(.record)
      append(record.shape)
      append(UInt64(record.origin.map { table.place(of: $0) + 1 } ?? 0))
      for value in record.values { append(value, depth: depth + 1) }
    case .opaque, .range, .list, .record:
      // Rows that a list stands on are held by whoever made it: written out, they would take their room twice.
      begin(.kept)
      append(UInt64(table.keep(value)))
    }
  }

  private mutating func append(_ shape: Shape) {
    let place = table.place(of: shape)
    append(UInt64(place.map { $0 + 1 } ?? 0))
    guard place == nil else { return }
    append(UInt64(shape.keys.count))
    for key in shape.keys { append(key) }
  }

  private mutating func begin(_ tag: SpillTag) { bytes.append(tag.rawValue) }

  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The sign goes lowest, so that small numbers are short on both sides of zero.
  private mutating func append(_ number: Int64) { append(UInt64(bitPattern: number << 1 ^ number >> 63)) }

  private mutating func append(_ exact: Exact) {
    bytes.append(exact.scale)
    append(exact.significand)
  }

  private mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// What a value begins with.
enum SpillTag: UInt8 {
  case null, `true`, `false`, number, numeral, longNumeral, money, string, day, time, instant, duration, range, list,
    record, kept
}
