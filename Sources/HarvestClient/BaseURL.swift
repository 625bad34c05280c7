/// Where the API answers: an origin and the path that all requests start with, version included.
package struct BaseURL: Hashable, Sendable, CustomStringConvertible {
  /// Without a query; the path ends in `/v2`.
  package let root: WebAddress

  /// The real one.
  package static let harvest = BaseURL(scheme: .https, host: "api.harvestapp.com", port: 443, path: "/v2")

  private init(scheme: WebAddress.Scheme, host: String, port: Int, path: String) {
    self.init(origin: WebAddress.Origin(scheme: scheme, host: host, port: port), path: path)
  }

  private init(origin: WebAddress.Origin, path: String) {
    root = WebAddress(origin: origin, path: path, query: nil)
  }

  /// Reads a base URL such as `http://127.0.0.1:8080/v2`; a slash at its end does not matter.
  ///
  /// - Throws: a fault that says what is wrong, as half a sentence, and where it can, what to write.
  package init(_ text: String) throws(AddressFault) {
    let address = try WebAddress(text)
    guard address.query == nil else { throw AddressFault("it has a query (?)") }
    let path = address.path.last == "/" ? String(address.path.dropLast()) : address.path
    // Asked of everybody, so that a forgotten version is told here and not by a 404 for each request.
    guard path.hasSuffix("/v2") else { throw AddressFault("its path must end in /v2: \(address.origin)\(path)/v2") }
    self.init(origin: address.origin, path: path)
  }

  package var description: String { root.description }

  /// Where the accounts of a token are listed: Harvest has a host of its own for it, anything else answers itself,
  /// since a token is only ever sent to the host it belongs to.
  package var identity: BaseURL {
    if self == .harvest {
      BaseURL(scheme: .https, host: "id.getharvest.com", port: 443, path: "/api/v2")
    } else {
      BaseURL(origin: root.origin, path: "/api/v2")
    }
  }

  /// The address of a path below the base, with or without a leading slash, and of raw query parameters.
  package func address(_ path: String, query: [(String, String)] = []) -> WebAddress {
    let below = PercentEncoding.path(path)
    return WebAddress(
      origin: root.origin, path: "\(root.path)\(below.hasPrefix("/") ? "" : "/")\(below)",
      query: PercentEncoding.query(query))
  }
}
