package import HvValues

/// Reads CSV or TSV with a header line. `CSVCellReader` tells what the cells are.
package struct CSVReader: CuttingReader {
  private let format: CSVFormat
  private let project: [FieldPath]
  private var pending = PendingBytes()
  /// That of all rows, once the header was read.
  private var shape: Shape?
  /// Not tried again before there are this many bytes, so that a very long record is scanned a few times only.
  private var needed = 0

  /// - Parameter project: the fields to decode at once, where a piece is parsed.
  package init(_ format: CSVFormat = .csv, project: [FieldPath] = []) {
    self.format = format
    self.project = project
  }

  package var rest: [UInt8] { pending.bytes }

  package mutating func cut(_ chunk: [UInt8]) throws(ReadFault) -> (any RowPiece)? {
    try pending.append(chunk)
    return try piece(isLast: false)
  }

  package mutating func cut(goingOn block: consuming [UInt8]) throws(ReadFault) -> (any RowPiece)? {
    pending.clear()
    return try cut(block)
  }

  package mutating func lastCut() throws(ReadFault) -> (any RowPiece)? { try piece(isLast: true) }

  package mutating func rows(_ parsed: Result<ParsedPiece, ReadFault>) throws(ReadFault) -> Batch? {
    try pending.rows(parsed)
  }

  /// The whole records of what waits.
  private mutating func piece(isLast: Bool) throws(ReadFault) -> Piece? {
    // A mark before UTF-8 may not be whole yet.
    guard isLast || pending.bytes.count >= max(3, needed) else { return nil }
    if shape == nil { try readHeader(isLast: isLast) }
    guard let shape, !pending.bytes.isEmpty else { return nil }
    var cut: Result<CutRecords, ReadFault>?
    let end: Int
    if isLast {
      end = pending.bytes.count
    } else if format.isQuoted, CSVMarks.contains(Byte.quote, pending.bytes) {
      // A line may end in a cell: only the cutter tells where records do.
      let records = CutRecords.cut(pending.bytes, format, width: shape.keys.count, isLast: false)
      if case .success(let records) = records { end = records.end } else { end = pending.bytes.count }
      cut = records
    } else {
      end = pending.bytes.lastIndex(of: Byte.newline).map { $0 + 1 } ?? 0
    }
    needed = end > 0 ? 0 : pending.bytes.count * 2
    if end == 0 { return nil }
    let bytes = pending.take(keeping: pending.bytes.count - end)
    return Piece(bytes: bytes, cut: cut, format: format, shape: shape, project: project)
  }

  /// Some records, with what is needed to parse them.
  private struct Piece: RowPiece {
    let bytes: [UInt8]
    /// What the cutter found, where it was asked before.
    let cut: Result<CutRecords, ReadFault>?
    let format: CSVFormat
    let shape: Shape
    let project: [FieldPath]

    func parsed() -> Result<ParsedPiece, ReadFault> {
      (cut ?? CutRecords.cut(bytes, format, width: shape.keys.count, isLast: true)).map { cut in
        let page = CSVPage(bytes, cut.cells, shape, format)
        page.prepare(project)
        return ParsedPiece(source: page, lineEnds: cut.lineEnds)
      }
    }
  }
}

/// What a cutter found.
private struct CutRecords {
  let cells: ContiguousArray<CSVCell>
  /// Where the last whole record ends.
  let end: Int
  let lineEnds: Int

  static func cut(
    _ bytes: [UInt8], _ format: CSVFormat, width: Int, isLast: Bool
  ) -> Result<CutRecords, ReadFault> {
    bytes.withUnsafeBufferPointer { buffer in
      var cutter = CSVCutter(buffer, format, isLast: isLast)
      do throws(ReadFault) {
        try cutter.records(width: width)
        return .success(CutRecords(cells: cutter.cells, end: cutter.at, lineEnds: cutter.lineEnds))
      } catch {
        return .failure(error)
      }
    }
  }
}

// MARK: - Header

extension CSVReader {
  /// Reads the header, where it is whole.
  private mutating func readHeader(isLast: Bool) throws(ReadFault) {
    let bytes = pending.take()
    let linesBefore = pending.line - 1
    var end = 0
    var lineEnds = 0
    shape = try bytes.withUnsafeBufferPointer { (buffer) throws(ReadFault) -> Shape? in
      do throws(ReadFault) {
        var cutter = CSVCutter(buffer, format, isLast: isLast)
        let header = try cutter.header()
        (end, lineEnds) = (cutter.at, cutter.lineEnds)
        guard let header else { return nil }
        let reader = CSVCellReader(buffer, format)
        return Shape(try Self.names(header.cells.map(reader.text), line: header.line))
      } catch {
        throw error.after(lines: linesBefore)
      }
    }
    pending.putBack(bytes, from: end, lineEnds: lineEnds)
    needed = end > 0 ? 0 : pending.bytes.count * 2
  }

  /// The names of the columns, of which those without one get one.
  private static func names(_ cells: [String], line: Int) throws(ReadFault) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    for cell in cells {
      let name = cell.isEmpty ? "column_\(names.count + 1)" : cell
      guard known.insert(name).inserted else {
        throw ReadFault(line: line, message: "the header names the column `\(name)` twice")
      }
      names.append(name)
    }
    return names
  }
}
