import Testing

@testable import HvSyntax

@Suite("Statements and line ends")
struct StatementTests {
  @Test("The words that are special at the start of a statement", arguments: statements)
  func specialWords(program: String, tree: String) { #expect(dump(program) == tree) }

  @Test("Where a line ends a statement, and where it goes on", arguments: lines)
  func lineEnds(program: String, tree: String) { #expect(dump(program) == tree) }

  @Test("A carriage return before a line feed changes nothing", arguments: statements + lines)
  func carriageReturns(program: String, tree: String) {
    #expect(dump(program.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")) == tree)
  }

  @Test("A byte order mark is no part of the program")
  func byteOrderMark() { #expect(dump("\u{FEFF}projects") == dump("projects")) }

  static let statements: [(program: String, tree: String)] = [
    ("let x = projects | first 3", "(let x (| (call projects [] []) (call first [3] [])))"),
    ("let x =\nprojects", "(let x (| (call projects [] [])))"),
    ("let it = 5", "(let it (| (stage 5)))"),
    ("def f() < it >", "(def f [] <(| (stage it))>)"),
    (
      "def f(a, b: number, c: range = today, d = [1]) < $a >",
      "(def f [(parameter a - - -) (parameter b number - -) (parameter c range (calendar today) -) (parameter "
        + "d - ([] 1) -)] <(| (stage $a))>)"
    ),
    (
      "def f(\n  a,  ## the a\n  b   ## the b\n)\n< it >",
      #"(def f [(parameter a - - "the a") (parameter b - - "the b")] <(| (stage it))>)"#
    ),
    (
      "# a comment\n\n## Not of this.\n\n## Does it.\n## Twice.\ndef f() < it >",
      #"(doc "Does it.\#nTwice.")(def f [] <(| (stage it))>)"#
    ),
    ("projects ## no doc\ndef f() < it >", "(| (call projects [] []))\n(def f [] <(| (stage it))>)"),
    ("use timesheet", "(use timesheet)"),
    (#"use "./x.hv""#, #"(use double"./x.hv")"#),
    ("param days", "(param (parameter days - - -))"),
    (
      "param period: range = today  ## the days\nparam b  # no doc",
      #"(param (parameter period range (calendar today) "the days"))\#n(param (parameter b - - -))"#
    ),
    (
      #"test "counts it" < projects | count >"#,
      #"(test double"counts it" <(| (call projects [] []) (call count [] []))>)"#
    ),
    (
      "report 'hours' < sum hours by client.name >",
      #"(report single"hours" <(| (call sum [hours] [(key - (. client name))]))>)"#
    ),
    ("explain projects | first 3", "(explain (| (call projects [] []) (call first [3] [])))"),
    ("time (projects | count)", "(time (| (stage (() (| (call projects [] []) (call count [] []))))))"),
    ("time <\n  a\n>", "(time (| (stage <(| (call a [] []))>)))"),
    ("help", "(help [])"),
    ("help where", "(help [where])"),
    ("help projects create if", "(help [projects create if])"),
    ("a; b", "(| (call a [] []))\n(| (call b [] []))"),
    ("a;; b ;\n\nc", "(| (call a [] []))\n(| (call b [] []))\n(| (call c [] []))"),
    ("time == 3", "(| (stage (== time 3)))"),
    ("report.total + test[0]", "(| (stage (+ (. report total) (index test 0))))"),
    (
      "projects | time | let | report",
      "(| (call projects [] []) (call time [] []) (call let [] []) (call report [] []))"
    ),
    ("each < let x = 1; $x >", "(| (each - <(let x (| (stage 1))) (| (stage $x))> ))"),
  ]

  static let lines: [(program: String, tree: String)] = [
    ("#!/usr/bin/env hv\nprojects", "(| (call projects [] []))"),
    (#"projects # comment with > and "\#n# and | this"#, "(| (call projects [] []))"),
    ("if a then b\nelse c", "(| (stage (if a b c)))"),
    ("if a\nthen b", "(| (stage (if a b -)))"),
    ("try < a >\ncatch e < b >", "(| (stage (try <(| (call a [] []))> e <(| (call b [] []))>)))"),
    (
      "projects\n| first 3\n# between\n\n  | count",
      "(| (call projects [] []) (call first [3] []) (call count [] []))"
    ),
    ("f a,\n  b\ng", "(| (call f [a b] []))\n(| (call g [] []))"),
    ("1 +\n2", "(| (stage (+ 1 2)))"),
    ("1..\n2", "(| (stage (.. 1 -)))\n(| (stage 2))"),
    ("(1..\n2)", "(| (stage (() (| (stage (.. 1 2))))))"),
    ("(\n  a\n  | f\n    x\n)", "(| (stage (() (| (call a [] []) (call f [x] [])))))"),
    ("[\n  1,\n  2,\n]", "(| (stage ([] 1 2)))"),
    ("{\n  a: 1,\n}", #"(| (stage ({} "a"(: 1))))"#),
    ("f(\n  1,\n)", "(| (stage (apply f 1)))"),
    ("where a and\n  b or\n  c", "(| (call where [(or (and a b) c)] []))"),
    ("a ??\nb", "(| (stage (?? a b)))"),
    ("f x:\n  3", "(| (call f [(named x 3)] []))"),
    ("each\n<\na\n>", "(| (each - <(| (call a [] []))> ))"),
  ]
}
