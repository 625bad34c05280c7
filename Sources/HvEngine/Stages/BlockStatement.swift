import HvSyntax
import HvValues

/// What `let` binds.
enum Binding: Sendable {
  case value(RowExpression)
  case lazy(Plan)

  /// `input` is what the pipeline is fed. What writes runs here and now; anything else runs when it is read.
  func value(_ frame: Frame, input: [Value]? = nil) async throws -> Value {
    switch self {
    case .value(let expression): return try expression.node.evaluate(frame)
    case .lazy(let plan):
      let binding = LazyBinding(plan, frame, input: input)
      if plan.hasEffects { _ = try await binding.value() }
      return .opaque(binding)
    }
  }
}

/// A statement of a block before its last.
enum BlockStatement: Sendable {
  case binding(Binding)
  case effect(Plan)

  /// The statements, then the last pipeline, as one plan.
  ///
  /// Fed one item, every statement gets it. Fed a stream, only pipelines that are run for their effect make it be held.
  static func plan(_ statements: [BlockStatement], last: Plan, isFedOne: Bool, range: SourceRange) -> Plan {
    let hasEffects = statements.contains { statement in
      switch statement {
      case .effect: true
      case .binding(.lazy(let plan)): plan.hasEffects
      case .binding: false
      }
    }
    let holds = isFedOne || hasEffects
    var stage = PlannedStage(
      "block", at: range, last.flow, buffering: holds && !isFedOne ? .holdsAll : .streams,
      reads: holds ? .everything : last.reads
    ) { upstream, frame, needed in
      let lastPlan = last.needing(needed)
      var running: (any Stage)?
      return ClosureStage { demand in
        if running == nil {
          let input = holds ? try await upstream?.drain() : nil
          var current = frame
          for statement in statements {
            switch statement {
            case .binding(let binding):
              current = current.inner(
                [try await binding.value(current, input: isFedOne ? input : nil)], item: current.item)
            case .effect(let plan):
              let stage = try plan.start(input.map { BatchStage($0) }, current.discardingAnswers())
              while try await stage.next(.max) != nil { try Task.checkCancellation() }
            }
          }
          running = try lastPlan.start(holds ? input.map { BatchStage($0) } : upstream, current)
        }
        return try await running?.next(demand)
      }
    }
    stage.isSilent = last.isSilent
    stage.mayBeNothing = last.mayBeNothing
    stage.hasEffects = hasEffects || last.hasEffects
    for statement in statements {
      switch statement {
      case .effect(let plan), .binding(.lazy(let plan)): stage.inner.append(.init(.plan(plan)))
      case .binding: continue
      }
    }
    stage.inner.append(.init(.plan(last)))
    if isFedOne { stage.rowMap = RowMap(statements, last.rowMap, range) }
    return Plan([stage], flow: last.flow, range: range)
  }
}
