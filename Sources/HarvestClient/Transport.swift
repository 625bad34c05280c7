/// What goes over the wire and comes back.
package enum HTTPExchange {
  /// One request. It has two initialisers: what is made of an address alone reads, and what changes something is made
  /// of a ticket, which only the gate gives.
  package struct Request: Sendable {
    package struct Body: Hashable, Sendable {
      package let contentType: String
      package let bytes: [UInt8]
    }

    /// What it does to the server; nil for a read.
    package let change: WriteIntent.Method?
    package let address: WebAddress
    package let body: Body?
    package let credentials: Credentials
    package let userAgent: String

    /// A read of an address.
    init(_ address: WebAddress, credentials: Credentials, userAgent: String) {
      change = nil
      self.address = address
      body = nil
      self.credentials = credentials
      self.userAgent = userAgent
    }

    /// The write that a ticket permits.
    init(_ ticket: borrowing WriteTicket, baseURL: BaseURL, credentials: Credentials, userAgent: String) {
      change = ticket.intent.method
      address = baseURL.address(ticket.intent.path, query: ticket.intent.query)
      body = Body(ticket.intent.body)
      self.credentials = credentials
      self.userAgent = userAgent
    }

    /// `GET`, or what the change is called.
    package var method: String { change?.rawValue ?? "GET" }

    /// The header fields in order. They hold the token, which is why they are made on demand and kept nowhere.
    package var headers: [(name: String, value: String)] {
      var headers = [(name: "Authorization", value: "Bearer \(credentials.token.text)")]
      if let id = credentials.accountID { headers.append((name: "Harvest-Account-Id", value: id)) }
      headers.append((name: "User-Agent", value: userAgent))
      headers.append((name: "Accept", value: "application/json"))
      if let body { headers.append((name: "Content-Type", value: body.contentType)) }
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
    /// No connection came about, so nothing was sent: no such host, refused, no route, or not in time.
    case unreachable
    /// Something took too long.
    case timeout
    /// The connection broke before the answer was whole.
    case dropped
    /// The other side could not prove who it is, or speaks no TLS; nothing was sent.
    case tls
    /// What came back is not HTTP.
    case malformed
    /// The answer is larger than the transport takes.
    case tooLarge
    /// The transport was shut down before; nothing was sent.
    case closed
    /// The task was cancelled, before or after something was sent.
    case cancelled

    /// Whether the server may have got the request.
    var mayBeSent: Bool {
      switch self {
      case .unreachable, .tls, .closed: false
      case .timeout, .dropped, .malformed, .tooLarge, .cancelled: true
      }
    }
  }

  package let kind: Kind
  /// What happened, as one short sentence.
  package let reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

extension HTTPExchange.Request.Body {
  /// The bytes of an intent's body; nil where it has none.
  fileprivate init?(_ body: WriteIntent.Body) {
    switch body {
    case .none: return nil
    case .json(let bytes): self.init(contentType: "application/json", bytes: bytes)
    case .multipart(let parts):
      let form = MultipartForm(parts)
      self.init(contentType: form.contentType, bytes: form.bytes)
    }
  }
}
