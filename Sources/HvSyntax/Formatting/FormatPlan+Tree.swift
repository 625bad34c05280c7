// The walk over the tree. Strings are not entered: each is one atom, whatever it holds.

extension FormatPlan {
  mutating func add(_ statement: Statement) {
    start(at: statement.range.start)
    switch statement.kind {
    case .let(_, let value), .explain(let value), .time(let value), .pipeline(let value):
      add(value, ofStatementAt: statement.range.start)
    case .def(let name, let parameters, let body):
      touch(at: name.range.end)
      for parameter in parameters { add(parameter) }
      add(body)
    case .param(let parameter): add(parameter)
    case .test(_, let body): add(body)
    case .report(_, let body, let stages):
      add(body)
      for stage in stages { add(stage) }
    case .use, .help, .error: break
    }
  }

  private mutating func add(_ parameter: Parameter) {
    if let value = parameter.defaultValue { add(value) }
  }

  mutating func add(_ stage: Stage) {
    switch stage.kind {
    case .block(let block):
      add(block.block)
      for named in block.named { add(named.value) }
    case .call(let call):
      for argument in call.arguments {
        switch argument {
        case .positional(let value): add(value)
        case .named(let named): add(named.value)
        case .block(let block): add(block)
        }
      }
      for key in call.keys { add(key.value) }
    case .expression(let expression): add(expression)
    case .error: break
    }
  }

  private mutating func add(_ block: Block) {
    contain(index(at: block.open.start), index(at: block.close.start)) { plan in
      for statement in block.statements { plan.add(statement) }
    }
  }

  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .null, .bool, .number, .duration, .date, .month, .timestamp, .clock, .calendar, .string, .it, .word, .variable,
      .error:
      break
    case .field(let name): touch(at: name.range.start)
    case .pipeline(let pipeline): add(pipeline, inParenthesesAt: expression.range.start)
    case .list(let items):
      for case .value(let value) in items { add(value) }
      for case .spread(let value) in items { add(value) }
    case .record(let items):
      for case .entry(_, let value) in items { add(value) }
      for case .spread(let value) in items { add(value) }
    case .call(let name, let arguments):
      touch(at: name.range.end)
      for argument in arguments { add(argument.value) }
    case .block(let block): add(block)
    case .try(let body, _, let handler):
      add(body)
      if let handler { add(handler) }
    case .match(let subject, let arms):
      add(subject)
      add(arms, close: index(at: expression.range.end - 1))
    case .if(let condition, let then, let otherwise):
      add(condition)
      add(then)
      if let otherwise { add(otherwise) }
    case .unary(let operation, let operand, let operatorRange):
      if operation == .minus { touchNext(at: operatorRange.start) }
      add(operand)
    case .binary(_, let left, let right, _):
      add(left)
      add(right)
    case .range(let low, let high, let operatorRange):
      touchRange(at: operatorRange.start, low: low != nil, high: high != nil)
      if let low { add(low) }
      if let high { add(high) }
    case .member(let base, let name, _):
      touchMember(at: name.range.start)
      add(base)
    case .index(let base, let index):
      touch(at: base.range.end)
      add(base)
      add(index)
    }
  }

  /// The arms of a `match`, whose `<` is before the first arm, and whose `>` is its last atom.
  private mutating func add(_ arms: [MatchArm], close: Int) {
    contain((arms.first.map { index(at: $0.range.start) } ?? close) - 1, close) { plan in
      for arm in arms {
        plan.start(at: arm.range.start)
        if case .value(let pattern) = arm.pattern { plan.add(pattern) }
        if let condition = arm.guardCondition { plan.add(condition) }
        plan.add(arm.value)
      }
    }
  }
}
