import Testing

@testable import HvTerminal

/// What the meter knows after what it was told.
struct ProgressMeterTests {
  /// A page of a list with pages of 10 rows.
  private struct Page {
    let name: String
    let page: Int
    var total: Int?
    let second: Int
  }

  private func meter(_ pages: [Page]) -> ProgressMeter {
    let meter = ProgressMeter(start: .zero)
    for page in pages {
      meter.finishedRequest(list: page.name)
      meter.readPage(
        of: page.name, page: page.page, pageCount: page.total.map { ($0 + 9) / 10 }, rows: 10, totalRows: page.total,
        at: .seconds(page.second))
    }
    return meter
  }

  @Test("A list: pages and rows add up, and its time counts from when it was begun to be waited for")
  func oneList() {
    let meter = meter([
      Page(name: "users", page: 1, total: 10, second: 3), Page(name: "tasks", page: 1, total: 40, second: 5),
      Page(name: "tasks", page: 2, total: 40, second: 6),
    ])
    #expect(
      meter.snapshot(at: .seconds(9))
        == ProgressSnapshot(
          list: .init("tasks", page: 2, of: 4, rows: 20, of: 40, in: .seconds(3)), rows: 30, requests: 3))
  }

  @Test("Lists of the same name that are read at the same time are told apart by their length")
  func parallelLists() {
    let meter = meter([
      Page(name: "entries", page: 1, total: 100, second: 1), Page(name: "entries", page: 1, total: 70, second: 1),
      Page(name: "entries", page: 2, total: 100, second: 2), Page(name: "entries", page: 3, total: 100, second: 3),
      Page(name: "entries", page: 2, total: 70, second: 4),
    ])
    let list = meter.snapshot(at: .seconds(5)).list
    #expect(list == .init("entries", page: 2, of: 7, rows: 20, of: 70, in: .seconds(3)))
  }

  @Test("Of two threads the one with the later page may be the first to tell of it")
  func outOfOrder() {
    let meter = meter([
      Page(name: "entries", page: 1, total: 100, second: 1), Page(name: "entries", page: 3, total: 100, second: 2),
      Page(name: "entries", page: 2, total: 100, second: 3),
    ])
    let list = meter.snapshot(at: .seconds(3)).list
    #expect(list == .init("entries", page: 3, of: 10, rows: 30, of: 100, in: .seconds(3)))
  }

  @Test("A list that grows while it is read is still the same")
  func growingList() {
    let meter = meter([
      Page(name: "entries", page: 1, total: 30, second: 1), Page(name: "entries", page: 2, total: 31, second: 2),
    ])
    #expect(
      meter.snapshot(at: .seconds(5)).list == .init("entries", page: 2, of: 4, rows: 20, of: 31, in: .seconds(2)))
  }

  @Test("A list that is read again begins anew")
  func again() {
    let page = Page(name: "entries", page: 1, total: 1_000, second: 1)
    #expect(meter([page, page]).snapshot(at: .zero).list?.rows == 10)
  }

  @Test("When the work goes on to something else, the list is not what is being done")
  func otherRequests() {
    let meter = meter([Page(name: "entries", page: 1, total: 1_000, second: 1)])
    meter.finishedRequest(list: nil)
    #expect(meter.snapshot(at: .seconds(1)) == ProgressSnapshot(rows: 10, requests: 2))
    meter.finishedRequest(list: "entries")
    meter.readPage(of: "entries", page: 2, pageCount: nil, rows: 10, totalRows: nil, at: .seconds(2))
    #expect(
      meter.snapshot(at: .seconds(2)).list == .init("entries", page: 2, of: 100, rows: 20, of: 1_000, in: .seconds(2)))
  }

  @Test("Thousands of lists that nobody reads on are forgotten; the one at hand is not")
  func forgotten() {
    let pages = (1...5_000).map { Page(name: "projects/\($0)", page: 1, total: 20, second: $0) }
    let meter = meter(pages + [Page(name: "projects/5000", page: 2, total: 20, second: 5_001)])
    let snapshot = meter.snapshot(at: .seconds(5_001))
    #expect(snapshot.list == .init("projects/5000", page: 2, of: 2, rows: 20, of: 20, in: .seconds(2)))
    #expect(snapshot.rows == 50_010)
    meter.readPage(of: "projects/1", page: 2, pageCount: 2, rows: 1, totalRows: 20, at: .seconds(5_002))
    #expect(meter.snapshot(at: .seconds(5_002)).list?.rows == 1)
  }

  @Test("Of what waits, the first to go on is told, until then; a short wait is none")
  func waits() {
    let meter = ProgressMeter(start: .zero)
    meter.waits(.retry, for: .milliseconds(499), at: .zero)
    #expect(meter.snapshot(at: .zero).wait == nil)
    meter.waits(.limit("slow"), for: .seconds(9), at: .seconds(1))
    meter.waits(.retry, for: .seconds(4), at: .seconds(2))
    #expect(meter.snapshot(at: .seconds(3)).wait == .init(.retry, remaining: .seconds(3)))
    #expect(meter.snapshot(at: .seconds(6)).wait == .init(.limit("slow"), remaining: .seconds(4)))
    #expect(meter.snapshot(at: .seconds(10)).wait == nil)
  }

  @Test("What the limit allows is asked for the list at hand")
  func allowance() {
    let meter = meter([Page(name: "reports/x", page: 1, total: 1_000, second: 1)])
    #expect(meter.snapshot(at: .zero).allowance == nil)
    meter.connected { .init(remaining: $0 == "reports/x" ? 7 : 99, interval: .seconds(9)) }
    #expect(meter.snapshot(at: .zero).allowance?.remaining == 7)
    meter.finishedRequest(list: nil)
    #expect(meter.snapshot(at: .zero).allowance?.remaining == 99)
  }

  @Test("Figures are rows, requests and the time since the start, or since an earlier look")
  func figures() {
    let meter = ProgressMeter(start: .seconds(2))
    meter.finishedRequest(list: "a")
    let before = meter.figures(at: .seconds(5))
    #expect(before == ProgressFigures(rows: 0, requests: 1, elapsed: .seconds(3)))
    meter.finishedRequest(list: "a")
    meter.readPage(of: "a", page: 1, pageCount: 1, rows: 5, totalRows: 5, at: .seconds(6))
    #expect(meter.figures(at: .seconds(7)).since(before) == ProgressFigures(rows: 5, requests: 1, elapsed: .seconds(2)))
  }
}
