package import HvValues
import Synchronization

/// Rows of a CSV or TSV file: the bytes of a block, and where the cells stand in them.
///
/// All that can be wrong was found when the block was cut, so that nothing that is asked later can fail. A column is
/// decoded when somebody asks for it, and kept; rows are decoded one at a time, and are not kept.
package final class CSVPage: ColumnarRows {
  package let shape: Shape
  package let count: Int
  private let bytes: [UInt8]
  private let format: CSVFormat
  /// Row after row, as many a row as `shape` has keys.
  private let cells: ContiguousArray<CSVCell>

  private struct Decoded {
    var columns: [Column?]
    /// The same, once all of them are there.
    var all: [Column] = []
  }
  private let decoded: Mutex<Decoded>

  /// - Parameter cells: what a cutter found in these very bytes, for rows that are records of this shape.
  init(_ bytes: [UInt8], _ cells: ContiguousArray<CSVCell>, _ shape: Shape, _ format: CSVFormat) {
    self.bytes = bytes
    self.cells = cells
    self.shape = shape
    self.format = format
    count = cells.count / shape.keys.count
    decoded = Mutex(Decoded(columns: Array(repeating: nil, count: shape.keys.count)))
  }
}

// MARK: - Keeping

extension CSVPage {
  /// The rows at these places on a page of their own, or this page with all of its rows.
  func picking(_ places: [Int32]?) -> CSVPage {
    guard let places else { return self }
    let width = shape.keys.count
    var (picked, made): ([UInt8], ContiguousArray<CSVCell>) = ([], [])
    made.reserveCapacity(places.count * width)
    for place in places {
      for cell in cells[Int(place) * width..<(Int(place) + 1) * width] {
        let start = picked.count
        picked += bytes[cell.range]
        made.append(CSVCell(start..<picked.count, isQuoted: cell.isQuoted, isEscaped: cell.isEscaped))
      }
    }
    return CSVPage(picked, made, shape, format)
  }

  /// Roughly how many bytes it takes, without the columns that somebody may ask for.
  var size: Int { bytes.count + cells.count * MemoryLayout<CSVCell>.stride }
}

// MARK: - RowSource

extension CSVPage {
  package func row(_ index: Int) -> Value {
    let width = shape.keys.count
    return bytes.withUnsafeBufferPointer { buffer in
      let reader = CSVCellReader(buffer, format)
      return .record(Record(shape, cells[index * width..<(index + 1) * width].map(reader.value)))
    }
  }

  /// Cells are no records, so that a path of several names finds nothing.
  package func column(_ path: FieldPath) -> Column {
    if path.names.isEmpty { return Column(ContiguousArray((0..<count).map(row))) }
    guard path.names.count == 1, let slot = shape.slot(path.names[0]) else {
      return Column(ContiguousArray(repeating: .null, count: count))
    }
    return column(slot)
  }

  package func prepare(_ paths: [FieldPath]) {
    for path in paths where path.names.count == 1 { if let slot = shape.slot(path.names[0]) { _ = column(slot) } }
  }

  /// All columns.
  ///
  /// - Complexity: the first time one pass over the cells, later O(1).
  package var columns: [Column] {
    let known = decoded.withLock { $0.all }
    if !known.isEmpty { return known }
    let columns = shape.keys.indices.map(column)
    decoded.withLock { $0.all = columns }
    return columns
  }

  private func column(_ slot: Int) -> Column {
    if let known = decoded.withLock({ $0.columns[slot] }) { return known }
    let made = decode(slot)
    return decoded.withLock { decoded in
      if let known = decoded.columns[slot] { return known }
      decoded.columns[slot] = made
      return made
    }
  }

  private func decode(_ slot: Int) -> Column {
    let cells = cells
    let width = shape.keys.count
    return bytes.withUnsafeBufferPointer { buffer in
      let reader = CSVCellReader(buffer, format)
      var strings = StringCache()
      var values: ContiguousArray<Value> = []
      values.reserveCapacity(count)
      for place in stride(from: slot, to: cells.count, by: width) {
        values.append(reader.value(cells[place], &strings))
      }
      return Column(values)
    }
  }
}
