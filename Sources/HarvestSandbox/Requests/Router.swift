import HarvestCatalog

/// Finds the endpoint of a method and path, from the catalog; a literal segment goes before a placeholder.
struct Router: Sendable {
  struct Route {
    let endpoint: Endpoint
    /// The path's placeholders, in order.
    let ids: [Int64]
  }

  private struct Node {
    var literals: [Substring: Int] = [:]
    var placeholder: Int?
    var endpoints: [HarvestCatalog.Method: Endpoint] = [:]
  }

  private var nodes = [Node()]

  static let catalog = Router(Catalog.endpoints)

  /// Variants share the method and path of the endpoint that they are forms of; the identity server has its own origin.
  init(_ endpoints: [Endpoint]) {
    for endpoint in endpoints where endpoint.variantOf == nil && endpoint.origin == .api {
      var node = 0
      for segment in endpoint.path.split(separator: "/") { node = child(of: node, segment) }
      nodes[node].endpoints[endpoint.method] = endpoint
    }
  }

  private mutating func child(of node: Int, _ segment: Substring) -> Int {
    let isPlaceholder = segment.hasPrefix("{")
    if let known = isPlaceholder ? nodes[node].placeholder : nodes[node].literals[segment] { return known }
    nodes.append(Node())
    if isPlaceholder {
      nodes[node].placeholder = nodes.count - 1
    } else {
      nodes[node].literals[segment] = nodes.count - 1
    }
    return nodes.count - 1
  }

  /// The route of a path below `/v2` or the older `/api/v2`; nil when Harvest has no such path or an id is no number.
  func route(_ method: String, _ segments: [Substring]) -> Route? {
    guard let method = HarvestCatalog.Method(rawValue: method), let path = Self.unprefixed(segments) else { return nil }
    var node = 0
    var ids: [Int64] = []
    for segment in path {
      if let literal = nodes[node].literals[segment] {
        node = literal
      } else if let placeholder = nodes[node].placeholder, let id = Int64(segment) {
        node = placeholder
        ids.append(id)
      } else {
        return nil
      }
    }
    return nodes[node].endpoints[method].map { Route(endpoint: $0, ids: ids) }
  }

  private static func unprefixed(_ segments: [Substring]) -> ArraySlice<Substring>? {
    if segments.first == "v2" { return segments.dropFirst() }
    if segments.starts(with: ["api", "v2"]) { return segments.dropFirst(2) }
    return nil
  }
}
