import HarvestClient
import HvValues
import Testing

@testable import HvHarvest

@Suite("Rows by parent: one scan, or a request for each parent")
struct ChildLoaderTests {
  /// One statement over parents 1, 2, 3 …, asked one after the other with all of them known.
  struct Case: CustomTestStringConvertible {
    let what: String
    let parents: Int64
    /// The parents of the rows, page by page.
    let list: [[Int64]]
    var isCounted = true
    var wanted = Int.max
    var isCount = false
    /// Pages of the scan and requests for single parents, each with as many pages as its rows need.
    let pages: Int
    let singles: Int
    /// The fewest requests for somebody who knows beforehand what is where.
    let fewest: Int
    var testDescription: String { what }
  }

  /// Pages of ten rows, the same parents in each of them.
  static func list(_ count: Int, _ page: [Int64]) -> [[Int64]] {
    Array(repeating: (0..<10).map { page[$0 % page.count] }, count: count)
  }

  @Test(
    "requests made",
    arguments: [
      Case(what: "one parent", parents: 1, list: list(1, [1, 2]), pages: 0, singles: 1, fewest: 1),
      Case(what: "a few", parents: 3, list: list(1, [1, 2, 3]), pages: 0, singles: 3, fewest: 1),
      Case(what: "one page for four", parents: 4, list: list(1, [1, 2, 3, 4]), pages: 1, singles: 0, fewest: 1),
      Case(what: "no rows at all", parents: 4, list: [], pages: 0, singles: 0, fewest: 0),
      Case(what: "two pages for four", parents: 4, list: list(2, [1, 2, 3, 4]), pages: 2, singles: 0, fewest: 2),
      Case(what: "five pages for four, nobody else's", parents: 4, list: list(5, [9]), pages: 5, singles: 0, fewest: 4),
      Case(what: "six pages for four, nobody else's", parents: 4, list: list(6, [9]), pages: 1, singles: 4, fewest: 4),
      Case(
        what: "a hundred pages, a tenth of the rows is ours", parents: 5,
        list: Array(repeating: [1, 9, 9, 9, 9, 9, 9, 9, 9, 9], count: 100), pages: 1, singles: 10 + 4, fewest: 14),
      Case(
        what: "twelve pages, all rows are ours: requests for each would need as many pages", parents: 4,
        list: list(12, [1, 2, 3, 4]), pages: 12, singles: 0, fewest: 12),
      Case(
        what: "sixty parents, twenty pages", parents: 60, list: list(20, [1, 2, 77, 78]), pages: 20, singles: 0,
        fewest: 20),
      Case(
        what: "rows only at the end", parents: 4, list: list(3, [9]) + list(1, [1]), pages: 4, singles: 0, fewest: 4),
      Case(
        what: "pages uncounted", parents: 4, list: list(9, [1]), isCounted: false, pages: 9, singles: 0, fewest: 9),

      Case(
        what: "a row each, all on the first page", parents: 5, list: list(40, [1, 2, 3, 4, 5]), wanted: 1, pages: 1,
        singles: 0,
        fewest: 1),
      Case(
        what: "three rows each need two pages: that the second has enough is not known", parents: 5,
        list: list(40, [1, 2, 3, 4, 5]), wanted: 3, pages: 1, singles: 5, fewest: 2),
      Case(
        what: "three rows each, few enough pages left", parents: 5, list: list(6, [1, 2, 3, 4, 5]), wanted: 3,
        pages: 2, singles: 0, fewest: 2),
      Case(
        what: "a row each, two parents have none: too far to go for them", parents: 6, list: list(10, [1, 2, 3, 4]),
        wanted: 1, pages: 1, singles: 2, fewest: 3),
      Case(
        what: "a row each, two parents have none: the last page", parents: 6, list: list(2, [1, 2, 3, 4]), wanted: 1,
        pages: 2, singles: 0, fewest: 2),
      Case(
        what: "to be counted: one request each is enough", parents: 4, list: list(12, [1, 2, 3, 4]), isCount: true,
        pages: 1, singles: 4, fewest: 4),
      Case(
        what: "to be counted, a page for each", parents: 4, list: list(4, [1, 2, 3, 4]), isCount: true, pages: 4,
        singles: 0, fewest: 4),
      Case(what: "no row is wanted", parents: 6, list: list(2, [1]), wanted: 0, pages: 0, singles: 0, fewest: 0),
    ])
  func requests(_ statement: Case) async throws {
    let server = FakeServer(childPages(statement.list), tellsPageCount: statement.isCounted)
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings = (1...statement.parents).map { [$0] }
    var singles = 0
    for key in siblings {
      let own = ids(statement.list) { $0 == key[0] }
      let answer = try await loader.plan(
        for: key, siblings: siblings, wanted: statement.wanted, isCount: statement.isCount)
      switch answer.ids {
      case nil: singles += statement.wanted == .max && !statement.isCount ? max(1, (own.count + 9) / 10) : 1
      case let rows? where statement.wanted == .max: #expect(rows == own)
      case let rows?:
        #expect(rows == Array(own.prefix(rows.count)), "a beginning of its rows, in their order")
        #expect(rows.count >= min(statement.wanted, own.count))
      }
    }
    #expect(server.pagesRead == statement.pages)
    #expect(singles == statement.singles)
    #expect(statement.pages + statement.singles >= statement.fewest)
  }

