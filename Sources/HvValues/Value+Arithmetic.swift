// Which types go together in + - * / %. Null is a fault everywhere; so is money with a plain number in a sum.

extension Value {
  /// `+`: numbers, money of one currency, dates and times with durations, strings, lists.
  public func adding(_ other: Value) throws(ValueFault) -> Value {
    switch (self, other) {
    case (.number(let a), .number(let b)): return .number(try Self.exact(.add, try a.adding(b)))
    case (.money(let a), .money(let b)):
      return try Self.money(a, b, .add, try a.amount.adding(b.amount))
    case (.string(let a), .string(let b)): return .string(a + b)
    case (.list(let a), .list(let b)): return .list(ValueList(a.elements + b.elements))
    case (.day, .duration(let span)), (.instant, .duration(let span)), (.time, .duration(let span)):
      return try moved(by: span, .add)
    case (.duration(let span), .day), (.duration(let span), .instant), (.duration(let span), .time):
      return try other.moved(by: span, .add)
    case (.duration(let a), .duration(let b)): return try Self.span(a.adding(b), .add)
    case (.number(let a), .duration(let b)), (.duration(let b), .number(let a)):
      let hours = try Self.hours(b, .add)
      return .number(try Self.exact(.add, try a.adding(hours)))
    default:
      let (a, b) = try operands(other, .add)
      return try a.adding(b)
    }
  }

  /// `-`: as `+`, and the duration between two dates, times or timestamps.
  public func subtracting(_ other: Value) throws(ValueFault) -> Value {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      return .number(try Self.exact(.subtract, try a.subtracting(b)))
    case (.money(let a), .money(let b)):
      return try Self.money(a, b, .subtract, try a.amount.subtracting(b.amount))
    case (.day(let a), .day(let b)): return Self.days(a - b)
    case (.day(let a), .instant(let b)): return Self.days(a - b.day)
    case (.instant(let a), .day(let b)): return Self.days(a.day - b)
    case (.instant(let a), .instant(let b)):
      return .duration(Span(months: 0, days: 0, seconds: (a.microseconds - b.microseconds) / 1_000_000))
    case (.time(let a), .time(let b)):
      return .duration(Span(months: 0, days: 0, seconds: (Int64(a.minutes) - Int64(b.minutes)) * 60))
    case (.day, .duration(let span)), (.instant, .duration(let span)), (.time, .duration(let span)):
      guard let back = span.negated() else { throw ValueFault(.overflow, .subtract) }
      return try moved(by: back, .subtract)
    case (.duration(let a), .duration(let b)): return try Self.span(a.subtracting(b), .subtract)
    case (.number(let a), .duration(let b)):
      let hours = try Self.hours(b, .subtract)
      return .number(try Self.exact(.subtract, try a.subtracting(hours)))
    case (.duration(let a), .number(let b)):
      let hours = try Self.hours(a, .subtract)
      return .number(try Self.exact(.subtract, try hours.subtracting(b)))
    default:
      let (a, b) = try operands(other, .subtract)
      return try a.subtracting(b)
    }
  }

  /// `*`: numbers, and a number with money or a duration; a rate times a duration counts its decimal hours.
  public func multiplied(by other: Value) throws(ValueFault) -> Value {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      return .number(try Self.exact(.multiply, try a.multiplied(by: b)))
    case (.money(let money), .number(let number)), (.number(let number), .money(let money)):
      let amount = try Self.exact(.multiply, try money.amount.multiplied(by: number))
      return .money(Money(amount, money.currency))
    case (.money(let money), .duration(let span)), (.duration(let span), .money(let money)):
      return try Value.money(money).multiplied(by: .number(try Self.hours(span, .multiply)))
    case (.duration(let span), .number(let number)), (.number(let number), .duration(let span)):
      return try Self.scaled(span, span.multiplied(by: number), .multiply)
    default:
      let (a, b) = try operands(other, .multiply)
      return try a.multiplied(by: b)
    }
  }

  /// `/`: numbers, money or a duration by a number, and the ratio of two of them.
  public func divided(by other: Value) throws(ValueFault) -> Value {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      return .number(try Self.exact(.divide, try a.divided(by: b)))
    case (.money(let a), .number(let b)):
      return .money(Money(try Self.exact(.divide, try a.amount.divided(by: b)), a.currency))
    case (.money(let a), .money(let b)):
      guard a.currency == b.currency else { throw .currencies(a, b, .divide) }
      return .number(try Self.exact(.divide, try a.amount.divided(by: b.amount)))
    case (.money, .duration(let span)), (.number, .duration(let span)):
      return try divided(by: .number(try Self.hours(span, .divide)))
    case (.duration(let span), .number(let number)):
      if number.isZero { throw ValueFault(.divisionByZero, .divide) }
      return try Self.scaled(span, span.divided(by: number), .divide)
    case (.duration(let a), .duration(let b)):
      guard a.months == 0, b.months == 0 else {
        throw ValueFault(.months((a.months != 0 ? a : b).description), .divide)
      }
      let (x, y) = (a.totalSeconds, b.totalSeconds)
      let isNegative = (x < 0) != (y < 0)
      return .number(
        try Self.exact(.divide, try Exact.quotient(x.magnitude, y.magnitude, isNegative: isNegative)))
    default:
      let (a, b) = try operands(other, .divide)
      return try a.divided(by: b)
    }
  }

  /// `%`: the remainder of two numbers, with the sign of the first.
  public func remainder(dividingBy other: Value) throws(ValueFault) -> Value {
    if case .number(let a) = self, case .number(let b) = other {
      return .number(try Self.exact(.remainder, try a.remainder(dividingBy: b)))
    }
    let (a, b) = try operands(other, .remainder)
    return try a.remainder(dividingBy: b)
  }

  /// Unary `-`: a number, money or a duration.
  public func negated() throws(ValueFault) -> Value {
    switch self {
    case .number(let number): return .number(try Self.exact(.negate, try number.negated()))
    case .money(let money):
      return .money(Money(try Self.exact(.negate, try money.amount.negated()), money.currency))
    case .duration(let span): return try Self.span(span.negated(), .negate)
    case .numeral(let numeral):
      guard let exact = numeral.exact else { throw ValueFault(.overflow, .negate) }
      return try Value.number(exact).negated()
    case .null: throw ValueFault(.nullOperand, .negate)
    default: throw ValueFault(.types(typeName, typeName), .negate)
    }
  }
}

