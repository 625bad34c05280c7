import Foundation
import Testing

/// Charts, reports and pages, as a program makes them.
@Suite("Charts and reports")
struct ReportTests {
  private static let sandbox = "hv --sandbox --today 2026-11-24"
  private static let data =
    #"let rows = [{who: "a", n: 2, m: 1.50}, {who: "b", n: 4, m: null}, {who: "c", n: 1, m: -0.5}]"#

  private func run(_ program: String, _ flags: String = "", then more: String = "") throws -> Hv.Result {
    try Hv.sh("\(Self.sandbox) \(flags) - \(more)", input: Self.data + "\n" + program)
  }

  @Test("A chart finds the label and the figures, or is told them")
  func bars() throws {
    let found = try run("$rows | select who, n | chart bar plain: true")
    #expect(found.status == 0, "\(found.errors)")
    let lines = found.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4 && lines[0] == "n" && lines[1].hasPrefix("a  2  ###"), "\(found.output)")
    #expect(try run("$rows | chart bar who, n, plain: true").output == found.output)
    #expect(try run("$rows | map n | chart spark plain: true").output.contains("1 to 4"))
    // Figures stand there as they are.
    #expect(try run("$rows | chart bar who, m").output.contains("1.50"))
  }

  @Test("Money has a chart for each currency; days make a calendar")
  func parts() throws {
    let money = try run("expenses last quarter | sum total_cost | chart bar currency, sum").output
    for currency in ["EUR", "USD", "JPY"] { #expect(money.contains(" \(currency)  █"), "\(money)") }
    let days = try run("time_entries last month | sum hours by day: spent_date | chart heat").output
    #expect(days.contains("\nMon  ") && days.contains("09-28"), "\(days)")
  }

  @Test(
    "What cannot be drawn is told before anything is read",
    arguments: [
      ("clients | chart bar", "these rows have none"), ("clients | chart pie", "knows no `pie`"),
      ("clients | chart", "needs one of its words"), ("clients | chart bar name, currency", "draws figures"),
      ("projects | count | chart bar | where x == 1", "the item is a chart"),
      (#"projects | sum budget | chart bar | save "x.csv""#, "a chart is saved as"),
      (#"report "x" < projects > | save "x.csv""#, "a report is saved as"),
      (#"report "x" < test "y" < 1 > >"#, "top level only"),
    ])
  func mistakes(program: String, says: String) throws {
    let result = try Hv.sh("\(Self.sandbox) --trace -", input: program)
    #expect(result.status == 2 && result.errors.contains(says), "\(program): \(result.errors)")
    #expect(!result.errors.contains("GET"), "\(result.errors)")
  }

  private static let report = #"""
    report "Of {1 + 1}" <
      "# Figures"
      "They are small & <safe>."
      let few = $rows | first 2
      $few
      $rows | sum n
      $rows | chart bar who, n
    >
    """#

  @Test("A report is one document: as text, as Markdown, as a page, as a file")
  func document() throws {
    let text = try run(Self.report)
    #expect(text.status == 0 && text.output.hasPrefix("Of 2\n════\n\nFigures\n───────\n"), "\(text)")
    for part in ["They are small & <safe>.", "who  n", "\n7\n", "c  1  █"] {
      #expect(text.output.contains(part), "\(text)")
    }
    let markdown = try run(Self.report, "-o markdown").output
    #expect(markdown.hasPrefix("# Of 2\n\n## Figures\n") && markdown.contains("| a | 2 | 1.50 |"), "\(markdown)")
    let page = try run(Self.report, "-o html").output
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.components(separatedBy: "<html").count == 2)
    for part in ["<title>Of 2</title>", "small &amp; &lt;safe&gt;", "<svg", "prefers-color-scheme"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("<script") && !page.contains("src=\"http"))
    let saved = try run(Self.report + #" | save "r.html""#, then: "> out; cat out r.html")
    #expect(saved.output == page, "\(saved.errors)")
  }

  @Test("The greatest headings of a report are those below its title, however they are written")
  func headings() throws {
    let page = try run(####"report "x" < "## a"; "### b" >"####, "-o markdown").output
    #expect(page == "# x\n\n## a\n\n### b\n", "\(page)")
  }

  @Test("Several results of a program are one page; one result is a page with its statement for a title")
  func pages() throws {
    let page = try run("print \"hello\"\n$rows\nif false then < 1 >\n[1, 2] | count", "-o html").output
    #expect(page.components(separatedBy: "<!DOCTYPE").count == 2 && page.contains("hello") && page.contains("<table"))
    #expect(!page.contains("No rows"))
    let one = try Hv.sh("\(Self.sandbox) -o html -c 'clients | first 2 | select name'").output
    #expect(one.contains("<title>clients | first 2 | select name</title>"), "\(one.prefix(600))")
  }

  @Test("A picture of a chart is a file of its own")
  func picture() throws {
    let result = try run(#"$rows | chart line who, n | save "x.svg""#, then: "; cat x.svg")
    #expect(result.output.hasPrefix("<svg") && result.output.hasSuffix("</svg>\n"), "\(result)")
    let two = try run(#"expenses last quarter | sum total_cost | chart bar | save "x.svg""#)
    #expect(two.status == 1 && two.errors.contains("a chart for each currency"), "\(two.errors)")
  }

  @Test("YAML holds the values that JSON holds")
  func yaml() throws {
    let result = try run("$rows | first 1", "-o yaml")
    #expect(result.output == "- who: a\n  \"n\": 2\n  m: 1.50\n", "\(result)")
  }

  @Test("Tables of one program stand apart")
  func apart() throws {
    #expect(try run("[{a: 1}]\n[{a: 2}]", "-o markdown").output == "| a |\n| --: |\n| 1 |\n\n| a |\n| --: |\n| 2 |\n")
    #expect(try run("[{a: 1}, {a: 2}] | json").output == "[\n  {\"a\":1},\n  {\"a\":2}\n]\n")
  }
}
