/// A strict reader of JSON, so that the sandbox is read by other code than it was written with. Numbers stay text.
enum JSON: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(String)
  case text(String)
  case list([JSON])
  case object([(key: String, value: JSON)])

  static func == (a: JSON, b: JSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.flag(let a), .flag(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  subscript(_ path: String) -> JSON {
    var json = self
    for key in path.split(separator: ".") {
      guard case .object(let fields) = json, let field = fields.first(where: { $0.key == key }) else { return .null }
      json = field.value
    }
    return json
  }

  var keys: [String] { if case .object(let fields) = self { fields.map(\.key) } else { [] } }
  var items: [JSON] { if case .list(let items) = self { items } else { [] } }
  var string: String? { if case .text(let text) = self { text } else { nil } }
  var number: String? { if case .number(let text) = self { text } else { nil } }
  var integer: Int64? { number.flatMap { Int64($0) } }
  var isTrue: Bool { self == .flag(true) }
}

struct JSONError: Error {
  let at: Int
}

extension JSON {
  init(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes: bytes)
    self = try reader.value()
    guard reader.at == bytes.count else { throw JSONError(at: reader.at) }
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var at = 0

  mutating func value() throws -> JSON {
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .list(try elements())
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    default: return .number(try number())
    }
  }

  private func peek() throws -> UInt8 {
    guard at < bytes.count else { throw JSONError(at: at) }
    return bytes[at]
  }

  private mutating func take(_ character: Unicode.Scalar) throws {
    guard try peek() == UInt8(ascii: character) else { throw JSONError(at: at) }
    at += 1
  }

  private mutating func word(_ word: String, _ json: JSON) throws -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw JSONError(at: at) }
    at += word.utf8.count
    return json
  }

  private mutating func members() throws -> [(key: String, value: JSON)] {
    var members: [(key: String, value: JSON)] = []
    try take("{")
    while try peek() != UInt8(ascii: "}") {
      if !members.isEmpty { try take(",") }
      let key = try text()
      try take(":")
      members.append((key, try value()))
    }
    try take("}")
    return members
  }

  private mutating func elements() throws -> [JSON] {
    var elements: [JSON] = []
    try take("[")
    while try peek() != UInt8(ascii: "]") {
      if !elements.isEmpty { try take(",") }
      elements.append(try value())
    }
    try take("]")
    return elements
  }

  /// No leading zeros, no lone point.
  private mutating func number() throws -> String {
    let start = at
    while at < bytes.count, (48...57).contains(bytes[at]) || bytes[at] == 45 || bytes[at] == 46 { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), parts[0] == "0" || !parts[0].hasPrefix("0")
    else { throw JSONError(at: start) }
    return text
  }

  private mutating func text() throws -> String {
    try take("\"")
    var decoded: [UInt8] = []
    while true {
      let start = at
      while at < bytes.count, bytes[at] >= 32, bytes[at] != 34, bytes[at] != 92 { at += 1 }
      decoded += bytes[start..<at]
      guard try peek() == UInt8(ascii: "\\") else { break }
      at += 1
      decoded += try escape()
    }
    try take("\"")
    guard let text = String(validating: decoded, as: UTF8.self) else { throw JSONError(at: at) }
    return text
  }

  private mutating func escape() throws -> [UInt8] {
    let byte = try peek()
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      guard at + 4 <= bytes.count,
        let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw JSONError(at: at) }
      at += 4
      return Array(String(scalar).utf8)
    default: throw JSONError(at: at)
    }
  }
}
