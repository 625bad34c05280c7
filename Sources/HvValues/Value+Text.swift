extension Value: CustomStringConvertible {
  /// The same as `text`.
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
    switch self {
    case .list, .record, .range:
      guard depth < Self.depthLimit else {
        text += "…"
        return
      }
      writeParts(to: &text, depth: depth + 1)
    case .null, .bool, .number, .numeral, .money: text += self.text
    case .string, .day, .time, .instant, .duration, .opaque: Self.quote(self.text, into: &text)
    }
  }

  private func writeParts(to text: inout String, depth: Int) {
    switch self {
    case .list(let list):
      text += "["
      for i in list.elements.indices {
        if i > 0 { text += "," }
        list.elements[i].write(to: &text, depth: depth)
      }
      text += "]"
    case .record(let record):
      text += "{"
      for i in record.values.indices {
        if i > 0 { text += "," }
        Self.quote(record.shape.keys[i], into: &text)
        text += ":"
        record.values[i].write(to: &text, depth: depth)
      }
      text += "}"
    case .range(let range):
      range.lower?.writeEnd(to: &text, depth: depth)
      text += ".."
      range.upper?.writeEnd(to: &text, depth: depth)
    default: break
    }
  }

  /// An end of a range, which needs no quotes where the type is plain to see.
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
