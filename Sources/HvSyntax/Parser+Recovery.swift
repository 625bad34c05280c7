// Going on after an error, and what is told of it.

extension Parser {
  // MARK: Units

  /// Starts a stage, statement or arm: within one, only the first error is reported. Gives back what to end it with.
  func beginUnit() -> (outer: Unit, level: Int) {
    let outer = unit
    unit = Unit(first: index, problems: problems.count)
    return (outer, brackets.count)
  }

  func endUnit(_ outer: Unit) { unit = outer }

  func report(
    _ code: SyntaxErrorCode, _ message: String, at range: SourceRange, _ label: String,
    secondary: [Diagnostic.Label] = [], help: [String] = [], fix: String? = nil, atEnd: Bool = false
  ) {
    if !atEnd, range.start < contentEnd { isBeyondHelp = true }
    if atEnd, openAtEnd == nil { openAtEnd = brackets }
    guard problems.count == unit.problems, problems.count < Parser.mostDiagnostics, !lexerReportedUnit() else { return }
    var diagnostic = Diagnostic(code.rawValue, message, at: range, label, help: help)
    diagnostic.secondary = secondary
    if let fix { diagnostic.fixIts = [Diagnostic.FixIt(range, fix)] }
    problems.append(Problem(diagnostic: diagnostic, inBlock: isInBlock, atEnd: atEnd))
  }

  /// Whether something was wrong with a token between the start of the unit and here.
  private func lexerReportedUnit() -> Bool {
    lexicalProblems.contains { $0.offset >= tokens[unit.first].start && $0.offset <= token.end }
  }

  // MARK: Recovery

  /// Skips to where reading can go on: a `|`, the end of the statement, or what closes a bracket that was open at
  /// `level`.
  func recover(to level: Int, stopAtPipe: Bool) {
    leaveBrackets(to: level)
    // In a bracket that is never closed, newlines are all there is to hold on to.
    let stopsAtNewline = brackets.last.map { $0.kind == .angle || closer(of: $0.token) == nil } ?? true
    var skippedBlocks = 0
    while token.kind != .end, !closesOpenBracket(token.kind) {
      if skippedBlocks == 0 {
        if stopsAtNewline, token.startsLine, index != joined, !continuesLine { return }
        if token.kind == .semicolon || stopAtPipe && token.kind == .pipe { return }
      }
      if token.kind == .greater, brackets.last?.kind == .angle || skippedBlocks > 0, skipsAsCloser() {
        if skippedBlocks == 0 { return }
        skippedBlocks -= 1
      }
      if token.kind == .less, followsBlockWord() { skippedBlocks += 1 }
      if BracketKind(opener: token.kind) != nil, let end = closer(of: index) { index = end }
      advance()
    }
  }

  private var continuesLine: Bool {
    switch token.kind {
    case .pipe, .keyword(.else), .keyword(.catch): true
    default: false
    }
  }

  /// Forgets the brackets that were opened in the unit, and moves past those that are closed further on.
  private func leaveBrackets(to level: Int) {
    while brackets.count > level, let last = brackets.last {
      if let end = closer(of: last.token), end >= index {
        index = end
        advance()
      }
      popBracket()
    }
  }

  /// Whether the `>` here, in text that is skipped, would end a block.
  private func skipsAsCloser() -> Bool {
    token.startsLine || tokens[index + 1].startsLine || !startsValue(at: index + 1)
  }

  /// Whether the `<` here surely opens a block, in text that is skipped.
  private func followsBlockWord() -> Bool {
    guard index > 0, case .keyword(let keyword) = tokens[index - 1].kind else {
      return index > 1 && (kind(at: index - 2) == .keyword(.as) || kind(at: index - 2) == .keyword(.catch))
    }
    switch keyword {
    case .do, .each, .any, .all, .fold, .tap, .then, .else, .try, .with: return true
    default: return false
    }
  }

  // MARK: Matching brackets

  /// The index of the token that closes a bracket, if there is one.
  func closer(of opener: Int) -> Int? {
    let table = closers ?? matchBrackets()
    closers = table
    return table[opener] >= 0 ? Int(table[opener]) : nil
  }

  /// For each token the one that closes it, or -1. `<` and `>` are left out: only reading tells which of them are
  /// brackets.
  private func matchBrackets() -> [Int32] {
    var table = [Int32](repeating: -1, count: tokens.count)
    var open: [OpenBracket] = []
    // How many of each kind are open, one row of counts for each level of interpolation, which brackets do not cross.
    var counts = [Int](repeating: 0, count: 3)
    for (i, token) in tokens.enumerated() {
      if let kind = BracketKind(opener: token.kind) {
        open.append(OpenBracket(kind: kind, token: i))
        if kind.isPaired {
          counts.append(contentsOf: [0, 0, 0])
        } else {
          counts[counts.count - 3 + kind.rawValue] += 1
        }
      } else if let kind = BracketKind(closer: token.kind),
        kind.isPaired || counts[counts.count - 3 + kind.rawValue] > 0
      {
        while let last = open.popLast() {
          if last.kind.isPaired { counts.removeLast(3) } else { counts[counts.count - 3 + last.kind.rawValue] -= 1 }
          guard last.kind == kind else { continue }
          table[last.token] = Int32(truncatingIfNeeded: i)
          break
        }
      }
    }
    return table
  }

  // MARK: The outcome

  /// True when everything that is wrong is that the text ends where more could follow.
  var isIncomplete: Bool {
    let ends = problems.map(\.atEnd) + lexicalProblems.map(\.atEnd)
    return !isBeyondHelp && !ends.isEmpty && ends.allSatisfy { $0 }
  }

  /// The diagnostics in the order of the text.
  func diagnostics() -> [Diagnostic] {
    // A character that a parser's error covers is explained by that: the `~` of  open ~/x.csv.
    let lexical = lexicalProblems.filter { problem in
      !problems.contains {
        $0.diagnostic.primary.map { $0.range.start <= problem.offset && problem.offset < $0.range.end } ?? false
      }
    }
    let all = lexical.map(\.diagnostic) + problems.map { $0.inBlock ? explained($0.diagnostic) : $0.diagnostic }
    let ordered = all.enumerated().sorted { a, b in
      let (x, y) = (a.element.primary?.range.start ?? 0, b.element.primary?.range.start ?? 0)
      return x == y ? a.offset < b.offset : x < y
    }
    return ordered.prefix(Parser.mostDiagnostics).map(\.element)
  }

  /// Adds how each `>` on the line of an error was read.
  private func explained(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let place = diagnostic.primary?.range else { return diagnostic }
    var diagnostic = diagnostic
    let line = source.lineRange(source.line(place.start))
    let told = diagnostic.secondary.map(\.range) + [place]
    var labels: [Diagnostic.Label] = []
    for reading in readings where labels.count < Parser.mostReadings {
      let range = tokens[reading.token].range
      let isTold = told.contains { $0.start <= range.start && $0.end >= range.end }
      if range.start >= line.start, range.end <= line.end, !isTold {
        labels.append(Diagnostic.Label(range, explanation(reading)))
      }
    }
    diagnostic.secondary += labels
    return diagnostic
  }
}
