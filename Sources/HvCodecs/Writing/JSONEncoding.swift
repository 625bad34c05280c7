package import HvValues

/// Values as JSON text.
///
/// Money is its bare number; dates, times, timestamps and durations are strings; a range is `{"from", "to"}` with null
/// for an open end. Control characters are escaped, also those that JSON would allow: DEL and U+0080 to U+009F.
package struct JSONEncoding {
  /// Deeper values are refused: reading stops there too.
  private static let maximumDepth = JSONCursor.maximumDepth
  private static let maximumShapes = 1024

  /// The keys of a shape, each with what stands before and after it, and where its value is.
  private final class Keys {
    let shape: Shape
    let texts: [(text: [UInt8], slot: Int)]

    init(_ shape: Shape) {
      self.shape = shape
      var texts: [(text: [UInt8], slot: Int)] = []
      // Of two equal keys the later one counts.
      for (slot, key) in shape.keys.enumerated() where shape.slot(key) == slot {
        var text: [UInt8] = [texts.isEmpty ? Byte.openBrace : Byte.comma]
        JSONEncoding.append(string: key, to: &text)
        text.append(Byte.colon)
        texts.append((text, slot))
      }
      self.texts = texts
    }
  }

  private var keys: [ObjectIdentifier: Keys] = [:]

  package init() {}

  /// Appends a value on one line, without spaces.
  package mutating func append(_ value: Value, to out: inout [UInt8]) throws(WriteFault) {
    try append(value, to: &out, depth: 0)
  }

  /// Appends a row of a batch in the same way, where it can be without decoding it.
  package mutating func append(_ index: Int, of batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    let place = batch.sourceIndex(index)
    if let text = batch.source as? any TextRows, text.appendText(place, to: &out) { return }
    guard let rows = batch.source as? any ColumnarRows else { return try append(batch.value(index), to: &out) }
    let texts = texts(rows.shape)
    let columns = rows.columns
    if texts.isEmpty { out.append(Byte.openBrace) }
    for (text, slot) in texts {
      out += text
      try append(columns[slot].values[place], to: &out, depth: 1)
    }
    out.append(Byte.closeBrace)
  }

  /// Appends a value over several lines, indented by two spaces a level.
  package mutating func appendPretty(_ value: Value, to out: inout [UInt8], indent: Int = 0) throws(WriteFault) {
    guard indent < Self.maximumDepth else { throw Self.tooDeep }
    switch value {
    case .record(let record) where !record.values.isEmpty:
      for (text, slot) in texts(record.shape) {
        out.append(text[0])
        Self.newLine(indent + 1, to: &out)
        out += text.dropFirst()
        out.append(Byte.space)
        try appendPretty(record.values[slot], to: &out, indent: indent + 1)
      }
      Self.newLine(indent, to: &out)
      out.append(Byte.closeBrace)
    case .list(let list) where list.count > 0:
      var before = Byte.openBracket
      for i in 0..<list.count {
        out.append(before)
        Self.newLine(indent + 1, to: &out)
        try appendPretty(list.element(i), to: &out, indent: indent + 1)
        before = Byte.comma
      }
      Self.newLine(indent, to: &out)
      out.append(Byte.closeBracket)
    default: try append(value, to: &out, depth: indent)
    }
  }

  private static func newLine(_ indent: Int, to out: inout [UInt8]) {
    out.append(Byte.newline)
    for _ in 0..<indent { out.append("  " as StaticString) }
  }

  private static let tooDeep = WriteFault("a value is nested deeper than \(maximumDepth) levels")

  private mutating func append(_ value: Value, to out: inout [UInt8], depth: Int) throws(WriteFault) {
    switch value {
    case .null: out.append("null" as StaticString)
    case .bool(let flag): out.append(flag ? "true" : "false" as StaticString)
    case .number, .numeral, .money: out.append(value.text)
    case .string(let string): Self.append(string: string, to: &out)
    case .day, .time, .instant, .duration, .opaque: Self.append(string: value.text, to: &out)
    case .range(let range):
      guard depth < Self.maximumDepth else { throw Self.tooDeep }
      out.append(#"{"from":"# as StaticString)
      try append(range.lower ?? .null, to: &out, depth: depth + 1)
      out.append(#","to":"# as StaticString)
      try append(range.upper ?? .null, to: &out, depth: depth + 1)
      out.append(Byte.closeBrace)
    case .list(let list):
      guard depth < Self.maximumDepth else { throw Self.tooDeep }
      out.append(Byte.openBracket)
      for i in 0..<list.count {
        if i > 0 { out.append(Byte.comma) }
        try append(list.element(i), to: &out, depth: depth + 1)
      }
      out.append(Byte.closeBracket)
    case .record(let record):
      guard depth < Self.maximumDepth else { throw Self.tooDeep }
      let texts = texts(record.shape)
      if texts.isEmpty { out.append(Byte.openBrace) }
      for (text, slot) in texts {
        out += text
        try append(record.values[slot], to: &out, depth: depth + 1)
      }
      out.append(Byte.closeBrace)
    }
  }

  private mutating func texts(_ shape: Shape) -> [(text: [UInt8], slot: Int)] {
    if let known = keys[ObjectIdentifier(shape)] { return known.texts }
    if keys.count >= Self.maximumShapes { keys.removeAll() }
    // `Keys` holds the shape, so that no other one can come to stand at its address.
    let made = Keys(shape)
    keys[ObjectIdentifier(shape)] = made
    return made.texts
  }
}

// MARK: - Strings

extension JSONEncoding {
  /// Appends a string in quotes.
  package static func append(string: String, to out: inout [UInt8]) {
    var string = string
    string.withUTF8 { utf8 in
      out.append(Byte.quote)
      var start = 0
      var here = 0
      while here < utf8.count {
        let byte = utf8[here]
        let isPlain = byte >= Byte.space && byte != Byte.quote && byte != Byte.backslash && byte != 0x7F && byte != 0xC2
        if isPlain || (byte == 0xC2 && utf8[here + 1] > 0x9F) {
          here += 1
          continue
        }
        out.append(contentsOf: utf8[start..<here])
        // U+0080 to U+009F are C2 80 to C2 9F.
        if byte == 0xC2 { here += 1 }
        escape(utf8[here], to: &out)
        here += 1
        start = here
      }
      out.append(contentsOf: utf8[start...])
      out.append(Byte.quote)
    }
  }

  private static func escape(_ code: UInt8, to out: inout [UInt8]) {
    out.append(Byte.backslash)
    switch code {
    case Byte.quote, Byte.backslash: out.append(code)
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case Byte.newline: out.append(UInt8(ascii: "n"))
    case Byte.carriageReturn: out.append(UInt8(ascii: "r"))
    case Byte.tab: out.append(UInt8(ascii: "t"))
    default:
      out.append("u00" as StaticString)
      for digit in [code >> 4, code & 15] {
        out.append(digit < 10 ? Byte.zero + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}
