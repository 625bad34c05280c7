import Testing

@testable import HvSyntax

@Suite("A source text knows where its lines are")
struct SourceTextTests {
  @Test(
    "Lines and columns count from 1, columns in characters",
    arguments: [
      (0, 1, 1), (1, 1, 2), (2, 1, 3),  // a b ⏎
      (3, 2, 1), (5, 2, 2), (6, 2, 3),  // é (two bytes) x ⏎
      (8, 3, 1), (33, 3, 2), (34, 3, 3),  // a family of 25 bytes, y
      (99, 3, 3), (-5, 1, 1),
    ])
  func places(offset: Int, line: Int, column: Int) {
    let source = SourceText(name: "t", "ab\néx\r\n👩‍👩‍👧‍👦y")
    let place = source.location(offset)
    #expect(place.line == line)
    #expect(place.column == column)
  }

  @Test("The lines of a text, without what ends them")
  func lines() {
    let source = SourceText(name: "t", "one\r\ntwo\n\n")
    #expect(source.lineCount == 4)
    #expect((0...5).map { source.text(source.lineRange($0)) } == ["", "one", "two", "", "", ""])
  }

  @Test("Ranges beyond the text are cut, bytes that are no UTF-8 are replaced")
  func robust() {
    let source = SourceText(name: "t", bytes: [0x61, 0xFF, 0x62])
    #expect(source.text(SourceRange(-3, 99)) == "a\u{FFFD}b")
    #expect(source.text(SourceRange(5, 9)) == "")
    #expect(SourceText(name: "t", "").location(0) == (1, 1))
  }
}
