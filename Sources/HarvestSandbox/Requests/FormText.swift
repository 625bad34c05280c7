/// Reads the form data of a body: `name=Ann&roles[]=1&roles[]=2`.
enum FormText {
  /// - Throws: 400 for invalid UTF-8 and for names that contradict each other.
  static func body(_ bytes: [UInt8]) throws(Refusal) -> Body {
    let tree = FormTree()
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      let value = pair.dropFirst(name.count).dropFirst()
      try tree.add(.text(try text(value)), at: try text(name))
    }
    return tree.body
  }

  private static func text(_ encoded: ArraySlice<UInt8>) throws(Refusal) -> String {
    guard let text = String(validating: decoded(encoded), as: UTF8.self) else {
      throw .unreadable("invalid UTF-8 in the form data")
    }
    return text
  }

  /// Reads `+` as a space and `%41` as a byte; a `%` that no two hexadecimal digits follow stands for itself.
  private static func decoded(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var rest = encoded
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = digit(rest.first), let low = digit(rest.dropFirst().first) {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8?) -> UInt8? {
    byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.map { UInt8(truncatingIfNeeded: $0) }
  }
}
