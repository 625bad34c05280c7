extension JSONCursor {
  /// Skips and checks one value with white space before it. `depth` counts the containers that are open around it.
  ///
  /// A loop, not a recursion, so that its stack does not depend on the input: one bit a level tells object from array.
  /// Only every sixtieth level is a call.
  mutating func skipValue(depth: Int) throws(ScanFault) {
    var objects: UInt64 = 0
    var level = 0
    while true {
      skipSpace()
      switch byte {
      case Byte.quote: try skipString()
      case Byte.minus, Byte.zero...Byte.nine: try skipNumber()
      case Byte.openBrace, Byte.openBracket:
        guard depth &+ level < Self.maximumDepth else { throw fault(.depth, at: at) }
        if level == 60 {
          try skipValue(depth: depth &+ level)
          break
        }
        let isObject = byte == Byte.openBrace
        at &+= 1
        skipSpace()
        if byte == (isObject ? Byte.closeBrace : Byte.closeBracket) {
          at &+= 1
          break
        }
        objects = objects << 1 | (isObject ? 1 : 0)
        level &+= 1
        if isObject { try skipKey() }
        continue
      default: try skipWord()
      }
      // A value ended: so may the containers around it.
      while true {
        if level == 0 { return }
        skipSpace()
        let isObject = objects & 1 == 1
        let next = byte
        if next == Byte.comma {
          at &+= 1
          if isObject {
            skipSpace()
            try skipKey()
          }
          break
        }
        let closing = isObject ? Byte.closeBrace : Byte.closeBracket
        guard next == closing else { throw fault(.comma(closing: closing), at: at) }
        at &+= 1
        objects >>= 1
        level &-= 1
      }
    }
  }

  /// Skips a key and its colon.
  @inline(__always)
  mutating func skipKey() throws(ScanFault) {
    guard byte == Byte.quote else { throw fault(.key, at: at) }
    try skipString()
    try skipColon()
  }

  @inline(__always)
  mutating func skipColon() throws(ScanFault) {
    skipSpace()
    guard byte == Byte.colon else { throw fault(.colon, at: at) }
    at &+= 1
  }
}
