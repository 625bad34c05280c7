package import HvValues

/// Reads one JSON value a line. Blank lines are no rows.
package struct NDJSONReader: RowReader {
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

  package mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch? { try rows(cut(chunk)) }

  package mutating func finish() throws(ReadFault) -> Batch? { try rows(lastCut()) }

  /// Takes the next bytes and gives the lines that are whole now, for somebody to parse; nil where there are none.
  package mutating func cut(_ chunk: [UInt8]) throws(ReadFault) -> Lines? { try lines.add(chunk).map(uncut) }

  /// What waits for the rest of its line.
  package var rest: [UInt8] { lines.rest }

  /// Takes bytes that begin with `rest`, which then waits no more.
  package mutating func cut(goingOn block: consuming [UInt8]) throws(ReadFault) -> Lines? {
    try lines.goOn(block).map(uncut)
  }

  /// Takes the end of the input and gives the last line, where no line end follows it.
  package mutating func lastCut() -> Lines? { lines.finish().map(uncut) }

  private func uncut(_ block: [UInt8]) -> Lines { Lines(bytes: block, schema: schema, project: project, model: model) }

  private mutating func rows(_ lines: Lines?) throws(ReadFault) -> Batch? {
    guard let lines else { return nil }
    return try rows(lines, lines.parsed())
  }

  /// The rows of lines that were parsed. Lines are handed in in the order in which they were cut.
  package mutating func rows(_ cut: Lines, _ parsed: Result<JSONPage, JSONFault>) throws(ReadFault) -> Batch? {
    switch parsed {
    case .success(let page):
      lines.advance(over: cut.bytes, page.lineEnds)
      if model == nil { model = page }
      return page.count > 0 ? Batch(page) : nil
    case .failure(let fault): throw lines.fault(fault, in: cut.bytes)
    }
  }

  /// Whole lines, which can be parsed at the same time as those before them.
  package struct Lines: Sendable {
    fileprivate let bytes: [UInt8]
    fileprivate let schema: RowSchema?
    fileprivate let project: [FieldPath]
    fileprivate let model: JSONPage?

    package func parsed() -> Result<JSONPage, JSONFault> {
      do throws(JSONFault) {
        return .success(try JSONPage(ndjson: bytes, schema: schema, project: project, like: model))
      } catch {
        return .failure(error)
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

  /// Counts the lines of a block that was handed out.
  fileprivate mutating func advance(over block: [UInt8], _ lineEnds: Int) {
    pending.putBack(block, from: block.count, lineEnds: lineEnds)
  }

  fileprivate func fault(_ fault: JSONFault, in block: [UInt8]) -> ReadFault { pending.fault(fault, in: block) }
}
