import Testing

@testable import HvSyntax

@Suite("Going on after an error")
struct RecoveryTests {
  @Test("Reading goes on at the next stage, statement or closing bracket", arguments: cases)
  func recovery(program: String, codes: [String], tree: String) {
    let read = parse(program)
    #expect(read.diagnostics.map(\.code) == codes)
    #expect(String(TreeDump.of(read.statements).dropLast()) == tree)
  }

  static let cases: [(program: String, codes: [String], tree: String)] = [
    ("a = b | c", ["E0121"], "(| error-stage (call c [] []))"),
    ("a = b\nc", ["E0121"], "(| error-stage)\n(| (call c [] []))"),
    ("a = b; c", ["E0121"], "(| error-stage)\n(| (call c [] []))"),
    ("each < a = b > | c", ["E0121"], "(| (each - <(| error-stage)> ) (call c [] []))"),
    ("each < a = b | c >", ["E0121"], "(| (each - <(| error-stage (call c [] []))> ))"),
    (
      "each <\n  a = b\n  c\n>\nd", ["E0121"],
      "(| (each - <(| error-stage) (| (call c [] []))> ))\n(| (call d [] []))"
    ),
    ("(a = b) | c", ["E0121"], "(| (stage (() (| error-stage))) (call c [] []))"),
    ("f (a = b | c) d", ["E0121"], "(| (call f [(() (| error-stage (call c [] []))) d] []))"),
    // Brackets that were open are left where they are closed.
    ("f [1 2, (3 | 4)] | c", ["E0121"], "(| error-stage (call c [] []))"),
    ("f {a: (b c = 2), d: [| ]} | c", ["E0121"], "(| error-stage (call c [] []))"),
    ("\"{a b | }\" | c", ["E0121"], "(| error-stage (call c [] []))"),
    ("f(a\nb\n) | c", ["E0121"], "(| error-stage (call c [] []))"),
    // Where they are never closed, the next line is a new start.
    ("f(a b\nc", ["E0112"], "(| error-stage)\n(| (call c [] []))"),
    ("f [1 2\nlet x = 3", ["E0112"], "(| error-stage)\n(let x (| (stage 3)))"),
    // Statements and arms.
    ("let = 5 | a\nb", ["E0126"], "error-statement\n(| (call b [] []))"),
    ("def f < a | b >\nc", ["E0127"], "error-statement\n(| (call c [] []))"),
    ("match x with < 1 2 => 3; 4 => 5 > | c", ["E0127"], "(| (stage (match x (=> 4 - 5))) (call c [] []))"),
    ("match x with <\n  a + 1 => 2\n  3 => 4\n>\nc", ["E0128"], "(| (stage (match x (=> 3 - 4))))\n(| (call c [] []))"),
    // What is only missing is left out.
    ("where a == | c", ["E0120"], "(| (call where [(== a error-expression)] []) (call c [] []))"),
    (
      "each < where hours > 2 and > | c", ["E0120"],
      "(| (each - <(| (call where [(and (> hours 2) error-expression)] []))> ) (call c [] []))"
    ),
    ("a | | c", ["E0119"], "(| (call a [] []) error-stage (call c [] []))"),
    (
      "(a | each < b) | c", ["E0113"],
      "(| (stage (() (| (call a [] []) (each - <(| (call b [] []))> )))) "
        + "(call c [] []))"
    ),
    // A literal that is written wrongly is a value.
    (
      "where a == 2024-1-5 and b | c", ["E0105"],
      "(| (call where [(and (== a error-expression) b)] []) (call c [] []))"
    ),
    // One error a stage, several in a text.
    ("f ] ) } = then", ["E0114"], "(| error-stage)"),
    ("f ] | g ) | h }", ["E0114", "E0114", "E0114"], "(| error-stage error-stage error-stage)"),
    (
      "each < a ] | b ) > | c }", ["E0114", "E0114", "E0114"],
      "(| (each - <(| error-stage error-stage)> ) error-stage)"
    ),
  ]

  @Test("Five errors are told, in the order of the text")
  func mostErrors() {
    let tree = parse((1...9).map { "f ] # \($0)" }.joined(separator: "\n"))
    #expect(tree.diagnostics.count == 5)
    #expect(tree.diagnostics.compactMap { $0.primary?.range.start } == [2, 10, 18, 26, 34])
    let mixed = parse("@\n)\n2024-1-5\n]\n'x\n}")
    #expect(mixed.diagnostics.map(\.code) == ["E0103", "E0114", "E0105", "E0114", "E0109"])
  }

  @Test("Inside a block every > on the line of an error is explained")
  func greaterIsExplained() {
    let tree = parse("each < a > 1 | f (b > 2) | each < c > | d = 3 > | e >")
    #expect(
      tree.diagnostics.first?.secondary.map(\.text) == [
        "this `>` was read as *greater than* because `1` follows it", "this `>` compares: it stands inside `(`",
        "this `>` closes the block: no value follows it", "this `>` closes the block: no value follows it",
        "this `>` compares: no block is open",
      ])
    let lines = parse("each <\n  a > 1\n  b = 2 # >\n> x: 3\n")
    #expect(lines.diagnostics.first?.secondary.map(\.text) == [])
  }
}
