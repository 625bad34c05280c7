/// Cuts a text into tokens, in one pass and in linear time, whatever its bytes are.
///
/// Strings need a memory: inside `"…{` stand tokens, and a `}` may end either a record or the interpolation. That
/// memory is a stack of modes on the heap, so nesting costs no call stack. What is wrong becomes a problem and a token
/// of kind `.malformed` or `.invalid`; a missing quote or `}` becomes an empty token, so that they always come in
/// pairs.
struct Lexer {
  /// What was wrong, and where.
  struct Problem {
    var diagnostic: Diagnostic
    var offset: Int
    /// Where a string that is not closed had to end.
    var stoppedAt: Int?
    /// True where the text only ended too early.
    var atEnd: Bool
  }

  /// What surrounds the place that is being read.
  enum Mode {
    case string(triple: Bool, open: Int)
    case interpolation(open: Int, braces: Int)
  }

  /// The most bytes a program may have; offsets in tokens have 32 bits.
  static let longestText = 1 << 28
  /// Further problems are not kept: nobody reads them.
  static let mostProblems = 5

  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var problems: [Problem] = []
  var modes: [Mode] = []
  /// How many of the open strings have to end on their line.
  var singleLineStrings = 0
  /// Whether a character that means nothing was reported on this line.
  var reportedUnknown = false
  private var triviaStart = 0
  private var startsLine = true

  /// The tokens of a text and what is wrong in it.
  static func run(_ bytes: [UInt8], longest: Int = longestText) -> (tokens: [Token], problems: [Problem]) {
    var lexer = Lexer(bytes)
    if bytes.count > longest {
      lexer.refuseLength(longest)
    } else {
      lexer.run()
    }
    return (lexer.tokens, lexer.problems)
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(min(bytes.count / 4 + 8, 1 << 20))
  }

  private mutating func refuseLength(_ longest: Int) {
    report(
      .textTooLong, "this text has \(bytes.count) bytes, and a program has at most \(longest)",
      SourceRange(0, 0), "too long", help: ["data is read with  open \"FILE\""])
    position = bytes.count
    emit(.invalid, from: 0)
    emit(.end, from: position)
  }

  private mutating func run() {
    while true {
      if case .string(let triple, let open)? = modes.last {
        lexStringText(triple: triple, open: open)
        continue
      }
      skipTrivia()
      if position >= bytes.count {
        guard modes.isEmpty else {
          closeStrings()
          continue
        }
        emit(.end, from: position)
        return
      }
      // Trivia stops at a line's end only where a string has to end there.
      if bytes[position] == .lineFeed {
        closeStrings()
      } else {
        lexToken()
      }
    }
  }

  /// The byte at a distance from the position, 0 beyond the text.
  func peek(_ distance: Int) -> UInt8 { byte(position + distance) }

  /// The byte at an offset, 0 beyond the text.
  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// Adds the token that ends at the position.
  mutating func emit(_ kind: TokenKind, from start: Int) {
    tokens.append(Token(kind, trivia: triviaStart, start: start, end: position, startsLine: startsLine))
    triviaStart = position
    startsLine = false
  }

  /// Adds a token of so many bytes at the position.
  mutating func emit(_ kind: TokenKind, length: Int) {
    let start = position
    position += length
    emit(kind, from: start)
  }

  mutating func report(
    _ code: SyntaxErrorCode, _ message: String, _ range: SourceRange, _ label: String,
    secondary: [Diagnostic.Label] = [], help: [String] = [], fix: String? = nil, atEnd: Bool = false
  ) {
    guard problems.count < Lexer.mostProblems else { return }
    var diagnostic = Diagnostic(code.rawValue, message, at: range, label, help: help)
    diagnostic.secondary = secondary
    if let fix { diagnostic.fixIts = [Diagnostic.FixIt(range, fix)] }
    problems.append(Problem(diagnostic: diagnostic, offset: range.start, atEnd: atEnd))
  }

  private mutating func skipTrivia() {
    while position < bytes.count {
      switch bytes[position] {
      case .space, .tab, .carriageReturn:
        position += 1
      case .lineFeed:
        if singleLineStrings > 0 { return }
        startsLine = true
        reportedUnknown = false
        position += 1
      case UInt8(ascii: "#"):
        skipPlainText { $0 == .lineFeed }
      case 0x80...:
        guard let (scalar, length) = scalar(at: position), skipsAsBlank(scalar) else { return }
        position += length
      default:
        return
      }
    }
  }

