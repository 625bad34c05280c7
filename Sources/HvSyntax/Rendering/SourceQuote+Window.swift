// What fits of a long line, and a row that is drawn column by column.

extension SourceQuote {
  /// The columns of a line that are shown: all of it, or a part around its marks with an ellipsis at each cut.
  struct Window {
    private let columns: Int
    private let room: Int
    private let start: Int
    private let ellipsis: String

    init(columns: Int, room: Int, around spans: [Span], ellipsis: String) {
      self.columns = columns
      self.room = room
      self.ellipsis = ellipsis
      guard columns > room, let focus = Self.focus(spans, room: room - 2 * ellipsis.count) else {
        start = 0
        return
      }
      let spare = max(0, room - (focus.upperBound - focus.lowerBound))
      start = max(0, min(focus.lowerBound - max(spare / 2, ellipsis.count), columns - room))
    }

    private var end: Int { min(columns, start + room) }

    /// The columns to show: of all marks where they fit, else of the primary one.
    private static func focus(_ spans: [Span], room: Int) -> Range<Int>? {
      guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max() else { return nil }
      if last - first <= room { return first..<last }
      return spans.first(where: \.isPrimary).map { $0.start..<$0.end } ?? first..<last
    }

    /// Moves a mark to the columns where it is seen; one outside ends up under an ellipsis.
    func fit(_ span: inout Span) {
      guard columns > room else { return }
      span.start = min(max(span.start - start, 0), room - 1)
      span.end = max(min(span.end - start, room), span.start + 1)
    }

    /// The shown part of a line.
    func cut(_ cells: [DisplayText.Cell]) -> String {
      guard columns > room else { return Self.trimmed(cells.reduce(into: "") { $0 += $1.text }) }
      let left = start > 0 ? start + ellipsis.count : 0
      let right = end < columns ? end - ellipsis.count : end
      var out = start > 0 ? ellipsis : ""
      var column = 0
      for cell in cells {
        let next = column + cell.width
        if column >= left, next <= right {
          out += cell.text
        } else if next > left, column < right {
          // A wide character that is cut in two leaves blanks, so that what follows stays in its column.
          out += String(repeating: " ", count: min(next, right) - max(column, left))
        }
        column = next
      }
      return end < columns ? out + ellipsis : Self.trimmed(out)
    }

    private static func trimmed(_ text: String) -> String {
      var text = Substring(text)
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  /// One row of marks and words, addressed by column.
  struct Canvas {
    private let palette: DiagnosticRenderer.Palette
    private var marks: [(text: String, ink: DiagnosticRenderer.Palette.Ink)] = []
    private var words = ""

    init(_ palette: DiagnosticRenderer.Palette) { self.palette = palette }

    /// Puts a mark of one column in each of the columns.
    mutating func fill(_ columns: Range<Int>, _ mark: String, _ ink: DiagnosticRenderer.Palette.Ink) {
      pad(to: columns.upperBound)
      for column in columns { marks[column] = (mark, ink) }
    }

    /// Puts words that nothing follows.
    mutating func write(_ text: String, at column: Int, _ ink: DiagnosticRenderer.Palette.Ink) {
      pad(to: column)
      let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      words = palette.paint(palette.safe(oneLine), ink)
    }

    /// The row, each run of one colour painted once.
    var text: String {
      var out = ""
      var run = ""
      var ink = DiagnosticRenderer.Palette.Ink.none
      for mark in marks {
        if mark.ink != ink {
          out += palette.paint(run, ink)
          run = ""
          ink = mark.ink
        }
        run += mark.text
      }
      return out + palette.paint(run, ink) + words
    }

    private mutating func pad(to count: Int) {
      while marks.count < count { marks.append((" ", .none)) }
    }
  }
}
