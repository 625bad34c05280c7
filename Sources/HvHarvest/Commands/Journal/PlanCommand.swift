import HvEngine
import HvSyntax
import HvValues

/// `… | plan`: what would be written, as a value, instead of writing it.
struct PlanCommand: Command {
  let signature = Signature(
    "plan", "Makes a plan of what the stage before it would write; nothing is sent.",
    input: .required,
    buffering: .holdsAll, gives: "one plan, which  save  keeps and  apply  carries out",
    examples: [
      .init(
        "time_entries last month | where (notes ?? \"\") == \"\" | update notes: \"Work\" | plan | get command",
        "what it is a plan of"),
      .init(
        "clients | first 1 | update name: \"Acme Corp.\" | plan | apply | get name",
        "a plan, carried out at once"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.followsWrite else {
      site.error(
        "E0212", "`plan` stands behind a stage that writes, and this one does not",
        at: site.wordRange, "not here",
        help: ["for example  time_entries today | update notes: \"…\" | plan"])
      return nil
    }
    var stage = PlannedStage("plan", at: site.range, Flow(.any, many: false), buffering: .holdsAll) { upstream, _, _ in
      upstream ?? BatchStage([Batch]())
    }
    stage.takesPlan = true
    return stage
  }
}
