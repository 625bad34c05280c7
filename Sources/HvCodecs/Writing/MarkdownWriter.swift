package import HvValues

/// A table in GitHub's Markdown: references by name, numbers to the right.
///
/// The columns are those of the first rows; a later field that has none is an error, because its values would be lost.
package struct MarkdownWriter: RowWriter {
  static let surveyed = TableWriter.surveyed

  private var waiting: [Value] = []
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var isLaidOut = false
  private var count = 0

  package init() {}

  package mutating func write(_ batch: Batch, to out: inout [UInt8]) throws(WriteFault) {
    for index in 0..<batch.count {
      let row = batch.value(index)
      if isLaidOut {
        try line(row, to: &out)
      } else {
        waiting.append(row)
        if waiting.count == Self.surveyed { try flush(to: &out) }
      }
    }
  }

  package mutating func finish(to out: inout [UInt8]) throws(WriteFault) {
    if !isLaidOut, !waiting.isEmpty { try flush(to: &out) }
  }

  private static func pairs(_ row: Value) -> [(key: String, value: Value)] {
    if case .record(let record) = row { record.pairs } else { [(FlatColumns.bare, row)] }
  }

  private mutating func flush(to out: inout [UInt8]) throws(WriteFault) {
    var numeric: [Bool?] = []
    for row in waiting {
      for (key, value) in Self.pairs(row) {
        if places[key] == nil {
          places[key] = names.count
          names.append(key)
          numeric.append(nil)
        }
        guard let place = places[key], !value.isNull else { continue }
        numeric[place] = TableCell(value).kind == .number && numeric[place] != false
      }
    }
    isLaidOut = true
    out.append("| " + names.map(Self.escaped).joined(separator: " | ") + " |\n")
    out.append("| " + numeric.map { $0 == true ? "--:" : "---" }.joined(separator: " | ") + " |\n")
    for row in waiting { try line(row, to: &out) }
    waiting = []
  }

  private mutating func line(_ row: Value, to out: inout [UInt8]) throws(WriteFault) {
    count += 1
    var cells = [String](repeating: "", count: names.count)
    for (key, value) in Self.pairs(row) {
      guard let place = places[key] else {
        throw WriteFault(
          "row \(count) has the field `\(key)`, but the columns are those of the first \(Self.surveyed) rows")
      }
      cells[place] = Self.cell(value)
    }
    out.append("| " + cells.joined(separator: " | ") + " |\n")
  }

  private static func cell(_ value: Value) -> String {
    switch value {
    case .null: return ""
    case .string(let text):
      if VisibleText.isPlain(text) { return escaped(text) }
      return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { escaped(String($0)) }
        .joined(separator: "<br>")
    default: return escaped(value.line)
    }
  }

  /// Text that Markdown shows as it is. An underscore inside of a word means nothing there and stays readable.
  private static func escaped(_ text: String) -> String {
    let text = VisibleText.of(text)
    guard text.utf8.contains(where: isSpecial) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for (i, byte) in bytes.enumerated() {
      let isInWord = i > 0 && i + 1 < bytes.count && isWord(bytes[i - 1]) && isWord(bytes[i + 1])
      switch byte {
      case UInt8(ascii: "<"): result.append("&lt;" as StaticString)
      case UInt8(ascii: "&"): result.append("&amp;" as StaticString)
      case UInt8(ascii: "_") where isInWord: result.append(byte)
      case _ where isSpecial(byte): result += [Byte.backslash, byte]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case Byte.backslash, Byte.openBracket, Byte.closeBracket, UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
      true
    default: false
    }
  }

  /// A letter or digit; of other scripts every character counts as one.
  private static func isWord(_ byte: UInt8) -> Bool {
    Byte.isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
  }
}
