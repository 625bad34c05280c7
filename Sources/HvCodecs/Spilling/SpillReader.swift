package import HvValues

/// Reads what `SpillWriter` wrote. Bytes that it did not write are a fault, never a trap.
package struct SpillReader {
  private let table: SpillTable
  private let bytes: [UInt8]
  private var at = 0

  package init(_ bytes: [UInt8], _ table: SpillTable) {
    self.bytes = bytes
    self.table = table
  }

  /// All was read.
  package var isAtEnd: Bool { at == bytes.count }

  /// The next row, not decoded.
  package mutating func row() throws(SpillFault) -> SpilledRow {
    let form = try number(below: table.schemas.count + 1)
    var length: UInt64 = 0
    for place in 0..<8 { length |= UInt64(try byte()) << (8 * place) }
    return SpilledRow(form: form, bytes: try slice(length))
  }

  /// The next value.
  package mutating func value() throws(SpillFault) -> Value { try value(depth: 0) }

  private mutating func value(depth: Int) throws(SpillFault) -> Value {
    guard depth <= SpillWriter.maximumDepth, let tag = SpillTag(rawValue: try byte()) else { throw SpillFault() }
    switch tag {
    case .null: return .null
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return .number(try exact())
    case .numeral:
      let exact = try exact()
      return .numeral(Numeral(text: try text(), exact: exact))
    case .longNumeral: return .numeral(Numeral(text: try text(), exact: nil))
    case .money:
      let amount = try exact()
      return .money(Money(amount, Currency(packed: UInt16(try number(below: 1 << 16)))))
    case .string: return .string(try text())
    case .day: return .day(Day(daysSinceEpoch: try integer()))
    case .time:
      guard let time = ClockTime(minutes: try integer()) else { throw SpillFault() }
      return .time(time)
    case .instant: return .instant(Instant(microseconds: try integer()))
    case .duration: return .duration(Span(months: try integer(), days: try integer(), seconds: try integer()))
    case .range:
      let lower = try end(depth: depth + 1)
      return .range(ValueRange(lower, try end(depth: depth + 1)))
    case .list:
      // Each takes a byte at least.
      return .list(ValueList(try values(number(below: bytes.count), depth: depth + 1)))
    case .record:
      let shape = try shape()
      let place = try number(below: table.origins.count + 1)
      let values = try values(shape.keys.count, depth: depth + 1)
      return .record(Record(shape, values, origin: place == 0 ? nil : table.origins[place - 1]))
    case .kept: return table.values[try number(below: table.values.count)]
    }
  }

  private mutating func values(_ count: Int, depth: Int) throws(SpillFault) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try value(depth: depth)) }
    return values
  }

  private mutating func end(depth: Int) throws(SpillFault) -> Value? {
    try byte() == SpillTag.null.rawValue ? nil : try value(depth: depth)
  }

  private mutating func shape() throws(SpillFault) -> Shape {
    let place = try number(below: table.shapes.count + 1)
    if place > 0 { return table.shapes[place - 1] }
    var keys: [String] = []
    for _ in 0..<(try number(below: bytes.count)) { keys.append(try text()) }
    return Shape(keys)
  }

  private mutating func exact() throws(SpillFault) -> Exact {
    let scale = try byte()
    return Exact(significand: try integer(), scale: scale)
  }

  private mutating func text() throws(SpillFault) -> String { String(decoding: try slice(number()), as: UTF8.self) }

  private mutating func slice(_ count: UInt64) throws(SpillFault) -> ArraySlice<UInt8> {
    guard count <= UInt64(bytes.count - at) else { throw SpillFault() }
    defer { at += Int(count) }
    return bytes[at..<at + Int(count)]
  }

  private mutating func byte() throws(SpillFault) -> UInt8 {
    guard at < bytes.count else { throw SpillFault() }
    defer { at += 1 }
    return bytes[at]
  }

  private mutating func number() throws(SpillFault) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let byte = try byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw SpillFault()
  }

  private mutating func number(below limit: Int) throws(SpillFault) -> Int {
    guard let number = Int(exactly: try number()), number < limit else { throw SpillFault() }
    return number
  }

  private mutating func integer<Integer: FixedWidthInteger>() throws(SpillFault) -> Integer {
    let bits = try number()
    guard let integer = Integer(exactly: Int64(bitPattern: bits >> 1) ^ -Int64(bits & 1)) else { throw SpillFault() }
    return integer
  }
}

/// A row as it stands in a file.
package struct SpilledRow {
  /// Rows of one form go into one source: 0 for values, others for text with a schema of the table.
  package let form: Int
  package let bytes: ArraySlice<UInt8>

  /// Appends it to others of its form.
  package func append(to rows: inout [UInt8]) {
    rows += bytes
    if form > 0 { rows.append(Byte.newline) }
  }
}

extension SpillTable {
  /// Rows of one form, as they were.
  ///
  /// - Parameter bytes: what each of the rows appended.
  package func source(_ form: Int, _ bytes: [UInt8]) throws(SpillFault) -> any RowSource {
    do throws(JSONFault) {
      if form > 0 { return try JSONPage(ndjson: bytes, schema: schemas[form - 1]) }
    } catch {
      throw SpillFault()
    }
    var reader = SpillReader(bytes, self)
    var values: [Value] = []
    while !reader.isAtEnd { values.append(try reader.value()) }
    return ValueRows(values)
  }
}
