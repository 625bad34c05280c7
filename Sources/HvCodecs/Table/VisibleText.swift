/// Text as it may be sent to a terminal: every character that would steer it is shown instead.
///
/// Control characters become their pictures (`␛`, `␊`); those that have none, those that turn the direction of text or
/// are invisible ends of lines, and what is no character at all, become `\u{202e}`.
enum VisibleText {
  static func of(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
      case 0x7F: result.append("\u{2421}")
      case 0x80...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB,
        0xE0001, 0xFDD0...0xFDEF,
        _ where scalar.value & 0xFFFE == 0xFFFE:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is printable ASCII: it is visible as it is, and each byte takes a cell.
  static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      for byte in utf8 where byte < Byte.space || byte >= 0x7F { return false }
      return true
    }
  }

  /// The start of a text that fits the cells, with `…` where something was left out.
  static func shortened(_ text: String, to width: Int) -> String {
    if CellWidth.of(text) <= width { return text }
    var result = ""
    var used = 1
    for character in text {
      used += CellWidth.of(character)
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }
}
