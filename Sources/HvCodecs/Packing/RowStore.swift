package import HvValues

/// Rows that are kept for long, in little room.
///
/// Rows of one list resemble each other: the same keys, the same client and project again and again. A store keeps the
/// text of each field once for all rows that have it, so that a row is a few places in that text; 200,000 time entries
/// of 234 MB take a quarter of it. It belongs to the stage that fills it; the batches it gives may be read anywhere.
package struct RowStore {
  /// Those that are filled, one a schema.
  private var shelves: [PackedShelf] = []
  /// Roughly how many bytes the rows take that were packed so far, those included that stayed as they were.
  package private(set) var size = 0

  package init() {}

  /// The same rows in little room, without the others of their source. Rows that are no JSON text come back as they are.
  ///
  /// - Complexity: one walk over the text of the rows.
  package mutating func pack(_ batch: Batch) -> Batch {
    switch batch.source {
    case let page as JSONPage:
      let shelf = shelf(page.schema)
      let before = shelf.size
      let packed = page.packed(batch.selection, on: shelf)
      size += shelf.size - before + (packed?.ownSize ?? page.bytes.count)
      return packed.map { Batch($0) } ?? batch
    case let page as CSVPage:
      let picked = page.picking(batch.selection)
      size += picked.size
      return Batch(picked)
    case let view as any WrappedRows:
      size += view.ownSize * batch.count / max(1, view.count)
      return view.rewrapped(batch.selection) { pack($0) }
    default:
      // All of the source stays, whichever rows are meant.
      size += batch.source.roughSize
      return batch
    }
  }

  private mutating func shelf(_ schema: RowSchema?) -> PackedShelf {
    let place = shelves.firstIndex { $0.schema === schema }
    if let place, !shelves[place].isFull { return shelves[place] }
    let made = PackedShelf(schema)
    if let place { shelves[place] = made } else { shelves.append(made) }
    return made
  }
}
