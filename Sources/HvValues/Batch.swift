/// The values of one field for every row of a source.
public final class Column: Sendable {
  /// One value a row of the source, in its order; null where a row lacks the field.
  public let values: ContiguousArray<Value>
  /// Wraps values that are there already, one a row of the source.
  public init(_ values: ContiguousArray<Value>) { self.values = values }

  /// The values at these places, or all.
  package func picking(_ places: [Int32]?) -> Column {
    places.map { places in Column(ContiguousArray(places.map { values[Int($0)] })) } ?? self
  }
}

/// Rows that belong together: one page of an answer, one block of a file, some computed values.
///
/// A source decodes lazily; what it has decoded it keeps. It may be read from several tasks at once.
public protocol RowSource: AnyObject, Sendable {
  /// How many rows there are.
  var count: Int { get }
  /// A whole row. `index` is in `0..<count`.
  func row(_ index: Int) -> Value
  /// One field of every row, null where a row lacks it. The same path gives the same column.
  func column(_ path: FieldPath) -> Column
  /// Decodes these fields in one pass, ahead of `column`. A hint; it changes no result.
  func prepare(_ paths: [FieldPath])
}

/// Rows that are those of another source in another dress.
package protocol WrappedRows: RowSource {
  /// The rows at these places, in that order, or all: the same dress on what `pack` makes of the rows inside.
  func rewrapped(_ places: [Int32]?, _ pack: (Batch) -> Batch) -> Batch
  /// Roughly how many bytes it takes beside the rows inside.
  var ownSize: Int { get }
}

extension WrappedRows {
  package var ownSize: Int { 0 }
}

/// Records that are made of columns: one a key, and each with one value a row.
package protocol ColumnarRows: RowSource {
  var shape: Shape { get }
  var columns: [Column] { get }
}

/// Some rows of a source, in order: the unit that stages hand on. One page is one batch.
public struct Batch: Sendable {
  /// Where the rows are; it may hold rows that this batch does not.
  public let source: any RowSource
  /// The rows meant, ascending or in any other order that a stage made; nil for all of them in order.
  public let selection: [Int32]?

  /// A batch of the rows of a source that stand at these places, or of all of them.
  ///
  /// - Parameter selection: places in `0..<source.count`, in the order that the batch is to have.
  public init(_ source: any RowSource, selection: [Int32]? = nil) {
    self.source = source
    self.selection = selection
  }

  /// A batch of computed values.
  public init(_ values: [Value]) { self.init(ValueRows(values)) }

  /// How many rows the batch has: those selected, else all of the source.
  public var count: Int { selection?.count ?? source.count }
  /// Whether the batch has no row, though its source may have some.
  public var isEmpty: Bool { count == 0 }

  /// The place in `source` of the row at `index` of this batch.
  @inlinable public func sourceIndex(_ index: Int) -> Int { selection.map { Int($0[index]) } ?? index }

  /// The whole row at `index` of this batch, which is in `0..<count`.
  public func value(_ index: Int) -> Value { source.row(sourceIndex(index)) }

  /// All rows as values, decoded whole.
  public var values: [Value] {
    if selection == nil, let rows = source as? ValueRows { return rows.values }
    return (0..<count).map(value)
  }

  /// The rows of this batch at these places of its own, or all.
  package func picking(_ places: [Int32]?) -> Batch {
    guard let places else { return self }
    guard let selection else { return Batch(source, selection: places) }
    return Batch(source, selection: places.map { selection[Int($0)] })
  }

  /// At most the first `n` rows.
  public func prefix(_ n: Int) -> Batch {
    let kept = max(0, min(n, count))
    return kept == count
      ? self : Batch(source, selection: (0..<kept).map { Int32(truncatingIfNeeded: sourceIndex($0)) })
  }

  /// All but the first `n` rows.
  public func dropFirst(_ n: Int) -> Batch {
    let dropped = max(0, min(n, count))
    return dropped == 0
      ? self : Batch(source, selection: (dropped..<count).map { Int32(truncatingIfNeeded: sourceIndex($0)) })
  }
}

/// A source of values that are there already.
public final class ValueRows: RowSource {
  fileprivate let values: [Value]
  /// Takes the values as rows, in this order.
  public init(_ values: [Value]) { self.values = values }
  /// How many values it was given.
  public var count: Int { values.count }
  /// The value itself, nothing being left to decode; `index` is in `0..<count`.
  public func row(_ index: Int) -> Value { values[index] }
  /// Does nothing, because every value is there already.
  public func prepare(_ paths: [FieldPath]) {}
  /// One field of every value, null where a value lacks it or is no record; the values themselves for an empty path.
  ///
  /// - Complexity: O(rows × names of the path) at each call: columns are not kept.
  public func column(_ path: FieldPath) -> Column {
    Column(
      ContiguousArray(
        values.map { value in
          if path.names.isEmpty { return value }
          guard case .record(let record) = value else { return .null }
          return record[path: path] ?? .null
        }))
  }
}
