package import HvValues

/// Rows that are kept for long, in little room.
///
/// Rows of one list resemble each other: the same keys, the same client and project again and again. A store keeps the
/// text of each field once for all rows that have it, so that a row is a few places in that text; 200,000 time entries
/// of 234 MB take a quarter of it. It belongs to the stage that fills it; the batches it gives may be read anywhere.
package struct RowStore {
  /// Those that are filled, one a schema.
  private var shelves: [(schema: RowSchema?, shelf: PackedShelf)] = []

  package init() {}

  /// The same rows in little room, without the others of their source. Rows that are no JSON text come back as they are.
  ///
  /// - Complexity: one walk over the text of the rows.
  package mutating func pack(_ batch: Batch) -> Batch {
    switch batch.source {
    case let page as JSONPage: page.packed(batch.selection, on: shelf(page.schema)).map { Batch($0) } ?? batch
    case let view as any WrappedRows: view.rewrapped(batch.selection) { pack($0) }
    default: batch
    }
  }

  private mutating func shelf(_ schema: RowSchema?) -> PackedShelf {
    let place = shelves.firstIndex { $0.schema === schema }
    if let place, !shelves[place].shelf.isFull { return shelves[place].shelf }
    let made = PackedShelf(schema.map(ValueType.record) ?? .any)
    if let place { shelves[place].shelf = made } else { shelves.append((schema, made)) }
    return made
  }
}
