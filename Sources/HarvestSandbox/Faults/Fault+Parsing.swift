import HarvestCatalog

/// The written form of a fault: `POST /time_entries: drop-after x1`.
extension Fault {
  /// Reads `METHOD PATH: KIND [xN] [after N]`.
  ///
  /// METHOD may be `*`. PATH is that of an endpoint below `/v2`, with ids, `*` or the catalog's placeholders where it
  /// has ids, or `*` alone for all. KIND is one of `kinds`. With xN the fault befalls the first N matching requests, with `after`
  /// those that come after so many.
  /// - Throws: what is wrong with it, for people.
  package init(parsing text: String) throws(FaultError) {
    let halves = text.split(separator: ":", maxSplits: 1).map { $0.split { $0.isWhitespace } }
    guard halves.count == 2, halves[0].count == 2, var words = halves.last.map({ $0[...] }), let kind = words.popFirst()
    else { throw Self.form }
    method = try Self.method(halves[0][0])
    path = try Self.path(halves[0][1], method)
    self.kind = try Self.kind(kind)
    limit = if let word = words.first, word.hasPrefix("x") { try Self.limit(words.removeFirst()) } else { nil }
    switch (words.count, words.first) {
    case (0, _): skips = 0
    case (2, "after"?): skips = try Self.skips(words.removeLast())
    default: throw Self.form
    }
  }

  private static let form = FaultError(
    "a fault is written 'METHOD PATH: KIND [xN] [after N]', such as 'POST /time_entries: drop-after x1'")

  /// The spellings of the kinds, in the order in which help names them.
  package static var kinds: [String] { named.map(\.name) + statuses.map(String.init) }

  private static let named: [(name: String, kind: Kind)] = [
    ("drop-before", .dropBefore), ("drop-after", .dropAfter), ("stall", .stall), ("garbage", .garbage),
    ("truncate", .truncate), ("foreign-link", .link(isForeign: true)), ("self-link", .link(isForeign: false)),
  ]

  private static let statuses = [400, 401, 403, 404, 422, 429, 500, 502, 503]

  private static func method(_ text: Substring) throws(FaultError) -> HarvestCatalog.Method? {
    if text == any { return nil }
    guard let method = HarvestCatalog.Method(rawValue: text.uppercased()) else {
      throw FaultError("'\(text)' is no method of Harvest: write GET, POST, PATCH, DELETE or *")
    }
    return method
  }

  private static func kind(_ text: Substring) throws(FaultError) -> Kind {
    if let known = named.first(where: { $0.name == text }) { return known.kind }
    guard let status = Int(text), statuses.contains(status) else {
      throw FaultError("'\(text)' is no kind of fault: write one of \(kinds.joined(separator: ", "))")
    }
    return .status(status)
  }

  private static func limit(_ text: Substring) throws(FaultError) -> Int {
    guard text.hasPrefix("x"), let limit = Int(text.dropFirst()), limit > 0 else {
      throw FaultError("'\(text)' is no number of requests: write x1, x2 and so on")
    }
    return limit
  }

  private static func skips(_ text: Substring) throws(FaultError) -> Int {
    guard let skips = Int(text), skips >= 0 else { throw FaultError("'\(text)' is no number of requests") }
    return skips
  }

  // MARK: Path

  private static func path(
    _ text: Substring, _ method: HarvestCatalog.Method?
  ) throws(FaultError) -> [String]? {
    if text == any { return nil }
    let pattern = unprefixed(text.split(separator: "/")).map { $0.hasPrefix("{") ? any : String($0) }
    let endpoints = Catalog.endpoints.filter { covers(pattern, $0) }
    guard text.hasPrefix("/"), !endpoints.isEmpty else { throw FaultError("no endpoint has the path \(text)") }
    if let method, !endpoints.contains(where: { $0.method == method }) {
      let methods = Set(endpoints.map(\.method.rawValue)).sorted().joined(separator: ", ")
      throw FaultError("\(text) has no \(method.rawValue), only \(methods)")
    }
    return pattern
  }

  /// Whether some request to the endpoint has such a path.
  private static func covers(_ pattern: [String], _ endpoint: Endpoint) -> Bool {
    let path = unprefixed(endpoint.path.split(separator: "/"))
    return pattern.count == path.count
      && zip(pattern, path).allSatisfy { $0 == any || $0 == $1 || $1.hasPrefix("{") && Int64($0) != nil }
  }
}

/// Why the text of a fault cannot be read, in a sentence without a full stop.
package struct FaultError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
