import HvValues
import Testing

@Suite struct ValueOrderTests {
  @Test(
    arguments: [
      (number("1"), number("2"), .less), (number("2.50"), number("2.5"), .equal),
      (number("1e400"), number("5"), .greater),
      (number("-1e400"), number("-2e399"), .less),
      (number("0.1234567890123456789"), number("0.1234567890123456788"), .greater),
      (number("1e-400"), number("0"), .greater), (number("1e-400"), number("-5"), .greater),
      (money("500.01"), number("500"), .greater), (number("1e400"), money("500"), .greater),
      (money("5"), money("6"), .less),
      (number("1.5"), span(minutes: 90), .equal), (span(minutes: 91), number("1.5"), .greater),
      (number("0.3333"), span(minutes: 20), .less), (number("15e-1"), span(minutes: 90), .equal),
      (span(months: 1), span(days: 31), .less), (day("2024-01-15"), day("2024-01-16"), .less),
      (day("2024-01-15"), instant("2024-01-15T23:00:00Z"), .equal),
      (instant("2024-01-15T00:00:00+01:00"), day("2024-01-15"), .less),
      (time("9:00am"), time("14:30"), .less), (.bool(false), .bool(true), .less),
      (.string("apple"), .string("Banana"), .less), (.string("Zebra"), .string("apple"), .greater),
      (.string("a"), .string("A"), .greater), (.string("a"), .string("a"), .equal),
      (.string("ab"), .string("a"), .greater),
      (.string("é"), .string("e\u{301}"), .equal), (.string("É"), .string("é"), .less),
      (.string("E\u{301}x"), .string("éy"), .less),
      (.string("e\u{301}"), .string("f"), .greater), (.string(""), .string("a"), .less),
    ] as [(Value, Value, Ordering)])
  func compares(a: Value, b: Value, expected: Ordering) throws {
    #expect(try a.compared(to: b) == expected)
    #expect(try b.compared(to: a) == expected.reversed)
  }

  @Test(arguments: [number("1"), money("1"), .string("a"), day("2024-01-15"), .null, list()] as [Value])
  func nullHasNoOrder(value: Value) throws {
    #expect(try value.compared(to: .null) == nil)
    #expect(try Value.null.compared(to: value) == nil)
  }

  @Test(
    arguments: [
      (number("1"), .string("1"), .types("number", "string")), (.bool(true), number("1"), .types("bool", "number")),
      (list(), list(), .types("list", "list")), (record(), record(), .types("record", "record")),
      (day("2024-01-15"), range(day("2024-01-15"), nil), .types("date", "range")),
      (money("1", "EUR"), money("1", "USD"), .currencies("EUR", "USD")),
      (money("1", nil), money("1", "USD"), .currencies("?", "USD")),
      (number("1"), span(months: 1), .months("1mo")), (money("1"), span(minutes: 60), .types("money", "duration")),
    ] as [(Value, Value, ValueFault.Code)])
  func hasNoOrder(a: Value, b: Value, code: ValueFault.Code) {
    #expect(throws: ValueFault(code, .compare)) { try a.compared(to: b) }
  }

  /// The order of every pair is as written, and turned round for `sort -key`, but for nulls, which stay last.
  @Test(
    arguments: [
      [number("-1"), number("0"), number("2.5"), number("1e400"), .null],
      [.string("Acme"), .string("acme"), .string("Acme 2"), .string("beta"), .string("Zulu"), .string("äpfel"), .null],
      [day("2024-01-15"), instant("2024-01-15T00:00:00Z"), instant("2024-01-15T09:00:00Z"), day("2024-01-16"), .null],
      [.bool(false), .bool(true), .null],
      [span(seconds: -1), span(minutes: 1), span(days: 30), span(months: 1), .null],
      [money("1", "CHF"), money("100", "CHF"), .null],
    ] as [[Value]])
  func sorts(sorted: [Value]) throws {
    for (i, a) in sorted.enumerated() {
      for (j, b) in sorted.enumerated() {
        let expected = Ordering(i, j)
        #expect(try a.sortOrder(b) == expected, "\(a) and \(b)")
        #expect(try a.sortsBefore(b) == (i < j))
        let isFixed = a.isNull || b.isNull
        #expect(try a.sortOrder(b, descending: true) == (isFixed ? expected : expected.reversed), "\(a) and \(b)")
      }
    }
  }

  /// Amounts of two currencies cannot be compared, so each currency sorts for itself.
  @Test func moneySortsWithinItsCurrency() throws {
    let amounts = [money("1", "USD"), money("5", "EUR"), money("3", "USD"), money("7", "EUR")]
    #expect(try amounts.sorted { try $0.sortsBefore($1) } == [1, 3, 0, 2].map { amounts[$0] })
    #expect(try amounts.sorted { try $0.sortsBefore($1, descending: true) } == [3, 1, 2, 0].map { amounts[$0] })
  }

  @Test(
    arguments: [
      (number("1"), .string("a")), (number("1"), money("1")), (number("1"), span(minutes: 1)), (list(), list()),
      (record(), record()), (day("2024-01-15"), time("9:00")),
    ] as [(Value, Value)])
  func doesNotSort(a: Value, b: Value) {
    #expect(throws: ValueFault(.types(a.typeName, b.typeName), .sort)) { try a.sortOrder(b) }
    #expect(throws: ValueFault(.types(b.typeName, a.typeName), .sort)) { try b.sortOrder(a) }
  }
}

@Suite struct MembershipTests {
  static let january = range(day("2024-01-01"), day("2024-01-31"))

  @Test(
    arguments: [
      (january, day("2024-01-01"), true), (january, day("2024-01-31"), true), (january, day("2024-02-01"), false),
      (january, instant("2024-01-31T23:59:59Z"), true), (january, instant("2024-01-31T23:59:59-01:00"), false),
      (january, .null, false), (.null, number("1"), false), (range(number("1"), nil), number("1e400"), true),
      (range(nil, number("5")), number("5.00"), true), (range(nil, number("5")), number("5.01"), false),
      (range(nil, nil), .string("anything"), true), (range(number("8"), number("1")), number("5"), false),
      (range(number("1"), number("2")), span(minutes: 90), true),
      (range(number("1"), number("9")), money("5", "USD"), true),
      (range(.null, number("2")), number("1"), false), (range(time("9:00"), time("17:00")), time("12:30"), true),
      (range(.string("a"), .string("c")), .string("Bee"), true),
      (list(number("1"), .string("a")), .string("a"), true), (list(number("1")), number("1.0"), true),
      (list(number("500")), money("500"), true), (list(day("2024-01-15")), instant("2024-01-15T09:00:00Z"), true),
      (list(.null), .null, false), (list(), number("1"), false), (list(.string("a")), .string("A"), false),
    ] as [(Value, Value, Bool)])
  func contains(container: Value, item: Value, expected: Bool) throws {
    #expect(try container.contains(item) == expected)
  }

  @Test(
    arguments: [
      (.string("abc"), .string("a"), .types("string", "string")), (january, .string("x"), .types("string", "range")),
      (january, number("1"), .types("number", "range")), (number("1"), number("1"), .types("number", "number")),
      (range(money("1", "EUR"), nil), money("1", "USD"), .currencies("EUR", "USD")),
      (record(), .string("a"), .types("string", "record")),
    ] as [(Value, Value, ValueFault.Code)])
  func cannotContain(container: Value, item: Value, code: ValueFault.Code) {
    #expect(throws: ValueFault(code, .contain)) { try container.contains(item) }
  }
}
