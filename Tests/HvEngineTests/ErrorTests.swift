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
