/// Writes a program in its canonical form.
///
/// Tokens and comments stay what they are and in their order; only blanks, line breaks and `;` between statements
/// change, so the result reads as the same tree. Three steps, each in its file: `FormatAtom` cuts the text, the tree
/// says what each piece is (`FormatPlan`), and `FormatLayout` sets it in lines.
///
/// - `< x >`, `a: b`, `a + b`, `-a`, `a..b`, `f(x)`, `[x, y]`, `{k: v}`.
/// - A block over several lines has a statement a line, indented by two, and its `>` first on its line.
/// - A pipeline whose stages were on several lines, or whose line is longer than 100 columns, has a stage a line.
/// - A stage that is still too long has an operand of `and` and `or` a line, an `else` a line, and what commas, `+` and
///   `??` separate in lines that are filled; from the outside in, and no more than it takes.
/// - Other line breaks inside brackets and after operators and commas stay, as do comments, and one blank line of several.
///
/// A comparison needs no parentheses to end a line: the `>` that closes a block of several lines is first on its own,
/// and there it never compares.
package struct Formatter {
  /// The columns that a line should not exceed.
  static let width = 100

  /// The canonical text of a program, ending in a newline; the text unchanged where it has diagnostics.
  ///
  /// Formatting the result again changes nothing.
  /// - Complexity: O(tokens × depth of nesting).
  package static func format(_ tree: SyntaxTree) -> String {
    guard tree.diagnostics.isEmpty else { return tree.source.text(tree.source.range) }
    let atoms = FormatAtom.cut(tree)
    var plan = FormatPlan(tree, atoms)
    while true {
      var layout = FormatLayout(atoms: atoms, plan: plan)
      layout.run()
      if !plan.breakOutermost(in: layout.longLines) { return layout.text }
    }
  }
}
