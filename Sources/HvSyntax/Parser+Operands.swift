// Operands: everything that an operator can stand beside.

extension Parser {
  /// An operand; where none starts, that is reported, and what cannot be passed over stays where it is.
  func parseOperand(_ depth: Int) throws(Abandon) -> Expression {
    switch token.kind {
    case .word: return try parseWord(depth)
    case .leftParen: return try parseParenthesised(depth)
    case .less: return try parseBlockValue(depth)
    case .leftBracket: return try parseList(depth)
    case .leftBrace: return try parseRecord(depth)
    case .dot: return try parseField()
    case .stringOpen: return try parseStringValue(depth)
    case .keyword(.try): return try parseTry(depth)
    case .keyword(.match): return try parseMatch(depth)
    default: return try parseLiteral()
    }
  }

  private func parseLiteral() throws(Abandon) -> Expression {
    guard let kind = literal() else { return try parseMissing() }
    let range = token.range
    advance()
    return Expression(kind: kind, range: range)
  }

  private func parseMissing() throws(Abandon) -> Expression {
    if token.kind == .greater, index == unit.first { throw reportForeignOperator() ? Abandon() : strayCloser() }
    if endsStage() || token.kind == .comma || token.kind == .greater { return missingValue() }
    throw noValue()
  }

  /// A field, a calendar phrase or a call: `sum(hours, if: billable)`.
  private func parseWord(_ depth: Int) throws(Abandon) -> Expression {
    let name = name(at: index)
    if kind(at: index + 1) == .leftParen, touches(index + 1) {
      advance()
      return try parseFunctionCall(name, depth)
    }
    if let (phrase, length) = calendarPhrase() {
      let expression = phrase.map(Expression.Kind.calendar) ?? badCount()
      for _ in 0..<length { advance() }
      return Expression(kind: expression, range: range(from: name.range.start))
    }
    advance()
    return Expression(kind: .word(name.text), range: name.range)
  }

  private func parseFunctionCall(_ name: Name, _ depth: Int) throws(Abandon) -> Expression {
    open(.paren)
    var arguments: [CallArgument] = []
    while here != .rightParen, token.kind != .end {
      var argument: Name?
      if isNamed(at: index) {
        argument = self.name(at: index)
        advance()
        advance()
      }
      arguments.append(CallArgument(name: argument, value: try parseExpression(spaced: false, depth + 1)))
      if !take(.comma) { break }
    }
    try close("`,` or `)`")
    return Expression(kind: .call(name: name, arguments: arguments), range: range(from: name.range.start))
  }

  private func parseParenthesised(_ depth: Int) throws(Abandon) -> Expression {
    try enter(depth + 1)
    let start = token.start
    open(.paren)
    let pipeline = parsePipeline(depth + 1)
    try close("`|` or `)`")
    return Expression(kind: .pipeline(pipeline), range: range(from: start))
  }

  private func parseBlockValue(_ depth: Int) throws(Abandon) -> Expression {
    let block = try parseBlock(depth)
    return Expression(kind: .block(block), range: block.range)
  }

  /// `.name`
  private func parseField() throws(Abandon) -> Expression {
    let start = token.start
    advance()
    guard touches(index), isAnyWord(at: index) else { throw missingField() }
    let name = name(at: index)
    advance()
    return Expression(kind: .field(name), range: range(from: start))
  }

  private func parseStringValue(_ depth: Int) throws(Abandon) -> Expression {
    let string = try parseString(depth)
    return Expression(kind: .string(string), range: string.range)
  }

  // MARK: Lists and records

  private func parseList(_ depth: Int) throws(Abandon) -> Expression {
    try enter(depth + 1)
    let start = token.start
    open(.bracket)
    var items: [ListItem] = []
    while here != .rightBracket, token.kind != .end {
      if take(.spread) {
        items.append(.spread(try parseExpression(spaced: false, depth + 1)))
      } else {
        items.append(.value(try parseExpression(spaced: false, depth + 1)))
      }
      if !take(.comma) { break }
    }
    try close("`,` or `]`")
    return Expression(kind: .list(items), range: range(from: start))
  }

  private func parseRecord(_ depth: Int) throws(Abandon) -> Expression {
    try enter(depth + 1)
    let start = token.start
    open(.brace)
    var items: [RecordItem] = []
    while here != .rightBrace, token.kind != .end {
      if take(.spread) {
        items.append(.spread(try parseExpression(spaced: false, depth + 1)))
      } else {
        items.append(try parseEntry(depth))
      }
      if !take(.comma) { break }
    }
    try close("`,` or `}`")
    return Expression(kind: .record(items), range: range(from: start))
  }

