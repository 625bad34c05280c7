// Characters beyond ASCII, and those that mean nothing.

extension Lexer {
  /// The character whose UTF-8 form starts at an offset and how many bytes that is; nil where the bytes are not UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    let length: Int
    var value: UInt32
    switch first {
    case 0..<0x80: (length, value) = (1, UInt32(first))
    case 0xC2..<0xE0: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0..<0xF0: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0..<0xF5: (length, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    for distance in 1..<max(length, 1) {
      let next = byte(offset + distance)
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    // Longer forms than needed, and surrogates, are not UTF-8 either; the initializer refuses what lies beyond.
    let least: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]
    guard value >= least[length], let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// Where the word that starts at an offset ends; the offset itself where none starts there.
  func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      if bytes[end].isASCIIWordByte {
        if end == start, bytes[end].isDigit { return start }
        end += 1
      } else if bytes[end] >= 0x80, let (scalar, length) = scalar(at: end),
        scalar.isLetter || end > start && scalar.isMark
      {
        end += length
      } else {
        break
      }
    }
    return end
  }

  /// Moves on through text that is free in form, up to a byte that `isEnd` accepts or the end of the text.
  mutating func skipPlainText(until isEnd: (UInt8) -> Bool) {
    while position < bytes.count, !isEnd(bytes[position]) { skipPlainCharacter() }
  }

  /// Moves over one character of a string or a comment, whatever it is.
  mutating func skipPlainCharacter() {
    let byte = bytes[position]
    if byte >= 0x80 {
      if let (_, length) = scalar(at: position) { position += length } else { skipInvalidUTF8() }
    } else {
      position += 1
      if byte.isControl { reportControlCharacter(at: position - 1) }
    }
  }

  private mutating func skipInvalidUTF8() {
    let start = position
    while position < bytes.count, bytes[position] >= 0x80, scalar(at: position) == nil { position += 1 }
    report(
      .invalidUTF8,
      "the text is not valid UTF-8: the byte 0x\(hexadecimal(UInt32(bytes[start]), 2)) begins no character",
      SourceRange(start, position), "not UTF-8", help: ["a program is saved as UTF-8"])
  }

  private mutating func reportControlCharacter(at offset: Int) {
    let code = hexadecimal(UInt32(bytes[offset]), 1)
    report(
      .controlCharacter, "a control character, U+\(hexadecimal(UInt32(bytes[offset]), 4)), stands here",
      SourceRange(offset, offset + 1), "control character", help: ["in a \"…\" string it is written  \\u{\(code)}"])
  }

  /// Makes a token of what begins none, with a word about what may have been meant.
  mutating func lexUnknown() {
    let start = position
    // One report a line: the first says it.
    let repeats = reportedUnknown
    reportedUnknown = true
    if bytes[start] < 0x80 {
      position += 1
      if bytes[start].isControl {
        if !repeats { reportControlCharacter(at: start) }
      } else {
        if byte(position) == bytes[start] { position += 1 }
        if !repeats { reportUnknown(Character(Unicode.Scalar(bytes[start])), from: start) }
      }
    } else if let (scalar, length) = scalar(at: start) {
      position += length
      if !repeats { reportUnknown(Character(scalar), from: start) }
    } else {
      skipInvalidUTF8()
    }
    emit(.invalid, from: start)
  }

  private mutating func reportUnknown(_ character: Character, from start: Int) {
    let range = SourceRange(start, position)
    let found = String(decoding: bytes[start..<position], as: UTF8.self)
    if let meant = Lexer.meant[character] {
      // A word does not run into the next one: `!active`.
      let isWord = meant.first?.isLetter == true
      let goesOn = position < bytes.count && Character(Unicode.Scalar(bytes[position])).isLetter
      return report(
        .unknownCharacter, "`\(found)` means nothing in hv; write `\(meant)`", range, "write `\(meant)`",
        fix: isWord && goesOn ? meant + " " : meant)
    }
    let value = character.unicodeScalars.first?.value ?? 0
    let name = character.isWhitespace || value >= 0x2000 ? " (U+\(hexadecimal(value, 4)))" : ""
    report(
      .unknownCharacter, "`\(found)`\(name) means nothing in hv", range, "not expected here", help: hints(character))
  }

  private func hints(_ character: Character) -> [String] {
    switch character {
    case "?": ["null is stepped over with  client?.name  and given a default with  notes ?? \"none\""]
    case "~" where byte(position) != UInt8(ascii: "/"): ["a text is compared with a pattern by  =~"]
    case "~", "\\": ["file names are strings:  open \"~/x.csv\""]
    default: ["text stands in quotes:  \"…\""]
    }
  }

  /// What is written in hv for characters that other languages and word processors have.
  private static let meant: [Character: String] = [
    "&": "and", "!": "not", "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{AB}": "\"", "\u{BB}": "\"",
    "\u{2018}": "'", "\u{2019}": "'", "`": "\"", "\u{2013}": "-", "\u{2014}": "-", "\u{2212}": "-", "\u{2264}": "<=",
    "\u{2265}": ">=", "\u{2260}": "!=", "\u{D7}": "*", "\u{F7}": "/", "\u{2026}": "..",
  ]

  private func hexadecimal(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension UInt8 {
  /// True for what has no place in a program: the control characters but tab and line ends.
  fileprivate var isControl: Bool {
    (self < 0x20 || self == 0x7F) && self != .tab && self != .lineFeed && self != .carriageReturn
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { properties.isAlphabetic }

  /// True for what continues a word beside letters: accents written apart, and digits of other scripts.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: true
    default: false
    }
  }
}
