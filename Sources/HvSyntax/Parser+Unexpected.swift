// What is said where something stands that cannot stand there, and where brackets do not match.

extension Parser {
  // MARK: Stages and statements

  /// After a stage that is complete stands something that does not go on with it.
  func unexpectedInStage(_ kind: Stage.Kind) -> Abandon {
    if BracketKind(closer: token.kind) != nil || token.kind == .greater { return strayCloser() }
    if let last = lastComparison, last.end == index, let block = brackets.last, block.kind == .angle,
      isAnyWord(at: last.greater + 1)
    {
      return greaterReadAsComparison(last.greater)
    }
    if case .block = kind { return argumentAfterBlock() }
    report(
      .unexpected, "\(found) is not expected here; \(expectedInStage(kind))", at: place, "not expected here",
      help: hints(kind))
    return Abandon()
  }

  private func expectedInStage(_ kind: Stage.Kind) -> String {
    guard case .call(let call) = kind else { return "an operator, `|` or the end of the line could follow" }
    return call.keys.isEmpty
      ? "an argument, `|` or the end of the line could follow"
      : "a comma and a key, `|` or the end of the line could follow"
  }

  private func hints(_ kind: Stage.Kind) -> [String] {
    let before = index > unit.first ? text(at: index - 1) : ""
    switch token.kind {
    case .assign where index == unit.first + 1:
      return ["a name is given with  let \(before.drop { $0 == "$" }) = …", "`==` compares"]
    case .assign:
      return ["named arguments are written  \(isAnyWord(at: index - 1) ? before : "name"): value", "`==` compares"]
    case .colon where index == unit.first + 1:
      return ["a record stands in braces:  { \(before): … }"]
    case .keyword(let keyword): return [foreignClause(keyword, kind) ?? hint(keyword)]
    case .dot, .optionalDot, .leftBracket:
      if case .expression = kind { return ["a field or index touches what it belongs to:  client.name  items[0]"] }
      return []
    case .comma:
      if case .expression = kind { return ["a list is written  [1, 2]"] }
      return []
    default:
      if case .call(let call) = kind, let key = call.keys.last {
        if isNamed(at: index) { return ["named arguments stand before `by`"] }
        if ["asc", "desc"].contains(text(at: index)) {
          return ["rows are sorted by  | sort \(excerpt(key.value.range)) \(text(at: index))"]
        }
      }
      if token.kind == .word, before.lowercased() == "from" {
        return ["a pipeline begins with what is read:  \(text(at: index)) | where … | select …"]
      }
      return []
    }
  }

  /// `select name as title`, and `sum(hours) by user` as a stage: what is said of them in hv.
  private func foreignClause(_ keyword: Keyword, _ kind: Stage.Kind) -> String? {
    switch (keyword, kind) {
    case (.as, .call(let call)):
      guard case .positional(let value)? = call.arguments.last, isAnyWord(at: index + 1) else { return nil }
      return "a name stands before what it names:  \(text(at: index + 1)): \(excerpt(value.range))"
    case (.by, .expression(let expression)):
      guard case .call(let name, let arguments) = expression.kind, let first = arguments.first?.value.range else {
        return nil
      }
      return "the arguments of a command follow a blank:  \(name.text) \(excerpt(first)) \(rest(from: index))"
    default: return nil
    }
  }

  private func greaterReadAsComparison(_ greater: Int) -> Abandon {
    let meant = "> | \(rest(from: greater + 1))"
    report(
      .greaterReadAsComparison,
      "this `>` was read as *greater than* because `\(text(at: greater + 1))` follows it; was `\(meant)` meant?",
      at: tokens[greater].range, "read as *greater than*",
      help: ["a `>` ends a block where no value follows it on the line"])
    return Abandon()
  }

  func argumentAfterBlock() -> Abandon {
    if BracketKind(closer: token.kind) != nil || token.kind == .greater { return strayCloser() }
    report(
      .argumentAfterBlock, "after a block only named arguments may follow; found \(found)", at: place,
      "`|` or a named argument is expected here", help: ["a new stage starts with a `|`:  | \(rest(from: index))"])
    return Abandon()
  }

  func unexpectedAfterStatement() -> Abandon {
    if BracketKind(closer: token.kind) != nil || token.kind == .greater { return strayCloser() }
    report(
      .unexpected, "\(found) is not expected here; a new line or `;` ends the statement", at: place, "not expected here"
    )
    return Abandon()
  }

