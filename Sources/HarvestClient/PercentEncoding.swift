// RFC 3986, as far as requests need it. Everything that could end a line, a header or a parameter is encoded.

extension UInt8 {
  var isHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
      UInt8(ascii: "a")...UInt8(ascii: "f"):
      true
    default: false
    }
  }

  /// `unreserved` of RFC 3986: what never needs encoding.
  var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// `pchar` of RFC 3986 without the percent sign: what may stand in a path segment as it is.
  var isPathCharacter: Bool { isUnreserved || "!$&'()*+,;=:@".utf8.contains(self) }
}

enum PercentEncoding {
  /// One key or value of a query: everything but unreserved characters is encoded, a space as `%20`, `+` as `%2B`.
  static func queryPart(_ text: String) -> String { encode(text, keeping: \.isUnreserved) }

  /// A path as a person writes it: slashes stay, `?`, `#` and `%` are plain characters and are encoded.
  static func path(_ text: String) -> String { encode(text) { $0.isPathCharacter || $0 == UInt8(ascii: "/") } }

  /// `a=1&b=x%20y`, or nil for no parameters. The order stays; a repeated key is sent repeatedly.
  static func query(_ parameters: [(String, String)]) -> String? {
    if parameters.isEmpty { return nil }
    return parameters.map { "\(queryPart($0))=\(queryPart($1))" }.joined(separator: "&")
  }

  /// A text with every byte of its UTF-8 that is not kept as `%` and two digits.
  static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
