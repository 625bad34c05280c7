import HvSyntax
import HvValues

/// `median hours`
struct Median: Command {
  let signature = Signature(
    "median", "The value in the middle; of two in the middle the mean. Nulls are left out.",
    [
      .init("expression", "number"),
      .init("partial", "true or false", named: true, "of what can be read, where not all of it can"),
    ], buffering: .holdsAll, gives: "one",
    examples: [.init("time_entries last month | median hours", "one number")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.input != nil, let completeness = site.completeness(), let first = site.positional.first else {
      return nil
    }
    let expression = site.row(first)
    guard expression.type.isNumeric, !expression.type.isMoney else {
      site.error(
        "E0206", "`median` needs numbers, this is \(expression.type.phrase)", at: first.range, expression.type.name,
        help: expression.type.isMoney ? ["summarize median(…)  keeps currencies apart"] : [])
      return nil
    }
    var stage = PlannedStage(
      "median", at: site.range, Flow(expression.type, many: false), buffering: .holdsAll, reads: expression.reads
    ) { upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let rows = frame.forRows()
      let counter = RowCounter(frame)
      return DeferredStage {
        try await expression.prepare(rows)
        var values: [Value] = []
        try await completeness.read(source, frame.run) { batch in
          values += try await counter.evaluate(expression, over: batch, rows).filter { !$0.isNull }
        }
        do { return [try SummaryAccumulator.median(values)] } catch {
          throw Diagnostic.located(error, at: expression.range)
        }
      }
    }
    stage.expressions = [expression]
    return stage
  }
}

extension Type {
  var isMoney: Bool { if case .money = self { true } else { false } }
}
