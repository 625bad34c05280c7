import HvSyntax

/// The tree of a program.
func parse(_ text: String) -> SyntaxTree { Parser.parse(SourceText(name: "test.hv", text)) }

/// The statements of a program as `TreeDump` writes them; its first error where it has one.
func dump(_ text: String) -> String {
  let tree = parse(text)
  if let error = tree.diagnostics.first { return "\(error.code) \(error.message)" }
  return String(TreeDump.of(tree.statements).dropLast())
}

/// The expression that a program of one stage is.
func expression(_ text: String) -> Expression.Kind? {
  let tree = parse(text)
  guard tree.diagnostics.isEmpty, case .pipeline(let pipeline)? = tree.statements.first?.kind,
    pipeline.stages.count == 1,
    case .expression(let expression)? = pipeline.stages.first?.kind
  else { return nil }
  return expression.kind
}
