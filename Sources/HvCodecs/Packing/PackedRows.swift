package import HvValues
import Synchronization

/// Rows of a page on a shelf.
package final class PackedRows: TextRows {
  struct Row {
    let layout: UInt16
    private let first: UInt32
    /// The place of its first field in `fields`.
    var start: Int { Int(first) }

    init(layout: Int, start: Int) {
      self.layout = UInt16(layout)
      first = UInt32(start)
    }
  }

  private let shelf: PackedShelf
  private let rows: ContiguousArray<Row>
  /// The place of the text of each field, row after row.
  private let fields: ContiguousArray<UInt32>
  private let columns = Mutex<[FieldPath: Column]>([:])

  fileprivate init(_ shelf: PackedShelf, _ rows: ContiguousArray<Row>, _ fields: ContiguousArray<UInt32>) {
    self.shelf = shelf
    self.rows = rows
    self.fields = fields
  }

  /// That with which their text is read.
  var schema: RowSchema? { shelf.schema }
  /// How many bytes it takes beside the shelf.
  var ownSize: Int { rows.count * MemoryLayout<Row>.stride + fields.count * MemoryLayout<UInt32>.stride }

  package var count: Int { rows.count }
  package func prepare(_ paths: [FieldPath]) {}

  package func row(_ index: Int) -> Value {
    shelf.reading { reader in reader.row(rows[index], fields) }
  }

  package func appendText(_ index: Int, to out: inout [UInt8]) -> Bool {
    shelf.reading { reader in reader.append(rows[index], fields, to: &out) }
    return true
  }

  package func column(_ path: FieldPath) -> Column {
    // Whole rows are not kept: they take many times the room.
    if path.names.isEmpty { return Column(ContiguousArray((0..<count).map(row))) }
    if let known = columns.withLock({ $0[path] }) { return known }
    let made = shelf.reading { reader in
      var values: ContiguousArray<Value> = []
      values.reserveCapacity(rows.count)
      for row in rows { values.append(reader.field(path, row, fields)) }
      return Column(values)
    }
    return columns.withLock { columns in
      if let known = columns[path] { return known }
      columns[path] = made
      return made
    }
  }
}

extension JSONPage {
  /// The rows at these places on a shelf; nil where one of them is no record, has a key twice or too many keys.
  func packed(_ selection: [Int32]?, on shelf: PackedShelf) -> PackedRows? {
    shelf.filling(from: bytes) { parser, contents in
      var rows: ContiguousArray<PackedRows.Row> = []
      var fields: ContiguousArray<UInt32> = []
      var keys: [KeyTree.ID] = []
      var layout = -1
      let count = selection?.count ?? places.count
      rows.reserveCapacity(count)
      for index in 0..<count {
        let place = places[selection.map { Int($0[index]) } ?? index]
        let start = fields.count
        guard start < Int(UInt32.max), Self.pack(place, &parser, &contents, &keys, &fields) else { return nil }
        if layout < 0 || contents.layouts[layout].keys != keys {
          guard let known = contents.layout(keys, parser.tree) else { return nil }
          layout = known
        }
        rows.append(PackedRows.Row(layout: layout, start: start))
      }
      return PackedRows(shelf, rows, fields)
    }
  }

  /// Puts the text of a row's fields on the shelf, and tells its keys.
  private static func pack(
    _ place: Range<Int>, _ parser: inout RowParser, _ contents: inout PackedShelf.Contents, _ keys: inout [KeyTree.ID],
    _ fields: inout ContiguousArray<UInt32>
  ) -> Bool {
    parser.cursor.at = place.lowerBound
    guard parser.cursor.byte == Byte.openBrace else { return false }
    keys.removeAll(keepingCapacity: true)
    do throws(ScanFault) {
      var previous = KeyTree.none
      var more = try parser.enter(Byte.closeBrace, depth: 0)
      while more {
        let key = try parser.key(KeyTree.root, after: previous)
        guard key != KeyTree.none else { return false }
        parser.cursor.skipSpace()
        let start = parser.cursor.at
        try parser.cursor.skipValue(depth: 1)
        guard let text = contents.place(of: start..<parser.cursor.at, in: parser.cursor, key) else { return false }
        keys.append(key)
        fields.append(text)
        previous = key
        more = try parser.another(Byte.closeBrace)
      }
    } catch {
      return false
    }
    return true
  }
}
