package import HvValues

/// Reads one JSON value a line. Blank lines are no rows.
package struct NDJSONReader: CuttingReader {
  private var lines = LineBlocks()
  private let schema: RowSchema?
  private let project: [FieldPath]
  /// The first page: those after it most likely look like it.
  private var model: JSONPage?

  /// - Parameter project: the fields to decode at once (see `JSONPage`).
  package init(schema: RowSchema? = nil, project: [FieldPath] = []) {
    self.schema = schema
    self.project = project
  }

  package var rest: [UInt8] { lines.rest }

  package mutating func cut(_ chunk: [UInt8]) throws(ReadFault) -> (any RowPiece)? { try lines.add(chunk).map(piece) }

  package mutating func cut(goingOn block: consuming [UInt8]) throws(ReadFault) -> (any RowPiece)? {
    try lines.goOn(block).map(piece)
  }

  package mutating func lastCut() throws(ReadFault) -> (any RowPiece)? { lines.finish().map(piece) }

  package mutating func rows(_ parsed: Result<ParsedPiece, ReadFault>) throws(ReadFault) -> Batch? {
    if model == nil, case .success(let piece) = parsed { model = piece.source as? JSONPage }
    return try lines.rows(parsed)
  }

  private func piece(_ block: [UInt8]) -> Piece { Piece(bytes: block, schema: schema, project: project, model: model) }

  /// Whole lines, with what is needed to parse them.
  private struct Piece: RowPiece {
    let bytes: [UInt8]
    let schema: RowSchema?
    let project: [FieldPath]
    let model: JSONPage?

    func parsed() -> Result<ParsedPiece, ReadFault> {
      do throws(JSONFault) {
        let page = try JSONPage(ndjson: bytes, schema: schema, project: project, like: model)
        return .success(ParsedPiece(source: page, lineEnds: page.lineEnds))
      } catch {
        return .failure(ReadFault(error, in: bytes, fromLine: 1))
      }
    }
  }
}

/// Cuts chunks where lines end. Each block can then be read on its own, several at a time.
package struct LineBlocks {
  private var pending = PendingBytes()

  package init() {}

  /// The lines that are whole now; nil where there are none.
  package mutating func add(_ chunk: consuming [UInt8]) throws(ReadFault) -> [UInt8]? {
    let rest = chunk.lastIndex(of: Byte.newline).map { chunk.count - $0 - 1 }
    try pending.append(chunk)
    return rest.map { pending.take(keeping: $0) }
  }

  /// What is no whole line yet.
  fileprivate var rest: [UInt8] { pending.bytes }

  /// The lines that are whole in bytes that begin with `rest`.
  fileprivate mutating func goOn(_ block: consuming [UInt8]) throws(ReadFault) -> [UInt8]? {
    pending.clear()
    return try add(block)
  }

  /// The last line, where no line end follows it.
  package mutating func finish() -> [UInt8]? { pending.bytes.isEmpty ? nil : pending.take() }

  /// The rows of a block that was handed out and parsed; its lines are counted.
  fileprivate mutating func rows(_ parsed: Result<ParsedPiece, ReadFault>) throws(ReadFault) -> Batch? {
    try pending.rows(parsed)
  }
}
