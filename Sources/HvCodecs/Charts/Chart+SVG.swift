import HvValues

extension Chart {
  /// The chart as an SVG element, for a page or as a file of its own. It holds no script and refers to nothing outside.
  ///
  /// In a page it takes the page's colour of text; it suits light and dark ones. Figures are shown as they are, in the
  /// chart or when the pointer rests on a place.
  package func svg() -> String {
    var picture = Picture()
    if let heading {
      picture.add(SVG.text(heading, x: 0, y: 16, look: "heading", to: Picture.width * 0.85))
      picture.height = 32
    }
    if let extent {
      switch kind {
      case .bar: drawBars(&picture, extent)
      case .line: drawLines(&picture, extent)
      case .spark: drawSparks(&picture, extent)
      case .heat: drawHeat(&picture, extent)
      }
    } else {
      picture.add(SVG.text(Self.noFigures, x: 0, y: picture.height + 14, look: "dim"))
      picture.height += 22
    }
    // A margin of 8, for when the picture stands alone.
    let (width, height) = (SVG.number(Picture.width + 16), SVG.number(picture.height + 16))
    let name = [Kind.bar: "Bar chart", .line: "Line chart", .spark: "Sparkline", .heat: "Heat map"][kind] ?? "Chart"
    return SVG.tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "hv-chart", "viewBox": "-8 -8 \(width) \(height)",
        "width": width, "height": height, "role": "img", "aria-label": heading.map { name + ": " + $0 } ?? name,
      ], "\n" + SVG.tip(heading ?? name) + "\n<style>\n" + SVG.style + "\n</style>\n" + picture.body)
  }

  /// A picture as it grows downward.
  struct Picture {
    static let width = 720.0
    var height = 0.0
    private(set) var body = ""

    mutating func add(_ element: String) { body += element + "\n" }
  }

  /// What a place of the chart says: `Acme, billable: 12.50 EUR`.
  func tip(_ label: Int, _ number: Int, _ figure: Exact?) -> String {
    let name = series.count > 1 || kind == .heat ? [labels[label], series[number].name] : [labels[label]]
    let text = figure.map { $0.description + (unit.map { " " + $0 } ?? "") } ?? Value.nothing
    return name.filter { !$0.isEmpty }.joined(separator: ", ") + ": " + text
  }

  /// Which mark is whose, where there are several series.
  func addLegend(to picture: inout Picture) {
    guard series.count > 1 else { return }
    var x = 0.0
    for (number, series) in series.enumerated() {
      let sample = kind == .line ? 36.0 : 12
      let width = min(SVG.width(series.name), Picture.width - sample - 6)
      if x > 0, x + sample + 6 + width > Picture.width {
        x = 0
        picture.height += 20
      }
      let y = picture.height + 10
      if kind == .line { picture.add(curve("M\(SVG.number(x)) \(SVG.number(y))h\(SVG.number(sample))", number)) }
      picture.add(SVG.mark(number, x: x + sample / 2, y: y))
      picture.add(SVG.text(series.name, x: x + sample + 6, y: y + 4.5, to: width))
      x += sample + 6 + width + 18
    }
    picture.height += 30
  }

  func curve(_ path: String, _ number: Int) -> String {
    SVG.tag(
      "path",
      [
        "d": path, "class": "curve c\(number % SVG.colors.count)",
        "stroke-dasharray": SVG.dashes[number % SVG.dashes.count],
      ])
  }
}
