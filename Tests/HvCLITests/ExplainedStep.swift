import Foundation
import HvValues

/// What `explain` said of a pipeline before it ran, beside the requests that it made.
struct ExplainedStep: Sendable {
  let fewest: Int
  /// Nil where that depends on what is found.
  let most: Int?
  /// As they would stand in a list: `GET /projects?per_page=2000`; what was not known stands in braces.
  let told: [String]
  let made: [String]

  init(_ explanation: Value, made: [String]) {
    func integer(_ value: Value?) -> Int? {
      if case .number(let number)? = value { number.integer.map { Int($0) } } else { nil }
    }
    func records(_ value: Value?) -> [Record] {
      guard case .list(let list)? = value else { return [] }
      return list.elements.compactMap { if case .record(let record) = $0 { record } else { nil } }
    }
    let whole = if case .record(let record) = explanation { record } else { Record(pairs: []) }
    fewest = integer(whole[path: FieldPath("requests.fewest")]) ?? -1
    most = integer(whole[path: FieldPath("requests.most")])
    told = records(whole["stages"]).flatMap { records($0["requests"]) + records($0["instead"]) }.map { request in
      var query: [String] = []
      if case .record(let parameters)? = request["query"] {
        query = parameters.pairs.map { "\($0.key)=\($0.value.text)" }
      }
      let target = (request["path"]?.text ?? "") + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
      return RequestTableSandbox.line(request["method"]?.text ?? "", target)
    }
    self.made = made
  }

  /// Where the two do not agree.
  var faults: [String] {
    var faults: [String] = []
    if made.count < fewest { faults.append("\(made.count) requests are made, at least \(fewest) were told") }
    if let most, made.count > most { faults.append("\(made.count) requests are made, at most \(most) were told") }
    for request in made where !told.contains(where: { Self.agrees(request, with: $0) }) {
      faults.append("not told: \(request)")
    }
    return faults.isEmpty ? [] : faults + ["told:"] + told
  }

  /// Whether a request is one that was told: the same, but for what was not known, and for which page it is.
  private static func agrees(_ request: String, with told: String) -> Bool {
    let (a, b) = (parts(request), parts(told))
    guard a.path.count == b.path.count, zip(a.path, b.path).allSatisfy({ agrees(value: $0, with: $1) }) else {
      return false
    }
    let paging: Set = ["page", "cursor", "per_page"]
    let names = Set(a.query.keys).subtracting(paging)
    if b.query["{…}"] != nil { return true }
    return names == Set(b.query.keys).subtracting(paging)
      && names.allSatisfy { agrees(value: a.query[$0] ?? "", with: b.query[$0] ?? "") }
  }

  private static func agrees(value: String, with told: String) -> Bool { value == told || told.contains("{") }

  private static func parts(_ line: String) -> (path: [String], query: [String: String]) {
    let halves = line.split(separator: "?", maxSplits: 1).map(String.init)
    let pairs = halves.dropFirst().flatMap { $0.split(separator: "&") }.map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return (sides[0], sides.count > 1 ? sides[1] : "")
    }
    return (
      halves[0].split(separator: "/").map(String.init), Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    )
  }
}
