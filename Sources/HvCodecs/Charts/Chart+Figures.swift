import HvValues

extension Chart {
  /// A value for each label.
  func figures(of series: Series) -> [Exact?] {
    labels.indices.map { $0 < series.values.count ? series.values[$0] : nil }
  }

  typealias Extent = (least: Exact, greatest: Exact)

  /// The least and the greatest figure; nil where there is none.
  var extent: Extent? { Self.extent(series.flatMap { figures(of: $0) }) }

  static func extent(_ figures: [Exact?]) -> Extent? {
    let present = figures.compactMap { $0 }
    guard let least = present.min(), let greatest = present.max() else { return nil }
    return (least, greatest)
  }

  /// What stands above the chart. Sparks and heat name their series elsewhere.
  var heading: String? {
    let heading = title ?? (series.count == 1 && (kind == .bar || kind == .line) ? series[0].name : "")
    return heading.isEmpty ? nil : heading
  }

  /// About so many of `all` places, no more, the first and the last among them, at the same distance if that can be.
  static func spread(_ all: Int, over most: Int) -> [Int] {
    let most = min(most, all)
    if most < 2 { return Array(0..<most) }
    let even = (2...most).last { (all - 1) % ($0 - 1) == 0 } ?? 2
    let gaps = (even * 2 > most ? even : most) - 1
    return (0...gaps).map { ($0 * (all - 1) * 2 + gaps) / (gaps * 2) }
  }
}
