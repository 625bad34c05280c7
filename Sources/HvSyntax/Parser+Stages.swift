// Pipelines, and the three kinds of stages: a block word with its block, a call of a command, an expression.

extension Parser {
  func parsePipeline(_ depth: Int) -> Pipeline {
    let start = token.start
    var stages = [parseStage(depth, after: nil)]
    while here == .pipe {
      advance()
      joinLine()
      stages.append(parseStage(depth, after: "|"))
    }
    return Pipeline(stages: stages, range: range(from: start))
  }

  private func parseStage(_ depth: Int, after separator: String?) -> Stage {
    let start = token.start
    let (outer, level) = beginUnit()
    var kind = Stage.Kind.error
    do throws(Abandon) {
      kind = try parseStageKind(depth, after: separator)
      if !endsStage() { throw unexpectedInStage(kind) }
    } catch {
      kind = .error
      recover(to: level, stopAtPipe: true)
    }
    endUnit(outer)
    return Stage(kind: kind, range: range(from: start))
  }

  /// What the tokens here make of a stage.
  private enum Form {
    case block(BlockWord)
    case call, expression, missing
  }

  private func form() -> Form {
    if endsStage() { return .missing }
    switch token.kind {
    case .keyword(let keyword):
      return BlockWord(rawValue: keyword.rawValue).flatMap { isNamed(at: index) ? nil : .block($0) } ?? .expression
    case .word: return startsExpression() ? .expression : .call
    default: return .expression
    }
  }

  private func parseStageKind(_ depth: Int, after separator: String?) throws(Abandon) -> Stage.Kind {
    try refusePathArgument()
    switch form() {
    case .block(.do) where kind(at: index + 1) == .variable: return .run(takeBlockVariable())
    case .block(let word): return .block(try parseBlockStage(word, depth))
    case .call: return try parseCallStage(depth)
    case .expression: return try parseExpressionStage(depth)
    case .missing:
      missingStage(after: separator)
      return .error
    }
  }

  private func parseCallStage(_ depth: Int) throws(Abandon) -> Stage.Kind {
    let call = try parseCall(depth)
    checkFileNames(call)
    return .call(call)
  }

  private func parseExpressionStage(_ depth: Int) throws(Abandon) -> Stage.Kind {
    let first = index
    if token.kind == .word { checkBlanks(ofMinus: first + 1) }
    let expression = try parseExpression(spaced: false, depth)
    checkRedirection(expression, from: first)
    return .expression(expression)
  }

  /// Whether the stage ends before the token here.
  func endsStage() -> Bool {
    let kind = here
    switch kind {
    case .semicolon, .pipe, .end: return true
    case .greater: return closesBlock(index)
    default: return closesOpenBracket(kind)
    }
  }

  /// Whether the word here is an expression: an operator follows, or something touches it, or it is a calendar word.
  private func startsExpression() -> Bool {
    isTouchedByPostfix(index) || infix(at: index + 1, spaced: true) != nil || calendarPhrase() != nil
  }

  /// Whether `.`, `?.`, `[` or `(` follows a token without a blank between.
  func isTouchedByPostfix(_ i: Int) -> Bool {
    switch kind(at: i + 1) {
    case .dot, .optionalDot, .leftBracket, .leftParen: touches(i + 1)
    default: false
    }
  }

  // MARK: Calls

  private func parseCall(_ depth: Int) throws(Abandon) -> Call {
    var call = Call(word: name(at: index), arguments: [], keys: [])
    advance()
    while !endsStage() {
      if here == .keyword(.by), !isNamed(at: index) {
        call.keys = try parseKeys(depth)
        break
      }
      if !call.arguments.isEmpty, take(.comma) { joinLine() }
      call.arguments.append(try parseArgument(after: call, depth))
    }
    return call
  }

  private func parseArgument(after call: Call, _ depth: Int) throws(Abandon) -> Argument {
    if isNamed(at: index) { return .named(try parseNamedArgument(depth)) }
    if here == .keyword(.do) {
      if kind(at: index + 1) == .variable { return .run(takeBlockVariable()) }
      return .block(try parseDoBlock(depth))
    }
    if !endsStage() { try refuseArgument(after: call) }
    return .positional(try parseExpression(spaced: true, depth))
  }

  private func refuseArgument(after call: Call) throws(Abandon) {
    switch call.arguments.last {
    case .block, .run: throw argumentAfterBlock()
    default: break
    }
    if !startsOperand() { throw unexpectedInStage(.call(call)) }
  }

  private func parseDoBlock(_ depth: Int) throws(Abandon) -> Block {
    advance()
    joinLine()
    return try parseRequiredBlock(after: "do", depth)
  }

  /// `do $name`
  private func takeBlockVariable() -> Name {
    advance()
    defer { advance() }
    return Name(text: String(text(at: index).dropFirst()), range: token.range)
  }

  func parseNamedArgument(_ depth: Int) throws(Abandon) -> NamedArgument {
    let name = name(at: index)
    advance()
    advance()
    joinLine()
    let value = try parseExpression(spaced: true, depth)
    return NamedArgument(name: name, value: value, range: range(from: name.range.start))
  }

  /// `by key, key`
  private func parseKeys(_ depth: Int) throws(Abandon) -> [Key] {
    var keys: [Key] = []
    repeat {
      advance()
      joinLine()
      let start = token.start
      var name: Name?
      if isNamed(at: index) {
        name = self.name(at: index)
        advance()
        advance()
        joinLine()
      }
      let value = try parseExpression(spaced: false, depth)
      keys.append(Key(name: name, value: value, range: range(from: start)))
    } while here == .comma
    return keys
  }

  // MARK: Block stages

  private func parseBlockStage(_ word: BlockWord, _ depth: Int) throws(Abandon) -> BlockStage {
    let wordRange = token.range
    let name = try parseItemName(word)
    joinLine()
    let block = try parseRequiredBlock(after: word.rawValue, depth)
    let named = try parseNamedArguments(depth)
    return BlockStage(word: word, wordRange: wordRange, name: name, block: block, named: named)
  }

  /// `each as p`
  private func parseItemName(_ word: BlockWord) throws(Abandon) -> Name? {
    advance()
    guard here == .keyword(.as) else { return nil }
    advance()
    return try parseName(after: "\(word.rawValue) as", example: "\(word.rawValue) as p < … $p.name … >")
  }

  private func parseNamedArguments(_ depth: Int) throws(Abandon) -> [NamedArgument] {
    var named: [NamedArgument] = []
    while !endsStage() {
      if !named.isEmpty, take(.comma) { joinLine() }
      guard isNamed(at: index) else { throw argumentAfterBlock() }
      named.append(try parseNamedArgument(depth))
    }
    return named
  }
}
