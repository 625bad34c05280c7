import HvValues

extension Exact {
  /// Where the number lies, for a place on a page only: what is read as a figure is the `Exact` itself.
  var coordinate: Double {
    var power = 1.0
    for _ in 0..<scale { power *= 10 }
    return Double(significand) / power
  }
}

/// What a chart has room for, from its lowest to its highest place.
struct ChartScale {
  let low: Double
  let high: Double

  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// From zero to all the figures: what bars and shades need.
  init(withZero extent: Chart.Extent) {
    self.init(min(0, extent.least.coordinate), max(0, extent.greatest.coordinate))
  }

  /// 0 at the lowest place, 1 at the highest.
  func place(_ coordinate: Double) -> Double {
    high > low ? max(0, min((coordinate - low) / (high - low), 1)) : 0
  }

  /// Which of so many steps, the lowest 0. Only the lowest place itself has the lowest step.
  func step(_ coordinate: Double, of count: Int) -> Int {
    let place = place(coordinate)
    return place == 0 ? 0 : max(1, Int((place * Double(count - 1)).rounded()))
  }
}

/// Round figures along an axis: the multiples of 1, 2 or 5 × 10^exponent that enclose the figures of a chart.
struct ChartTicks {
  private var factor = 1
  private var exponent = 0
  private var numbers = 0...1

  init(_ extent: Chart.Extent) {
    var scale = ChartScale(extent.least.coordinate, extent.greatest.coordinate)
    // An axis leaves zero out only where the figures lie close together and far from it.
    let isClose = (scale.high - scale.low) * 4 < max(scale.high, -scale.low)
    if !isClose || scale.low == scale.high { scale = ChartScale(withZero: extent) }
    let wanted = (scale.high - scale.low) / 4
    guard wanted > 0 else { return }
    var power = 1.0
    while power * 10 <= wanted {
      power *= 10
      exponent += 1
    }
    while power > wanted, exponent > -18 {
      power /= 10
      exponent -= 1
    }
    // The coordinates may be off by a little.
    if let multiple = [1, 2, 5].first(where: { Double($0) * power >= wanted * 0.999 }) {
      factor = multiple
    } else {
      power *= 10
      exponent += 1
    }
    let step = power * Double(factor)
    let first = Int((scale.low / step + 1e-9).rounded(.down))
    numbers = first...max(first + 1, Int((scale.high / step - 1e-9).rounded(.up)))
  }

  var intervals: Int { numbers.count - 1 }

  var scale: ChartScale {
    var step = Double(factor)
    for _ in 0..<exponent.magnitude { step = exponent < 0 ? step / 10 : step * 10 }
    return ChartScale(Double(numbers.lowerBound) * step, Double(numbers.upperBound) * step)
  }

  /// The figures from the lowest to the highest.
  var texts: [String] {
    numbers.map { number in
      if number == 0, exponent >= 0 { return "0" }
      return exponent < 0
        ? Exact(significand: Int64(number * factor), scale: UInt8(-exponent)).description
        : "\(number * factor)" + String(repeating: "0", count: exponent)
    }
  }

  /// Where zero lies between the lowest and the highest, counted in intervals; nil where it lies at an end or beyond.
  var zero: Int? { numbers.lowerBound < 0 && numbers.upperBound > 0 ? -numbers.lowerBound : nil }
}
