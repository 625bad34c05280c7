import HvValues
import Synchronization

extension HarvestClient {
  /// One call: what is sent, and what an error should say about its place.
  struct Call: Sendable {
    let request: HTTPExchange.Request
    let origin: Origin
    let bucket: RateBucket.Name
    var page: Int?
    var pageCount: Int?
    let admission = Admission()
  }

  /// Tells whether the rate limit has counted a call already.
  final class Admission: Sendable {
    private let isGiven = Atomic(false)
    var wasGiven: Bool { isGiven.load(ordering: .relaxed) }
    func give() { isGiven.store(true, ordering: .relaxed) }
  }

  /// A success, with what it took: enough to make an error of it when its content turns out wrong.
  struct Answer: Sendable {
    let client: HarvestClient
    let call: Call
    let response: HTTPExchange.Response
    let attempts: Int
    let waited: Duration

    func error(_ kind: APIError.Kind, _ message: String) -> APIError {
      client.error(kind, message, status: response.status, call: call, attempts: attempts, waited: waited)
    }
  }

  /// The end of a call without success.
  struct Failure: Error {
    var error: APIError
    /// Whether the server may have done what it was asked all the same.
    let mayHaveActed: Bool

    /// What callers get: cancellation is no error of the API.
    var thrown: any Error { error.kind == .cancelled ? CancellationError() : error }
  }

  /// An attempt that failed.
  private struct Setback: Error {
    var kind: APIError.Kind
    var status: Int?
    var message: String
    /// Whether the server may have done what it was asked all the same.
    var mayHaveActed: Bool
    /// When the server wants to be asked again.
    var retryAfter: Duration?
  }

  /// A read of an address. Harvest's identity host answers for the person, so it is told no account.
  func reading(_ address: WebAddress, at origin: Origin, bucket: RateBucket.Name) -> Call {
    let credentials = configuration.credentials
    let request = HTTPExchange.Request(
      address, credentials: origin == .identity ? credentials.withoutAccount : credentials, userAgent: userAgent)
    return Call(request: request, origin: origin, bucket: bucket)
  }

  /// Sends one read until it succeeds, fails for good, or attempts or patience are used up.
  ///
  /// - Throws: `APIError`, or `CancellationError`.
  func read(_ call: Call) async throws -> Answer {
    do throws(Failure) { return try await perform(call) } catch { throw error.thrown }
  }

  /// Sends one call, and sends it again while that may help. A write is only repeated when it is certain that the
  /// server did nothing.
  func perform(_ call: Call) async throws(Failure) -> Answer {
    let retries = configuration.retries
    let bucket = bucket(call.bucket)
    var attempt = 1
    var pause = Duration.zero
    var paused = Duration.zero
    var waited = Duration.zero
    while true {
      let wait: Duration
      do {
        try Task.checkCancellation()
        if pause > .zero {
          report(wait: pause, for: .retry)
          try await time.sleep(pause)
        }
        wait = pause + (try await bucket.admit { report(wait: $0, for: .bucket(call.bucket)) })
        call.admission.give()
      } catch {
        // What was sent until now, if anything, was without effect: else there would be no next attempt of a write.
        let error = self.error(
          .cancelled, "cancelled before it was sent", status: nil, call: call, attempts: attempt - 1, waited: waited)
        throw Failure(error: error, mayHaveActed: false)
      }
      waited += wait
      let setback: Setback
      do throws(Setback) {
        let response = try await send(call, attempt: attempt, wait: wait)
        return Answer(client: self, call: call, response: response, attempts: attempt, waited: waited)
      } catch { setback = error }
      var failure = Failure(
        error: error(
          setback.kind, setback.message, status: setback.status, call: call, attempts: attempt, waited: waited),
        mayHaveActed: setback.mayHaveActed)
      let isWrite = call.request.change != nil
      if isWrite, setback.mayHaveActed {
        failure.error.help.insert("it is not known whether the change was made: look before you repeat it", at: 0)
      }
      guard setback.kind.isPassing(status: setback.status), !(isWrite && setback.mayHaveActed),
        attempt < retries.attempts
      else { throw failure }
      pause = setback.retryAfter ?? retries.pause(after: attempt, random: configuration.random)
      paused += pause
      guard paused <= retries.patience else {
        failure.error.help.insert(
          "the server asks to wait \(pause.text), which is longer than this program does", at: 0)
        throw failure
      }
      if setback.kind == .throttled {
        // The bucket makes everybody wait, this call included.
        bucket.close(for: pause)
        pause = .zero
      }
      attempt += 1
    }
  }

  private func report(wait: Duration, for reason: WaitEvent.Reason) {
    configuration.observer?.waits(WaitEvent(reason: reason, milliseconds: wait.milliseconds))
  }

  /// Makes an error whose texts are safe to show.
  func error(
    _ kind: APIError.Kind, _ message: String, status: Int?, call: Call, attempts: Int, waited: Duration
  ) -> APIError {
    APIError(
      kind: kind, status: status, message: shown(message),
      request: "\(call.request.method) \(shown(call.request.address))", attempts: attempts, waited: waited,
      page: call.page, pageCount: call.pageCount, help: kind.help(for: call, to: base(of: call.origin)))
  }

  /// A text from outside as it may be shown: no token, no control characters, one line.
  private func shown(_ text: String) -> String {
    ServerMessage.line(configuration.credentials.token.redact(text))
  }

  /// Path and query as they may be shown: no token, and not without end.
  private func shown(_ address: WebAddress) -> String {
    ServerMessage.line(configuration.credentials.token.redact(address.maskedTarget), limit: 500)
  }

  private func send(_ call: Call, attempt: Int, wait: Duration) async throws(Setback) -> HTTPExchange.Response {
    let start = time.now()
    let isWrite = call.request.change != nil
    // A write on its way is waited for, also where nobody wants more of them: else nobody would know what it did.
    let result =
      isWrite ? await Task { await transport(call.request) }.value : await transport(call.request)
    let response = try? result.get()
    configuration.observer?.finished(
      RequestEvent(
        method: call.request.method, target: shown(call.request.address), status: response?.status,
        failure: (result.fault?.reason).map(shown),
        bytes: response?.body.count ?? 0, milliseconds: (time.now() - start).milliseconds, attempt: attempt,
        waitMilliseconds: wait.milliseconds))
    switch result {
    case .success(let response):
      if let date = response.header("date").flatMap({ HTTPDate.seconds($0) }) {
        serverClock.set(date)
      }
      guard let kind = APIError.Kind(status: response.status) else { return response }
      throw Setback(
        kind: kind, status: response.status, message: message(of: response),
        // A server that answers 3xx or 4xx has refused. One that fails may have failed after the change.
        mayHaveActed: !(300..<500).contains(response.status), retryAfter: retryAfter(of: response))
    case .failure(let fault):
      // Whatever a cancelled request broke with, it is no fault of the API.
      let isCancelled = fault.kind == .cancelled || (Task.isCancelled && !isWrite)
      throw Setback(
        kind: isCancelled ? .cancelled : APIError.Kind(fault.kind), status: nil,
        message: isCancelled ? "cancelled while it was under way" : fault.reason, mayHaveActed: fault.kind.mayBeSent)
    }
  }

  private func transport(_ request: HTTPExchange.Request) async -> Result<
    HTTPExchange.Response, TransportFault
  > {
    do throws(TransportFault) {
      return .success(
        try await configuration.transport.send(request, within: configuration.timeout))
    } catch {
      return .failure(error)
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
