/// The values of one field for every row of a source.
public final class Column: Sendable {
  public let values: ContiguousArray<Value>
  public init(_ values: ContiguousArray<Value>) { self.values = values }
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

/// Some rows of a source, in order: the unit that stages hand on. One page is one batch.
public struct Batch: Sendable {
  public let source: any RowSource
  /// The rows meant, ascending or in any other order that a stage made; nil for all of them in order.
  public let selection: [Int32]?

  public init(_ source: any RowSource, selection: [Int32]? = nil) {
    self.source = source
    self.selection = selection
  }

  /// A batch of computed values.
  public init(_ values: [Value]) { self.init(ValueRows(values)) }

  public var count: Int { selection?.count ?? source.count }
  public var isEmpty: Bool { count == 0 }

  /// The place in `source` of the row at `index` of this batch.
  @inlinable public func sourceIndex(_ index: Int) -> Int { selection.map { Int($0[index]) } ?? index }

  public func value(_ index: Int) -> Value { source.row(sourceIndex(index)) }

  /// All rows as values, decoded whole.
  public var values: [Value] { (0..<count).map(value) }

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
  private let values: [Value]
  public init(_ values: [Value]) { self.values = values }
  public var count: Int { values.count }
  public func row(_ index: Int) -> Value { values[index] }
  public func prepare(_ paths: [FieldPath]) {}
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
