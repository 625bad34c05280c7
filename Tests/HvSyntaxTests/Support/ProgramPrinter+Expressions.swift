@testable import HvSyntax

extension ProgramPrinter {
  mutating func put(_ expression: Expression) {
    switch expression.kind {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .number(let digits): put(grouped(digits))
    case .duration(let parts): put(parts.map { grouped($0.amount) + $0.unit.rawValue }.joined())
    case .date(let year, let month, let day): put("\(year)-\(twoDigits(month))-\(twoDigits(day))")
    case .month(let year, let month): put("\(year)-\(twoDigits(month))")
    case .timestamp(let written): put(written)
    case .clock(let minutes): put(clock(minutes))
    case .calendar(let phrase): put(phrase)
    case .string(let literal): put(literal)
    case .it: put("it")
    case .word(let word): put(word)
    case .field(let name):
      put(".")
      put(name.text, .touch)
    case .variable(let name): put("$" + name)
    case .pipeline(let pipeline): bracketed("(", ")") { $0.put(pipeline) }
    case .list(let items): bracketed("[", "]") { $0.list(items) { $0.put($1) } }
    case .record(let items): bracketed("{", "}") { $0.list(items) { $0.put($1) } }
    case .call(let name, let arguments):
      put(name.text)
      bracketed("(", ")", .touch) { $0.list(arguments) { $0.put($1) } }
    case .block(let block): put(block)
    case .try(let body, let name, let handler): put(body, name, handler)
    case .match(let subject, let arms):
      put("match")
      put(subject)
      put("with")
      angled { printer in
        for (index, arm) in arms.enumerated() {
          if index > 0 { printer.separate() }
          printer.put(arm)
        }
      }
    case .if(let condition, let then, let otherwise):
      put("if")
      put(condition)
      put("then")
      put(then)
      if let otherwise {
        put("else", mayBreak: true)
        put(otherwise)
      }
    case .unary(let operation, let operand, _):
      put(operation.rawValue)
      if operation == .minus { gap(.touch) }
      put(operand)
    case .binary(let operation, let left, let right, _): put(left, operation, right)
    case .range(let low, let high, _): put(low, high)
    case .member(let base, let name, let optional):
      put(base)
      put(optional ? "?." : ".", .touch)
      put(name.text, .touch)
    case .index(let base, let index):
      put(base)
      bracketed("[", "]", .touch) { $0.put(index) }
    case .error: put("???")
    }
  }

  private mutating func put(_ body: Block, _ name: Name?, _ handler: Block?) {
    put("try")
    put(body)
    guard let handler else { return }
    put("catch", mayBreak: true)
    if let name { put(name.text) }
    put(handler)
  }

  private mutating func put(_ left: Expression, _ operation: BinaryOperator, _ right: Expression) {
    put(left)
    switch operation {
    case .minus, .divide:
      // Digits, `-` or `/`, and digits may begin a date; and a `-` has blanks on both sides or on neither.
      let endsWithDigit = text.unicodeScalars.last.map { ("0"..."9").contains($0) } ?? false
      if !endsWithDigit, random.once(in: 2) {
        put(operation.rawValue, .touch)
        gap(.touch)
      } else {
        put(operation.rawValue, .blank)
        goOn()
        gap(.blank)
      }
    case .notIn:
      put("not")
      put("in", .sameLine)
      goOn()
    case .greater where isInAngle:
      // A line break after it would make it the end of the block.
      put(">")
      gap(.sameLine)
    default:
      put(operation.rawValue)
      goOn()
    }
    put(right)
  }

  private mutating func put(_ low: Expression?, _ high: Expression?) {
    guard let low, let high else {
      if let low { put(low) }
      put("..", low == nil ? .free : .touch)
      gap(.touch)
      if let high { put(high) } else { gap(.free) }
      return
    }
    put(low)
    // Three dots are something else; and like a `-`, a `..` has blanks on both sides or on neither.
    var isField = false
    if case .field = high.first.kind { isField = true }
    let isSpaced = isField || random.once(in: 3)
    put("..", isSpaced ? .blankOnLine : .touch)
    gap(isSpaced ? .blankOnLine : .touch)
    put(high)
  }

  private mutating func put(_ item: ListItem) {
    switch item {
    case .value(let value): put(value)
    case .spread(let value):
      put("...")
      put(value)
    }
  }

  private mutating func put(_ item: RecordItem) {
    switch item {
    case .entry(let key, let value):
      if let name = key.plain, ProgramGenerator.words.contains(name), random.once(in: 2) { put(name) } else { put(key) }
      put(":")
      put(value)
    case .spread(let value):
      put("...")
      put(value)
    }
  }

  private mutating func put(_ argument: CallArgument) {
    if let name = argument.name {
      put(name.text)
      put(":", .sameLine)
    }
    put(argument.value)
  }

  private mutating func put(_ arm: MatchArm) {
    switch arm.pattern {
    case .wildcard: put("_")
    case .value(let value): put(value)
    }
    if let condition = arm.guardCondition {
      put("if")
      put(condition)
    }
    put("=>")
    gap(.sameLine)
    put(arm.value)
  }

  // MARK: Literals

  private mutating func put(_ phrase: CalendarPhrase) {
    switch phrase {
    case .today: put("today")
    case .yesterday: put("yesterday")
    case .tomorrow: put("tomorrow")
    case .now: put("now")
    case .period(let which, let unit):
      put(which.rawValue)
      put(unit.rawValue, .sameLine)
    case .count(let which, let count, let unit):
      put(which.rawValue)
      put(String(count), .sameLine)
      put(unit.rawValue + (count == 1 ? "" : "s"), .sameLine)
    }
  }

  /// Digits, perhaps with `_` between thousands.
  private mutating func grouped(_ digits: String) -> String {
    let whole = digits.prefix { $0 != "." }
    guard whole.count > 3, random.once(in: 3) else { return digits }
    return whole.dropLast(3) + "_" + whole.suffix(3) + digits.dropFirst(whole.count)
  }

  private mutating func clock(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, twoDigits(minutes % 60))
    switch random.below(3) {
    case 0: return "\(hour):\(minute)"
    case 1: return "\(twoDigits(hour)):\(minute)"
    default: return "\(hour % 12 == 0 ? 12 : hour % 12):\(minute)" + (hour < 12 ? "am" : "pm")
    }
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
