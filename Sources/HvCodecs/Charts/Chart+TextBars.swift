import HvValues

extension Chart {
  /// A line for each figure: label, mark, figure, bar. All the labels are shown.
  func textBars(_ pen: ChartPen, _ extent: Extent) -> [[ChartPen.Run]] {
    let rows = series.map { figures(of: $0) }
    let column = FigureColumn(rows.flatMap { $0 }, unit: unit)
    let isMarked = series.count > 1
    // Labels take what they need, up to half of what the figures leave; a bar of less than four cells says nothing.
    let room = pen.width - column.width - 4 - (isMarked ? 2 : 0)
    let longest = ChartPen.longest(labels)
    var label = min(longest, max(0, room / 2))
    if room - label < 4 { label = min(longest, max(0, room + 2)) }
    let bars = room - label < 4 ? nil : TextBars(cells: room - label, extent)

    var lines: [[ChartPen.Run]] = []
    for (place, name) in labels.enumerated() {
      for (number, row) in rows.enumerated() {
        let figure = row[place]
        var line: [ChartPen.Run] = label == 0 ? [] : [(pen.padded(number == 0 ? name : "", to: label) + "  ", nil)]
        if isMarked { line += [(pen.mark(number), .series(number)), (" ", nil)] }
        line.append((column.text(figure, nothing: pen.nothing), figure == nil ? .dim : nil))
        if let bars { line += [("  ", nil)] + bars.runs(figure, pen, .series(number)) }
        lines.append(line)
      }
    }
    return lines + legend(pen)
  }
}

/// Bars on both sides of a zero line; without a line where there is nothing below zero.
private struct TextBars {
  private let left: Int
  private let cellsPerUnit: Double
  private let hasZeroLine: Bool

  init(cells: Int, _ extent: Chart.Extent) {
    let scale = ChartScale(withZero: extent)
    hasZeroLine = scale.low < 0
    let cells = Double(hasZeroLine ? cells - 1 : cells)
    // Both sides have the same scale, and a cell at least where they have anything.
    var left = (cells * scale.place(0)).rounded()
    if hasZeroLine { left = max(1, min(left, scale.high > 0 ? cells - 1 : cells)) }
    let right = cells - left
    cellsPerUnit = min(
      scale.low < 0 ? left / -scale.low : .infinity, scale.high > 0 ? right / scale.high : .infinity)
    self.left = Int(left)
  }

  func runs(_ figure: Exact?, _ pen: ChartPen, _ ink: Ink) -> [ChartPen.Run] {
    let axis: [ChartPen.Run] = hasZeroLine ? [(pen.plain ? "|" : "│", .dim)] : []
    let empty: [ChartPen.Run] = [(ChartPen.spaces(left), nil)] + axis
    guard let figure, !figure.isZero else { return empty }
    let cells = figure.coordinate.magnitude * cellsPerUnit
    if !figure.isNegative { return empty + [(pen.bar(cells), ink)] }
    let bar = pen.barLeft(cells)
    return [(ChartPen.spaces(left - bar.count), nil), (bar, ink)] + axis
  }
}
