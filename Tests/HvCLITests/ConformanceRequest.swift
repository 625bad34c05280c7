import Foundation
import HvCodecs
import HvValues

extension ConformanceTable.Row {
  /// Whether this is the request of the row, ids and paging aside.
  func matches(_ exchange: ConformanceBench.Exchange) -> Bool {
    exchange.method == method && Self.matches(path: exchange.path, path) && matches(query: exchange.query)
      && matches(body: exchange)
  }

  private static func matches(path: String, _ pattern: String) -> Bool {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    let expected = pattern.split(separator: "/", omittingEmptySubsequences: false)
    return segments.count == expected.count
      && zip(segments, expected).allSatisfy { $0 == $1 || ($1 == "#" && isID(String($0))) }
  }

  private func matches(query: [String: String]) -> Bool {
    let given = query.filter { !["per_page", "page", "cursor"].contains($0.key) }
    return given.keys.sorted() == self.query.keys.sorted()
      && given.allSatisfy { name, value in self.query[name] == value || (self.query[name] == "#" && Self.isID(value)) }
  }

  private func matches(body exchange: ConformanceBench.Exchange) -> Bool {
    guard let body else { return exchange.body.isEmpty && exchange.contentType == nil }
    guard let expected = try? JSONReader.value(Array(body.utf8)) else { return false }
    if isForm {
      guard let form = exchange.form else { return false }
      return Self.matches(.record(Record(pairs: form.map { ($0.name, .string($0.text)) })), expected)
    }
    guard exchange.contentType == "application/json", let sent = try? JSONReader.value(exchange.body) else {
      return false
    }
    return Self.matches(sent, expected)
  }

  /// Whether two JSON values are the same: numbers by value, objects in any order, `"#"` for an id.
  private static func matches(_ value: Value, _ expected: Value) -> Bool {
    switch (value, expected) {
    case (.number(let number), .string("#")): (number.integer ?? 0) > 0
    case (.string(let text), .string("#")): isID(text)
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.list(let a), .list(let b)):
      a.elements.count == b.elements.count && zip(a.elements, b.elements).allSatisfy(matches)
    case (.record(let a), .record(let b)):
      a.shape.keys.sorted() == b.shape.keys.sorted()
        && a.pairs.allSatisfy { key, value in b[key].map { matches(value, $0) } ?? false }
    default: false
    }
  }

  private static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } && text != "0"
  }
}

extension ConformanceBench.Exchange {
  /// The parameters, decoded.
  var query: [String: String] {
    guard let mark = target.firstIndex(of: "?") else { return [:] }
    let pairs = target[target.index(after: mark)...].split(separator: "&").map { pair in
      pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).removingPercentEncoding ?? String($0)
      }
    }
    return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { "\($0), \($1)" })
  }

  /// The parts of a multipart form: their names, and their text or `@` and the name of the file. Nil for anything else.
  var form: [(name: String, text: String)]? {
    guard let contentType, contentType.hasPrefix("multipart/form-data; boundary=") else { return nil }
    let boundary = "--" + contentType.dropFirst("multipart/form-data; boundary=".count)
    let parts = String(decoding: body, as: UTF8.self).components(separatedBy: boundary)
    // Before the first boundary stands nothing, after the last one two dashes.
    guard parts.count > 2, parts.first == "", parts.last?.hasPrefix("--") == true else { return nil }
    return parts.dropFirst().dropLast().map { part in
      let halves = part.components(separatedBy: "\r\n\r\n")
      func parameter(_ name: String) -> String? {
        let pieces = halves[0].components(separatedBy: " \(name)=\"")
        return pieces.count > 1 ? pieces[1].components(separatedBy: "\"").first : nil
      }
      let text = halves.dropFirst().joined(separator: "\r\n\r\n")
      let file = parameter("filename").map { "@" + $0 }
      return (parameter("name") ?? "", file ?? (text.hasSuffix("\r\n") ? String(text.dropLast()) : text))
    }
  }

  /// For messages: the request with its body.
  var line: String {
    var line = "\(method) \(target)"
    if !body.isEmpty { line += " " + String(decoding: body, as: UTF8.self) }
    return line + " → \(status)"
  }
}
