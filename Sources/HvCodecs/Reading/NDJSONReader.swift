package import HvValues

/// Reads one JSON value a line. Blank lines are no rows.
package struct NDJSONReader: RowReader {
  private var lines = LineBlocks()
  private let schema: RowSchema?
  private let project: [FieldPath]

  /// - Parameter project: the fields to decode at once (see `JSONPage`).
  package init(schema: RowSchema? = nil, project: [FieldPath] = []) {
    self.schema = schema
    self.project = project
  }

  package mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch? { try page(lines.add(chunk)) }

  package mutating func finish() throws(ReadFault) -> Batch? { try page(lines.finish()) }

  private mutating func page(_ block: [UInt8]?) throws(ReadFault) -> Batch? {
    guard let block else { return nil }
    do throws(JSONFault) {
      let page = try JSONPage(ndjson: block, schema: schema, project: project)
      lines.advance(over: block, page.lineEnds)
      return page.count > 0 ? Batch(page) : nil
    } catch {
      throw lines.fault(error, in: block)
    }
  }
}

/// Cuts chunks where lines end. Each block can then be read on its own, several at a time.
package struct LineBlocks {
  private var pending = PendingBytes()

  package init() {}

  /// The lines that are whole now; nil where there are none.
  package mutating func add(_ chunk: [UInt8]) throws(ReadFault) -> [UInt8]? {
    let end = chunk.lastIndex(of: Byte.newline)
    try pending.append(chunk)
    return end.map { pending.take(keeping: chunk.count - $0 - 1) }
  }

  /// The last line, where no line end follows it.
  package mutating func finish() -> [UInt8]? { pending.bytes.isEmpty ? nil : pending.take() }

  /// Counts the lines of a block that was handed out.
  fileprivate mutating func advance(over block: [UInt8], _ lineEnds: Int) {
    pending.putBack(block, from: block.count, lineEnds: lineEnds)
  }

  fileprivate func fault(_ fault: JSONFault, in block: [UInt8]) -> ReadFault { pending.fault(fault, in: block) }
}