  func unexpectedAfterArm() -> Abandon {
    let help = here == .pipe ? ["a pipeline stands in parentheses:  => (it | count)"] : []
    report(
      .unexpected, "\(found) is not expected here; a new line or `;` ends an arm, `>` the last one", at: place,
      "not expected here", help: help)
    return Abandon()
  }

  func badPattern(_ pattern: Expression) -> Abandon {
    report(
      .badPattern, "`\(excerpt(pattern.range))` is no pattern: a literal, a range, a name or `_` is expected",
      at: pattern.range, "not a pattern", help: ["a condition follows `if`:  _ if it > 5 => …"])
    return Abandon()
  }

  // MARK: Brackets

  func strayCloser() -> Abandon {
    if token.kind == .greater, isInBlock, let innermost = brackets.last, innermost.kind != .angle {
      unclosed(innermost)
      return Abandon()
    }
    let closer = text(at: index)
    var secondary: [Diagnostic.Label] = []
    var help: [String] = []
    if token.kind == .greater, let less = lastLessThan {
      let word = text(at: less - 1)
      secondary = [
        Diagnostic.Label(
          tokens[less].range, "this `<` was read as *less than* because \(described(less - 1)) stands before it")
      ]
      help = ["a block follows a word such as `each`:  \(word) | each < … >"]
    }
    let opener = BracketKind(closer: token.kind)?.opener ?? "<"
    report(
      .strayCloser, "`\(closer)` closes nothing: no `\(opener)` is open here", at: token.range, "closes nothing",
      secondary: secondary, help: help)
    return Abandon()
  }

  /// Something else stands where the innermost bracket could close.
  func notClosed(_ bracket: OpenBracket, _ expected: String) throws(Abandon) {
    let isClosed = closer(of: bracket.token) != nil
    if token.kind == .end || !isClosed && BracketKind(closer: token.kind) != nil { return unclosed(bracket) }
    let isPipe = bracket.kind == .interpolation && token.kind == .pipe
    // A bracket that is never closed was most likely to be closed on the line before.
    let lineEnded = !isClosed && token.startsLine
    report(
      isClosed ? .unexpected : .unclosedBracket,
      isClosed
        ? "found \(found), where \(expected) is expected"
        : "`\(bracket.kind.opener)` is never closed: `\(bracket.kind.closer)` is missing",
      at: lineEnded ? SourceRange(lastEnd, lastEnd) : place, "\(expected) is expected here",
      secondary: [Diagnostic.Label(tokens[bracket.token].range, "opened here")],
      help: isPipe ? ["a pipeline stands in parentheses:  {(projects | count)}"] : [])
    throw Abandon()
  }

  /// The innermost bracket has to end here, and does not.
  func unclosed(_ bracket: OpenBracket) {
    let isBlock = bracket.kind == .angle
    let atEnd = token.kind == .end
    let closer = "`\(bracket.kind.closer)`"
    var help: [String] = []
    if isBlock, let reading = readings.last(where: { $0.block == bracket.token && isAnyWord(at: $0.token + 1) }),
      case .comparesWithValue = reading.meaning
    {
      help = [
        "if the `>` before `\(text(at: reading.token + 1))` ends the block:  > | \(rest(from: reading.token + 1))"
      ]
    }
    report(
      isBlock ? .unclosedBlock : .unclosedBracket,
      "\(isBlock ? "the block" : "`\(bracket.kind.opener)`") is never closed: \(closer) is missing",
      at: atEnd ? SourceRange(lastEnd, lastEnd) : token.range, "\(closer) expected \(atEnd ? "here" : "before this")",
      secondary: [Diagnostic.Label(tokens[bracket.token].range, isBlock ? "the block opened here" : "opened here")],
      help: help, atEnd: atEnd)
  }

  /// What a `>` on the line of an error did.
  func explanation(_ reading: AngleReading) -> String {
    switch reading.meaning {
    case .closesFirstOnLine: "this `>` closes the block: it is first on its line"
    case .closesNoValueFollows: "this `>` closes the block: no value follows it"
    case .closesNothingToCompare: "this `>` closes the block: nothing to compare stands before it"
    case .comparesWithValue: "this `>` was read as *greater than* because \(described(reading.token + 1)) follows it"
    case .comparesOutsideBlock(nil): "this `>` compares: no block is open"
    case .comparesOutsideBlock(let kind?): "this `>` compares: it stands inside `\(kind.opener)`"
    }
  }

