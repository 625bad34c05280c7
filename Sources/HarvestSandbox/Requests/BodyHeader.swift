/// A header's value with parameters: `form-data; name="file"; filename="a.pdf"`.
struct BodyHeader {
  /// In lower case, without the parameters.
  let value: String
  /// By lower-case name; of two with the same name the last one counts.
  let parameters: [String: String]

  // Works on bytes: a combining mark would make one character of itself and the quote before it.

  private static let semicolon = UInt8(ascii: ";")
  private static let equals = UInt8(ascii: "=")
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    value = Self.take(&rest) { $0 != Self.semicolon }.lowercased()
    var parameters: [String: String] = [:]
    while rest.popFirst() != nil {
      let name = Self.take(&rest) { $0 != Self.equals && $0 != Self.semicolon }.lowercased()
      guard rest.first == Self.equals else { continue }
      rest = rest.dropFirst().drop(while: Self.isSpace)
      if rest.first == Self.quote {
        parameters[name] = Self.quoted(&rest)
        _ = Self.take(&rest) { $0 != Self.semicolon }
      } else {
        parameters[name] = Self.take(&rest) { $0 != Self.semicolon }
      }
    }
    self.parameters = parameters
  }

  /// Takes the bytes that match, without the spaces around them.
  private static func take(_ rest: inout ArraySlice<UInt8>, while matches: (UInt8) -> Bool) -> String {
    let taken = rest.prefix(while: matches)
    rest = rest[taken.endIndex...]
    let start = taken.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start.endIndex
    return String(decoding: start[..<end], as: UTF8.self)
  }

  /// Takes a text in quotes.
  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst(), byte != quote {
      // A backslash before any other byte stands for itself: there are clients that send the paths of Windows so.
      if byte == backslash, let next = rest.first, next == quote || next == backslash {
        text.append(next)
        rest = rest.dropFirst()
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
