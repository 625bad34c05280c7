extension Value: CustomStringConvertible {
  public var description: String { text }

  /// How interpolation and `print` show a value.
  ///
  /// A string as it is, a number as it came, money as its bare amount, null as `null`; lists and records as JSON
  /// without spaces, where what lies deeper than 512 levels is `…`.
  public var text: String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let exact): return exact.description
    case .numeral(let numeral): return numeral.text
    case .money(let money): return money.amount.description
    case .string(let string): return string
    case .day(let day): return day.description
    case .time(let time): return time.description
    case .instant(let instant): return instant.description
    case .duration(let span): return span.description
    case .opaque(let value): return value.text
    case .range, .list, .record:
      var text = ""
      write(to: &text, depth: 0)
      return text
    }
  }

  private func write(to text: inout String, depth: Int) {
    guard depth < Self.depthLimit else {
      text += "…"
      return
    }
    switch self {
    case .null, .bool, .number, .numeral, .money: text += self.text
    case .range(let range):
      // Inside of a list the ends keep their quotes, if they have any, and the range has none.
      range.lower?.writeEnd(to: &text, depth: depth + 1)
      text += ".."
      range.upper?.writeEnd(to: &text, depth: depth + 1)
    case .list(let list):
      text += "["
      for (i, element) in list.elements.enumerated() {
        if i > 0 { text += "," }
        element.write(to: &text, depth: depth + 1)
      }
      text += "]"
    case .record(let record):
      text += "{"
      for (i, pair) in record.pairs.enumerated() {
        if i > 0 { text += "," }
        Self.quote(pair.key, into: &text)
        text += ":"
        pair.value.write(to: &text, depth: depth + 1)
      }
      text += "}"
    case .string, .day, .time, .instant, .duration, .opaque: Self.quote(self.text, into: &text)
    }
  }

  private func writeEnd(to text: inout String, depth: Int) {
    switch self {
    case .day, .time, .instant, .duration: text += self.text
    default: write(to: &text, depth: depth)
    }
  }

  private static func quote(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20: text += "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
