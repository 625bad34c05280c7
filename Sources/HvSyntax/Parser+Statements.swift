// Statements, and the words that are special at their start.

extension Parser {
  func parseProgram() -> [Statement] {
    var statements: [Statement] = []
    while true {
      statements += parseStatements(depth: 0)
      if token.kind == .end { return statements }
      // Only what closes something stops `parseStatements`, and nothing is open: it has been reported.
      advance()
    }
  }

  /// Reads statements up to the end of the text, or in a block to what ends it.
  func parseStatements(depth: Int) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while token.kind == .semicolon { advance() }
      joinLine()
      if token.kind == .end || endsBlock() { return statements }
      let start = index
      statements.append(parseStatement(depth: depth))
      if index == start { advance() }
      guard here == .semicolon else { return statements }
    }
  }

  /// Whether the token here can only stand after the block that is open, or is its `>`.
  private func endsBlock() -> Bool {
    guard let innermost = brackets.last?.kind else { return false }
    if innermost == .angle, token.kind == .greater { return true }
    return closesOpenBracket(token.kind)
  }

  private func parseStatement(depth: Int) -> Statement {
    if let word = statementWord() { return parseSpecialStatement(word, depth) }
    let start = token.start
    let pipeline = parsePipeline(depth)
    return Statement(kind: .pipeline(pipeline), range: range(from: start))
  }

  private func parseSpecialStatement(_ word: StatementWord, _ depth: Int) -> Statement {
    let start = token.start
    let documentation = word == .def ? documentationBefore(index) : nil
    let (outer, level) = beginUnit()
    var kind = Statement.Kind.error
    do throws(Abandon) {
      kind = try parseSpecial(word, depth)
      try expectStatementEnd()
    } catch {
      recover(to: level, stopAtPipe: false)
    }
    endUnit(outer)
    return Statement(kind: kind, range: range(from: start), documentation: documentation)
  }

  /// The special word that starts a statement here; none where an operator makes it a field: `time == 3`,
  /// `report.total`.
  private func statementWord() -> StatementWord? {
    guard token.kind == .word, let word = StatementWord(rawValue: text(at: index)), !isTouchedByPostfix(index) else {
      return nil
    }
    guard let infix = infix(at: index + 1, spaced: true) else { return word }
    switch word {
    case .let, .def, .use, .param, .help: return infix.isWord ? word : nil
    case .explain, .time: return kind(at: index + 1) == .less ? word : nil
    case .test, .report: return nil
    }
  }

  private func parseSpecial(_ word: StatementWord, _ depth: Int) throws(Abandon) -> Statement.Kind {
    advance()
    switch word {
    case .let: return try parseLet(depth)
    case .def: return try parseDef(depth)
    case .use: return try parseUse(depth)
    case .param: return try parseParam(depth)
    case .test, .report: return try parseTitled(word, depth)
    case .explain: return .explain(try parsePrefixed("explain", depth))
    case .time: return .time(try parsePrefixed("time", depth))
    case .help: return parseHelp()
    }
  }

  private func parseLet(_ depth: Int) throws(Abandon) -> Statement.Kind {
    let name = try parseName(after: "let", example: "let total = (time_entries | sum hours)")
    guard here == .assign else {
      throw missing(word: "=", after: "`let \(name.text)`", example: "let \(name.text) = 5")
    }
    advance()
    joinLine()
    return .let(name: name, value: parsePipeline(depth))
  }

  private func parseDef(_ depth: Int) throws(Abandon) -> Statement.Kind {
    let name = try parseDefName()
    let parameters = try parseParameters(depth)
    joinLine()
    let body = try parseRequiredBlock(after: "def \(name.text)()", depth)
    return .def(name: name, parameters: parameters, body: body)
  }

  private func parseDefName() throws(Abandon) -> Name {
    if case .keyword(let keyword) = here { throw refuse(keyword: keyword, asNameAfter: "def") }
    let name = try parseName(after: "def", example: "def recent(days: number) < time_entries | first $days >")
    if here == .leftParen { return name }
    throw missing(word: "(", after: "`def \(name.text)`", example: "def \(name.text)() < … >")
  }

  private func parseParameters(_ depth: Int) throws(Abandon) -> [Parameter] {
    open(.paren)
    var parameters: [Parameter] = []
    while here != .rightParen, token.kind != .end {
      var parameter = try parseParameter(depth, after: parameters.isEmpty ? "(" : ",")
      let hasComma = take(.comma)
      parameter.documentation = documentationAfterLine(index)
      parameters.append(parameter)
      if !hasComma { break }
    }
    try close("`,` or `)`")
    return parameters
  }

  private func parseParam(_ depth: Int) throws(Abandon) -> Statement.Kind {
    var parameter = try parseParameter(depth, after: "param")
    parameter.documentation = documentationAfterLine(index)
    return .param(parameter)
  }

  /// `name [: type] [= expression]`
  private func parseParameter(_ depth: Int, after word: String) throws(Abandon) -> Parameter {
    let start = token.start
    let example = word == "param" ? "param period: range = last month" : "def recent(days: number) < … >"
    let name = try parseName(after: word, example: example)
    var type: Name?
    if take(.colon) { type = try parseName(after: ":", example: "param days: number") }
    var value: Expression?
    if take(.assign) {
      joinLine()
      value = try parseExpression(spaced: false, depth)
    }
    return Parameter(name: name, type: type, defaultValue: value, documentation: nil, range: range(from: start))
  }

  private func parseUse(_ depth: Int) throws(Abandon) -> Statement.Kind {
    if here == .stringOpen { return .use(.file(try parseString(depth))) }
    if here != .semicolon, let file = path(at: index) { throw refuse(file: file, after: "use") }
    return .use(.module(try parseName(after: "use", example: "use timesheet  or  use \"./x.hv\"")))
  }

  /// `test "title" < … >`, `report "title" < … > | save "x.html"`
  private func parseTitled(_ word: StatementWord, _ depth: Int) throws(Abandon) -> Statement.Kind {
    let title = try parseTitle(word.rawValue, depth)
    joinLine()
    let body = try parseRequiredBlock(after: "\(word.rawValue) \"…\"", depth)
    guard word == .report else { return .test(title: title, body: body) }
    guard take(.pipe) else { return .report(title: title, body: body, stages: []) }
    joinLine()
    return .report(title: title, body: body, stages: parsePipeline(depth).stages)
  }

  private func parseTitle(_ word: String, _ depth: Int) throws(Abandon) -> StringLiteral {
    if here == .stringOpen { return try parseString(depth) }
    throw missing(word: "a title", after: "`\(word)`", example: "\(word) \"a title\" < … >")
  }

  private func parsePrefixed(_ word: String, _ depth: Int) throws(Abandon) -> Pipeline {
    if endsStage() { throw missingPipeline(after: word) }
    return parsePipeline(depth)
  }

  private func parseHelp() -> Statement.Kind {
    var words: [Name] = []
    while here != .semicolon, isAnyWord(at: index) {
      words.append(name(at: index))
      advance()
    }
    return .help(words)
  }

  private func expectStatementEnd() throws(Abandon) {
    if here == .pipe || !endsStage() { throw unexpectedAfterStatement() }
  }

  /// A name that is declared here.
  func parseName(after word: String, example: String) throws(Abandon) -> Name {
    guard here != .semicolon, isAnyWord(at: index) else { throw missingName(after: word, example: example) }
    let name = name(at: index)
    advance()
    return name
  }
}
