import HvValues
import Testing

@testable import HvEngine

@Suite("Numbering keys")
struct KeyTableTests {
  @Test("equal keys have one number, however they are written")
  func equal() {
    let column = Column([
      .string("\u{E9}"), .string("e\u{301}"), .number(Exact(significand: 250, scale: 2)),
      .number(Exact(significand: 25, scale: 1)), .null, .bool(false), .string("\u{E9}"), .null, .string(""),
      .string("a text of more than fifteen bytes"), .string("a text of more than fifteen bytes"),
    ])
    var table = KeyTable()
    #expect((0..<column.values.count).map { table.slot([column], at: $0) } == [0, 0, 1, 1, 2, 3, 0, 2, 4, 5, 5])
    #expect(table.count == 6)
  }

  @Test("keys of several columns that hash into one place are told apart")
  func several() {
    let count = 20_000
    let numbers = Column(ContiguousArray((0..<count).map { .number(Exact($0 / 4)) }))
    let texts = Column(ContiguousArray((0..<count).map { .string(String($0 % 4)) }))
    var table = KeyTable()
    for _ in 0..<2 {
      #expect((0..<count).map { table.slot([numbers, texts], at: $0) } == Array(0..<count))
    }
  }
}
