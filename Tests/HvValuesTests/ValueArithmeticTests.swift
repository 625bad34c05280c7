import HvValues
import Testing

@Suite struct ValueArithmeticTests {
  enum Operation: String, Sendable, CaseIterable { case plus = "+", minus = "-", times = "*", over = "/", modulo = "%" }

  static func calculate(_ a: Value, _ operation: Operation, _ b: Value) throws(ValueFault) -> Value {
    switch operation {
    case .plus: try a.adding(b)
    case .minus: try a.subtracting(b)
    case .times: try a.multiplied(by: b)
    case .over: try a.divided(by: b)
    case .modulo: try a.remainder(dividingBy: b)
    }
  }

  /// Operands, the type of the result and how it prints.
  @Test(
    arguments: [
      (number("0.1"), .plus, number("0.2"), "number", "0.3"), (number("1e1"), .plus, number("1"), "number", "11"),
      (number("10"), .over, number("4"), "number", "2.5"), (number("7"), .modulo, number("3"), "number", "1"),
      (number("1e1"), .modulo, number("3e0"), "number", "1"),
      (money("5.00"), .plus, money("2.5"), "money", "7.50"), (money("5"), .minus, money("7"), "money", "-2"),
      (money("100"), .times, number("1.5"), "money", "150.0"),
      (number("1e1"), .times, money("3"), "money", "30"), (money("10"), .over, number("4"), "money", "2.5"),
      (money("10"), .over, money("4"), "number", "2.5"), (money("120"), .times, span(minutes: 90), "money", "180.0"),
      (span(minutes: 20), .times, money("90"), "money", "29.999999999970"),
      (money("180"), .over, span(minutes: 90), "money", "120"),
      (day("2024-01-31"), .plus, span(months: 1), "date", "2024-02-29"),
      (day("2024-03-01"), .minus, span(days: 1), "date", "2024-02-29"),
      (span(days: 7), .plus, day("2024-12-31"), "date", "2025-01-07"),
      (day("2024-01-01"), .plus, span(minutes: 1440), "date", "2024-01-02"),
      (day("2024-01-31"), .plus, span(months: 1, days: 1), "date", "2024-03-01"),
      (day("2024-03-01"), .minus, day("2024-02-01"), "duration", "29d"),
      (day("2024-01-01"), .minus, day("2024-01-02"), "duration", "-1d"),
      (day("2024-01-02"), .minus, instant("2024-01-01T23:00:00Z"), "duration", "1d"),
      (instant("2024-01-31T09:00:00Z"), .plus, span(months: 1, minutes: 90), "timestamp", "2024-02-29T10:30:00Z"),
      (instant("2024-01-01T00:00:00Z"), .minus, span(minutes: 1), "timestamp", "2023-12-31T23:59:00Z"),
      (instant("2024-01-02T01:00:00Z"), .minus, instant("2024-01-01T00:30:00Z"), "duration", "24h30m"),
      (time("9:00am"), .plus, span(minutes: 90), "time", "10:30"),
      (time("17:00"), .minus, time("9:15"), "duration", "7h45m"),
      (span(minutes: 60), .plus, span(days: 1), "duration", "1d1h"),
      (span(months: 2), .minus, span(months: 2), "duration", "0m"),
      (span(minutes: 60), .times, number("1.5"), "duration", "1h30m"),
      (number("3"), .times, span(months: 1), "duration", "3mo"),
      (span(minutes: 480), .over, number("2"), "duration", "4h"),
      (span(days: 1), .over, span(minutes: 480), "number", "3"),
      (number("2"), .plus, span(minutes: 30), "number", "2.5"),
      (span(minutes: 30), .plus, number("2"), "number", "2.5"),
      (number("2"), .minus, span(minutes: 30), "number", "1.5"),
      (span(minutes: 30), .minus, number("2"), "number", "-1.5"),
      (number("3"), .over, span(minutes: 90), "number", "2"),
      (.string("a"), .plus, .string("b"), "string", "ab"), (list(number("1")), .plus, list(.null), "list", "[1,null]"),
    ] as [(Value, Operation, Value, String, String)])
  func gives(a: Value, operation: Operation, b: Value, type: String, text: String) throws {
    let result = try Self.calculate(a, operation, b)
    #expect(result.typeName == type)
    #expect(result.text == text)
  }