  // MARK: Expressions

  /// Comparisons and ranges do not chain; `left` ends in the operator before.
  func refuseChain(
    _ previous: PreviousInfix, _ next: Infix, _ range: SourceRange, _ left: Expression
  ) throws(Abandon) {
    guard previous.precedence == next.precedence else { return }
    switch next.precedence {
    case .comparison: break
    case .range:
      report(
        .chainedComparison, "ranges do not chain", at: range, "second `..`",
        secondary: [Diagnostic.Label(previous.range, "first `..`")])
      throw Abandon()
    default: return
    }
    try refuseBlock(previous.range, left)
    let (first, second) = (source.text(previous.range), source.text(range))
    var (firstLabel, secondLabel) = ("first comparison", "second comparison")
    var help = ["two are joined with `and`:  a \(first) b and b \(second) c"]
    if brackets.last?.kind == .angle {
      if first == ">", case .binary(_, _, let right, _) = left.kind {
        firstLabel += ", because `\(excerpt(right.range))` follows this `>`"
      }
      if second == ">" {
        secondLabel += ", because \(described(index + 1)) follows this `>`"
        if kind(at: index + 1) == .word { help.append("if this `>` ends the block:  > | \(rest(from: index + 1))") }
      }
    }
    report(
      .chainedComparison, "comparisons do not chain: `\(first)` and then `\(second)`", at: range, secondLabel,
      secondary: [Diagnostic.Label(previous.range, firstLabel)], help: help)
    throw Abandon()
  }

  /// `clients < tasks >`: less-than, and then a `>` that no value follows.
  private func refuseBlock(_ less: SourceRange, _ left: Expression) throws(Abandon) {
    guard case .binary(.less, let subject, _, _) = left.kind, token.kind == .greater,
      tokens[index + 1].startsLine || !startsValue(at: index + 1)
    else { return }
    let command = excerpt(SourceRange(tokens[unit.first].start, subject.range.end), most: 60)
    let block = excerpt(SourceRange(less.start, token.end), most: 60)
    let who = tokens[unit.first].kind == .word ? "`\(text(at: unit.first))` takes no block" : "no block can stand here"
    report(
      .takesNoBlock, "\(who); write `\(command) | each \(block)`", at: less, "read as *less than*",
      secondary: [Diagnostic.Label(token.range, "this `>` compares, and has no value after it")],
      help: ["a block follows each, any, all, fold, tap or do"], fix: "| each <")
    throw Abandon()
  }

  /// Among arguments a `-` is infix with a blank on both sides or on neither; `a- b` is neither that nor `a -b`.
  func checkBlanks(ofMinus i: Int) {
    guard kind(at: i) == .minus, touches(i), !touches(i + 1), kind(at: i + 1) != .end else { return }
    report(
      .unexpected, "this `-` has a blank on one side only", at: tokens[i].range, "a blank is expected before it, too",
      help: ["`a - b` subtracts, `a -b` is two arguments"], fix: " -")
  }

  func notCallable(_ callee: Expression) -> Abandon {
    var help = ["functions are called by name:  round(hours)"]
    if case .member(let base, let name, _) = callee.kind {
      help = ["a function takes the value as its argument:  \(excerpt(name.range))(\(excerpt(base.range)))"]
    }
    report(.unexpected, "only a name can be called", at: token.range, "this `(` touches what is no name", help: help)
    return Abandon()
  }

  func badCount() -> Expression.Kind {
    let count = tokens[index + 1].range
    report(
      .badCount, "`\(excerpt(count))` is no number of \(text(at: index + 2)): a whole number, 1 or more, is expected",
      at: count, "not a count")
    return .error
  }

  func nestedTooDeep() -> Abandon {
    report(.nestedTooDeep, "this is nested more than \(Parser.deepestNesting) deep", at: token.range, "too deep here")
    return Abandon()
  }

  // MARK: Strings

  func badLayout(_ range: SourceRange, _ message: String, _ label: String) {
    report(.tripleQuoteLayout, message, at: range, label)
  }

  func reportBadEscape(_ range: SourceRange) {
    report(
      .badEscape, "`\(excerpt(range))` is no escape", at: range, "not an escape",
      help: ["the escapes are  \\n \\t \\r \\\" \\\\ \\{ \\} \\u{1F600}", "a backslash itself is written  \\\\"])
  }
}
