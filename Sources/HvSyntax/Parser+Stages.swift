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

  private func parseStageKind(_ depth: Int, after separator: String?) throws(Abandon) -> Stage.Kind {
    let first = index
    if endsStage() {
      missingStage(after: separator)
      return .error
    }
    if case .keyword(let keyword) = token.kind, let word = BlockWord(rawValue: keyword.rawValue), !isNamed(at: index) {
      return .block(try parseBlockStage(word, depth))
    }
    if token.kind == .word {
      if let file = pathArgument() { throw refuse(file: file, after: text(at: first)) }
    }
    if token.kind == .word, !startsExpression() {
      let call = try parseCall(depth)
      checkFileNames(call)
      return .call(call)
    }
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
    default: return BracketKind(closer: kind).map { openCounts[$0.rawValue] > 0 } ?? false
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
      advance()
      joinLine()
      return .block(try parseRequiredBlock(after: "do", depth))
    }
    guard !endsStage() else { return .positional(missingValue()) }
    if case .block? = call.arguments.last { throw argumentAfterBlock() }
    if !startsOperand() { throw unexpectedInStage(.call(call)) }
    return .positional(try parseExpression(spaced: true, depth))
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
    advance()
    var name: Name?
    if here == .keyword(.as) {
      advance()
      name = try parseName(after: "\(word.rawValue) as", example: "\(word.rawValue) as p < … $p.name … >")
    }
    joinLine()
    let block = try parseRequiredBlock(after: word.rawValue, depth)
    var named: [NamedArgument] = []
    while !endsStage() {
      if !named.isEmpty, take(.comma) { joinLine() }
      guard isNamed(at: index) else { throw argumentAfterBlock() }
      named.append(try parseNamedArgument(depth))
    }
    return BlockStage(word: word, wordRange: wordRange, name: name, block: block, named: named)
  }
}
