package import HvSyntax
package import HvValues

extension Resolver {
  /// Durations, dates, months, timestamps, clock times and calendar words.
  func literal(_ e: Expression) -> Typed {
    switch e.kind {
    case .duration(let parts):
      guard let span = span(parts) else {
        error("E0217", "this duration is longer than hv can hold", at: e.range, "too long")
        return failed(e.range)
      }
      return constant(.duration(span), .duration, e.range)
    case .date(let year, let month, let day):
      guard let value = Day(year: year, month: month, day: day) else {
        error(
          "E0217", "there is no such day", at: e.range, "not in the calendar", help: ["dates are written  2024-01-31"])
        return failed(e.range)
      }
      return constant(.day(value), .day, e.range)
    case .month(let year, let month):
      guard let days = Calendar.month(year: year, month: month) else {
        error(
          "E0217", "there is no such month", at: e.range, "not in the calendar", help: ["months are written  2024-01"])
        return failed(e.range)
      }
      return period(days, e.range)
    case .timestamp(let text):
      guard let value = Instant(text) else {
        error(
          "E0217", "this is no timestamp", at: e.range, "not in the calendar",
          help: ["timestamps are written  2024-01-15T09:00:00Z"])
        return failed(e.range)
      }
      return constant(.instant(value), .instant, e.range)
    case .clock(let minutes):
      guard let value = ClockTime(hour: minutes / 60, minute: minutes % 60) else { return failed(e.range) }
      return constant(.time(value), .time, e.range)
    case .calendar(let phrase):
      let typed = calendar(phrase, e.range)
      if let constant = typed.node as? ConstantNode { met(constant.constant, at: e.range) }
      return typed
    default: return failed(e.range)
    }
  }

  private func period(_ days: DayRange?, _ range: SourceRange) -> Typed {
    guard let days else {
      error("E0217", "this period lies outside the calendar (years 1 to 9999)", at: range, "out of range")
      return failed(range)
    }
    return constant(.range(ValueRange(.day(days.first), .day(days.last))), .range(.day), range)
  }

  /// The day that it is; nil after reporting that nobody tells.
  package func today(at range: SourceRange) -> Day? {
    if clock.isMissing {
      error(
        "E0224", "there is no clock here that tells what day it is", at: range, "needs a clock",
        help: ["write the day:  2026-01-31"])
      return nil
    }
    return clock.today
  }

  private func calendar(_ phrase: CalendarPhrase, _ range: SourceRange) -> Typed {
    guard let today = today(at: range) else { return failed(range) }
    func day(_ offset: Int) -> Typed {
      today.adding(days: offset).map { constant(.day($0), .day, range) } ?? period(nil, range)
    }
    switch phrase {
    case .today: return day(0)
    case .yesterday: return day(-1)
    case .tomorrow: return day(1)
    case .now: return constant(.instant(clock.now), .instant, range)
    case .period(let which, let unit):
      let offset =
        switch which {
        case .last: -1
        case .this: 0
        case .next: 1
        }
      return period(
        Calendar.shifted(by: offset, unit.calendarUnit, from: today, firstWeekday: clock.firstWeekday), range)
    case .count(let which, let count, let unit):
      switch which {
      case .next:
        return period(Calendar.next(count, unit.calendarUnit, from: today, firstWeekday: clock.firstWeekday), range)
      default:
        return period(Calendar.last(count, unit.calendarUnit, from: today, firstWeekday: clock.firstWeekday), range)
      }
    }
  }

  private func span(_ parts: [DurationPart]) -> Span? {
    var (months, days, seconds) = (Exact.zero, Exact.zero, Exact.zero)
    do {
      for part in parts {
        guard let amount = Exact(part.amount) else { return nil }
        switch part.unit {
        case .year: months = try months.adding(amount.multiplied(by: Exact(12)))
        case .month: months = try months.adding(amount)
        case .week: days = try days.adding(amount.multiplied(by: Exact(7)))
        case .day: days = try days.adding(amount)
        case .hour: seconds = try seconds.adding(amount.multiplied(by: Exact(3600)))
        case .minute: seconds = try seconds.adding(amount.multiplied(by: Exact(60)))
        }
      }
      // Half a day is twelve hours; half a month is nothing.
      if days.integer == nil {
        let whole = try days.rounded(to: 0, .down)
        seconds = try seconds.adding(days.subtracting(whole).multiplied(by: Exact(86_400)))
        days = whole
      }
      seconds = try seconds.rounded(to: 0, .halfEven)
    } catch { return nil }
    guard let m = months.integer.flatMap({ Int32(exactly: $0) }), let d = days.integer.flatMap({ Int32(exactly: $0) }),
      let s = seconds.integer
    else { return nil }
    return Span(months: m, days: d, seconds: s)
  }

