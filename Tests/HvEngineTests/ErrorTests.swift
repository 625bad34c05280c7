import HvSyntax
import Testing

/// Wrong programs: the code, what is marked, and a word that the help must hold.
struct ErrorTests {
  static let cases: [(String, code: String, marked: String, help: String)] = [
    ("thigns | count", "E0201", "thigns", "things"),
    ("things | filter active", "E0201", "filter", "where"),
    ("things | where hour > 2", "E0202", "hour", "hours"),
    ("things | where owner.nam == \"x\"", "E0202", "nam", "name"),
    ("things | where hours", "E0207", "hours", "> 0"),
    ("things | where name > 3", "E0208", ">", ""),
    ("things | where on == \"2024-01-01\"", "E0208", "==", "without quotes"),
    ("things | where hours in 2024-01", "E0208", "hours in 2024-01", ""),
    ("things | first \"x\"", "E0206", "\"x\"", ""),
    ("things | first -1", "E0206", "-1", ""),
    ("things | where", "E0204", "where", "usage"),
    ("things | count 3", "E0204", "3", "usage"),
    ("where active", "E0212", "where", "for example"),
    ("things | select hours * 2", "E0204", "hours * 2", "name:"),
    ("things | select name, name", "E0215", "name", "name"),
    ("$nothing", "E0209", "$nothing", "let"),
    ("things | sum name", "E0206", "name", ""),
    ("things | extend x: uper(name)", "E0210", "uper", "upper"),
    ("1 + \"a\"", "E0208", "+", "{a}"),
    ("0.1234567890123456789", "E0217", "0.1234567890123456789", ""),
    ("\"a\" =~ \"(\"", "E0214", "\"(\"", ""),
    ("def f() < f >\n1 | f", "E0220", "f", ""),
    ("things | sort tags", "E0206", "tags", ""),
    ("things | wher active", "E0201", "wher", "where"),
    ("things where active", "E0204", "where", "| where"),
    ("things | first 2 do < it >", "E0205", "<", "each"),
    ("things | sort", "E0206", "sort", "sort name"),
    ("[1]..2", "E0206", "[1]", ""),
    ("def f(who: person) < 1 >\nf 2024-01-01", "E0206", "2024-01-01", ""),
    ("def f(who: person) < 1 >\nthings | first 1 | each as t < f $t >", "E0206", "$t", ""),
    ("def f(what: thing) < 1 >\nf \"Ash\"", "E0206", "\"Ash\"", ""),
    ("def f(what: thing) < $what.name >\nf 5", "E0202", "name", "things ID"),
    ("def f(who: person) < $who >\nf \"Max\"", "E0305", "\"Max\"", ""),
    ("def f(what: thnig) < 1 >", "E0206", "thnig", "a kind"),
    ("def f(b: block) < do $b >\nthings | f", "E0204", "f", "f do < … >"),
    ("def f(b: block) < do $b >\nthings | f b: 3", "E0206", "3", ""),
    ("def f(b: block) < do $b >\nthings | f do < where hour > 2 >", "E0202", "hour", "hours"),
    ("def f(b: block) < do $b | where hour > 2 >\nthings | f do < first 2 >", "E0202", "hour", "hours"),
    ("def f(b: block) < f do < do $b > >\nf do < 1 >", "E0220", "f", ""),
    ("def f(n) < do $n >\nf 3", "E0206", "$n", "let n = < … >"),
    ("[< 1 >] | each as b < do $b >", "E0206", "$b", ""),
    ("let b = < things >\n$b", "E0206", "$b", ""),
    ("param b: block", "E0206", "block", ""),
    ("def f(a, b) < $a >\nf 1 2 a: 3", "E0205", "2", ""),
    // Habits of SQL.
    ("things | sort by hours", "E0205", "hours", "sort hours"),
    ("things | where by name", "E0204", "where", "usage"),
    ("things | group name", "E0204", "name", "by name"),
    ("things | where name contains \"x\"", "E0204", "contains", "contains(name, \"x\")"),
    ("things | where (name contains \"x\")", "E0201", "name", "contains(name, \"x\")"),
    ("things | where active and not name like \"x%\"", "E0204", "like", "name =~"),
    ("things | where name not like \"x%\"", "E0204", "not like", "name !~"),
    ("things | where name is null", "E0204", "is", "name == null"),
    ("things | where name IS not null", "E0204", "IS", "name != null"),
    ("things | where hours between 1 and 2", "E0204", "between", "hours in"),
    ("things | where name == None", "E0202", "None", "null"),
    ("things | where active == TRUE", "E0202", "TRUE", "true"),
    ("things | join things on hours", "E0204", "on", "(projects), id"),
    ("show things", "E0201", "show", "things | …"),
    ("things | project name, hours", "E0201", "project", "select name, hours"),
    ("now()", "E0210", "now", "without parentheses"),
    // Of jq.
    ("things | select(hours > 2)", "E0210", "select", "where hours > 2"),
    ("things | select (hours > 2)", "E0204", "(hours > 2)", "where (hours > 2)"),
    ("things | select(name)", "E0210", "select", "select name"),
    ("things | map(.hours)", "E0210", "map", "map .hours"),
    ("things | sum(hours)", "E0206", "hours", "sum hours"),
    ("things | sum(uper(name))", "E0210", "uper", "upper"),
    ("things | count()", "E0204", "count()", "written  count"),
    ("things | group_by(.name)", "E0210", "group_by", "group by"),
    ("things.name", "E0202", "things", "things | get name"),
    // Of shells.
    ("things > file", "E0124", ">", "(things | …)"),
    ("things | count > file", "E0124", ">", "(… | count)"),
    ("things | to csv", "E0201", "to", "| csv"),
    ("things | wc", "E0201", "wc", "count"),
    ("things | grep \"x\"", "E0201", "grep", "=~"),
    ("$HOME", "E0209", "$HOME", "$env.HOME"),
    // A list where a figure is meant.
    ("(things | get hours) > 3", "E0208", "(things | get hours)", "(things | get hours | sum it)"),
    ("(things | get hours) + 1", "E0208", "+", "(things | get hours | sum it)"),
    ("3 == (things)", "E0208", "==", "(things | count)"),
    ("things | where tags > 2", "E0208", "tags", "count(tags)"),
    ("things | where name == [\"a\"]", "E0208", "==", "asked by  in"),
    ("if (things) then 1 else 2", "E0207", "(things)", "(… | count) > 0"),
  ]

