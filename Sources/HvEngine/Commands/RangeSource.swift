import HvSyntax
import HvValues

/// `range 1, 10`
struct RangeSource: Command {
  let signature = Signature(
    "range", "Counts from one whole number to another, both included; or gives the days of a period.",
    [.init("from", "number or days"), .init("to", "number", required: false)], input: .none, gives: "many",
    examples: [
      .init("range 1, 5 | each < it * it >", "five squares"),
      .init("range this week | first 2", "the days of a period"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    let from = site.value(first)
    let to = site.positional.count > 1 ? site.value(site.positional[1]) : nil
    let item: Type
    switch (from.type, to?.type) {
    case (.number, .number?): item = .number
    case (.range(let inner), nil): item = inner
    case (.any, _): item = .any
    default:
      site.error(
        "E0206", "`range` needs two whole numbers, or a period", at: first.range, from.type.name,
        help: ["range 1, 10", "range last month"])
      return nil
    }
    let range = site.range
    var stage = PlannedStage("range", at: site.range, Flow(item, many: true)) { _, frame, _ in
      let rows = frame.forRows()
      var next: Int64?
      var last: Int64 = 0
      var isDays = false
      return ClosureStage { demand in
        if next == nil {
          let value = try await from.node.value(rows)
          let end = try await to?.node.value(rows)
          func fault() -> Diagnostic {
            Diagnostic(
              "E0302", "`range` needs two whole numbers, or a period with two ends", at: range, "here", exit: .failed)
          }
          switch (value, end) {
          case (.number(let a), .number(let b)?):
            guard let first = a.integer, let final = b.integer else { throw fault() }
            (next, last) = (first, final)
          case (.range(let days), nil):
            switch (days.lower, days.upper) {
            case (.day(let a)?, .day(let b)?):
              (next, last, isDays) = (Int64(a.daysSinceEpoch), Int64(b.daysSinceEpoch), true)
            case (.number(let a)?, .number(let b)?):
              guard let first = a.integer, let final = b.integer else { throw fault() }
              (next, last) = (first, final)
            default: throw fault()
            }
          default: throw fault()
          }
        }
        guard let start = next, start <= last else { return nil }
        try Task.checkCancellation()
        let count = Int64(min(demand, Demand.onePage))
        // At the largest number there is no next one.
        let end = last - start < count ? last : start + count - 1
        next = end == .max ? nil : end + 1
        if end == .max { last = .min }
        return Batch((start...end).map { isDays ? .day(Day(daysSinceEpoch: Int32(clamping: $0))) : .number(Exact($0)) })
      }
    }
    stage.expressions = [from] + (to.map { [$0] } ?? [])
    return stage
  }
}
