// HarvestSandbox: the Harvest API v2 in one process, over an invented agency's three years of work.
//
// It keeps Harvest's rules by its own code: it takes the routes from HarvestCatalog and values from HvValues, and may
// not know the client, the language or the codecs, so that client and sandbox can disagree.
//
// Start with `Sandbox.respond(to:)` below, which is the whole way of a request: gates, `Requests/Router`,
// `Handlers/Handlers` with one file for each resource, and `Encoding/JSONWriter`. `Store/` holds the account's rows and
// what is computed from them, `Demo/Story` tells what is in them, and `Sandbox+Server` puts HTTP around it all.

import HarvestCatalog
import Synchronization

/// An account of Harvest that lives in memory.
package final class Sandbox: Sendable {
  package let configuration: SandboxConfiguration
  private let limiter = Mutex(RateLimiter())
  /// Made by the first request, so that starting costs nothing.
  private let store = Mutex<Store?>(nil)
  let server = Mutex<Server?>(nil)

  package init(_ configuration: SandboxConfiguration) { self.configuration = configuration }

  /// Answers one request as Harvest would; refusals are answers too.
  package func respond(to request: SandboxRequest) async -> SandboxResponse {
    if configuration.latency > .zero { try? await Task.sleep(for: configuration.latency) }
    do throws(Refusal) { return try answer(request) } catch { return error.response }
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
    guard let route else { throw .notFound }
    guard let handler = Handlers.all[route.endpoint.operation] else {
      throw .notEmulated(route.endpoint.operation)
    }
    let store = snapshot()
    let call = Call(
      endpoint: route.endpoint, ids: route.ids, query: request.query, caller: caller(in: store),
      address: request.address)
    return SandboxResponse(route.endpoint.success, try handler(call, store))
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

  /// The account as it is now.
  private func snapshot() -> Store {
    store.withLock { store in
      if let store { return store }
      let told = Story.tell(configuration)
      store = told
      return told
    }
  }

  private func caller(in store: Store) -> Caller { Caller(configuration.role.person.rawValue, in: store) }
}
