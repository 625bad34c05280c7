import HvSyntax
import HvValues

// Nodes that do not evaluate all their operands.

/// `and`, `or`
final class LogicNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let isAnd: Bool

  init(_ left: Node, _ right: Node, isAnd: Bool, _ range: SourceRange) {
    self.left = left
    self.right = right
    self.isAnd = isAnd
    super.init(range, isAsync: left.isAsync || right.isAsync)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    if try truth(left.evaluate(frame), left) != isAnd { return .bool(!isAnd) }
    return .bool(try truth(right.evaluate(frame), right))
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    if try truth(await left.value(frame), left) != isAnd { return .bool(!isAnd) }
    return .bool(try truth(await right.value(frame), right))
  }

  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    guard let decided = left.vector(batch, frame)?.split(batch.count) else { return nil }
    let open = isAnd ? decided.yes : decided.no
    var out = [Value](repeating: .bool(!isAnd), count: batch.count)
    guard let values = right.vector(batch, at: open, frame) else { return nil }
    for (index, place) in open.enumerated() {
      guard let isTrue = try? truth(values[index], right) else { return nil }
      out[Int(place)] = .bool(isTrue)
    }
    return .each(out)
  }

  override func inlined(_ variables: Inlining) -> Node? {
    guard let a = left.inlined(variables), let b = right.inlined(variables) else { return nil }
    return LogicNode(a, b, isAnd: isAnd, range)
  }
}

/// What counts as true in `where`, `if`, `and`: only booleans do; null is false.
func truth(_ value: Value, _ node: Node) throws -> Bool {
  switch value {
  case .bool(let b): return b
  case .null: return false
  default:
    throw Diagnostic(
      "E0304", "true or false was expected, this is \(value.typeName): \(Diagnostic.clipped(value.text))",
      at: node.range,
      "not true or false", help: ["compare it, for example with  ==  or  > 0"], exit: .failed)
  }
}

/// `a ?? b`
final class CoalesceNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  init(_ left: Node, _ right: Node, _ range: SourceRange) {
    self.left = left
    self.right = right
    super.init(range, isAsync: left.isAsync || right.isAsync)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try left.evaluate(frame)
    return value.isNull ? try right.evaluate(frame) : value
  }
  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    let value = try await left.value(frame)
    return value.isNull ? try await right.value(frame) : value
  }
  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    guard let known = left.vector(batch, frame) else { return nil }
    let missing = (0..<Int32(truncatingIfNeeded: batch.count)).filter { known[Int($0)].isNull }
    if missing.isEmpty { return known }
    var out = known.values(batch.count)
    guard right.fill(&out, at: missing, of: batch, frame) else { return nil }
    return .each(out)
  }
  override func inlined(_ variables: Inlining) -> Node? {
    guard let a = left.inlined(variables), let b = right.inlined(variables) else { return nil }
    return CoalesceNode(a, b, range)
  }
}

/// `if c then a else b`; nothing without `else` is null here.
final class IfNode: Node, @unchecked Sendable {
  private let condition: Node
  private let then: Node
  private let otherwise: Node?
  init(_ condition: Node, _ then: Node, _ otherwise: Node?, _ range: SourceRange) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(range, isAsync: condition.isAsync || then.isAsync || (otherwise?.isAsync ?? false))
  }
  override func handingOnAnswers() -> Node {
    IfNode(condition, then.handingOnAnswers(), otherwise?.handingOnAnswers(), range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    if try truth(condition.evaluate(frame), condition) { return try then.evaluate(frame) }
    return try otherwise?.evaluate(frame) ?? .null
  }
  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    if try truth(await condition.value(frame), condition) { return try await then.value(frame) }
    return try await otherwise?.value(frame) ?? .null
  }
  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    guard let decided = condition.vector(batch, frame)?.split(batch.count) else { return nil }
    var out = [Value](repeating: .null, count: batch.count)
    guard then.fill(&out, at: decided.yes, of: batch, frame),
      otherwise?.fill(&out, at: decided.no, of: batch, frame) ?? true
    else { return nil }
    return .each(out)
  }
  override func inlined(_ variables: Inlining) -> Node? {
    guard let a = condition.inlined(variables), let b = then.inlined(variables) else { return nil }
    guard let otherwise else { return IfNode(a, b, nil, range) }
    return otherwise.inlined(variables).map { IfNode(a, b, $0, range) }
  }
}

