// HarvestSandbox: the Harvest API v2 in one process, over an invented agency's three years of work.
//
// It keeps Harvest's rules by its own code: it takes the routes from HarvestCatalog and values from HvValues, and may
// not know the client, the language or the codecs, so that client and sandbox can disagree.
//
// Start with `Sandbox.respond(to:)` below, which is the whole way of a request: gates, `Requests/Router`,
// `Handlers/Handlers` with one file for each resource, and `Encoding/JSONWriter`. `Store/` holds the account's rows and
// what is computed from them, `Demo/Story` tells what is in them, and `Sandbox+Server` puts HTTP around it all.
// `Faults/` lets things go wrong on purpose, `Persistence/` keeps an account in a file.

import HarvestCatalog
import HvValues
import Synchronization

/// An account of Harvest.
package final class Sandbox: Sendable {
  /// What the account consists of.
  struct Account: ~Copyable, Sendable {
    /// Made by the first request, so that starting costs nothing.
    var store: Store?
    /// Where the account is kept; nil where it lives in memory only.
    var journal: Journal?
  }

  package let configuration: SandboxConfiguration
  private let limiter = Mutex(RateLimiter())
  private let clock: SandboxClock
  private let account: Mutex<Account>
  let faults: Mutex<FaultPlan>
  let server = Mutex<Server?>(nil)

  /// An account that lives in memory.
  package convenience init(_ configuration: SandboxConfiguration) { self.init(configuration, Account()) }

  /// - Parameter resumed: the moment at which an account from a file stood still; nil for one that begins.
  init(_ configuration: SandboxConfiguration, _ account: consuming sending Account, resumed: Instant? = nil) {
    self.configuration = configuration
    self.account = Mutex(account)
    clock = SandboxClock(runs: configuration.clockRuns, from: resumed)
    faults = Mutex(FaultPlan(configuration.faults))
  }

  /// Answers one request as Harvest would; refusals are answers too.
  package func respond(to request: SandboxRequest) async -> SandboxResponse {
    await pause()
    do throws(Refusal) { return try answer(request) } catch { return error.response }
  }

  /// Waits for as long as every answer takes.
  func pause() async {
    if configuration.latency > .zero { try? await Task.sleep(for: configuration.latency) }
  }

  private func answer(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
    let segments = request.segments
    if request.method == "GET", segments == ["api", "v2", "accounts"] {
      try authenticate(request, needsAccount: false)
      let store = snapshot()
      return SandboxResponse(200, Accounts.list(caller(in: store), store))
    }
    let route = Router.catalog.route(request.method, segments)
    try throttle(route?.endpoint.bucket ?? .general)
    try authenticate(request, needsAccount: true)
    guard let route, let handler = Handlers.all[route.endpoint.operation] else { throw .notFound }
    let body = try Body(request.body, contentType: request.header("content-type"))
    func call(_ store: Store) -> Call {
      Call(
        endpoint: route.endpoint, ids: route.ids, query: request.query, body: body, caller: caller(in: store),
        address: request.address)
    }
    switch handler {
    case .read(let read):
      let store = snapshot()
      return SandboxResponse(route.endpoint.success, try read(call(store), store))
    case .write(let write):
      return try change(request) { (store) throws(Refusal) in
        SandboxResponse(route.endpoint.success, try write(call(store), &store))
      }.get()
    }
  }

  // MARK: Gates

  private func throttle(_ bucket: Bucket) throws(Refusal) {
    guard configuration.rateLimits else { return }
    if let seconds = limiter.withLock({ $0.admit(bucket, at: .now) }) { throw .throttled(seconds: seconds) }
  }

  /// Headers, or the query form of the same; a wrong account is not found (FACTS section 2).
  private func authenticate(_ request: SandboxRequest, needsAccount: Bool) throws(Refusal) {
    guard request.header("user-agent") != nil else { throw .missingUserAgent }
    let query = request.query
    let words = request.header("authorization")?.split(separator: " ") ?? []
    let bearer = words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    guard bearer ?? query.text("access_token") == configuration.token else { throw .invalidToken }
    guard needsAccount else { return }
    guard let account = request.header("harvest-account-id") ?? query.text("account_id") else { throw .invalidToken }
    guard account == configuration.accountID else { throw .notFound }
  }

  // MARK: Data

  /// The moment in the account, as its server tells it.
  var now: Instant { account.withLock { clock.told(opened(&$0)) } }

  /// The account as it is now.
  private func snapshot() -> Store {
    account.withLock { account in
      var known = opened(&account)
      known.now = clock.time(of: known)
      return known
    }
  }

  /// Changes the account, one request at a time, unless the change fails or cannot be kept.
  private func change(
    _ request: SandboxRequest, _ body: (inout Store) throws(Refusal) -> SandboxResponse
  ) -> Result<SandboxResponse, Refusal> {
    account.withLock { account in
      var changed = opened(&account)
      changed.now = clock.tick(changed)
      return Result { () throws(Refusal) in
        let answer = try body(&changed)
        do throws(DataFileError) {
          try account.journal?.append(JournalEntry(request, by: configuration.role, at: changed.now).json)
        } catch {
          return .serverError(500, "The change is not kept in the data file: \(error)")
        }
        account.store = changed
        return answer
      }
    }
  }

  private func opened(_ account: inout Account) -> Store {
    if let store = account.store { return store }
    let told = Story.tell(configuration)
    account.store = told
    return told
  }

  private func caller(in store: Store) -> Caller { Caller(configuration.role.person.rawValue, in: store) }
}
