import HvValues
import Testing

@Suite struct RecordTests {
  @Test func theLaterOfTwoEqualKeysCounts() {
    let record = Record(pairs: [("a", number("1")), ("b", number("2")), ("a", number("3"))])
    #expect(record.shape.keys == ["a", "b"])
    #expect(record["a"] == number("3"))
  }

  @Test func valuesFollowTheShape() {
    let shape = Shape(["a", "b"])
    #expect(Record(shape, [number("1")]).values == [number("1"), .null])
    #expect(Record(shape, [.null, .null, .null]).values.count == 2)
  }

  @Test(
    arguments: [
      ("client.name", .string("Acme")), ("client", record(("name", .string("Acme")))), ("client.id", nil),
      ("task", nil),
      ("task.name", nil), ("user", .null), ("user.name", .null), ("id.name", nil),
    ] as [(String, Value?)])
  func followsPaths(path: String, expected: Value?) {
    let row = Record(pairs: [("id", number("7")), ("client", record(("name", .string("Acme")))), ("user", .null)])
    #expect(row[path: FieldPath(path)] == expected)
    #expect(row.id == 7)
  }
}

@Suite struct BatchTests {
  let batch = Batch((0..<5).map { Value($0) })

  @Test(arguments: [(0, 0), (2, 2), (5, 5), (9, 5), (-1, 0), (Int.max, 5), (Int.min, 0)])
  func prefixAndDropFirstSplitIt(n: Int, kept: Int) {
    #expect(batch.prefix(n).values == (0..<kept).map { Value($0) })
    #expect(batch.dropFirst(n).values == (kept..<5).map { Value($0) })
  }

  @Test func selectionsOfSelections() {
    let odd = Batch(batch.source, selection: [3, 1])
    #expect(odd.dropFirst(1).values == [Value(1)])
    #expect(odd.prefix(1).values == [Value(3)])
    #expect(odd.count == 2 && !odd.isEmpty)
  }

  @Test func columnsOfValues() {
    let rows = Batch([record(("a", number("1"))), .null, record(("b", number("2")))])
    #expect(Array(rows.source.column(FieldPath("a")).values) == [number("1"), .null, .null])
    #expect(Array(rows.source.column(FieldPath([])).values) == rows.values)
  }
}
