/// The texts that one session has read: its programs, the entries of a shell, the modules they use.
///
/// Each text is given a stretch of offsets of its own, so that a range says by itself which text it is of, and one
/// diagnostic can point into several.
public struct SourceMap: Sendable {
  /// The texts, in the order of their offsets.
  public private(set) var texts: [SourceText] = []

  /// A map without texts; the first one that is added has its offsets from 0 on.
  public init() {}

  /// A map of one text, with the offsets that it has.
  public init(_ text: SourceText) { texts = [text] }

  /// Adds a text behind the others.
  /// - Returns: the text with the offsets that it has here.
  public mutating func add(_ text: SourceText) -> SourceText {
    let placed = text.placed(at: texts.last.map { $0.range.end + 1 } ?? 0)
    texts.append(placed)
    return placed
  }

  /// The text that holds an offset, its end included; nil where there is none.
  /// - Complexity: O(log texts).
  public func text(at offset: Int) -> SourceText? {
    var low = 0
    var high = texts.count
    while low < high {
      let middle = low + (high - low) / 2
      if texts[middle].base <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0, offset <= texts[low - 1].range.end else { return nil }
    return texts[low - 1]
  }

  /// What stands at a range, nothing where no text has it.
  package func string(_ range: SourceRange) -> String { text(at: range.start)?.text(range) ?? "" }

  /// `report.hv:4:33`, nil where no text has the offset.
  public func place(_ offset: Int) -> String? {
    text(at: offset).map { text in
      let (line, column) = text.location(offset)
      return "\(text.name):\(line):\(column)"
    }
  }
}

extension Lexer {
  /// The tokens of a text and what is wrong in it, with the offsets of the text.
  static func run(_ source: SourceText) -> (tokens: [Token], problems: [Problem]) {
    let base = source.base
    // Offsets in tokens have 32 bits.
    let (tokens, problems) = run(source.bytes, longest: min(longestText, Int(UInt32.max) - base))
    guard base > 0 else { return (tokens, problems) }
    return (tokens.map { $0.shifted(by: base) }, problems.map { $0.shifted(by: base) })
  }
}

extension Lexer.Problem {
  fileprivate func shifted(by distance: Int) -> Lexer.Problem {
    var copy = self
    copy.diagnostic.primary?.range.shift(by: distance)
    for i in copy.diagnostic.secondary.indices { copy.diagnostic.secondary[i].range.shift(by: distance) }
    for i in copy.diagnostic.fixIts.indices { copy.diagnostic.fixIts[i].range.shift(by: distance) }
    copy.offset += distance
    copy.stoppedAt = stoppedAt.map { $0 + distance }
    return copy
  }
}

extension Token {
  fileprivate func shifted(by distance: Int) -> Token {
    Token(
      kind, trivia: triviaStart + distance, start: start + distance, end: end + distance, startsLine: startsLine)
  }
}

extension SourceRange {
  package func contains(_ other: SourceRange?) -> Bool { other.map { start <= $0.start && $0.end <= end } ?? false }

  package mutating func shift(by distance: Int) {
    start += distance
    end += distance
  }
}
