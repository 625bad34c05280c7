import Testing

@testable import HvSyntax

/// What `<` and `>` mean: LANGUAGE section 3, "Angle brackets".
@Suite("Angle brackets")
struct AngleBracketTests {
  @Test("Every row of the contract's table is read as it says", arguments: contract)
  func contractIsKept(program: String, tree: String) { #expect(dump(program) == tree) }

  @Test("And what follows from the two rules", arguments: consequences)
  func consequencesHold(program: String, tree: String) { #expect(dump(program) == tree) }

  @Test("A > before any value compares, before anything else it ends the block")
  func whatIsAValue() {
    let values = [
      "a", "_x", "größe", "last", "$x", "1", "1.5", "1h30m", "2024-01-15", "2024-01", "2024-01-15T09:00:00Z", "9:00am",
      "\"x\"", "'x'", "true", "false", "null", "it", "not a", "if a then b", "today", "last month", "last 7 days",
      "(a)",
      "[1]", "{a: 1}", "-1", ".a", "< a >", "f(1)",
    ]
    for value in values {
      let tree = parse("each < x > \(value) >")
      #expect(tree.diagnostics.isEmpty && stages(tree) == ["comparison"], "\(value)")
    }
    for other in ["", "| f", "; f", "\nf", "# a\nf", "name: 1", "if: 1", "it: 1", "last: 1"] {
      let tree = parse("each < x > \(other)")
      #expect(tree.diagnostics.isEmpty && stages(tree) == ["call"], "\(other)")
    }
  }

  /// What the stages of the block of `each < … >` are.
  private func stages(_ tree: SyntaxTree) -> [String] {
    guard case .pipeline(let outer)? = tree.statements.first?.kind, case .block(let each)? = outer.stages.first?.kind,
      case .pipeline(let inner)? = each.block.statements.first?.kind
    else { return [] }
    return inner.stages.map { stage in
      switch stage.kind {
      case .call: "call"
      case .expression(let expression):
        if case .binary(.greater, _, _, _) = expression.kind { "comparison" } else { "other" }
      default: "other"
      }
    }
  }

  static let contract: [(program: String, tree: String)] = [
    ("each < tasks >", "(| (each - <(| (call tasks [] []))> ))"),
    ("each<tasks>|first 3", "(| (each - <(| (call tasks [] []))> ) (call first [3] []))"),
    ("each < where hours > 2 >", "(| (each - <(| (call where [(> hours 2)] []))> ))"),
    ("each < hours > -2 >", "(| (each - <(| (stage (> hours (- 2))))> ))"),
    (
      "each < time_entries | where hours > 2 and hours < 5 > | count",
      "(| (each - <(| (call time_entries [] []) (call where [(and (> hours 2) (< hours 5))] []))> ) (call count [] []))"
    ),
    (
      "each < tasks | each < task.name >>",
      "(| (each - <(| (call tasks [] []) (each - <(| (stage (. task name)))> ))> ))"
    ),
    (
      "each < tasks | each < task.name > >",
      "(| (each - <(| (call tasks [] []) (each - <(| (stage (. task name)))> ))> ))"
    ),
    ("each < where a >= 2 >", "(| (each - <(| (call where [(>= a 2)] []))> ))"),
    ("each < where a >=2>", "(| (each - <(| (call where [(>= a 2)] []))> ))"),
    ("each<a>b>", "(| (each - <(| (stage (> a b)))> ))"),
    ("each < a>b >", "(| (each - <(| (stage (> a b)))> ))"),
    ("each < tasks > parallel: 4", "(| (each - <(| (call tasks [] []))> (named parallel 4)))"),
    ("each < where hours > 2 > parallel: 4", "(| (each - <(| (call where [(> hours 2)] []))> (named parallel 4)))"),
    (
      "each <\n  tasks\n  | where hours > 2\n>\nclients",
      "(| (each - <(| (call tasks [] []) (call where [(> hours 2)] []))> ))\n(| (call clients [] []))"
    ),
    ("each < tasks > # note\nclients", "(| (each - <(| (call tasks [] []))> ))\n(| (call clients [] []))"),
    ("each < where (hours > 2) >", "(| (each - <(| (call where [(() (| (stage (> hours 2))))] []))> ))"),
    ("[1 > 2, 3]", "(| (stage ([] (> 1 2) 3)))"),
    (#""{hours > 2}""#, #"(| (stage double""( (> hours 2))""))"#),
    (
      "if hours > 8 then < it > else < tasks >",
      "(| (stage (if (> hours 8) <(| (stage it))> <(| (call tasks [] []))>)))"
    ),
    ("[< a >, < b >]", "(| (stage ([] <(| (call a [] []))> <(| (call b [] []))>)))"),
    ("(hours < 3) or billable", "(| (stage (or (() (| (stage (< hours 3)))) billable)))"),
    ("each < hours < 3 >", "(| (each - <(| (stage (< hours 3)))> ))"),
    ("each < where hours >", "(| (each - <(| (call where [hours] []))> ))"),
  ]

  static let consequences: [(program: String, tree: String)] = [
    ("each < a > b >", "(| (each - <(| (stage (> a b)))> ))"),
    ("each < a > | each < b >", "(| (each - <(| (call a [] []))> ) (each - <(| (call b [] []))> ))"),
    ("each < a >; each < b >", "(| (each - <(| (call a [] []))> ))\n(| (each - <(| (call b [] []))> ))"),
    ("each < a > if: 3", "(| (each - <(| (call a [] []))> (named if 3)))"),
    ("each < a > if b then c else d >", "(| (each - <(| (stage (> a (if b c d))))> ))"),
    ("each < a > $x >", "(| (each - <(| (stage (> a $x)))> ))"),
    (#"each < a > "x" >"#, #"(| (each - <(| (stage (> a double"x")))> ))"#),
    ("each < a > 2024-01-15 >", "(| (each - <(| (stage (> a (date 2024 1 15))))> ))"),
    ("each < a > today >", "(| (each - <(| (stage (> a (calendar today))))> ))"),
    ("each < a > it >", "(| (each - <(| (stage (> a it)))> ))"),
    ("each < a > true and null > b >", "(| (each - <(| (stage (and (> a true) (> null b))))> ))"),
    ("each < a > not b >", "(| (each - <(| (stage (> a (not b))))> ))"),
    ("each < a > [1] >", "(| (each - <(| (stage (> a ([] 1))))> ))"),
    ("each < a > {k: 1} >", #"(| (each - <(| (stage (> a ({} "k"(: 1)))))> ))"#),
    ("each < a > .b >", "(| (each - <(| (stage (> a (field b))))> ))"),
    ("each < a > (b) >", "(| (each - <(| (stage (> a (() (| (call b [] []))))))> ))"),
    ("each < a > < b > >", "(| (each - <(| (stage (> a <(| (call b [] []))>)))> ))"),
    ("each < f a > by: 1", "(| (each - <(| (call f [a] []))> (named by 1)))"),
    ("each <\n  a >\nb", "(| (each - <(| (call a [] []))> ))\n(| (call b [] []))"),
    ("each < a\n> parallel: 2", "(| (each - <(| (call a [] []))> (named parallel 2)))"),
    ("(a\n> b)", "(| (stage (() (| (stage (> a b))))))"),
    ("each < (a\n> b) >", "(| (each - <(| (stage (() (| (stage (> a b))))))> ))"),
    (
      "each < [a > b] | f {k: a > b} | g(a > b) | h[a > b] >",
      #"(| (each - <(| (stage ([] (> a b))) (call f [({} "k"(: (> a b)))] []) (stage (apply g (> a b))) "#
        + #"(stage (index h (> a b))))> ))"#
    ),
    (#"each < "{a > b}" >"#, #"(| (each - <(| (stage double""( (> a b))""))> ))"#),
    ("tap < any < hours > 3 > >", "(| (tap - <(| (any - <(| (stage (> hours 3)))> ))> ))"),
    ("each as p < $p.hours > 2 >", "(| (each p <(| (stage (> (. $p hours) 2)))> ))"),
    ("do < a >", "(| (do - <(| (call a [] []))> ))"),
    ("f do < a > wait: 3", "(| (call f [(do <(| (call a [] []))>) (named wait 3)] []))"),
    ("f x: < a > y: 2", "(| (call f [(named x <(| (call a [] []))>) (named y 2)] []))"),
    ("f (a) < (b)", "(| (call f [(< (() (| (call a [] []))) (() (| (call b [] []))))] []))"),
    (
      "where (a) < 3 and (b) > 4",
      "(| (call where [(and (< (() (| (call a [] []))) 3) (> (() (| (call b [] []))) 4))] []))"
    ),
    ("match x with < 1 => a > b; _ => c >", "(| (stage (match x (=> 1 - (> a b)) (=> _ - c))))"),
    ("match x with < 1 if a > 2 => 3 >", "(| (stage (match x (=> 1 (> a 2) 3))))"),
    ("each < match x with < _ => a > >", "(| (each - <(| (stage (match x (=> _ - a))))> ))"),
    ("try < a > catch e < b >", "(| (stage (try <(| (call a [] []))> e <(| (call b [] []))>)))"),
    ("try < a > catch < b >", "(| (stage (try <(| (call a [] []))> - <(| (call b [] []))>)))"),
    ("let f = < a >", "(let f (| (stage <(| (call a [] []))>)))"),
    ("def f() < a > ", "(def f [] <(| (call a [] []))>)"),
    (#"test "x" < a > "#, #"(test double"x" <(| (call a [] []))>)"#),
    (#"report "x" <\#n  a\#n>"#, #"(report double"x" <(| (call a [] []))>)"#),
    ("a < b", "(| (stage (< a b)))"),
    ("a <\nb", "(| (stage (< a b)))"),
  ]
}
