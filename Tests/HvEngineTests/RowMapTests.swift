import HvSyntax
import Testing

@testable import HvEngine

/// A block that is an expression is not started for each item; one with a command in it is.
@Suite("Blocks that are expressions")
struct RowMapTests {
  @Test(
    "give what they give as blocks",
    arguments: [
      ("each < it * 2 >", "each < [it * 2] | first 1 >"),
      ("each < let x = it * 2; let y = $x + it; [$y, $x] >", "each < [it * 3, it * 2] | first 2 >"),
      ("each as n < $n + it >", "each as n < [$n + it] | first 1 >"),
      ("each < if it > 1 then it >", "where it > 1"),
      ("each < [it, it] >", "each < [it, it] | first 2 >"),
      ("each < it | it + 1 | it * 2 >", "get (it + 1) * 2"),
      ("each < double it >", "get it * 2"),
      ("each < double it + 1 >", "get (it + 1) * 2"),
      ("each < choose it 2 >", "get if it > 2 then it else 2"),
      ("each < {a: it} | [(double a), a] >", "map [it * 2, it]"),
      ("each as n < choose $n 2 >", "get if it > 2 then it else 2"),
      ("each as n < [9] | map $n >", "get it"),
      ("get (double it)", "get it * 2"),
      ("get (plus it y: (double it))", "get it * 3"),
      ("each as n < plus $n y: ($n | double it) >", "get it * 3"),
      ("each < do $add >", "get it + 10"),
      ("each < let own = < it + $ten >; do $own >", "get it + 10"),
      ("each < [7] | do $outer >", "map 5"),
      ("fold as t < $t * 2 + it > from: 0", "fold as t < [$t * 2 + it] | first 1 | get 0 > from: 0"),
      ("fold as t < [...$t, it] > from: []", "map [1, 2, 3] | first 1"),
      ("any < it > 2 >", "any < [it > 2] | first 1 >"),
      ("all as n < $n > 2 >", "all as n < [$n > 2] | first 1 >"),
      ("any < if it > 100 then true >", "any < [it > 100] | first 1 >"),
      ("get if it > 1 then < it * 2 > else < 0 >", "get if it > 1 then it * 2 else 0"),
    ])
  func same(expression: String, block: String) async {
    let before = """
      def double(x: number) < $x * 2 >
      def choose(x: number, y: number) < if $x > $y then $x else $y >
      def plus(x: number, y: number = 1) < $x + $y >
      let ten = 10
      let add = < it + $ten >
      let five = 5
      let outer = < $five >

      """
    let (a, b) = (await evaluate(before + "[1, 2, 3] | " + expression), await evaluate(before + "[1, 2, 3] | " + block))
    #expect(a.diagnostics.isEmpty && b.diagnostics.isEmpty, "\(a.diagnostics) \(b.diagnostics)")
    #expect(a.output == b.output)
    #expect(!a.output.isEmpty)
  }

  @Test("an argument that fails is an error, whether it is used or not")
  func arguments() async {
    let told = await evaluate("def one(x: number) < 1 >; [1, 0] | each < one (1 / it) >").diagnostics
    #expect(told.map(\.code) == ["E0302"])
    #expect(told.map(\.row) == ["row 2: 0"])
  }

  @Test(
    "an error tells the row and the block",
    arguments: [
      "each < a * 2 >", "each as r < $r.a * 2 >", "fold as t < $t + a > from: 0", "all < a * 2 > 0 >",
    ])
  func errors(stage: String) async {
    let told = await evaluate("[{a: 1}, {a: null}] | \(stage)").diagnostics
    #expect(told.map(\.code) == ["E0302"])
    #expect(told.map(\.row) == ["row 2: record"])
    #expect(told.first?.frames.map(\.word) == [String(stage.prefix { $0 != " " })])
  }
}
