import HvSyntax
import HvValues

/// `assert $hours <= 24, "a day has 24 hours"`
struct Assert: Command {
  let signature = Signature(
    "assert", "Ends the program where a condition does not hold; of a comparison it shows both sides.",
    [.init("condition", "true or false"), .init("message", "text", required: false)], input: .optional,
    gives: "nothing",
    examples: [.init("let n = (clients | count); assert $n > 0, \"no clients\"; $n", "goes on where it holds")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    let condition = site.value(first)
    let message = site.positional.count > 1 ? site.value(site.positional[1]) : nil
    site.resolver.expectBool(Typed(condition.node, condition.type), "`assert`", first.range)
    // What is compared is told apart, so that one sees why it does not hold.
    var sides: (RowExpression, RowExpression)?
    if case .binary(let op, let left, let right, _) = first.kind,
      [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(op)
    {
      sides = (site.value(left), site.value(right))
    }
    let (range, compared) = (first.range, sides)
    var stage = PlannedStage("assert", at: site.range, Flow(.any, many: true), reads: condition.reads) { _, frame, _ in
      DeferredStage {
        let rows = frame.forRows()
        try await condition.prepare(rows)
        let value = try await condition.node.value(rows)
        if case .bool(true) = value { return [] }
        var help: [String] = []
        if let (left, right) = compared {
          help = ["left:  \(try await left.node.value(rows).text)", "right: \(try await right.node.value(rows).text)"]
        }
        let said = try await message?.node.value(rows).text
        throw Diagnostic(
          "E0309", said ?? "this does not hold", at: range, value.isNull ? "null" : "false", help: help, exit: .failed)
      }
    }
    stage.isSilent = true
    stage.expressions = [condition] + (message.map { [$0] } ?? [])
    return stage
  }
}
