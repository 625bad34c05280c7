/// Why a call failed for good: what was asked, what came back, how often it was tried, what may help.
///
/// No text in it ever holds the token or a request's body. Cancellation is thrown as `CancellationError`, so that
/// nothing which catches API errors can swallow it; as an API error it only stands in a ledger.
package struct APIError: Error, Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No connection: unknown host, refused, no route, or not in time.
    case unreachable
    /// No answer, or no whole answer, in time.
    case timeout
    /// The connection broke in the middle of the answer.
    case dropped
    /// The server's certificate or its TLS is not acceptable.
    case tls
    /// 401.
    case refusedToken
    /// 403.
    case forbidden
    /// 404.
    case notFound
    /// 400 or 422.
    case invalid
    /// 429, to the end of the patience.
    case throttled
    /// 500 and above.
    case server
    /// Any other status, redirects included.
    case unexpectedStatus
    /// No JSON, or JSON of another shape than the API's.
    case malformedAnswer
    /// More bytes than the transport takes.
    case tooLarge
    /// The next page is said to be on another host.
    case foreignLink
    /// The next page is one that was read before.
    case loop
    /// A list had other rows at the end of its reading than at the beginning.
    case changed
    /// The client was shut down.
    case closed
    /// The task was cancelled. Never thrown.
    case cancelled
  }

  package var kind: Kind
  /// The answer's status, where there was an answer.
  package var status: Int?
  /// Harvest's own words where it has some, else what happened. One line, never empty.
  package var message: String
  /// What was asked: `GET /v2/projects?per_page=3`.
  package var request: String
  /// How often it was sent.
  package var attempts: Int
  /// The time spent waiting between attempts and for the rate limit.
  package var waited: Duration
  /// Which page of a list it was, from 1.
  package var page: Int?
  /// How many pages the list has, where the server said so.
  package var pageCount: Int?
  /// What may help, a sentence each.
  package var help: [String] = []
}

extension APIError: CustomStringConvertible {
  /// One line: `GET /v2/projects?page=3: 500 after 4 attempts, page 3 of 9: Internal error`.
  package var description: String {
    var place: [String] = []
    if let status { place.append(attempts > 1 ? "\(status) after \(attempts) attempts" : "\(status)") }
    if status == nil, attempts > 1 { place.append("\(attempts) attempts") }
    if let page { place.append(pageCount.map { "page \(page) of \($0)" } ?? "page \(page)") }
    return ([request] + (place.isEmpty ? [] : [place.joined(separator: ", ")]) + [message]).joined(separator: ": ")
  }
}

extension APIError.Kind {
  /// The kind that an answer's status stands for; nil for success.
  init?(status: Int) {
    switch status {
    case 200..<300: return nil
    case 400, 422: self = .invalid
    case 401: self = .refusedToken
    case 403: self = .forbidden
    case 404: self = .notFound
    case 429: self = .throttled
    case 500...: self = .server
    default: self = .unexpectedStatus
    }
  }

  init(_ fault: TransportFault.Kind) {
    switch fault {
    case .unreachable: self = .unreachable
    case .timeout: self = .timeout
    case .dropped: self = .dropped
    case .tls: self = .tls
    case .malformed: self = .malformedAnswer
    case .tooLarge: self = .tooLarge
    case .closed: self = .closed
    case .cancelled: self = .cancelled
    }
  }

  /// Whether the same call may succeed a little later.
  func isPassing(status: Int?) -> Bool {
    switch self {
    case .unreachable, .timeout, .dropped, .throttled: true
    case .server: status.map { [500, 502, 503, 504].contains($0) } ?? false
    default: false
    }
  }
}
