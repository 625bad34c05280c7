package import HvSyntax
package import HvValues

/// A checked expression, ready to be evaluated for any row.
///
/// Nodes are shared between tasks and never change. What needs no request is evaluated without suspending;
/// `isAsync` tells which nodes hold a pipeline and need `evaluateAsync`.
package class Node: @unchecked Sendable {
  // Unchecked only because the class has subclasses: every stored property of each of them is a `let` of a Sendable type.
  package let range: SourceRange
  package let isAsync: Bool

  init(_ range: SourceRange, isAsync: Bool = false) {
    self.range = range
    self.isAsync = isAsync
  }

  package func evaluate(_ frame: Frame) throws -> Value { .null }

  package func evaluateAsync(_ frame: Frame) async throws -> Value { try evaluate(frame) }

  /// The values for all rows of a batch at once, in the order in which they stand there. Nil where it would take
  /// longer, or is an error for one of the rows: then each row is evaluated, which is always right.
  func vector(_ batch: Batch, _ frame: Frame) -> Vector? { nil }

  /// The node as part of another expression, where variables of a block stand for expressions there. Nil where it
  /// cannot be: then the block gets a frame of its own.
  func inlined(_ variables: Inlining) -> Node? { nil }

  /// The node where its value is handed on and looked at by nobody before the writes in it are answered.
  func handingOnAnswers() -> Node { self }

  /// Evaluates in the way that the node needs.
  package final func value(_ frame: Frame) async throws -> Value {
    isAsync ? try await evaluateAsync(frame) : try evaluate(frame)
  }
}

package final class ConstantNode: Node, @unchecked Sendable {
  package let constant: Value
  init(_ constant: Value, _ range: SourceRange) {
    self.constant = constant
    super.init(range)
  }
  package override func evaluate(_ frame: Frame) throws -> Value { constant }
  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? { .same(constant) }
  override func inlined(_ variables: Inlining) -> Node? { self }
}

/// `it`
final class ItemNode: Node, @unchecked Sendable {
  override func evaluate(_ frame: Frame) throws -> Value { frame.item }
  // Whole rows of other sources are decoded only where they must be.
  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    batch.source is ValueRows ? .each(batch.values) : nil
  }
  override func inlined(_ variables: Inlining) -> Node? { self }
}

/// A field of the item, possibly through embedded records.
final class FieldNode: Node, @unchecked Sendable {
  let path: FieldPath
  /// What is known of the field, where it is known at all.
  let field: RecordType.Field?
  private let parent: FieldPath?
  private let slot: Int
  private let parentSlot: Int

  init(_ path: FieldPath, _ field: RecordType.Field?, slot: Int, parentSlot: Int, _ range: SourceRange) {
    self.path = path
    self.field = field
    self.parent = path.names.count > 1 ? FieldPath(Array(path.names.dropLast())) : nil
    self.slot = slot
    self.parentSlot = parentSlot
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let value = frame.field(path, slot: slot)
    if let parent, value.isNull, frame.field(parent, slot: parentSlot).isNull {
      throw Diagnostic(
        "E0301", "`\(parent)` is null in this row, so it has no `\(path.names.last ?? "")`", at: range, "null here",
        help: ["write  \(parent)?.\(path.names.last ?? "")  to get null instead"], exit: .failed)
    }
    return value
  }

  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    let column = Vector.column(batch.source.column(path).values, selection: batch.selection)
    guard let parent else { return column }
    var parents: Vector?
    for index in 0..<batch.count where column[index].isNull {
      let known = parents ?? .column(batch.source.column(parent).values, selection: batch.selection)
      parents = known
      if known[index].isNull { return nil }
    }
    return column
  }

  override func inlined(_ variables: Inlining) -> Node? { self }
}

/// `$name`
final class VariableNode: Node, @unchecked Sendable {
  private let slot: Int
  init(slot: Int, _ range: SourceRange) {
    self.slot = slot
    super.init(range, isAsync: true)
  }
  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    guard slot < frame.variables.count else { return .null }
    if case .opaque(let value) = frame.variables[slot], let binding = value as? LazyBinding {
      return try await binding.value()
    }
    return frame.variables[slot]
  }
}

/// `$name` that is known to be a plain value.
final class PlainVariableNode: Node, @unchecked Sendable {
  private let slot: Int
  init(slot: Int, _ range: SourceRange) {
    self.slot = slot
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    slot < frame.variables.count ? frame.variables[slot] : .null
  }
  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    slot < frame.variables.count ? .same(frame.variables[slot]) : nil
  }
  override func inlined(_ variables: Inlining) -> Node? {
    slot < variables.first ? self : variables.nodes.dropFirst(slot - variables.first).first
  }
}

/// A node that needs the values of all its operands: calls, lists, records, texts with values in them.
final class StrictNode: Node, @unchecked Sendable {
  private let operands: [Node]
  private let apply: @Sendable ([Value]) throws -> Value

