/// What goes over the wire and comes back.
package enum HTTPExchange {
  /// One read. It has no method and no body: what stands here can only be a GET.
  package struct Request: Sendable {
    package let address: WebAddress
    package let credentials: Credentials
    package let userAgent: String

    /// The header fields in order. They hold the token, which is why they are made on demand and kept nowhere.
    package var headers: [(name: String, value: String)] {
      var headers = [(name: "Authorization", value: "Bearer \(credentials.token.text)")]
      if let id = credentials.accountID { headers.append((name: "Harvest-Account-Id", value: id)) }
      headers.append((name: "User-Agent", value: userAgent))
      headers.append((name: "Accept", value: "application/json"))
      return headers
    }
  }

  /// A whole answer of any status.
  package struct Response: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    /// Decompressed.
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    /// The first field of that name, upper or lower case.
    package func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }
}

/// The way to a server: sockets, or an emulator in the same process, or a script in a test.
package protocol Transport: Sendable {
  /// Sends one request and gives the whole answer, whatever its status. It never follows a redirect and never retries.
  ///
  /// - Parameter limit: the time for everything, connecting included.
  /// - Throws: a fault; soon after the task is cancelled, one of kind `cancelled`.
  func send(
    _ request: HTTPExchange.Request, within limit: Duration
  ) async throws(TransportFault) -> HTTPExchange.Response

  /// Gives connections and threads back; requests that run fail, later ones too.
  func shutdown() async
}

/// Why there is no answer.
package struct TransportFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// No connection came about: no such host, refused, no route.
    case unreachable
    /// Something took too long.
    case timeout
    /// The connection broke before the answer was whole.
    case dropped
    /// The other side could not prove who it is, or speaks no TLS.
    case tls
    /// What came back is not HTTP.
    case malformed
    /// The answer is larger than the transport takes.
    case tooLarge
    /// The transport is shut down.
    case closed
    /// The task was cancelled.
    case cancelled
  }

  package let kind: Kind
  /// What happened, as one short sentence.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}
