/// The screen of a terminal as xterm would show it, drawn from the bytes that a program has sent.
struct VirtualScreen: Sendable {
  /// The look of a cell; a colour is a number of the palette (0–255), or 0x1000000 + 0xRRGGBB when given directly.
  struct Style: Hashable, Sendable {
    var bold = false
    var dim = false
    var underline = false
    var reverse = false
    var foreground: Int?
    var background: Int?
  }

  /// One place of the grid: a base character with its marks, or `""` in the right half of a wide character.
  struct Cell: Sendable {
    var text = " "
    var style = Style()

    var isTail: Bool { text.isEmpty }
  }

  /// Where the next character goes.
  struct Position: Sendable {
    var row = 0
    var column = 0
    /// The last column has been written, and the next character wraps first.
    var isWrapPending = false
  }

  /// What ESC 7 keeps for ESC 8.
  struct SavedCursor: Sendable {
    var position = Position()
    var style = Style()
  }

  private(set) var columns: Int
  private(set) var rows: Int
  var cells: [[Cell]]
  var position = Position()
  var style = Style()
  /// The lines that scroll; the others stand.
  var region: ClosedRange<Int>
  /// The rows that have scrolled off the top, the oldest first.
  var history: [[Cell]] = []
  /// The cells of the main screen while the alternate one is shown.
  var hiddenCells: [[Cell]]?
  /// One for the main screen, and one for the alternate.
  var savedCursors = [SavedCursor(), SavedCursor()]
  var isAutoWrapOn = true
  var isInsertOn = false
  var isCursorVisible = true
  var isBracketedPasteOn = false
  var replies: [UInt8] = []
  var parser = Parser()

