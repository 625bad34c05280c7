import HvSyntax
import HvValues

/// `zip (range 1, 3)`
struct Zip: Command {
  let signature = Signature(
    "zip", "Puts the items beside those of another pipeline, first with first; it ends with the shorter one.",
    [.init("rows", "( pipeline ) or list")], gives: "many, lists of two",
    examples: [.init("clients | get name | zip (range 1, 2)", "numbered names")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let first = site.positional.first, let other = OtherRows(first, site) else {
      return nil
    }
    var stage = PlannedStage(
      "zip", at: site.range, Flow(.list(input.item.joined(other.item)), many: true), reads: .everything
    ) { upstream, frame, _ in
      var second: (any Stage)?
      var waiting: [Value] = []
      return ClosureStage { demand in
        let stage: any Stage
        if let second { stage = second } else { stage = try await other.start(frame) }
        second = stage
        guard let batch = try await upstream?.next(demand) else { return nil }
        while waiting.count < batch.count, let more = try await stage.next(batch.count - waiting.count) {
          waiting += more.values
        }
        let count = min(batch.count, waiting.count)
        defer { waiting.removeFirst(count) }
        if count == 0 { return nil }
        return Batch((0..<count).map { .list(ValueList([batch.value($0), waiting[$0]])) })
      }
    }
    stage.inner = other.inner
    stage.expressions = other.expressions
    return stage
  }
}
