@testable import HarvestClient
import HvValues
import Synchronization
import Testing

/// A list of numbered pages, which says what is asked of it and can hold its answers back.
private final class PageServer: Transport {
  private struct State {
    var targets: [String] = []
    var held: [Int: CheckedContinuation<Void, Never>] = [:]
    var released: Set<Int> = []
    var cancelled = 0
  }

  private let total: Int
  private let isHolding: Bool
  private let change: (@Sendable (Int, inout [String: String]) -> Void)?
  private let state = Mutex(State())
  /// Each answer takes a tenth of a second, and to take it apart no time: as many pages as possible are worth asking
  /// for at once.
  private let clock = ManualClock()

  /// - Parameters:
  ///   - total: its rows, whose ids are 1, 2, 3, …
  ///   - isHolding: an answer is only given when `release` is called for its page.
  ///   - change: may spoil the envelope of a page: `total_entries`, `page`, `next`; or its `status`.
  init(total: Int, isHolding: Bool = false, change: (@Sendable (Int, inout [String: String]) -> Void)? = nil) {
    (self.total, self.isHolding, self.change) = (total, isHolding, change)
  }

  var targets: [String] { state.withLock(\.targets) }
  /// The pages asked for, in the order of their arrival.
  var pages: [Int] { targets.map { WebAddress.number("page", in: $0) ?? 1 } }

  func release(_ page: Int) {
    state.withLock { state in
      state.released.insert(page)
      state.held.removeValue(forKey: page)?.resume()
    }
  }

  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response {
    let target = request.address.target
    let page = WebAddress.number("page", in: target) ?? 1
    let size = WebAddress.number("per_page", in: target) ?? 2_000
    state.withLock { $0.targets.append(target) }
    clock.advance(by: .milliseconds(100))
    if isHolding {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          if state.released.contains(page) { continuation.resume() } else { state.held[page] = continuation }
        }
      }
    }
    let ids = ((page - 1) * size + 1)..<(min(page * size, total) + 1)
    let last = (total + size - 1) / size
    var fields = [
      "page": "\(page)", "per_page": "\(size)", "total_pages": "\(last)", "total_entries": "\(total)",
      "next": page < last ? "\"https://api.harvestapp.com/v2/entries?per_page=\(size)&page=\(page + 1)&x=1\"" : "null",
    ]
    change?(page, &fields)
    if let status = fields["status"].flatMap({ Int($0) }) {
      return HTTPExchange.Response(status: status, headers: [], body: Array("{}".utf8))
    }
    let rows = ids.map { "{\"id\":\($0)}" }.joined(separator: ",")
    let body = """
      {"entries":[\(rows)],"page":\(fields["page"] ?? ""),"total_pages":\(fields["total_pages"] ?? ""),\
      "total_entries":\(fields["total_entries"] ?? ""),"links":{"next":\(fields["next"] ?? "")}}
      """
    return HTTPExchange.Response(status: 200, headers: [], body: Array(body.utf8))
  }

  func shutdown() async {}

  /// A client of this server.
  func client(_ adjust: (inout HarvestClient.Configuration) -> Void = { _ in }) throws -> HarvestClient {
    var configuration = HarvestClient.Configuration(
      baseURL: try BaseURL("https://api.harvestapp.com/v2"), credentials: try credentials(), transport: self,
      userAgent: "hv tests (x@y.z)")
    configuration.clock = clock
    configuration.random = { _ in 0 }
    adjust(&configuration)
    return HarvestClient(configuration)
  }
}

extension WebAddress {
  fileprivate static func number(_ name: String, in target: String) -> Int? {
    target.split(whereSeparator: { $0 == "?" || $0 == "&" }).first { $0.hasPrefix(name + "=") }.flatMap {
      Int($0.dropFirst(name.count + 1))
    }
  }
}

@Suite("Reading numbered pages several at a time")
struct ParallelPagerTests {
  private func entries(_ client: HarvestClient, query: [(String, String)] = []) -> Pager {
    client.pages(path: "/entries", query: query, key: "entries", schema: nil, bucket: .general, paging: .page)
  }

