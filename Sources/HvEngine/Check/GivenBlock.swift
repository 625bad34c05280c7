import HvSyntax
import HvValues

/// A block that a variable holds, and what its words mean at the place where it is written.
///
/// It is checked where it is run, against what flows in there, as the body of a definition is. So nothing is hidden in
/// it: its types, its reads and its writes are those of the stage that runs it.
final class GivenBlock: Sendable {
  let block: Block
  let scope: Scope
  /// The calls that lead to where it is written, not to where it is run.
  let calls: [ObjectIdentifier]

  init(_ block: Block, scope: Scope, calls: [ObjectIdentifier]) {
    self.block = block
    self.scope = scope
    self.calls = calls
  }
}

extension Resolver {
  /// The block that an expression is, if it is written there or held by a variable, and the expression for its value.
  func givenBlock(_ e: Expression, _ scope: Scope) -> (block: GivenBlock, value: RowExpression)? {
    switch e.kind {
    case .block(let block):
      let value = RowExpression(
        node: BlockNode(e.range), type: .block, reads: .none, range: e.range, lookups: [], variables: scope.count)
      return (GivenBlock(block, scope: scope, calls: calls), value)
    case .variable(let name):
      guard let block = scope.variables[name]?.block else { return nil }
      return (block, rowExpression(e, scope: scope))
    default: return nil
    }
  }

  /// `do $name`: runs the block that a variable holds once on the whole input.
  func runStage(_ name: Name, _ range: SourceRange, _ scope: Scope, _ input: Flow?) -> PlannedStage? {
    let type = rowExpression(Expression(kind: .variable(name.text), range: name.range), scope: scope).type
    guard let variable = scope.variables[name.text] else { return nil }
    guard let given = variable.block else {
      if type.isAny {
        isGuessing = true
        return Self.unknownRun(name, range, input)
      }
      let isBlock = if case .block = type { true } else { false }
      error(
        "E0206",
        isBlock
          ? "which block `$\(name.text)` holds is not known before it runs"
          : "`do` runs a block, this is \(type.phrase)",
        at: name.range, type.name, help: ["a block is given to a parameter, or bound:  let \(name.text) = < … >"])
      return nil
    }
    var written = given.scope
    written.isRepeated = written.isRepeated || scope.isRepeated
    guard let plan = called(given.calls, { blockPlan(given.block, scope: written, input: input) }) else { return nil }
    var stage = Self.run(plan, variable.slot, range, takesOne: input?.many == false)
    if input?.many != true {
      // The variables that it sees are those of the place where it is written.
      let inlining = input == nil ? nil : Inlining([], from: 0)
      stage.rowMap = plan.rowMap?.with {
        inlining.flatMap($0.inlined) ?? RunNode(slot: variable.slot, $0, isFed: input != nil, range)
      }
    }
    return stage
  }

  private static func run(_ plan: Plan, _ slot: Int, _ range: SourceRange, takesOne: Bool) -> PlannedStage {
    var stage = PlannedStage("do", at: range, plan.flow, reads: plan.reads) { upstream, frame, needed in
      FedStage(upstream, takesOne: takesOne) { input, item in
        guard case .opaque(let value) = frame.variables[slot], let held = value as? BlockValue else {
          return BatchStage([Batch]())
        }
        return try plan.needing(needed).start(input, frame.calling(held.variables, item: item ?? held.item))
      }
    }
    stage.inner = [.init(.plan(plan))]
    // Its frame begins with the variables around the block.
    stage.role = .nested(
      .init(plan: plan, variables: 0) { run($0, slot, range, takesOne: takesOne) })
    return plan.marking(stage)
  }

  private static func unknownRun(_ name: Name, _ range: SourceRange, _ input: Flow?) -> PlannedStage {
    PlannedStage("do", at: range, Flow(.any, many: input?.many ?? true), reads: .everything) { _, _, _ in
      throw Diagnostic(
        "E0302", "`do` runs a block that a parameter or a `let` holds; what `$\(name.text)` holds is not known before",
        at: name.range, "here", exit: .failed)
    }
  }
}
