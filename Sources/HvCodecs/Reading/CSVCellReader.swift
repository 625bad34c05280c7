import HvValues

/// Makes values of cells.
///
/// A cell gets a type only where it would be written back as the same text: numbers, `true` and `false`, dates and
/// timestamps in ISO form. An empty cell is null, one of two quotes the empty string; `007` stays a string. The
/// apostrophe with which `CSVWriter` guards formulas is taken off.
///
/// Whoever makes a reader keeps it inside `withUnsafeBufferPointer`, and hands it cells that a cutter found in these
/// bytes: their ranges are not checked again.
struct CSVCellReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let format: CSVFormat

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ format: CSVFormat) {
    self.bytes = bytes
    self.format = format
  }

  func value(_ cell: CSVCell) -> Value { simple(cell) ?? .string(text(cell)) }

  /// The same; a text that came before is not made again.
  func value(_ cell: CSVCell, _ strings: inout StringCache) -> Value {
    if let simple = simple(cell) { return simple }
    // What other texts stand for depends on more than their bytes.
    guard !cell.isEscaped, bytes[cell.range.lowerBound] != Byte.apostrophe else { return .string(text(cell)) }
    return .string(strings.text(cell.range, in: JSONCursor(UnsafeRawBufferPointer(bytes))))
  }

  /// The value of a cell that is no text, or an empty one.
  @inline(__always)
  private func simple(_ cell: CSVCell) -> Value? {
    if cell.isEmpty { return cell.isQuoted ? .string("") : .null }
    return Self.typed(own(cell))
  }

  @inline(__always)
  private func own(_ cell: CSVCell) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[cell.range]) }
}

// MARK: - Types

extension CSVCellReader {
  /// The value of another type than string that prints as this text; nil where there is none.
  @inline(__always)
  static func typed(_ text: UnsafeBufferPointer<UInt8>) -> Value? {
    switch text.first {
    case Byte.minus?, (Byte.zero...Byte.nine)?: return numeric(text)
    case UInt8(ascii: "t")? where isWord("true", text): return .bool(true)
    case UInt8(ascii: "f")? where isWord("false", text): return .bool(false)
    default: return nil
    }
  }

  @inline(__always)
  private static func isWord(_ word: StaticString, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == word.utf8CodeUnitCount && text.indices.allSatisfy { text[$0] == word.utf8Start[$0] }
  }

  /// What begins with a digit or a minus: a number, a date or a timestamp.
  private static func numeric(_ text: UnsafeBufferPointer<UInt8>) -> Value? {
    let isNegative = text[0] == Byte.minus
    let first = isNegative ? 1 : 0
    var here = first
    // Eighteen digits always fit; more wrap, and are then read again below.
    var digits: Int64 = 0
    while here < text.count, Byte.isDigit(text[here]) {
      digits = digits &* 10 &+ Int64(text[here] &- Byte.zero)
      here += 1
    }
    let whole = here - first
    var decimals = 0
    if here < text.count, text[here] == Byte.point {
      here += 1
      let start = here
      while here < text.count, Byte.isDigit(text[here]) {
        digits = digits &* 10 &+ Int64(text[here] &- Byte.zero)
        here += 1
      }
      decimals = here - start
      if decimals == 0 { return nil }
    }
    // With an exponent a number never prints as it came.
    guard here == text.count else { return dated(text) }
    guard whole == 1 || whole > 1 && text[first] != Byte.zero else { return nil }
    if whole + decimals > 18 {
      if case .number(let exact)? = Value(number: text) { return .number(exact) }
      return nil
    }
    if isNegative, digits == 0 { return nil }
    return .number(Exact(significand: isNegative ? 0 - digits : digits, scale: UInt8(decimals)))
  }

  private static func dated(_ text: UnsafeBufferPointer<UInt8>) -> Value? {
    // Ten characters that are a day are the only ones for it.
    if text.count == 10 { return Day(utf8: text).map(Value.day) }
    guard text.count >= 20, let instant = Instant(utf8: text) else { return nil }
    // As are those of a timestamp without a fraction.
    let isPlain = text.count == 20 && text[10] == UInt8(ascii: "T") && text[19] == UInt8(ascii: "Z")
    return isPlain || instant.description.utf8.elementsEqual(text) ? .instant(instant) : nil
  }
}

// MARK: - Texts

extension CSVCellReader {
  /// The text of a cell, without the marks that the format needs and without a guard.
  func text(_ cell: CSVCell) -> String {
    if !cell.isEscaped { return Self.unguarded(own(cell)) }
    let plain = format.isQuoted ? Self.undoubled(own(cell)) : Self.unescaped(own(cell))
    return plain.withUnsafeBufferPointer(Self.unguarded)
  }

  private static func unguarded(_ text: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: FormulaGuard.isGuarded(text) ? text.dropFirst() : text[...], as: UTF8.self)
  }

  private static func undoubled(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isFirstOfTwo = false
    for byte in text {
      isFirstOfTwo = byte == Byte.quote && !isFirstOfTwo
      if !isFirstOfTwo { result.append(byte) }
    }
    return result
  }

  private static func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isAfterBackslash = false
    for byte in text {
      if !isAfterBackslash, byte == Byte.backslash {
        isAfterBackslash = true
        continue
      }
      if isAfterBackslash {
        isAfterBackslash = false
        switch byte {
        case 0x74: result.append(Byte.tab)
        case 0x6E: result.append(Byte.newline)
        case 0x72: result.append(Byte.carriageReturn)
        case Byte.backslash: result.append(byte)
        default: result += [Byte.backslash, byte]
        }
      } else {
        result.append(byte)
      }
    }
    if isAfterBackslash { result.append(Byte.backslash) }
    return result
  }
}
