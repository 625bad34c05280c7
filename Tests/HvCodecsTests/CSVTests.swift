import HvValues
import Testing

@testable import HvCodecs

@Suite("CSV and TSV")
struct CSVTests {
  /// A file, and its rows as JSON.
  static let files: [(String, [String])] = [
    ("a,b\n1,2\n", [#"{"a":1,"b":2}"#]),
    ("\u{FEFF}a,b\r\n1,2\r\n\r\n3,4", [#"{"a":1,"b":2}"#, #"{"a":3,"b":4}"#]),
    ("a,b\n\"x,\"\"y\"\"\nz\", w \n", [#"{"a":"x,\"y\"\nz","b":" w "}"#]),
    ("a,b\n,\"\"\n", [#"{"a":null,"b":""}"#]),
    ("a\n1\n\n2\n", [#"{"a":1}"#, #"{"a":null}"#, #"{"a":2}"#]),
    ("a,b\n5\" pipe,it\"s\n", [#"{"a":"5\" pipe","b":"it\"s"}"#]),
    ("a,,a b\n1,2,3", [#"{"a":1,"column_2":2,"a b":3}"#]),
    ("\n\na,b\n", []), ("a,b", []), ("", []), ("a,b\n1,", [#"{"a":1,"b":null}"#]),
    ("a\rb,c\nx\ry,z", [#"{"a\rb":"x\ry","c":"z"}"#]),
  ]

  @Test("files", arguments: files)
  func reads(text: String, expected: [String]) throws {
    for chunk in ReaderTests.chunks { #expect(try rows(CSVReader(), bytes(text), chunk: chunk).map(json) == expected) }
  }

  @Test("other delimiters")
  func delimiters() throws {
    let semicolons = try rows(CSVReader(.csv(delimiter: UInt8(ascii: ";"))), bytes("a;b\n1,5;\"x;y\"\n"), chunk: 4)
    #expect(semicolons.map(json) == [#"{"a":"1,5","b":"x;y"}"#])
    let tabs = try rows(CSVReader(.tsv), bytes("a\tb\nx\\ty\\n\\\\n\\q\t\"1\"\n\t\n"), chunk: 4)
    #expect(tabs.map(json) == [#"{"a":"x\ty\n\\n\\q","b":"\"1\""}"#, #"{"a":null,"b":null}"#])
  }

  static let cells: [(String, String)] = [
    ("1", "number"), ("-1", "number"), ("2.50", "number"), ("0", "number"), ("0.5", "number"), ("true", "bool"),
    ("false", "bool"), ("2024-01-15", "date"), ("2024-01-15T09:00:00Z", "timestamp"), ("", "null"),
    ("007", "string"), ("1.", "string"), (".5", "string"), ("+1", "string"), ("1e5", "string"), ("-0", "string"),
    ("1,000", "string"), (" 1", "string"), ("12345678901234567890", "string"), ("TRUE", "string"), ("null", "string"),
    ("2024-02-30", "string"), ("20240115", "number"), ("2024-01-15T09:00:00+01:00", "string"), ("9:00", "string"),
    ("-", "string"), ("NaN", "string"),
  ]

  @Test("a cell has a type only where it prints as the same text", arguments: cells)
  func infers(cell: String, type: String) throws {
    guard
      case .record(let row)? = try rows(
        CSVReader(), bytes("a,b\n\(cell.contains(",") ? "\"\(cell)\"" : cell),1\n"), chunk: 99
      ).first
    else {
      Issue.record("no row")
      return
    }
    #expect(row["a"]?.typeName == type)
    if type != "null" { #expect(row["a"]?.text == cell) }
  }

  @Test("nested records are laid flat, lists are JSON")
  func flat() throws {
    let rows = """
      [{"id":1,"client":{"id":7,"name":"Acme, Inc"},"invoice":null,"tags":[1,"x"],"n":null},
       {"id":2,"client":null,"invoice":{"id":9},"tags":[],"n":"\\"q\\"","more":true}]
      """
    #expect(
      try written(CSVWriter(), rows) == """
        id,client_id,client_name,invoice_id,tags,n,more
        1,7,"Acme, Inc",,"[1,""x""]",,
        2,,,9,[],\"""q""\",true

        """)
    #expect(
      try written(CSVWriter(.tsv), #"[{"a":"x\ty","b":"l\nm\\n"},{"a":null,"b":""}]"#)
        == "a\tb\nx\\ty\tl\\nm\\\\n\n\t\n")
  }

  @Test("values of every type")
  func values() throws {
    let row = Record(pairs: [
      ("money", .money(Money(Exact(significand: 1050, scale: 2), Currency("EUR") ?? .unknown))),
      ("day", Day("2024-01-15").map(Value.day) ?? .null), ("span", .duration(Span(months: 0, days: 0, seconds: -5400))),
      ("range", .range(ValueRange(Day("2024-01-15").map(Value.day), nil))), ("empty", .record(Record(pairs: []))),
      ("flag", .bool(false)),
    ])
    let file = try written(CSVWriter(), [Batch([.record(row)])])
    #expect(file == "money,day,span,range,empty,flag\n10.50,2024-01-15,'-1h30m,2024-01-15..,{},false\n")
    #expect(try written(CSVWriter(), [Batch([.string("x"), .null, Value(3)])]) == "value\nx\n\n3\n")
    #expect(try written(CSVWriter(), []) == "")
  }

  @Test("the schema tells what a field may hold that is null in the first rows")
  func schema() throws {
    let rows =
      [String](repeating: #"{"id":1,"client":null}"#, count: 1000) + [#"{"id":2,"client":{"id":7,"name":"Acme"}}"#]
    let text = "[" + rows.joined(separator: ",") + "]"
    let told = try written(CSVWriter(schema: JSONPageTests.schema), text)
    #expect(told.hasPrefix("id,client_id,client_name\n1,,\n") && told.hasSuffix("\n2,7,Acme\n"))
    // Without it the record still gets into its cell.
    #expect(try written(CSVWriter(), text).hasSuffix("\n2,\"{\"\"id\"\":7,\"\"name\"\":\"\"Acme\"\"}\"\n"))
  }

  @Test("a field after the first rows that has no column is an error, two fields of one column too")
  func faults() throws {
    let rows = [String](repeating: #"{"id":1}"#, count: 1000) + [#"{"id":2,"extra":3}"#]
    let late = #expect(throws: WriteFault.self) { try written(CSVWriter(), "[" + rows.joined(separator: ",") + "]") }
    #expect(late?.message.hasPrefix("row 1001 has the field `extra`") == true)
    #expect(throws: WriteFault.self) { try written(CSVWriter(), #"[{"client":{"id":1},"client_id":2}]"#) }
  }

  @Test("records nested deeper than columns go are JSON; deeper than JSON goes they are refused")
  func depth() throws {
    func nested(_ levels: Int) -> Value {
      (0..<levels).reduce(Value(1)) { value, _ in .record(Record(pairs: [("a", value)])) }
    }
    let file = try written(CSVWriter(), [Batch([nested(40)])])
    #expect(file.hasPrefix("a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a\n\"{\"\"a\"\":"))
    #expect(throws: WriteFault.self) { try written(CSVWriter(), [Batch([nested(1000)])]) }
  }

  static let formulas: [(String, String)] = [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@a", "'@a"), ("-5", "-5"), ("+49 30", "'+49 30"),
    ("-1.5", "-1.5"), ("--5", "'--5"), ("-+5", "'-+5"),
    ("+1", "+1"), ("'=1", "''=1"), ("'a", "'a"), ("a=1", "a=1"), ("''", "''"), ("'", "'"), ("-", "'-"), ("", "\"\""),
  ]

  @Test("a text that a spreadsheet would run is guarded, and read back as it was", arguments: formulas)
  func guards(text: String, cell: String) throws {
    let row = Batch([.record(Record(pairs: [("a", .string(text)), ("b", Value(1))]))])
    let file = try written(CSVWriter(), [row])
    #expect(file == "a,b\n\(cell),1\n")
    guard case .record(let back)? = try rows(CSVReader(), bytes(file), chunk: 99).first else {
      Issue.record("no row")
      return
    }
    #expect(back["a"]?.text == text)
    let open = try written(CSVWriter(guarded: false), [row])
    #expect(open == "a,b\n\(text.isEmpty ? "\"\"" : text),1\n")
  }

  @Test("what is written is read back", arguments: 0..<20)
  func roundTrip(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let pieces = [
      "", "a", "=", "'", "-", "+", "\"", ",", ";", "\t", "\n", "\r", "\r\n", "\\", "\\n", " ", "é", "😀", "7", "0", ".",
      "@",
    ]
    func text() -> String { (0..<random.below(5)).map { _ in random.pick(pieces) }.joined() }
    func value() -> Value {
      switch random.below(6) {
      case 0: .null
      case 1: .bool(random.chance(50))
      case 2: .number(Exact(significand: Int64(random.below(100_000)) - 50_000, scale: UInt8(random.below(4))))
      case 3: .day(Day(daysSinceEpoch: Int32(random.below(40_000))))
      default: .string(text())
      }
    }
    for _ in 0..<20 {
      let names = random.chance(20) ? ["only"] : ["a", "b c", "=d", "e,f"]
      let written = (0..<5).map { _ in Value.record(Record(pairs: names.map { ($0, value()) })) }
      for (format, hasEmpty) in [(CSVFormat.csv, true), (.csv(delimiter: UInt8(ascii: ";")), true), (.tsv, false)] {
        let file = try HvCodecsTests.written(CSVWriter(format), [Batch(written)])
        let back = try rows(CSVReader(format), bytes(file), chunk: 1 + random.below(30))
        #expect(back.count == written.count)
        for (old, new) in zip(written, back) {
          guard case .record(let old) = old, case .record(let new) = new else { continue }
          #expect(new.shape.keys == names)
          for (old, new) in zip(old.values, new.values) {
            // TSV has no quotes to tell an empty text from none.
            if !hasEmpty, old == .string("") { continue }
            #expect(new.text == old.text && new.isNull == old.isNull, "\(file)")
          }
        }
        #expect(try HvCodecsTests.written(CSVWriter(format), [Batch(back)]) == file)
      }
    }
  }
}