  @Test(arguments: cases)
  func isReported(_ program: String, code: String, marked: String, help: String) async throws {
    let (output, diagnostics) = await evaluate(program)
    #expect(output == [], "nothing runs")
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostic.code == code, "\(diagnostic.message)")
    let source = SourceText(name: "test", program)
    #expect(diagnostic.primary.map { source.text($0.range) } == marked)
    if !help.isEmpty { #expect(diagnostic.help.contains { $0.contains(help) }, "\(diagnostic.help)") }
  }

  @Test("All static errors are reported at once")
  func together() async {
    let (_, diagnostics) = await evaluate("things | where hour > 2\nthigns\nthings | sum name")
    #expect(diagnostics.map(\.code) == ["E0202", "E0201", "E0206"])
    let (_, inOne) = await evaluate("things | wher active | slect name | where nme > 3")
    #expect(inOne.map(\.code) == ["E0201", "E0201"], "what follows an unknown command is not guessed at")
    let (_, later) = await evaluate("things | where hour > 2 | sort nme | first 2")
    #expect(later.map(\.code) == ["E0202", "E0202"])
  }

  @Test("An error at run time names the row and the block, and keeps what was written")
  func atRunTime() async throws {
    let (output, diagnostics) = await evaluate("things | select n: owner.name")
    #expect(output == ["{\"n\":\"Kim\"}", "{\"n\":\"Lee\"}"])
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostic.code == "E0301")
    #expect(diagnostic.row == "row 3: thing 3, “cedar”")
    #expect(diagnostic.help.contains { $0.contains("owner?.name") })
    let (_, inBlock) = await evaluate("things | each < owner.name >")
    #expect(inBlock.first?.frames.first?.item == "thing 3, “cedar”")
  }

  @Test("Programs that unfold without end are refused, not followed")
  func unfolding() async {
    var program = "def d0() < it >\n"
    for i in 1..<40 { program += "def d\(i)() < d\(i - 1) | d\(i - 1) >\n" }
    let (_, diagnostics) = await evaluate(program + "1 | d39")
    #expect(diagnostics.contains { $0.code == "E0220" })
  }

  @Test("Numbers, money and durations do not mix in a sum")
  func mixedSum() async {
    #expect(await evaluate("[1h, 2] | sum it").diagnostics.map(\.code) == ["E0302"])
  }

  @Test("A sum that does not fit is an error, not a trap")
  func overflow() async {
    let (_, diagnostics) = await evaluate("[9_000_000_000_000_000_000, 9_000_000_000_000_000_000] | sum it")
    #expect(diagnostics.map(\.code) == ["E0302"])
  }
}
