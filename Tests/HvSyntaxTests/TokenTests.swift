import Testing

@testable import HvSyntax

@Suite("Tokens")
struct TokenTests {
  @Test(
    "Operators are as long as they can be, < and > alone are single",
    arguments: [
      (
        "< > <= >= == != =~ !~ => ?? ?. .. ...",
        "less greater lessEqual greaterEqual equal notEqual matches notMatches"
          + " arrow coalesce optionalDot range spread"
      ),
      ("<<>>", "less less greater greater"), (">>=", "greater greaterEqual"), ("=>=", "arrow assign"),
      ("....", "spread dot"),
      ("===", "equal assign"), ("a.b", "word dot word"), ("1..2", "number range number"), ("1.5.", "number dot"),
      ("a?.b??c", "word optionalDot word coalesce word"),
      (
        "[({})]",
        "leftBracket leftParen leftBrace rightBrace rightParen"
          + " rightBracket"
      ),
      ("+-*/%|,:;=", "plus minus star slash percent pipe comma colon semicolon assign"),
    ])
  func operators(program: String, kinds: String) { #expect(self.kinds(program) == kinds) }

  @Test(
    "Words, keywords and literals",
    arguments: [
      ("a _b c1 größe 日本 let last", "word word word word word word word"),
      ("$a $if $größe", "variable variable variable"),
      ("1 2.5 1h 2024-01-15 2024-01 14:30 2024-01-15T09:00:00Z", "number number duration date month clock timestamp"),
      ("1a", "malformed"), ("@", "invalid"), ("", ""), ("  # only a comment", ""), ("#!/x\na", "word"),
      (
        "\"a{b}c\" 'x' ''",
        "stringOpen stringText interpolationOpen word interpolationClose stringText stringClose"
          + " stringOpen stringText stringClose stringOpen stringClose"
      ),
      ("\"{", "stringOpen interpolationOpen interpolationClose stringClose"),
    ])
  func words(program: String, kinds: String) { #expect(self.kinds(program) == kinds) }

  @Test("All keywords are keywords, and only as whole words")
  func keywords() {
    for keyword in Keyword.allCases {
      let spelling = keyword.rawValue
      #expect(Parser.tokenize(SourceText(name: "", spelling)).first?.kind == .keyword(keyword))
      for word in [spelling + "s", "_" + spelling, spelling.uppercased(), spelling + "1"] {
        #expect(kinds(word) == "word", "\(word)")
      }
    }
  }

  @Test("What stands between two tokens is the trivia of the later one")
  func trivia() {
    let text = "# one\na  # two\n\n  | b\n# end\n"
    let source = SourceText(name: "", text)
    let tokens = Parser.tokenize(source)
    #expect(tokens.map { source.text($0.trivia) } == ["# one\n", "  # two\n\n  ", " ", "\n# end\n"])
    #expect(tokens.map { source.text($0.range) } == ["a", "|", "b", ""])
    #expect(tokens.map(\.startsLine) == [true, true, false, true])
  }

  @Test("A token is small, because a long text has many")
  func size() { #expect(MemoryLayout<Token>.stride == 16) }

  private func kinds(_ program: String) -> String {
    Parser.tokenize(SourceText(name: "", program)).dropLast().map { token in
      if case .keyword(let keyword) = token.kind { return keyword.rawValue }
      return "\(token.kind)"
    }.joined(separator: " ")
  }
}
