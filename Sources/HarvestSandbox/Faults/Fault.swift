package import HarvestCatalog

/// Something that goes wrong on purpose: which requests it befalls, what happens, and how often.
package struct Fault: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The connection closes and nothing has happened.
    case dropBefore
    /// The request is carried out, then the connection closes without an answer.
    case dropAfter
    /// Nothing happens, not even an answer, until the client gives up.
    case stall
    /// 200 with bytes that are no JSON; nothing has happened.
    case garbage
    /// The request is carried out, but the body of the answer ends early and the connection closes.
    case truncate
    /// This status, and nothing has happened.
    case status(Int)
    /// The answer's link to the next page leads to another host, or to the page itself.
    case link(isForeign: Bool)
  }

  /// Nil is every method.
  package let method: HarvestCatalog.Method?
  /// The segments below `/v2`, of which `*` is any; nil is every path.
  let path: [String]?
  package let kind: Kind
  /// How many matching requests it befalls; nil is all.
  package let limit: Int?
  /// How many matching requests it leaves alone before.
  package let skips: Int

  /// Whether a request is one of those, be it the first or not.
  func matches(_ request: SandboxRequest) -> Bool {
    if let method, method.rawValue != request.method { return false }
    guard let path else { return true }
    let segments = Self.unprefixed(request.segments)
    return path.count == segments.count && zip(path, segments).allSatisfy { $0 == Self.any || $0 == $1 }
  }

  /// The segments without the `/v2` or `/api/v2` before them.
  static func unprefixed(_ segments: [Substring]) -> ArraySlice<Substring> {
    if segments.first == "v2" { return segments.dropFirst() }
    return segments.starts(with: ["api", "v2"]) ? segments.dropFirst(2) : segments[...]
  }

  static let any = "*"
}

/// The faults that a sandbox was given, and how many requests each has still to befall.
struct FaultPlan: Sendable {
  private var faults: [(fault: Fault, skips: Int, left: Int?)]

  init(_ faults: [Fault]) { self.faults = faults.map { ($0, $0.skips, $0.limit) } }

  /// What befalls this request: the first fault that matches it, has begun and is not used up.
  mutating func next(for request: SandboxRequest) -> Fault.Kind? {
    for place in faults.indices where faults[place].fault.matches(request) {
      if faults[place].skips > 0 {
        faults[place].skips -= 1
        continue
      }
      guard let left = faults[place].left else { return faults[place].fault.kind }
      if left > 0 {
        faults[place].left = left - 1
        return faults[place].fault.kind
      }
    }
    return nil
  }
}
