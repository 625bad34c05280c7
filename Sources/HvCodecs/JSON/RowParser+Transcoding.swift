package import HvValues

/// Rows that are JSON text, which can be written without being decoded.
package protocol TextRows: RowSource {
  /// Appends a row as `JSONEncoding` would write it; false where it has no text of its own.
  func appendText(_ index: Int, to out: inout [UInt8]) -> Bool
}

// Text goes over as it stands. Only what encoding would write in another way is written anew: white space, some
// escapes, characters that are not ASCII, and times and numbers that came as another text than hv's own. Of equal keys
// all stay, the last of which counts for whoever reads them.

extension RowParser {
  /// Appends the value at the cursor, which was checked before.
  mutating func transcode(_ node: KeyTree.ID, to out: inout [UInt8]) {
    var copied = cursor.at
    do throws(ScanFault) { try transcode(node, from: &copied, to: &out) } catch {}
    copy(from: &copied, to: &out)
  }

  /// Appends what stands between the place up to which all was copied, and the cursor.
  @inline(__always)
  private func copy(from copied: inout Int, to out: inout [UInt8]) {
    if copied < cursor.at { out.append(contentsOf: cursor.bytes(copied..<cursor.at)) }
    copied = cursor.at
  }

  /// Leaves out white space.
  @inline(__always)
  private mutating func space(from copied: inout Int, to out: inout [UInt8]) {
    guard cursor.byte <= Byte.space else { return }
    copy(from: &copied, to: &out)
    cursor.skipSpace()
    copied = cursor.at
  }

  private mutating func transcode(
    _ node: KeyTree.ID, from copied: inout Int, to out: inout [UInt8]
  ) throws(ScanFault) {
    space(from: &copied, to: &out)
    switch cursor.byte {
    case Byte.quote: try string(node, from: &copied, to: &out)
    case Byte.minus, Byte.zero...Byte.nine: try cursor.skipNumber()
    case Byte.openBrace: try object(node, from: &copied, to: &out)
    case Byte.openBracket:
      let element = node == KeyTree.none ? node : tree.element(node)
      cursor.at &+= 1
      space(from: &copied, to: &out)
      if cursor.byte == Byte.closeBracket {
        cursor.at &+= 1
        return
      }
      repeat {
        try transcode(element, from: &copied, to: &out)
        space(from: &copied, to: &out)
        cursor.at &+= 1
      } while cursor.byte(cursor.at &- 1) == Byte.comma
    default: try cursor.skipWord()
    }
  }

  private mutating func object(
    _ node: KeyTree.ID, from copied: inout Int, to out: inout [UInt8]
  ) throws(ScanFault) {
    cursor.at &+= 1
    space(from: &copied, to: &out)
    if cursor.byte == Byte.closeBrace {
      cursor.at &+= 1
      return
    }
    var previous = KeyTree.none
    repeat {
      space(from: &copied, to: &out)
      let start = cursor.at
      let child = node == KeyTree.none ? node : try key(node, after: previous)
      if child == KeyTree.none || cursor.at &- start != tree.facts[Int(child)].plainLength {
        let end = cursor.at
        cursor.at = start
        copy(from: &copied, to: &out)
        JSONEncoding.append(string: try looseKey(), to: &out)
        out.append(Byte.colon)
        cursor.at = max(end, cursor.at)
        copied = cursor.at
      }
      try transcode(child, from: &copied, to: &out)
      space(from: &copied, to: &out)
      previous = child
      cursor.at &+= 1
    } while cursor.byte(cursor.at &- 1) == Byte.comma
  }

  private mutating func string(
    _ node: KeyTree.ID, from copied: inout Int, to out: inout [UInt8]
  ) throws(ScanFault) {
    let start = cursor.at
    let isPlain = try cursor.skipEncodedString()
    let kind = node == KeyTree.none ? ScalarKind.any : tree.nodes[Int(node)].kind
    switch kind {
    case .any: if isPlain { return }
    case .day: if isPlain, cursor.at &- start == 12 { return }
    case .instant: if isPlain, cursor.at &- start == 22, cursor.byte(cursor.at &- 2) == 0x5A { return }
    case .time, .number, .money: break
    }
    let end = cursor.at
    cursor.at = start
    copy(from: &copied, to: &out)
    let value = try string(kind, currency: -1)
    cursor.at = end
    copied = end
    switch value {
    case .string(let text): JSONEncoding.append(string: text, to: &out)
    case .number, .money: out.append(value.text)
    default: JSONEncoding.append(string: value.text, to: &out)
    }
  }
}

extension JSONCursor {
  /// Skips a string; tells whether it stands as `JSONEncoding` would write it. Where that is not certain, it is false.
  fileprivate mutating func skipEncodedString() throws(ScanFault) -> Bool {
    let start = at
    if try skipString() { return hasPlainEscapes(start &+ 1, at &- 1) }
    return isPlain(start &+ 1, at &- 1)
  }

  /// All bytes are ASCII and none is DEL.
  private func isPlain(_ start: Int, _ end: Int) -> Bool {
    var here = start
    while here &+ 8 <= end {
      let word = word(here)
      if ((word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x0101_0101_0101_0101 | word) & 0x8080_8080_8080_8080 != 0 { return false }
      here &+= 8
    }
    while here < end {
      if byte(here) >= 0x7F { return false }
      here &+= 1
    }
    return true
  }

  /// The same of a string with escapes, of which those that are written again count as plain.
  private func hasPlainEscapes(_ start: Int, _ end: Int) -> Bool {
    var here = start
    while here < end {
      if byte(here) == Byte.backslash {
        switch byte(here &+ 1) {
        case Byte.quote, Byte.backslash, 0x62, 0x66, 0x6E, 0x72, 0x74: here &+= 2  // b f n r t
        default: return false
        }
      } else if byte(here) >= 0x7F {
        return false
      } else {
        here &+= 1
      }
    }
    return true
  }
}
