import CScan

/// The places in CSV or TSV bytes where something may begin or end, in order: delimiters, line ends, carriage returns,
/// and one more byte, the quote or the backslash.
///
/// Whoever makes one keeps it inside `withUnsafeBufferPointer`.
struct CSVMarks {
  private static let width = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private let other: UInt8
  /// Where the bytes start that are looked at, and a bit for each mark among them that was not told yet.
  private var start = -CSVMarks.width
  private var found: UInt64 = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, _ other: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.other = other
  }

  /// The place of the next mark; the end, again and again, where none is left.
  @inline(__always)
  mutating func next() -> Int {
    while found == 0 {
      guard start &+ Self.width < bytes.count else { return bytes.count }
      start &+= Self.width
      look()
    }
    let place = start &+ found.trailingZeroBitCount
    found &= found &- 1
    return place
  }

  @inline(__always)
  private mutating func look() {
    if let base = bytes.baseAddress, start &+ Self.width <= bytes.count {
      // Safe: the bytes that are loaded end before those of the block do.
      found = hv_marks(base + start, delimiter, Byte.newline, Byte.carriageReturn, other)
    } else {
      lookAtLast()
    }
  }

  /// Fewer than 64 bytes.
  private mutating func lookAtLast() {
    for place in start..<bytes.count {
      let byte = bytes[place]
      guard byte == delimiter || byte == Byte.newline || byte == Byte.carriageReturn || byte == other else { continue }
      found |= 1 << UInt64(place - start)
    }
  }

  /// Whether a byte is among others.
  static func contains(_ byte: UInt8, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while let base = buffer.baseAddress, start + width <= buffer.count {
        if hv_marks(base + start, byte, byte, byte, byte) != 0 { return true }
        start += width
      }
      return buffer[start...].contains(byte)
    }
  }
}
