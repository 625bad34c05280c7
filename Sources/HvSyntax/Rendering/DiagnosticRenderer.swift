/// Draws diagnostics: with a frame and colours, in plain ASCII, one line each, or as JSON.
///
/// Whatever the source, the messages or the names hold, the result drives no terminal: see `DisplayText`.
public struct DiagnosticRenderer: Sendable {
  /// What diagnostics look like: for people, for lists of one line each, or for programs.
  public enum Style: Sendable {
    /// A Unicode frame around the quoted source, with colours where they are wanted.
    case fancy
    /// The same in ASCII, never coloured; the quoted source keeps its own characters.
    case plain
    /// `file:line:column: error[E0207]: message`, a line each.
    case short
    /// One array with an object for each.
    case json
  }

  /// How it is drawn.
  public var style: Style
  /// Whether `fancy` uses colours.
  public var color: Bool
  /// The columns that a line of quoted source may take; at least 40 are used.
  public var width: Int
  /// Whether what is said below the source is broken into lines of that width.
  public var wraps: Bool

  /// Sets how to draw; `color` counts only for `fancy`, `width` and `wraps` not for `short` and `json`.
  public init(style: Style, color: Bool, width: Int, wraps: Bool = false) {
    self.style = style
    self.color = color
    self.width = width
    self.wraps = wraps
  }

  /// The text for all of them, ending in a newline, in the order given; empty for none, but `[]` as JSON.
  ///
  /// Of what lies in none of the sources nothing is quoted and no place is named.
  public func render(_ diagnostics: [Diagnostic], in sources: SourceMap = SourceMap()) -> String {
    switch style {
    case .json: return json(diagnostics, in: sources)
    case .short: return diagnostics.map { short($0, in: sources) }.joined()
    case .fancy, .plain:
      let palette = Palette(style: style, color: color)
      return diagnostics.map { framed($0, in: sources, palette) }.joined(separator: "\n")
    }
  }

  /// `file:line:column: error[E]: message` on one line.
  private func short(_ diagnostic: Diagnostic, in sources: SourceMap) -> String {
    // What stands in no place of the only text is still about that text.
    let only = sources.texts.count == 1 ? sources.texts.first?.name : nil
    var line = (diagnostic.primary.flatMap { sources.place($0.range.start) } ?? only).map { $0 + ": " } ?? ""
    line += "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.message)"
    let oneLine = line.split(whereSeparator: \.isNewline).joined(separator: " ")
    return DisplayText.safe(oneLine, ascii: true) + "\n"
  }

  /// The characters and colours of a framed diagnostic.
  struct Palette {
    enum Ink { case none, error, warning, note, secondary, frame, bold }

    let ascii: Bool
    let color: Bool

    init(style: Style, color: Bool) {
      ascii = style == .plain
      self.color = color && !ascii
    }

    var corner: String { ascii ? "-->" : "┌─" }
    var bar: String { ascii ? "|" : "│" }
    var ellipsis: String { ascii ? "..." : "…" }

    func ink(_ severity: Diagnostic.Severity) -> Ink {
      switch severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    }

    /// The text with the colour before and the reset after it; the text itself is already safe.
    func paint(_ text: String, _ ink: Ink) -> String {
      guard color, !text.isEmpty, let code = sgr(ink) else { return text }
      return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// Makes a text from outside fit to be drawn.
    func safe(_ text: String) -> String { DisplayText.safe(text, ascii: ascii) }

    private func sgr(_ ink: Ink) -> String? {
      switch ink {
      case .none: nil
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .secondary: "36"
      case .frame: "34"
      case .bold: "1"
      }
    }
  }
}
