import HvValues

extension Chart {
  /// A line for each series: its name, a small bar for each label, its least and its greatest figure.
  func textSparks(_ pen: ChartPen, _ extent: Extent) -> [[ChartPen.Run]] {
    let rows = series.map { figures(of: $0) }
    let ranges = rows.map { Self.range(Self.extent($0), unit) ?? pen.nothing }
    let name = min(ChartPen.longest(series.map(\.name)), pen.width / 3)
    // The figures give way where they leave no room for the bars.
    let room = pen.width - (name == 0 ? 0 : name + 2)
    let beside = room - 2 - ChartPen.longest(ranges)
    let cells = beside >= min(8, labels.count) ? beside : room
    let scale = ChartScale(withZero: extent)
    var lines: [[ChartPen.Run]] = []
    var size = 1
    for (number, row) in rows.enumerated() {
      let means = Self.means(row, for: cells)
      size = means.of
      let bars = means.values.map { value in
        value.map { pen.sparks[scale.step($0, of: pen.sparks.count)] } ?? pen.nothing
      }
      var line: [ChartPen.Run] = name == 0 ? [] : [(pen.padded(series[number].name, to: name) + "  ", nil)]
      line.append((bars.joined(), .series(number)))
      if cells == beside { line.append(("  " + ranges[number], nil)) }
      lines.append(line)
    }
    if size > 1 { lines.append([("each bar is the mean of \(size) labels", .dim)]) }
    return lines
  }

  /// What the shades of a field mean: the same, but from zero.
  static func shadeRange(_ extent: Extent, _ unit: String?) -> String {
    range((min(extent.least, .zero), max(extent.greatest, .zero)), unit) ?? ""
  }

  /// `0.25 to 8 EUR`.
  static func range(_ extent: Extent?, _ unit: String?) -> String? {
    guard let extent else { return nil }
    let figures = extent.least == extent.greatest ? "\(extent.least)" : "\(extent.least) to \(extent.greatest)"
    return figures + (unit.map { " " + VisibleText.of($0) } ?? "")
  }
}
