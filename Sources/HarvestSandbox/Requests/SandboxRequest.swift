/// A request as the sandbox reads it, without HTTP around it.
package struct SandboxRequest: Sendable {
  package let method: String
  /// Path and query as they stand in the request line: `/v2/clients?is_active=true`.
  package let target: String
  /// Values by lower-case name.
  private let headers: [String: String]
  /// JSON, form data or multipart, after the content type.
  package let body: [UInt8]

  /// Takes header names in any case; of two with the same name the last one counts.
  package init(_ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.body = body
    self.headers = Dictionary(headers.map { ($0.0.lowercased(), $0.1) }) { $1 }
  }

  /// The value of the header with this lower-case name, unless it is blank.
  func header(_ name: String) -> String? {
    guard let value = headers[name], value.contains(where: { !$0.isWhitespace }) else { return nil }
    return value
  }

  /// The path's segments between slashes, still percent-encoded.
  var segments: [Substring] {
    target.prefix { $0 != "?" }.split(separator: "/")
  }

  var query: Query {
    Query(target.drop { $0 != "?" }.dropFirst())
  }

  /// The address of the path on this origin, for the links in a list.
  var address: String { String(wholeAddress.prefix { $0 != "?" }) }

  /// The address with the query.
  var wholeAddress: String { "http://" + (header("host") ?? "localhost") + target }
}

/// The sandbox's answer, without HTTP around it.
package struct SandboxResponse: Sendable {
  package let status: Int
  /// Besides the content type, which is always JSON.
  package let headers: [(name: String, value: String)]
  /// JSON in UTF-8; empty after a deletion.
  package let body: [UInt8]

  init(_ status: Int, headers: [(name: String, value: String)] = [], _ body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
