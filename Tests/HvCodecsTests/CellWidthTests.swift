import Testing

@testable import HvCodecs

@Suite("Cells of a terminal")
struct CellWidthTests {
  static let widths: [(String, Int)] = [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｆ", 2), ("ｱ", 1), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("⌚", 2),
    ("\u{200B}", 0), ("a\u{200D}b", 2), ("क्षि", 3), ("…", 1), ("–", 1), ("─", 1), ("␛", 1), ("𠀀", 2), ("ﷺ", 1), ("€", 1),
  ]

  @Test("widths", arguments: widths)
  func width(text: String, cells: Int) { #expect(CellWidth.of(text) == cells) }

  @Test("a text is cut between graphemes, never wider than asked", arguments: 1..<12)
  func shortened(width: Int) {
    for (text, _) in Self.widths {
      let long = text + "x日e\u{301}👩‍👩‍👧yz"
      let cut = VisibleText.shortened(long, to: width)
      #expect(CellWidth.of(cut) <= width)
      #expect(cut == long || long.hasPrefix(cut.dropLast()) && cut.hasSuffix("…"))
    }
  }
}
