import HvSyntax

// A list at the head of a pipeline gives its elements. What is not known to be a list does so where the stages after it
// work on rows.

extension Resolver {
  /// The stages work on the rows of a list, not on a list as one item.
  ///
  /// - Parameter depth: how many blocks and definitions may still be looked into.
  static func readRows(_ stages: ArraySlice<HvSyntax.Stage>, _ scope: Scope, depth: Int = 8) -> Bool {
    guard let stage = stages.first, depth > 0 else { return false }
    func inside(_ block: Block) -> Bool {
      guard case .pipeline(let pipeline)? = block.statements.last?.kind else { return false }
      return readRows(pipeline.stages[...], scope, depth: depth - 1)
    }
    switch stage.kind {
    case .block(let block):
      return switch block.word {
      case .each, .any, .all, .fold: true
      case .tap: readRows(stages.dropFirst(), scope, depth: depth)
      case .do: inside(block.block)
      }
    case .run(let name): return scope.variables[name.text]?.block.map { inside($0.block) } ?? false
    case .call(let call):
      if let definition = scope.definitions[call.word.text] { return inside(definition.body) }
      return [
        "append", "avg", "count", "enumerate", "every", "fill", "first", "flatten", "group", "join", "last", "max",
        "median", "min", "pivot", "reverse", "rollup", "skip", "sort", "sum", "summarize", "unique", "where", "zip",
      ].contains(call.word.text)
    case .expression, .error: return false
    }
  }
}
