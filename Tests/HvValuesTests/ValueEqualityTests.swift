import HvValues
import Testing

@Suite struct ValueEqualityTests {
  /// Values that are equal share a group, so they must have one hash as well.
  @Test(
    arguments: [
      (.null, .null), (number("2.50"), number("2.5")), (number("1e3"), number("1000.0")),
      (number("1e400"), number("10e399")),
      (number("0.12345678901234567890"), number("0.1234567890123456789")), (number("-0"), number("0")),
      (span(minutes: 90), number("1.5")), (span(days: 1), span(minutes: 1440)), (span(days: 1), number("24.00")),
      (span(seconds: 9), number("0.0025")), (span(seconds: 9_000_000_000_000_000_000), number("2500000000000000")),
      (money("5.00"), money("5")), (money("5", nil), money("5", nil)), (.string("é"), .string("e\u{301}")),
      (day("2024-01-15"), day("20240115")), (instant("2024-01-15T09:00:00Z"), instant("2024-01-15T10:00:00+01:00")),
      (list(number("1"), .null), list(number("1.0"), .null)), (list(), list()),
      (range(day("2024-01-01"), nil), range(day("2024-01-01"), nil)),
      (record(("a", number("1")), ("b", .null)), record(("b", .null), ("a", number("1.0")))),
      (record(("a", number("0")), ("a", number("1"))), record(("a", number("1")))),
    ] as [(Value, Value)])
  func areEqual(a: Value, b: Value) {
    #expect(a == b && b == a)
    #expect(a.hashValue == b.hashValue)
    #expect(a.equals(b))
  }

  @Test(
    arguments: [
      (.null, number("0")), (.null, .bool(false)), (number("1"), .string("1")), (number("1"), .bool(true)),
      (money("5", "EUR"), money("5", "USD")), (money("5", nil), money("5", "USD")), (money("5", "EUR"), number("5")),
      (span(seconds: 1), number("0.000277777778")), (span(months: 1), span(days: 30)),
      (span(months: 1), number("730.485")),
      (number("1e400"), number("1e401")), (number("1e400"), number("-1e400")), (number("1e400"), number("1")),
      (.string("a"), .string("A")), (day("2024-01-15"), instant("2024-01-15T00:00:00Z")),
      (time("9:00"), span(minutes: 540)),
      (list(number("1")), list(number("1"), number("1"))), (range(number("1"), nil), range(number("1"), number("1"))),
      (record(("a", .null)), record(("b", .null))), (record(("a", .null)), record()),
    ] as [(Value, Value)])
  func differ(a: Value, b: Value) {
    #expect(a != b && b != a)
  }

  /// What people mean by the same, though no group key.
  @Test(
    arguments: [
      (money("500", "EUR"), number("500.00"), true), (money("500", "EUR"), number("501"), false),
      (money("500"), number("5e2"), true), (day("2024-01-15"), instant("2024-01-15T23:59:59Z"), true),
      (day("2024-01-15"), instant("2024-01-16T00:00:00Z"), false), (money("5", "EUR"), money("5", "USD"), false),
      (.null, money("0"), false),
    ] as [(Value, Value, Bool)])
  func meansTheSame(a: Value, b: Value, expected: Bool) {
    #expect(a.equals(b) == expected)
    #expect(b.equals(a) == expected)
  }

  @Test func opaqueValuesAreThemselves() {
    let block = Block()
    #expect(Value.opaque(block) == .opaque(block))
    #expect(Value.opaque(block) != .opaque(Block()))
    #expect(Value.opaque(block).typeName == "block")
  }

  @Test func groupsByNumber() {
    let rows = ["2.5", "2.50", "25e-1", "3"].map { number($0) }
    #expect(Dictionary(grouping: rows, by: \.self).count == 2)
  }
}

final class Block: OpaqueValue {
  let typeName = "block"
  let text = "< tasks >"
}

/// Rows are copied by the million: a value that grows beyond 24 bytes costs them all.
@Suite struct ValueLayoutTests {
  @Test func staysSmall() {
    #expect(MemoryLayout<Value>.stride <= 24)
    #expect(MemoryLayout<Value?>.stride <= 24)
    #expect(MemoryLayout<Money>.size <= 16)
    #expect(MemoryLayout<Currency>.size <= 4)
    #expect(MemoryLayout<Exact>.size <= 16)
  }
}

@Suite struct NestingTests {
  static func nested(_ depth: Int, _ wrap: (Value) -> Value) -> Value {
    (0..<depth).reduce(.null) { value, _ in wrap(value) }
  }

  static let shape = Shape(["a"])
  static let wraps: [@Sendable (Value) -> Value] = [
    { list($0) }, { .record(Record(shape, [$0])) }, { list(.record(Record(shape, [$0]))) },
  ]

  @Test(arguments: 0..<3)
  func shallowOnesAreCompared(kind: Int) {
    let (a, b) = (Self.nested(250, Self.wraps[kind]), Self.nested(250, Self.wraps[kind]))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(a != Self.nested(249, Self.wraps[kind]))
  }

  /// A `fold` can wrap a list without end: comparing, hashing, showing and freeing it must not use up the stack.
  @Test(arguments: 0..<3)
  func deepOnesDoNoHarm(kind: Int) {
    let (a, b) = (Self.nested(300_000, Self.wraps[kind]), Self.nested(1000, Self.wraps[kind]))
    #expect(a != b)
    #expect(a == a)
    #expect(a.hashValue == b.hashValue)
    #expect(a.text.contains("…"))
  }

  /// What someone still holds stays whole when the rest is freed.
  @Test func partsOutliveTheWhole() {
    let inner = Self.nested(1000, Self.wraps[0])
    var outer: Value? = [0, 1, 2].reduce(inner) { value, _ in Self.nested(1000, { list($0, value, inner) }) }
    outer = nil
    #expect(outer == nil)
    var depth = 0
    var current = inner
    while case .list(let list) = current, let next = list.elements.first {
      depth += 1
      current = next
    }
    #expect(depth == 1000 && current == .null)
  }
}
