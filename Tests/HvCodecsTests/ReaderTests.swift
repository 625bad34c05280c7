import HvValues
import Testing

@testable import HvCodecs

@Suite("Readers that are fed in chunks")
struct ReaderTests {
  static let chunks = [1, 2, 3, 7, 64, 1 << 20]

  static let ndjson: [(String, [String])] = [
    ("", []), ("\n\n", []), ("1", ["1"]), ("1\n2\n", ["1", "2"]), ("\u{FEFF}{\"a\":1}\n", [#"{"a":1}"#]),
    ("{\"a\":\"é\\n\"}\r\n\n[1, 2]\n\"x\"", [#"{"a":"é\n"}"#, "[1,2]", #""x""#]),
  ]

  @Test("NDJSON", arguments: ndjson)
  func readsLines(text: String, expected: [String]) throws {
    for chunk in Self.chunks { #expect(try rows(NDJSONReader(), bytes(text), chunk: chunk).map(json) == expected) }
  }

  static let arrays: [(String, [String])] = [
    ("[]", []), (" [ ] \n", []), ("[1]", ["1"]), ("\u{FEFF}[1,2]\n", ["1", "2"]),
    ("[12 , \"a,]\" , {\"b\":[3]}]", ["12", #""a,]""#, #"{"b":[3]}"#]),
    ("{\"a\":[1]}", [#"{"a":[1]}"#]), (" 12", ["12"]), ("\n null ", ["null"]),
    ("[\n  {\"a\":1},\n  {\"a\":2}\n]\n", [#"{"a":1}"#, #"{"a":2}"#]),
  ]

  @Test("JSON", arguments: arrays)
  func readsDocuments(text: String, expected: [String]) throws {
    for chunk in Self.chunks { #expect(try rows(JSONArrayReader(), bytes(text), chunk: chunk).map(json) == expected) }
  }

  @Test("random lists come out the same in any chunks", arguments: 0..<10)
  func random(seed: Int) throws {
    var random = RandomJSON(random: Seeded(UInt64(seed)))
    let texts = random.rows() + random.rows()
    let expected = try texts.map { json(try read($0)) }
    let list = bytes("[" + texts.joined(separator: " ,\n") + "]")
    let oneLiners = texts.map { bytes($0).map { $0 == 10 ? 32 : $0 } }
    let lines = Array(oneLiners.joined(separator: [10]))
    for chunk in Self.chunks {
      #expect(try rows(JSONArrayReader(), list, chunk: chunk).map(json) == expected)
      #expect(try rows(NDJSONReader(), lines, chunk: chunk).map(json) == expected)
    }
  }

  @Test("columns that were asked for at once are those of the rows")
  func projection() throws {
    var reader = JSONArrayReader(project: [FieldPath("a.b")])
    let batch = try reader.read(bytes(#"[{"a":{"b":1}},{"a":null},{"a":{"b":2}},{"a":{"b":"#))
    #expect(batch?.source.column(FieldPath("a.b")).values.map(json) == ["1", "null", "2"])
    #expect(try reader.read(bytes("3}}]"))?.values.map(json) == [#"{"a":{"b":3}}"#])
  }

  static let faults: [(reader: any RowReader & Sendable, text: String, message: String)] = [
    (NDJSONReader(), "{\"a\":1}\n\n{\"a\" 1}\n", "line 3, column 6: expected `:` after the key"),
    (NDJSONReader(), "{\"a\":1}\n{\"a\":", "line 2, column 6: the JSON ends too early"),
    (NDJSONReader(), "1\n{\"a\":\n1}\n", "line 2, column 1: a row must stand on one line"),
    (JSONArrayReader(), "[1,\n2,\nx]", "line 3, column 1: expected true, false or null"),
    (JSONArrayReader(), "[1,\n2", "line 2, column 2: the list is not closed"),
    (JSONArrayReader(), "[1,\n2,]", "line 2, column 3: expected a value"),
    (JSONArrayReader(), "[1]\n 2", "line 2, column 2: unexpected text after the list"),
    (JSONArrayReader(), "", "line 1, column 1: the JSON ends too early"),
    (JSONArrayReader(), "{}\n{}", "line 2, column 1: unexpected text after the value"),
    (CSVReader(), "a,b\n1,2\n3\n", "line 3: this line has 1 cells, but the header names 2 columns"),
    (CSVReader(), "a,b\n\"1\n\",2\n\"x\"y,2\n", "line 4, column 4: unexpected text after a cell in quotes"),
    (CSVReader(), "a,b\n1,\"2\n", "line 2, column 3: a cell in quotes is not closed"),
    (CSVReader(), "a,b,a\n", "line 1: the header names the column `a` twice"),
  ]

  @Test("a fault names the line, in any chunks", arguments: faults.indices)
  func fails(index: Int) {
    let (reader, text, message) = Self.faults[index]
    for chunk in [1 << 20, 1, 5] where chunk > 5 || !(reader is NDJSONReader) {
      let fault = #expect(throws: ReadFault.self) { try rows(reader, bytes(text), chunk: chunk) }
      #expect(fault?.description == message)
    }
  }
}
