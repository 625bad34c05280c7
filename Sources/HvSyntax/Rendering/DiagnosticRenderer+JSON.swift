// The form for editors and scripts. Keys are always there, in one order; what is not known is null.

extension DiagnosticRenderer {
  /// An array with an object a line.
  func json(_ diagnostics: [Diagnostic], in source: SourceText?) -> String {
    if diagnostics.isEmpty { return "[]\n" }
    return "[" + diagnostics.map { object($0, in: source) }.joined(separator: ",\n ") + "]\n"
  }

  private func object(_ diagnostic: Diagnostic, in source: SourceText?) -> String {
    let place = source.flatMap { source in diagnostic.primary.map { Self.extent($0.range, in: source) } }
    let primary = diagnostic.primary.map { label($0, isPrimary: true, in: source) }
    let labels = (primary.map { [$0] } ?? []) + diagnostic.secondary.map { label($0, isPrimary: false, in: source) }
    let fixes = diagnostic.fixIts.map { fix in
      "{\(Self.extent(fix.range, in: source)),\"replacement\":\(Self.quoted(fix.replacement))}"
    }
    let frames = diagnostic.frames.map { frame in
      "{\"word\":\(Self.quoted(frame.word)),\(Self.extent(frame.range, in: source)),"
        + "\"item\":\(Self.quoted(frame.item))}"
    }
    return "{\"code\":\(Self.quoted(diagnostic.code)),\"severity\":\(Self.quoted(diagnostic.severity.rawValue)),"
      + "\"message\":\(Self.quoted(diagnostic.message)),\"file\":\(Self.quoted(source?.name)),"
      + "\(place ?? Self.nowhere),\"labels\":\(Self.array(labels)),"
      + "\"help\":\(Self.array(diagnostic.help.map(Self.quoted))),"
      + "\"notes\":\(Self.array(diagnostic.notes.map(Self.quoted))),\"fixIts\":\(Self.array(fixes)),"
      + "\"row\":\(Self.quoted(diagnostic.row)),\"frames\":\(Self.array(frames)),"
      + "\"progress\":\(Self.quoted(diagnostic.progress))}"
  }

  private func label(_ label: Diagnostic.Label, isPrimary: Bool, in source: SourceText?) -> String {
    "{\"primary\":\(isPrimary),\(Self.extent(label.range, in: source)),\"text\":\(Self.quoted(label.text))}"
  }

  private static let nowhere = "\"line\":null,\"column\":null,\"end\":null"

  /// `"line":4,"column":33,"end":{"line":4,"column":38}`, the end being just after the last character.
  private static func extent(_ range: SourceRange, in source: SourceText?) -> String {
    guard let source else { return nowhere }
    let start = source.location(range.start)
    let end = source.location(range.end)
    return "\"line\":\(start.line),\"column\":\(start.column),\"end\":{\"line\":\(end.line),\"column\":\(end.column)}"
  }

  private static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  private static func quoted(_ text: String?) -> String {
    guard let text else { return "null" }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      default:
        switch scalar.properties.generalCategory {
        // Escaped too, though JSON allows them: a terminal may be shown this.
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
