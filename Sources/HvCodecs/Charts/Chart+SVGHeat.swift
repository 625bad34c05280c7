import HvValues

extension Chart {
  /// A row for each label, a cell for each series. The greater the figure the more it is coloured.
  func drawHeat(_ picture: inout Picture, _ extent: Extent) {
    let scale = ChartScale(withZero: extent)
    let rows = series.map { figures(of: $0) }
    let texts = rows.map { $0.map { $0?.description ?? Value.nothing } }
    let label = min(SVG.widest(labels), 200)
    let left = label == 0 ? 0 : label + 14
    let pitch = min(90, (Picture.width - left) / Double(series.count))
    let gap = pitch > 6 ? 2.0 : 0
    let hasFigures = SVG.widest(texts.flatMap { $0 }) + 8 <= pitch

    picture.height -= 4
    addColumnNames(to: &picture, from: left, pitch)
    for (place, name) in labels.enumerated() {
      let y = picture.height
      picture.add(SVG.text(name, x: 0, y: y + 16, to: label))
      for (number, row) in rows.enumerated() {
        let x = left + Double(number) * pitch
        let figure = row[place]
        var parts = SVG.tip(tip(place, number, figure))
        if let figure { parts += cell(scale.place(figure.coordinate), x: x, y: y, width: pitch - gap) }
        if hasFigures || figure == nil && pitch >= 8 {
          parts += SVG.text(texts[number][place], x: x + (pitch - gap) / 2, y: y + 16, .middle, look: "figure")
        }
        picture.add(SVG.tag("g", [:], parts))
      }
      picture.height += 24
    }
    for step in 0..<5 {
      picture.add(cell(Double(step) / 4, x: left + Double(step) * 24, y: picture.height + 8, width: 24))
    }
    picture.add(
      SVG.text(
        Self.shadeRange(extent, unit), x: left + 130, y: picture.height + 24, look: "figure",
        to: Picture.width - left - 130))
    picture.height += 34
  }

  /// A name above each column, or, where names do not fit and cut ones are not told apart, some above the whole.
  private func addColumnNames(to picture: inout Picture, from left: Double, _ pitch: Double) {
    let names = series.map(\.name)
    guard pitch >= 40, Set(names.map { SVG.cut($0, to: pitch - 6) }).count == names.count else {
      return addNames(names, to: &picture, from: left, pitch * Double(names.count)) { (Double($0) + 0.5) * pitch }
    }
    for (number, name) in names.enumerated() {
      let x = left + Double(number) * pitch + pitch / 2 - 1
      picture.add(SVG.text(name, x: x, y: picture.height + 20, .middle, to: pitch - 6))
    }
    picture.height += 26
  }

  private func cell(_ place: Double, x: Double, y: Double, width: Double) -> String {
    // Where it is darkest the text on it can still be read.
    let opacity = SVG.number(0.1 + place * 0.7)
    return SVG.tag(
      "rect",
      [
        "x": SVG.number(x), "y": SVG.number(y), "width": SVG.number(width), "height": "22", "class": "cell",
        "fill-opacity": opacity,
      ])
  }
}
