@testable import HarvestClient
import HvValues
import Synchronization

@testable import HvHarvest

/// A list of an account, with its records one by one as well, which writes down what is asked of it.
final class FakeServer: Sendable {
  private struct State {
    var log: [String] = []
    var faults: [String: APIError.Kind] = [:]
    var isHeld = false
  }

  private let pages: [[Value]]
  /// Records that are not in the list, but can be fetched.
  private let hidden: Set<Int64>
  private let tellsPageCount: Bool
  private let state: Mutex<State>

  /// - Parameter faults: what requests for a page or a record fail with: `["page 2": .server]`.
  init(
    _ pages: [[Value]], hidden: Set<Int64> = [], tellsPageCount: Bool = true, faults: [String: APIError.Kind] = [:]
  ) {
    self.pages = pages
    self.hidden = hidden
    self.tellsPageCount = tellsPageCount
    state = Mutex(State(faults: faults))
  }

  /// The requests that arrived: `page 1`, `get 7`. And `given up` for a list that was cancelled.
  var log: [String] { state.withLock(\.log) }
  var requests: [String] { log.filter { $0 != "given up" } }
  var pagesRead: Int { log.count { $0.hasPrefix("page ") } }
  var gets: Int { log.count { $0.hasPrefix("get ") } }

  /// Answers nothing until it is released.
  func hold() { state.withLock { $0.isHeld = true } }
  func release() { state.withLock { $0.isHeld = false } }

  /// From now on nothing fails.
  func heal() { state.withLock { $0.faults = [:] } }

  @Sendable func list() async throws -> any ScanSource { FakeSource(self) }

  @Sendable func get(_ id: Int64) async throws -> Value {
    try await arrive("get \(id)")
    let known = hidden.contains(id) || pages.joined().contains { $0.id == id }
    guard known else { throw APIError(.notFound, "get \(id)") }
    return row(id)
  }

  private func arrive(_ request: String) async throws {
    state.withLock { $0.log.append(request) }
    while state.withLock({ $0.isHeld }) { try await Task.sleep(for: .milliseconds(1)) }
    await Task.yield()
    if let fault = state.withLock({ $0.faults[request] }) { throw APIError(fault, request) }
  }

  /// One reading of the list.
  private final class FakeSource: ScanSource {
    private let server: FakeServer
    private(set) var pagesRead = 0
    init(_ server: FakeServer) { self.server = server }

    var pageCount: Int? { server.tellsPageCount && pagesRead > 0 ? server.pages.count : nil }
    func cancel() { server.state.withLock { $0.log.append("given up") } }

    func next(ahead: Bool) async throws -> Batch? {
      guard pagesRead < server.pages.count else { return nil }
      try await server.arrive("page \(pagesRead + 1)")
      defer { pagesRead += 1 }
      return Batch(server.pages[pagesRead])
    }
  }
}

extension APIError {
  init(_ kind: Kind, _ request: String) {
    self.init(kind: kind, message: "failed", request: request, attempts: 1, waited: .zero)
  }
}

/// A record with an id, below a parent or two.
func row(_ id: Int64, of parent: Int64? = nil, and second: Int64? = nil) -> Value {
  var pairs: [(String, Value)] = [("id", .number(Exact(id)))]
  for (name, parent) in [("project", parent), ("task", second)] {
    guard let parent else { continue }
    pairs.append((name, .record(Record(pairs: [("id", .number(Exact(parent)))]))))
  }
  return .record(Record(pairs: pairs))
}

/// Pages of records with these ids.
func pages(of ids: [[Int64]]) -> [[Value]] { ids.map { $0.map { row($0) } } }

extension Value {
  var id: Int64? { if case .record(let record) = self { record.id } else { nil } }
}

extension ChildLoader.Answer {
  /// The ids of the rows; nil where a request of its own is to be made.
  var ids: [Int64]? {
    switch self {
    case .single: nil
    case .rows(let batches): batches.flatMap(\.values).compactMap(\.id)
    }
  }
}

/// What an operation that must fail throws.
func failure<T>(_ operation: () async throws -> T) async -> (any Error)? {
  do {
    _ = try await operation()
    return nil
  } catch { return error }
}

/// Waits for something that happens in another task.
func waitUntil(_ condition: () async -> Bool) async throws {
  while await !condition() { try await Task.sleep(for: .milliseconds(1)) }
}

/// Pseudo-random numbers that are the same each time.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
