import HarvestClient
import HvCodecs
import HvValues
import Testing

@Suite("Reading a list page by page")
struct PagerTests {
  @Test("page mode: follows links.next to the end")
  func pageMode() async throws {
    let bench = try Bench(
      page(1...2, of: 5, next: "page=2&per_page=2", extra: #""page":1,"next_page":2,"#),
      page(3...4, of: 5, next: "page=3&per_page=2", extra: #""page":2,"next_page":3,"#),
      page(5...5, of: 5, next: nil, extra: #""page":3,"next_page":null,"#))
    let pager = projects(bench.client)
    #expect(try await readAll(pager) == [[1, 2], [3, 4], [5]])
    #expect(
      bench.transport.targets == [
        "/v2/projects?per_page=2000", "/v2/projects?page=2&per_page=2", "/v2/projects?page=3&per_page=2",
      ])
    #expect(pager.totalEntries == 5)
    #expect(pager.pageCount == 3)
    #expect(pager.pagesRead == 3)
    #expect(try await pager.next(demand: .max) == nil, "the end stays the end")
  }

  @Test("cursor mode: page numbers are null in the middle, only the link counts")
  func cursorMode() async throws {
    let bench = try Bench(
      page(1...2, of: 5, next: "cursor=eyJhIjozfQ%3D%3D&ref=next_cursor", extra: #""page":1,"next_page":2,"#),
      page(3...4, of: 5, next: "cursor=eyJhIjo1fQ%3D%3D&ref=next_cursor", extra: #""page":null,"next_page":null,"#),
      page(5...5, of: 5, next: nil, extra: #""page":3,"next_page":null,"#))
    #expect(try await readAll(projects(bench.client)) == [[1, 2], [3, 4], [5]])
    #expect(bench.transport.targets[1] == "/v2/projects?cursor=eyJhIjozfQ%3D%3D&ref=next_cursor")
  }

  @Test("an empty list is one empty page", arguments: [#""links":{}"#, #""links":{"next":null}"#, #""page":1"#])
  func emptyList(envelope: String) async throws {
    let bench = try Bench(.answer(200, #"{"projects":[],"total_entries":0,"total_pages":0,\#(envelope)}"#))
    let pager = projects(bench.client)
    #expect(try await readAll(pager) == [[]])
    #expect(pager.totalEntries == 0)
  }

  @Test(
    "demand becomes the page size",
    arguments: [
      (1, "1"), (5, "5"), (1999, "1999"), (2000, "2000"), (2001, "2000"), (Int.max, "2000"), (0, "1"), (Int.min, "1"),
    ])
  func demand(rows: Int, expected: String) async throws {
    let bench = try Bench(page(1...1, of: 1, next: nil))
    _ = try await projects(bench.client).next(demand: rows)
    #expect(bench.transport.targets == ["/v2/projects?per_page=\(expected)"])
  }

  @Test("a page size in the query wins")
  func ownPageSize() async throws {
    let bench = try Bench(page(1...1, of: 1, next: nil))
    _ = try await projects(bench.client, query: [("is_active", "true"), ("per_page", "7")]).next(demand: .max)
    #expect(bench.transport.targets == ["/v2/projects?is_active=true&per_page=7"])
  }

  @Test("a satisfied consumer costs no second request")
  func stopsWhenSatisfied() async throws {
    let bench = try Bench(page(1...2, of: 4, next: "page=2"), page(3...4, of: 4, next: nil))
    let pager = projects(bench.client)
    let first = try await pager.next(demand: 2)
    try await Task.sleep(for: .milliseconds(20))
    #expect(first?.count == 2)
    #expect(bench.transport.targets.count == 1)
  }

  @Test("an open demand reads one page ahead, and only one")
  func readsAhead() async throws {
    let bench = try Bench(
      page(1...2, of: 6, next: "page=2"), page(3...4, of: 6, next: "page=3"), page(5...6, of: 6, next: nil))
    let pager = projects(bench.client)
    _ = try await pager.next(demand: .max)
    try await waitUntil { bench.transport.targets.count == 2 }
    try await Task.sleep(for: .milliseconds(20))
    #expect(bench.transport.targets.count == 2)
    _ = pager
  }

  @Test("dropping the pager cancels what it reads ahead")
  func droppingCancels() async throws {
    let bench = try Bench(page(1...2, of: 4, next: "page=2"), .silence)
    do {
      let pager = projects(bench.client)
      _ = try await pager.next(demand: .max)
      try await waitUntil { bench.transport.targets.count == 2 }
    }
    try await waitUntil { bench.transport.cancelled == 1 }
  }

  @Test("cancelling the pager ends it")
  func cancelling() async throws {
    let bench = try Bench(page(1...2, of: 4, next: "page=2"), .silence)
    let pager = projects(bench.client)
    _ = try await pager.next(demand: .max)
    try await waitUntil { bench.transport.targets.count == 2 }
    pager.cancel()
    try await waitUntil { bench.transport.cancelled == 1 }
    #expect(try await pager.next(demand: .max) == nil)
  }

  @Test("cancelling the task that waits for a page cancels the request ahead")
  func cancellingTheConsumer() async throws {
    let bench = try Bench(page(1...2, of: 4, next: "page=2"), .silence)
    let client = bench.client
    let consumer = Task { try await readAll(projects(client)) }
    try await waitUntil { bench.transport.targets.count == 2 }
    consumer.cancel()
    await #expect(throws: CancellationError.self) { try await consumer.value }
    try await waitUntil { bench.transport.cancelled == 1 }
  }

  @Test("a failed page is told with its number, and asked for again by the next call")
  func failedPage() async throws {
    let bench = try Bench(
      page(1...2, of: 4, next: "page=2"), .answer(403, #"{"message":"no"}"#), page(3...4, of: 4, next: nil))
    let pager = projects(bench.client)
    #expect(try await pager.next(demand: .max)?.count == 2)
    let error = try await apiError { try await pager.next(demand: .max) }
    #expect(error.kind == .forbidden)
    #expect(error.page == 2)
    #expect(error.pageCount == 2)
    #expect(error.description == "GET /v2/projects?page=2: 403, page 2 of 2: no")
    #expect(try await pager.next(demand: .max)?.count == 2)
    #expect(try await pager.next(demand: .max) == nil)
  }

  @Test(
    "a link to another origin is not followed, and the page before it is not lost",
    arguments: [
      "https://evil.example/v2/projects?page=2", "http://api.harvestapp.com/v2/projects?page=2",
      "https://api.harvestapp.com:8443/v2/projects?page=2", "https://api.harvestapp.com.evil.example/v2/projects",
    ])
  func foreignLink(link: String) async throws {
    let bench = try Bench(.answer(200, #"{"projects":[{"id":1}],"links":{"next":"\#(link)"}}"#))
    let pager = projects(bench.client)
    #expect(try await pager.next(demand: .max)?.count == 1)
    for _ in 1...2 {
      #expect(try await apiError { try await pager.next(demand: .max) }.kind == .foreignLink)
    }
    #expect(bench.transport.requests.count == 1)
  }

  @Test("the same origin may spell itself differently")
  func sameOrigin() async throws {
    let bench = try Bench(
      .answer(200, #"{"projects":[],"links":{"next":"HTTPS://API.harvestapp.com:443/api/v2/projects?page=2"}}"#),
      page(1...1, of: 1, next: nil))
    #expect(try await readAll(projects(bench.client)) == [[], [1]])
    #expect(bench.transport.targets[1] == "/api/v2/projects?page=2")
  }

  @Test("a list that leads back to itself is an error, not an endless list")
  func loop() async throws {
    let bench = try Bench(
      page(1...2, of: 9, next: "page=2"), page(3...4, of: 9, next: "page=3"), page(5...6, of: 9, next: "page=2"))
    let pager = projects(bench.client)
    for _ in 1...3 { #expect(try await pager.next(demand: .max) != nil) }
    let error = try await apiError { try await pager.next(demand: .max) }
    #expect(error.kind == .loop)
    #expect(error.page == 4)
    #expect(bench.transport.requests.count == 3)
  }

  @Test(
    "a page of the wrong shape is an error",
    arguments: [
      "", "<html>login</html>", "[1,2]", #"{"clients":[]}"#, #"{"projects":{}}"#, #"{"projects":[{"id":1},"#,
      #"{"projects":[]} trailing"#,
    ])
  func wrongShape(body: String) async throws {
    let bench = try Bench(.answer(200, body))
    let error = try await apiError { try await projects(bench.client).next(demand: .max) }
    #expect(error.kind == .malformedAnswer)
    #expect(error.message.hasPrefix("the answer is no page of `projects`: "))
    #expect(bench.transport.requests.count == 1, "reading it again would not change it")
  }

  @Test(
    "a page whose link cannot be followed is given, then the error",
    arguments: [
      #""links":{"next":7}"#, #""links":{"next":"/v2/projects?page=2"}"#, #""links":{"next":"https://x y/"}"#,
      #""links":{"next":null},"next_page":2"#, #""next_page":2"#,
    ])
  func badLink(envelope: String) async throws {
    let bench = try Bench(.answer(200, #"{"projects":[{"id":1}],\#(envelope)}"#))
    let pager = projects(bench.client)
    #expect(try await pager.next(demand: .max)?.count == 1)
    #expect(try await apiError { try await pager.next(demand: .max) }.kind == .malformedAnswer)
  }
}

/// Waits for something that another task does, at most twenty seconds.
func waitUntil(_ condition: () -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(20)
  while !condition() {
    try #require(ContinuousClock.now < end, "it did not happen")
    try await Task.sleep(for: .milliseconds(1))
  }
}