  @Test(
    arguments: [
      (money("1"), .plus, number("1"), .types("money", "number")),
      (number("1"), .minus, money("1"), .types("number", "money")),
      (money("1", "EUR"), .plus, money("1", "USD"), .currencies("EUR", "USD")),
      (money("1"), .minus, money("1", nil), .currencies("EUR", "?")),
      (money("5", nil), .plus, money("1", nil), .currencies("?", "?")),
      (money("1", "EUR"), .over, money("1", "USD"), .currencies("EUR", "USD")),
      (money("1"), .times, money("1"), .types("money", "money")),
      (money("1"), .over, number("0"), .divisionByZero), (number("1"), .over, money("1"), .types("number", "money")),
      (number("1"), .over, number("0"), .divisionByZero), (span(minutes: 1), .over, number("0"), .divisionByZero),
      (number("1"), .over, span(), .divisionByZero), (span(minutes: 1), .over, span(), .divisionByZero),
      (number("9223372036854775807"), .plus, number("1"), .overflow), (number("1e400"), .plus, number("1"), .overflow),
      (number("1"), .times, number("1e400"), .overflow), (money("9223372036854775807"), .times, number("2"), .overflow),
      (day("9999-12-31"), .plus, span(days: 1), .overflow), (day("0001-01-01"), .minus, span(months: 1), .overflow),
      (day("2024-01-15"), .minus, span(days: .min), .overflow), (time("23:30"), .plus, span(minutes: 60), .overflow),
      (instant("9999-12-31T23:59:59Z"), .plus, span(minutes: 1), .overflow),
      (span(months: .max), .plus, span(months: 1), .overflow),
      (day("2024-01-15"), .plus, span(minutes: 90), .partOfDay("1h30m")),
      (day("2024-01-15"), .plus, number("1"), .types("date", "number")),
      (day("2024-01-15"), .plus, day("2024-01-15"), .types("date", "date")),
      (span(months: 1), .over, number("2"), .months("1mo")),
      (span(months: 1), .over, span(days: 1), .months("1mo")), (number("1"), .plus, span(months: 1), .months("1mo")),
      (.string("a"), .plus, number("1"), .types("string", "number")),
      (.string("a"), .minus, .string("a"), .types("string", "string")),
      (list(), .plus, number("1"), .types("list", "number")),
      (.bool(true), .plus, number("1e0"), .types("bool", "number")),
      (number("1e0"), .plus, .string("a"), .types("number", "string")),
      (span(minutes: 1), .modulo, number("1"), .types("duration", "number")),
    ] as [(Value, Operation, Value, ValueFault.Code)])
  func faults(a: Value, operation: Operation, b: Value, code: ValueFault.Code) {
    let fault = #expect(throws: ValueFault.self) { try Self.calculate(a, operation, b) }
    #expect(fault?.code == code)
  }

  @Test(arguments: Operation.allCases)
  func nullIsNoOperand(operation: Operation) {
    for other in [Value.null, number("1"), number("1e400"), money("1"), .string("a"), day("2024-01-15"), list()] {
      for (a, b) in [(Value.null, other), (other, .null)] {
        let fault = #expect(throws: ValueFault.self) { try Self.calculate(a, operation, b) }
        #expect(fault?.code == .nullOperand)
      }
    }
  }

  @Test func negations() throws {
    #expect(try number("2.50").negated().text == "-2.50")
    #expect(try number("1e3").negated().text == "-1000")
    #expect(try money("5").negated() == money("-5"))
    #expect(try span(minutes: 90).negated() == span(minutes: -90))
    #expect(throws: ValueFault(.nullOperand, .negate)) { try Value.null.negated() }
    #expect(throws: ValueFault(.types("string", "string"), .negate)) { try Value.string("a").negated() }
    #expect(throws: ValueFault(.overflow, .negate)) { try number("-9223372036854775808").negated() }
  }