  init(_ operands: [Node], _ range: SourceRange, _ apply: @escaping @Sendable ([Value]) throws -> Value) {
    self.operands = operands
    self.apply = apply
    super.init(range, isAsync: operands.contains { $0.isAsync })
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    try located(apply(operands.map { try $0.evaluate(frame) }))
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    var values: [Value] = []
    for operand in operands { values.append(try await operand.value(frame)) }
    let all = values
    return try located(apply(all))
  }

  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    var vectors: [Vector] = []
    for operand in operands {
      guard let vector = operand.vector(batch, frame) else { return nil }
      vectors.append(vector)
    }
    if vectors.allSatisfy({ $0.isSame }) { return (try? apply(vectors.map { $0[0] })).map(Vector.same) }
    var out: [Value] = []
    out.reserveCapacity(batch.count)
    var values = [Value](repeating: .null, count: vectors.count)
    for index in 0..<batch.count {
      for place in vectors.indices { values[place] = vectors[place][index] }
      guard let value = try? apply(values) else { return nil }
      out.append(value)
    }
    return .each(out)
  }

  override func inlined(_ variables: Inlining) -> Node? {
    var inlined: [Node] = []
    for operand in operands {
      guard let node = operand.inlined(variables) else { return nil }
      inlined.append(node)
    }
    return StrictNode(inlined, range, apply)
  }

  private func located(_ value: @autoclosure () throws -> Value) throws -> Value {
    do { return try value() } catch { throw Diagnostic.located(error, at: range) }
  }
}

/// An operator with one operand, or a member of a value.
final class UnaryNode: Node, @unchecked Sendable {
  private let operand: Node
  private let apply: @Sendable (Value) throws -> Value

  init(_ operand: Node, _ range: SourceRange, _ apply: @escaping @Sendable (Value) throws -> Value) {
    self.operand = operand
    self.apply = apply
    super.init(range, isAsync: operand.isAsync)
  }

  override func evaluate(_ frame: Frame) throws -> Value { try located(operand.evaluate(frame)) }
  override func evaluateAsync(_ frame: Frame) async throws -> Value { try located(await operand.value(frame)) }

  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    guard let values = operand.vector(batch, frame) else { return nil }
    return try? .each((0..<batch.count).map { try apply(values[$0]) })
  }

  override func inlined(_ variables: Inlining) -> Node? {
    operand.inlined(variables).map { UnaryNode($0, range, apply) }
  }

  private func located(_ value: Value) throws -> Value {
    do { return try apply(value) } catch { throw Diagnostic.located(error, at: range) }
  }
}

/// An operator with two operands: the common case of `StrictNode`, without an array a row.
final class BinaryNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  /// A short cut for two numbers.
  private let kernel: NumberKernel?
  private let apply: @Sendable (Value, Value) throws -> Value

  init(
    _ left: Node, _ right: Node, _ range: SourceRange, kernel: NumberKernel? = nil,
    _ apply: @escaping @Sendable (Value, Value) throws -> Value
  ) {
    self.left = left
    self.right = right
    self.kernel = kernel
    self.apply = apply
    super.init(range, isAsync: left.isAsync || right.isAsync)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    try combine(left.evaluate(frame), right.evaluate(frame), frame)
  }

  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    let a = try await left.value(frame)
    let b = try await right.value(frame)
    return try combine(a, b, frame)
  }

  override func vector(_ batch: Batch, _ frame: Frame) -> Vector? {
    guard let a = left.vector(batch, frame), let b = right.vector(batch, frame) else { return nil }
    var out: [Value] = []
    out.reserveCapacity(batch.count)
    for index in 0..<batch.count {
      let (x, y) = (a[index], b[index])
      if let quick = kernel?.apply(x, y) {
        out.append(quick)
      } else if let value = try? apply(x, y) {
        out.append(value)
      } else {
        return nil
      }
    }
    return .each(out)
  }

  override func inlined(_ variables: Inlining) -> Node? {
    guard let a = left.inlined(variables), let b = right.inlined(variables) else { return nil }
    return BinaryNode(a, b, range, kernel: kernel, apply)
  }

  private func combine(_ a: Value, _ b: Value, _ frame: Frame) throws -> Value {
    do { return try apply(a, b) } catch let fault as ValueFault {
      var diagnostic = fault.diagnostic(at: range)
      if a.isNull || b.isNull {
        diagnostic.primary?.range = a.isNull ? left.range : right.range
        diagnostic.primary?.text = "null here"
        diagnostic.help = ["a default:  … ?? 0", "or leave such rows out first:  | where … != null"]
      }
      throw diagnostic
    }
  }
}

/// A reference compared with a name that was looked up before the first row.
final class NameMatchNode: Node, @unchecked Sendable {
  private let reference: Node
  private let place: Int
  private let isEqual: Bool
  /// What null gives: `!=` is true of it, `in` and `not in` are false.
  private let ofNull: Bool

  init(_ reference: Node, place: Int, isEqual: Bool, ofNull: Bool, _ range: SourceRange) {
    self.reference = reference
    self.place = place
    self.isEqual = isEqual
    self.ofNull = ofNull
    super.init(range, isAsync: reference.isAsync)
  }

  private func match(_ value: Value, _ frame: Frame) -> Value {
    if value.isNull { return .bool(ofNull) }
    guard case .record(let record) = value, let id = record.id else { return .bool(!isEqual) }
    return .bool((frame.resolvedNames[place] == id) == isEqual)
  }

  override func evaluate(_ frame: Frame) throws -> Value { match(try reference.evaluate(frame), frame) }
  override func evaluateAsync(_ frame: Frame) async throws -> Value {
    match(try await reference.evaluateAsync(frame), frame)
  }
}

extension ValueFault {
  func diagnostic(at range: SourceRange) -> Diagnostic {
    Diagnostic("E0302", message, at: range, "here", exit: .failed)
  }
}

extension Diagnostic {
  /// The fault of an operation as a diagnostic at its place; any other error as it is.
  static func located(_ error: any Error, at range: SourceRange) -> any Error {
    switch error {
    case let fault as ValueFault: fault.diagnostic(at: range)
    case let fault as FunctionFault: Diagnostic("E0302", fault.message, at: range, "here", exit: .failed)
    default: error
    }
  }
}