  private func skipsAsBlank(_ scalar: Unicode.Scalar) -> Bool {
    // A byte order mark is no part of the text.
    scalar.properties.isWhitespace || (scalar.value == 0xFEFF && position == 0)
  }

  private mutating func lexToken() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      lexWord()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      lexNumber()
    case UInt8(ascii: "$"):
      lexVariable()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      lexStringOpen()
    case 0x80...:
      if wordEnd(from: position) > position { lexWord() } else { lexUnknown() }
    default:
      if let (kind, length) = punctuation(byte) { lexPunctuation(kind, length) } else { lexUnknown() }
    }
  }

  private mutating func lexWord() {
    let start = position
    position = wordEnd(from: start)
    emit(Keyword(bytes[start..<position]).map(TokenKind.keyword) ?? .word, from: start)
  }

  private mutating func lexVariable() {
    let start = position
    let end = wordEnd(from: start + 1)
    guard end > start + 1 else {
      position = start + 1
      report(
        .malformedVariable, "`$` has no name after it", SourceRange(start, start + 1),
        "a name is expected right after this",
        help: ["a variable is written  $total"])
      return emit(.malformed, from: start)
    }
    position = end
    emit(.variable, from: start)
  }

  /// Braces are counted where they may end an interpolation.
  private mutating func lexPunctuation(_ kind: TokenKind, _ length: Int) {
    guard case .interpolation(let open, let braces)? = modes.last, kind == .leftBrace || kind == .rightBrace else {
      return emit(kind, length: length)
    }
    modes.removeLast()
    if kind == .leftBrace {
      modes.append(.interpolation(open: open, braces: braces + 1))
    } else if braces > 0 {
      modes.append(.interpolation(open: open, braces: braces - 1))
    } else {
      return emit(.interpolationClose, length: length)
    }
    emit(kind, length: length)
  }

  private func punctuation(_ byte: UInt8) -> (TokenKind, Int)? {
    let next = peek(1)
    switch byte {
    case UInt8(ascii: "("): return (.leftParen, 1)
    case UInt8(ascii: ")"): return (.rightParen, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: "|"): return (.pipe, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "*"): return (.star, 1)
    case UInt8(ascii: "/"): return (.slash, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "<"): return next == UInt8(ascii: "=") ? (.lessEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return next == UInt8(ascii: "=") ? (.greaterEqual, 2) : (.greater, 1)
    case UInt8(ascii: "="):
      switch next {
      case UInt8(ascii: "="): return (.equal, 2)
      case UInt8(ascii: "~"): return (.matches, 2)
      case UInt8(ascii: ">"): return (.arrow, 2)
      default: return (.assign, 1)
      }
    case UInt8(ascii: "!"):
      switch next {
      case UInt8(ascii: "="): return (.notEqual, 2)
      case UInt8(ascii: "~"): return (.notMatches, 2)
      default: return nil
      }
    case UInt8(ascii: "?"):
      switch next {
      case UInt8(ascii: "?"): return (.coalesce, 2)
      case UInt8(ascii: "."): return (.optionalDot, 2)
      default: return nil
      }
    case UInt8(ascii: "."):
      guard next == UInt8(ascii: ".") else { return (.dot, 1) }
      return peek(2) == UInt8(ascii: ".") ? (.spread, 3) : (.range, 2)
    default: return nil
    }
  }
}

extension Keyword {
  /// The keyword that is spelled so; no text is made to find out, for every word passes here.
  init?(_ spelling: ArraySlice<UInt8>) {
    guard spelling.count <= 5, let keyword = Keyword.bySpelling[Keyword.packed(spelling)] else { return nil }
    self = keyword
  }

  private static let bySpelling: [UInt64: Keyword] = {
    var table: [UInt64: Keyword] = [:]
    for keyword in Keyword.allCases { table[packed(keyword.rawValue.utf8)] = keyword }
    return table
  }()

  private static func packed(_ spelling: some Sequence<UInt8>) -> UInt64 {
    spelling.reduce(0) { $0 &<< 8 | UInt64($1) }
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isASCIIWordByte: Bool {
    isDigit || self == UInt8(ascii: "_") || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }
}
