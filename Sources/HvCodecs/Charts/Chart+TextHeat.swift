import HvValues

extension Chart {
  /// A line for each label, a cell for each series; figures stand in the cells where there is room for all of them.
  func textHeat(_ pen: ChartPen, _ extent: Extent) -> [[ChartPen.Run]] {
    let rows = series.map { figures(of: $0) }
    let label = min(ChartPen.longest(labels), pen.width / 3)
    let start = label == 0 ? 0 : label + 2
    let field = TextField(cells: pen.width - start, rows, names: series.map(\.name))
    let heat = TextHeat(pen, extent)

    let names = columnNames(pen, field)
    var lines: [[ChartPen.Run]] = names.isEmpty ? [] : [[(ChartPen.spaces(start) + names, .dim)]]
    var size = 1
    for (place, name) in labels.enumerated() {
      let figures = rows.map { $0[place] }
      let means = Self.means(figures, for: field.columns)
      size = means.of
      var line: [ChartPen.Run] = label == 0 ? [] : [(pen.padded(name, to: label) + "  ", nil)]
      for (number, value) in means.values.enumerated() {
        let text = value == nil ? pen.nothing : field.hasFigures ? figures[number]?.description ?? "" : ""
        line += [heat.run(value, text, field.fill), (ChartPen.spaces(field.cell - field.fill), nil)]
      }
      lines.append(line)
    }
    lines.append([(ChartPen.spaces(start), nil)] + heat.ramp + [(" " + Self.shadeRange(extent, unit), nil)])
    if size > 1 { lines.append([("each column is the mean of \(size)", .dim)]) }
    return lines
  }

  /// A name above each column, or, where names do not fit and cut ones are not told apart, some above the whole.
  private func columnNames(_ pen: ChartPen, _ field: TextField) -> String {
    let names = series.map { pen.cut($0.name, to: field.fill) }
    if field.columns >= names.count, Set(names).count == names.count {
      return names.map {
        let spaces = ChartPen.spaces(field.fill - CellWidth.of($0))
        return field.hasFigures ? spaces + $0 : $0 + spaces
      }.joined(separator: ChartPen.spaces(field.cell - field.fill))
    }
    let size = (names.count + field.columns - 1) / field.columns
    let width = (names.count + size - 1) / size * field.cell
    return axis(series.map(\.name), pen, in: width) { (Double($0) + 0.5) / Double(names.count) * Double(width) }
  }
}

/// How wide the cells of a field are.
private struct TextField {
  let hasFigures: Bool
  /// With and without the gap after it.
  let cell: Int
  let fill: Int
  let columns: Int

  init(cells: Int, _ rows: [[Exact?]], names: [String]) {
    let room = max(1, cells / rows.count)
    let name = ChartPen.longest(names)
    // Two cells of shade and a space stand before a figure.
    let figure = (rows.flatMap { $0 }.compactMap { $0?.description.utf8.count }.max() ?? 1) + 3
    hasFigures = figure < room
    cell = min(room, max(name, hasFigures ? figure : 2) + 1)
    fill = cell > 2 ? cell - 1 : cell
    columns = max(1, cells / cell)
  }
}

/// The shades of a field.
private struct TextHeat {
  private let pen: ChartPen
  private let scale: ChartScale
  private let hasZero: Bool
  private var count: Int { pen.color ? Ink.shades : pen.shades.count }

  init(_ pen: ChartPen, _ extent: Chart.Extent) {
    self.pen = pen
    scale = ChartScale(withZero: extent)
    hasZero = !extent.least.isNegative
  }

  /// A cell: its text at the right, and before it the shade. Nothing and zero have none.
  func run(_ value: Double?, _ text: String, _ width: Int) -> ChartPen.Run {
    guard let value else { return (ChartPen.spaces(width - 1) + text, .dim) }
    if value == 0, hasZero {
      let text = text.isEmpty ? pen.plain ? "." : "·" : text
      return (ChartPen.spaces(width - CellWidth.of(text)) + text, nil)
    }
    return shade(min(count - 1, Int(scale.place(value) * Double(count))), text, width)
  }

  private func shade(_ step: Int, _ text: String, _ width: Int) -> ChartPen.Run {
    if pen.color { return (ChartPen.spaces(width - text.utf8.count) + text, .shade(step)) }
    let text = text.isEmpty ? "" : " " + text
    return (String(repeating: pen.shades[step], count: max(0, width - text.utf8.count)) + text, nil)
  }

  /// All the shades.
  var ramp: [ChartPen.Run] { (0..<count).map { shade($0, "", 2) } }
}
