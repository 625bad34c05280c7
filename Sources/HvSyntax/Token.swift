// Tokens: the smallest pieces of a source text. HvSyntax starts at `Parser.swift`; the lexer starts at `Lexer.swift`.

/// A piece of the source text and the blanks and comments before it.
///
/// The tokens of a text tile it: each one's trivia starts where the token before it ends, the first starts at 0, and
/// the last one, of kind `.end`, is empty and ends with the text.
package struct Token: Hashable, Sendable {
  package let kind: TokenKind
  /// True for the first token of a line, and for the first of the text.
  package let startsLine: Bool
  // 32 bits, because a long text has many tokens; `Lexer.longestText` keeps every offset below that.
  private let triviaOffset: UInt32
  private let startOffset: UInt32
  private let endOffset: UInt32

  init(_ kind: TokenKind, trivia: Int, start: Int, end: Int, startsLine: Bool) {
    self.kind = kind
    self.startsLine = startsLine
    triviaOffset = UInt32(truncatingIfNeeded: trivia)
    startOffset = UInt32(truncatingIfNeeded: start)
    endOffset = UInt32(truncatingIfNeeded: end)
  }

  /// Offset of the first byte of the blanks and comments before the token.
  package var triviaStart: Int { Int(triviaOffset) }
  /// Offset of the first byte of the token.
  package var start: Int { Int(startOffset) }
  /// Offset just after the token.
  package var end: Int { Int(endOffset) }
  /// The token without its trivia.
  package var range: SourceRange { SourceRange(start, end) }
  /// The blanks and comments before the token.
  package var trivia: SourceRange { SourceRange(triviaStart, start) }
}

/// What a token is.
package enum TokenKind: Hashable, Sendable {
  /// A name; also the words that are special only in places: `let`, `last`, `today`.
  case word
  case keyword(Keyword)
  /// `$name`
  case variable
  case number, duration, date, month, timestamp, clock
  /// `"`, `'` or `"""`, where a string starts.
  case stringOpen
  /// What stands between the quotes, up to an interpolation.
  case stringText
  /// The `{` in a string.
  case interpolationOpen
  /// The `}` that ends an interpolation; empty where it is missing.
  case interpolationClose
  /// The quote that ends a string; empty where it is missing.
  case stringClose
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case less, greater
  case lessEqual, greaterEqual, equal, notEqual, matches, notMatches
  case plus, minus, star, slash, percent
  /// `??`
  case coalesce
  /// `.`
  case dot
  /// `?.`
  case optionalDot
  /// `..`
  case range
  /// `...`
  case spread
  case pipe, comma, colon, semicolon
  /// `=`
  case assign
  /// `=>`
  case arrow
  /// A literal that is written wrongly, such as `2024-1-5`; a diagnostic tells how.
  case malformed
  /// Bytes that begin no token; a diagnostic tells why.
  case invalid
  /// The end of the text.
  case end
}

/// The words that are no names, wherever they stand in an expression.
package enum Keyword: String, Hashable, Sendable, CaseIterable {
  case `true`, `false`, null, and, or, not, `in`, `if`, then, `else`, `try`, `catch`, match, with, `as`, by, it
  case `do`, each, any, all, fold, tap
}

/// The words that are special only as the first word of a statement.
package enum StatementWord: String, Hashable, Sendable, CaseIterable {
  case `let`, def, use, param, test, report, explain, time, help
}