  private func ids(_ batch: Batch?) -> [Int64] {
    (batch?.values ?? []).compactMap { if case .record(let row) = $0 { row.id } else { nil } }
  }

  @Test("all rows come in order, and each page is asked for once, whatever the order of the answers")
  func order() async throws {
    let server = PageServer(total: 19_500, isHolding: true)
    let pager = entries(try server.client())
    for page in [1, 4, 2, 10, 3, 9, 8, 7, 5, 6] { server.release(page) }
    var read: [Int64] = []
    while let page = try await pager.next(demand: .max) { read += ids(page) }
    #expect(read == Array(1...19_500))
    #expect(server.pages.sorted() == Array(1...10))
    #expect(pager.pagesRead == 10)
  }

  @Test("until the consumer comes back for more, no more than one page is on its way")
  func patience() async throws {
    let server = PageServer(total: 40_000)
    let pager = entries(try server.client())
    _ = try await pager.next(demand: .max)
    try await Task.sleep(for: .milliseconds(20))
    #expect(server.pages == [1, 2])
    _ = pager
  }

  @Test(
    "a demand of some rows asks for the pages that these take, and no more", arguments: [2_001, 5_000, 6_000, 6_001])
  func someRows(demand: Int) async throws {
    let server = PageServer(total: 40_000)
    let pager = entries(try server.client())
    var left = demand
    while left > 0, let page = try await pager.next(demand: left) { left -= page.count }
    try await Task.sleep(for: .milliseconds(10))
    #expect(server.pages.sorted() == Array(1...((demand + 1_999) / 2_000)))
  }

  @Test("what does not know how much it needs asks page by page")
  func pageByPage() async throws {
    let server = PageServer(total: 40_000)
    let pager = entries(try server.client())
    for _ in 1...3 { _ = try await pager.next(demand: 2_000) }
    try await Task.sleep(for: .milliseconds(10))
    #expect(server.pages == [1, 2, 3])
  }

  @Test("no more pages are asked for than the rate limit lets through")
  func withinTheLimit() async throws {
    let server = PageServer(total: 400_000)
    let client = try server.client()
    for _ in 0..<90 { _ = try await client.get(path: "/entries", query: [("per_page", "1")], bucket: .general) }
    let pager = entries(client)
    _ = try await pager.next(demand: .max)
    _ = try await pager.next(demand: .max)
    try await Task.sleep(for: .milliseconds(10))
    #expect((95...100).contains(server.pages.count))
    _ = pager
  }

