/// A piece of the text that the formatter moves as a whole: a token, or a string from quote to quote.
struct FormatAtom {
  /// A comment before an atom.
  struct Comment {
    /// From the `#`, without the blanks at its end.
    var text: String
    /// Whether nothing stood before it on its line.
    var isOnOwnLine: Bool
    /// Whether an empty line stood before it.
    var followsBlankLine: Bool
  }

  var kind: TokenKind
  var range: SourceRange
  /// As it stands in the source.
  var text: String
  var comments: [Comment] = []
  /// Whether a line break stood before it.
  var startsLine = false
  /// Whether an empty line stood right before it.
  var followsBlankLine = false

  /// Whether a line break or a comment kept it from the atom before.
  var isApart: Bool { startsLine || !comments.isEmpty }

  /// The atoms of a tree in order, with hardly a `;`; the last one is the end of the text.
  ///
  /// What stood before a `;` moves to the next atom, and what stood after a `|` to before it: a stage that goes to a
  /// line of its own takes its `|` along.
  static func cut(_ tree: SyntaxTree) -> [FormatAtom] {
    var atoms: [FormatAtom] = []
    var index = 0
    while index < tree.tokens.count {
      let first = tree.tokens[index]
      index = end(ofStringAt: index, in: tree.tokens)
      let range = SourceRange(first.start, tree.tokens[index - 1].end)
      var atom = FormatAtom(kind: first.kind, range: range, text: tree.source.text(range))
      atom.readTrivia(first.trivia, tree.source)
      if let last = atoms.last, last.kind == .semicolon, !atom.needs(last) {
        atom.takeOver(last)
        atoms.removeLast()
      } else if let last = atoms.last, last.kind == .pipe {
        atoms[atoms.count - 1].comments += atom.comments
        atoms[atoms.count - 1].startsLine = last.startsLine || atom.isApart
        atom.comments = []
        atom.startsLine = false
      }
      atoms.append(atom)
    }
    return atoms
  }

  /// The index after a token, or after the string that it opens.
  private static func end(ofStringAt index: Int, in tokens: [Token]) -> Int {
    var depth = 0
    var next = index
    repeat {
      if tokens[next].kind == .stringOpen { depth += 1 }
      if tokens[next].kind == .stringClose { depth -= 1 }
      next += 1
    } while depth > 0 && next < tokens.count
    return next
  }

  /// Whether the `;` before it has to stay: without that, a `##` comment would document what it does not.
  private func needs(_ semicolon: FormatAtom) -> Bool {
    semicolon.comments.contains { $0.text.hasPrefix("##") }
      || comments.first.map { !$0.isOnOwnLine && $0.text.hasPrefix("##") } ?? false
  }

  /// Puts what stood before a dropped atom before this one.
  private mutating func takeOver(_ dropped: FormatAtom) {
    comments = dropped.comments + comments
    startsLine = startsLine || dropped.startsLine
  }

  private mutating func readTrivia(_ trivia: SourceRange, _ source: SourceText) {
    var offset = trivia.start
    var breaks = 0
    while offset < trivia.end {
      let byte = source.bytes[offset]
      if byte == UInt8(ascii: "#") {
        let end = source.bytes[offset..<trivia.end].firstIndex(of: UInt8(ascii: "\n")) ?? trivia.end
        var text = Substring(source.text(SourceRange(offset, end)))
        while let last = text.last, last.isWhitespace { text.removeLast() }
        let isFirst = breaks > 0 || !comments.isEmpty || trivia.start == 0
        comments.append(Comment(text: String(text), isOnOwnLine: isFirst, followsBlankLine: breaks > 1))
        breaks = 0
        offset = end
      } else {
        if byte == UInt8(ascii: "\n") { breaks += 1 }
        offset += 1
      }
    }
    startsLine = breaks > 0
    followsBlankLine = breaks > 1
  }
}
