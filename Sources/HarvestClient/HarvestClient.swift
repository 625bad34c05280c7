// HarvestClient: HTTP and Harvest's protocol: credentials, requests, paging, rate limits, retries, errors, and the one
// gate for writes.
//
// It knows neither the language nor the catalog of endpoints: whoever calls names path, parameters, body, collection
// key and bucket. What changes something needs a ticket: a `WriteIntent` goes to the `WriteGate`, which asks the
// policy, stores the intent in a `WriteLedger` and gives a `WriteTicket`; `write` uses that up. There is no other way
// for anything but a GET to reach the transport. Start here, then `HarvestClient+Call` (one call with its retries),
// `Pager` (a list, page by page), `Writing` and `Transport` (what sends).

import HvCodecs
package import HvValues

/// A connection to one account of Harvest, or to an emulator. Shared by everything that reads or writes, so that they
/// keep the rate limits together; nothing is opened before the first request.
package final class HarvestClient: Sendable {
  package struct Configuration: Sendable {
    package var baseURL: BaseURL
    package var credentials: Credentials
    package var transport: any Transport
    /// The program's name and a way to reach its makers: Harvest refuses requests without it.
    package var userAgent: String
    package var retries = Retries()
    /// The time for one attempt, connecting and reading the answer included.
    package var timeout = Duration.seconds(120)
    package var clock: any Clock<Duration> = ContinuousClock()
    /// Gives a number from zero to below its argument, which is at least 1.
    package var random: @Sendable (Int64) -> Int64 = { .random(in: 0..<$0) }
    package var observer: (any ClientObserver)?
    /// Where other processes of the account count their requests; nil keeps the limits for this client alone.
    package var slots: (any SlotStore)?
    /// What may be written. Without a thought, nothing.
    package var gate = WriteGate.readOnly

    package init(baseURL: BaseURL, credentials: Credentials, transport: any Transport, userAgent: String) {
      self.baseURL = baseURL
      self.credentials = credentials
      self.transport = transport
      self.userAgent = userAgent
    }
  }

  /// Which of the two hosts is asked.
  package enum Origin: Hashable, Sendable {
    /// The API below the base URL.
    case api
    /// Where a token's accounts are listed (`/accounts`). It is told no account id, and counts in the general bucket.
    case identity
  }

  let configuration: Configuration
  let userAgent: String
  let time: Timekeeper
  var serverClock: ServerClock { configuration.gate.clock }
  private let general: RateBucket
  private let reports: RateBucket

  package init(_ configuration: Configuration) {
    self.configuration = configuration
    // A header holds no line breaks; what else a host program may pass is its own affair, as long as it is ASCII.
    let printable = configuration.userAgent.utf8.filter { (0x20...0x7E).contains($0) }
    userAgent = String(decoding: printable, as: UTF8.self)
    time = Timekeeper(configuration.clock)
    general = .general(time, store: configuration.slots)
    reports = .reports(time, store: configuration.slots)
  }

  package var baseURL: BaseURL { configuration.baseURL }
  /// The account that is asked; nil where the token alone says.
  package var accountID: String? { configuration.credentials.accountID }
  /// The seconds since 1970 when the server answered last, by its own clock; nil before it has said so.
  package var serverTime: Int64? { serverClock.last }

  /// What is left of a rate limit, and how long the next request would wait for it.
  package func status(of bucket: RateBucket.Name) -> RateBucket.Status { self.bucket(bucket).status }

  /// Closes the connections; requests that run fail.
  package func shutdown() async { await configuration.transport.shutdown() }

  /// Reads one path.
  ///
  /// - Parameters:
  ///   - path: below the origin's base URL, not percent-encoded: `/projects/5`.
  ///   - query: names and values as they are meant; they are encoded here.
  /// - Throws: `APIError` for any status but success, or `CancellationError`.
  package func get(
    path: String, query: [(String, String)] = [], bucket: RateBucket.Name, origin: Origin = .api
  ) async throws -> HTTPExchange.Response {
    try await read(reading(base(of: origin).address(path, query: query), at: origin, bucket: bucket)).response
  }

  /// Reads one path whose answer is one JSON value.
  ///
  /// - Throws: as `get`, and `APIError` for an answer that is no JSON.
  package func value(
    path: String, query: [(String, String)] = [], schema: RowSchema?, bucket: RateBucket.Name,
    origin: Origin = .api
  ) async throws -> Value {
    let address = base(of: origin).address(path, query: query)
    return try await value(of: reading(address, at: origin, bucket: bucket), schema: schema)
  }

  func value(of call: Call, schema: RowSchema?) async throws -> Value {
    let answer = try await read(call)
    do { return try JSONReader.value(answer.response.body, schema: schema) } catch {
      throw answer.error(.malformedAnswer, "the answer is no JSON: \(error)")
    }
  }

  /// Reads a list page by page, each when it is asked for.
  ///
  /// - Parameters:
  ///   - key: where the rows stand in the answer: `projects`, for reports `results`.
  ///   - schema: what the rows are; nil reads them as they come.
  ///   - project: the fields that will be read; empty for whole rows.
  ///   - paging: how the list tells its pages apart; those with numbers are read several at a time.
  package func pages(
    path: String, query: [(String, String)] = [], key: String, schema: RowSchema?, project: [FieldPath] = [],
    bucket: RateBucket.Name, origin: Origin = .api, paging: Pager.Paging = .cursor
  ) -> Pager {
    Pager(
      client: self,
      list: Pager.List(
        path: path, query: query, key: key, schema: schema, project: project, bucket: bucket, origin: origin,
        paging: origin == .api ? paging : .whole))
  }

  func base(of origin: Origin) -> BaseURL {
    switch origin {
    case .api: baseURL
    case .identity: baseURL.identity
    }
  }

  func bucket(_ name: RateBucket.Name) -> RateBucket {
    switch name {
    case .general: general
    case .reports: reports
    }
  }
}
