package import HvValues
import Synchronization

/// Many rows as JSON bytes: one page of an answer, or one block of a file.
///
/// Making it walks the bytes once and checks all of them, so nothing that is asked later can fail. It keeps the bytes
/// and decodes what is asked for: the fields named in `project` during that first walk, others with one more walk for
/// each call of `prepare` or `column`, whole rows one at a time. Decoded columns are kept, rows are not.
///
/// A field whose text does not fit its declared type is read as what it is. Of equal keys the last one counts.
package final class JSONPage: TextRows {
  let bytes: [UInt8]
  /// Where each row stands.
  let places: ContiguousArray<Range<Int>>
  let schema: RowSchema?
  /// What stood beside the rows in the answer: `page`, `total_entries`, `links`. Empty for other forms.
  package let envelope: Record
  /// How many lines end in these bytes; nothing but a count of lines for messages.
  package let lineEnds: Int

  private struct Decoded {
    var memory: RowParser.Memory
    var columns: [FieldPath: Column] = [:]
  }
  private let decoded: Mutex<Decoded>

  /// A page of the answer to a list request: an object with the rows under `key`.
  package convenience init(
    bytes: [UInt8], collection key: String, schema: RowSchema? = nil, project: [FieldPath] = []
  ) throws(JSONFault) {
    try self.init(bytes, schema, project) { scan throws(JSONFault) in
      do throws(ScanFault) {
        if let envelope = try scan.collection(key) { return envelope }
      } catch {
        throw error.fault
      }
      throw JSONFault(offset: 0, message: "the answer holds no list under `\(key)`")
    }
  }

  /// The rows of a list without an envelope.
  package convenience init(
    array bytes: [UInt8], schema: RowSchema? = nil, project: [FieldPath] = []
  ) throws(JSONFault) {
    try self.init(bytes, schema, project) { scan throws(JSONFault) in
      do throws(ScanFault) { try scan.array() } catch { throw error.fault }
      return Record(pairs: [])
    }
  }

  /// One row a line. Blank lines are no rows.
  ///
  /// - Parameter model: a page with the same schema whose rows most likely have the same keys.
  package convenience init(
    ndjson bytes: [UInt8], schema: RowSchema? = nil, project: [FieldPath] = [], like model: JSONPage? = nil
  ) throws(JSONFault) {
    try self.init(bytes, schema, project, like: model) { scan throws(JSONFault) in
      do throws(ScanFault) { try scan.lines() } catch { throw error.fault }
      return Record(pairs: [])
    }
  }

  /// Rows that `read` finds in the bytes; it returns the envelope.
  init(
    _ bytes: [UInt8], _ schema: RowSchema?, _ project: [FieldPath], like model: JSONPage? = nil,
    _ read: (inout PageScan) throws(JSONFault) -> Record
  ) throws(JSONFault) {
    let memory = model?.learned ?? RowParser.Memory(schema.map(ValueType.record) ?? .any)
    let walk = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) -> Walk in
      let cursor = JSONCursor(UnsafeRawBufferPointer(buffer))
      var scan = PageScan(parser: RowParser(cursor, memory))
      let projection = Projection(project)
      scan.parser.project(projection)
      if let model { scan.reserve(model.count + model.count / 8) }
      let envelope = try read(&scan)
      let columns = scan.parser.finish(projection, rows: scan.rows.count)
      return Walk(
        places: scan.rows, envelope: envelope, lineEnds: scan.lineEnds,
        decoded: Decoded(memory: scan.parser.memory, columns: columns))
    }
    self.bytes = bytes
    self.schema = schema
    places = walk.places
    envelope = walk.envelope
    lineEnds = walk.lineEnds
    decoded = Mutex(walk.decoded)
  }

  /// What this page knows of how its rows look, for other bytes.
  private var learned: RowParser.Memory {
    decoded.withLock { decoded in
      var memory = RowParser.Memory()
      memory.tree = decoded.memory.tree
      memory.tree.forgetPlaces()
      return memory
    }
  }

  /// What the first walk over the bytes found.
  private struct Walk {
    let places: ContiguousArray<Range<Int>>
    let envelope: Record
    let lineEnds: Int
    let decoded: Decoded
  }
}

// MARK: - RowSource

extension JSONPage {
  package var count: Int { places.count }

  package func row(_ index: Int) -> Value {
    reading { parser, _ in parser.wholeRow(at: places[index].lowerBound) }
  }

  package func column(_ path: FieldPath) -> Column {
    reading { parser, columns in
      if columns[path] == nil { decode([path], &parser, &columns) }
      return columns[path] ?? Column([])
    }
  }

  package func prepare(_ paths: [FieldPath]) {
    reading { parser, columns in decode(paths.filter { columns[$0] == nil }, &parser, &columns) }
  }

  package func appendText(_ index: Int, to out: inout [UInt8]) -> Bool {
    reading { parser, _ in
      parser.cursor.at = places[index].lowerBound
      parser.transcode(KeyTree.root, to: &out)
    }
    return true
  }

  /// The bytes of a row as they came.
  package func rawRow(_ index: Int) -> ArraySlice<UInt8> { bytes[places[index]] }

  /// Walks all rows for these columns.
  private func decode(_ paths: [FieldPath], _ parser: inout RowParser, _ columns: inout [FieldPath: Column]) {
    if paths.isEmpty { return }
    let projection = Projection(paths)
    parser.project(projection)
    for index in places.indices { parser.checkedRow(index, at: places[index].lowerBound) }
    columns.merge(parser.finish(projection, rows: count)) { known, _ in known }
  }

  private func reading<Result: Sendable>(
    _ body: (inout RowParser, inout [FieldPath: Column]) -> Result
  ) -> Result {
    decoded.withLock { decoded in
      bytes.withUnsafeBufferPointer { buffer in
        // The memory moves into the parser and back, so that it is never copied.
        var parser = RowParser(JSONCursor(UnsafeRawBufferPointer(buffer)), RowParser.Memory())
        swap(&parser.memory, &decoded.memory)
        defer { swap(&parser.memory, &decoded.memory) }
        return body(&parser, &decoded.columns)
      }
    }
  }
}
