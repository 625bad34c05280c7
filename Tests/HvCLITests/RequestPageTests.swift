import Foundation
import HvValues
import Testing

/// hv makes the fewest requests, and the page that says so is true.
@Suite("The page of requests", .serialized)
struct RequestPageTests {
  @Test("A task: hv makes the fewest requests, and gets its answer from them", arguments: RequestTable.rows)
  func row(_ row: RequestTable.Row) async throws {
    let result = try await RequestTableAccount.shared.result(of: row)
    try #require(result.errors == "", "\(row.task): \(result.program)")
    let isFewest = result.made.sorted() == result.fewest.sorted()
    #expect(isFewest, "\(Self.comparison(result))")
    try #require(result.values.count == result.given.count, "\(row.task): results of statements")
    for (values, given) in zip(result.values, result.given) {
      let isRight = given.isWhat(values)
      #expect(isRight, "\(result.program)\nshould give \(given), gives \(values.prefix(40).map(\.text))")
      #expect(given.isNothing == row.fewest.isEmpty, "\(row.task): the account has too little to tell")
    }
    #expect(result.curl >= result.fewest.count, "\(row.task): a loop with curl makes fewer")
  }

  @Test("The tasks are many, and each is there once")
  func breadth() {
    #expect(RequestTable.rows.count >= 36)
    #expect(Set(RequestTable.rows.map(\.task)).count == RequestTable.rows.count)
    #expect(Set(RequestTable.rows.map(\.program)).count == RequestTable.rows.count)
  }

  @Test("docs/requests.md is what hv, the API and the loop do", .enabled(if: !Hv.isRecording))
  func page() async throws {
    let text = try await RequestPage.made().text
    let written = try String(contentsOf: RequestPage.file, encoding: .utf8)
    let now = Set(text.split(separator: "\n")), before = Set(written.split(separator: "\n"))
    #expect(now.subtracting(before).isEmpty, "not in the file")
    #expect(before.subtracting(now).isEmpty, "only in the file")
    let isSame = text == written
    #expect(isSame, "HV_RECORD=1 scripts/test RequestPage  writes the file")
  }

  @Test("Write docs/requests.md", .enabled(if: Hv.isRecording))
  func record() async throws {
    try FileManager.default.createDirectory(
      at: RequestPage.file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try await RequestPage.made().text.write(to: RequestPage.file, atomically: true, encoding: .utf8)
  }

  /// What was made and what should have been, one request a line.
  private static func comparison(_ result: RequestTableAccount.Result) -> String {
    var missing = result.fewest
    var surplus: [String] = []
    for line in result.made {
      if let place = missing.firstIndex(of: line) { missing.remove(at: place) } else { surplus.append(line) }
    }
    func list(_ title: String, _ lines: [String]) -> String {
      let shown = lines.prefix(12).map { "\n  " + $0 } + (lines.count > 12 ? ["\n  … \(lines.count - 12) more"] : [])
      return "\n\(title) (\(lines.count)):" + shown.joined()
    }
    return result.program + list("hv makes", result.made) + list("the fewest", result.fewest)
      + list("only hv", surplus) + list("only the fewest", missing)
  }
}
