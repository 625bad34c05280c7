package import HvValues

/// One YAML document: a sequence of rows, or a single value.
///
/// The values are those that JSON has. Whatever some parser of YAML 1.1 or 1.2 would not read as the same text is in
/// double quotes, so that `no` is a word, `12:30` no number of seconds and `2024-01-15` no date.
package struct YAMLWriter: RowWriter {
  /// Deeper values are refused, as in JSON; a row lies a level deeper than a single value.
  private var maximumIndent: Int { JSONCursor.maximumDepth + (isOne ? 0 : 1) }
  /// A parser looks no further for the colon after a key; a longer key is announced.
  private static let longestKey = 1000

  private let isOne: Bool
  private var count = 0
  /// The keys of the shapes met, each held so that no other shape can come to stand at its address.
  private var known: [ObjectIdentifier: (shape: Shape, keys: [Key])] = [:]
  private static let maximumShapes = 1024
  private typealias Key = (text: [UInt8], slot: Int)

  /// - Parameter one: the rows are at most one, which is written as it is; no row is null.
  package init(one: Bool = false) { isOne = one }

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      if isOne {
        guard count == 0 else { throw WriteFault("a single value was to be written, but there are more") }
        try append(batch.value(index), to: &out, indent: 0, after: .newLine)
      } else {
        out.append(Byte.minus)
        try append(batch.value(index), to: &out, indent: 1, after: .dash)
      }
      count += 1
    }
  }

  package mutating func finish(to out: inout [UInt8]) {
    if count == 0 { out.append(isOne ? "null\n" : "[]\n" as StaticString) }
  }
}

// MARK: - Nodes

extension YAMLWriter {
  /// What stands on the line before a value.
  private enum Before { case newLine, dash, key }

  /// Appends a value to its line and ends that. Its parts start at `indent`, which counts levels of two spaces.
  private mutating func append(
    _ value: Value, to out: inout [UInt8], indent: Int, after before: Before
  ) throws(WriteFault) {
    switch value {
    case .record(let record) where !record.values.isEmpty:
      let pairs = keys(record.shape).map { (key: $0.text, value: record.values[$0.slot]) }
      try append(mapping: pairs, to: &out, indent: indent, after: before)
    case .range(let range):
      let ends = [("from", range.lower), ("to", range.upper)].map { (key: Array($0.utf8), value: $1 ?? .null) }
      try append(mapping: ends, to: &out, indent: indent, after: before)
    case .list(let list) where !list.elements.isEmpty:
      guard indent < maximumIndent else { throw Self.tooDeep }
      for (place, element) in list.elements.enumerated() {
        Self.startPart(place, to: &out, indent: indent, after: before)
        out.append(Byte.minus)
        try append(element, to: &out, indent: indent + 1, after: .dash)
      }
    default:
      if before != .newLine { out.append(Byte.space) }
      Self.append(scalar: value, to: &out)
      out.append(Byte.newline)
    }
  }

  private mutating func append(
    mapping: [(key: [UInt8], value: Value)], to out: inout [UInt8], indent: Int, after before: Before
  ) throws(WriteFault) {
    guard indent < maximumIndent else { throw Self.tooDeep }
    for (place, pair) in mapping.enumerated() {
      Self.startPart(place, to: &out, indent: indent, after: before)
      if pair.key.count > Self.longestKey {
        out.append("? " as StaticString)
        out += pair.key
        out.append(Byte.newline)
        Self.space(indent, to: &out)
      } else {
        out += pair.key
      }
      out.append(Byte.colon)
      try append(pair.value, to: &out, indent: indent + 1, after: .key)
    }
  }

  /// The first part after a dash stands on its line.
  private static func startPart(_ place: Int, to out: inout [UInt8], indent: Int, after before: Before) {
    if place == 0, before == .dash { return out.append(Byte.space) }
    if place == 0, before == .key { out.append(Byte.newline) }
    space(indent, to: &out)
  }

  private static func space(_ indent: Int, to out: inout [UInt8]) {
    for _ in 0..<indent { out.append("  " as StaticString) }
  }

  private static let tooDeep = WriteFault("a value is nested deeper than \(JSONCursor.maximumDepth) levels")

  /// The keys of a shape as they are written. Of two equal ones the later one counts.
  private mutating func keys(_ shape: Shape) -> [Key] {
    if let known = known[ObjectIdentifier(shape)] { return known.keys }
    if known.count >= Self.maximumShapes { known.removeAll() }
    let keys = shape.keys.enumerated().filter { shape.slot($1) == $0 }.map { slot, key in
      var text: [UInt8] = []
      YAMLText.append(key, to: &text)
      return (text, slot)
    }
    known[ObjectIdentifier(shape)] = (shape, keys)
    return keys
  }
}

