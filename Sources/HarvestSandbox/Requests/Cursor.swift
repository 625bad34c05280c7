/// The opaque text that stands for "the rows after this one": base64 of `{"after":{"id":3007}}`.
enum Cursor {
  private static let prefix = #"{"after":{"id":"#
  private static let suffix = "}}"
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(after id: Int64) -> String {
    let bytes = Array("\(prefix)\(id)\(suffix)".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
      for offset in 0..<4 {
        text.append(offset <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * offset) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The id in a cursor that the sandbox made; nil for any other text.
  static func decode(_ text: String) -> Int64? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 where character != UInt8(ascii: "=") {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    let json = String(decoding: bytes, as: UTF8.self)
    guard json.hasPrefix(prefix), json.hasSuffix(suffix) else { return nil }
    return Int64(json.dropFirst(prefix.count).dropLast(suffix.count))
  }
}
