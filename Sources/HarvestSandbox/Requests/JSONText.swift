import HvValues

/// Reads the JSON of a body: strict by RFC 8259, in one pass over the bytes.
struct JSONText {
  private let bytes: [UInt8]
  private var at = 0

  /// - Throws: 400 for what is no JSON object, with the byte where that shows; 422 for a number out of range.
  static func body(_ bytes: [UInt8]) throws(Refusal) -> Body {
    var text = JSONText(bytes: bytes)
    text.skipSpaces()
    guard text.peek == UInt8(ascii: "{") else { throw text.wrong("a JSON object is expected") }
    let body = try text.object(depth: 1)
    text.skipSpaces()
    guard text.peek == nil else { throw text.wrong("more follows the JSON object") }
    return body
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func wrong(_ reason: String) -> Refusal { .unreadable("\(reason) at byte \(at)") }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Refusal) {
    guard skip(character) else { throw wrong("'\(character)' is expected") }
  }

  /// - Parameter name: of the field that the value belongs to.
  private mutating func value(of name: String, depth: Int) throws(Refusal) -> BodyValue {
    guard let byte = peek else { throw wrong("a JSON value is expected") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .list(try list(of: name, depth: depth + 1))
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number(of: name))
    default: throw wrong("a JSON value is expected")
    }
  }

  private mutating func object(depth: Int) throws(Refusal) -> Body {
    guard depth <= Body.maxDepth else { throw wrong("nested too deep") }
    try expect("{")
    var fields: [String: BodyValue] = [:]
    skipSpaces()
    if skip("}") { return Body(fields) }
    repeat {
      skipSpaces()
      let name = try string()
      skipSpaces()
      try expect(":")
      skipSpaces()
      fields[name] = try value(of: name, depth: depth)
      skipSpaces()
    } while skip(",")
    try expect("}")
    return Body(fields)
  }

  private mutating func list(of name: String, depth: Int) throws(Refusal) -> [BodyValue] {
    guard depth <= Body.maxDepth else { throw wrong("nested too deep") }
    try expect("[")
    var values: [BodyValue] = []
    skipSpaces()
    if skip("]") { return values }
    repeat {
      skipSpaces()
      values.append(try value(of: name, depth: depth))
      skipSpaces()
    } while skip(",")
    try expect("]")
    return values
  }

  private mutating func word(_ word: StaticString, _ value: BodyValue) throws(Refusal) -> BodyValue {
    let end = at + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[at..<end].elementsEqual(word.description.utf8) else {
      throw wrong("a JSON value is expected")
    }
    at = end
    return value
  }

  private mutating func number(of name: String) throws(Refusal) -> Exact {
    let start = at
    while let byte = peek, Self.isInNumber(byte) { at += 1 }
    switch bytes[start..<at].withUnsafeBufferPointer({ Value(number: $0) }) {
    case .number(let exact): return exact
    case .numeral(let numeral):
      guard let exact = numeral.exact else { throw .invalid(name) }
      return exact
    default:
      at = start
      throw wrong("a JSON number is expected")
    }
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws(Refusal) -> String {
    let opening = at
    try expect("\"")
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          at = opening
          throw wrong("invalid UTF-8 in the string")
        }
        return string
      case UInt8(ascii: "\\"):
        at += 1
        try escape(&text)
      case 0..<0x20: throw wrong("a control character in the string")
      default:
        text.append(byte)
        at += 1
      }
    }
    at = opening
    throw wrong("no end of the string that begins")
  }

  /// Takes what follows a backslash.
  private mutating func escape(_ text: inout [UInt8]) throws(Refusal) {
    switch peek {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[at])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      at += 1
      text.append(contentsOf: String(try scalar()).utf8)
      return
    default: throw wrong("an unknown escape")
    }
    at += 1
  }

  /// Takes the digits of `\u`, and a second escape where the first is half of a pair.
  private mutating func scalar() throws(Refusal) -> Unicode.Scalar {
    let start = at
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if (0xD800..<0xDC00).contains(first), skip("\\"), skip("u"), case let second = try fourDigits(),
      (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + second - 0xDC00)
    {
      return scalar
    }
    at = start
    throw wrong("half of a surrogate pair")
  }

  private mutating func fourDigits() throws(Refusal) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw wrong("four hexadecimal digits are expected")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