  /// A string, with what is interpolated.
  func string(_ literal: StringLiteral, _ scope: Scope) -> Typed {
    if let plain = literal.plain { return constant(.string(plain), .string, literal.range) }
    var nodes: [Node] = []
    var texts: [String?] = []
    for part in literal.parts {
      switch part {
      case .text(let text): texts.append(text)
      case .interpolation(let expression):
        nodes.append(resolve(expression, scope).node)
        texts.append(nil)
      }
    }
    let pattern = texts
    return Typed(
      StrictNode(nodes, literal.range) { values in
        var out = ""
        var next = 0
        for text in pattern {
          if let text {
            out += text
          } else {
            out += values[next].text
            next += 1
          }
        }
        return .string(out)
      }, .string)
  }

  func list(_ items: [ListItem], _ range: SourceRange, _ scope: Scope) -> Typed {
    var type = Type.null
    var nodes: [Node] = []
    var spreads: [Bool] = []
    for item in items {
      switch item {
      case .value(let e):
        let typed = resolve(e, scope)
        type = type.joined(typed.type)
        nodes.append(typed.node)
        spreads.append(false)
      case .spread(let e):
        let typed = resolve(e, scope)
        if case .list(let inner) = typed.type { type = type.joined(inner) } else { type = .any }
        nodes.append(typed.node)
        spreads.append(true)
      }
    }
    let flags = spreads
    let node = StrictNode(nodes, range) { values in
      var out: [Value] = []
      for (value, isSpread) in zip(values, flags) {
        if !isSpread {
          out.append(value)
        } else if case .list(let list) = value {
          out += list.elements
        } else {
          throw Diagnostic("E0302", "`...` spreads a list, this is \(value.typeName)", at: range, "here", exit: .failed)
        }
      }
      return .list(ValueList(out))
    }
    if case .null = type { type = items.isEmpty ? .any : .null }
    return Typed(node, .list(type))
  }

  func record(_ items: [RecordItem], _ range: SourceRange, _ scope: Scope) -> Typed {
    var nodes: [Node] = []
    var keys: [String?] = []
    var fields: [RecordType.Field] = []
    var isOpen = false
    for item in items {
      switch item {
      case .entry(let key, let value):
        guard let name = key.plain else {
          error("E0218", "a key cannot be interpolated", at: key.range, "not a plain key")
          continue
        }
        let typed = resolve(value, scope)
        nodes.append(typed.node)
        keys.append(name)
        fields.removeAll { $0.name == name }
        fields.append(RecordType.Field(name, typed.type))
      case .spread(let value):
        let typed = resolve(value, scope)
        nodes.append(typed.node)
        keys.append(nil)
        if case .record(let inner) = typed.type {
          isOpen = isOpen || inner.isOpen
          for field in inner.fields {
            fields.removeAll { $0.name == field.name }
            fields.append(field)
          }
        } else {
          isOpen = true
        }
      }
    }
    let type = Type.record(RecordType(fields: fields, isOpen: isOpen))
    let plain = keys.compactMap(\.self)
    if plain.count == keys.count, Set(plain).count == plain.count {
      let shape = Shape(plain)
      return Typed(StrictNode(nodes, range) { .record(Record(shape, $0)) }, type)
    }
    let names = keys
    let node = StrictNode(nodes, range) { values in
      var pairs: [(String, Value)] = []
      for (key, value) in zip(names, values) {
        if let key {
          pairs.append((key, value))
        } else if case .record(let record) = value {
          pairs += record.pairs.map { ($0.key, $0.value) }
        } else {
          throw Diagnostic(
            "E0302", "`...` spreads a record, this is \(value.typeName)", at: range, "here", exit: .failed)
        }
      }
      return .record(Record(pairs: pairs))
    }
    return Typed(node, type)
  }
}

extension CalendarPhrase.Unit {
  var calendarUnit: CalendarUnit {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}
