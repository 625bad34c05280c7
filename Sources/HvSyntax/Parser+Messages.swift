// What is said of each error: what was found, what was expected, what to type instead.

extension Parser {
  // MARK: Words for what stands here

  /// What stands here, as messages name it.
  var found: String {
    if token.kind == .end { return "the end" }
    return breaks(at: index) ? "the end of the line" : described(index)
  }

  /// Where it stands; just after the last token if that is the end of the line or text.
  var place: SourceRange {
    token.kind == .end || breaks(at: index) ? SourceRange(lastEnd, lastEnd) : token.range
  }

  func described(_ i: Int) -> String {
    switch kind(at: i) {
    case .stringOpen, .stringText, .stringClose: "the string"
    default: "`\(excerpt(tokens[min(i, tokens.count - 1)].range))`"
    }
  }

  /// The text of a range as far as a message shows it: the first line, and not too much of it.
  func excerpt(_ range: SourceRange, most: Int = 40) -> String {
    // Four bytes for each character: what is longer is not looked at, since there may be megabytes of it.
    let text = source.text(SourceRange(range.start, min(range.end, range.start + 4 * most)))
    let line = text.prefix { !$0.isNewline }
    let isWhole = line.utf8.count == range.end - range.start && line.count <= most
    return isWhole ? text : line.prefix(most - 1) + "…"
  }

  /// The text from a token to where its stage seems to end, at most 40 characters.
  func rest(from i: Int) -> String {
    var last = i - 1
    var nested = 0
    scan: while last + 1 < tokens.count, last - i < 40, last < i || !tokens[last + 1].startsLine {
      let next = kind(at: last + 1)
      switch next {
      case .end: break scan
      case .pipe, .semicolon, .greater: if nested == 0 { break scan }
      default:
        if BracketKind(opener: next) != nil { nested += 1 }
        if BracketKind(closer: next) != nil { nested -= 1 }
        if nested < 0 { break scan }
      }
      last += 1
    }
    return last < i ? "" : excerpt(tokens[i].range.union(tokens[last].range))
  }

  /// Whether more text could mend that something is missing here: where a line may go on, or a bracket is open.
  private func couldGoOn(lineGoesOn: Bool) -> Bool {
    token.kind == .end && (lineGoesOn || !brackets.isEmpty)
  }

  // MARK: Something is missing

  /// Reports that a value is missing here, and stands in for it.
  func missingValue() -> Expression {
    if !reportForeignOperator() {
      let after = index > unit.first ? " after \(described(index - 1))" : ""
      let before = after.isEmpty || token.kind == .greater ? ", before \(found)" : ""
      let closes = token.kind == .greater && brackets.last?.kind == .angle ? ", and this `>` closes the block" : ""
      let isAll = token.kind == .rightBracket && index > 0 && kind(at: index - 1) == .leftBracket
      report(
        .missingValue, "a value is missing\(after)\(before)", at: place, "a value is expected here\(closes)",
        help: isAll ? [Parser.itemByItem] : [], atEnd: couldGoOn(lineGoesOn: true))
    }
    return Expression(kind: .error, range: SourceRange(lastEnd, lastEnd))
  }

  /// Operators of other languages that are read as two of hv's, the second of them without a value before it.
  private static let foreignOperators = [
    "<>": "!=", "===": "==", "!==": "!=", "//": "??", "++": "+", "|>": "|",
  ]

  /// What is said of `.[]` and `clients[]`.
  private static let itemByItem = "items flow one by one already; the lists in a field are spread by  | flatten field"

  /// Reports an operator of another language that ends here; false where there is none.
  func reportForeignOperator() -> Bool {
    guard index > 0, touches(index) else { return false }
    let range = tokens[index - 1].range.union(token.range)
    let found = excerpt(range)
    switch (kind(at: index - 1), token.kind) {
    case (.minus, .greater):
      let help = ["an arm of `match` has  =>,  a stage starts with  |"]
      report(.missingValue, "`->` means nothing in hv", at: range, "not expected here", help: help)
    case (.greater, .greater): reportRedirection(file: rest(from: index + 1))
    default:
      guard let meant = Parser.foreignOperators[found] else { return false }
      report(
        .missingValue, "`\(found)` means nothing in hv; write `\(meant)`", at: range, "write `\(meant)`", fix: meant)
    }
    return true
  }

  /// What stands here cannot be a value.
  func noValue() -> Abandon {
    if index > 0, kind(at: index - 1) == .greater, let file = path(at: index) {
      reportRedirection(file: file.text)
      return Abandon()
    }
    if reportForeignOperator() { return Abandon() }
    var help: [String] = []
    switch token.kind {
    case .keyword(let keyword): help = [hint(keyword)]
    case .optionalDot: help = ["a field of the item is written  it?.name"]
    case .range: help = ["put the range in parentheses"]
    case .spread: help = ["`...` stands in lists and records:  [...a, ...b];  a range has two points:  1..5"]
    case .assign: help = ["`==` compares, `let` names:  let total = 5"]
    case .star where kind(at: index + 1) == .rightParen:
      help = ["`*` multiplies; rows are counted by  | count,  in summarize by  count()"]
    default:
      if BracketKind(closer: token.kind) != nil { return strayCloser() }
    }
    report(
      .missingValue, "a value is expected here, and \(found) is none", at: place, "a value is expected here", help: help
    )
    return Abandon()
  }

