import HvValues

extension Chart {
  /// A row for each figure: label, mark, figure, bar.
  func drawBars(_ picture: inout Picture, _ extent: Extent) {
    addLegend(to: &picture)
    let rows = series.map { figures(of: $0) }
    let column = FigureColumn(rows.flatMap { $0 }, unit: unit)
    let label = min(SVG.widest(labels), 240)
    let markStart = label == 0 ? 0 : label + 14
    let figure = min(SVG.widest(rows.flatMap { $0 }.map { column.rightText($0) }), 320)
    let figureEnd = markStart + (series.count > 1 ? 18 : 0) + figure
    let scale = ChartScale(withZero: extent)
    let left = figureEnd + 14
    let width = Picture.width - left
    func x(_ place: Double) -> Double { left + place * width }

    let top = picture.height
    for (place, name) in labels.enumerated() {
      for (number, row) in rows.enumerated() {
        let value = row[place]
        let y = picture.height
        var parts = SVG.tip(tip(place, number, value))
        if number == 0 { parts += SVG.text(name, x: 0, y: y + 14, to: label) }
        if series.count > 1 { parts += SVG.mark(number, x: markStart + 5, y: y + 10) }
        parts += SVG.text(column.rightText(value), x: figureEnd, y: y + 14, .end, look: "figure", to: figure)
        if let value, !value.isZero {
          let (zero, end) = (scale.place(0), scale.place(value.coordinate))
          // What is more than nothing is seen beside the zero line.
          let long = max(2, abs(end - zero) * width)
          parts += SVG.rect(
            x: end < zero ? x(zero) - long : x(zero), y: y + 3, width: long, height: 14,
            look: "bar c\(number % SVG.colors.count)")
        }
        picture.add(SVG.tag("g", [:], parts))
        picture.height += 20
      }
      picture.height += series.count > 1 ? 10 : 4
    }
    picture.add(SVG.line(x: x(scale.place(0)), y: top, toX: x(scale.place(0)), toY: picture.height, look: "zero"))
  }
}
