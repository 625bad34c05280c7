import Foundation
import Testing

/// docs/reference.md holds what `help` says of every command and function.
@Suite("The reference")
struct ReferencePageTests {
  static let file = Hv.root.appendingPathComponent("docs/reference.md")

  private static let titles = [
    "Harvest": "Harvest's lists and actions", "General": "Commands on any rows", "Blocks": "Blocks",
    "Statements": "Statements", "Language": "Choices, periods and operators", "Functions": "Functions in expressions",
    "Modules": "Modules of the standard library",
  ]

  /// The page as it is now.
  private static func made() throws -> String {
    var text = """
      # Commands and functions

      This is what `help NAME` shows, made from the same source; [endpoints.md](endpoints.md) has the command for each
      operation of the API, [tour.md](tour.md) teaches the language.

      """
    for group in try HelpPages.groups() {
      text += "\n## \(titles[group.title] ?? group.title)\n"
      for (word, page) in zip(group.words, try HelpPages.pages(group.words)) {
        text += "\n### `\(word)`\n\n```text\n\(page)\n```\n"
      }
    }
    return text
  }

  @Test("It is what help says now", .enabled(if: !Hv.isRecording))
  func page() throws {
    let isSame = try Self.made() == String(contentsOf: Self.file, encoding: .utf8)
    #expect(isSame, "HV_RECORD=1 scripts/test ReferencePage  writes the file")
  }

  @Test("Write docs/reference.md", .enabled(if: Hv.isRecording))
  func record() throws { try Self.made().write(to: Self.file, atomically: true, encoding: .utf8) }
}
