import HvSyntax
import HvValues

/// `where condition`
struct Where: Command {
  let signature = Signature(
    "where", "Keeps the items for which a condition is true; null counts as false.",
    [.init("condition", "true or false")], gives: "as many as fit",
    examples: [
      .init("projects | where active", "the projects that are not archived"),
      .init("time_entries this month | where hours > 5 and billable", "long billable entries"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let e = site.positional.first, let input = site.input else { return nil }
    let condition = site.row(e)
    site.resolver.expectBool(Typed(condition.node, condition.type), "`where`", e.range)
    return Self.planned(site.resolver.conjuncts(e, scope: site.rowScope), Flow(input.item, many: true), site.range)
  }

  private static func planned(_ conjuncts: [Conjunct], _ flow: Flow, _ range: SourceRange) -> PlannedStage {
    let conditions = conjuncts.map(\.expression)
    let reads = conditions.reduce(FieldUse.none) { $0.union($1.reads) }
    var stage = PlannedStage("where", at: range, flow, reads: reads, passesRows: true) { upstream, frame, _ in
      FilterStage(upstream ?? BatchStage([Batch]()), conditions, frame)
    }
    stage.role = .filter(conjuncts) { planned($0, flow, range) }
    stage.expressions = conditions
    return stage
  }
}

/// Hands on the rows for which conditions hold.
final class FilterStage: Stage {
  /// The rows asked for first when only a few that fit are wanted: most of the time that is enough, and if not, the
  /// next pages are larger.
  static let firstGuess = 100

  private let upstream: any Stage
  private let conditions: [RowExpression]
  private let frame: Frame
  private let rows: RowCounter
  private var isPrepared = false
  private var hasAsked = false

  init(_ upstream: any Stage, _ conditions: [RowExpression], _ frame: Frame) {
    self.conditions = conditions
    self.frame = frame.forRows()
    self.rows = RowCounter(frame)
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isPrepared {
      for condition in conditions { try await condition.prepare(frame) }
      isPrepared = true
    }
    while let batch = try await upstream.next(guess(for: demand)) {
      try Task.checkCancellation()
      if let kept = try await rows.select(conditions, in: batch, frame) { return kept }
    }
    return nil
  }

  /// How many rows it takes to find `demand` that fit cannot be told: few at first, then whole pages.
  private func guess(for demand: Int) -> Int {
    defer { hasAsked = true }
    if demand == .max { return .max }
    return hasAsked || demand > Self.firstGuess ? Demand.onePage : Self.firstGuess
  }
}
