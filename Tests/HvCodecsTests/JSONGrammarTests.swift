import HvValues
import Testing

@testable import HvCodecs

@Suite("JSON is read by its strict grammar")
struct JSONGrammarTests {
  /// What is read, and how it is written again.
  static let valid: [(String, String)] = [
    ("null", "null"), (" true ", "true"), ("\n\r\t false", "false"),
    ("0", "0"), ("-1", "-1"), ("12.50", "12.50"), ("1e5", "1e5"), ("1E+2", "1E+2"), ("-0", "-0"), ("0.0", "0.0"),
    ("\"\"", "\"\""), ("\"a b\"", "\"a b\""), ("[]", "[]"), ("{}", "{}"), ("[ ]", "[]"), ("{ }", "{}"),
    ("[1,\"a\",null,[],{}]", "[1,\"a\",null,[],{}]"),
    ("{ \"a\" : { \"b\" : [ true ] } , \"c\" : 1 }", #"{"a":{"b":[true]},"c":1}"#),
    (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
    (#"{"a":1,"\u0061":2}"#, #"{"a":2}"#),
    ("\"12345678\"", "\"12345678\""), ("\"1234567\\n\"", "\"1234567\\n\""),
  ]

  @Test("valid texts", arguments: valid)
  func accepts(text: String, expected: String) throws {
    #expect(json(try read(text)) == expected)
    // The walk that only checks must agree with the one that decodes.
    let page = try JSONPage(array: bytes("[\(text),{\"x\":\(text)},{\"x\":\(text)}]"))
    #expect(json(page.row(0)) == expected)
    #expect(page.column(FieldPath("x")).values.dropFirst().map(json) == [expected, expected])
  }

  static let invalid: [(text: String, offset: Int, message: String)] = [
    ("", 0, "the JSON ends too early"), ("  ", 2, "the JSON ends too early"),
    ("nul", 3, "the JSON ends too early"), ("nulL", 3, "expected true, false or null"),
    ("True", 0, "expected true, false or null"), ("NaN ", 0, "expected true, false or null"),
    ("'a'", 0, "expected a value"), ("+1", 0, "expected a value"), (".5", 0, "expected a value"),
    ("01", 1, "malformed number"), ("-", 1, "the JSON ends too early"), ("1.", 2, "the JSON ends too early"),
    ("1.x", 2, "malformed number"), ("1e", 2, "the JSON ends too early"), ("1e+x", 3, "malformed number"),
    ("-x", 1, "malformed number"), ("00", 1, "malformed number"),
    ("1 2", 2, "unexpected text after the value"), ("{} x", 3, "unexpected text after the value"),
    ("\"a", 2, "the JSON ends too early"), ("\"a\nb\"", 2, "a control character in a string must be escaped"),
    ("\"a\\x\"", 3, "no such escape in a string"), ("\"\\u12g4\"", 1, "no such escape in a string"),
    ("\"\\u12", 5, "the JSON ends too early"),
    ("\"0123456789\u{1}\"", 11, "a control character in a string must be escaped"),
    ("[1 2]", 3, "expected `,` or `]`"), ("[1,]", 3, "expected a value"), ("[,1]", 1, "expected a value"),
    ("[1}", 2, "expected `,` or `]`"), ("[1", 2, "the JSON ends too early"),
    ("{\"a\":1]", 6, "expected `,` or `}`"), ("{\"a\" 1}", 5, "expected `:` after the key"),
    ("{a:1}", 1, "expected a key in double quotes"), ("{\"a\":1,}", 7, "expected a key in double quotes"),
    ("{\"a\":}", 5, "expected a value"), ("{,}", 1, "expected a key in double quotes"),
    ("// x\n1", 0, "expected a value"), ("\u{0}", 0, "expected a value"),
  ]

  @Test("invalid texts, with the place where reading stopped", arguments: invalid)
  func refuses(text: String, offset: Int, message: String) throws {
    let fault = #expect(throws: JSONFault.self) { try read(text) }
    #expect(fault == JSONFault(offset: offset, message: message))
    // Learned keys must not make a page less strict.
    let learned = #"[{"x":1,"y":{"z":1}},{"x":2,"y":"#
    #expect(throws: JSONFault.self) { try JSONPage(array: bytes(learned + text)) }
    #expect(throws: JSONFault.self) { try JSONPage(array: bytes(learned + text), project: [FieldPath("y.z")]) }
    #expect(throws: JSONFault.self) { try JSONPage(array: bytes("[" + text + ",1]")) }
  }

  @Test("512 levels are read, 513 are refused")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    func nestedObjects(_ levels: Int) -> String {
      String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
    }
    for text in [nested(512), nestedObjects(512)] {
      #expect(json(try read(text)) == text)
      #expect(try JSONPage(ndjson: bytes(text)).count == 1)
    }
    for text in [nested(513), nestedObjects(513), nested(100_000)] {
      #expect(throws: JSONFault.self) { try read(text) }
      #expect(throws: JSONFault.self) { try JSONPage(ndjson: bytes(text)) }
      #expect(throws: JSONFault.self) { try JSONPage(ndjson: bytes(text), project: [FieldPath("a.a.a")]) }
    }
  }

  static let strings: [(String, String)] = [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u4e2d""#, "Aé中"), (#""\uD83D\uDE00!""#, "😀!"),
    (#""\uD83D""#, "\u{FFFD}"), (#""\uDE00x""#, "\u{FFFD}x"), (#""\uD83D\u0041""#, "\u{FFFD}A"),
    (#""\uD83D\uD83D\uDE00""#, "\u{FFFD}😀"), (#""\uD83D\n""#, "\u{FFFD}\n"), (#""\u0000""#, "\u{0}"),
  ]

  @Test("escapes and surrogates", arguments: strings)
  func escapes(text: String, expected: String) throws {
    #expect(try read(text) == .string(expected))
  }

  @Test("bytes that are no UTF-8 become U+FFFD")
  func invalidUTF8() throws {
    #expect(try JSONReader.value([0x22, 0x61, 0xFF, 0x62, 0x22]) == .string("a\u{FFFD}b"))
  }

  @Test("a number that would print differently keeps its text")
  func numerals() throws {
    for text in ["1e5", "-0", "-0.0", "123456789012345678901234567890", "0.1234567890123456789", "1.0E2"] {
      guard case .numeral(let numeral) = try read(text) else {
        Issue.record("\(text) is no numeral")
        continue
      }
      #expect(numeral.text == text)
    }
    for text in [
      "0", "-1", "2.50", "100.0", "9223372036854775807", "-9223372036854775808", "123456789012345678",
      "0.000000000000000001",
    ] {
      guard case .number(let exact) = try read(text) else {
        Issue.record("\(text) is no number")
        continue
      }
      #expect(exact.description == text)
    }
  }
}
