import HvSyntax
import HvValues

/// What a stage gives for one item, where that is the value of an expression for which nobody waits.
///
/// Starting stages for each of many items takes longer than most of what they do. A block, a definition or a pipeline
/// in parentheses that is made of such stages is therefore evaluated as the expression that it comes to.
struct RowMap: Sendable {
  let expression: RowExpression
  /// A list gives its elements.
  let expands: Bool
  /// Null gives nothing.
  let dropsNull: Bool

  /// Nil for an expression that holds a pipeline.
  init?(_ expression: RowExpression, expands: Bool = false, dropsNull: Bool = false) {
    guard !expression.node.isAsync, !expression.hasEffects else { return nil }
    self.expression = expression
    self.expands = expands
    self.dropsNull = dropsNull
  }

  /// The stages of a plan as one; nil where one of them is more than an expression.
  init?(_ stages: [PlannedStage]) {
    guard var whole = stages.first?.rowMap else { return nil }
    for stage in stages.dropFirst() {
      guard let next = stage.rowMap, let first = whole.node else { return nil }
      guard let both = next.with({ ThenNode(first, $0) }) else { return nil }
      whole = both
    }
    self = whole
  }

  /// A block that binds expressions before its last one, as one.
  init?(_ statements: [BlockStatement], _ last: RowMap?, _ range: SourceRange) {
    var bound: [Node] = []
    for statement in statements {
      guard case .binding(.value(let expression)) = statement, let node = RowMap(expression)?.node else { return nil }
      bound.append(node)
    }
    guard let whole = last?.with({ LetNode(bound, $0, range) }) else { return nil }
    self = whole
  }

  /// The same with another node for the same value; nil where names are looked up for it, which the stage does that
  /// the expression belongs to.
  func with(_ node: (Node) -> Node) -> RowMap? {
    guard expression.lookups.isEmpty else { return nil }
    return RowMap(expression.with(node(expression.node)), expands: expands, dropsNull: dropsNull)
  }

  /// The node, where it may stand in another expression: it gives one value, and no name is looked up for it.
  var node: Node? { expands || dropsNull || !expression.lookups.isEmpty ? nil : expression.node }
}

/// What the variables of a block stand for where it becomes part of another expression.
struct Inlining {
  /// Those before this one are the same in both places.
  let first: Int
  /// Those from there on; a block that has more cannot become part of it.
  let nodes: [Node]

  /// Nil where a variable stands for what may fail, or takes long: it is evaluated once, whether it is used or not.
  init?(_ nodes: [Node], from first: Int) {
    guard nodes.allSatisfy({ $0 is ConstantNode || $0 is ItemNode || $0 is PlainVariableNode || $0.isPlainField })
    else { return nil }
    self.first = first
    self.nodes = nodes
  }
}

extension Node {
  /// It is a field of the item itself, which may be null, but is no error.
  fileprivate var isPlainField: Bool { (self as? FieldNode).map { $0.path.names.count == 1 } ?? false }
}

/// An expression evaluated for the value of another: `it | it + 1`.
final class ThenNode: Node, @unchecked Sendable {
  private let first: Node
  private let second: Node

  init(_ first: Node, _ second: Node) {
    self.first = first
    self.second = second
    super.init(second.range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    try second.evaluate(frame.inner(item: first.evaluate(frame)))
  }
}

/// Expressions bound to variables, each of which sees those before it, and then one that sees them all.
final class LetNode: Node, @unchecked Sendable {
  private let bound: [Node]
  private let body: Node

  init(_ bound: [Node], _ body: Node, _ range: SourceRange) {
    self.bound = bound
    self.body = body
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    var current = frame
    for node in bound { current = current.calling(current.variables + [try node.evaluate(current)]) }
    return try body.evaluate(current)
  }
}

/// A call of a definition whose block is an expression.
final class CallNode: Node, @unchecked Sendable {
  private let arguments: [Node]
  private let body: Node
  /// How many variables there are around the definition.
  private let outerCount: Int

  init(_ arguments: [Node], _ body: Node, outerCount: Int, _ range: SourceRange) {
    self.arguments = arguments
    self.body = body
    self.outerCount = outerCount
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    var variables: [Value] = []
    variables.reserveCapacity(outerCount + arguments.count)
    variables += frame.variables.prefix(outerCount)
    for argument in arguments { variables.append(try argument.evaluate(frame)) }
    guard frame.depth < Run.maximumDepth else { throw DefinedCommand.tooDeep }
    return try body.evaluate(frame.calling(variables))
  }
}

/// `do $name` where the block that the variable holds is an expression.
final class RunNode: Node, @unchecked Sendable {
  private let slot: Int
  private let body: Node
  /// An item flows in; else the block sees the one that there was where it was written.
  private let isFed: Bool

  init(slot: Int, _ body: Node, isFed: Bool, _ range: SourceRange) {
    self.slot = slot
    self.body = body
    self.isFed = isFed
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    guard case .opaque(let value) = frame.variables[slot], let held = value as? BlockValue else { return .null }
    return try body.evaluate(
      isFed ? frame.calling(held.variables) : frame.calling(held.variables, item: held.item))
  }
}
