import Testing

@testable import HvSyntax

/// What is wrong, where, and what is said of it. `⟦…⟧` marks the place of the primary label.
@Suite("Syntax errors")
struct SyntaxErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var marked: String
    var code: SyntaxErrorCode
    var message: String
    var label: String
    var also: [String]
    var help: String?
    var count: Int

    init(
      _ marked: String, _ code: SyntaxErrorCode, _ message: String, _ label: String, also: [String] = [],
      help: String? = nil, count: Int = 1
    ) {
      (self.marked, self.code, self.message, self.label) = (marked, code, message, label)
      (self.also, self.help, self.count) = (also, help, count)
    }

    var source: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }
    var testDescription: String { marked }
  }

  @Test("Each error names what was found, what was expected and what to type instead", arguments: cases)
  func message(_ expected: Case) throws {
    let tree = parse(expected.source)
    let error = try #require(tree.diagnostics.first)
    #expect(error.code == expected.code.rawValue)
    #expect(error.message == expected.message)
    let primary = try #require(error.primary)
    #expect(marked(expected.source, primary.range) == expected.marked)
    #expect(primary.text == expected.label)
    #expect(error.secondary.map(\.text) == expected.also)
    #expect(error.help.first == expected.help)
    #expect(tree.diagnostics.count == expected.count)
  }

  @Test("Every code is met, and explained in one line")
  func codes() {
    // These two need bytes that no text has, or a text of 256 MB.
    let elsewhere: Set<SyntaxErrorCode> = [.invalidUTF8, .textTooLong, .nestedTooDeep, .controlCharacter]
    #expect(Set(Self.cases.map(\.code)).union(elsewhere) == Set(SyntaxErrorCode.allCases))
    for code in SyntaxErrorCode.allCases {
      #expect(code.rawValue.hasPrefix("E01") && code.rawValue.count == 5)
      #expect(code.explanation.hasSuffix(".") && !code.explanation.contains("\n"))
    }
  }

  private func marked(_ text: String, _ range: SourceRange) -> String {
    let source = SourceText(name: "", text)
    return source.text(SourceRange(0, range.start)) + "⟦" + source.text(range) + "⟧"
      + source.text(SourceRange(range.end, source.bytes.count))
  }
}
