/// Text as a terminal may be shown it: nothing in it moves the cursor, changes colours or reorders what is read, and
/// its width in columns is known.
///
/// Program texts, file names and API answers come from outside; each passes here before it is drawn.
package enum DisplayText {
  /// What one character of a text becomes on the screen.
  package struct Cell: Sendable {
    /// What is written.
    package var text: String
    /// How many columns that takes; never negative.
    package var width: Int
    /// How many UTF-8 bytes of the original text it stands for.
    package var length: Int
  }

  /// The columns between two tab stops.
  private static let tabWidth = 4
  /// The most scalars of one character that are shown: towers of combining marks end here.
  private static let longestCluster = 16

  /// The text with every control, format and line-separator character made visible.
  ///
  /// With `ascii`, an escape becomes `^[`, else `␛`; what has no such form becomes `<U+202E>`. A tab becomes a space.
  package static func safe(_ text: String, ascii: Bool) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    return cells(text, ascii: ascii, tabs: false).reduce(into: "") { $0 += $1.text }
  }

  /// The columns that a text takes once it is made safe.
  package static func width(_ text: String) -> Int {
    cells(text, ascii: false, tabs: false).reduce(0) { $0 + $1.width }
  }

  /// The text cut into cells; with `tabs`, a tab fills up to the next tab stop.
  package static func cells(_ text: String, ascii: Bool, tabs: Bool = true) -> [Cell] {
    var out: [Cell] = []
    out.reserveCapacity(text.utf8.count)
    var column = 0
    for character in text {
      var cell = cell(character, ascii: ascii)
      if character == "\t" {
        cell.width = tabs ? tabWidth - column % tabWidth : 1
        cell.text = String(repeating: " ", count: cell.width)
      }
      column += cell.width
      out.append(cell)
    }
    return out
  }

  /// Draws one character.
  private static func cell(_ character: Character, ascii: Bool) -> Cell {
    if let byte = character.asciiValue, byte >= 0x20, byte < 0x7F, character.utf8.count == 1 {
      return Cell(text: String(character), width: 1, length: 1)
    }
    let scalars = character.unicodeScalars
    let joined = scalars.count > 1
    var cell = Cell(text: "", width: 0, length: character.utf8.count)
    for scalar in scalars.prefix(longestCluster) {
      if isSafe(scalar, joined: joined) {
        cell.text.unicodeScalars.append(scalar)
        cell.width = max(cell.width, width(scalar, joined: joined))
      } else {
        let name = visibleName(scalar, ascii: ascii)
        cell.text += name
        cell.width += name.unicodeScalars.count
      }
    }
    if cell.width == 0 {
      // A mark without a letter would sit on whatever the frame drew before it.
      cell.text = " " + cell.text
      cell.width = 1
    }
    return cell
  }

  /// Whether a terminal draws the scalar and does nothing else with it; `joined` when it is part of a longer character.
  private static func isSafe(_ scalar: Unicode.Scalar, joined: Bool) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    case .format: joined && (scalar == "\u{200D}" || scalar == "\u{200C}")
    default: true
    }
  }

  /// How a scalar that is not drawn as itself is written.
  private static func visibleName(_ scalar: Unicode.Scalar, ascii: Bool) -> String {
    let value = scalar.value
    if value < 0x20 || value == 0x7F {
      if ascii { return "^" + String(UnicodeScalar(UInt8(value) ^ 0x40)) }
      if let picture = Unicode.Scalar(value == 0x7F ? 0x2421 : 0x2400 + value) { return String(picture) }
    }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }

  /// The columns of one scalar: 0 for marks, 2 for East Asian wide ones and emoji.
  private static func width(_ scalar: Unicode.Scalar, joined: Bool) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format:
      // The emoji selector asks for the wide form of the character before it.
      return scalar == "\u{FE0F}" ? 2 : 0
    default: break
    }
    if joined, (0x1F1E6...0x1F1FF).contains(scalar.value) { return 2 }
    if scalar.properties.isEmojiPresentation { return 2 }
    return isWide(scalar.value) ? 2 : 1
  }

  /// Whether the scalar has East Asian width W or F.
  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(value) }
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F251, 0x20000...0x3FFFD,
  ]
}
