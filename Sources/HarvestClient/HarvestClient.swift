// HarvestClient: HTTP and Harvest's protocol. It reads: credentials, requests, paging, rate limits, retries, errors.
//
// It knows neither the language nor the catalog of endpoints: whoever calls names path, parameters, collection key and
// bucket. It cannot write: no request of this target has a method or a body. Start here, then `HarvestClient+Read`
// (one read with its retries), `Pager` (a list, page by page) and `Transport` (what sends).

import HvCodecs
package import HvValues

/// A connection to one account of Harvest, or to an emulator. Shared by everything that reads, so that they keep the
/// rate limits together; nothing is opened before the first request.
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

    package init(baseURL: BaseURL, credentials: Credentials, transport: any Transport, userAgent: String) {
      self.baseURL = baseURL
      self.credentials = credentials
      self.transport = transport
      self.userAgent = userAgent
    }
  }

  let configuration: Configuration
  let userAgent: String
  let time: Timekeeper
  private let general: RateBucket
  private let reports: RateBucket

  package init(_ configuration: Configuration) {
    self.configuration = configuration
    // A header holds no line breaks; what else a host program may pass is its own affair, as long as it is ASCII.
    let printable = configuration.userAgent.utf8.filter { (0x20...0x7E).contains($0) }
    userAgent = String(decoding: printable, as: UTF8.self)
    time = Timekeeper(configuration.clock)
    general = .general(time)
    reports = .reports(time)
  }

  package var baseURL: BaseURL { configuration.baseURL }

  /// What is left of a rate limit, and how long the next request would wait for it.
  package func status(of bucket: RateBucket.Name) -> RateBucket.Status { self.bucket(bucket).status }

  /// Closes the connections; requests that run fail.
  package func shutdown() async { await configuration.transport.shutdown() }

  /// Reads one path.
  ///
  /// - Parameters:
  ///   - path: below the base URL, not percent-encoded: `/projects/5`.
  ///   - query: names and values as they are meant; they are encoded here.
  /// - Throws: `APIError` for any status but success, or `CancellationError`.
  package func get(
    path: String, query: [(String, String)] = [], bucket: RateBucket.Name
  ) async throws -> HTTPExchange.Response {
    try await read(Read(address: baseURL.address(path, query: query), bucket: bucket)).response
  }

  /// Reads one path whose answer is one JSON value.
  ///
  /// - Throws: as `get`, and `APIError` for an answer that is no JSON.
  package func value(
    path: String, query: [(String, String)] = [], schema: RowSchema?, bucket: RateBucket.Name
  ) async throws -> Value {
    let answer = try await read(Read(address: baseURL.address(path, query: query), bucket: bucket))
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
  package func pages(
    path: String, query: [(String, String)] = [], key: String, schema: RowSchema?, project: [FieldPath] = [],
    bucket: RateBucket.Name
  ) -> Pager {
    Pager(
      client: self,
      list: Pager.List(path: path, query: query, key: key, schema: schema, project: project, bucket: bucket))
  }

  func bucket(_ name: RateBucket.Name) -> RateBucket {
    switch name {
    case .general: general
    case .reports: reports
    }
  }
}
