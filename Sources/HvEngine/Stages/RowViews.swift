import HvCodecs
import HvValues

// Rows that are made of other rows. Values are taken over column by column; a whole row is only made when it is shown.

/// Records of computed columns.
final class ComputedRows: ColumnarRows {
  let shape: Shape
  let columns: [Column]
  let count: Int

  init(_ shape: Shape, _ columns: [Column], count: Int) {
    self.shape = shape
    self.columns = columns
    self.count = count
  }

  func row(_ index: Int) -> Value { .record(Record(shape, columns.map { $0.values[index] })) }
  func prepare(_ paths: [FieldPath]) {}

  func column(_ path: FieldPath) -> Column {
    if path.names.count == 1, let slot = shape.slot(path.names[0]) { return columns[slot] }
    return ValueRows((0..<count).map(row)).column(path)
  }
}

/// The rows of a batch with fields added, replaced, renamed or left out.
final class ViewRows: WrappedRows {
  private let base: Batch
  private let added: [(name: String, column: Column)]
  /// New name to old name.
  private let renamed: [String: String]
  private let dropped: Set<String>

  init(
    _ base: Batch, added: [(name: String, column: Column)] = [], renamed: [String: String] = [:],
    dropped: Set<String> = []
  ) {
    self.base = base
    self.added = added
    self.renamed = renamed
    self.dropped = dropped
  }

  var count: Int { base.count }
  func prepare(_ paths: [FieldPath]) { base.source.prepare(paths.compactMap(inner)) }

  func row(_ index: Int) -> Value {
    guard case .record(let record) = base.value(index) else { return base.value(index) }
    let newNames = Dictionary(renamed.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    var pairs: [(String, Value)] = []
    for (key, value) in record.pairs where !dropped.contains(key) { pairs.append((newNames[key] ?? key, value)) }
    for (name, column) in added { pairs.append((name, column.values[index])) }
    return .record(Record(pairs: pairs, origin: record.origin))
  }

  func column(_ path: FieldPath) -> Column {
    if let head = path.names.first, let own = added.last(where: { $0.name == head }) {
      return path.names.count == 1
        ? own.column : ValueRows(Array(own.column.values)).column(FieldPath(Array(path.names.dropFirst())))
    }
    guard let inner = inner(path) else { return Column(ContiguousArray(repeating: .null, count: count)) }
    let column = base.source.column(inner)
    return base.selection == nil
      ? column : Column(ContiguousArray((0..<count).map { column.values[base.sourceIndex($0)] }))
  }

  func rewrapped(_ places: [Int32]?, _ pack: (Batch) -> Batch) -> Batch {
    Batch(
      ViewRows(
        pack(base.picking(places)), added: added.map { ($0.name, $0.column.picking(places)) }, renamed: renamed,
        dropped: dropped))
  }

  var ownSize: Int { added.reduce(0) { $0 + $1.column.roughSize } }

  /// The path in the base rows; nil where the field is hidden.
  private func inner(_ path: FieldPath) -> FieldPath? {
    guard let head = path.names.first else { return path }
    if added.contains(where: { $0.name == head }) || dropped.contains(head) { return nil }
    if let old = renamed[head] { return FieldPath([old] + path.names.dropFirst()) }
    return renamed.values.contains(head) ? nil : path
  }
}

/// The rows of a batch, each with a row of another source in a field.
final class PairedRows: WrappedRows {
  private let base: Batch
  private let name: String
  private let partners: GatheredRows

  /// - Parameter partners: one a row of `base`.
  init(_ base: Batch, _ name: String, _ partners: GatheredRows) {
    self.base = base
    self.name = name
    self.partners = partners
  }

  var count: Int { base.count }
  func prepare(_ paths: [FieldPath]) { base.source.prepare(paths.filter { $0.names.first != name }) }

  func row(_ index: Int) -> Value {
    guard case .record(let record) = base.value(index) else { return base.value(index) }
    return .record(
      Record(Shape(record.shape.keys + [name]), record.values + [partners.row(index)], origin: record.origin))
  }

  func column(_ path: FieldPath) -> Column {
    if path.names.isEmpty { return Column(ContiguousArray((0..<count).map(row))) }
    if path.names.first == name { return partners.column(FieldPath(Array(path.names.dropFirst()))) }
    return base.source.column(path).picking(base.selection)
  }

  func rewrapped(_ places: [Int32]?, _ pack: (Batch) -> Batch) -> Batch {
    Batch(PairedRows(pack(base.picking(places)), name, partners.picking(places)))
  }

  // The partners are those of many rows, and whoever found them holds them too.
  var ownSize: Int { count * MemoryLayout<HeldRows.Place?>.stride }
}
