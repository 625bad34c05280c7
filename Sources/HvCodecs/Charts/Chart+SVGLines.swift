import HvValues

extension Chart {
  /// Lines over a grid of round figures.
  func drawLines(_ picture: inout Picture, _ extent: Extent) {
    addLegend(to: &picture)
    let ticks = ChartTicks(extent)
    let texts = ticks.texts.map { $0 + (unit.map { " " + $0 } ?? "") }
    let left = min(SVG.widest(texts), 240) + 14
    // Half a mark has room at either end.
    let (width, height) = (Picture.width - left - 8, 240.0)
    let top = picture.height + 8
    func x(_ label: Int) -> Double { left + self.x(label) * width }
    func y(_ place: Double) -> Double { (top + (1 - place) * height).rounded() }

    for (tick, text) in texts.enumerated() {
      let y = y(Double(tick) / Double(ticks.intervals))
      let isZero = tick == (ticks.zero ?? 0)
      picture.add(SVG.line(x: left - 6, y: y, toX: Picture.width, toY: y, look: isZero ? "zero" : "grid"))
      picture.add(SVG.text(text, x: left - 10, y: y + 4.5, .end, look: "figure", to: left))
    }
    for (number, series) in series.enumerated() {
      let figures = figures(of: series)
      let points = figures.enumerated().map { place, figure in
        figure.map { (x: x(place), y: y(ticks.scale.place($0.coordinate))) }
      }
      var path = ""
      for (place, point) in points.enumerated() {
        guard let point else { continue }
        let isStart = place == 0 || points[place - 1] == nil
        path += (isStart ? "M" : "L") + SVG.number(point.x) + " " + SVG.number(point.y)
      }
      picture.add(curve(path, number))
      let spacing = max(1, Int((Double(points.count) * 28 / width).rounded(.up)))
      for (place, point) in points.enumerated() {
        guard let point else { continue }
        let isStart = place == 0 || points[place - 1] == nil
        let isAlone = isStart && (place + 1 == points.count || points[place + 1] == nil)
        let isSeen = isAlone || (self.series.count > 1 ? place % spacing == 0 : spacing == 1)
        let tip = SVG.tip(tip(place, number, figures[place]))
        picture.add(SVG.mark(number, x: point.x, y: point.y, look: isSeen ? "" : "hidden", tip))
      }
    }
    picture.height = top + height
    addNames(labels, to: &picture, from: left, width) { self.x($0) * width }
    picture.height += 8
  }

  /// As many names as there is room for, each about its place, in a row below what is there.
  func addNames(
    _ names: [String], to picture: inout Picture, from left: Double, _ width: Double, at place: (Int) -> Double
  ) {
    let longest = min(SVG.widest(names), names.count == 1 ? width : (width - 20) / 2)
    guard longest > 0 else { return }
    let shown = Self.spread(names.count, over: max(2, 1 + Int(width / (longest * 1.5 + 30))))
    for index in shown {
      let x = place(index)
      let half = min(SVG.width(names[index]), longest) / 2
      let anchor: SVG.Anchor = x - half < 0 ? .start : x + half > width ? .end : .middle
      let edge = anchor == .start ? 0 : anchor == .end ? width : x
      picture.add(SVG.text(names[index], x: left + edge, y: picture.height + 20, anchor, to: longest))
    }
    picture.height += 26
  }
}
