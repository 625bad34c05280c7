import HvValues

extension Document {
  /// As GitHub's Markdown: tables, and charts as text that keeps its lines.
  package func markdown() -> String {
    let parts = parts.map { part in
      switch part {
      case .heading(let text, let level): Self.heading(text, level + 1)
      case .paragraph(let text): MarkdownText.paragraph(text)
      case .table(let rows, let isOne): Self.table(rows, isOne)
      case .chart(let chart): Self.fenced(chart.text(width: 80, color: false, plain: false))
      case .figure(.string(let text)): MarkdownText.paragraph(text, around: "**")
      case .figure(let value): MarkdownText.paragraph(value.line, around: "**")
      }
    }
    return ([Self.heading(title, 1)] + parts).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func heading(_ text: String, _ level: Int) -> String {
    String(repeating: "#", count: max(1, min(level, 6))) + " " + MarkdownText.escaped(VisibleText.of(text))
  }

  private static func fenced(_ text: String) -> String {
    // Longer than any run of the same in the text, which would end it.
    var longest = 2
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return fence + "text\n" + text + "\n" + fence
  }

  private static func table(_ rows: [Value], _ isOne: Bool) -> String {
    guard let first = rows.first else { return isOne ? Value.nothing : noRows }
    if !isOne { return table(HTMLTable.complete(rows)) }
    guard case .record(let record) = first, !record.values.isEmpty else { return MarkdownText.paragraph(first.line) }
    return table(record.pairs.map { .record(Record(pairs: [("field", .string($0.key)), ("value", $0.value)])) })
  }

  private static func table(_ rows: [Value]) -> String {
    var writer = MarkdownWriter()
    var out: [UInt8] = []
    do throws(WriteFault) {
      try writer.write(Batch(rows), to: &out)
      try writer.finish(to: &out)
    } catch {
      return MarkdownText.paragraph(error.message)
    }
    if out.last == Byte.newline { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}

/// Text that Markdown shows as it is.
enum MarkdownText {
  /// Lines below each other, empty ones between paragraphs.
  static func paragraph(_ text: String, around mark: String = "") -> String {
    var result = ""
    var isAfterText = false
    for line in text.visibleLines {
      // Spaces at its ends would make a line code, or keep a mark from being one.
      let line = escaped(String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
      if !line.isEmpty {
        result += isAfterText ? "\\\n" : result.isEmpty ? "" : "\n\n"
        result += mark.isEmpty ? start(line) : mark + line + mark
      }
      isAfterText = !line.isEmpty
    }
    return result
  }

  /// A line whose start makes it no heading, list or rule.
  private static func start(_ line: String) -> String {
    let number = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(number.count)
    switch rest.first {
    case "#", "-", "+", "=": return number.isEmpty ? "\\" + line : line
    case ".", ")":
      let isMark = !number.isEmpty && (rest.count == 1 || rest.dropFirst().first == " ")
      return isMark ? number + "\\" + rest : line
    default: return line
    }
  }

  /// An underscore inside of a word means nothing there and stays readable.
  static func escaped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for (i, byte) in bytes.enumerated() {
      let isInWord = i > 0 && i + 1 < bytes.count && isWord(bytes[i - 1]) && isWord(bytes[i + 1])
      switch byte {
      case UInt8(ascii: "<"): result.append("&lt;" as StaticString)
      case UInt8(ascii: "&"): result.append("&amp;" as StaticString)
      case UInt8(ascii: "_") where isInWord: result.append(byte)
      case Byte.backslash, Byte.openBracket, Byte.closeBracket, UInt8(ascii: "`"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: ">"):
        result += [Byte.backslash, byte]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A letter or digit; of other scripts every character counts as one.
  private static func isWord(_ byte: UInt8) -> Bool {
    Byte.isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
  }
}
