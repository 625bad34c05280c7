import HvCodecs
import HvValues

/// Finds the server's own words in the body of an error.
enum ServerMessage {
  /// The text of an error's body: `message`, else `error_description`, `error`, `errors`, else the body as it is; nil
  /// where it is empty. It is neither cut nor made safe to show: a token in it must be found first.
  static func find(in body: [UInt8]) -> String? {
    if let record = record(body) {
      for key in ["message", "error_description", "error", "errors"] {
        if let text = record[key].flatMap(words) { return text }
      }
    }
    let raw = String(decoding: body.prefix(65_536), as: UTF8.self)
    guard let first = raw.first(where: { !$0.isWhitespace }) else { return nil }
    return first == "<" ? "a web page came back instead of JSON: \(raw)" : raw
  }

  /// The seconds in `retry_after`.
  static func retryAfter(in body: [UInt8]) -> Exact? {
    switch record(body)?["retry_after"] {
    case .number(let seconds): seconds
    case .numeral(let numeral): numeral.exact
    case .string(let text): Exact(text)
    default: nil
    }
  }

  private static func record(_ body: [UInt8]) -> Record? {
    // An error of the API is small. What is large is a web page, and not worth reading whole.
    guard body.count <= 65_536, let value = try? JSONReader.value(body, schema: nil) else { return nil }
    if case .record(let record) = value { return record }
    return nil
  }

  /// A value as words: lists and records as their parts, so that `{"name": ["is taken"]}` reads `name is taken`.
  private static func words(_ value: Value) -> String? {
    let text: String
    switch value {
    case .string(let string): text = string
    case .number(let number): text = number.description
    case .list(let list): text = list.elements.compactMap(words).joined(separator: ", ")
    case .record(let record):
      text = record.pairs.compactMap { key, value in words(value).map { "\(key) \($0)" } }.joined(separator: ", ")
    default: return nil
    }
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }

  /// Makes a text from outside safe to print in one line: white space runs become one space, whatever could steer a
  /// terminal or reorder a line becomes visible, and the rest is cut off.
  static func line(_ text: String, limit: Int = 300) -> String {
    var result = ""
    var space = false
    var count = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        space = !result.isEmpty
        continue
      }
      if count >= limit { return result + "…" }
      if space { result += " " }
      count += space ? 2 : 1
      space = false
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