extension Value {
  /// The operands with numerals as numbers; a fault where that changes nothing, because then they do not go together.
  private func operands(_ other: Value, _ operation: ValueFault.Operation) throws(ValueFault) -> (Value, Value) {
    if isNull || other.isNull { throw ValueFault(.nullOperand, operation) }
    switch (self, other) {
    case (.numeral, _), (_, .numeral): return (try calculable(operation), try other.calculable(operation))
    default: throw ValueFault(.types(typeName, other.typeName), operation)
    }
  }

  private func calculable(_ operation: ValueFault.Operation) throws(ValueFault) -> Value {
    guard case .numeral(let numeral) = self else { return self }
    guard let exact = numeral.exact else { throw ValueFault(.overflow, operation) }
    return .number(exact)
  }

  private static func exact(
    _ operation: ValueFault.Operation, _ calculation: @autoclosure () throws(ExactFault) -> Exact
  ) throws(ValueFault) -> Exact {
    do throws(ExactFault) { return try calculation() } catch { throw ValueFault(exact: error, operation) }
  }

  private static func money(
    _ a: Money, _ b: Money, _ operation: ValueFault.Operation,
    _ calculation: @autoclosure () throws(ExactFault) -> Exact
  ) throws(ValueFault) -> Value {
    guard a.currency == b.currency, a.currency != .unknown else { throw .currencies(a, b, operation) }
    return .money(Money(try exact(operation, try calculation()), a.currency))
  }

  private static func span(_ span: Span?, _ operation: ValueFault.Operation) throws(ValueFault) -> Value {
    guard let span else { throw ValueFault(.overflow, operation) }
    return .duration(span)
  }

  /// A duration that was multiplied or divided: without months only a lack of digits explains that it has none.
  private static func scaled(_ old: Span, _ new: Span?, _ operation: ValueFault.Operation) throws(ValueFault) -> Value {
    guard let new else { throw ValueFault(old.months == 0 ? .overflow : .months(old.description), operation) }
    return .duration(new)
  }

  private static func hours(_ span: Span, _ operation: ValueFault.Operation) throws(ValueFault) -> Exact {
    guard let hours = span.hours else {
      throw ValueFault(span.months == 0 ? .overflow : .months(span.description), operation)
    }
    return hours
  }

  private static func days(_ count: Int) -> Value {
    .duration(Span(months: 0, days: Int32(truncatingIfNeeded: count), seconds: 0))
  }

  /// A date, timestamp or time of day, later by a duration: by its months first, then by the rest. A time of day counts
  /// whole minutes.
  private func moved(by span: Span, _ operation: ValueFault.Operation) throws(ValueFault) -> Value {
    guard let seconds = Int64(exactly: span.totalSeconds) else { throw ValueFault(.overflow, operation) }
    switch self {
    case .day(let day):
      guard seconds.isMultiple(of: 86_400) else { throw ValueFault(.partOfDay(span.description), operation) }
      guard let month = day.adding(months: Int(span.months)), let moved = month.adding(days: Int(seconds / 86_400))
      else { throw ValueFault(.overflow, operation) }
      return .day(moved)
    case .instant(let instant):
      guard let month = instant.adding(months: Int(span.months)), let moved = month.adding(seconds: seconds) else {
        throw ValueFault(.overflow, operation)
      }
      return .instant(moved)
    case .time(let time):
      // A time that would leave its day has no clock to stand on.
      guard span.months == 0, let moved = ClockTime(minutes: Int(time.minutes) + Int(seconds / 60))
      else { throw ValueFault(.overflow, operation) }
      return .time(moved)
    default: throw ValueFault(.types(typeName, "duration"), operation)
    }
  }
}
