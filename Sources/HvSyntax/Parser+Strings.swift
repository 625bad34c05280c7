// String literals: what the lexer has cut up becomes parts, with escapes resolved and indentation taken off.

extension Parser {
  /// What stands between two quotes: the range of a text, or an expression.
  private enum Piece {
    case text(SourceRange)
    case expression(Expression)
  }

  func parseString(_ depth: Int) throws(Abandon) -> StringLiteral {
    let opener = token.range
    let isRaw = source[opener.start] == UInt8(ascii: "'")
    let quote: StringLiteral.Quote = opener.end - opener.start == 3 ? .triple : isRaw ? .single : .double
    open(.string)
    var pieces: [Piece] = []
    while token.kind != .stringClose, token.kind != .end {
      if token.kind == .interpolationOpen {
        pieces.append(.expression(try parseInterpolation(depth)))
      } else {
        pieces.append(.text(token.range))
        advance()
      }
    }
    let closer = token.range
    try close("the closing quote")
    let parts = quote == .triple ? tripleParts(pieces, opener, closer) : parts(pieces, quote, indentation: [])
    return StringLiteral(quote: quote, parts: parts, range: opener.union(closer))
  }

  private func parseInterpolation(_ depth: Int) throws(Abandon) -> Expression {
    try enter(depth + 1)
    open(.interpolation)
    if token.kind == .interpolationClose { emptyInterpolation() }
    let expression = try parseExpression(spaced: false, depth + 1)
    try close("an operator or `}`")
    return expression
  }

  private func parts(
    _ pieces: [Piece], _ quote: StringLiteral.Quote, indentation: ArraySlice<UInt8>
  ) -> [StringLiteral.Part] {
    var parts: [StringLiteral.Part] = []
    var startsLine = quote == .triple
    for piece in pieces {
      switch piece {
      case .expression(let expression):
        parts.append(.interpolation(expression))
        startsLine = false
      case .text(let range):
        let text = quote == .single ? source.text(range) : resolve(range, quote, indentation, &startsLine)
        if !text.isEmpty { parts.append(.text(text)) }
      }
    }
    return parts
  }

  // MARK: Triple quotes

  /// Takes off the line ends next to the quotes, and the indentation that the closing ones have from every line.
  private func tripleParts(
    _ pieces: [Piece], _ opener: SourceRange, _ closer: SourceRange
  ) -> [StringLiteral.Part] {
    if pieces.isEmpty, closer.start == closer.end { return [] }
    guard case .text(var first)? = pieces.first, let textStart = lineStart(afterBlanks: first) else {
      badLayout(
        SourceRange(opener.end, opener.end), "the text of a `\"\"\"` string starts on the next line",
        "a new line is expected here")
      return []
    }
    // Where the closing quotes are missing, nothing is known of the indentation.
    if closer.start == closer.end { return parts(pieces, .double, indentation: []) }
    var pieces = pieces
    first.start = textStart
    pieces[0] = .text(first)
    guard case .text(var last)? = pieces.last, let lineStart = lineStart(beforeBlanks: last, textStart) else {
      badLayout(closer, "the closing `\"\"\"` stands on a line of its own", "a new line is expected before this")
      return []
    }
    if lineStart == textStart { return [] }
    // The line end before the closing quotes is none of the text.
    last.end = max(last.start, lineStart - (isCarriageReturn(lineStart - 2) ? 2 : 1))
    pieces[pieces.count - 1] = .text(last)
    return parts(pieces, .triple, indentation: source.bytes(SourceRange(lineStart, closer.start)))
  }

  /// Where the next line starts, if only blanks stand before it.
  private func lineStart(afterBlanks range: SourceRange) -> Int? {
    let blanks = source.bytes(range).prefix { $0.isBlank }.count
    let end = range.start + blanks
    return end < range.end && source[end] == .lineFeed ? end + 1 : nil
  }

  /// Where the last line starts, if only blanks stand in it; no earlier than the text does.
  private func lineStart(beforeBlanks range: SourceRange, _ textStart: Int) -> Int? {
    var start = range.end
    while start > range.start, source[start - 1].isBlank { start -= 1 }
    return start == textStart || start > range.start && source[start - 1] == .lineFeed ? start : nil
  }

