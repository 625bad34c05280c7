/// The lines of source that a diagnostic is about, with marks and words under them.
///
///       ┌─ report.hv:4:33
///     4 │   | each < time_entries | where hours >
///       │          -                      ^^^^^ - this `>` closes the block: no value follows it
///       │          block opened here
///
/// A label over several lines is marked where it starts and where it ends; its words stand at the end.
struct SourceQuote {
  /// The columns of the line numbers.
  let gutter: Int
  /// The drawn lines, each ending in a newline.
  private(set) var text = ""

  /// The columns beside the margin, where nothing may go beyond them.
  private let room: Int?
  private let palette: DiagnosticRenderer.Palette
  private let primaryInk: DiagnosticRenderer.Palette.Ink

  /// The part of a label that lies on one line, in bytes of the source.
  private struct Piece {
    var range: SourceRange
    var text: String
    var isPrimary: Bool
  }

  /// A quote for each text that the labels stand in, that of the primary one first; none without a primary one.
  ///
  /// - Parameter wraps: words that would go beyond the width stand in a row of their own.
  static func quotes(
    _ diagnostic: Diagnostic, in sources: SourceMap, width: Int, wraps: Bool = false,
    _ palette: DiagnosticRenderer.Palette
  ) -> [SourceQuote] {
    guard let primary = diagnostic.primary else { return [] }
    var groups: [(text: SourceText, labels: [(label: Diagnostic.Label, isPrimary: Bool)])] = []
    for (index, label) in ([primary] + diagnostic.secondary).enumerated() {
      guard let text = sources.text(at: label.range.start) else { continue }
      let group = groups.firstIndex { $0.text.base == text.base } ?? groups.count
      if group == groups.count { groups.append((text, [])) }
      groups[group].labels.append((label, index == 0))
    }
    return groups.map {
      SourceQuote($0.labels, in: $0.text, width: width, wraps: wraps, palette, palette.ink(diagnostic.severity))
    }
  }

  /// Draws labels, of which there is at least one, all in one text.
  private init(
    _ labels: [(label: Diagnostic.Label, isPrimary: Bool)], in source: SourceText, width: Int, wraps: Bool,
    _ palette: DiagnosticRenderer.Palette, _ primaryInk: DiagnosticRenderer.Palette.Ink
  ) {
    self.palette = palette
    self.primaryInk = primaryInk
    var pieces: [Int: [Piece]] = [:]
    for (label, isPrimary) in labels { Self.split(label, isPrimary: isPrimary, in: source, into: &pieces) }
    let lines = pieces.keys.sorted()
    gutter = String(lines.last ?? 1).count
    room = wraps ? max(40, width) - gutter - 3 : nil

    let start = source.location(labels.first?.label.range.start ?? source.base)
    let place = palette.safe("\(source.name):\(start.line):\(start.column)")
    text = margin(nil) + " " + palette.paint(palette.corner, .frame) + " " + place + "\n"
    var previous: Int?
    for line in lines {
      switch previous.map({ line - $0 }) {
      case 2: text += row(line - 1, drawn(source.lineRange(line - 1), [], in: source, width: width)[0])
      case let gap? where gap > 2: text += margin(nil) + " " + palette.paint(palette.ellipsis, .frame) + "\n"
      default: break
      }
      let rows = drawn(source.lineRange(line), pieces[line] ?? [], in: source, width: width)
      for (index, content) in rows.enumerated() { text += row(index == 0 ? line : nil, content) }
      previous = line
    }
  }

  /// Files a label under its line, or under its first and its last.
  private static func split(
    _ label: Diagnostic.Label, isPrimary: Bool, in source: SourceText, into pieces: inout [Int: [Piece]]
  ) {
    let first = source.line(label.range.start)
    // A range that ends just after a line feed ends on the line before.
    let last = max(first, source.line(max(label.range.start, label.range.end - 1)))
    guard last > first else {
      pieces[first, default: []].append(Piece(range: label.range, text: label.text, isPrimary: isPrimary))
      return
    }
    let head = SourceRange(label.range.start, source.lineRange(first).end)
    pieces[first, default: []].append(Piece(range: head, text: "", isPrimary: isPrimary))
    let line = source.lineRange(last)
    let indent = source.bytes(line).prefix { $0 == .space || $0 == .tab }.count
    let tail = SourceRange(min(line.start + indent, label.range.end), label.range.end)
    pieces[last, default: []].append(Piece(range: tail, text: label.text, isPrimary: isPrimary))
  }

