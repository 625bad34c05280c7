import HvValues

/// Rearranges a checked pipeline so that fewer requests are made and fewer rows are kept, with the same result.
///
/// Conditions move to the source that can apply them, `count` becomes a question for the number, `last` reads from the
/// end, and `sort` before `first` keeps only what will be shown. Stages that do something besides giving rows are not
/// passed by anything.
struct Planner {
  private var stages: [PlannedStage]

  static func optimized(_ stages: [PlannedStage]) -> [PlannedStage] {
    var planner = Planner(stages: stages)
    planner.pushConditions()
    planner.limitSorts()
    planner.countAtSource()
    planner.readFromEnd()
    return planner.stages
  }

  /// Gives conditions to the sources, and drops a `where` with nothing left to do.
  private mutating func pushConditions() {
    for i in stages.indices {
      guard case .filter(let conjuncts, let rebuilt) = stages[i].role, !stages[i].hasEffects else { continue }
      let isOrderFree = isOrderFree(after: i)
      let left = conjuncts.filter { conjunct in
        guard let predicate = conjunct.predicate else { return true }
        return !Self.push(predicate, into: &stages, before: i, isOrderFree: isOrderFree)
      }
      if left.count < conjuncts.count { stages[i] = rebuilt(left) }
    }
    stages.removeAll { if case .filter(let conjuncts, _) = $0.role { conjuncts.isEmpty } else { false } }
  }

  /// Whether what follows a stage makes one figure of the rows, so that their order is of no account.
  private func isOrderFree(after i: Int) -> Bool {
    for stage in stages[(i + 1)...] {
      switch stage.role {
      case .filter, .fields, .reversal, .sort: if stage.hasEffects { return false }
      case .count, .figure: return true
      default: return false
      }
    }
    return false
  }

  /// Moves a condition left until a source takes it.
  ///
  /// - Returns: whether it need not be applied here any more.
  static func push(
    _ predicate: Predicate, into stages: inout [PlannedStage], before end: Int, isOrderFree: Bool
  ) -> Bool {
    var predicate = predicate
    for i in (0..<end).reversed() {
      if stages[i].hasEffects { return false }
      switch stages[i].role {
      case .filter, .reversal, .sort: continue
      case .fields(let map):
        guard let path = map.source(of: predicate.path) else { return false }
        predicate.path = path
      case .source(let source):
        guard let pushed = source.pushing(predicate, isOrderFree: isOrderFree) else { return false }
        stages[i] = pushed.source.planned()
        return pushed.isExact
      case .nested(let nested):
        guard predicate.variables <= nested.variables else { return false }
        var inner = nested.plan.stages
        let before = inner.count
        let isExact = push(predicate, into: &inner, before: before, isOrderFree: isOrderFree)
        stages[i] = nested.rebuilt(nested.plan.with(inner))
        return isExact
      case .opaque, .first, .last, .count, .figure: return false
      }
    }
    return false
  }

  /// `sort … | first n`: no more than n rows are kept.
  private mutating func limitSorts() {
    for i in stages.indices.dropLast() {
      guard case .sort(let limited) = stages[i].role else { continue }
      for next in stages[(i + 1)...] {
        if case .first(let n) = next.role {
          stages[i] = limited(n)
          break
        }
        guard case .fields = next.role, !next.hasEffects else { break }
      }
    }
  }

  /// `… | count` with nothing left to filter asks the source for the number.
  private mutating func countAtSource() {
    guard let end = stages.indices.first(where: { if case .count = stages[$0].role { true } else { false } }) else {
      return
    }
    for i in (0..<end).reversed() {
      if stages[i].hasEffects { return }
      switch stages[i].role {
      case .fields, .reversal, .sort: continue
      case .source(let source):
        if let counting = source.counting(stages[end]) { stages.replaceSubrange(i...end, with: [counting]) }
        return
      default: return
      }
    }
  }

  /// `… | last n` on a list whose end can be asked for.
  private mutating func readFromEnd() {
    for end in stages.indices {
      guard case .last(let n) = stages[end].role else { continue }
      search: for i in (0..<end).reversed() {
        if stages[i].hasEffects { break }
        switch stages[i].role {
        case .fields: continue
        case .source(let source):
          if let last = source.last(n) { stages[i] = last }
          break search
        default: break search
        }
      }
    }
  }
}
