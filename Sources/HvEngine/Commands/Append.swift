import HvSyntax
import HvValues

/// `append (projects active: false)`
struct Append: Command {
  let signature = Signature(
    "append", "Emits what flows in, and then the rows of another pipeline.",
    [.init("rows", "( pipeline ) or list")], gives: "many",
    examples: [
      .init("clients active: true | append (clients active: false) | count", "all of them"),
      .init("[1, 2] | append [3]", "three numbers"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let first = site.positional.first,
      let other = OtherRows(first, site)
    else { return nil }
    var stage = PlannedStage(
      "append", at: site.range, Flow(input.item.joined(other.item), many: true), reads: .everything
    ) { upstream, frame, _ in
      var second: (any Stage)?
      return ClosureStage { demand in
        if second == nil {
          if let batch = try await upstream?.next(demand) { return batch }
          second = try await other.start(frame)
        }
        return try await second?.next(demand)
      }
    }
    stage.inner = other.inner
    stage.expressions = other.expressions
    return stage
  }
}

/// The rows of an argument: those of a pipeline in parentheses as they are read, or the elements of a list.
struct OtherRows: Sendable {
  private enum Source: Sendable {
    case plan(Plan)
    case value(RowExpression)
  }

  private var source: Source
  let item: Type

  /// Nil after reporting.
  init?(_ e: Expression, _ site: CallSite) {
    if case .pipeline(let pipeline) = e.kind {
      guard let plan = site.resolver.plan(pipeline, scope: site.scope.with(item: nil), input: nil) else { return nil }
      source = .plan(plan)
      item = plan.flow.item
      return
    }
    let value = site.value(e)
    switch value.type {
    case .list(let inner): item = inner
    case .any: item = .any
    default: item = value.type
    }
    source = .value(value)
  }

  /// The same for somebody who reads only these fields of them.
  func needing(_ use: FieldUse) -> OtherRows {
    var other = self
    if case .plan(let plan) = source { other.source = .plan(plan.needing(use)) }
    return other
  }

  var inner: [PlannedStage.Inner] { if case .plan(let plan) = source { [.init(.plan(plan))] } else { [] } }
  var expressions: [RowExpression] { if case .value(let value) = source { [value] } else { [] } }

  func start(_ frame: Frame) async throws -> any Stage {
    switch source {
    case .plan(let plan): return try plan.start(nil, frame.inner(item: frame.item))
    case .value(let expression):
      let rows = frame.forRows()
      try await expression.prepare(rows)
      switch try await expression.node.value(rows) {
      case .list(let list): return BatchStage([list.batch])
      case .null: return BatchStage([Batch]())
      case .opaque(let opaque):
        if let binding = opaque as? LazyBinding { return binding.stage() }
        return BatchStage([.opaque(opaque)])
      case let one: return BatchStage([one])
      }
    }
  }
}
