import Testing

@testable import HvSyntax

@Suite("Stages")
struct StageTests {
  @Test("A stage is a block word, a call or an expression", arguments: cases)
  func threeKinds(program: String, tree: String) { #expect(dump(program) == tree) }

  @Test("A calendar phrase is an expression, the bare word a command")
  func calendar() {
    let phrases = [
      "today", "last month", "last 7 days", "this week", "next 2 quarters", "today - 7d",
      "last month ?? today",
    ]
    for phrase in phrases {
      #expect(expression(phrase) != nil, "\(phrase)")
    }
    for command in ["last", "last 3", "this", "next x", "last month: 3", "last month(x)"] {
      #expect(dump(command).hasPrefix("(| (call "), "\(command)")
    }
  }

  static let cases: [(program: String, tree: String)] = [
    ("projects", "(| (call projects [] []))"),
    ("projects 123", "(| (call projects [123] []))"),
    (#"projects "Website""#, #"(| (call projects [double"Website"] []))"#),
    (
      #"projects active: true, client: "Acme""#,
      #"(| (call projects [(named active true) (named client double"Acme")] []))"#
    ),
    ("first 3", "(| (call first [3] []))"),
    ("sort -hours, name", "(| (call sort [(- hours) name] []))"),
    ("where not active", "(| (call where [(not active)] []))"),
    (#"log 1h30m project: "X""#, #"(| (call log [(duration 1h 30m) (named project double"X")] []))"#),
    ("sum hours by client.name", "(| (call sum [hours] [(key - (. client name))]))"),
    (
      "summarize hours: sum(hours), n: count() by month(spent_date)",
      "(| (call summarize [(named hours (apply sum hours)) (named n (apply count ))] [(key - (apply month "
        + "spent_date))]))"
    ),
    (
      "count by user.name, m: month(spent_date), last",
      "(| (call count [] [(key - (. user name)) (key m (apply month spent_date)) (key - last)]))"
    ),
    (#"clients "Acme" | projects"#, #"(| (call clients [double"Acme"] []) (call projects [] []))"#),
    ("time_entries 2024-01..2024-03", "(| (call time_entries [(.. (month 2024 1) (month 2024 3))] []))"),
    ("time_entries from: 2024-01-15", "(| (call time_entries [(named from (date 2024 1 15))] []))"),
    ("retry 3 do < a >", "(| (call retry [3 (do <(| (call a [] []))>)] []))"),
    ("retry 3 do $body", "(| (call retry [3 (do $body)] []))"),
    ("a | do $body | b", "(| (call a [] []) (do $body) (call b [] []))"),
    (
      "each as p < $p.name > parallel: 4, width: 2",
      "(| (each p <(| (stage (. $p name)))> (named parallel 4) (named width 2)))"
    ),
    ("fold as acc < $acc + it > from: 0", "(| (fold acc <(| (stage (+ $acc it)))> (named from 0)))"),
    (
      #"projects create client: "Acme", name: "X""#,
      #"(| (call projects [create (named client double"Acme") (named name double"X")] []))"#
    ),
    (
      "invoices 9 | payments create amount: 500",
      "(| (call invoices [9] []) (call payments [create (named amount 500)] []))"
    ),
    ("mark sent", "(| (call mark [sent] []))"),
    ("sort hours desc", "(| (call sort [hours desc] []))"),
    ("f a b c", "(| (call f [a b c] []))"),
    ("f a, b c", "(| (call f [a b c] []))"),
    (
      #"f (a) [b] {c: d} .e $g it "s""#,
      #"(| (call f [(() (| (call a [] []))) ([] b) ({} "c"(: d)) (field e) $g it double"s"] []))"#
    ),
    ("f a -b", "(| (call f [a (- b)] []))"),
    ("f a - b", "(| (call f [(- a b)] []))"),
    ("f a-b", "(| (call f [(- a b)] []))"),
    ("f -b", "(| (call f [(- b)] []))"),
    ("f ..5", "(| (call f [(.. - 5)] []))"),
    ("f a ..5", "(| (call f [a (.. - 5)] []))"),
    ("f a.. b", "(| (call f [(.. a b)] []))"),
    ("f do: 1 if: 2 by: 3 in: 4", "(| (call f [(named do 1) (named if 2) (named by 3) (named in 4)] []))"),
    ("count == 0", "(| (stage (== count 0)))"),
    ("hours * rate", "(| (stage (* hours rate)))"),
    ("hours < 3", "(| (stage (< hours 3)))"),
    ("hours - 2", "(| (stage (- hours 2)))"),
    ("hours -2", "(| (call hours [(- 2)] []))"),
    ("hours-2", "(| (stage (- hours 2)))"),
    ("hours in 1..2", "(| (stage (in hours (.. 1 2))))"),
    ("hours not in [1]", "(| (stage (not in hours ([] 1))))"),
    ("a and b", "(| (stage (and a b)))"),
    ("a ?? b", "(| (stage (?? a b)))"),
    ("a..b", "(| (stage (.. a b)))"),
    ("client.name", "(| (stage (. client name)))"),
    ("client?.name", "(| (stage (?. client name)))"),
    ("client .name", "(| (call client [(field name)] []))"),
    ("items[0]", "(| (stage (index items 0)))"),
    ("items [0]", "(| (call items [([] 0)] []))"),
    ("round(hours)", "(| (stage (apply round hours)))"),
    ("round (hours)", "(| (call round [(() (| (call hours [] [])))] []))"),
    ("1 + 1", "(| (stage (+ 1 1)))"),
    ("[1, 2]", "(| (stage ([] 1 2)))"),
    (#""x""#, #"(| (stage double"x"))"#),
    ("$x | count", "(| (stage $x) (call count [] []))"),
    ("(a | b) | c", "(| (stage (() (| (call a [] []) (call b [] [])))) (call c [] []))"),
    ("it | invoices", "(| (stage it) (call invoices [] []))"),
    (".name", "(| (stage (field name)))"),
    ("-hours", "(| (stage (- hours)))"),
    ("not active", "(| (stage (not active)))"),
    ("null", "(| (stage null))"),
    ("last", "(| (call last [] []))"),
    ("last 3", "(| (call last [3] []))"),
    ("last 3 | skip 1", "(| (call last [3] []) (call skip [1] []))"),
    ("this", "(| (call this [] []))"),
    (".today", "(| (stage (field today)))"),
    ("each < it > | do < first 3 >", "(| (each - <(| (stage it))> ) (do - <(| (call first [3] []))> ))"),
    ("any < hours > 3 > | all < hours >", "(| (any - <(| (stage (> hours 3)))> ) (all - <(| (call hours [] []))> ))"),
    ("tap < print it >", "(| (tap - <(| (call print [it] []))> ))"),
    (
      "where spent_date in 2024-01-01.. billable: true",
      "(| (call where [(in spent_date (.. (date 2024 1 1) -)) (named billable true)] []))"
    ),
    ("f -1 -2", "(| (call f [(- 1) (- 2)] []))"),
    ("f 1 - 1", "(| (call f [(- 1 1)] []))"),
    ("f not a", "(| (call f [(not a)] []))"),
    ("f if a then b else c", "(| (call f [(if a b c)] []))"),
    ("f a if: b", "(| (call f [a (named if b)] []))"),
    (#"open "x.csv""#, #"(| (call open [double"x.csv"] []))"#),
    ("select body.html", "(| (call select [(. body html)] []))"),
    ("f x.csv", "(| (call f [(. x csv)] []))"),
    ("hours / 2", "(| (stage (/ hours 2)))"),
  ]
}
