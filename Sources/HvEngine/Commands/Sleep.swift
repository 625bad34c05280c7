import HvSyntax
import HvValues

/// `sleep 2s`
struct Sleep: Command {
  let signature = Signature(
    "sleep", "Waits for so many seconds, then goes on; what flows in flows out.",
    [.init("seconds", "number or duration")], input: .optional, gives: "what flows in", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    let time = site.value(first)
    let range = site.range
    var stage = PlannedStage(
      "sleep", at: site.range, site.input ?? Flow(.any, many: true), passesRows: site.input != nil
    ) { upstream, frame, _ in
      var hasSlept = false
      return ClosureStage { demand in
        if !hasSlept {
          hasSlept = true
          let seconds: Exact? =
            switch try await time.node.value(frame.forRows()) {
            case .number(let number): number
            case .duration(let span): Exact(span.seconds + Int64(span.days) * 86_400)
            default: nil
            }
          guard let whole = (try? seconds?.multiplied(by: Exact(1_000)).rounded(to: 0, .halfUp))?.integer,
            (0...86_400_000).contains(whole)
          else {
            throw Diagnostic("E0302", "`sleep` needs seconds, at most a day", at: range, "here", exit: .failed)
          }
          try await Task.sleep(for: .milliseconds(whole))
        }
        return try await upstream?.next(demand)
      }
    }
    if site.input == nil { stage.isSilent = true }
    stage.hasEffects = true
    stage.expressions = [time]
    return stage
  }
}
