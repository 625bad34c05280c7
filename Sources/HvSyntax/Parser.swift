/// Makes a syntax tree of a text. Start reading here.
///
/// HvSyntax turns text into a tree and back. It may not know values, commands or Harvest: a program is parsed,
/// formatted and highlighted without loading anything, and names are resolved by a later check.
///
/// **Conventions.** A `parse…` method stands at the first token of what it reads and leaves the parser at the token
/// after it. One token is looked at (`token`); a few decisions look two or three further, and none goes back, so time
/// is linear. A newline is no token: `token.startsLine` says that there was one, and `here` answers `.semicolon` where
/// it ends a statement, which depends on the innermost open bracket and on what came before (`joinLine`).
///
/// **Errors.** Parsing never fails as a whole. What is merely missing is reported and left out
/// (`Expression.Kind.error`); what cannot be read is reported and `Abandon` thrown up to the stage or statement, which
/// becomes `.error` and skips to where reading can go on (`recover`). Within one stage only the first error is
/// reported.
///
/// **Files**, by class of syntax: `+Statements`, `+Stages`, `+Expressions`, `+Operands`, `+Literals`, `+Strings`,
/// `+Brackets` (also what `<` and `>` mean), and for errors `+Recovery`, `+Messages`, `+Unexpected`, `+Files`.
///
/// **Depth.** Every method that can meet itself again takes the depth by value and `enter`s it. A chain such as `a + b
/// + c` or `a.b.c` nests to the left, so each link makes what was read before it one deeper; `deepest` follows that.
/// Nothing in the tree is therefore nested more than `deepestNesting` deep, whatever the text. The methods are many and
/// small, and the parser is a class, because the frames of an unoptimized build are large otherwise: a thread with one
/// megabyte of stack has to be enough.
package final class Parser {
  /// The depth that a tree may have, counting brackets, operators and members; the same in every build.
  package static let deepestNesting = 128
  /// The most diagnostics that a tree has.
  package static let mostDiagnostics = Lexer.mostProblems
  /// The most `>` that one diagnostic explains.
  static let mostReadings = 8

  let source: SourceText
  let tokens: [Token]
  let lexicalProblems: [Lexer.Problem]

  /// The index of the token that is looked at; the last token is `.end`, and is never passed.
  var index = 0
  /// The index of a token whose line goes on from the one before it.
  var joined = 0
  /// The brackets that are open here, outermost first.
  var brackets: [OpenBracket] = []
  /// How many of each kind are open.
  var openCounts = [Int](repeating: 0, count: BracketKind.allCases.count)
  /// How each `>` was read.
  var readings: [AngleReading] = []
  /// The last `>` comparison and the index of the token after it.
  var lastComparison: (greater: Int, end: Int)?
  /// The depth of the deepest node in the operator or member chain that is being read.
  var deepest = 0
  var problems: [Problem] = []
  /// The brackets that were open when the text ended too early, outermost first.
  var openAtEnd: [OpenBracket]?
  /// The brackets that belong together.
  var pairs: [(open: SourceRange, close: SourceRange)] = []
  /// True when something is wrong before the end of the text, which no further text can mend, reported or not.
  var isBeyondHelp = false
  /// The end of the last token that is not empty.
  let contentEnd: Int
  /// The last `<` that was read as less-than.
  var lastLessThan: Int?
  /// The stage, statement or arm that is being read.
  var unit = Unit(first: 0, problems: 0)
  /// For each opening bracket the token that closes it; made when the first error is met.
  var closers: [Int32]?

  /// Thrown to give up a stage or statement after the reason was reported.
  struct Abandon: Error {}

  /// What is given up as a whole when an error is met.
  struct Unit {
    /// The index of its first token.
    var first: Int
    /// How many problems there were before it.
    var problems: Int
  }

  struct Problem {
    var diagnostic: Diagnostic
    /// True inside a block: then the diagnostic says how each `>` on its line was read.
    var inBlock: Bool
    /// True where the text only ended too early.
    var atEnd: Bool
  }

  private init(_ source: SourceText) {
    self.source = source
    (tokens, lexicalProblems) = Lexer.run(source)
    contentEnd = tokens.last { $0.end > $0.start }?.end ?? source.base
  }

  /// The tree of a text, with at most `mostDiagnostics` diagnostics, in the order of the text.
  /// - Complexity: O(n).
  package static func parse(_ source: SourceText) -> SyntaxTree {
    let parser = Parser(source)
    let statements = parser.parseProgram()
    return SyntaxTree(
      source: source, tokens: parser.tokens, statements: statements, diagnostics: parser.diagnostics(),
      isIncomplete: parser.isIncomplete,
      pairs: parser.pairs,
      unclosed: (parser.openAtEnd ?? parser.openStrings()).reversed().map {
        SyntaxTree.Unclosed(range: parser.tokens[$0.token].range, closer: $0.kind.closer)
      })
  }

  /// The tokens of a text, which tile it; enough to colour it.
  /// - Complexity: O(n).
  package static func tokenize(_ source: SourceText) -> [Token] {
    Lexer.run(source).tokens
  }
}
