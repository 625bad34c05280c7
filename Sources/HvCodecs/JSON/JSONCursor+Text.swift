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

/// Texts that repeat from row to row, such as names, made only once.
struct StringCache {
  /// A text that a `String` holds without an allocation: its bytes, zeros after them.
  private struct Short {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var text = ""
  }
  private struct Long {
    var start = 0
    var length = 0
    var text = ""
  }
  private static let longestShort = 15
  private static let slots = 256
  private var shorts: ContiguousArray<Short> = []
  private var longs: ContiguousArray<Long> = []

  mutating func text(_ range: Range<Int>, in cursor: JSONCursor) -> String {
    range.count > Self.longestShort ? long(range, cursor) : short(range, cursor)
  }

  @inline(__always)
  private mutating func short(_ range: Range<Int>, _ cursor: JSONCursor) -> String {
    let length = range.count
    guard length > 0, range.lowerBound &+ 16 <= cursor.end else { return cursor.plain(range) }
    var low = cursor.word(range.lowerBound)
    var high: UInt64 = 0
    if length < 8 {
      low &= 1 << UInt64(8 &* length) &- 1
    } else {
      high = cursor.word(range.lowerBound &+ 8) & (1 << UInt64(8 &* (length &- 8)) &- 1)
    }
    if shorts.isEmpty { shorts = ContiguousArray(repeating: Short(), count: Self.slots) }
    let slot = Self.slot(low, high)
    // The length counts because a text may end with zeros itself.
    if shorts[slot].low == low, shorts[slot].high == high, shorts[slot].length == length { return shorts[slot].text }
    let text = cursor.plain(range)
    shorts[slot] = Short(low: low, high: high, length: length, text: text)
    return text
  }

  private mutating func long(_ range: Range<Int>, _ cursor: JSONCursor) -> String {
    let length = range.count
    if longs.isEmpty { longs = ContiguousArray(repeating: Long(), count: Self.slots) }
    let slot = Self.slot(cursor.word(range.lowerBound), cursor.word(range.upperBound - 8))
    if longs[slot].length == length, cursor.isSame(longs[slot].start, range) { return longs[slot].text }
    let text = cursor.plain(range)
    longs[slot] = Long(start: range.lowerBound, length: length, text: text)
    return text
  }

  @inline(__always)
  private static func slot(_ first: UInt64, _ second: UInt64) -> Int {
    let mixed = (first ^ (second &* 0x9E37_79B9_7F4A_7C15)) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: mixed >> 56)
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
