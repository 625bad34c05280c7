// The form for editors and scripts. Keys are always there, in one order; what is not known is null.

extension DiagnosticRenderer {
  /// An array with an object a line.
  func json(_ diagnostics: [Diagnostic], in sources: SourceMap) -> String {
    if diagnostics.isEmpty { return "[]\n" }
    return "[" + diagnostics.map { object($0, in: sources) }.joined(separator: ",\n ") + "]\n"
  }

  private func object(_ diagnostic: Diagnostic, in sources: SourceMap) -> String {
    let main = diagnostic.primary.flatMap { sources.text(at: $0.range.start) } ?? sources.texts.first
    let place = diagnostic.primary.map { Self.extent($0.range, in: sources) } ?? Self.nowhere
    // The file is told only where it is not the diagnostic's.
    func extent(_ range: SourceRange) -> String {
      let text = sources.text(at: range.start)
      let file = text?.base == main?.base ? "" : "\"file\":\(Self.quoted(text?.name)),"
      return file + Self.extent(range, in: sources)
    }
    func label(_ label: Diagnostic.Label, isPrimary: Bool) -> String {
      "{\"primary\":\(isPrimary),\(extent(label.range)),\"text\":\(Self.quoted(label.text))}"
    }
    let primary = diagnostic.primary.map { label($0, isPrimary: true) }
    let labels = (primary.map { [$0] } ?? []) + diagnostic.secondary.map { label($0, isPrimary: false) }
    let fixes = diagnostic.fixIts.map { "{\(extent($0.range)),\"replacement\":\(Self.quoted($0.replacement))}" }
    let frames = diagnostic.frames.map {
      "{\"word\":\(Self.quoted($0.word)),\(extent($0.range)),\"item\":\(Self.quoted($0.item))}"
    }
    return "{\"code\":\(Self.quoted(diagnostic.code)),\"severity\":\(Self.quoted(diagnostic.severity.rawValue)),"
      + "\"message\":\(Self.quoted(diagnostic.message)),\"file\":\(Self.quoted(main?.name)),"
      + "\(place),\"labels\":\(Self.array(labels)),"
      + "\"help\":\(Self.array(diagnostic.help.map(Self.quoted))),"
      + "\"notes\":\(Self.array(diagnostic.notes.map(Self.quoted))),\"fixIts\":\(Self.array(fixes)),"
      + "\"row\":\(Self.quoted(diagnostic.row)),\"frames\":\(Self.array(frames)),"
      + "\"progress\":\(Self.quoted(diagnostic.progress))}"
  }

  private static let nowhere = "\"line\":null,\"column\":null,\"end\":null"

  /// `"line":4,"column":33,"end":{"line":4,"column":38}`, the end being just after the last character.
  private static func extent(_ range: SourceRange, in sources: SourceMap) -> String {
    guard let source = sources.text(at: range.start) else { return nowhere }
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
