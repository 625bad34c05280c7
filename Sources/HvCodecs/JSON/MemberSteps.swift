import CScan

/// Steps over members that look as they did before, and that nobody reads.
///
/// Most of a row is that: keys in the order known, values that are short words, numbers and strings, no white space but
/// one after a comma or colon. Often whole members are the same bytes as in the row that their keys are known from:
/// then they were checked there. Anything else ends the steps before it, and is left to `RowParser`, which alone knows
/// what is wrong with it. So this loop has no errors, no state but the place, and few branches.
struct MemberSteps {
  /// Where the next key stands, or a value, or what comes after the object.
  private(set) var at: Int
  /// The member that was stepped over last.
  private(set) var previous: KeyTree.ID
  /// The member whose value comes next; `KeyTree.none` where its key does, too.
  private(set) var member = KeyTree.none
  /// The object ended.
  private(set) var isClosed = false

  /// So many bytes are compared at most before what they hold is stepped over.
  private static let mostCompared = 64
  /// As many bytes must follow the start of a member, so that no load passes the end: a key, which is no longer than
  /// what is compared, a space, 33 bytes of a value, and the braces that may close around it.
  private static let margin = mostCompared + 64

  /// Steps over the members at a place, of an object at this node.
  ///
  /// - Parameter previous: the member that came before; `KeyTree.none` where it is the first one.
  init(
    _ cursor: borrowing JSONCursor, _ nodes: UnsafePointer<KeyTree.Node>, in object: KeyTree.ID,
    after previous: KeyTree.ID, at start: Int
  ) {
    at = start
    self.previous = previous
    let base = cursor.base
    let last = cursor.end &- Self.margin
    // What is stepped over may lie in objects within this one: `at` and `previous` stay before the outermost of them
    // until it ends.
    var here = start
    var inner = object
    var next = previous == KeyTree.none ? nodes[Int(object)].first : nodes[Int(previous)].next
    while here <= last, next != KeyTree.none {
      var node = nodes + Int(next)
      let place = node.pointee.place
      let length = node.pointee.length
      guard length > 0, place <= last else { return }
      var same = Int(hv_same_bytes(base + here, base + place))
      if node.pointee.isRead {
        guard same >= length else { return }
        at = here &+ length
        member = next
        return
      }
      if same == 32 {
        var more = 32
        repeat {
          more = Int(hv_same_bytes(base + here + same, base + place + same))
          same &+= more
        } while more == 32 && same < Self.mostCompared
      }
      var after: UInt8
      if node.pointee.end < place &+ same {
        // Whole members are the same.
        let shift = here &- place
        while true {
          here = node.pointee.end &+ shift
          after = base.load(fromByteOffset: here, as: UInt8.self)
          guard after == Byte.comma, node.pointee.next != KeyTree.none else { break }
          let following = nodes + Int(node.pointee.next)
          guard following.pointee.place == node.pointee.end &+ 1, following.pointee.end < place &+ same,
            !following.pointee.isRead
          else { break }
          if inner == object {
            self.previous = next
            at = following.pointee.place &+ shift
          }
          next = node.pointee.next
          node = following
        }
      } else {
        guard same >= length else { return }
        here &+= length
        var first = base.load(fromByteOffset: here, as: UInt8.self)
        if first == Byte.space {
          here = hv_guessed(here &+ 1)
          first = base.load(fromByteOffset: here, as: UInt8.self)
        }
        if first == Byte.openBrace, node.pointee.isLearned {
          here &+= 1
          inner = next
          next = node.pointee.first
          continue
        }
        guard let end = Self.end(of: first, here, cursor, last) else { return }
        here = end
        after = base.load(fromByteOffset: here, as: UInt8.self)
      }
      while after == Byte.closeBrace {
        here &+= 1
        if inner == object {
          at = here
          isClosed = true
          return
        }
        next = inner
        node = nodes + Int(next)
        inner = node.pointee.parent
        after = base.load(fromByteOffset: here, as: UInt8.self)
      }
      guard after == Byte.comma else { return }
      here &+= 1
      if base.load(fromByteOffset: here, as: UInt8.self) == Byte.space { here = hv_guessed(here &+ 1) }
      if inner == object {
        self.previous = next
        at = here
      }
      next = node.pointee.next
    }
  }

  /// Where a value ends that begins with this byte and is no object; nil for one that is left to `RowParser`.
  @inline(__always)
  private static func end(of first: UInt8, _ start: Int, _ cursor: borrowing JSONCursor, _ last: Int) -> Int? {
    let base = cursor.base
    switch first {
    case Byte.quote:
      var here = start &+ 1
      var plain = Int(hv_plain_bytes(base + here))
      while plain == 32 {
        here &+= 32
        guard here <= last else { return nil }
        plain = Int(hv_plain_bytes(base + here))
      }
      here &+= plain
      return base.load(fromByteOffset: here, as: UInt8.self) == Byte.quote ? here &+ 1 : nil
    case Byte.zero...Byte.nine:
      let length = Int(hv_plain_number(base + start))
      return length > 0 ? start &+ length : nil
    default:
      let word = cursor.half(start)
      if word == 0x6C6C_756E || word == 0x6575_7274 { return start &+ 4 }  // null, true
      return word == 0x736C_6166 && base.load(fromByteOffset: start &+ 4, as: UInt8.self) == 0x65 ? start &+ 5 : nil
    }
  }
}
