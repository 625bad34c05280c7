import HvCodecs
import HvValues

/// The beginning of a file, and what it tells of the rows: their fields and types.
///
/// Rows that have the fields of a Harvest kind are taken for records of it. Else a field is what it is in every row of
/// the sample: a JSON text that is a date each time is a date. Where the sample is not the whole file, other fields may
/// follow.
struct FileSample {
  /// A file up to this long is looked at whole; a few milliseconds.
  private static let limit = 4 << 20

  let type: Type
  let schema: RowSchema?

  /// Nil where the file cannot be read now, or holds no rows.
  init?(_ path: String, _ format: RowFormat, _ host: any Host) {
    guard host.files.isPlain(path), let source = try? host.files.open(path) else { return nil }
    let bytes = ExpandedBytes(source)
    var reader = format.reader(schema: nil)
    var batches: [Batch] = []
    var first: [Value] = []
    var known: (kind: Kind, schema: RowSchema)?
    var size = 0
    var isWhole = false
    do {
      while size < Self.limit, known == nil, !isWhole {
        let block = try bytes.read()
        isWhole = block == nil
        size += block?.count ?? 0
        let batch = if let block { try reader.read(block) } else { try reader.finish() }
        if let batch { batches.append(batch) }
        // A few rows tell a kind of Harvest: then the others tell no more, and are neither read nor decoded here.
        guard first.count < Self.compared else { continue }
        if let batch { first += batch.prefix(Self.compared - first.count).values }
        if first.count == Self.compared { known = Self.kind(of: first, format, host) }
      }
    } catch {
      // What is wrong with it is told when it is read.
      return nil
    }
    guard !first.isEmpty else { return nil }
    if let known = known ?? (first.count < Self.compared ? Self.kind(of: first, format, host) : nil) {
      type = .record(known.kind.type)
      schema = known.schema
      return
    }
    var guess = TypeGuess()
    for batch in batches { guess.see(batch) }
    type = guess.type(isOpen: !isWhole && format != .csv && format != .tsv)
    schema = if case .record(let record) = type { record.rowSchema } else { nil }
  }

  /// How the rows of a file are read whose first block this is; nil where that is not told.
  static func schema(ofRowsIn block: [UInt8], _ format: RowFormat, _ host: any Host) -> RowSchema? {
    guard format == .json || format == .ndjson else { return nil }
    var reader = format.reader(schema: nil)
    guard let batch = try? reader.read(block) else { return nil }
    return kind(of: batch.prefix(Self.compared).values, format, host)?.schema
  }

  /// So many rows are compared with the kinds of Harvest.
  private static let compared = 20

  private static func kind(of rows: [Value], _ format: RowFormat, _ host: any Host) -> (kind: Kind, schema: RowSchema)?
  {
    guard format == .json || format == .ndjson else { return nil }
    var fields: Set<String> = []
    var last: Shape?
    for row in rows.prefix(compared) {
      guard case .record(let record) = row else { return nil }
      if record.shape !== last { fields.formUnion(record.shape.keys) }
      last = record.shape
    }
    return host.kind(ofRowWith: fields)
  }
}

/// What a value can be, by the values that were seen.
private struct TypeGuess {
  private var kind: Type?
  private var names: [String] = []
  private var fields: [String: TypeGuess] = [:]
  private var elements: [TypeGuess] = []

  /// Sees the rows of a batch; those that are made of columns are seen column by column, which makes no records.
  mutating func see(_ batch: Batch) {
    guard batch.selection == nil, !batch.isEmpty, let rows = batch.source as? any ColumnarRows else {
      for place in 0..<batch.count { see(batch.value(place)) }
      return
    }
    join(.record(.unknown))
    for (name, column) in zip(rows.shape.keys, rows.columns) {
      if fields[name] == nil { names.append(name) }
      // It is changed outside of the table, where a value costs no look-up.
      var field = fields.removeValue(forKey: name) ?? TypeGuess()
      for value in column.values { field.see(value) }
      fields[name] = field
    }
  }

  mutating func see(_ value: Value) {
    switch value {
    case .null: return
    case .record(let record):
      join(.record(.unknown))
      for (name, value) in record.pairs {
        if fields[name] == nil { names.append(name) }
        fields[name, default: TypeGuess()].see(value)
      }
    case .list(let list):
      join(.list(.any))
      if elements.isEmpty { elements.append(TypeGuess()) }
      for element in list.elements { elements[0].see(element) }
    case .string(let text): join(Self.type(of: text))
    case .bool: join(.bool)
    case .number, .numeral: join(.number)
    case .day: join(.day)
    case .instant: join(.instant)
    default: join(.any)
    }
  }

  /// A text in JSON that only a date is written as.
  private static func type(of text: String) -> Type {
    var text = text
    return text.withUTF8 { bytes in
      if bytes.count == 10, Day(utf8: bytes) != nil { return .day }
      if bytes.count >= 20, bytes.count <= 35, Instant(utf8: bytes) != nil { return .instant }
      return .string
    }
  }

  private mutating func join(_ type: Type) {
    switch (kind, type) {
    case (nil, _): kind = type
    case (.number, .number), (.string, .string), (.bool, .bool), (.day, .day), (.instant, .instant): break
    // A date that is none in another row is a text.
    case (.day, .string), (.string, .day), (.instant, .string), (.string, .instant), (.day, .instant), (.instant, .day):
      kind = .string
    case (.record, .record), (.list, .list): break
    case (let known?, _): kind = known.joined(type)
    }
  }

  func type(isOpen: Bool) -> Type {
    switch kind {
    case nil: .any
    case .record:
      .record(
        RecordType(
          fields: names.map { RecordType.Field($0, fields[$0]?.type(isOpen: isOpen) ?? .any) }, isOpen: isOpen))
    case .list: .list(elements.first?.type(isOpen: isOpen) ?? .any)
    case let known?: known
    }
  }
}