  /// Whatever meets, there is a value or a fault, never a trap.
  @Test func extremesEndWell() {
    let values: [Value] = [
      .number(Exact(Int64.min)), .number(Exact(Int64.max)), .number(Exact(significand: .min, scale: 18)), number("0"),
      number("1e400"), .money(Money(Exact(Int64.min), .unknown)), span(months: .min, days: .min, seconds: .min),
      span(months: .max, days: .max, seconds: .max), span(seconds: .min), span(seconds: .max), .day(.earliest),
      .day(.latest), .instant(Instant(microseconds: .min)), .instant(Instant(microseconds: .max)), time("0:00"),
      time("23:59"), .null, list(), range(nil, nil),
    ]
    var results = 0
    for a in values {
      for b in values {
        for operation in Operation.allCases where (try? Self.calculate(a, operation, b)) != nil { results += 1 }
        _ = try? a.compared(to: b)
        _ = try? a.contains(b)
        _ = try? a.sortOrder(b)
        _ = a == b
      }
      _ = try? a.negated()
      _ = a.hashValue
      #expect(!a.text.isEmpty)
    }
    #expect(results > 100)
  }
}

@Suite struct ValueTextTests {
  @Test(
    arguments: [
      (.null, "null"), (.bool(true), "true"), (number("2.50"), "2.50"), (number("1e5"), "1e5"),
      (money("5.00", "USD"), "5.00"),
      (.string("a \"b\""), "a \"b\""), (day("2024-01-15"), "2024-01-15"), (time("9:00am"), "09:00"),
      (instant("2024-01-15T09:00:00Z"), "2024-01-15T09:00:00Z"), (span(minutes: 90), "1h30m"),
      (range(day("2024-01-01"), day("2024-01-31")), "2024-01-01..2024-01-31"), (range(number("1"), nil), "1.."),
      (range(nil, number("1")), "..1"),
      (
        list(number("1"), .string("a\"\n\\\u{1}é"), .null, day("2024-01-15")),
        #"[1,"a\"\n\\\u0001é",null,"2024-01-15"]"#
      ),
      (
        record(("id", number("7")), ("client", record(("name", .string("Acme"))))),
        #"{"id":7,"client":{"name":"Acme"}}"#
      ),
      (list(), "[]"), (record(), "{}"), (.opaque(Block()), "< tasks >"),
    ] as [(Value, String)])
  func shows(value: Value, text: String) { #expect(value.text == text) }

  @Test(arguments: [
    (ValueFault(.types("date", "number"), .add), "cannot add a date and a number"),
    (ValueFault(.types("date", "number"), .subtract), "cannot subtract a number from a date"),
    (ValueFault(.types("money", "money"), .multiply), "cannot multiply money by money"),
    (ValueFault(.types("number", "string"), .compare), "cannot compare a number with a string"),
    (ValueFault(.types("list", "list"), .sort), "a list has no order"),
    (ValueFault(.types("error", "string"), .contain), "cannot look for an error in a string"),
    (ValueFault(.currencies("EUR", "USD"), .add), "cannot add EUR and USD: money of two currencies does not mix"),
    (
      ValueFault(.currencies("?", "?"), .add),
      "cannot add amounts of which nobody tells the currency; number(…) makes plain numbers of them"
    ),
    (ValueFault(.nullOperand, .subtract), "cannot subtract with null"),
    (ValueFault(.nullOperand, .add), "cannot add null"),
    (ValueFault(.partOfDay("1h30m"), .add), "a date moves by whole days, not by 1h30m"),
    (ValueFault(exact: .divisionByZero, .divide), "division by zero"),
  ])
  func explains(fault: ValueFault, message: String) { #expect(fault.message == message) }
}

@Suite struct CurrencyTests {
  @Test func codes() {
    #expect(Currency("EUR")?.code == "EUR")
    #expect(Currency("usd") == Currency("USD"))
    #expect(Currency.unknown.code == nil)
    for text in ["", "EU", "EURO", "E1R", "€UR", "E R", "[[[", "@@@"] { #expect(Currency(text) == nil, "\(text)") }
  }

  @Test func sortsByCode() {
    let sorted = ["AUD", "CHF", "EUR", "USD", "ZAR"].compactMap { Currency($0) }
    #expect(sorted.shuffled().sorted() == sorted)
    #expect(Currency.unknown < sorted[0])
  }
}
