import HvSyntax
import HvValues

/// `print "text"`, `… | print`
struct Print: Command {
  let signature = Signature(
    "print", "Writes a line of text for each value given, or for each item, and emits nothing.",
    [.init("value", "value", required: false, variadic: true)], input: .optional, gives: "nothing",
    examples: [.init("print \"hello\"", "a line"), .init("clients | first 2 | print name", "a line an item")])

  func plan(_ site: CallSite) -> PlannedStage? {
    let hasInput = site.input != nil
    let expressions = site.positional.map { site.row($0) }
    var stage: PlannedStage
    if !hasInput {
      guard !expressions.isEmpty else {
        site.error(
          "E0204", "`print` needs something to write", at: site.wordRange, "missing",
          help: ["for example  print \"hello\""])
        return nil
      }
      stage = PlannedStage("print", at: site.range, Flow(.null, many: true)) { _, frame, _ in
        let rows = frame.forRows()
        return DeferredStage {
          var words: [String] = []
          for e in expressions {
            try await e.prepare(rows)
            words.append(try await e.node.value(rows).text)
          }
          try frame.run.print(words.joined(separator: " "))
          return []
        }
      }
    } else {
      let reads = expressions.isEmpty ? FieldUse.everything : expressions.reduce(FieldUse.none) { $0.union($1.reads) }
      stage = PlannedStage("print", at: site.range, Flow(.null, many: true), reads: reads) { upstream, frame, _ in
        let source = upstream ?? BatchStage([Batch]())
        let inner = frame.forRows()
        let rows = RowCounter(frame)
        return ClosureStage { _ in
          for e in expressions { try await e.prepare(inner) }
          while let batch = try await source.next(.max) {
            try Task.checkCancellation()
            let columns =
              expressions.isEmpty
              ? [Column(ContiguousArray(batch.values))] : try await rows.columns(expressions, over: batch, inner)
            for i in 0..<batch.count { try frame.run.print(columns.map { $0.values[i].text }.joined(separator: " ")) }
          }
          return nil
        }
      }
    }
    stage.isSilent = true
    return stage
  }
}