  init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    cells = Array(repeating: Array(repeating: Cell(), count: self.columns), count: self.rows)
    region = 0...(self.rows - 1)
  }

  /// All lines of the screen, without their trailing blanks.
  var lines: [String] { cells.map(Self.text) }

  var cursor: (row: Int, column: Int) { (position.row, position.column) }

  /// The lines joined, without the empty ones at the end.
  var text: String {
    let lines = self.lines
    return lines[..<((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)].joined(separator: "\n")
  }

  /// The lines that have scrolled off the top of the main screen, the oldest first.
  var scrollback: [String] { history.map(Self.text) }

  var isAlternateShown: Bool { hiddenCells != nil }

  func style(row: Int, column: Int) -> Style {
    cells.indices.contains(row) && (0..<columns).contains(column) ? cells[row][column].style : Style()
  }

  /// What the terminal has to say to the program since it was last asked.
  mutating func takeReplies() -> [UInt8] {
    defer { replies = [] }
    return replies
  }

  private static func text(_ row: [Cell]) -> String {
    let end = (row.lastIndex { $0.text != " " } ?? -1) + 1
    return row[..<end].map(\.text).joined()
  }

  // MARK: Printing

  /// How many cells a scalar takes, as `wcwidth` says: a terminal knows no graphemes, so an emoji joined of two takes 4.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and finals of Hangul join the syllable before them; each of the two halves of a flag takes one cell.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
    if (0x1F1E6...0x1F1FF).contains(scalar.value) { return 1 }
    return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The ranges of East Asian Width `W` and `F` that are no emoji.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB,
    0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  mutating func put(_ scalar: Unicode.Scalar) {
    let width = Self.width(scalar)
    guard width > 0 else { return join(scalar) }
    guard width <= columns else { return }
    if isAutoWrapOn, position.isWrapPending || position.column + width > columns {
      position.column = 0
      lineFeed()
    }
    position.column = min(position.column, columns - width)
    if isInsertOn { insertBlanks(width) }
    let (row, column) = cursor
    splitWide(row, at: column)
    splitWide(row, at: column + width)
    cells[row][column] = Cell(text: String(scalar), style: style)
    if width == 2 { cells[row][column + 1] = Cell(text: "", style: style) }
    position.column = min(column + width, columns - 1)
    position.isWrapPending = column + width == columns
  }

  /// Adds a mark to the character before the cursor.
  private mutating func join(_ mark: Unicode.Scalar) {
    var column = position.isWrapPending ? position.column : position.column - 1
    if column > 0, cells[position.row][column].isTail { column -= 1 }
    if column >= 0 { cells[position.row][column].text.unicodeScalars.append(mark) }
  }

  /// Blanks a wide character that straddles the left edge of a column, since half of it is about to go.
  private mutating func splitWide(_ row: Int, at column: Int) {
    guard (1..<columns).contains(column), cells[row][column].isTail else { return }
    cells[row][column - 1].text = " "
    cells[row][column].text = " "
  }

  // MARK: Erasing and shifting

  /// What is left where something was erased: xterm fills with the background colour.
  var blank: Cell { Cell(style: Style(background: style.background)) }

  var blankRow: [Cell] { Array(repeating: blank, count: columns) }

  mutating func erase(row: Int, _ range: Range<Int>) {
    let range = range.clamped(to: 0..<columns)
    splitWide(row, at: range.lowerBound)
    splitWide(row, at: range.upperBound)
    for column in range { cells[row][column] = blank }
  }

  mutating func insertBlanks(_ count: Int) {
    let (row, column) = cursor
    let count = min(count, columns - column)
    splitWide(row, at: column)
    splitWide(row, at: columns - count)
    cells[row].removeLast(count)
    cells[row].insert(contentsOf: Array(repeating: blank, count: count), at: column)
    position.isWrapPending = false
  }

  mutating func deleteCharacters(_ count: Int) {
    let (row, column) = cursor
    let count = min(count, columns - column)
    splitWide(row, at: column)
    splitWide(row, at: column + count)
    cells[row].removeSubrange(column..<(column + count))
    cells[row] += Array(repeating: blank, count: count)
    position.isWrapPending = false
  }

  mutating func scrollUp(_ count: Int, in range: ClosedRange<Int>) {
    let count = min(count, range.count)
    let end = range.lowerBound + count
    if range.lowerBound == 0, !isAlternateShown { history += cells[..<end] }
    cells.removeSubrange(range.lowerBound..<end)
    cells.insert(contentsOf: Array(repeating: blankRow, count: count), at: range.upperBound + 1 - count)
  }

  mutating func scrollDown(_ count: Int, in range: ClosedRange<Int>) {
    let count = min(count, range.count)
    cells.removeSubrange((range.upperBound + 1 - count)...range.upperBound)
    cells.insert(contentsOf: Array(repeating: blankRow, count: count), at: range.lowerBound)
  }

  // MARK: Moving

  mutating func move(row: Int, column: Int) {
    position = Position(row: min(max(row, 0), rows - 1), column: min(max(column, 0), columns - 1))
  }

  mutating func moveUp(_ count: Int) {
    let top = position.row >= region.lowerBound ? region.lowerBound : 0
    move(row: max(top, position.row - count), column: position.column)
  }

  mutating func moveDown(_ count: Int) {
    let bottom = position.row <= region.upperBound ? region.upperBound : rows - 1
    move(row: min(bottom, position.row + count), column: position.column)
  }

  mutating func lineFeed() {
    if position.row == region.upperBound { scrollUp(1, in: region) } else { moveDown(1) }
    position.isWrapPending = false
  }

  mutating func reverseLineFeed() {
    if position.row == region.lowerBound { scrollDown(1, in: region) } else { moveUp(1) }
    position.isWrapPending = false
  }

  // MARK: Resizing

  /// As xterm does: nothing is reflowed; rows that do not fit leave below the cursor first and then at the top, and a
  /// taller screen gets its rows back from the scrollback.
  mutating func resize(columns newColumns: Int, rows newRows: Int) {
    let (newColumns, newRows) = (max(1, newColumns), max(1, newRows))
    if var main = hiddenCells {
      Self.fit(&main, around: &savedCursors[0].position.row, rows: newRows, history: &history)
      var none: [[Cell]] = []
      Self.fit(&cells, around: &position.row, rows: newRows, history: &none)
      hiddenCells = main.map { Self.fit($0, columns: newColumns) }
    } else {
      Self.fit(&cells, around: &position.row, rows: newRows, history: &history)
    }
    cells = cells.map { Self.fit($0, columns: newColumns) }
    (columns, rows) = (newColumns, newRows)
    region = 0...(rows - 1)
    move(row: position.row, column: position.column)
  }

  private static func fit(_ grid: inout [[Cell]], around row: inout Int, rows: Int, history: inout [[Cell]]) {
    row = min(row, grid.count - 1)
    if rows < grid.count {
      grid.removeLast(min(grid.count - rows, grid.count - 1 - row))
      let excess = grid.count - rows
      history += grid[..<excess]
      grid.removeFirst(excess)
      row -= excess
    } else {
      let returned = min(rows - grid.count, history.count)
      grid.insert(contentsOf: history.suffix(returned), at: 0)
      history.removeLast(returned)
      row += returned
      grid += Array(repeating: [], count: rows - grid.count)
    }
  }

  private static func fit(_ row: [Cell], columns: Int) -> [Cell] {
    var fitted = row.prefix(columns) + Array(repeating: Cell(), count: max(0, columns - row.count))
    if columns < row.count, row[columns].isTail { fitted[columns - 1].text = " " }
    return Array(fitted)
  }
}

extension VirtualScreen: CustomStringConvertible {
  /// The screen for a person to look at, with a caret under the cursor.
  var description: String {
    var shown = ["\(columns)×\(rows), cursor at row \(position.row), column \(position.column)"]
    let last = max(position.row, lines.lastIndex { !$0.isEmpty } ?? 0)
    for (row, line) in lines.enumerated().prefix(last + 1) {
      shown.append("\(row < 10 ? " " : "")\(row)│\(line)")
      if row == position.row { shown.append("  └" + String(repeating: " ", count: position.column) + "^") }
    }
    return shown.joined(separator: "\n")
  }
}