  private func isCarriageReturn(_ offset: Int) -> Bool { offset >= source.base && source[offset] == .carriageReturn }

  // MARK: Escapes

  /// A text with its escapes resolved and the indentation of its lines taken off.
  private func resolve(
    _ range: SourceRange, _ quote: StringLiteral.Quote, _ indentation: ArraySlice<UInt8>, _ startsLine: inout Bool
  ) -> String {
    var text: [UInt8] = []
    var offset = range.start
    while offset < range.end || startsLine {
      if startsLine {
        offset = skipIndentation(offset, range.end, indentation)
        startsLine = false
        continue
      }
      let byte = source[offset]
      if byte == UInt8(ascii: "\\") {
        offset = resolveEscape(offset, range.end, quote, &text, &startsLine)
      } else if byte == .carriageReturn, offset + 1 < range.end, source[offset + 1] == .lineFeed {
        offset += 1
      } else {
        text.append(byte)
        offset += 1
        startsLine = byte == .lineFeed
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func skipIndentation(_ start: Int, _ end: Int, _ indentation: ArraySlice<UInt8>) -> Int {
    if source.bytes(SourceRange(start, end)).starts(with: indentation) { return start + indentation.count }
    var offset = start
    while offset < end, source[offset].isBlank { offset += 1 }
    // A line of blanks alone needs no indentation.
    if source[offset] != .lineFeed, source[offset] != .carriageReturn {
      badLayout(
        SourceRange(start, offset + 1), "a line of the `\"\"\"` string is indented less than its closing quotes",
        "indent this line as the closing `\"\"\"`")
    }
    return offset
  }

  /// Appends what the escape at an offset stands for; the offset after it.
  private func resolveEscape(
    _ start: Int, _ end: Int, _ quote: StringLiteral.Quote, _ text: inout [UInt8], _ startsLine: inout Bool
  ) -> Int {
    // Only where the string is cut off does nothing follow a backslash.
    guard start + 1 < end else { return end }
    let letter = source[start + 1]
    switch letter {
    case UInt8(ascii: "n"): text.append(.lineFeed)
    case UInt8(ascii: "t"): text.append(.tab)
    case UInt8(ascii: "r"): text.append(.carriageReturn)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): text.append(letter)
    case UInt8(ascii: "u"): return resolveUnicode(start, end, &text)
    case .lineFeed, .carriageReturn, .space, .tab:
      guard quote == .triple, let next = lineStart(afterBlanks: SourceRange(start + 1, end)) else { fallthrough }
      startsLine = true
      return next
    default: return badEscape(start, characterEnd(start, end))
    }
    return start + 2
  }

  /// `\u{1F600}`
  private func resolveUnicode(_ start: Int, _ end: Int, _ text: inout [UInt8]) -> Int {
    let digitsStart = start + 3
    var close = digitsStart
    while close < end, source[close].isASCIIWordByte { close += 1 }
    let isBraced = start + 2 >= end || source[start + 2] == UInt8(ascii: "{")
    if isBraced, close >= end, end == source.range.end { return end }
    guard isBraced, close < end, source[close] == UInt8(ascii: "}"), (1...8).contains(close - digitsStart),
      let value = UInt32(source.text(SourceRange(digitsStart, close)), radix: 16), let scalar = Unicode.Scalar(value)
    else { return badEscape(start, max(start + 2, min(close + 1, end))) }
    text.append(contentsOf: String(Character(scalar)).utf8)
    return close + 1
  }

  /// Reports the escape between two offsets and leaves it out.
  private func badEscape(_ start: Int, _ end: Int) -> Int {
    reportBadEscape(SourceRange(start, end))
    return end
  }

  /// Where the character after a backslash ends.
  private func characterEnd(_ start: Int, _ end: Int) -> Int {
    var next = min(start + 2, end)
    while next < end, source[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == .space || self == .tab || self == .carriageReturn }
}
