import HvValues

extension HarvestClient {
  /// One read: what to ask, and what an error should say about its place.
  struct Read: Sendable {
    var address: WebAddress
    var bucket: RateBucket.Name
    var page: Int?
    var pageCount: Int?
  }

  /// A success, with what it took: enough to make an error of it when its content turns out wrong.
  struct Answer: Sendable {
    let client: HarvestClient
    let read: Read
    let response: HTTPExchange.Response
    let attempts: Int
    let waited: Duration

    func error(_ kind: APIError.Kind, _ message: String) -> APIError {
      client.error(kind, message, status: response.status, read: read, attempts: attempts, waited: waited)
    }
  }

  /// An attempt that failed.
  private struct Setback: Error {
    var kind: APIError.Kind
    var status: Int?
    var message: String
    /// When the server wants to be asked again.
    var retryAfter: Duration?
  }

  /// Sends one read until it succeeds, fails for good, or attempts or patience are used up.
  ///
  /// - Throws: `APIError`, or `CancellationError`.
  func read(_ read: Read) async throws -> Answer {
    let retries = configuration.retries
    let bucket = bucket(read.bucket)
    var attempt = 1
    var pause = Duration.zero
    var paused = Duration.zero
    var waited = Duration.zero
    while true {
      try Task.checkCancellation()
      let wait = pause + (try await bucket.admit())
      waited += wait
      switch try await send(read, attempt: attempt, wait: wait) {
      case .success(let response):
        return Answer(client: self, read: read, response: response, attempts: attempt, waited: waited)
      case .failure(let setback):
        var failure = error(
          setback.kind, setback.message, status: setback.status, read: read, attempts: attempt, waited: waited)
        guard setback.kind.isPassing(status: setback.status), attempt < retries.attempts else { throw failure }
        pause = setback.retryAfter ?? retries.pause(after: attempt, random: configuration.random)
        paused += pause
        guard paused <= retries.patience else {
          failure.help.insert("the server asks to wait \(pause.text), which is longer than this program does", at: 0)
          throw failure
        }
        if setback.kind == .throttled {
          // The bucket makes everybody wait, this read included.
          bucket.close(for: pause)
          pause = .zero
        } else {
          try await time.sleep(pause)
        }
        attempt += 1
      }
    }
  }

  /// Makes an error whose texts are safe to show.
  func error(
    _ kind: APIError.Kind, _ message: String, status: Int?, read: Read, attempts: Int, waited: Duration
  ) -> APIError {
    APIError(
      kind: kind, status: status, message: shown(message),
      request: "GET \(shown(read.address))", attempts: attempts, waited: waited, page: read.page,
      pageCount: read.pageCount,
      help: kind.help(baseURL: baseURL, accountID: configuration.credentials.accountID))
  }

  /// A text from outside as it may be shown: no token, no control characters, one line.
  private func shown(_ text: String) -> String {
    ServerMessage.line(configuration.credentials.token.redact(text))
  }

  /// Path and query as they may be shown: no token, and not without end.
  private func shown(_ address: WebAddress) -> String {
    var target = address.path
    if let query = address.query {
      // A token in a query is not this client's way, but a link or a raw call may hold one.
      let parts = query.split(separator: "&", omittingEmptySubsequences: false)
      target += "?" + parts.map { $0.hasPrefix("access_token=") ? "access_token=[token]" : $0 }.joined(separator: "&")
    }
    return ServerMessage.line(configuration.credentials.token.redact(target), limit: 500)
  }

  private func send(_ read: Read, attempt: Int, wait: Duration) async throws -> Result<HTTPExchange.Response, Setback> {
    let start = time.now()
    let result: Result<HTTPExchange.Response, TransportFault>
    do throws(TransportFault) {
      let request = HTTPExchange.Request(
        address: read.address, credentials: configuration.credentials, userAgent: userAgent)
      result = .success(try await configuration.transport.send(request, within: configuration.timeout))
    } catch {
      result = .failure(error)
    }
    let response = try? result.get()
    configuration.observer?.finished(
      RequestEvent(
        method: "GET", target: shown(read.address), status: response?.status,
        failure: (result.fault?.reason).map(shown),
        bytes: response?.body.count ?? 0, milliseconds: (time.now() - start).milliseconds, attempt: attempt,
        waitMilliseconds: wait.milliseconds))
    switch result {
    case .success(let response):
      guard let kind = APIError.Kind(status: response.status) else { return .success(response) }
      return .failure(
        Setback(
          kind: kind, status: response.status, message: message(of: response), retryAfter: retryAfter(of: response)))
    case .failure(let fault):
      // Whatever a cancelled request broke with, it is no fault of the API.
      if fault.kind == .cancelled || Task.isCancelled { throw CancellationError() }
      return .failure(Setback(kind: APIError.Kind(fault.kind), status: nil, message: fault.reason, retryAfter: nil))
    }
  }

  private func message(of response: HTTPExchange.Response) -> String {
    if (300..<400).contains(response.status), let location = response.header("location") {
      return "redirected to \(location); redirects are not followed"
    }
    return ServerMessage.find(in: response.body) ?? "answered \(response.status) without a word"
  }

  /// The pause that a 429 or 503 asks for: the header in seconds, else `retry_after` of the body.
  private func retryAfter(of response: HTTPExchange.Response) -> Duration? {
    guard response.status == 429 || response.status == 503 else { return nil }
    let seconds = response.header("retry-after").flatMap { Exact($0) } ?? ServerMessage.retryAfter(in: response.body)
    guard let whole = (try? seconds?.rounded(to: 0, .ceiling))?.integer else { return nil }
    return .seconds(min(max(whole, 0), 86_400 * 365))
  }
}

extension Result where Failure == TransportFault {
  fileprivate var fault: TransportFault? { if case .failure(let fault) = self { fault } else { nil } }
}
