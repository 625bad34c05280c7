/// What a part of an entry is, for its colour.
package enum TextStyle: Hashable, Sendable, CaseIterable {
  case plain
  /// The head of a stage that is known.
  case command
  /// `where … and`, `each`, `let`, `if`: words of the language.
  case keyword
  case string
  /// Numbers, dates, periods, durations.
  case number
  case variable
  case comment
  /// A word that means nothing here.
  case unknown
  /// The bracket at the cursor, and the one that belongs to it.
  case match
  /// The `<` that the next `>` would close.
  case open
}

/// A part of an entry, counted in Unicode scalars.
package struct StyledRange: Hashable, Sendable {
  package let range: Range<Int>
  package let style: TextStyle

  package init(_ range: Range<Int>, _ style: TextStyle) {
    self.range = range
    self.style = style
  }
}

/// The colours of a terminal. All of them are the terminal's own, so that they fit what the user has chosen.
package struct Palette: Sendable {
  private let isLight: Bool

  package init(isLight: Bool) { self.isLight = isLight }

  /// - Parameter background: what `COLORFGBG` says: `15;0` where the text is white on black.
  package init(colorFgBg background: String?) {
    // 7 and 9 to 15 are the light ones; nothing said means dark, as most are.
    let number = background?.split(separator: ";").last.flatMap { Int($0) }
    isLight = number.map { $0 == 7 || $0 >= 9 } ?? false
  }

  /// The sequence that switches a style on; nothing for plain text.
  package func begin(_ style: TextStyle) -> String {
    let code: String? =
      switch style {
      case .plain: nil
      case .command: "1"
      case .keyword: isLight ? "34" : "1;34"
      case .string: "32"
      case .number: isLight ? "35" : "36"
      case .variable: isLight ? "36" : "33"
      case .comment: "2"
      case .unknown: "4;31"
      case .match: "1;7"
      case .open: "1;35"
      }
    return code.map { "\u{1B}[\($0)m" } ?? ""
  }

  package static let end = "\u{1B}[0m"
  package static let faint = "\u{1B}[2m"
}
