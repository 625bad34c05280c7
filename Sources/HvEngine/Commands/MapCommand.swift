import HvSyntax
import HvValues

/// `map hours * 60`
struct MapCommand: Command {
  let signature = Signature(
    "map", "Emits one value of each item.", [.init("expression", "expression")], gives: "as many as come in",
    examples: [.init("projects | first 2 | map \"{code}: {name}\"", "a text for each")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let first = site.positional.first else { return nil }
    let expression = site.row(first)
    var stage = PlannedStage("map", at: site.range, Flow(expression.type, many: input.many), reads: expression.reads) {
      upstream, frame, _ in
      MapStage(upstream ?? BatchStage([Batch]()), expression, frame)
    }
    stage.expressions = [expression]
    stage.rowMap = RowMap(expression)
    return stage
  }
}
