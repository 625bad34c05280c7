import Testing

@testable import HvEngine

@Suite("Texts in texts")
struct TextSearchTests {
  @Test(
    "bytes are searched where each is a character, else characters",
    arguments: [
      ("Website relaunch", "relaunch", true), ("Website relaunch", "Website", true), ("Website", "Websites", false),
      ("aab", "ab", true), ("aXaa", "aa", true), ("abc", "c", true), ("abc", "d", false),
      ("", "", true), ("a", "", true), ("", "a", false),
      // An accent makes another letter; how it is written makes none.
      ("cafe\u{301}", "cafe", false), ("cafe\u{301}", "caf", true), ("caf\u{E9}", "cafe\u{301}", true),
      // One character that looks like an ASCII one and is the same.
      ("\u{212A}im", "Kim", true), ("Kim", "\u{212A}", true),
      ("one\r\ntwo", "\n", false), ("one\r\ntwo", "\r\n", true), ("one\ntwo", "\n", true),
    ])
  func holds(text: String, part: String, isThere: Bool) { #expect(TextSearch.holds(text, part) == isThere) }
}
