import HarvestClient
import HvValues
import Synchronization
import Testing

@testable import HvHarvest

@Suite("The memory of one statement")
struct StatementReadsTests {
  @Test("a read is made once, for those who ask at once and those who ask later")
  func once() async throws {
    let reads = StatementReads()
    let made = Counter()
    let answers = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<200 { group.addTask { try await reads.once("a", cost: { _ in 1 }) { await made.count(after: 3) } } }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(answers == [1])
    #expect(try await reads.once("a", cost: { _ in 1 }) { await made.count() } == 1)
    #expect(try await reads.once("b", cost: { _ in 1 }) { await made.count() } == 2)
    #expect(try await reads.once("a", cost: { _ in 1 }) { "text" } == "text", "another type is another read")
  }

  @Test("a failure is thrown, and not kept")
  func failures() async throws {
    let reads = StatementReads()
    let server = FakeServer(pages(of: [[1]]), faults: ["get 1": .server])
    for attempt in 1...2 {
      let error = await failure { try await reads.once("a", cost: { _ in 1 }) { try await server.get(1) } } as? APIError
      #expect(error?.kind == .server)
      #expect(server.gets == attempt)
    }
    server.heal()
    #expect(try await reads.once("a", cost: { _ in 1 }) { try await server.get(1) }.id == 1)
  }

  @Test("a cancelled caller does not cancel the others; the last one does, and that is not kept")
  func cancellation() async throws {
    let reads = StatementReads()
    let server = FakeServer(pages(of: [[1]]))
    @Sendable func ask() -> Task<Value, any Error> {
      Task { try await reads.once("a", cost: { _ in 1 }) { try await server.get(1) } }
    }
    server.hold()
    let first = ask()
    try await waitUntil { server.gets == 1 }
    let second = ask()
    second.cancel()
    #expect(await failure { try await second.value } is CancellationError)
    #expect(server.gets == 1)
    first.cancel()
    #expect(await failure { try await first.value } is CancellationError)
    let third = ask()
    try await waitUntil { server.gets == 2 }
    server.release()
    #expect(try await third.value.id == 1)
  }

  @Test("the oldest answers are dropped when there is too much of them; one that is too large is never kept")
  func bounded() async throws {
    let reads = StatementReads(limit: 100)
    let made = Counter()
    func ask(_ name: String, cost: Int) async throws -> Int {
      try await reads.once(name, cost: { _ in cost }) { await made.count() }
    }
    for (name, cost, answer) in [
      ("a", 40, 1), ("b", 40, 2), ("a", 40, 1), ("c", 40, 3), ("b", 40, 2), ("a", 40, 4), ("c", 40, 3), ("b", 40, 5),
      ("huge", .max, 6), ("huge", .max, 7), ("b", 40, 5), ("a", 40, 4), ("negative", .min, 8), ("a", 40, 4),
    ] {
      #expect(try await ask(name, cost: cost) == answer, "\(name)")
    }
  }

  @Test("after a write of our own nothing is known; who waits gets the answer that was under way")
  func forget() async throws {
    let reads = StatementReads()
    let server = FakeServer(pages(of: [[1]]))
    @Sendable func ask() -> Task<Value, any Error> {
      Task { try await reads.once("a", cost: { _ in 1 }) { try await server.get(1) } }
    }
    server.hold()
    let before = ask()
    try await waitUntil { server.gets == 1 }
    reads.forget()
    let after = ask()
    try await waitUntil { server.gets == 2 }
    server.release()
    #expect(try await before.value.id == 1)
    #expect(try await after.value.id == 1)
    #expect(try await ask().value.id == 1)
    #expect(server.gets == 2)
  }

  @Test("a loader is made once a name and kind")
  func loaders() {
    let reads = StatementReads()
    let server = FakeServer([])
    func records(_ name: String) -> RecordLoader {
      reads.loader(for: name) { RecordLoader(list: server.list, get: server.get) }
    }
    func children(_ name: String) -> ChildLoader { reads.loader(for: name) { ChildLoader(scan: nil, keyFields: []) } }
    let first = records("a")
    #expect(records("a") === first)
    #expect(records("b") !== first)
    #expect(children("a") === children("a"))
    reads.forget()
    #expect(records("a") !== first)
  }
}

/// Counts how often something was done.
private actor Counter {
  private var value = 0
  func count(after pauses: Int = 0) async -> Int {
    for _ in 0..<pauses { await Task.yield() }
    value += 1
    return value
  }
}
