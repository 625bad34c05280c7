/// A key, or what a terminal sends like one.
package enum Key: Hashable, Sendable {
  /// A letter, digit or sign; also what Ctrl makes of one, such as U+0003 for Ctrl-C.
  case character(Unicode.Scalar)
  /// A key pressed with Alt, or after Escape.
  case alt(Unicode.Scalar)
  /// Escape alone.
  case escape
  case up, down, left, right, home, end, delete, pageUp, pageDown, wordLeft, wordRight, backTab
  /// Alt-Enter or Shift-Enter: a line break, whatever stands there.
  case lineBreak
  /// What was pasted, as one.
  case paste(String)
  /// A key that hv has no use for.
  case other
}

/// Makes keys of the bytes that a terminal sends.
package struct KeyDecoder {
  /// How long a byte that belongs to a sequence may take to follow.
  package static let patience = 40

  /// The next byte, waited for at most so many milliseconds; nil after that, or at the end.
  private let byte: (_ milliseconds: Int?) -> UInt8?

  /// - Parameter byte: waits without end when it is given no time.
  package init(_ byte: @escaping (_ milliseconds: Int?) -> UInt8?) { self.byte = byte }

  /// The next key; nil at the end of the input.
  package func next() -> Key? {
    guard let first = byte(nil) else { return nil }
    if first != 0x1B { return .character(scalar(from: first)) }
    guard let second = byte(Self.patience) else { return .escape }
    switch second {
    case UInt8(ascii: "["): return control()
    case UInt8(ascii: "O"): return byte(Self.patience).map { Self.application($0) } ?? .alt("O")
    case 0x0A, 0x0D: return .lineBreak
    case 0x1B:
      // Alt with a key that is a sequence itself, or Escape twice.
      guard let third = byte(Self.patience), third == UInt8(ascii: "[") else { return .escape }
      return control()
    default: return .alt(scalar(from: second))
    }
  }

  /// A character of which the first byte is there. Bytes that make none count as U+FFFD, one for all of them.
  private func scalar(from first: UInt8) -> Unicode.Scalar {
    let length =
      switch first {
      case 0..<0x80: 0
      case 0xC2..<0xE0: 1
      case 0xE0..<0xF0: 2
      case 0xF0..<0xF5: 3
      default: -1
      }
    if length == 0 { return Unicode.Scalar(first) }
    var bytes = [first]
    while bytes.count <= length, let next = byte(Self.patience) { bytes.append(next) }
    return String(validating: bytes, as: UTF8.self)?.unicodeScalars.first ?? "\u{FFFD}"
  }

  /// What follows ESC O.
  private static func application(_ byte: UInt8) -> Key {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "M"): .character("\r")
    default: .other
    }
  }

  /// What follows ESC [.
  private func control() -> Key {
    var parameters = ""
    while let next = byte(Self.patience) {
      switch next {
      case 0x40...0x7E: return key(parameters.split(separator: ";").map { Int($0) ?? 0 }, next)
      // Longer ones are none that a terminal sends.
      case 0x20...0x3F where parameters.utf8.count < 32: parameters.unicodeScalars.append(Unicode.Scalar(next))
      default: return .other
      }
    }
    return parameters.isEmpty ? .alt("[") : .other
  }

  private func key(_ parameters: [Int], _ final: UInt8) -> Key {
    // The second parameter is 1 more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl.
    let modifiers = parameters.count > 1 ? parameters[1] - 1 : 0
    switch (final, parameters.first ?? 0) {
    case (UInt8(ascii: "A"), _): return .up
    case (UInt8(ascii: "B"), _): return .down
    case (UInt8(ascii: "C"), _): return modifiers & 6 != 0 ? .wordRight : .right
    case (UInt8(ascii: "D"), _): return modifiers & 6 != 0 ? .wordLeft : .left
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), 1), (UInt8(ascii: "~"), 7): return .home
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), 4), (UInt8(ascii: "~"), 8): return .end
    case (UInt8(ascii: "Z"), _): return .backTab
    case (UInt8(ascii: "~"), 3): return .delete
    case (UInt8(ascii: "~"), 5): return .pageUp
    case (UInt8(ascii: "~"), 6): return .pageDown
    case (UInt8(ascii: "~"), 200): return .paste(pasted())
    // Enter with Shift or Alt, as some terminals tell it.
    case (UInt8(ascii: "u"), 13) where modifiers & 3 != 0: return .lineBreak
    case (UInt8(ascii: "u"), 13): return .character("\r")
    case (UInt8(ascii: "~"), 27) where parameters.count > 2 && parameters[2] == 13 && modifiers & 3 != 0:
      return .lineBreak
    default: return .other
    }
  }

  /// Everything up to the end of a paste.
  private func pasted() -> String {
    let end = Array("\u{1B}[201~".utf8)
    var bytes: [UInt8] = []
    // A terminal that stops in the middle shall not hold everything up.
    while let next = byte(2_000) {
      bytes.append(next)
      if next == UInt8(ascii: "~"), bytes.suffix(end.count).elementsEqual(end) {
        bytes.removeLast(end.count)
        break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