  /// What a keyword is good for that stands in a wrong place.
  func hint(_ keyword: Keyword) -> String {
    switch keyword {
    case .else: "`else` belongs to an  if … then …  right before it"
    case .catch: "`catch` belongs to a  try < … >  right before it"
    case .each, .any, .all, .fold, .tap, .do:
      "`\(keyword.rawValue)` starts a stage:  | \(keyword.rawValue) < … >,  "
        + "in an expression  (… | \(keyword.rawValue) < … >)"
    default: "`\(keyword.rawValue)` is a keyword; a field of that name is written  .\(keyword.rawValue)"
    }
  }

  func missingStage(after separator: String?) {
    // Of a parenthesis that is opened last of all, it is said that it is not closed.
    if token.kind == .end, let last = brackets.last, last.kind == .paren, last.token == index - 1 { return }
    if token.kind == .pipe, touches(index), separator != nil {
      report(
        .missingStage, "`||` means nothing in hv; write `or`", at: tokens[index - 1].range.union(token.range),
        "write `or`",
        fix: "or")
    } else {
      report(
        .missingStage, "a stage is missing \(whereMissing())", at: place, "a command or a value is expected here",
        atEnd: couldGoOn(lineGoesOn: true))
    }
  }

  private func whereMissing() -> String {
    let opens =
      index > 0 && (kind(at: index - 1) == .pipe || kind(at: index - 1) == .assign || kind(at: index - 1) == .leftParen)
    return opens ? "after \(described(index - 1))" : "before \(found)"
  }

  func missingPipeline(after word: String) -> Abandon {
    report(
      .missingStage, "`\(word)` needs a pipeline after it", at: place, "a pipeline is expected here",
      help: ["for example  \(word) projects | first 3", "a field of that name is written  .\(word)"],
      atEnd: couldGoOn(lineGoesOn: false))
    return Abandon()
  }

  /// Reports that a block is missing; gives up unless the stage ends here anyway.
  func missingBlock(after word: String) throws(Abandon) {
    var help = [word == "with" ? "for example  with < \"open\" => 1; _ => 0 >" : "for example  \(word) < it >"]
    if token.kind == .leftBrace || token.kind == .leftParen {
      help = ["a block stands in angle brackets:  \(word) < … >"]
    } else if !endsStage() {
      help = ["write  \(word) < \(rest(from: index)) >"]
    }
    report(
      .missingBlock, "`\(word)` needs a block < … > after it; found \(found)", at: place, "a block is expected here",
      help: help, atEnd: couldGoOn(lineGoesOn: true))
    if !endsStage() { throw Abandon() }
  }

  func missing(word: String, after previous: String, example: String) -> Abandon {
    let lineGoesOn = word == "then" || word == "with"
    let name = word.contains(" ") ? word : "`\(word)`"
    report(
      .missingWord, "\(name) is missing after \(previous); found \(found)", at: place, "\(name) is expected here",
      help: ["for example  \(example)"], atEnd: couldGoOn(lineGoesOn: lineGoesOn))
    return Abandon()
  }

  func missingName(after word: String, example: String) -> Abandon {
    let help =
      here == .variable ? "here the name has no `$`:  \(text(at: index).dropFirst())" : "for example  \(example)"
    report(
      .missingName, "a name is missing after `\(word)`; found \(found)", at: place, "a name is expected here",
      help: [help],
      atEnd: couldGoOn(lineGoesOn: false))
    return Abandon()
  }

  func refuse(keyword: Keyword, asNameAfter word: String) -> Abandon {
    report(
      .missingName, "`\(keyword.rawValue)` is a keyword and cannot be a name", at: place,
      "another name is expected here")
    return Abandon()
  }

  func missingField() -> Abandon {
    var help = ["the name touches the dot:  client.name  or  .name"]
    if token.kind == .number, touches(index) {
      help = ["a number below one is written  0.\(text(at: index)),  an item of a list  items[\(text(at: index))]"]
    } else if token.kind == .leftBracket, touches(index) {
      help = [kind(at: index + 1) == .rightBracket ? Parser.itemByItem : "an item of a list is written  it[0]"]
    }
    report(
      .missingName, "a field name is missing after `\(text(at: index - 1))`; found \(found)", at: place,
      "a name is expected here", help: help, atEnd: couldGoOn(lineGoesOn: false))
    return Abandon()
  }

  func missingKey() -> Abandon {
    report(
      .missingName, "a record has names or strings as keys; found \(found)", at: place, "a key is expected here",
      help: ["for example  { name: \"Acme\", \"unit price\": 90 }"], atEnd: couldGoOn(lineGoesOn: true))
    return Abandon()
  }

  func missingColon(_ key: StringLiteral) -> Abandon {
    let name = excerpt(key.range)
    let isPicked = token.kind == .comma || token.kind == .rightBrace
    report(
      .missingWord, "`:` is missing after the key `\(name)`; found \(found)", at: place, "`:` is expected here",
      help: ["for example  { \(name): 1 }"] + (isPicked ? ["fields are picked by  | select \(name)"] : []),
      atEnd: couldGoOn(lineGoesOn: true))
    return Abandon()
  }

  func emptyInterpolation() {
    report(
      .missingValue, "`{}` in a string holds no expression", at: tokens[index - 1].range.union(token.range),
      "an expression is expected inside",
      help: ["a plain brace is written  \\{,  and '…' takes every character as it is"])
  }

  func emptyBlock(_ range: SourceRange, _ message: String) {
    report(.emptyBlock, message, at: range, "empty", help: ["< it >  hands the item on"])
  }
}
