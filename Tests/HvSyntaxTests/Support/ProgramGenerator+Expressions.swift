@testable import HvSyntax

extension ProgramGenerator {
  /// How tightly an expression binds, loosest first.
  enum Level: Int, Comparable {
    case `if`, or, and, not, comparison, range, coalesce, sum, product, minus, postfix

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    var tighter: Level { Level(rawValue: rawValue + 1) ?? .postfix }
  }

  private static let comparisons: [BinaryOperator] = [
    .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches, .notMatches, .in, .notIn,
  ]

  /// An expression that binds at least so tightly; with `mayBeOpen`, a range without an end may stand there.
  mutating func expression(_ level: Level = .if, mayBeOpen: Bool = false) -> Expression {
    budget -= 1
    guard budget > 0, !random.once(in: 3) else { return leaf() }
    if mayBeOpen, random.once(in: 12) { return openRange() }
    guard let chosen = Level(rawValue: level.rawValue + random.below(11 - level.rawValue)) else { return leaf() }
    switch chosen {
    case .if: return conditional()
    case .or: return binary(.or, .or, .and)
    case .and: return binary(.and, .and, .not)
    case .not: return make(.unary(.not, expression(.not), operatorRange: Self.nowhere))
    case .comparison: return binary(random.pick(Self.comparisons), .range, .range)
    case .range:
      let low = closed(expression(.coalesce))
      return make(.range(low, upperEnd(), operatorRange: Self.nowhere))
    case .coalesce: return binary(.coalesce, .coalesce, .sum)
    case .sum: return binary(random.pick([.plus, .minus]), .sum, .product)
    case .product: return binary(random.pick([.times, .divide, .remainder]), .product, .minus)
    case .minus: return make(.unary(.minus, expression(.minus), operatorRange: Self.nowhere))
    case .postfix: return random.once(in: 2) ? postfix() : primary()
    }
  }

  func make(_ kind: Expression.Kind) -> Expression { Expression(kind: kind, range: Self.nowhere) }

  // MARK: Operators

  private mutating func binary(_ operation: BinaryOperator, _ left: Level, _ right: Level) -> Expression {
    var low = expression(left)
    switch operation {
    // After the `>` of a block these would be read as the value of a comparison.
    case .minus, .less, .notIn: low = closed(low)
    default: break
    }
    var high = expression(right)
    // A `>` that one of these words follows ends a block.
    if operation == .greater, isInAngle, high.first.startsWithBlockKeyword { high = parenthesised(high) }
    return make(.binary(operation, low, high, operatorRange: Self.nowhere))
  }

  /// `if c then a [else b]`; an `if` without `else` in the first branch would take the `else` of this one.
  private mutating func conditional() -> Expression {
    let condition = expression(.or)
    var then = expression()
    let otherwise = maybe(oneIn: 2) { $0.expression() }
    if otherwise != nil, then.endsWithOpenIf { then = parenthesised(then) }
    return make(.if(condition: condition, then: then, otherwise: otherwise))
  }

  private mutating func openRange() -> Expression {
    if random.once(in: 2) {
      var high = expression(.coalesce)
      // Three dots are something else, and blanks between would make it the end of another range.
      if case .field = high.first.kind { high = parenthesised(high) }
      return make(.range(nil, high, operatorRange: Self.nowhere))
    }
    return make(.range(closed(expression(.coalesce)), nil, operatorRange: Self.nowhere))
  }

  /// The end of a range that has a beginning: a block there would not be read as one.
  private mutating func upperEnd() -> Expression {
    let high = expression(.coalesce)
    switch high.first.kind {
    case .block, .try, .match: return parenthesised(high)
    default: return high
    }
  }

  private mutating func postfix() -> Expression {
    var base = primary()
    switch base.kind {
    case .number, .duration, .date, .month, .timestamp, .clock, .calendar, .block, .match, .try:
      base = parenthesised(base)
    default: break
    }
    for _ in 0...random.below(3) {
      if random.once(in: 4) {
        base = make(.index(base, inside(angle: false) { $0.expression() }))
      } else {
        base = make(.member(base, name(), optional: random.once(in: 3)))
      }
    }
    return base
  }

