import Foundation
import HarvestCatalog
import Testing

/// The page of all endpoints says what hv does now, and every line of it runs.
@Suite("The page of endpoints", .serialized)
struct EndpointPageTests {
  @Test("Each operation has one command, and no command is for another")
  func commands() {
    let operations = Catalog.endpoints.map(\.operation)
    #expect(operations.count == 145)
    #expect(Set(operations) == Set(Catalog.examples.keys))
    #expect(Catalog.examples.values.allSatisfy { !$0.contains("\n") })
  }

  @Test("docs/endpoints.md is what the commands do", .enabled(if: !Hv.isRecording))
  func page() async throws {
    let page = try await EndpointPage.made()
    for line in page.lines { #expect(line.status == line.endpoint.success, "\(line.endpoint.operation)") }
    let written = try String(contentsOf: EndpointPage.file, encoding: .utf8)
    let now = Set(page.text.split(separator: "\n")), before = Set(written.split(separator: "\n"))
    #expect(now.subtracting(before).isEmpty, "not in the file")
    #expect(before.subtracting(now).isEmpty, "only in the file")
    let isSame = page.text == written
    #expect(isSame, "HV_RECORD=1 scripts/test EndpointPage  writes the file")
  }

  @Test("Write docs/endpoints.md", .enabled(if: Hv.isRecording))
  func record() async throws {
    try FileManager.default.createDirectory(
      at: EndpointPage.file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try await EndpointPage.made().text.write(to: EndpointPage.file, atomically: true, encoding: .utf8)
  }
}
