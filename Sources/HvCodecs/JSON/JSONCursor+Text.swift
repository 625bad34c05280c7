extension JSONCursor {
  /// The text of a range without escapes; invalid UTF-8 becomes U+FFFD.
  func plain(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The text of a range that was checked and holds escapes. A surrogate without its partner becomes U+FFFD.
  func unescaped(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var here = range.lowerBound
    while here < range.upperBound {
      let next = byte(here)
      guard next == Byte.backslash else {
        text.append(next)
        here += 1
        continue
      }
      let code = byte(here + 1)
      here += 2
      switch code {
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x6E: text.append(Byte.newline)
      case 0x72: text.append(Byte.carriageReturn)
      case 0x74: text.append(Byte.tab)
      case 0x75:
        let (scalar, after) = escapedScalar(here, before: range.upperBound)
        text.append(contentsOf: String(scalar).utf8)
        here = after
      default: text.append(code)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The scalar whose hexadecimal digits start at `place`, and the place after it.
  private func escapedScalar(_ place: Int, before end: Int) -> (Unicode.Scalar, Int) {
    let first = UInt32(hex(place) ?? 0xFFFD)
    let after = place + 4
    if let scalar = Unicode.Scalar(first) { return (scalar, after) }
    if first < 0xDC00, after + 6 <= end, byte(after) == Byte.backslash, byte(after + 1) == 0x75,
      let second = hex(after + 2), second & 0xFC00 == 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    {
      return (scalar, after + 6)
    }
    return ("\u{FFFD}", after)
  }
}

/// Longer texts that repeat from row to row, such as names, made only once.
struct StringCache {
  private struct Entry {
    var start = 0
    var length = 0
    var text = ""
  }
  /// What a `String` holds without an allocation is not worth keeping.
  private static let inline = 15
  private var entries: ContiguousArray<Entry> = []

  mutating func text(_ range: Range<Int>, in cursor: JSONCursor) -> String {
    let length = range.count
    guard length > Self.inline else { return cursor.plain(range) }
    if entries.isEmpty { entries = ContiguousArray(repeating: Entry(), count: 256) }
    let mixed =
      (cursor.word(range.lowerBound) ^ (cursor.word(range.upperBound - 8) &* 0x9E37_79B9_7F4A_7C15))
      &* 0xC2B2_AE3D_27D4_EB4F
    let slot = Int(truncatingIfNeeded: mixed >> 56)
    if entries[slot].length == length, cursor.isSame(entries[slot].start, range) { return entries[slot].text }
    let text = cursor.plain(range)
    entries[slot] = Entry(start: range.lowerBound, length: length, text: text)
    return text
  }
}

extension JSONCursor {
  /// Whether the bytes at `place` are those of a range of at least eight bytes.
  @inline(__always)
  fileprivate func isSame(_ place: Int, _ range: Range<Int>) -> Bool {
    var here = 0
    while here &+ 8 < range.count {
      if word(place &+ here) != word(range.lowerBound &+ here) { return false }
      here &+= 8
    }
    return word(place &+ range.count &- 8) == word(range.upperBound &- 8)
  }
}
