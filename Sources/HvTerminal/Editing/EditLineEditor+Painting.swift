import CLibedit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// What is drawn behind libedit's back, while it waits for a key. It never moves what libedit has drawn, and leaves the
// cursor where it was, so that libedit notices nothing.
extension EditLineEditor {
  /// The size of the screen.
  var screen: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  func layout(_ text: [Unicode.Scalar]) -> TextLayout {
    TextLayout(text, prompt: promptWidth, columns: screen.columns) { ($0.cells, $0.shownCells) }
  }

  func draw(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { hv_write(el, $0.baseAddress, $0.count) }
    }
  }

  /// Paints the text in its colours, and the hint behind it, and puts the cursor where its character is seen.
  ///
  /// - Parameter isFinal: the entry is done: nothing that only helps to type.
  func paint(isFinal: Bool = false) {
    defer { hv_flush(el) }
    let (text, cursor) = line
    let layout = layout(text)
    // Of what is higher than the screen libedit shows the end only.
    guard layout.rows < screen.rows else { return }
    var out = ""
    let isShifted = text.contains(where: \.isNarrower)
    if settings.palette != nil || isShifted || wasShifted, !text.isEmpty {
      out += painted(text, cursor, layout, isFinal: isFinal)
    }
    let isHinted = !isFinal && cursor == text.count && (!text.isEmpty || search != nil)
    hint = isHinted ? shownHint(text, layout) : ""
    if !hint.isEmpty {
      out += settings.palette == nil ? hint : Palette.faint + hint + Palette.end
      out += Self.toColumn(layout.shown[cursor])
    }
    drawnRow = layout.places[cursor].row
    libeditColumn = layout.shown[cursor] == layout.places[cursor].column ? nil : layout.places[cursor].column
    if !out.isEmpty { draw("\u{1B}[?25l" + out + "\u{1B}[?25h") }
  }

  /// Makes the screen as libedit believes it to be, before it draws: without the hint, the cursor where it counts it.
  func giveBack() {
    if !hint.isEmpty { draw("\u{1B}[K") }
    if let libeditColumn { draw(Self.toColumn(libeditColumn)) }
    hint = ""
    libeditColumn = nil
    hv_flush(el)
  }

  /// The part of the hint that fits behind the text in its row.
  private func shownHint(_ text: [Unicode.Scalar], _ layout: TextLayout) -> String {
    // Without colour nobody could tell a hint from what was typed.
    let isHinting = settings.palette != nil
    guard let hint = search.map(note) ?? (isHinting ? assistant.hint(for: text.string) : nil) else { return "" }
    var room = screen.columns - (layout.shown.last ?? 0) - 1
    var shown = ""
    for scalar in hint.unicodeScalars {
      room -= scalar.cells
      guard room >= 0, scalar != "\n", scalar != "\t" else { break }
      shown.unicodeScalars.append(scalar)
    }
    return shown
  }

  private func painted(_ text: [Unicode.Scalar], _ cursor: Int, _ layout: TextLayout, isFinal: Bool) -> String {
    var styles = [TextStyle](repeating: .plain, count: text.count)
    if settings.palette != nil {
      for styled in assistant.styles(of: text.string, cursor: isFinal ? -1 : cursor) {
        for place in styled.range.clamped(to: 0..<text.count) { styles[place] = styled.style }
      }
    }
    let row = layout.places[cursor].row
    var pen = Pen(row: row, palette: settings.palette, columns: wasShifted ? screen.columns : 0)
    // libedit moves the cursor by writing what stands there, and forgets the colours of the prompt.
    pen.move(to: 0, 0)
    pen.write(prompt: assistant.prompt, promptWidth)
    for (index, scalar) in text.enumerated() {
      let place = layout.places[index]
      // Behind a row that takes fewer cells than libedit counts something of its own may stand.
      if place.row != pen.row { pen.endRow() }
      // What libedit writes out, and what moves the cursor, is left as it stands.
      guard scalar != "\n", scalar != "\t", Self.isShownAsItIs(scalar) else { continue }
      pen.move(to: place.row, layout.shown[index])
      pen.write(scalar, styles[index], isShifted: layout.shown[index] != place.column || scalar.isNarrower)
    }
    pen.isShifted = pen.isShifted || layout.shown.last != layout.places.last?.column
    pen.endRow()
    pen.move(to: row, layout.shown[cursor])
    wasShifted = text.contains(where: \.isNarrower)
    return pen.out
  }

  /// Collects what is drawn.
  private struct Pen {
    private(set) var out = ""
    private(set) var row: Int
    private var column = -1
    private var style = TextStyle.plain
    /// Something in this row stands elsewhere than libedit counts.
    var isShifted = false
    /// Behind a row that is shorter than this, what libedit took away may still be seen.
    private let columns: Int
    private let palette: Palette?

    init(row: Int, palette: Palette?, columns: Int) {
      self.row = row
      self.columns = columns
      self.palette = palette
    }

    mutating func move(to row: Int, _ column: Int) {
      if row != self.row {
        out += row < self.row ? "\u{1B}[\(self.row - row)A" : "\u{1B}[\(row - self.row)B"
        self.row = row
        self.column = -1
      }
      if column >= 0, column != self.column {
        out += EditLineEditor.toColumn(column)
        self.column = column
      }
    }

    mutating func write(_ scalar: Unicode.Scalar, _ style: TextStyle, isShifted: Bool) {
      if style != self.style, let palette {
        out += Palette.end + palette.begin(style)
        self.style = style
      }
      out.unicodeScalars.append(scalar)
      column += scalar.shownCells
      if isShifted { self.isShifted = true }
    }

    /// Writes the prompt, where it has one row.
    mutating func write(prompt: String, _ width: Int) {
      out += prompt.filter { $0 != "\u{1}" }
      column = width
    }

    mutating func endRow() {
      if style != .plain {
        out += Palette.end
        style = .plain
      }
      if isShifted || (0..<columns).contains(column) { out += "\u{1B}[K" }
      isShifted = false
    }
  }

  private static func isShownAsItIs(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && scalar.cells <= 2
  }

  private static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
  static func toColumn(_ column: Int) -> String { column > 0 ? "\r\u{1B}[\(column)C" : "\r" }

  // MARK: the whole screen

  /// Empties the rows of the entry, and leaves the cursor where the prompt began.
  private func clearRows(_ row: Int) { draw(Self.up(row) + "\r\u{1B}[J") }

  /// Shows lines above the entry.
  func show(_ lines: [String]) {
    let (text, cursor) = line
    clearRows(layout(text).places[cursor].row)
    for line in lines { draw(line + "\r\n") }
    hv_refresh(el)
  }

  /// Draws a text anew in which characters stand elsewhere than libedit counts: what it changes step by step would be
  /// left at the wrong places.
  func redrawShifted() {
    let (text, cursor) = line
    let layout = layout(text)
    let isShifted = text.contains(where: \.isNarrower)
    guard isShifted || wasShifted, layout.rows < screen.rows else { return }
    clearRows(layout.places[cursor].row)
    hv_refresh(el)
  }

  /// The terminal has another size: the entry is drawn anew.
  func resize() {
    let (text, cursor) = line
    el_resize(el)
    // Some terminals wrap what they show anew and some do not; what stands above the entry is never touched.
    clearRows(min(drawnRow, layout(text).places[cursor].row))
    hv_refresh(el)
  }
}

extension Unicode.Scalar {
  /// It takes fewer cells on the screen than libedit counts: it combines with the one before.
  fileprivate var isNarrower: Bool { value >= 0x80 && shownCells < cells }
}
