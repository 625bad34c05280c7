import HvSyntax

/// What holds for the lexer, the parser and the formatter whatever the input: the fuzzer and the tests ask the same.
enum SyntaxProperties {
  /// What does not hold for an input; nil where all is well.
  static func violation(_ bytes: [UInt8]) -> String? {
    let source = SourceText(name: "fuzz.hv", bytes: bytes)
    let tree = Parser.parse(source)
    if let gap = gap(in: tree) { return gap }
    if tree.diagnostics.count > Parser.mostDiagnostics { return "there are \(tree.diagnostics.count) diagnostics" }
    for diagnostic in tree.diagnostics {
      guard let range = diagnostic.primary?.range else { return "\(diagnostic.code) has no place" }
      if range.start < 0 || range.end > bytes.count { return "\(diagnostic.code) is at \(range), outside the text" }
    }
    for style in [DiagnosticRenderer.Style.fancy, .plain, .short, .json] {
      let drawn = DiagnosticRenderer(style: style, color: false, width: 80).render(
        tree.diagnostics, in: SourceMap(source))
      if drawn.unicodeScalars.contains(where: { $0 != "\n" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value)) }) {
        return "a control character is drawn in style \(style)"
      }
    }
    return tree.diagnostics.isEmpty ? instability(of: tree) : nil
  }

  /// Where the tokens do not tile the text.
  private static func gap(in tree: SyntaxTree) -> String? {
    var end = 0
    for token in tree.tokens {
      if token.triviaStart != end || token.start < end || token.end < token.start {
        return "\(token.kind) at \(token.start) does not follow \(end)"
      }
      end = token.end
    }
    if end != tree.source.bytes.count { return "the tokens end at \(end)" }
    return tree.tokens.last?.kind == .end ? nil : "the last token is no end"
  }

  /// How formatting a right program makes it wrong, or does not settle.
  private static func instability(of tree: SyntaxTree) -> String? {
    let once = Formatter.format(tree)
    let again = Parser.parse(SourceText(name: "formatted.hv", once))
    if let diagnostic = again.diagnostics.first { return "formatted, it has the error \(diagnostic.message)\n\(once)" }
    let before = TreeDump.of(tree.statements)
    let after = TreeDump.of(again.statements)
    if before != after { return "formatted, it is another program\n\(once)\n\(before)\n\(after)" }
    let twice = Formatter.format(again)
    return twice == once ? nil : "formatted twice, it changes\n\(once)\n\(twice)"
  }
}
