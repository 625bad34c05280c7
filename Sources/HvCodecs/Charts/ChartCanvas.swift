/// A field of cells on which lines are drawn: with the dots of braille, eight a cell, or in ASCII with one.
struct ChartCanvas {
  private struct Cell {
    /// The dots as braille counts them.
    var dots: UInt32 = 0
    var mark: String?
    /// Who drew here last.
    var series = 0
  }

  private let columns: Int
  private let rows: Int
  private let pen: ChartPen
  private var cells: [Cell]
  /// Dots in a cell.
  private let across: Int
  private let down: Int

  init(columns: Int, rows: Int, _ pen: ChartPen) {
    self.columns = columns
    self.rows = rows
    self.pen = pen
    cells = Array(repeating: Cell(), count: columns * rows)
    (across, down) = pen.plain ? (1, 1) : (2, 4)
  }

  /// A dot. `x` runs from 0 at the left to 1 at the right, `y` from 0 in the middle of the lowest row to 1 in the middle
  /// of the highest.
  struct Point {
    let x: Double
    let y: Double
  }

  private func dot(_ point: Point) -> (x: Int, y: Int) {
    let row = (1 - point.y) * Double(rows - 1)
    let (x, y) = (point.x * Double(columns * across - 1), row * Double(down) + Double(down - 1) / 2)
    return (Int(x.rounded()), Int(y.rounded()))
  }

  mutating func line(from start: Point, to end: Point, _ series: Int) {
    let (a, b) = (dot(start), dot(end))
    let steps = max(abs(b.x - a.x), abs(b.y - a.y), 1)
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      let x = a.x + Int((Double(b.x - a.x) * part).rounded())
      let y = a.y + Int((Double(b.y - a.y) * part).rounded())
      let cell = y / down * columns + x / across
      // Braille counts the dots of the upper three rows column by column, and those of the lowest row after them.
      let bit = y % 4 == 3 ? 6 + x % 2 : x % 2 * 3 + y % 4
      cells[cell].dots |= 1 << bit
      cells[cell].series = series
    }
  }

  mutating func mark(_ point: Point, _ mark: String, _ series: Int) {
    let dot = dot(point)
    let cell = dot.y / down * columns + dot.x / across
    cells[cell].mark = mark
    cells[cell].series = series
  }

  /// The cells of a row from the highest, empty ones filled.
  func row(_ row: Int, empty: String) -> [ChartPen.Run] {
    cells[row * columns..<(row + 1) * columns].map { cell in
      if let mark = cell.mark { return (mark, .series(cell.series)) }
      if cell.dots == 0 { return (empty, empty == " " ? nil : .dim) }
      let braille = Unicode.Scalar(0x2800 + cell.dots).map { String(Character($0)) }
      return (pen.plain ? "." : braille ?? " ", .series(cell.series))
    }
  }
}