  @Test("a page that fails ends what comes behind it; those before it are handed out, and it can be asked for again")
  func failure() async throws {
    let failing = Mutex(true)
    let server = PageServer(total: 12_000) { page, fields in
      if page == 4, failing.withLock({ $0 }) { fields["status"] = "403" }
    }
    let pager = entries(try server.client())
    for _ in 1...3 { #expect(try await pager.next(demand: .max)?.count == 2_000) }
    let error = try await apiError { try await pager.next(demand: .max) }
    #expect(error.kind == .forbidden)
    #expect(error.page == 4)
    #expect(error.pageCount == 6)
    failing.withLock { $0 = false }
    var rest: [Int64] = []
    while let page = try await pager.next(demand: .max) { rest += ids(page) }
    #expect(rest == Array(6_001...12_000))
  }

  @Test("a page with another number than the one asked for is an error")
  func wrongNumber() async throws {
    let server = PageServer(total: 12_000) { page, fields in if page == 3 { fields["page"] = "2" } }
    let pager = entries(try server.client())
    for _ in 1...2 { #expect(try await pager.next(demand: .max)?.count == 2_000) }
    let error = try await apiError { try await pager.next(demand: .max) }
    #expect(error.kind == .malformedAnswer)
    #expect(error.message == "page 3 was asked for, and page 2 came")
  }

  @Test("a list that changes while it is read says so at its end")
  func changed() async throws {
    let server = PageServer(total: 6_000) { page, fields in if page == 3 { fields["total_entries"] = "6001" } }
    let pager = entries(try server.client())
    for _ in 1...3 { #expect(try await pager.next(demand: .max)?.count == 2_000) }
    let error = try await apiError { try await pager.next(demand: .max) }
    #expect(error.kind == .changed)
    #expect(error.message == "the list changed while it was read: of 6000 rows at first there are 6001 now")
  }

  @Test(
    "a list that leads elsewhere or to itself is not followed",
    arguments: [
      (#""https://evil.example/v2/entries?page=2""#, APIError.Kind.foreignLink),
      (#""https://api.harvestapp.com/v2/entries?per_page=2000""#, .loop), ("7", .malformedAnswer),
    ])
  func badLink(link: String, kind: APIError.Kind) async throws {
    let server = PageServer(total: 12_000) { _, fields in fields["next"] = link }
    let pager = entries(try server.client())
    #expect(try await pager.next(demand: .max)?.count == 2_000)
    #expect(try await apiError { try await pager.next(demand: .max) }.kind == kind)
    #expect(server.targets.count == 1)
  }

  @Test("a list that began in small pages goes on in large ones, and no row comes twice")
  func growing() async throws {
    let server = PageServer(total: 4_500)
    let pager = entries(try server.client(), query: [("a", "b")])
    var read = ids(try await pager.next(demand: 100))
    while let page = try await pager.next(demand: 2_000) { read += ids(page) }
    #expect(read == Array(1...4_500))
    #expect(
      server.targets == [
        "/v2/entries?a=b&per_page=100", "/v2/entries?per_page=2000&page=1&x=1",
        "/v2/entries?per_page=2000&page=2&x=1", "/v2/entries?per_page=2000&page=3&x=1",
      ])
  }

  @Test("a large page that failed still leaves out what was handed out before")
  func growingAfterAFailure() async throws {
    let failing = Mutex(true)
    let server = PageServer(total: 300) { _, fields in
      if fields["per_page"] == "2000", failing.withLock({ $0 }) { fields["status"] = "403" }
    }
    let pager = entries(try server.client())
    var read = ids(try await pager.next(demand: 100))
    #expect(try await apiError { try await pager.next(demand: 2_000) }.kind == .forbidden)
    failing.withLock { $0 = false }
    while let page = try await pager.next(demand: 2_000) { read += ids(page) }
    #expect(read == Array(1...300))
  }

  @Test("the number of rows is asked for with one row")
  func total() async throws {
    let server = PageServer(total: 4_500)
    #expect(try await server.client().total(path: "/entries", query: [("a", "b")], bucket: .general) == 4_500)
    #expect(server.targets == ["/v2/entries?a=b&per_page=1"])
  }

  @Test(
    "the last rows are read from the end",
    arguments: [(1_500, 3, [1]), (4_500, 3, [1, 3]), (4_001, 3, [1, 3, 2]), (4_001, 9_000, [1, 3, 2])])
  func last(total: Int, count: Int, pages: [Int]) async throws {
    let server = PageServer(total: total)
    let batches = try await server.client().last(
      count, path: "/entries", key: "entries", schema: nil, bucket: .general)
    let read = try #require(batches).flatMap(ids)
    #expect(read.suffix(count) == Array(1...Int64(total)).suffix(count))
    #expect(server.pages == pages)
  }

  @Test("the width follows the latency", arguments: [(200, 5, 42), (200, 1, 100), (40, 10, 6), (5, 10, 2), (0, 0, 2)])
  func width(answer: Int, reading: Int, expected: Int) {
    var width = PageWidth()
    #expect(width.pages(allowed: 100) == 1, "nothing is known before the first page")
    for factor in [3, 1, 2] {
      width.took(
        FetchedPage(
          rows: Batch([Value]()), number: 1, next: .none, totalEntries: nil, pageCount: nil,
          answerTime: .milliseconds(answer * factor), readingTime: .milliseconds(reading * factor)))
    }
    #expect(width.pages(allowed: 100) == expected)
    width.used(for: .milliseconds(reading))
    #expect(width.pages(allowed: 100) <= expected, "who takes its time with a page needs fewer at once")
    #expect(width.pages(allowed: 1) == 1)
    #expect(width.pages(allowed: 0) == 1)
  }
}
