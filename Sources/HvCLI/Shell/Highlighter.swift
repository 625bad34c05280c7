import HvSyntax
import HvTerminal

/// The colours of a text of the language, by its tokens and by what the check makes of its words.
struct Highlighter {
  private let source: SourceText
  private let tree: SyntaxTree
  /// For each byte that starts a scalar, which one it starts.
  private let scalars: [Int]
  private var styled: [StyledRange] = []

  /// - Parameters:
  ///   - cursor: in Unicode scalars; negative for an entry that is done.
  ///   - diagnostics: what the check found.
  init(_ text: String, cursor: Int, diagnostics: [Diagnostic]) {
    source = SourceText(name: "shell", text)
    tree = Parser.parse(source)
    var scalars = [Int](repeating: 0, count: source.bytes.count + 1)
    var count = 0
    for (offset, byte) in source.bytes.enumerated() {
      scalars[offset] = count
      // The bytes within a scalar belong to the one that began.
      if offset + 1 == source.bytes.count || source.bytes[offset + 1] & 0xC0 != 0x80 { count += 1 }
      _ = byte
    }
    scalars[source.bytes.count] = count
    self.scalars = scalars
    colorTokens()
    if cursor >= 0 { markBrackets(cursor) }
    markUnknown(diagnostics, cursor)
  }

  var ranges: [StyledRange] { styled }

  private func scalarRange(_ range: SourceRange) -> Range<Int> {
    let end = source.bytes.count
    return scalars[min(range.start, end)]..<max(scalars[min(range.start, end)], scalars[min(range.end, end)])
  }

  private mutating func color(_ range: SourceRange, _ style: TextStyle) {
    if style != .plain { styled.append(StyledRange(scalarRange(range), style)) }
  }

  private mutating func colorTokens() {
    var isHead = true
    var isStatement = true
    for token in tree.tokens {
      colorComment(token.trivia)
      if token.startsLine { (isHead, isStatement) = (true, true) }
      color(token.range, style(of: token, isHead: isHead, isStatement: isStatement))
      switch token.kind {
      case .pipe, .less, .arrow, .assign: (isHead, isStatement) = (true, false)
      case .semicolon: (isHead, isStatement) = (true, true)
      case .keyword(let keyword): isHead = [.then, .else, .do].contains(keyword)
      case .word
      where isStatement
        && StatementWord(rawValue: source.text(token.range)).map { $0 == .explain || $0 == .time } == true:
        (isHead, isStatement) = (true, false)
      case .leftParen: (isHead, isStatement) = (true, false)
      default: (isHead, isStatement) = (false, false)
      }
    }
  }

  private func style(of token: Token, isHead: Bool, isStatement: Bool) -> TextStyle {
    switch token.kind {
    case .word:
      let word = source.text(token.range)
      if isStatement, StatementWord(rawValue: word) != nil { return .keyword }
      return isHead ? .command : Self.calendarWords.contains(word) ? .number : .plain
    case .keyword: return .keyword
    case .variable: return .variable
    case .number, .duration, .date, .month, .timestamp, .clock: return .number
    case .stringOpen, .stringText, .stringClose: return .string
    case .malformed, .invalid: return .unknown
    default: return .plain
    }
  }

  private static let calendarWords: Set<String> = [
    "today", "yesterday", "tomorrow", "now", "this", "last", "next", "day", "week", "month", "quarter", "year", "days",
    "weeks", "months", "quarters", "years",
  ]

  private mutating func colorComment(_ trivia: SourceRange) {
    let text = source.bytes[trivia.start..<trivia.end]
    guard let start = text.firstIndex(of: UInt8(ascii: "#")) else { return }
    color(SourceRange(start, trivia.end), .comment)
  }

  /// The bracket at the cursor or before it with its other half, and the `<` that a `>` would close.
  private mutating func markBrackets(_ cursor: Int) {
    for place in [cursor, cursor - 1] where place >= 0 {
      let pair = tree.pairs.first { pair in
        // A quote that is missing is an empty one.
        pair.close.end > pair.close.start
          && (scalarRange(pair.open).lowerBound == place || scalarRange(pair.close).lowerBound == place)
      }
      if let pair {
        color(pair.open, .match)
        color(pair.close, .match)
        break
      }
    }
    let before = scalars.lastIndex { $0 == cursor } ?? source.bytes.count
    let open = cursor >= (scalars.last ?? 0) ? tree.unclosed : Self.unclosed(source.bytes.prefix(before))
    if let block = open.first, block.closer == ">" { color(block.range, .open) }
  }

  private static func unclosed(_ bytes: some Sequence<UInt8>) -> [SyntaxTree.Unclosed] {
    Parser.parse(SourceText(name: "shell", bytes: Array(bytes))).unclosed
  }

  /// Names that nobody knows, but for one that is being typed.
  private mutating func markUnknown(_ diagnostics: [Diagnostic], _ cursor: Int) {
    for diagnostic in diagnostics where Self.unknownCodes.contains(diagnostic.code) {
      guard let range = diagnostic.primary?.range else { continue }
      let place = scalarRange(range)
      if cursor < 0 || cursor < place.lowerBound || cursor > place.upperBound { color(range, .unknown) }
    }
  }

  private static let unknownCodes: Set<String> = ["E0201", "E0202", "E0205", "E0209", "E0210"]
}
