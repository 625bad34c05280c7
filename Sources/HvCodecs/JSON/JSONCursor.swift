import CScan

/// A place in JSON bytes, and the strict grammar of RFC 8259 as steps over them.
///
/// Strings, digits and white space are read eight bytes at a time. Every load is checked against `end`, so a cursor is
/// safe on any bytes; it holds a raw pointer only because a stored `Span` still needs an experimental feature. Whoever
/// makes a cursor keeps it inside `withUnsafeBytes`.
///
/// UTF-8 is not checked here: making a `String` repairs it.
struct JSONCursor {
  static let maximumDepth = 512

  let base: UnsafeRawPointer
  let end: Int
  var at: Int
  /// How many line ends were skipped as white space.
  var newlines = 0

  init(_ bytes: UnsafeRawBufferPointer, at: Int = 0) {
    // An empty buffer may have no address; no load is made from it, so any stands in.
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
    end = bytes.count
    self.at = at
  }
}

// MARK: - Loads

extension JSONCursor {
  /// The byte at a place, zero at the end. Zero is no JSON, so that it needs no case of its own.
  @inline(__always)
  func byte(_ place: Int) -> UInt8 { place < end ? base.load(fromByteOffset: place, as: UInt8.self) : 0 }

  @inline(__always)
  var byte: UInt8 { byte(at) }

