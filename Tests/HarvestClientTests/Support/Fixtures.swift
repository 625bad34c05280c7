import HarvestClient
import HvCodecs
import HvValues
import Synchronization
import Testing

/// Long enough to be taken for a real one, and found by a search in any text that leaks it.
let secret = "2468.pt.SECRET-abcdefghijklmnopqrstuvwxyz"

/// Keeps every event.
final class EventLog: ClientObserver {
  private let log = Mutex([RequestEvent]())
  var events: [RequestEvent] { log.withLock { $0 } }
  func finished(_ event: RequestEvent) { log.withLock { $0.append(event) } }
}

/// A client of a script, with a clock that jumps and no randomness.
struct Bench {
  let transport: ScriptedTransport
  let clock = ManualClock()
  let log = EventLog()
  let client: HarvestClient

  init(
    _ steps: ScriptedTransport.Step..., base: String = "https://api.harvestapp.com/v2",
    adjust: (inout HarvestClient.Configuration) -> Void = { _ in }
  ) throws {
    try self.init(steps, base: base, adjust: adjust)
  }

  init(
    _ steps: [ScriptedTransport.Step], base: String = "https://api.harvestapp.com/v2",
    adjust: (inout HarvestClient.Configuration) -> Void = { _ in }
  ) throws {
    transport = ScriptedTransport(steps)
    var configuration = HarvestClient.Configuration(
      baseURL: try BaseURL(base), credentials: try credentials(), transport: transport, userAgent: "hv tests (x@y.z)")
    configuration.clock = clock
    configuration.random = { _ in 0 }
    configuration.observer = log
    adjust(&configuration)
    client = HarvestClient(configuration)
  }
}

func credentials(_ token: String = secret, account: String? = "4711") throws -> Credentials {
  let token = try #require(Token(token))
  return try #require(Credentials(token: token, accountID: account))
}

/// A page of `projects` with these ids; `next` is the rest of the link to the next page.
func page(_ ids: ClosedRange<Int>, of total: Int, next: String?, extra: String = "") -> ScriptedTransport.Step {
  let rows = ids.map { #"{"id":\#($0),"name":"P\#($0)"}"# }.joined(separator: ",")
  let link = next.map { "\"https://api.harvestapp.com/v2/projects?\($0)\"" } ?? "null"
  let counts = #""per_page":2,"total_pages":\#((total + 1) / 2),"total_entries":\#(total),\#(extra)"#
  let links = #""links":{"first":"x","next":\#(link),"previous":null,"last":"x"}"#
  return .answer(200, #"{"projects":[\#(rows)],\#(counts)\#(links)}"#)
}

/// Reads all pages of `projects` and gives the ids of each.
func readAll(_ pager: Pager, demand: Int = .max) async throws -> [[Int64]] {
  var pages: [[Int64]] = []
  while let page = try await pager.next(demand: demand) {
    pages.append((0..<page.count).compactMap { if case .record(let row) = page.value($0) { row.id } else { nil } })
  }
  return pages
}

func projects(_ client: HarvestClient, query: [(String, String)] = []) -> Pager {
  client.pages(path: "/projects", query: query, key: "projects", schema: nil, bucket: .general)
}

/// The API error that a body throws.
func apiError(_ body: () async throws -> some Any) async throws -> APIError {
  do { _ = try await body() } catch let failure as WriteFailure { return failure.error } catch {
    return try #require(error as? APIError, "\(error)")
  }
  Issue.record("nothing was thrown")
  throw CancellationError()
}