  // MARK: Rows

  /// The line number, or blanks as wide.
  private func margin(_ line: Int?) -> String {
    guard let line else { return String(repeating: " ", count: gutter) }
    let number = String(line)
    return String(repeating: " ", count: max(0, gutter - number.count)) + palette.paint(number, .frame)
  }

  private func row(_ line: Int?, _ content: String) -> String {
    margin(line) + " " + palette.paint(palette.bar, .frame) + (content.isEmpty ? "" : " " + content) + "\n"
  }

  /// The quoted line, then the marks, then the words that found no room beside them.
  private func drawn(_ line: SourceRange, _ pieces: [Piece], in source: SourceText, width: Int) -> [String] {
    let cells = DisplayText.cells(source.text(line), ascii: palette.ascii)
    var spans: [Span] = pieces.map { piece in
      Span(
        start: Self.column(piece.range.start - line.start, in: cells),
        end: Self.column(piece.range.end - line.start, in: cells), piece.text, isPrimary: piece.isPrimary)
    }
    let window = Window(
      columns: cells.reduce(0) { $0 + $1.width }, room: max(40, width) - gutter - 3, around: spans,
      ellipsis: palette.ellipsis)
    for index in spans.indices { window.fit(&spans[index]) }
    return [window.cut(cells)] + marks(spans)
  }

  /// The column where a byte of the line is drawn; past its end, the column after the last.
  private static func column(_ offset: Int, in cells: [DisplayText.Cell]) -> Int {
    var byte = 0
    var column = 0
    for cell in cells {
      if byte + cell.length > offset { break }
      byte += cell.length
      column += cell.width
    }
    return column
  }

  // MARK: Marks

  /// A mark under a line: its columns and its words.
  struct Span {
    var start: Int
    var end: Int
    var text: String
    var isPrimary: Bool

    init(start: Int, end: Int, _ text: String, isPrimary: Bool) {
      self.start = start
      self.end = max(end, start + 1)
      self.text = text
      self.isPrimary = isPrimary
    }
  }

  /// The row of marks with the last words beside it, then a row for each of the other words, rightmost first.
  private func marks(_ spans: [Span]) -> [String] {
    guard let end = spans.map(\.end).max() else { return [] }
    var marks = Canvas(palette)
    for span in spans where !span.isPrimary { marks.fill(span.start..<span.end, "-", .secondary) }
    for span in spans where span.isPrimary { marks.fill(span.start..<span.end, "^", primaryInk) }
    var waiting = spans.filter { !$0.text.isEmpty }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    let atEnd = waiting.lastIndex { $0.end == end && $0.isPrimary } ?? waiting.lastIndex { $0.end == end }
    func fits(_ span: Span) -> Bool { room.map { end + 1 + DisplayText.width(span.text) <= $0 } ?? true }
    if let atEnd, fits(waiting[atEnd]) {
      let last = waiting.remove(at: atEnd)
      marks.write(last.text, at: end + 1, ink(last))
    }
    var rows = [marks.text]
    while let span = waiting.popLast() {
      var row = Canvas(palette)
      for other in waiting where other.start < span.start {
        row.fill(other.start..<other.start + 1, palette.bar, ink(other))
      }
      let column = room.map { max(0, min(span.start, $0 - DisplayText.width(span.text))) } ?? span.start
      row.write(span.text, at: column, ink(span))
      rows.append(row.text)
    }
    return rows
  }

  private func ink(_ span: Span) -> DiagnosticRenderer.Palette.Ink { span.isPrimary ? primaryInk : .secondary }
}