/// `match e with < pattern => value … >`; an error where nothing fits.
final class MatchNode: Node, @unchecked Sendable {
  struct Arm: Sendable {
    /// Nil for `_`.
    let pattern: Node?
    let condition: Node?
    let value: Node
  }
  private let subject: Node
  private let arms: [Arm]

  init(_ subject: Node, _ arms: [Arm], _ range: SourceRange) {
    self.subject = subject
    self.arms = arms
    super.init(
      range,
      isAsync: subject.isAsync
        || arms.contains { $0.pattern?.isAsync ?? false || $0.condition?.isAsync ?? false || $0.value.isAsync })
  }

  override func handingOnAnswers() -> Node {
    MatchNode(
      subject,
      arms.map {
        Arm(pattern: $0.pattern, condition: $0.condition, value: $0.value.handingOnAnswers())
      }, range)
  }

  private func fits(_ pattern: Value, _ subject: Value) -> Bool {
    if case .range = pattern { return (try? Operators.isIn(subject, pattern)) ?? false }
    return Operators.areEqual(subject, pattern)
  }

  private func nothingFits(_ subject: Value) -> Diagnostic {
    Diagnostic(
      "E0307", "no arm of `match` fits \(Diagnostic.clipped(subject.text))", at: range, "here",
      help: ["a last arm  _ => …  takes everything else"], exit: .failed)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try subject.evaluate(frame)
    for arm in arms {
      if let pattern = try arm.pattern?.evaluate(frame), !fits(pattern, value) { continue }
      if let condition = arm.condition, try !truth(condition.evaluate(frame), condition) { continue }
      return try arm.value.evaluate(frame)
    }
    throw nothingFits(value)
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    let value = try await subject.value(frame)
    for arm in arms {
      if let pattern = try await arm.pattern?.value(frame), !fits(pattern, value) { continue }
      if let condition = arm.condition, try !truth(await condition.value(frame), condition) { continue }
      return try await arm.value.value(frame)
    }
    throw nothingFits(value)
  }
}

/// `try < … > catch e < … >`
final class TryNode: Node, @unchecked Sendable {
  private let body: Node
  private let handler: Node?
  /// The handler is evaluated with one more variable, the error.
  init(_ body: Node, handler: Node?, _ range: SourceRange) {
    self.body = body
    self.handler = handler
    super.init(range, isAsync: true)
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    do { return try await body.value(frame) } catch let error where !(error is CancellationError) {
      guard let handler else { return .null }
      let inner = frame.inner([ErrorValue.make(error)], item: frame.item)
      return try await handler.value(inner)
    }
  }
}

/// `( pipeline )` in an expression, or a block that is run for its value.
final class PipelineNode: Node, @unchecked Sendable {
  private let plan: Plan
  /// Feed the item in, as a block is; a parenthesised pipeline is fed nothing.
  private let feedsItem: Bool
  /// Where its value does not depend on the row: the place at which the frame keeps it after the first.
  private let place: Int?
  /// Its value is handed on as it is.
  private let handsOn: Bool

  init(
    _ plan: Plan, feedsItem: Bool, place: Int? = nil, handsOn: Bool = false, _ range: SourceRange
  ) {
    self.handsOn = handsOn
    self.plan = plan
    self.feedsItem = feedsItem
    self.place = place
    super.init(range, isAsync: true)
  }

  override func handingOnAnswers() -> Node {
    PipelineNode(plan, feedsItem: feedsItem, place: place, handsOn: true, range)
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    if let place, let known = frame.memo[place] { return known }
    let item = place == nil ? frame.item : .null
    // What does not depend on the row is done once, not for each of several.
    let inner = frame.inner(item: item, siblings: place == nil ? nil : Siblings.none)
    let stage = try plan.start(
      feedsItem ? BatchStage([item]) : nil, handsOn ? inner : inner.readingAnswers())
    let values = try await stage.drain()
    let value: Value = plan.flow.many ? .list(ValueList(values)) : values.first ?? .null
    if let place { frame.memo[place] = value }
    return value
  }
}

/// A block that is handed on as a value.
final class BlockNode: Node, @unchecked Sendable {
  init(_ range: SourceRange) { super.init(range) }
  override func evaluate(_ frame: Frame) throws -> Value {
    .opaque(BlockValue(variables: frame.variables, item: frame.item))
  }
}
