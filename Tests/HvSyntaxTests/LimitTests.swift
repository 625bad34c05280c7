import Testing

@testable import HvSyntax

/// No text makes the parser crash, or take longer than its length explains.
@Suite("Limits of the parser")
struct LimitTests {
  struct Nesting: CustomTestStringConvertible, Sendable {
    var name: String
    /// A right program that is nested so deep.
    var program: @Sendable (Int) -> String
    var testDescription: String { name }

    init(_ name: String, _ program: @escaping @Sendable (Int) -> String) {
      self.name = name
      self.program = program
    }

    /// `open`, so often, then the middle, then `close` as often.
    init(_ open: String, _ middle: String, _ close: String) {
      self.init("\(open)…\(close)") {
        String(repeating: open, count: $0) + middle + String(repeating: close, count: $0)
      }
    }
  }

  static let constructs = [
    Nesting("(", "1", ")"), Nesting("[", "1", "]"), Nesting("{a: ", "1", "}"), Nesting("f(", "1", ")"),
    Nesting("a[", "0", "]"),
    Nesting("each < ", "it", " >"), Nesting("f a: < ", "it", " >"), Nesting("f do < ", "it", " >"),
    Nesting("let a = each < ", "it", " >"), Nesting("def f() < ", "it", " >"), Nesting("test \"x\" < ", "it", " >"),
    Nesting("time each < ", "it", " >"), Nesting("try < ", "it", " >"), Nesting("try < it > catch e < ", "it", " >"),
    Nesting("match x with < _ => ", "it", " >"), Nesting("match ", "it", " with < _ => 1 >"),
    Nesting("match x with < _ if ", "a", " => 1 >"), Nesting("\"{", "it", "}\""), Nesting("not ", "a", ""),
    Nesting("- ", "a", ""),
    Nesting("if a then b else ", "c", ""), Nesting("if a then ", "c", ""), Nesting("if ", "c", " then b"),
    Nesting("", "a", ".b"), Nesting("", "a", "?.b"), Nesting("", "a", "[0]"), Nesting("", "a", " + a"),
    Nesting("", "a", " - a"),
    Nesting("", "a", " * a"), Nesting("", "a", " or a"), Nesting("", "a", " and a"), Nesting("", "a", " ?? a"),
  ]

  @Test("Everything can be nested 128 deep, and no deeper", arguments: constructs)
  func depth(_ construct: Nesting) {
    let most = Parser.deepestNesting
    #expect(parse(construct.program(most)).diagnostics.isEmpty)
    for deeper in [most + 1, most * 2, 3000] {
      let tree = parse(construct.program(deeper))
      #expect(tree.diagnostics.map(\.code) == ["E0130"])
      #expect(!tree.isIncomplete)
    }
  }

  @Test("Links of a chain count in whatever the chain begins with")
  func mixedChains() {
    let half = Parser.deepestNesting / 2
    let chain = String(repeating: " + a", count: half)
    let parentheses = String(repeating: "(", count: half) + "a" + String(repeating: ")", count: half)
    #expect(parse(parentheses + chain).diagnostics.isEmpty)
    #expect(parse("(" + parentheses + chain + ")").diagnostics.map(\.code) == ["E0130"])
    // One after the other they do not add up.
    #expect(
      parse("f " + String(repeating: "(\(parentheses)\(chain.dropLast(4))), ", count: 9) + "1").diagnostics.isEmpty)
  }

  @Test(
    "Open brackets without end are one error, found in linear time",
    arguments: [
      "(", "[", "{a:", "f(", "a[", "each < ", "< ", "\"{", "([", "try < ", "match x with < 1 => ", "def f() < ", "if (",
      "f do <",
    ])
  func openBrackets(text: String) {
    let tree = parse(String(repeating: text, count: 10_000))
    #expect(tree.diagnostics.contains { $0.code == "E0130" })
    #expect(tree.diagnostics.count <= 2)
  }

  @Test(
    "Any piece of text, repeated over a long line, is read in linear time",
    arguments: [
      "a ", "a, ", "a|", "1 ", ")", ">", "<", "'", "\"", "\\", "$", "@", "- ", "a > 1 ", "a < ", "a <> ", "(]",
      "2024-1-5 ", "1h30m ",
      "each < a > b ", "x: ", "by ", "else ", "=> ", "\u{0}", "é", "{\"", "... ", "|| ", "[1] ", "\"a\" ", "# ", "..",
      "a.b ",
    ])
  func longLines(text: String) {
    func time(_ count: Int) -> Duration {
      let program = String(repeating: text, count: count / text.utf8.count)
      return ContinuousClock().measure { #expect(parse(program).diagnostics.count <= Parser.mostDiagnostics) }
    }
    // Ten times the text; a hundred times the time would be quadratic. A busy machine gets further tries.
    let isLinear = (0..<5).contains { _ in
      let short = time(5000)
      return time(50_000) < short * 40 + .milliseconds(50)
    }
    #expect(isLinear)
  }

  @Test("Bytes that are no UTF-8 are named once, wherever they are")
  func invalidUTF8() {
    for bytes in [
      [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80, 0x81], [0xE2, 0x82],
    ] as [[UInt8]] {
      for (before, after) in [
        ("", ""), ("a ", " b"), ("\"", "\""), ("'", "'"), ("# ", "\n"), ("$", ""), ("a", "b"), ("\"{", "}\""),
      ] {
        let source = SourceText(name: "", bytes: Array(before.utf8) + bytes + Array(after.utf8))
        let codes = Parser.parse(source).diagnostics.map(\.code)
        #expect(codes.contains("E0101") && codes.count <= 2, "\(before)\(bytes)\(after) \(codes)")
      }
    }
  }

  @Test("A text that is too long is one token, and refused")
  func length() {
    let (tokens, problems) = Lexer.run(Array("projects".utf8), longest: 7)
    #expect(problems.map(\.diagnostic.code) == ["E0131"])
    #expect(tokens.map(\.range) == [SourceRange(0, 8), SourceRange(8, 8)])
    #expect(Lexer.run(Array("projects".utf8), longest: 8).problems.isEmpty)
  }
}