  /// Eight bytes, the first one lowest. `place + 8 <= end`.
  @inline(__always)
  func word(_ place: Int) -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// Four bytes, the first one lowest. `place + 4 <= end`.
  @inline(__always)
  func half(_ place: Int) -> UInt32 {
    UInt32(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// The fault for a byte that does not fit, or for the end.
  func fault(_ problem: ScanFault.Problem, at place: Int) -> ScanFault {
    ScanFault(place < end ? problem : .end, at: min(place, end))
  }
}

// MARK: - White space, words, numbers

extension JSONCursor {
  @inline(__always)
  mutating func skipSpace() { if byte <= Byte.space { skipSpaces() } }

  @inline(never)
  private mutating func skipSpaces() {
    while at < end {
      if at &+ 8 <= end, word(at) == 0x2020_2020_2020_2020 {
        at &+= 8
        continue
      }
      switch byte {
      case Byte.space, Byte.carriageReturn, Byte.tab: at &+= 1
      case Byte.newline:
        newlines &+= 1
        at &+= 1
      default: return
      }
    }
  }

  /// Skips `true`, `false` or `null`; anything else is a fault.
  @inline(__always)
  mutating func skipWord() throws(ScanFault) {
    guard at &+ 5 <= end else { return try skipLastWord() }
    switch half(at) {
    case 0x6575_7274, 0x6C6C_756E: at &+= 4  // true, null
    case 0x736C_6166 where byte(at &+ 4) == 0x65: at &+= 5  // fals, e
    default: try skipLastWord()
    }
  }

  /// A word near the end, or no word.
  @inline(never)
  private mutating func skipLastWord() throws(ScanFault) {
    let word: StaticString
    switch byte {
    case 0x74: word = "true"
    case 0x66: word = "false"
    case 0x6E: word = "null"
    default: throw fault(byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A ? .word : .value, at: at)
    }
    for offset in 0..<word.utf8CodeUnitCount where byte(at + offset) != word.utf8Start[offset] {
      throw fault(.word, at: at + offset)
    }
    at += word.utf8CodeUnitCount
  }

  /// How many digits stand at a place.
  @inline(__always)
  private func digits(_ place: Int) -> Int {
    var here = place
    while here &+ 8 <= end {
      let word = word(here) ^ 0x3030_3030_3030_3030
      // High nibble set: it was no 0x30...0x3F; adding six carries 10...15 into it.
      let others = ((word &+ 0x0606_0606_0606_0606) | word) & 0xF0F0_F0F0_F0F0_F0F0
      if others != 0 { return here &+ others.trailingZeroBitCount >> 3 &- place }
      here &+= 8
    }
    while Byte.isDigit(byte(here)) { here &+= 1 }
    return here &- place
  }

  /// A number as they mostly are, without a sign or an exponent, between others; the rest is left to a function.
  @inline(__always)
  mutating func skipNumber() throws(ScanFault) {
    let whole = digits(at)
    if whole == 1 || (whole > 1 && byte != Byte.zero) {
      var here = at &+ whole
      if byte(here) == Byte.point {
        let fraction = digits(here &+ 1)
        // Without digits after the point it is no number: then the first digit is looked at, which ends none.
        here = fraction > 0 ? here &+ 1 &+ fraction : at
      }
      let next = byte(here)
      if next == Byte.comma || next == Byte.closeBrace || next == Byte.closeBracket {
        at = here
        return
      }
    }
    try skipAnyNumber()
  }

  @inline(never)
  private mutating func skipAnyNumber() throws(ScanFault) {
    var here = at
    if byte(here) == Byte.minus { here &+= 1 }
    if byte(here) == Byte.zero {
      here &+= 1
    } else {
      let whole = digits(here)
      guard whole > 0 else { throw fault(.number, at: here) }
      here &+= whole
    }
    if byte(here) == Byte.point {
      let fraction = digits(here &+ 1)
      guard fraction > 0 else { throw fault(.number, at: here &+ 1) }
      here &+= 1 &+ fraction
    }
    if byte(here) | 0x20 == 0x65 {
      here &+= 1
      if byte(here) == Byte.plus || byte(here) == Byte.minus { here &+= 1 }
      let exponent = digits(here)
      guard exponent > 0 else { throw fault(.number, at: here) }
      here &+= exponent
    }
    if Byte.isDigit(byte(here)) { throw fault(.number, at: here) }  // 01
    at = here
  }
}

// MARK: - Strings

extension JSONCursor {
  /// Skips a string whose opening quote is at `at`.
  ///
  /// - Returns: whether it holds escapes.
  @discardableResult @inline(__always)
  mutating func skipString() throws(ScanFault) -> Bool {
    var here = at &+ 1
    var escaped = false
    while here &+ 32 <= end {
      let plain = Int(hv_plain_bytes(base + here))
      here &+= plain
      if plain == 32 { continue }
      if byte(here) == Byte.quote {
        at = here &+ 1
        return escaped
      }
      here = try escape(here)
      escaped = true
    }
    while here &+ 8 <= end {
      let found = Self.special(word(here))
      if found == 0 {
        here &+= 8
        continue
      }
      here &+= found.trailingZeroBitCount >> 3
      if byte(here) == Byte.quote {
        at = here &+ 1
        return escaped
      }
      here = try escape(here)
      escaped = true
    }
    return try lastOfString(here, escaped)
  }

  /// The high bit of each byte that ends a run of plain text: a quote, a backslash, a control character. Only the
  /// lowest bit set is certain, which is the one that counts.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    let quoteOrControl = (word ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
    let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
    return (quoteOrControl | (backslash & ~(word ^ 0x5C5C_5C5C_5C5C_5C5C))) & ~word & 0x8080_8080_8080_8080
  }

  /// The place after the escape at `place`; a fault if something else than an escape is there.
  @inline(never)
  private func escape(_ place: Int) throws(ScanFault) -> Int {
    guard byte(place) == Byte.backslash else { throw fault(.control, at: place) }
    switch byte(place &+ 1) {
    case Byte.quote, Byte.backslash, Byte.slash, 0x62, 0x66, 0x6E, 0x72, 0x74: return place &+ 2  // b f n r t
    case 0x75:
      guard hex(place &+ 2) != nil else { throw fault(.escape, at: place &+ 6 > end ? end : place) }
      return place &+ 6
    default: throw fault(.escape, at: place &+ 1)
    }
  }

  /// The last few bytes, where a word would reach over the end.
  @inline(never)
  private mutating func lastOfString(_ place: Int, _ escapedBefore: Bool) throws(ScanFault) -> Bool {
    var here = place
    var escaped = escapedBefore
    while true {
      let next = byte(here)
      if next == Byte.quote {
        at = here &+ 1
        return escaped
      }
      if next < Byte.space || next == Byte.backslash {
        here = try escape(here)
        escaped = true
      } else {
        here &+= 1
      }
    }
  }

  /// The four hexadecimal digits at a place.
  func hex(_ place: Int) -> UInt16? {
    var value: UInt16 = 0
    for offset in 0..<4 {
      let next = byte(place &+ offset)
      let digit: UInt8
      switch next {
      case Byte.zero...Byte.nine: digit = next &- Byte.zero
      case 0x61...0x66: digit = next &- 0x57
      case 0x41...0x46: digit = next &- 0x37
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
