import HvValues

extension Chart {
  /// The chart for a terminal of so many cells, without a line end after it.
  ///
  /// Figures are shown as they are; only the ticks of an axis are round. What would steer the terminal is made visible.
  /// - Parameters:
  ///   - color: with colours. Without them there is no escape in the text, and nothing else is lost.
  ///   - plain: in ASCII, but for what the labels hold.
  package func text(width: Int, color: Bool, plain: Bool) -> String {
    let pen = ChartPen(width: max(1, width), color: color, plain: plain)
    var lines: [[ChartPen.Run]] = []
    if let heading { lines.append([(VisibleText.of(heading), .bold)]) }
    lines += extent.map { drawn(pen, $0) } ?? [[(Self.noFigures, .dim)]]
    return lines.map { pen.line($0) }.joined(separator: "\n")
  }

  private func drawn(_ pen: ChartPen, _ extent: Extent) -> [[ChartPen.Run]] {
    switch kind {
    case .bar: textBars(pen, extent)
    case .line: textLines(pen, extent)
    case .spark: textSparks(pen, extent)
    case .heat: textHeat(pen, extent)
    }
  }

  static let noFigures = "no figures"

  /// Which mark is whose, where there are several series.
  func legend(_ pen: ChartPen) -> [[ChartPen.Run]] {
    guard series.count > 1 else { return [] }
    var lines: [[ChartPen.Run]] = [[]]
    var used = 0
    for (number, series) in series.enumerated() {
      let name = pen.cut(series.name, to: pen.width - 2)
      let cells = CellWidth.of(name) + 2
      if used > 0, used + 3 + cells > pen.width {
        lines.append([])
        used = 0
      }
      if used > 0 { lines[lines.count - 1].append(("   ", nil)) }
      lines[lines.count - 1] += [(pen.mark(number), Ink.series(number)), (" " + name, nil)]
      used += (used > 0 ? 3 : 0) + cells
    }
    return lines
  }

  /// A line of `width` cells with as many labels as it has room for, each about the cell where its place is; empty where
  /// they are.
  func axis(_ labels: [String], _ pen: ChartPen, in width: Int, at place: (Int) -> Double) -> String {
    var longest = ChartPen.longest(labels)
    var count = 1 + width * 2 / ((longest + 2) * 3)
    if count < 3, labels.count > 1 {
      // The first, the middle and the last one, or without the middle one, which a cut text would not tell from others.
      count = longest * 3 + 4 <= width ? 3 : 2
      longest = min(longest, (width - 2) / 2)
    }
    guard longest > 0 else { return "" }
    let shown = Self.spread(labels.count, over: count)
    let texts = shown.map { pen.cut(labels[$0], to: min(longest, width)) }
    let starts = zip(shown, texts).map { index, text in
      let cells = CellWidth.of(text)
      return max(0, min(Int(place(index).rounded()) - cells / 2, width - cells))
    }
    var line = ""
    var used = 0
    for (number, text) in texts.enumerated() {
      let end = starts[number] + CellWidth.of(text)
      let isLast = number == texts.count - 1
      // The first and the last one always stand there; of the others, those that fit between.
      guard used == 0 || starts[number] >= used + 2, isLast || number == 0 || end + 2 <= starts[texts.count - 1] else {
        continue
      }
      line += ChartPen.spaces(starts[number] - used) + text
      used = end
    }
    return line.allSatisfy { $0 == " " } ? "" : line
  }

  /// The means of as many neighbours as it takes to have no more values than cells, and how many that are.
  static func means(_ figures: [Exact?], for cells: Int) -> (values: [Double?], of: Int) {
    let size = max(1, (figures.count + max(1, cells) - 1) / max(1, cells))
    let values = stride(from: 0, to: figures.count, by: size).map { start -> Double? in
      let present = figures[start..<min(start + size, figures.count)].compactMap { $0?.coordinate }
      return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
    }
    return (values, size)
  }
}