  /// The expression, in parentheses where it ends with the `>` of a block.
  private func closed(_ expression: Expression) -> Expression {
    expression.endsWithAngle ? parenthesised(expression) : expression
  }

  private func parenthesised(_ expression: Expression) -> Expression {
    make(.pipeline(Pipeline(stages: [expressionStage(expression)], range: Self.nowhere)))
  }

  // MARK: Primaries

  private mutating func primary() -> Expression {
    guard budget > 0 else { return leaf() }
    switch random.below(10) {
    case 0, 1:
      return make(.pipeline(inside(angle: false) { $0.pipeline() }))
    case 2: return make(.list(inside(angle: false) { $0.many(0...3) { $0.listItem() } }))
    case 3: return make(.record(inside(angle: false) { $0.many(0...3) { $0.recordItem() } }))
    case 4:
      let arguments = inside(angle: false) { generator in
        generator.many(0...3) { generator in
          CallArgument(
            name: generator.maybe(oneIn: 3) { $0.argumentName() }, value: generator.expression(mayBeOpen: true))
        }
      }
      return make(.call(name: name(), arguments: arguments))
    case 5: return make(.block(block()))
    case 6:
      let body = block()
      let handler = maybe(oneIn: 2) { $0.block() }
      let error = handler == nil ? nil : name()
      return make(.try(body: body, errorName: error, handler: handler))
    case 7:
      let subject = expression(.or)
      return make(.match(subject: subject, arms: inside(angle: true) { $0.many(1...3) { $0.arm() } }))
    case 8: return make(.string(interpolatedString()))
    default: return leaf()
    }
  }

  private mutating func listItem() -> ListItem {
    random.once(in: 6) ? .spread(expression()) : .value(expression(mayBeOpen: true))
  }

  private mutating func recordItem() -> RecordItem {
    if random.once(in: 6) { return .spread(expression()) }
    var key = plainString()
    // A key that is a name is kept as a string of one part.
    if random.once(in: 2) { key.parts = [.text(random.pick(Self.words))] }
    return .entry(key: key, value: expression(mayBeOpen: true))
  }

  private mutating func arm() -> MatchArm {
    let condition = maybe(oneIn: 3) { $0.expression(.or) }
    let pattern: MatchArm.Pattern
    switch random.below(4) {
    case 0: pattern = .wildcard(Self.nowhere)
    case 1: pattern = .value(make(.word(name().text)))
    case 2: pattern = .value(make(.range(literal(), literal(), operatorRange: Self.nowhere)))
    default: pattern = .value(literal())
    }
    return MatchArm(pattern: pattern, guardCondition: condition, value: expression(), range: Self.nowhere)
  }
}

extension Expression {
  /// The operand that the text begins with.
  var first: Expression {
    switch kind {
    case .binary(_, let left, _, _), .range(.some(let left), _, _), .member(let left, _, _), .index(let left, _):
      left.first
    default: self
    }
  }

  /// The operand that the text ends with.
  private var last: Expression {
    switch kind {
    case .binary(_, _, let right, _), .unary(_, let right, _), .range(_, .some(let right), _): right.last
    case .if(_, _, .some(let otherwise)): otherwise.last
    case .if(_, let then, nil): then.last
    default: self
    }
  }

  /// Whether the last character is the `>` of a block.
  var endsWithAngle: Bool {
    switch last.kind {
    case .block, .try, .match: true
    default: false
    }
  }

  /// Whether an `else` after it would belong to an `if` in it.
  var endsWithOpenIf: Bool {
    switch kind {
    case .binary(_, _, let right, _), .unary(_, let right, _): right.endsWithOpenIf
    case .if(_, _, let otherwise): otherwise?.endsWithOpenIf ?? true
    default: false
    }
  }

  var startsWithBlockKeyword: Bool {
    switch kind {
    case .try, .match: true
    default: false
    }
  }
}
