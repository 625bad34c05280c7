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
    case .call(let call): add(call)
    case .expression(let expression): add(expression)
    case .run, .error: break
    }
  }

  private mutating func add(_ call: Call) {
    fill(call.arguments.map(\.range.start)) { plan in
      for argument in call.arguments {
        switch argument {
        case .positional(let value): plan.add(value)
        case .named(let named): plan.add(named.value)
        case .block(let block): plan.add(block)
        case .run: break
        }
      }
      plan.fill(call.keys.map(\.range.start)) { plan in
        for key in call.keys { plan.add(key.value) }
      }
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
      fill(items.map(\.start)) { plan in
        for case .value(let value) in items { plan.add(value) }
        for case .spread(let value) in items { plan.add(value) }
      }
    case .record(let items):
      fill(items.map(\.start)) { plan in
        for case .entry(_, let value) in items { plan.add(value) }
        for case .spread(let value) in items { plan.add(value) }
      }
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
    case .if:
      let (parts, alternatives) = expression.parts
      turn(alternatives.map { index(at: $0.range.start) - 1 }) { plan in
        for part in parts { plan.add(part) }
      }
    case .unary(let operation, let operand, let operatorRange):
      if operation == .minus { touchNext(at: operatorRange.start) }
      add(operand)
    case .binary(let operation, let left, let right, _):
      guard operation.mayEndLine else {
        add(left)
        return add(right)
      }
      let operands = expression.operands(of: operation)
      let isCondition = operation == .and || operation == .or
      turn(operands.dropFirst().map { index(at: $0.range.start) }, fills: !isCondition) { plan in
        for operand in operands { plan.add(operand) }
      }
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

extension BinaryOperator {
  /// A line that is too long may end in it. A comparison may not: at the end of a line `>` closes a block.
  fileprivate var mayEndLine: Bool { [.and, .or, .plus, .coalesce].contains(self) }
}

extension Expression {
  /// What the same operator joins: `a and b and c`.
  fileprivate func operands(of operation: BinaryOperator) -> [Expression] {
    guard case .binary(operation, let left, let right, _) = kind else { return [self] }
    return left.operands(of: operation) + right.operands(of: operation)
  }

  /// The conditions and branches of an `if`, and of those after its `else`; and what stands after each `else`.
  fileprivate var parts: (parts: [Expression], alternatives: [Expression]) {
    guard case .if(let condition, let then, let otherwise) = kind else { return ([self], []) }
    guard let otherwise else { return ([condition, then], []) }
    let others = otherwise.parts
    return ([condition, then] + others.parts, [otherwise] + others.alternatives)
  }
}

extension ListItem {
  fileprivate var start: Int {
    switch self {
    case .value(let value), .spread(let value): value.range.start
    }
  }
}

extension RecordItem {
  fileprivate var start: Int {
    switch self {
    case .entry(let key, _): key.range.start
    case .spread(let value): value.range.start
    }
  }
}
