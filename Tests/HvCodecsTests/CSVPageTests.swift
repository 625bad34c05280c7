import HvValues
import Testing

@testable import HvCodecs

@Suite("CSV and TSV, column by column")
struct CSVPageTests {
  @Test("random files come out as a plain reader gives them, in any chunks, parsed at once or later", arguments: 0..<20)
  func random(seed: Int) {
    var random = RandomCSV(random: Seeded(UInt64(seed)))
    for _ in 0..<25 {
      let file = random.file()
      let expected = Self.told { () throws(ReadFault) in try PlainCSV.rows(file.bytes, file.format) }
      for chunk in [1, 1 + random.random.below(80), max(1, file.bytes.count)] {
        let reader = CSVReader(file.format, project: [FieldPath(["a"]), FieldPath(["b", "c"])])
        let found = Self.told { () throws(ReadFault) in try rows(reader, file.bytes, chunk: chunk) }
        #expect(found == expected, "chunks of \(chunk): \(file)")
        let later = Self.told { () throws(ReadFault) in try Self.rowsParsedLater(reader, file.bytes, chunk: chunk) }
        #expect(later == expected, "later, chunks of \(chunk): \(file)")
      }
    }
  }

  /// Each row with the types of its cells, or the fault.
  private static func told(_ rows: () throws(ReadFault) -> [Value]) -> [String] {
    do throws(ReadFault) { return try rows().map(told) } catch { return [error.description] }
  }

  private static func told(_ row: Value) -> String {
    guard case .record(let record) = row else { return "\(row.typeName) \(row.text)" }
    return record.pairs.map { "\($0.key)=\(told($0.value))" }.joined(separator: "|")
  }

  /// The rows of pieces that are parsed when all are cut, the last one first.
  private static func rowsParsedLater(
    _ reader: CSVReader, _ input: [UInt8], chunk: Int
  ) throws(ReadFault) -> [Value] {
    var reader = reader
    var pieces: [any RowPiece] = []
    for start in stride(from: 0, to: input.count, by: chunk) {
      let block = reader.rest + input[start..<min(start + chunk, input.count)]
      if let piece = try reader.cut(goingOn: block) { pieces.append(piece) }
    }
    if let piece = try reader.lastCut() { pieces.append(piece) }
    var rows: [Value] = []
    for parsed in pieces.reversed().map({ $0.parsed() }).reversed() {
      if let batch = try reader.rows(parsed) { rows += batch.values }
    }
    return rows
  }

  @Test("a column is what the rows hold under its name, and null where they hold nothing", arguments: 0..<10)
  func columns(seed: Int) throws {
    var random = RandomCSV(random: Seeded(UInt64(seed)))
    for _ in 0..<25 {
      let file = random.file()
      var reader = CSVReader(file.format)
      guard let batch = try? reader.read(file.bytes), let page = batch.source as? CSVPage else { continue }
      let rows = ValueRows(batch.values)
      let paths = page.shape.keys.map { FieldPath([$0]) } + [FieldPath([]), FieldPath(["no"]), FieldPath(["a", "b"])]
      page.prepare(Array(paths.suffix(3)) + Array(paths.prefix(1)))
      for path in paths {
        #expect(page.column(path).values.map(Self.told) == rows.column(path).values.map(Self.told), "\(file)")
      }
      #expect(page.column(paths[0]) === page.column(paths[0]))
      #expect(page.columns.map(ObjectIdentifier.init) == paths.dropLast(3).map { ObjectIdentifier(page.column($0)) })
    }
  }

  @Test("pieces share one shape, and the rows of a piece are written like records")
  func shape() throws {
    var reader = CSVReader()
    let first = try #require(try reader.read(bytes("a,b\n1,x\n2,\"y\n")))
    let second = try #require(try reader.read(bytes("z\"\n,true\n")))
    #expect((first.source as? CSVPage)?.shape === (second.source as? CSVPage)?.shape)
    #expect(
      try written(NDJSONWriter(), [first, second]) == #"""
        {"a":1,"b":"x"}
        {"a":2,"b":"y\nz"}
        {"a":null,"b":true}

        """#)
  }

  @Test("a line end in quotes does not cut a piece, a quote in a plain cell opens nothing")
  func cuts() throws {
    var reader = CSVReader()
    #expect(try reader.read(bytes("a\n\"x\n")) == nil)
    #expect(try reader.read(bytes("y\"\n5\"\nz"))?.values.map(json) == [#""x\ny""#, #""5\"""#].map { "{\"a\":\($0)}" })
    #expect(try reader.finish()?.values.map(json) == [#"{"a":"z"}"#])
  }

  @Test("the line of a fault counts those of the pieces before it")
  func lines() throws {
    var reader = CSVReader()
    _ = try reader.read(bytes("\n\na,b\n1,2\n"))
    _ = try reader.read(bytes("1,\"\n\n\"\n\n"))
    let ragged = #expect(throws: ReadFault.self) { try reader.read(bytes("1,2\n3\n")) }
    #expect(ragged?.description == "line 10: this line has 1 cells, but the header names 2 columns")
  }
}
