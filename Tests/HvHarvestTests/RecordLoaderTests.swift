import HarvestClient
import HvValues
import Testing

@testable import HvHarvest

@Suite("Records by id: out of the list, or one by one")
struct RecordLoaderTests {
  /// One statement: which ids are asked for, call by call.
  struct Case: CustomTestStringConvertible {
    let what: String
    let list: [ClosedRange<Int64>]
    var isCounted = true
    var hidden: Set<Int64> = []
    let calls: [(ids: [Int64], coming: Int)]
    /// The requests made, and the fewest for somebody who knows beforehand what is where.
    let made: [String]
    let fewest: Int
    var testDescription: String { what }
  }

  static let ten: [ClosedRange<Int64>] = (0..<10).map { ($0 * 10 + 1)...($0 * 10 + 10) }

  @Test(
    "requests made",
    arguments: [
      Case(what: "nothing", list: [1...5], calls: [([], 0)], made: [], fewest: 0),
      Case(what: "one", list: [1...5], calls: [([4], 1)], made: ["get 4"], fewest: 1),
      Case(what: "the same one twice", list: [1...5], calls: [([4, 4], 1), ([4], 1)], made: ["get 4"], fewest: 1),
      Case(
        what: "a few are fetched", list: ten, calls: [([1, 2, 3], 3)], made: ["get 1", "get 2", "get 3"], fewest: 1),
      Case(what: "many in one page", list: [1...50], calls: [([4, 8, 15, 16], 4)], made: ["page 1"], fewest: 1),
      Case(what: "many to come", list: [1...50], calls: [([4], 9), ([8], 9)], made: ["page 1"], fewest: 1),
      Case(
        what: "more than were guessed", list: [1...50], calls: [([1], 1), ([2], 1), ([3], 1), ([4], 1), ([5], 1)],
        made: ["get 1", "get 2", "get 3", "page 1"], fewest: 1),
      Case(
        what: "reads no further than the last of them", list: ten,
        calls: [([5, 12, 13, 14, 15, 16, 17, 18, 19, 20], 10)],
        made: ["page 1", "page 2"], fewest: 2),
      Case(
        what: "nine pages left for six records", list: ten, calls: [([5, 92, 93, 94, 95, 96, 97], 7)],
        made: ["page 1", "get 92", "get 93", "get 94", "get 95", "get 96", "get 97"], fewest: 2),
      Case(
        what: "more to come make the pages worth while", list: ten, calls: [([5, 92, 93, 94, 95, 96, 97], 10)],
        made: (1...10).map { "page \($0)" }, fewest: 1),
      Case(
        what: "two pages left for two records", list: [1...10, 11...20, 21...30], calls: [([1, 2, 21, 22], 4)],
        made: ["page 1", "page 2", "page 3"], fewest: 2),
      Case(
        what: "two pages left for one record", list: [1...10, 11...20, 21...30], calls: [([1, 2, 3, 22], 4)],
        made: ["page 1", "get 22"], fewest: 2),
      Case(
        what: "goes on where it stopped", list: [1...10, 11...20, 21...30],
        calls: [([1, 2, 3, 4], 4), ([1, 21, 22], 7), ([11], 7)], made: ["page 1", "page 2", "page 3"], fewest: 2),
      Case(
        what: "does not go on for one of three", list: [1...10, 11...20, 21...30, 31...40],
        calls: [([1, 2, 3, 4], 4), ([11], 5), ([12, 21, 31], 8)],
        made: ["page 1", "get 11", "page 2", "page 3", "page 4"], fewest: 4),
      Case(
        what: "what the list does not show is fetched", list: [1...10], hidden: [99],
        calls: [([1, 2, 3, 99], 4), ([99], 4)], made: ["page 1", "get 99"], fewest: 2),
      Case(
        what: "an unknown number of pages is more than one", list: [1...10, 11...20], isCounted: false,
        calls: [([1, 2, 3, 11], 4)], made: ["page 1", "get 11"], fewest: 2),
      Case(
        what: "an unknown number of pages for two", list: [1...10, 11...20], isCounted: false,
        calls: [([1, 2, 11, 12], 4)], made: ["page 1", "page 2"], fewest: 2),
      Case(
        what: "an empty list", list: [], hidden: [1, 2, 3, 4], calls: [([1, 2, 3, 4], 4)],
        made: ["get 1", "get 2", "get 3", "get 4"], fewest: 4),
    ])
  func requests(_ statement: Case) async throws {
    let server = FakeServer(
      pages(of: statement.list.map(Array.init)), hidden: statement.hidden, tellsPageCount: statement.isCounted)
    let loader = RecordLoader(list: server.list, get: server.get)
    for call in statement.calls {
      let records = try await loader.records(call.ids, coming: call.coming)
      #expect(Set(records.keys) == Set(call.ids))
      for (id, record) in records { #expect(record.id == id) }
    }
    // Fetches of one call are under way together and arrive in any order.
    #expect(server.requests.sorted() == statement.made.sorted())
    #expect(statement.made.count >= statement.fewest)
  }

  @Test("a missing record is the server's own error, and nothing of it is kept")
  func missing() async throws {
    let server = FakeServer(pages(of: [[1, 2, 3, 4]]))
    let loader = RecordLoader(list: server.list, get: server.get)
    for _ in 1...2 {
      let error = await failure { try await loader.records([1, 2, 3, 77], coming: 4) } as? APIError
      #expect(error?.kind == .notFound)
      #expect(error?.request == "get 77")
    }
    #expect(server.requests == ["page 1", "get 77", "get 77"])
    #expect(try await loader.records([1, 2, 3, 4], coming: 4).count == 4)
    #expect(server.requests.count == 3)
  }

  @Test("of several errors, the first in the order asked for is thrown")
  func firstError() async throws {
    let server = FakeServer(pages(of: [[1]]))
    let loader = RecordLoader(list: server.list, get: server.get)
    for ids: [Int64] in [[1, 8, 9], [9, 8, 1]] {
      let error = await failure { try await loader.records(ids, coming: 3) } as? APIError
      #expect(error?.request == (ids[0] == 1 ? "get 8" : "get 9"))
    }
  }

  @Test("who may not list them fetches them, and does not try the list again")
  func forbidden() async throws {
    let server = FakeServer(pages(of: [Array(1...9)]), faults: ["page 1": .forbidden])
    let loader = RecordLoader(list: server.list, get: server.get)
    #expect(try await loader.records([1, 2, 3, 4], coming: 4).count == 4)
    #expect(try await loader.records([5, 6, 7, 8], coming: 8).count == 4)
    #expect(server.pagesRead == 1)
    #expect(server.gets == 8)
  }

  @Test("a page that fails is thrown to all that wait, and a later call reads the list anew")
  func failingPage() async throws {
    let server = FakeServer(pages(of: [[1, 2], [3, 4], [5, 6]]), faults: ["page 2": .server])
    let loader = RecordLoader(list: server.list, get: server.get)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for ids: [Int64] in [[3, 4, 5, 6], [4, 5, 6], [3, 6]] {
        group.addTask {
          let error = await failure { try await loader.records(ids, coming: 6) } as? APIError
          #expect(error?.kind == .server)
        }
      }
      try await group.waitForAll()
    }
    #expect(server.gets == 0)
    server.heal()
    let before = server.requests.count
    #expect(try await loader.records([3, 4, 5, 6], coming: 6).count == 4)
    #expect(server.requests.dropFirst(before) == ["page 1", "page 2", "page 3"])
  }

