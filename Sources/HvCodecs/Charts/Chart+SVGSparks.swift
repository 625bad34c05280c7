import HvValues

extension Chart {
  /// A row for each series: its name, a small bar for each label, its least and its greatest figure.
  func drawSparks(_ picture: inout Picture, _ extent: Extent) {
    let scale = ChartScale(withZero: extent)
    let rows = series.map { figures(of: $0) }
    let ranges = rows.map { Self.range(Self.extent($0), unit) ?? Value.nothing }
    let name = min(SVG.widest(series.map(\.name)), 200)
    let left = name == 0 ? 0 : name + 14
    let range = min(SVG.widest(ranges), 360)
    let room = Picture.width - left - 14 - range
    // Where there is room for them the bars begin at whole places, which keeps them sharp.
    let exact = min(12, room / Double(labels.count))
    let pitch = exact < 2 ? exact : exact.rounded(.down)
    let gap = pitch < 2 ? 0.0 : pitch < 6 ? 1 : 2
    let height = 24.0
    for (number, row) in rows.enumerated() {
      let top = picture.height + 4
      func y(_ place: Double) -> Double { (top + (1 - place) * height).rounded() }
      let zero = y(scale.place(0))
      picture.add(SVG.text(series[number].name, x: 0, y: zero, to: name))
      for (place, figure) in row.enumerated() {
        let end = figure.map { y(scale.place($0.coordinate)) } ?? zero
        let x = left + Double(place) * pitch
        let tip = SVG.tip(tip(place, number, figure))
        if figure == nil, pitch >= 8 {
          picture.add(SVG.tag("g", [:], tip + SVG.text(Value.nothing, x: x + (pitch - gap) / 2, y: zero, .middle)))
        } else if figure != nil {
          picture.add(
            SVG.rect(
              x: x, y: end > zero ? zero : min(zero - 1, end), width: pitch - gap, height: max(1, abs(end - zero)),
              look: "bar c\(number % SVG.colors.count)", tip))
        }
      }
      picture.add(
        SVG.text(ranges[number], x: left + pitch * Double(labels.count) + 10, y: zero, look: "figure", to: range))
      picture.height += height + 12
    }
  }
}
