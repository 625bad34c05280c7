import Testing

@testable import HvSyntax

@Suite("Expressions")
struct ExpressionTests {
  @Test("Operators bind as the contract lists them", arguments: cases)
  func expressions(program: String, tree: String) { #expect(dump(program) == tree) }

  static let cases: [(program: String, tree: String)] = [
    ("a or b and c", "(| (stage (or a (and b c))))"),
    ("a and b or c", "(| (stage (or (and a b) c)))"),
    ("not a and b", "(| (stage (and (not a) b)))"),
    ("not a == b", "(| (stage (not (== a b))))"),
    ("not not a", "(| (stage (not (not a))))"),
    ("a == not b", "(| (stage (== a (not b))))"),
    ("a == b and c != d", "(| (stage (and (== a b) (!= c d))))"),
    ("a + b * c - d / e % f", "(| (stage (- (+ a (* b c)) (% (/ d e) f))))"),
    ("a - b - c", "(| (stage (- (- a b) c)))"),
    ("(a - (b - c))", "(| (stage (() (| (stage (- a (() (| (stage (- b c))))))))))"),
    ("-a * b", "(| (stage (* (- a) b)))"),
    ("--a", "(| (stage (- (- a))))"),
    ("-a.b", "(| (stage (- (. a b))))"),
    ("-a[0]", "(| (stage (- (index a 0))))"),
    ("a ?? b ?? c", "(| (stage (?? (?? a b) c)))"),
    ("a ?? b + 1", "(| (stage (?? a (+ b 1))))"),
    ("a..b + 1", "(| (stage (.. a (+ b 1))))"),
    ("a ?? b..c", "(| (stage (.. (?? a b) c)))"),
    ("x in 1..5", "(| (stage (in x (.. 1 5))))"),
    ("x not in a..", "(| (stage (not in x (.. a -))))"),
    ("x in ..5 and y", "(| (stage (and (in x (.. - 5)) y)))"),
    ("a < b + 1", "(| (stage (< a (+ b 1))))"),
    (#"a =~ "x" or b !~ 'y'"#, #"(| (stage (or (=~ a double"x") (!~ b single"y"))))"#),
    ("a <= 1 and b >= 2", "(| (stage (and (<= a 1) (>= b 2))))"),
    ("a.b.c?.d[0].e", "(| (stage (. (index (?. (. (. a b) c) d) 0) e)))"),
    ("a[b[0]].c", "(| (stage (. (index a (index b 0)) c)))"),
    ("$x.if", "(| (stage (. $x if)))"),
    ("it.by", "(| (stage (. it by)))"),
    (".each", "(| (stage (field each)))"),
    ("f(a, b: c, if: d)", "(| (stage (apply f a b: c if: d)))"),
    ("f()", "(| (stage (apply f )))"),
    ("f(g(h(1)))", "(| (stage (apply f (apply g (apply h 1)))))"),
    ("f(a > 1, b < 2)", "(| (stage (apply f (> a 1) (< b 2))))"),
    ("[]", "(| (stage ([] )))"),
    ("[1, ...$x, [2]]", "(| (stage ([] 1 (... $x) ([] 2))))"),
    ("{}", "(| (stage ({} )))"),
    (
      #"{a: 1, "b c": 2, if: 3, ...it, d: {e: f}}"#,
      #"(| (stage ({} "a"(: 1) "b c"(: 2) "if"(: 3) (... it) "d"(: ({} "e"(: f))))))"#
    ),
    ("if a then b", "(| (stage (if a b -)))"),
    ("if a then b else if c then d else e", "(| (stage (if a b (if c d e))))"),
    ("if a then if b then c else d", "(| (stage (if a (if b c d) -)))"),
    ("if a == 1 then b + 1 else c + 2", "(| (stage (if (== a 1) (+ b 1) (+ c 2))))"),
    ("1 + if a then b else c + d", "(| (stage (+ 1 (if a b (+ c d)))))"),
    ("[if a then b else c, d]", "(| (stage ([] (if a b c) d)))"),
    ("try < a >", "(| (stage (try <(| (call a [] []))> - -)))"),
    (
      #"match x with < 1 => "a"; -2 => "b"; 1..5 => c; "s" if it > 2 => d; today => e; name => g; _ => null >"#,
      #"(| (stage (match x (=> 1 - double"a") (=> (- 2) - double"b") (=> (.. 1 5) - c) (=> double"s" (> it 2) "#
        + #"d) (=> (calendar today) - e) (=> name - g) (=> _ - null))))"#
    ),
    ("match x with <\n  1 => a\n  _ =>\n    b\n>", "(| (stage (match x (=> 1 - a) (=> _ - b))))"),
    (
      "match a + b with < null => 1; true => 2; 2024-01 => 3; ..5 => 4; 5.. if a => 5 >",
      "(| (stage (match (+ a b) (=> null - 1) (=> true - 2) (=> (month 2024 1) - 3) (=> (.. - 5) - 4) (=> (.. "
        + "5 -) a 5))))"
    ),
    (
      "(projects | first 3)[0].name",
      "(| (stage (. (index (() (| (call projects [] []) (call first [3] []))) 0) name)))"
    ),
    (#"("x")"#, #"(| (stage (() (| (stage double"x")))))"#),
    ("a+b*c", "(| (stage (+ a (* b c))))"),
    ("a==b", "(| (stage (== a b)))"),
    ("a>b", "(| (stage (> a b)))"),
    ("a*-b", "(| (stage (* a (- b))))"),
    ("1 - -1", "(| (stage (- 1 (- 1))))"),
    ("[a -b]", "(| (stage ([] (- a b))))"),
    ("f(a -b)", "(| (stage (apply f (- a b))))"),
    ("(a -b)", "(| (stage (() (| (call a [(- b)] [])))))"),
    ("[a ..b]", "(| (stage ([] (.. a b))))"),
    ("$a-$b", "(| (stage (- $a $b)))"),
    ("a\n  .b", "(| (call a [] []))\n(| (stage (field b)))"),
    (#""x".length"#, #"(| (stage (. double"x" length)))"#),
    ("2.abs", "(| (stage (. 2 abs)))"),
  ]
}
