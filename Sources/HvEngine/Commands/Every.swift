import HvSyntax
import HvValues

/// `every 10`
struct Every: Command {
  let signature = Signature(
    "every", "Emits the first item and then each that many further: a sample.",
    [.init("count", "number", "from 1 on")], gives: "many",
    examples: [.init("range 1, 10 | every 4", "1, 5 and 9")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let count = site.count(or: 1) else { return nil }
    let range = site.range
    var stage = PlannedStage("every", at: site.range, Flow(input.item, many: true), passesRows: true) {
      upstream, frame, _ in
      var step: Int?
      var seen = 0
      return ClosureStage { demand in
        let each: Int
        if let step { each = step } else { each = try await count.value(frame) }
        guard each >= 1 else {
          throw Diagnostic("E0302", "`every` needs a count from 1 on", at: range, "here", exit: .failed)
        }
        step = each
        while let batch = try await upstream?.next(demand == .max ? .max : Demand.onePage) {
          try Task.checkCancellation()
          let values = (0..<batch.count).filter { (seen + $0) % each == 0 }.map { batch.value($0) }
          seen += batch.count
          if !values.isEmpty { return Batch(values) }
        }
        return nil
      }
    }
    stage.expressions = []
    return stage
  }
}
