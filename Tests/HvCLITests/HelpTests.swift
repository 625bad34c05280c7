import Foundation
import Testing

/// Help, as a user meets it: every command that `help` lists has a page, and the examples on the pages run.
struct HelpTests {
  /// The words that `help` lists, a group a line.
  private static func listed() throws -> [String] { try HelpPages.groups().flatMap(\.words) }

  @Test("Every listed word has a page")
  func pages() throws {
    let words = try Self.listed()
    #expect(words.contains("time_entries") && words.contains("where") && words.contains("upper"))
    for (word, page) in zip(words, try HelpPages.pages(words)) {
      #expect(!page.contains("There is no"), "help \(word): \(page)")
      // A sentence says what it does.
      #expect(page.contains(".\n") || page.hasSuffix("."), "help \(word): \(page)")
    }
  }

  @Test("The examples run against the sandbox, and give something")
  func examples() throws {
    var examples: [(word: String, line: String)] = []
    // Those of the endpoints' own commands are run by the test of docs/endpoints.md.
    let inGroups = [
      "api get", "api post", "api patch", "api delete", "timer start", "timer stop", "timer status", "chart bar",
      "chart line", "chart spark", "chart heat",
    ]
    let words = Set(try Self.listed()).union(inGroups).sorted()
    for (word, page) in zip(words, try HelpPages.pages(words)) {
      guard let start = page.range(of: "\nExamples\n") else { continue }
      for line in page[start.upperBound...].split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ")
      {
        examples.append((word, String(line.dropFirst(2))))
      }
    }
    #expect(examples.count > 40)
    let results = try Hv.atOnce(examples) { try Hv.sh("hv --sandbox --today 2026-11-24 -", input: $0.line) }
    for (example, result) in zip(examples, results) {
      #expect(result.status == 0, "\(example.line): \(result.errors)")
      // Harvest answers a deletion with nothing.
      if example.word != "api delete" { #expect(!result.output.isEmpty, "\(example.line) gives nothing") }
    }
  }

  /// The commands, functions and sinks that the language has by its design, section 7 and the commands of section 6.
  private static let promised = """
    where select drop extend rename flatten unique first last skip every reverse sort enumerate each map get join append
    zip count sum avg min max median summarize rollup pivot group fill open stdin range table json ndjson csv tsv markdown
    html yaml save print chart update delete plan apply edit journal undo resume help describe explain time account set
    sleep error assert exit upper lower trim split replace starts_with contains matches length round floor ceil abs year
    month quarter week weekday date any all fold tap do let def use param test report timer reports me company api pto
    projects time_entries expenses clients contacts tasks users roles invoices estimates archive restore restart stop send
    if match try periods operators mark task_assignments user_assignments project_assignments expense_categories invoice_item_categories
    estimate_item_categories accounts log string number
    """

  @Test("Nothing is missing of what the language promises")
  func promises() throws {
    let listed = Set(try Self.listed())
    let missing = Self.promised.split(whereSeparator: \.isWhitespace).map(String.init).filter { !listed.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
    let charts = try Hv.sh("hv -c 'help chart'").output
    for kind in ["bar", "line", "spark", "heat"] { #expect(charts.contains(kind)) }
  }
}
