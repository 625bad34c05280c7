package import HvValues

/// Reads a JSON document: the elements of a list are rows, streamed; anything else is one row.
package struct JSONArrayReader: RowReader {
  private enum State {
    case start
    case elements(isFirst: Bool)
    case single, closed
  }

  private var state = State.start
  private var pending = PendingBytes()
  /// Not tried again before there are this many bytes: an element that is longer than many chunks is then scanned a
  /// few times, not once a chunk.
  private var needed = 0
  private let schema: RowSchema?
  private let project: [FieldPath]

  /// - Parameter project: the fields to decode at once (see `JSONPage`).
  package init(schema: RowSchema? = nil, project: [FieldPath] = []) {
    self.schema = schema
    self.project = project
  }

  package mutating func read(_ chunk: [UInt8]) throws(ReadFault) -> Batch? {
    try pending.append(chunk)
    return try advance(isLast: false)
  }

  package mutating func finish() throws(ReadFault) -> Batch? {
    let batch = try advance(isLast: true)
    if case .closed = state { return batch }
    let bytes = pending.take()
    do throws(JSONFault) {
      if case .elements = state { throw JSONFault(offset: bytes.count, message: "the list is not closed") }
      return Batch([try JSONReader.value(bytes, schema: schema)])
    } catch {
      throw pending.fault(error, in: bytes)
    }
  }

  private mutating func advance(isLast: Bool) throws(ReadFault) -> Batch? {
    // Fewer bytes than three may be part of the mark before UTF-8.
    guard isLast || pending.bytes.count >= max(3, needed) else { return nil }
    if case .start = state { start() }
    switch state {
    case .elements(let isFirst): return try elements(isFirst: isFirst)
    case .closed: try end()
    case .start, .single: break
    }
    return nil
  }

  /// Finds out what the document is, once its first byte is there.
  private mutating func start() {
    guard let first = pending.bytes.firstIndex(where: { !Self.isSpace($0) }) else { return }
    if pending.bytes[first] == Byte.openBracket {
      let bytes = pending.take()
      pending.putBack(bytes, from: first + 1, lineEnds: bytes[...first].count { $0 == Byte.newline })
      state = .elements(isFirst: true)
    } else {
      state = .single
    }
  }

  private mutating func elements(isFirst: Bool) throws(ReadFault) -> Batch? {
    let bytes = pending.take()
    var end = 0
    var isClosed = false
    let page: JSONPage
    do throws(JSONFault) {
      page = try JSONPage(bytes, schema, project) { scan throws(JSONFault) in
        do throws(ScanFault) { (end, isClosed) = try scan.elements(isFirst: isFirst) } catch { throw error.fault }
        return Record(pairs: [])
      }
    } catch {
      throw pending.fault(error, in: bytes)
    }
    pending.putBack(bytes, from: end, lineEnds: page.lineEnds)
    needed = page.count > 0 ? 0 : pending.bytes.count * 2
    state = isClosed ? .closed : .elements(isFirst: isFirst && page.count == 0)
    if isClosed { try self.end() }
    return page.count > 0 ? Batch(page) : nil
  }

  /// Nothing but white space may follow the list.
  private mutating func end() throws(ReadFault) {
    let bytes = pending.take()
    if let other = bytes.firstIndex(where: { !Self.isSpace($0) }) {
      throw pending.fault(JSONFault(offset: other, message: "unexpected text after the list"), in: bytes)
    }
    pending.putBack(bytes, from: bytes.count, lineEnds: bytes.count { $0 == Byte.newline })
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == Byte.space || byte == Byte.newline || byte == Byte.carriageReturn || byte == Byte.tab
  }
}