  @Test("a 403 behind the first page is an error like others")
  func forbiddenLater() async throws {
    let server = FakeServer(pages(of: [[1, 2], [3, 4]]), faults: ["page 2": .forbidden])
    let loader = RecordLoader(list: server.list, get: server.get)
    let error = await failure { try await loader.records([1, 2, 3, 4], coming: 4) } as? APIError
    #expect(error?.kind == .forbidden)
    server.heal()
    #expect(try await loader.records([1, 2, 3, 4], coming: 4).count == 4)
  }

  @Test("hundreds that ask at once share one reading of the list, and each fetch", arguments: [1, 300])
  func concurrent(coming: Int) async throws {
    let listed: [[Int64]] = (0..<3).map { page in (0..<100).map { Int64(page * 100 + $0) } }
    let server = FakeServer(pages(of: listed), hidden: [777])
    let loader = RecordLoader(list: server.list, get: server.get)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for i in 0..<300 {
        group.addTask {
          let ids: [Int64] = [Int64(i), Int64(i / 2), 777]
          let records = try await loader.records(ids, coming: coming)
          #expect(Set(records.keys) == Set(ids))
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(server.requests).count == server.requests.count, "nothing is asked for twice")
    #expect(server.pagesRead <= 3)
    #expect(server.gets <= (coming == 1 ? 5 : 1), "a few before it is clear that there are many, and the hidden one")
  }

  @Test("the one who is cancelled stops waiting; the others get theirs")
  func cancelOne() async throws {
    let server = FakeServer(pages(of: [[1, 2, 3, 4]]))
    let loader = RecordLoader(list: server.list, get: server.get)
    server.hold()
    let patient = Task { try await loader.records([2, 4], coming: 4) }
    try await waitUntil { server.pagesRead == 1 }
    let cancelled = Task { try await loader.records([1, 2, 3, 4], coming: 4) }
    cancelled.cancel()
    #expect(await failure { try await cancelled.value } is CancellationError)
    server.release()
    #expect(try await patient.value.count == 2)
    #expect(server.log == ["page 1"])
  }

  @Test("when nobody waits any more, what is under way is given up, and a later call starts anew", arguments: [2, 4])
  func cancelLast(count: Int64) async throws {
    let server = FakeServer(pages(of: [[1, 2, 3, 4]]))
    let loader = RecordLoader(list: server.list, get: server.get)
    let ids = Array(1...count)
    server.hold()
    let caller = Task { try await loader.records(ids, coming: ids.count) }
    try await waitUntil { server.requests.count == (count == 4 ? 1 : 2) }
    caller.cancel()
    #expect(await failure { try await caller.value } is CancellationError)
    if count == 4 { try await waitUntil { server.log.contains("given up") } }
    server.release()
    #expect(try await loader.records(ids, coming: ids.count).count == ids.count)
    #expect(server.requests.count == (count == 4 ? 2 : 4))
  }

  @Test("any ids in any order of calls: each is answered, and nothing is asked for twice")
  func random() async throws {
    var dice = Seeded(state: 4)
    for _ in 1...150 {
      let pageSize = Int.random(in: 1...8, using: &dice)
      let ids = (1...Int64.random(in: 1...60, using: &dice)).shuffled(using: &dice)
      let listed = stride(from: 0, to: ids.count, by: pageSize).map { Array(ids[$0..<min($0 + pageSize, ids.count)]) }
      let server = FakeServer(pages(of: listed), hidden: [901, 902], tellsPageCount: Bool.random(using: &dice))
      let loader = RecordLoader(list: server.list, get: server.get)
      var asked: Set<Int64> = []
      for _ in 1...Int.random(in: 1...6, using: &dice) {
        let wanted = (ids + [901, 902]).shuffled(using: &dice).prefix(Int.random(in: 0...20, using: &dice))
        asked.formUnion(wanted)
        let records = try await loader.records(Array(wanted), coming: Int.random(in: 0...40, using: &dice))
        #expect(records.mapValues(\.id) == Dictionary(uniqueKeysWithValues: wanted.map { ($0, $0) }))
      }
      #expect(Set(server.requests).count == server.requests.count)
      #expect(server.gets <= asked.count && server.pagesRead <= listed.count)
    }
  }
}
