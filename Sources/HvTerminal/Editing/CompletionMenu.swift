/// The list of what could stand at the cursor, with a line about each.
package struct CompletionMenu {
  private let candidates: ArraySlice<LineCompletions.Candidate>
  private let left: Int
  private let columns: Int
  private let cells: (Unicode.Scalar) -> Int

  /// - Parameters:
  ///   - rows: how many there is room for.
  ///   - cells: how many cells a character takes.
  package init(
    _ candidates: [LineCompletions.Candidate], columns: Int, rows: Int, cells: @escaping (Unicode.Scalar) -> Int
  ) {
    let fits = candidates.count <= rows
    self.candidates = candidates.prefix(fits ? rows : max(1, rows - 1))
    left = candidates.count - self.candidates.count
    self.columns = columns
    self.cells = cells
  }

  /// The rows, none of them wider than the screen.
  ///
  /// - Parameter faint: what switches to the style of descriptions, and `end` back; nil for no colour.
  package func rows(_ faint: String?, _ end: String) -> [String] {
    let labels = candidates.map { clipped($0.label, to: max(8, columns / 2)) }
    let width = labels.map(cells(of:)).max() ?? 0
    var rows = zip(candidates, labels).map { candidate, label in
      guard !candidate.description.isEmpty else { return "  " + label }
      let padding = String(repeating: " ", count: width - cells(of: label) + 2)
      let text = clipped(candidate.description, to: columns - width - 5)
      return "  " + label + padding + (faint ?? "") + text + (faint == nil ? "" : end)
    }
    if left > 0 { rows.append("  \((faint ?? ""))… \(left) more\(faint == nil ? "" : end)") }
    return rows
  }

  private func cells(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + cells($1) } }

  private func clipped(_ text: String, to width: Int) -> String {
    guard cells(of: text) > width else { return text }
    var room = width - 1
    var out = ""
    for scalar in text.unicodeScalars {
      room -= cells(scalar)
      guard room >= 0 else { break }
      out.unicodeScalars.append(scalar)
    }
    return out + "…"
  }
}
