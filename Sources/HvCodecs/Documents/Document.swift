package import HvValues

/// What `report "Title" < … >` composes, to be read in a terminal, as Markdown or as a page.
package final class Document: OpaqueValue {
  /// One thing below the other. Texts may hold anything; whoever shows them makes them safe.
  package enum Part: Sendable {
    /// The level of a section is 1, of a section in that 2.
    case heading(String, level: Int)
    case paragraph(String)
    /// - Parameter isOne: the only row is shown a field a line.
    case table(rows: [Value], isOne: Bool)
    case chart(Chart)
    /// One number or text that stands alone.
    case figure(Value)
  }

  package let title: String
  package let parts: [Part]

  package init(title: String, parts: [Part]) {
    self.title = title
    self.parts = parts
  }

  package var typeName: String { "document" }
  package var text: String { text(width: 80, color: false) }

  /// What stands where a table would have no rows.
  static let noRows = "No rows."
}

extension String {
  /// The lines of a text, each safe to show.
  var visibleLines: [String] {
    if VisibleText.isPlain(self) { return [self] }
    return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { VisibleText.of(String($0)) }
  }
}
