import HvValues
import Testing

@testable import HvCodecs

@Suite("JSON and Markdown are written byte for byte")
struct WriterTests {
  static let rows = #"[{"id":1,"hours":2.50,"client":{"id":7,"name":"Acme"},"tags":[]},{"id":2,"hours":1e5}]"#

  @Test("NDJSON: a value a line")
  func ndjson() throws {
    #expect(
      try written(NDJSONWriter(), Self.rows) == """
        {"id":1,"hours":2.50,"client":{"id":7,"name":"Acme"},"tags":[]}
        {"id":2,"hours":1e5}

        """)
    #expect(try written(NDJSONWriter(), []) == "")
  }

  @Test("JSON: an element a line, over several batches")
  func list() throws {
    let one = Batch([Value(1), .null])
    let two = Batch([.string("x")])
    #expect(try written(JSONWriter(), [one, two, Batch([])]) == "[\n  1,\n  null,\n  \"x\"\n]\n")
    #expect(try written(JSONWriter(), []) == "[]\n")
  }

  @Test("JSON of a single value is laid out for reading")
  func single() throws {
    let value = try read(#"{"a":{"b":[1,{"c":[]}],"d":{}},"e":"x"}"#)
    #expect(
      try written(JSONWriter(one: true), [Batch([value])]) == """
        {
          "a": {
            "b": [
              1,
              {
                "c": []
              }
            ],
            "d": {}
          },
          "e": "x"
        }

        """)
    #expect(try written(JSONWriter(one: true), [Batch([.string("x")])]) == "\"x\"\n")
    #expect(try written(JSONWriter(one: true), []) == "null\n")
    #expect(throws: WriteFault.self) { try written(JSONWriter(one: true), [Batch([.null, .null])]) }
  }

  static let values: [(Value, String)] = [
    (.money(Money(Exact(significand: 1050, scale: 2), Currency("EUR") ?? .unknown)), "10.50"),
    (Day("2024-01-15").map(Value.day) ?? .null, #""2024-01-15""#),
    (ClockTime("9:00am").map(Value.time) ?? .null, #""09:00""#),
    (Instant("2024-01-15T09:00:00Z").map(Value.instant) ?? .null, #""2024-01-15T09:00:00Z""#),
    (.duration(Span(months: 0, days: 0, seconds: 5400)), #""1h30m""#),
    (.range(ValueRange(Value(1), nil)), #"{"from":1,"to":null}"#),
    (
      .string("q\" b\\ /\u{8}\u{C}\n\r\t\u{1}\u{7F}\u{9B}\u{A0}é😀"),
      #""q\" b\\ /\b\f\n\r\t\u0001\u007f\u009b\#u{A0}é😀""#
    ),
    (.record(Record(Shape(["a", "b", "a"]), [Value(1), Value(2), Value(3)])), #"{"b":2,"a":3}"#),
  ]

  @Test("values", arguments: values.indices)
  func value(index: Int) {
    let (value, expected) = Self.values[index]
    #expect(json(value) == expected)
  }

  @Test("what is written is read back as the same text", arguments: 0..<20)
  func roundTrip(seed: Int) throws {
    var random = RandomJSON(random: Seeded(UInt64(seed)))
    let text = "[" + random.rows().joined(separator: ",") + "]"
    for writer in [JSONWriter() as any RowWriter, NDJSONWriter()] {
      let first = try written(writer, text)
      let page = writer is JSONWriter ? try JSONPage(array: bytes(first)) : try JSONPage(ndjson: bytes(first))
      #expect(try written(writer, [Batch(page)]) == first)
    }
    let pretty = try written(JSONWriter(one: true), [Batch([try read(text)])])
    #expect(json(try read(pretty)) == json(try read(text)))
  }

  @Test("values nested too deep to be read back are refused")
  func depth() throws {
    func nested(_ levels: Int) -> Value { (0..<levels).reduce(.null) { value, _ in .list(ValueList([value])) } }
    #expect(try written(NDJSONWriter(), [Batch([nested(512)])]).utf8.count == 2 * 512 + 5)
    #expect(throws: WriteFault.self) { try written(NDJSONWriter(), [Batch([nested(513)])]) }
    #expect(throws: WriteFault.self) { try written(JSONWriter(one: true), [Batch([nested(513)])]) }
  }

  @Test("Markdown")
  func markdown() throws {
    let rows =
      #"[{"spent_date":"2024-01-15","hours":2.5,"client":{"id":7,"name":"A|B & <C>"},"_n_":"*x*\ny_z"},{"hours":null,"client":null}]"#
    #expect(
      try written(MarkdownWriter(), rows) == #"""
        | spent_date | hours | client | \_n\_ |
        | --- | --: | --- | --- |
        | 2024-01-15 | 2.5 | A\|B &amp; &lt;C\> | \*x\*<br>y_z |
        |  |  |  |  |

        """#)
    let late = [String](repeating: #"{"a":1}"#, count: 500) + [#"{"b":1}"#]
    #expect(throws: WriteFault.self) { try written(MarkdownWriter(), "[" + late.joined(separator: ",") + "]") }
  }
}
