@testable import HvSyntax

/// One random program: its tree, a text for it, and what is wrong with how that text is read or formatted.
struct RandomProgram {
  let statements: [Statement]
  let text: String

  init(seed: UInt64) {
    var generator = ProgramGenerator(seed: seed)
    statements = generator.program()
    text = ProgramPrinter.print(statements, seed: seed)
  }

  /// How the tree that is read differs from the one that was written; nil where it does not.
  func misreading() -> String? {
    let tree = Parser.parse(SourceText(name: "random.hv", text))
    if !tree.diagnostics.isEmpty {
      return report(
        "has an error",
        DiagnosticRenderer(style: .plain, color: false, width: 120).render(tree.diagnostics, in: SourceMap(tree.source))
      )
    }
    let (written, read) = (TreeDump.of(statements), TreeDump.of(tree.statements))
    return written == read ? nil : report("is read as another", "written \(written)read    \(read)")
  }

  /// How formatting changes what the program says, or is not stable; nil where it is right.
  func misformatting() -> String? {
    let tree = Parser.parse(SourceText(name: "random.hv", text))
    let formatted = Formatter.format(tree)
    let again = Parser.parse(SourceText(name: "formatted.hv", formatted))
    if let diagnostic = again.diagnostics.first {
      return report("has an error when formatted", "\(diagnostic.code) \(diagnostic.message)\n\(formatted)")
    }
    let (before, after) = (TreeDump.of(tree.statements), TreeDump.of(again.statements))
    if before != after {
      return report("says something else when formatted", "\(formatted)\nbefore \(before)after  \(after)")
    }
    let twice = Formatter.format(again)
    return twice == formatted ? nil : report("is not stable", "once:\n\(formatted)\ntwice:\n\(twice)")
  }

  private func report(_ what: String, _ details: String) -> String { "this program \(what):\n\(text)\n\(details)" }
}
