// Strings. An open string is a mode of the lexer; every string that is opened is also closed, if need be by an empty
// token.

extension Lexer {
  mutating func lexStringOpen() {
    let open = position
    if bytes[position] == UInt8(ascii: "'") { return lexRawString() }
    let triple = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
    emit(.stringOpen, length: triple ? 3 : 1)
    modes.append(.string(triple: triple, open: open))
    if !triple { singleLineStrings += 1 }
  }

  private mutating func lexRawString() {
    let open = position
    emit(.stringOpen, length: 1)
    let start = position
    skipPlainText { $0 == UInt8(ascii: "'") || $0 == .lineFeed }
    if position > start { emit(.stringText, from: start) }
    if peek(0) == UInt8(ascii: "'") { return emit(.stringClose, length: 1) }
    reportUnclosedString(open: open, quote: "'")
    emit(.stringClose, length: 0)
  }

  /// Reads on from inside a string: to an interpolation, its closing quote, or where it has to end without one.
  mutating func lexStringText(triple: Bool, open: Int) {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"):
        skipEscape()
      case UInt8(ascii: "{"):
        if position > start { emit(.stringText, from: start) }
        modes.append(.interpolation(open: position, braces: 0))
        return emit(.interpolationOpen, length: 1)
      case UInt8(ascii: "\""):
        guard !triple || peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"") else {
          position += 1
          continue
        }
        if position > start { emit(.stringText, from: start) }
        popMode()
        return emit(.stringClose, length: triple ? 3 : 1)
      case .lineFeed where singleLineStrings > 0:
        if position > start { emit(.stringText, from: start) }
        return closeStrings()
      default:
        skipPlainCharacter()
      }
    }
    if position > start { emit(.stringText, from: start) }
    closeStrings()
  }

  /// Moves over `\` and what it takes the meaning of, so that `\"` closes and `\u{` opens nothing.
  private mutating func skipEscape() {
    position += 1
    if peek(0) == UInt8(ascii: "u"), peek(1) == UInt8(ascii: "{") {
      position += 2
    } else if position < bytes.count, bytes[position] != .lineFeed {
      skipPlainCharacter()
    } else if position < bytes.count, singleLineStrings == 0 {
      position += 1
    }
  }

  /// Ends the strings that cannot go on: at a line's end from the outermost single-line one inwards, at the end of the
  /// text all of them.
  mutating func closeStrings() {
    reportUnclosedStrings()
    let atEnd = position >= bytes.count
    while !modes.isEmpty, atEnd || singleLineStrings > 0 {
      if case .string? = modes.last { emit(.stringClose, length: 0) } else { emit(.interpolationClose, length: 0) }
      popMode()
    }
  }

  private mutating func popMode() {
    if case .string(triple: false, _)? = modes.popLast() { singleLineStrings -= 1 }
  }

  /// Says what is missing: the quote of a string, or, where a string was opened in an interpolation, most likely a `}`.
  private mutating func reportUnclosedStrings() {
    switch (modes.dropLast().last, modes.last) {
    case (.interpolation(let brace, _)?, .string(let triple, let open)?):
      reportUnclosedInterpolation(open: brace, expected: SourceRange(open, open + (triple ? 3 : 1)))
    case (_, .string(let triple, let open)?):
      reportUnclosedString(open: open, quote: triple ? "\"\"\"" : "\"")
    case (_, .interpolation(let brace, _)?):
      reportUnclosedInterpolation(open: brace, expected: SourceRange(position, position))
    case (_, nil):
      break
    }
  }

  private mutating func reportUnclosedString(open: Int, quote: String) {
    let several = quote.utf8.count > 1 ? [] : ["a string of several lines is written in  \"\"\""]
    reportOpen(
      .unclosedString, "the string is never closed: `\(quote)` is missing", SourceRange(position, position),
      "`\(quote)` expected here",
      Diagnostic.Label(SourceRange(open, open + quote.utf8.count), "the string opened here"), several)
  }

  private mutating func reportUnclosedInterpolation(open: Int, expected: SourceRange) {
    reportOpen(
      .unclosedInterpolation, "the `{` in the string is never closed: `}` is missing", expected,
      expected.start == expected.end ? "`}` expected here" : "`}` expected before this",
      Diagnostic.Label(SourceRange(open, open + 1), "the expression opened here"), ["a plain brace is written  \\{"])
  }

  /// One report a place: what is open around it is not closed either.
  private mutating func reportOpen(
    _ code: SyntaxErrorCode, _ message: String, _ range: SourceRange, _ label: String, _ opener: Diagnostic.Label,
    _ help: [String]
  ) {
    if let last = problems.last, last.stoppedAt == position { return }
    report(code, message, range, label, secondary: [opener], help: help, atEnd: position >= bytes.count)
    if !problems.isEmpty { problems[problems.count - 1].stoppedAt = position }
  }
}
