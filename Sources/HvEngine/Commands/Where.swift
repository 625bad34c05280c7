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
    return PlannedStage("where", at: site.range, Flow(input.item, many: true), reads: condition.reads, passesRows: true)
    {
      upstream, frame, _ in
      FilterStage(upstream ?? BatchStage([Batch]()), condition, frame)
    }
  }
}

/// Hands on the rows for which a condition holds.
final class FilterStage: Stage {
  private let upstream: any Stage
  private let condition: RowExpression
  private let frame: Frame
  private let rows: RowCounter
  private var isPrepared = false

  init(_ upstream: any Stage, _ condition: RowExpression, _ frame: Frame) {
    self.condition = condition
    self.frame = frame.forRows()
    self.rows = RowCounter(frame)
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isPrepared {
      try await condition.prepare(frame)
      isPrepared = true
    }
    // How many rows it takes to find `demand` that fit cannot be told.
    while let batch = try await upstream.next(demand == .max ? .max : Demand.onePage) {
      try Task.checkCancellation()
      if let kept = try await rows.select(condition, in: batch, frame) { return kept }
    }
    return nil
  }
}
