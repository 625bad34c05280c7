package import HvValues

/// A change that somebody wants to make: what would be sent, before anything is, and what it is about.
package struct WriteIntent: Sendable {
  package enum Method: String, Hashable, Sendable { case post = "POST", patch = "PATCH", delete = "DELETE" }

  package enum Body: Hashable, Sendable {
    case none
    /// JSON text in UTF-8.
    case json([UInt8])
    /// A form, for uploads.
    case multipart([Part])
  }

  /// One field of a form.
  package struct Part: Hashable, Sendable {
    package var name: String
    /// Nil for a plain field.
    package var fileName: String?
    package var contentType: String?
    package var bytes: [UInt8]

    package init(name: String, fileName: String? = nil, contentType: String? = nil, bytes: [UInt8]) {
      self.name = name
      self.fileName = fileName
      self.contentType = contentType
      self.bytes = bytes
    }
  }

  /// The catalog's name for it: `createClient`; `raw` where a person named method and path.
  package var operation: String
  package var method: Method
  /// Below the base URL, not percent-encoded: `/clients/5`.
  package var path: String
  /// Names and values as they are meant; they are encoded when sent.
  package var query: [(String, String)]
  package var body: Body
  package var bucket: RateBucket.Name
  /// The kind of the record that is changed, deleted or made: `time_entry`; nil where nobody knows.
  package var kind: String?
  /// The id of the record that is changed or deleted.
  package var recordID: Int64?
  /// A few words that tell a person which record is meant.
  package var label: String
  /// The record as it was before; nil where there was none.
  package var before: Record?
  /// What is asked for, by the names of the body's fields.
  package var asked: Record

  package init(
    operation: String, method: Method, path: String, query: [(String, String)] = [],
    body: Body = .none,
    bucket: RateBucket.Name = .general, kind: String? = nil, recordID: Int64? = nil,
    label: String = "",
    before: Record? = nil, asked: Record = Record(pairs: [])
  ) {
    self.kind = kind
    self.recordID = recordID
    self.label = label
    self.before = before
    self.asked = asked
    self.operation = operation
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.bucket = bucket
  }
}

extension WriteIntent {
  /// The change as people read it: `POST /v2/clients {"name":"X"}`; of files it tells names and sizes.
  ///
  /// One line without control characters, cut off at 2,000. Whoever shows it redacts the token.
  ///
  /// - Parameter token: taken out before the line is cut, so that no part of it stays.
  package func target(without token: Token) -> String {
    // Every base URL ends in /v2, so that any of them gives the path that the server's documentation names.
    let head = "\(method.rawValue) \(BaseURL.harvest.address(path, query: query).maskedTarget)"
    return ServerMessage.line(token.redact(([head] + content).joined(separator: " ")), limit: 2_000)
  }

  private var content: [String] {
    switch body {
    case .none: return []
    case .json(let bytes):
      // Enough for the 2,000 characters; a long text is not decoded to its end for one line.
      let shown = bytes.prefix(10_000)
      return [String(decoding: shown, as: UTF8.self) + (shown.count < bytes.count ? "…" : "")]
    case .multipart(let parts):
      let fields = parts.map { part in
        part.fileName.map { "\(part.name)=\($0) (\(part.bytes.count) bytes)" } ?? part.name
      }
      return ["form:", fields.joined(separator: ", ")]
    }
  }
}

extension WebAddress {
  /// What a request line asks for, without the value of an `access_token`. That is not this client's way to send a
  /// token, but a link of the server or a raw call may hold one.
  var maskedTarget: String {
    guard let query else { return path }
    let parts = query.split(separator: "&", omittingEmptySubsequences: false)
    return path + "?"
      + parts.map { $0.hasPrefix("access_token=") ? "access_token=[token]" : $0 }.joined(separator: "&")
  }
}
