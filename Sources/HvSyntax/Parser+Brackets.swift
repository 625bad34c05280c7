// Brackets, blocks, and what `<` and `>` mean.
//
// A `<` needs no rule of its own: where an operand is expected it opens a block, after one it is an operator. A `>`
// closes the innermost bracket if that is a `<` and no value follows on the line; otherwise it compares.

enum BracketKind: Int, CaseIterable {
  case paren, bracket, brace, angle, interpolation, string

  /// The kind that a token closes; `>` is not among them, for it may compare.
  init?(closer kind: TokenKind) {
    switch kind {
    case .rightParen: self = .paren
    case .rightBracket: self = .bracket
    case .rightBrace: self = .brace
    case .interpolationClose: self = .interpolation
    case .stringClose: self = .string
    default: return nil
    }
  }

  /// The kind that a token opens; `<` is not among them, for it may compare.
  init?(opener kind: TokenKind) {
    switch kind {
    case .leftParen: self = .paren
    case .leftBracket: self = .bracket
    case .leftBrace: self = .brace
    case .interpolationOpen: self = .interpolation
    case .stringOpen: self = .string
    default: return nil
    }
  }

  /// Strings and interpolations: the lexer sees to it that each is closed.
  var isPaired: Bool { self == .string || self == .interpolation }

  var opener: String {
    switch self {
    case .paren: "("
    case .bracket: "["
    case .brace, .interpolation: "{"
    case .angle: "<"
    case .string: "\""
    }
  }

  var closer: String {
    switch self {
    case .paren: ")"
    case .bracket: "]"
    case .brace, .interpolation: "}"
    case .angle: ">"
    case .string: "\""
    }
  }
}

struct OpenBracket {
  var kind: BracketKind
  /// The index of the token that opened it.
  var token: Int
}

/// How a `>` was read, and why.
struct AngleReading {
  enum Meaning {
    case closesFirstOnLine
    case closesNoValueFollows
    /// Where an operand is expected, or a statement.
    case closesNothingToCompare
    /// It compares because of the value after it.
    case comparesWithValue
    /// It compares because the innermost bracket is another one, or none.
    case comparesOutsideBlock(BracketKind?)
  }
  var token: Int
  var meaning: Meaning
  /// The `<` of the block that it closes or stands in.
  var block: Int?
}

extension Parser {
  /// The strings and interpolations that only the end of the text closes, outermost first.
  func openStrings() -> [OpenBracket] {
    var open: [OpenBracket] = []
    for (place, token) in tokens.enumerated() {
      if let kind = BracketKind(opener: token.kind), kind.isPaired {
        open.append(OpenBracket(kind: kind, token: place))
      } else if let kind = BracketKind(closer: token.kind), kind.isPaired, token.end > token.start {
        open.removeLast()
      }
    }
    return open
  }

  /// Newlines end statements at the top and directly inside `< … >`.
  var newlinesEndStatements: Bool { brackets.last.map { $0.kind == .angle } ?? true }

  var isInBlock: Bool { openCounts[BracketKind.angle.rawValue] > 0 }

  /// Takes the opening bracket here.
  func open(_ kind: BracketKind) {
    brackets.append(OpenBracket(kind: kind, token: index))
    openCounts[kind.rawValue] += 1
    advance()
  }

  /// Whether a token closes one of the brackets that are open, the innermost or one around it. `>` is left out.
  func closesOpenBracket(_ kind: TokenKind) -> Bool {
    BracketKind(closer: kind).map { openCounts[$0.rawValue] > 0 } ?? false
  }

  func popBracket() {
    if let last = brackets.popLast() { openCounts[last.kind.rawValue] -= 1 }
  }

  /// Takes the token that closes the innermost bracket; says what else could have stood there where it is another one.
  func close(_ expected: String) throws(Abandon) {
    guard let innermost = brackets.last else { return }
    if BracketKind(closer: token.kind) == innermost.kind {
      pairs.append((tokens[innermost.token].range, token.range))
      advance()
    } else {
      try notClosed(innermost, expected)
    }
    popBracket()
  }

  // MARK: Greater

  /// How a `>` after an operand is to be read.
  func reading(ofGreater i: Int) -> AngleReading {
    guard let innermost = brackets.last, innermost.kind == .angle else {
      return AngleReading(token: i, meaning: .comparesOutsideBlock(brackets.last?.kind), block: nil)
    }
    var reading = AngleReading(token: i, meaning: .comparesWithValue, block: innermost.token)
    if tokens[i].startsLine {
      reading.meaning = .closesFirstOnLine
    } else if tokens[i + 1].startsLine || !startsValue(at: i + 1) {
      reading.meaning = .closesNoValueFollows
    }
    return reading
  }

  func closesBlock(_ i: Int) -> Bool {
    switch reading(ofGreater: i).meaning {
    case .closesFirstOnLine, .closesNoValueFollows, .closesNothingToCompare: true
    case .comparesWithValue, .comparesOutsideBlock: false
    }
  }

  /// The `>` here, where the block that is open ends.
  private func closingReading() -> AngleReading {
    var reading = reading(ofGreater: index)
    if case .comparesWithValue = reading.meaning { reading.meaning = .closesNothingToCompare }
    return reading
  }

  // MARK: Blocks

  /// A block that a word before it needs.
  func parseRequiredBlock(after word: String, _ depth: Int) throws(Abandon) -> Block {
    if here == .less { return try parseBlock(depth) }
    try missingBlock(after: word)
    return emptyBlock()
  }

  private func emptyBlock() -> Block {
    let place = SourceRange(lastEnd, lastEnd)
    return Block(statements: [], open: place, close: place, range: place)
  }

  func parseBlock(_ depth: Int) throws(Abandon) -> Block {
    try enter(depth + 1)
    let open = token.range
    self.open(.angle)
    let statements = parseStatements(depth: depth + 1)
    let close = closeBlock(open, empty: statements.isEmpty ? "a block needs at least one statement" : nil)
    return Block(statements: statements, open: open, close: close, range: open.union(close))
  }

  /// Takes the `>` of the innermost block; its range, or an empty one where it is missing. `empty` says what is wrong
  /// if nothing stands in it.
  func closeBlock(_ open: SourceRange, empty: String?) -> SourceRange {
    guard token.kind == .greater else {
      if let innermost = brackets.last { unclosed(innermost) }
      popBracket()
      return SourceRange(lastEnd, lastEnd)
    }
    let close = token.range
    pairs.append((open, close))
    readings.append(closingReading())
    if let empty { emptyBlock(open.union(close), empty) }
    popBracket()
    advance()
    return close
  }
}
