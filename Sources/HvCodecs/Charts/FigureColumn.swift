import HvValues

/// Figures one below the other, aligned at their point, with their unit.
struct FigureColumn {
  private let whole: Int
  private let fraction: Int
  /// With the space before it; empty where there is none.
  let unit: String

  init(_ figures: [Exact?], unit: String?) {
    let texts = figures.compactMap { $0?.description }
    whole = texts.map { Self.whole($0) }.max() ?? 1
    fraction = texts.map { $0.utf8.count - Self.whole($0) }.max() ?? 0
    self.unit = unit.map { " " + VisibleText.of($0) } ?? ""
  }

  private static func whole(_ text: String) -> Int { text.utf8.prefix { $0 != Byte.point }.count }

  /// In cells.
  var width: Int { whole + fraction + CellWidth.of(unit) }

  /// The figure in as many cells.
  func text(_ figure: Exact?, nothing: String) -> String {
    guard let figure else {
      let before = whole - CellWidth.of(nothing)
      return ChartPen.spaces(before) + nothing + ChartPen.spaces(width - whole)
    }
    let text = figure.description
    return ChartPen.spaces(whole - Self.whole(text)) + text + ChartPen.spaces(missing(text)) + unit
  }

  /// The figure for a column that ends at the right: for decimals that it lacks it has spaces as wide as these.
  func rightText(_ figure: Exact?) -> String {
    guard let figure else { return Value.nothing }
    let text = figure.description
    let missing = missing(text)
    let hasPoint = missing < fraction
    let spaces = String(repeating: "\u{2007}", count: max(0, hasPoint ? missing : missing - 1))
    return text + (hasPoint || missing == 0 ? "" : "\u{2008}") + spaces + unit
  }

  private func missing(_ text: String) -> Int { fraction - (text.utf8.count - Self.whole(text)) }
}