  @Test("parents that are not known beforehand: a few requests, then the list")
  func unknownSiblings() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4, 5], [6, 7, 8]]))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    var answers: [[Int64]?] = []
    for key: Int64 in 1...9 { answers.append(try await loader.plan(for: [key], siblings: [], wanted: .max).ids) }
    #expect(answers == [nil, nil, nil, [3], [4], [5], [6], [7], []])
    #expect(server.requests == ["page 1", "page 2"])
  }

  @Test("without a list, or with a key of another form, each parent has its own request")
  func noScan() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4]]))
    let siblings: [[Int64]] = (1...9).map { [$0] }
    let without = ChildLoader(scan: nil, keyFields: [FieldPath("project.id")])
    #expect(try await without.plan(for: [1], siblings: siblings, wanted: .max).ids == nil)
    let other = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    #expect(try await other.plan(for: [1, 2], siblings: siblings, wanted: .max).ids == nil)
    #expect(server.requests.isEmpty)
  }

  @Test("once given up it stays given up, and the list is told")
  func givenUp() async throws {
    let server = FakeServer(childPages(Self.list(90, [9])))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...5).map { [$0] }
    for key in siblings + siblings {
      #expect(try await loader.plan(for: key, siblings: siblings, wanted: .max).ids == nil)
    }
    #expect(server.requests == ["page 1"])
    try await waitUntil { server.log.contains("given up") }
  }

  @Test("a partial scan never answers for all rows, but it does for a few")
  func morePerParent() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4, 5, 1]] + Self.list(30, [9])))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...6).map { [$0] }
    #expect(try await loader.plan(for: [1], siblings: siblings, wanted: 1).ids == [0, 5])
    #expect(try await loader.plan(for: [1], siblings: siblings, wanted: .max).ids == nil)
    #expect(try await loader.plan(for: [1], siblings: siblings, wanted: 2).ids == [0, 5], "there are enough by chance")
    #expect(try await loader.plan(for: [2], siblings: siblings, wanted: 2).ids == nil)
    #expect(try await loader.plan(for: [6], siblings: siblings, wanted: 1).ids == nil, "the scan is given up for it")
    #expect(try await loader.plan(for: [5], siblings: siblings, wanted: 1).ids == [4], "what is known stays known")
    #expect(server.requests == ["page 1"])
  }

  @Test("keys of two ids, rows without a parent, and the order of the list")
  func twoIds() async throws {
    let first: [Value] = [row(1, of: 5, and: 7), row(2, of: 7, and: 5), row(3), row(4, of: 5), row(5, of: 5, and: 7)]
    let second: [Value] = [.null, row(6, of: 5, and: 8), row(7, of: 5, and: 7)]
    let server = FakeServer([first, second])
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id"), FieldPath("task.id")])
    let siblings: [[Int64]] = [[5, 7], [7, 5], [5, 8], [8, 5]]
    var answers: [[Int64]?] = []
    for key in siblings { answers.append(try await loader.plan(for: key, siblings: siblings, wanted: .max).ids) }
    #expect(answers == [[1, 5, 7], [2], [6], []])
  }

  @Test("rows stay in their pages")
  func noCopies() throws {
    var rows = RowsByParent([FieldPath("project.id")])
    let page = Batch([row(1, of: 5), row(2, of: 6), row(3, of: 5)])
    let part = Batch(page.source, selection: [2, 1])
    #expect(rows.add(page) == [ParentKey([5]): 2, ParentKey([6]): 1])
    #expect(rows.add(part) == [ParentKey([5]): 1, ParentKey([6]): 1])
    let own = rows.batches(ParentKey([5]))
    #expect(own.map(\.selection) == [[0, 2], [2]])
    #expect(own.allSatisfy { $0.source === page.source })
    rows.keep(atLeast: 3)
    #expect(rows.count(ParentKey([5])) == 3)
    #expect(rows.batches(ParentKey([6])).isEmpty)
  }

  @Test("who may not read the list makes requests for each, and does not try the list again")
  func forbidden() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4]]), faults: ["page 1": .forbidden])
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...5).map { [$0] }
    for key in siblings { #expect(try await loader.plan(for: key, siblings: siblings, wanted: .max).ids == nil) }
    #expect(server.requests == ["page 1"])
  }

  @Test("a page that fails is thrown to all that wait, and a later call reads the list anew")
  func failingPage() async throws {
    let server = FakeServer(childPages([[1, 2, 3], [4, 1], [2]]), faults: ["page 2": .server])
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...4).map { [$0] }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for key in siblings {
        group.addTask {
          let error = await failure { try await loader.plan(for: key, siblings: siblings, wanted: .max) } as? APIError
          #expect(error?.kind == .server)
        }
      }
      try await group.waitForAll()
    }
    server.heal()
    let before = server.requests.count
    let again = try await loader.plan(for: [1], siblings: siblings, wanted: .max).ids
    #expect(again == [0, 4], "the rows of the first try do not count twice")
    #expect(server.requests.dropFirst(before) == ["page 1", "page 2", "page 3"])
  }

  @Test("hundreds that ask at once share one scan")
  func concurrent() async throws {
    let list: [[Int64]] = (0..<5).map { page in (0..<200).map { Int64(($0 * 7 + page) % 150) } }
    let server = FakeServer(childPages(list))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (0..<200).map { [$0] }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for key in siblings {
        group.addTask {
          let rows = try await loader.plan(for: key, siblings: siblings, wanted: .max).ids
          #expect(rows == ids(list) { $0 == key[0] })
        }
      }
      try await group.waitForAll()
    }
    #expect(server.requests == (1...5).map { "page \($0)" })
  }

  @Test("the one who is cancelled stops waiting; the others get theirs")
  func cancelOne() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4]]))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...4).map { [$0] }
    server.hold()
    let patient = Task { try await loader.plan(for: [2], siblings: siblings, wanted: .max) }
    try await waitUntil { server.pagesRead == 1 }
    let cancelled = Task { try await loader.plan(for: [1], siblings: siblings, wanted: .max) }
    cancelled.cancel()
    #expect(await failure { try await cancelled.value } is CancellationError)
    server.release()
    #expect(try await patient.value.ids == [1])
    #expect(server.log == ["page 1"])
  }

  @Test("when nobody waits any more the scan is given up, and a later call starts anew")
  func cancelLast() async throws {
    let server = FakeServer(childPages([[1, 2, 3, 4]]))
    let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
    let siblings: [[Int64]] = (1...4).map { [$0] }
    server.hold()
    let caller = Task { try await loader.plan(for: [1], siblings: siblings, wanted: .max) }
    try await waitUntil { server.pagesRead == 1 }
    caller.cancel()
    #expect(await failure { try await caller.value } is CancellationError)
    try await waitUntil { server.log.contains("given up") }
    server.release()
    #expect(try await loader.plan(for: [3], siblings: siblings, wanted: .max).ids == [2])
    #expect(server.requests == ["page 1", "page 1"])
  }

  @Test("any list, any parents: the rows are those that a filter gives, in their order")
  func random() async throws {
    var dice = Seeded(state: 11)
    for _ in 1...150 {
      let parents = Int64.random(in: 1...20, using: &dice)
      let pageSize = Int.random(in: 1...6, using: &dice)
      let list = (0..<Int.random(in: 0...15, using: &dice)).map { _ in
        (0..<pageSize).map { _ in Int64.random(in: 1...25, using: &dice) }
      }
      let wanted = Bool.random(using: &dice) ? Int.max : Int.random(in: 0...3, using: &dice)
      let server = FakeServer(childPages(list), tellsPageCount: Bool.random(using: &dice))
      let loader = ChildLoader(scan: server.list, keyFields: [FieldPath("project.id")])
      let siblings = (1...parents).map { [$0] }.shuffled(using: &dice)
      let told = Bool.random(using: &dice) ? siblings : []
      for key in siblings {
        let own = ids(list) { $0 == key[0] }
        guard let rows = try await loader.plan(for: key, siblings: told, wanted: wanted).ids else { continue }
        #expect(
          wanted == .max ? rows == own : rows == Array(own.prefix(rows.count)) && rows.count >= min(wanted, own.count))
      }
      #expect(Set(server.requests).count == server.requests.count, "no page is read twice")
    }
  }
}

/// Rows numbered from 0 through all pages, each below its parent.
private func childPages(_ list: [[Int64]]) -> [[Value]] {
  var id: Int64 = -1
  return list.map { page in
    page.map { parent in
      id += 1
      return row(id, of: parent)
    }
  }
}

/// The numbers of the rows whose parent is meant.
private func ids(_ list: [[Int64]], _ isMeant: (Int64) -> Bool) -> [Int64] {
  list.joined().enumerated().filter { isMeant($0.element) }.map { Int64($0.offset) }
}
