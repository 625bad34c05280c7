import Foundation
import Testing

/// Help, as a user meets it: every command that `help` lists has a page, and the examples on the pages run.
struct HelpTests {
  /// The commands and functions that `help` lists, a group a line.
  private static func listed() throws -> [String] {
    let lines = try Hv.sh("hv -c help").output.components(separatedBy: "\n")
    // Between the first line and the last stand the groups: a title, then words.
    return lines.dropFirst(2).dropLast(3).flatMap { line in
      line.dropFirst(12).split(separator: " ").map(String.init)
    }
  }

  @Test("Every listed word has a page")
  func pages() throws {
    let words = try Self.listed()
    #expect(words.contains("time_entries") && words.contains("where") && words.contains("upper"))
    for word in Set(words) {
      let page = try Hv.sh("hv -c 'help \(word)'").output
      #expect(!page.contains("There is no"), "help \(word): \(page)")
    }
  }

  @Test("The examples run against the sandbox, and give something")
  func examples() throws {
    var examples: [(word: String, line: String)] = []
    // Those of the endpoints' own commands are run by the test of docs/endpoints.md.
    let inGroups = ["api get", "api post", "api patch", "api delete", "timer start", "timer stop", "timer status"]
    let words = Set(try Self.listed()).union(inGroups).sorted()
    let pages = try Hv.atOnce(words) { try Hv.sh("hv -c 'help \($0)'").output }
    for (word, page) in zip(words, pages) {
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
}
