import HvValues

extension Chart {
  /// Lines over an axis of round figures at the left and one of labels below.
  func textLines(_ pen: ChartPen, _ extent: Extent) -> [[ChartPen.Run]] {
    let ticks = ChartTicks(extent)
    let unit = unit.map { " " + VisibleText.of($0) } ?? ""
    var texts = ticks.texts.map { $0 + unit }
    // The axis goes without figures where they leave no room for lines.
    if pen.width - ChartPen.longest(texts) < 12 { texts = texts.map { _ in "" } }
    let start = ChartPen.longest(texts) + 2
    let columns = max(1, pen.width - start)
    let spacing = max(2, 12 / ticks.intervals)
    let rows = ticks.intervals * spacing + 1
    var canvas = ChartCanvas(columns: columns, rows: rows, pen)
    for number in series.indices { draw(number, on: &canvas, columns, ticks.scale, pen) }

    var lines: [[ChartPen.Run]] = []
    for row in 0..<rows {
      let (tick, rest) = (rows - 1 - row).quotientAndRemainder(dividingBy: spacing)
      let text = rest == 0 ? texts[tick] : ""
      let axis = pen.plain ? (rest == 0 ? "+" : "|") : (rest == 0 ? "┤" : "│")
      let empty = rest == 0 && tick == ticks.zero ? (pen.plain ? "-" : "┄") : " "
      lines.append(
        [(ChartPen.spaces(start - 2 - CellWidth.of(text)) + text + " ", nil), (axis, .dim)]
          + canvas.row(row, empty: empty))
    }
    let corner = pen.plain ? "+" : "└"
    let rule = String(repeating: pen.plain ? "-" : "─", count: columns)
    lines.append([(ChartPen.spaces(start - 1), nil), (corner + rule, .dim)])
    let below = axis(labels, pen, in: columns) { x($0) * Double(columns - 1) }
    if !below.isEmpty { lines.append([(ChartPen.spaces(start) + below, nil)]) }
    return lines + legend(pen)
  }

  /// Where a label lies, 0 at the left and 1 at the right; the only one in the middle.
  func x(_ label: Int) -> Double { labels.count == 1 ? 0.5 : Double(label) / Double(labels.count - 1) }

  private func draw(
    _ number: Int, on canvas: inout ChartCanvas, _ columns: Int, _ scale: ChartScale, _ pen: ChartPen
  ) {
    let points = figures(of: series[number]).enumerated().map { place, figure in
      figure.map { ChartCanvas.Point(x: x(place), y: scale.place($0.coordinate)) }
    }
    // Marks tell series apart and show where the figures are, but leave the line to be seen between them.
    let spacing = max(1, (points.count * 4 + columns - 1) / columns)
    let hasMarks = pen.plain || series.count > 1 || spacing == 1
    var last: ChartCanvas.Point?
    for (place, point) in points.enumerated() {
      guard let point else {
        last = nil
        continue
      }
      if let last { canvas.line(from: last, to: point, number) }
      let isAlone = last == nil && (place + 1 == points.count || points[place + 1] == nil)
      if isAlone || hasMarks && (pen.plain || place % spacing == 0) { canvas.mark(point, pen.mark(number), number) }
      last = point
    }
  }
}
