import HvValues
import Testing

@testable import HvEngine

@Suite("The order of a column")
struct SortColumnTests {
  @Test("places of texts are in the order of the texts, with nulls last", arguments: [false, true])
  func ranks(isBackwards: Bool) throws {
    let values: [Value] =
      [
        "", "a", "A", "b", "B", "ab", "aB", "Zoë", "zoe", "Zoe\u{301}", "Zo\u{E9}", "Z", "a\u{308}", "\u{E4}", "\u{C4}",
        "straße", "STRASSE", "a\nb", "a\r\nb", "\u{1F600}", "a", "Zoë", "one", "One two", "one two", "\u{212A}im",
        "kim",
      ].map(Value.string) + [.null, .null]
    let column = SortColumn(values)
    guard case .ranks = column else {
      Issue.record("texts have no ranks")
      return
    }
    for a in values.indices {
      for b in values.indices {
        #expect(
          try column.order(a, b, isBackwards) == SortStage.order(values[a], values[b], isBackwards),
          "\(values[a].text.debugDescription) and \(values[b].text.debugDescription)")
      }
    }
  }

  @Test("what is no text is compared as it is")
  func values() {
    guard case .values = SortColumn([.string("a"), .number(Exact(1))]) else {
      Issue.record("a number has a rank among texts")
      return
    }
  }
}
