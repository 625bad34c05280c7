/// Bytes as text, by RFC 4648 with padding.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
      for offset in 0..<4 {
        text.append(offset <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * offset) & 63)] : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The padding may be missing; nil for text with other characters.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 where character != padding {
      guard let digit = values[Int(character)] else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  /// By byte, what it stands for.
  private static let values: [UInt8?] = (0...UInt8.max).map { byte in
    alphabet.firstIndex(of: byte).map { UInt8($0) }
  }
}
