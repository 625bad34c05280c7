import HvValues
import Testing

@testable import HvCodecs

@Suite("YAML is read back as the same values")
struct YAMLWriterTests {
  @Test("rows are a sequence, what lies in them is in blocks")
  func rows() throws {
    let rows = #"""
      [{"id":1,"hours":2.50,"client":{"id":7,"name":"Acme & Co"},"tags":["a","no",["x",[],{}]],"n":null,
        "lines":[{"a":1,"b":{"c":true}},{}]},
       {"id":2,"hours":1e5},[[1,2],3],"x",null,{},[]]
      """#
    #expect(
      try written(YAMLWriter(), rows) == """
        - id: 1
          hours: 2.50
          client:
            id: 7
            name: Acme & Co
          tags:
            - a
            - "no"
            - - x
              - []
              - {}
          "n": null
          lines:
            - a: 1
              b:
                c: true
            - {}
        - id: 2
          hours: 1.0e+5
        - - - 1
            - 2
          - 3
        - x
        - null
        - {}
        - []

        """)
  }

  @Test("a single value is the document; no rows are an empty list, no value is null")
  func single() throws {
    #expect(try written(YAMLWriter(one: true), #"[{"id":1,"in":{"a":[1]}}]"#) == "id: 1\nin:\n  a:\n    - 1\n")
    #expect(try written(YAMLWriter(one: true), "[[1,[2]]]") == "- 1\n- - 2\n")
    #expect(try written(YAMLWriter(one: true), #"["yes"]"#) == "\"yes\"\n")
    #expect(try written(YAMLWriter(), []) == "[]\n")
    #expect(try written(YAMLWriter(), [Batch([]), Batch([Value(1)]), Batch([Value(2)])]) == "- 1\n- 2\n")
    #expect(try written(YAMLWriter(one: true), []) == "null\n")
    #expect(throws: WriteFault.self) { try written(YAMLWriter(one: true), [Batch([.null, .null])]) }
  }

  static let values: [(Value, String)] = [
    (.money(Money(Exact(significand: 1050, scale: 2), Currency("EUR") ?? .unknown)), "10.50"),
    (Day("2024-01-15").map(Value.day) ?? .null, #""2024-01-15""#),
    (ClockTime("9:00am").map(Value.time) ?? .null, #""09:00""#),
    (Instant("2024-01-15T09:00:00Z").map(Value.instant) ?? .null, #""2024-01-15T09:00:00Z""#),
    (.duration(Span(months: 0, days: 0, seconds: 5400)), "1h30m"),
    (.range(ValueRange(Value(1), nil)), "from: 1\nto: null"),
    (.record(Record(Shape(["a", "b", "a"]), [Value(1), Value(2), Value(3)])), "b: 2\na: 3"),
    (
      .record(Record(pairs: [("yes", .null), ("a: b", .null), ("", .null)])), #""yes": null\#n"a: b": null\#n"": null"#
    ),
    (.numeral(Numeral(text: "1E-7", exact: nil)), "1.0E-7"),
    (.numeral(Numeral(text: "2.5e3", exact: nil)), "2.5e+3"),
    (.numeral(Numeral(text: "123456789012345678901234567890", exact: nil)), "123456789012345678901234567890"),
  ]

  @Test("values", arguments: values.indices)
  func value(index: Int) throws {
    let (value, expected) = Self.values[index]
    #expect(try written(YAMLWriter(one: true), [Batch([value])]) == expected + "\n")
  }

  @Test(
    "texts that every parser reads as such are bare",
    arguments: [
      "a", "Acme & Co", "PO-7051", "3 hours", "2nd", "1h30m", "2d", "219ff1b", "a:b", "a#b", "a, b", "a'b", "a\"b",
      "a\\n",
      "é", "日本", "😀", "/a", "_a", "$1", "(a)", "http://a.b/c?d=e#f", "nobody", "Null and void", "a ]", "2024 plan",
    ])
  func bare(text: String) throws {
    #expect(try written(YAMLWriter(), [Batch([.string(text)])]) == "- \(text)\n")
  }

  @Test(
    "texts that some parser would take for something else are quoted",
    arguments: [
      "", "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "Null", "~", "1", "1297", "-1", "+1", "1.5",
      ".5",
      "1.", "1e5", "1_000", "1,000", "0x1F", "0o17", "0b1", "1:30", "12:30:45", ".inf", "+.Inf", "-.inf", ".nan",
      "2024-01-15", "2024-1-5", "2024-01-15T09:00:00Z", "2001-12-14 21:59:43.10 -5", "-", "- a", "---", "...", "... a",
      "?", "? a", ":", ":a", "a:", "a: b", "a #b", "#a", "[a", "]", "{a", "}", ",", "&a", "*a", "!a", "|", ">", "%a",
      "@a", "`a", "'a'", "<<", "=", " a", "a ",
    ])
  func quoted(text: String) throws {
    #expect(try written(YAMLWriter(), [Batch([.string(text)])]) == "- \"\(text)\"\n")
  }

  @Test("what would break a line, a terminal or the eye is escaped")
  func escapes() throws {
    let text = "\" \\ \n \r \t \0 \u{1B} \u{7F} \u{85} \u{A0} \u{2028} \u{202E} \u{FEFF} \u{FFFE} \u{E0001} é😀"
    #expect(
      try written(YAMLWriter(one: true), [Batch([.string(text)])])
        == #""\" \\ \n \r \t \x00 \x1b \x7f \x85 \#u{A0} \u2028 \u202e \ufeff \ufffe \U000e0001 é😀""# + "\n")
  }

  @Test("a key longer than a parser looks ahead is announced")
  func longKey() throws {
    let key = String(repeating: "k", count: 1001)
    let row = Value.record(Record(pairs: [(key, Value(1)), ("b", .record(Record(pairs: [(key, .null)])))]))
    #expect(try written(YAMLWriter(), [Batch([row])]) == "- ? \(key)\n  : 1\n  b:\n    ? \(key)\n    : null\n")
  }

  @Test("values nested too deep for the other formats are refused", arguments: [false, true])
  func depth(one: Bool) throws {
    func nested(_ levels: Int) -> Value { (0..<levels).reduce(.null) { value, _ in .list(ValueList([value])) } }
    let start = one ? "" : "- "
    #expect(
      try written(YAMLWriter(one: one), [Batch([nested(512)])]) == start + String(repeating: "- ", count: 512)
        + "null\n")
    #expect(throws: WriteFault.self) { try written(YAMLWriter(one: one), [Batch([nested(513)])]) }
  }

  @Test("what is written is read back as the values of the JSON", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = RandomJSON(random: Seeded(UInt64(seed)))
    let text = "[" + random.rows().joined(separator: ",") + "]"
    let value = try read(text)
    let rows = YAMLBlocks.read(try written(YAMLWriter(), text))
    #expect(rows == value, "\(json(rows)) is not \(json(value))")
    let one = YAMLBlocks.read(try written(YAMLWriter(one: true), [Batch([value])]))
    #expect(one == value, "\(json(one)) is not \(json(value))")
  }
}

/// Reads the YAML that hv writes: blocks, plain and double-quoted scalars, each on one line.
private struct YAMLBlocks {
  private var lines: [[Character]]
  private var at = 0

  static func read(_ text: String) -> Value {
    var blocks = YAMLBlocks(lines: text.split(separator: "\n").map(Array.init))
    return blocks.node()
  }

  private func indent(_ line: Int) -> Int? { line < lines.count ? lines[line].firstIndex { $0 != " " } : nil }

  /// The value that starts at the current line, which may have lost what stood before it.
  private mutating func node() -> Value {
    guard let indent = indent(at) else { return .null }
    if String(lines[at][indent...]).hasPrefix("- ") {
      var elements: [Value] = []
      while self.indent(at) == indent, lines[at][indent] == "-" {
        lines[at][indent] = " "
        elements.append(node())
      }
      return .list(ValueList(elements))
    }
    guard key(indent) != nil else {
      at += 1
      return Self.scalar(String(lines[at - 1][indent...]))
    }
    var pairs: [(String, Value)] = []
    while self.indent(at) == indent, let (name, end) = key(indent) {
      for place in indent..<end { lines[at][place] = " " }
      // Nothing after the colon: the value stands below.
      if self.indent(at) == nil { at += 1 }
      pairs.append((name, node()))
    }
    return .record(Record(pairs: pairs))
  }

  /// The key at a place of the current line, and where it and its colon end.
  private func key(_ start: Int) -> (name: String, end: Int)? {
    let line = lines[at]
    var end = start
    if line[start] == "\"" {
      end += 1
      while line[end] != "\"" { end += line[end] == "\\" ? 2 : 1 }
      end += 1
    } else {
      while end < line.count, !(line[end] == ":" && (end + 1 == line.count || line[end + 1] == " ")) { end += 1 }
    }
    guard end < line.count, line[end] == ":", case .string(let name) = Self.scalar(String(line[start..<end])) else {
      return nil
    }
    return (name, end + 1)
  }

  private static func scalar(_ text: String) -> Value {
    switch text {
    case "null": .null
    case "true": .bool(true)
    case "false": .bool(false)
    case "[]": .list(ValueList([]))
    case "{}": .record(Record(pairs: []))
    // Of the escapes only those of JSON are met here.
    case _ where text.hasPrefix("\""): (try? JSONReader.value(bytes(text))) ?? .null
    default: Array(text.utf8).withUnsafeBufferPointer { Value(number: $0) } ?? .string(text)
    }
  }
}
