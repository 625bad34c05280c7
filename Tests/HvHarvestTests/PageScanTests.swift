import HarvestClient
import HvValues
import Testing

@testable import HvHarvest

@Suite("One reading of a list for several callers")
struct PageScanTests {
  @Test("each page is read once; whoever has not seen the latest page gets that one")
  func steps() async throws {
    let server = FakeServer(pages(of: [[1], [2]]))
    let scan = PageScan(server.list)
    var steps: [String] = []
    for seen in [0, 0, 1, 0, 1, 2, 2, 0] { steps.append(text(try await scan.step(after: seen, ahead: false))) }
    let (first, second) = ("page 1 of [1], 1 left", "page 2 of [2], 0 left")
    #expect(steps == [first, first, second, second, second, "ended", "ended", "ended"])
    #expect(server.log == ["page 1", "page 2"], "a list that has ended need not be given up")
  }

  @Test("after an error the scan is dead, after a first 403 the list is closed to this user")
  func faults() async throws {
    for (kind, page, after) in [(APIError.Kind.server, 1, "dead"), (.server, 2, "dead"), (.forbidden, 2, "dead")] {
      let server = FakeServer(pages(of: [[1], [2]]), faults: ["page \(page)": kind])
      let scan = PageScan(server.list)
      for seen in 0..<(page - 1) { _ = try await scan.step(after: seen, ahead: false) }
      let error = await failure { try await scan.step(after: page - 1, ahead: false) } as? APIError
      #expect(error?.kind == kind)
      #expect(text(try await scan.step(after: page - 1, ahead: false)) == after)
      #expect(server.log.last == "given up")
    }
    let server = FakeServer(pages(of: [[1], [2]]), faults: ["page 1": .forbidden])
    let scan = PageScan(server.list)
    for _ in 1...2 { #expect(text(try await scan.step(after: 0, ahead: false)) == "refused") }
    #expect(server.requests == ["page 1"])
  }

  private func text(_ step: PageScan.Step) -> String {
    switch step {
    case .page(let number, let page, let left):
      "page \(number) of \(page.values.compactMap(\.id)), \(left.map(String.init) ?? "some") left"
    case .ended: "ended"
    case .refused: "refused"
    case .dead: "dead"
    }
  }
}