  private func parseEntry(_ depth: Int) throws(Abandon) -> RecordItem {
    let key: StringLiteral
    if isAnyWord(at: index) {
      key = StringLiteral(quote: .double, parts: [.text(text(at: index))], range: token.range)
      advance()
    } else if token.kind == .stringOpen {
      key = try parseString(depth)
    } else {
      throw missingKey()
    }
    guard take(.colon) else { throw missingColon(key) }
    return .entry(key: key, value: try parseExpression(spaced: false, depth + 1))
  }

  // MARK: try and match

  private func parseTry(_ depth: Int) throws(Abandon) -> Expression {
    let start = token.start
    advance()
    joinLine()
    let body = try parseRequiredBlock(after: "try", depth)
    guard here == .keyword(.catch), !isNamed(at: index) else {
      return Expression(kind: .try(body: body, errorName: nil, handler: nil), range: range(from: start))
    }
    return try parseCatch(start, body, depth)
  }

  private func parseCatch(_ start: Int, _ body: Block, _ depth: Int) throws(Abandon) -> Expression {
    advance()
    joinLine()
    let name = isAnyWord(at: index) ? name(at: index) : nil
    if name != nil {
      advance()
      joinLine()
    }
    let handler = try parseRequiredBlock(after: "catch", depth)
    return Expression(kind: .try(body: body, errorName: name, handler: handler), range: range(from: start))
  }

  private func parseMatch(_ depth: Int) throws(Abandon) -> Expression {
    try enter(depth + 1)
    let start = token.start
    advance()
    joinLine()
    let subject = try parseExpression(spaced: false, depth + 1)
    joinLine()
    guard here == .keyword(.with) else {
      throw missing(word: "with", after: "`match …`", example: "match status with < \"open\" => 1; _ => 0 >")
    }
    advance()
    joinLine()
    guard here == .less else {
      try missingBlock(after: "with")
      return Expression(kind: .match(subject: subject, arms: []), range: range(from: start))
    }
    let open = token.range
    self.open(.angle)
    let arms = parseArms(depth + 1)
    _ = closeBlock(open, empty: arms.isEmpty ? "a `match` needs at least one arm" : nil)
    return Expression(kind: .match(subject: subject, arms: arms), range: range(from: start))
  }

  /// Arms are separated as statements are, and one that cannot be read does not take the others with it.
  private func parseArms(_ depth: Int) -> [MatchArm] {
    var arms: [MatchArm] = []
    while true {
      while token.kind == .semicolon { advance() }
      joinLine()
      if endsArms() { return arms }
      let start = index
      let (outer, level) = beginUnit()
      do throws(Abandon) {
        arms.append(try parseArm(depth))
        if !endsStage() || here == .pipe { throw unexpectedAfterArm() }
      } catch {
        recover(to: level, stopAtPipe: false)
      }
      endUnit(outer)
      if index == start { advance() }
      guard here == .semicolon else { return arms }
    }
  }

  private func endsArms() -> Bool {
    token.kind == .greater || token.kind == .end || closesOpenBracket(token.kind)
  }

  private func parseArm(_ depth: Int) throws(Abandon) -> MatchArm {
    let start = token.start
    let pattern = try parsePattern(depth)
    var condition: Expression?
    if here == .keyword(.if) {
      advance()
      joinLine()
      condition = try parseExpression(spaced: false, depth)
    }
    guard here == .arrow else { throw missing(word: "=>", after: "the pattern", example: "\"open\" => 1") }
    advance()
    joinLine()
    let value = try parseExpression(spaced: false, depth)
    return MatchArm(pattern: pattern, guardCondition: condition, value: value, range: range(from: start))
  }

  private func parsePattern(_ depth: Int) throws(Abandon) -> MatchArm.Pattern {
    if token.kind == .word, text(at: index) == "_" {
      let range = token.range
      advance()
      return .wildcard(range)
    }
    let value = try parseRange(depth)
    if !value.isPattern { throw badPattern(value) }
    return .value(value)
  }
}

extension Expression {
  /// Whether it is a literal, a range of literals or a name.
  fileprivate var isPattern: Bool {
    switch kind {
    case .word, .error: true
    case .range(let lower, let upper, _): (lower?.isLiteral ?? true) && (upper?.isLiteral ?? true)
    default: isLiteral
    }
  }

  private var isLiteral: Bool {
    switch kind {
    case .null, .bool, .number, .duration, .date, .month, .timestamp, .clock, .calendar, .string, .error: true
    case .unary(.minus, let operand, _): operand.isLiteral
    default: false
    }
  }
}
