import Testing

@testable import HvSyntax

/// Every program of the tables is changed a little, token by token, and has to keep what holds for any text.
@Suite("Changed programs")
struct MutationTests {
  static let samples =
    (AngleBracketTests.contract + AngleBracketTests.consequences + StatementTests.statements + StatementTests.lines
    + StageTests.cases + ExpressionTests.cases + StringTests.interpolations).map(\.0)
    + StringTests.texts.map(\.program) + SyntaxErrorTests.cases.map(\.source) + RecoveryTests.cases.map(\.program)

  @Test("Without any one of its tokens")
  func deleted() {
    check { source, token in source.bytes[..<token.start] + source.bytes[token.end...] }
  }

  @Test("With any one of its tokens twice")
  func doubled() {
    check { source, token in
      source.bytes[..<token.end] + [UInt8(ascii: " ")] + source.bytes[token.start...]
    }
  }

  @Test("Cut off after any of its tokens, or in the middle of it")
  func cut() {
    check { source, token in source.bytes[..<token.end] }
    check { source, token in source.bytes[..<((token.start + token.end) / 2)] }
  }

  @Test("With any of its tokens replaced", arguments: ["<", ">", "(", "\"", "|", "\n", "..", "-"])
  func replaced(by text: String) {
    // Each replacement takes a share of the programs.
    let share = Int(text.utf8.first ?? 0) % 4
    check(Self.samples.enumerated().filter { $0.offset % 4 == share }.map(\.element)) { source, token in
      source.bytes[..<token.start] + Array(text.utf8) + source.bytes[token.end...]
    }
  }

  private func check(_ samples: [String] = Self.samples, _ change: (SourceText, Token) -> ArraySlice<UInt8>) {
    for sample in samples {
      let source = SourceText(name: "", sample)
      for token in Parser.tokenize(source) {
        let bytes = Array(change(source, token))
        if let violation = SyntaxProperties.violation(bytes) {
          Issue.record("\(violation)\nin \(String(decoding: bytes, as: UTF8.self))")
          return
        }
      }
    }
  }
}
