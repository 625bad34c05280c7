import HvSyntax
import HvValues

/// `exit`, `exit 3`
struct Exit: Command {
  let signature = Signature(
    "exit", "Ends the program, with status 0 or the one that is given.",
    [.init("status", "number from 0 to 255", required: false)], input: .optional, gives: "nothing", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    let status = site.positional.first.map { site.value($0) }
    if let status, !Type.number.accepts(status.type) {
      site.error("E0206", "`exit` needs a number, this is \(status.type.phrase)", at: status.range, status.type.name)
      return nil
    }
    var stage = PlannedStage("exit", at: site.range, Flow(.any, many: true), reads: .none) { _, frame, _ in
      DeferredStage {
        let value = try await status?.node.value(frame.forRows()) ?? Value(0)
        guard case .number(let number) = value, let code = number.integer, (0...255).contains(code) else {
          throw Diagnostic(
            "E0302", "a status is a number from 0 to 255, this is \(Diagnostic.clipped(value.text))", at: status?.range,
            "here", exit: .failed)
        }
        throw ProgramExit(status: Int32(code))
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    stage.expressions = status.map { [$0] } ?? []
    return stage
  }
}

/// The program wants to end.
package struct ProgramExit: Error {
  package let status: Int32
}
