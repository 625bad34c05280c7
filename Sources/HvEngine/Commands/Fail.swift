import HvSyntax
import HvValues

/// `error "no entries"`
struct Fail: Command {
  let signature = Signature(
    "error", "Ends the program with a message and status 1; `try … catch` sees it.",
    [.init("message", "text")], input: .optional, gives: "nothing",
    examples: [.init("try < error \"no entries\" > catch e < $e.message >", "what was said")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    let message = site.value(first)
    let range = site.range
    var stage = PlannedStage("error", at: site.range, Flow(.any, many: false), reads: message.reads) { _, frame, _ in
      DeferredStage {
        let rows = frame.forRows()
        try await message.prepare(rows)
        throw Diagnostic("E0308", try await message.node.value(rows).text, at: range, "raised here", exit: .failed)
      }
    }
    stage.hasEffects = true
    stage.expressions = [message]
    return stage
  }
}