// MARK: - Scalars

extension YAMLWriter {
  private static func append(scalar value: Value, to out: inout [UInt8]) {
    switch value {
    case .null, .bool, .number, .money: out.append(value.text)
    case .numeral(let numeral): append(numeral: numeral.text, to: &out)
    case .record: out.append("{}" as StaticString)
    case .list: out.append("[]" as StaticString)
    case .string, .day, .time, .instant, .duration, .range, .opaque: YAMLText.append(value.text, to: &out)
    }
  }

  /// With an exponent YAML 1.1 wants a point and a sign: `1e5` is `1.0e+5`.
  private static func append(numeral text: String, to out: inout [UInt8]) {
    let number = text.utf8
    guard let e = number.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return out.append(text) }
    out += number[..<e]
    if !number[..<e].contains(Byte.point) { out.append(".0" as StaticString) }
    out.append(number[e])
    let exponent = number[number.index(after: e)...]
    if let first = exponent.first, Byte.isDigit(first) { out.append(Byte.plus) }
    out += exponent
  }
}

/// Strings, without quotes where every parser reads them as that very text.
private enum YAMLText {
  static func append(_ text: String, to out: inout [UInt8]) {
    if isVisible(text), text.utf8.withContiguousStorageIfAvailable(isPlain) ?? isPlain(Array(text.utf8)) {
      out.append(text)
    } else {
      quote(text, to: &out)
    }
  }

  private static func isVisible(_ text: String) -> Bool {
    VisibleText.isPlain(text) || !text.unicodeScalars.contains(where: isEscaped)
  }

  /// Words that some parser takes for null or a boolean.
  private static let words: Set = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

  private static func isPlain(_ text: some RandomAccessCollection<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, last != Byte.space, last != Byte.colon else { return false }
    switch first {
    case Byte.plus, Byte.zero...Byte.nine: if isLikeNumber(text) { return false }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      if text.count <= 5, words.contains(String(decoding: text, as: UTF8.self).lowercased()) { return false }
    case UInt8(ascii: "_"), Byte.slash, UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ";"), 0x80...: break
    // Anything else may have a meaning of its own there.
    default: return false
    }
    // `: ` ends a key, ` #` starts a comment.
    return !zip(text, text.dropFirst()).contains {
      $0 == Byte.colon && $1 == Byte.space || $0 == Byte.space && $1 == UInt8(ascii: "#")
    }
  }

  /// Whether a text may be a number, a date or a time: `1_000`, `0x1F`, `1:30`, `+.inf`, `2024-01-15`.
  private static func isLikeNumber(_ text: some RandomAccessCollection<UInt8>) -> Bool {
    let unsigned = text.first == Byte.plus ? Array(text.dropFirst()) : Array(text)
    let isDate = unsigned.count > 4 && unsigned[4] == Byte.minus && unsigned[..<4].allSatisfy(Byte.isDigit)
    // Hexadecimal, octal, binary.
    let isPrefixed =
      unsigned.count > 1 && unsigned.first == Byte.zero
      && [UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b")].contains(unsigned[1] | 0x20)
    return isDate || isPrefixed || unsigned.first == Byte.point
      || unsigned.allSatisfy { byte in
        switch byte {
        case Byte.zero...Byte.nine, Byte.point, Byte.comma, Byte.colon, Byte.plus, Byte.minus, UInt8(ascii: "_"),
          UInt8(ascii: "e"), UInt8(ascii: "E"):
          true
        default: false
        }
      }
  }

  private static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(Byte.quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out.append(#"\""# as StaticString)
      case "\\": out.append(#"\\"# as StaticString)
      case "\n": out.append(#"\n"# as StaticString)
      case "\r": out.append(#"\r"# as StaticString)
      case "\t": out.append(#"\t"# as StaticString)
      case _ where isEscaped(scalar): escape(scalar.value, to: &out)
      default: out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    out.append(Byte.quote)
  }

  private static func escape(_ code: UInt32, to out: inout [UInt8]) {
    let digits = String(code, radix: 16)
    let width = code <= 0xFF ? 2 : code <= 0xFFFF ? 4 : 8
    out.append(width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U" as StaticString)
    out.append(String(repeating: "0", count: width - digits.utf8.count) + digits)
  }

  /// What YAML does not allow as it is, what ends a line in YAML 1.1, and what nobody sees.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    let text = String(scalar)
    return !VisibleText.of(text).utf8.elementsEqual(text.utf8)
  }
}
