// The cursor over the tokens.

extension Parser {
  var token: Token { tokens[index] }

  /// The kind of the token here, `.semicolon` also for a newline that ends the statement.
  var here: TokenKind { breaks(at: index) ? .semicolon : tokens[index].kind }

  /// The kind of a token further on, `.end` beyond the text.
  func kind(at i: Int) -> TokenKind { i < tokens.count ? tokens[i].kind : .end }

  /// Whether a newline before a token ends the statement.
  func breaks(at i: Int) -> Bool {
    guard i < tokens.count, tokens[i].startsLine, i != joined else { return false }
    switch tokens[i].kind {
    case .pipe, .keyword(.else), .keyword(.catch), .end: return false
    default: return newlinesEndStatements
    }
  }

  /// Whether a token stands right after the one before it.
  func touches(_ i: Int) -> Bool { i < tokens.count && tokens[i].triviaStart == tokens[i].start }

  /// Says that something has to follow, so that a newline here ends nothing.
  func joinLine() { joined = index }

  func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  func take(_ kind: TokenKind) -> Bool {
    guard here == kind else { return false }
    advance()
    return true
  }

  /// The end of the token before this one.
  var lastEnd: Int { index > 0 ? tokens[index - 1].end : source.base }

  /// From an offset to the end of the last token that was taken.
  func range(from start: Int) -> SourceRange { SourceRange(start, lastEnd) }

  func text(at i: Int) -> String { i < tokens.count ? source.text(tokens[i].range) : "" }

  /// The token as a name; any word will do after `.` or before `:`.
  func name(at i: Int) -> Name { Name(text: text(at: i), range: tokens[i].range) }

  func isAnyWord(at i: Int) -> Bool {
    switch kind(at: i) {
    case .word, .keyword: true
    default: false
    }
  }

  /// Whether `name:` stands at a token, which makes it a named argument and no value or operator.
  func isNamed(at i: Int) -> Bool {
    isAnyWord(at: i) && kind(at: i + 1) == .colon && !breaks(at: i + 1)
  }

  /// Whether an expression can start here.
  func startsOperand() -> Bool {
    switch token.kind {
    case .keyword(.try), .keyword(.match), .range: true
    default: startsValue(at: index)
    }
  }

  /// Whether a value starts at a token, as far as that decides what a `>` or `..` before it means.
  func startsValue(at i: Int) -> Bool {
    switch kind(at: i) {
    case .word, .keyword(.true), .keyword(.false), .keyword(.null), .keyword(.not), .keyword(.if), .keyword(.it):
      !isNamed(at: i)
    case .variable, .number, .duration, .date, .month, .timestamp, .clock, .stringOpen, .malformed, .leftParen,
      .leftBracket,
      .leftBrace, .minus, .dot, .less:
      true
    default:
      false
    }
  }
}
