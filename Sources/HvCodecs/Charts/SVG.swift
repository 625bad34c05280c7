import HvValues

/// Pieces of an SVG picture. All text goes through here and is escaped.
enum SVG {
  /// An element; attributes without a value are left out. Its content is made of elements, or of `escaped` text.
  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String = "") -> String {
    let list = attributes.filter { !$0.value.isEmpty }.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    return content.isEmpty ? "<\(name)\(list)/>" : "<\(name)\(list)>\(content)</\(name)>"
  }

  /// Text that may stand in XML, between tags and in attributes. Characters that XML has no room for are made visible.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A coordinate, to a hundredth.
  static func number(_ coordinate: Double) -> String {
    Exact(significand: Int64((coordinate * 100).rounded()), scale: 2).normalized.description
  }

  enum Anchor: String { case start, middle, end }

  /// A line of text, cut where it is longer than it may be; the whole is then a tip.
  static func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, look: String = "", to longest: Double = .infinity
  ) -> String {
    let attributes: KeyValuePairs = [
      "x": number(x), "y": number(y), "text-anchor": anchor.rawValue, "class": look,
    ]
    let shown = cut(text, to: longest)
    return tag("text", attributes, (shown == VisibleText.of(text) ? "" : tip(text)) + escaped(shown))
  }

  /// What is shown when the pointer rests on an element.
  static func tip(_ text: String) -> String { tag("title", [:], escaped(text)) }

  static func rect(x: Double, y: Double, width: Double, height: Double, look: String, _ content: String = "") -> String
  {
    tag(
      "rect",
      ["x": number(x), "y": number(y), "width": number(width), "height": number(height), "class": look], content)
  }

  static func line(x: Double, y: Double, toX: Double, toY: Double, look: String) -> String {
    tag("path", ["d": "M\(number(x)) \(number(y))L\(number(toX)) \(number(toY))", "class": look])
  }

  /// What tells a series apart without colour.
  static func mark(_ series: Int, x: Double, y: Double, look: String = "", _ content: String = "") -> String {
    let shapes = [
      "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "M0-5.5L5.5 0L0 5.5L-5.5 0z", "M0-5L5 4L-5 4z", "M-4-4h8v8h-8z",
    ]
    let isHollow = series % 2 == 1
    let looks = "mark c\(series % colors.count)" + (isHollow ? " hollow" : "") + (look.isEmpty ? "" : " " + look)
    let place = "translate(\(number(x)) \(number(y)))"
    return tag("path", ["d": shapes[series / 2 % shapes.count], "transform": place, "class": looks], content)
  }
}

// MARK: - The width of text

extension SVG {
  /// The size of letters.
  static let size = 13.0

  /// About how wide a text is; a picture is drawn without knowing the font.
  static func width(_ text: String) -> Double {
    VisibleText.of(text).reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "(", ")", "[", "]", "/", "f", "t", "r": size * 0.4
    case "m", "w", "M", "W", "@", "%": size
    case "A"..."Z": size * 0.74
    default: size * (CellWidth.of(character) > 1 ? 1.1 : 0.64)
    }
  }

  static func widest(_ texts: [String]) -> Double { texts.map { width($0) }.max() ?? 0 }

  static func cut(_ text: String, to longest: Double) -> String {
    let text = VisibleText.of(text)
    if width(text) <= longest { return text }
    var rest = longest - size
    let start = text.prefix {
      rest -= width($0)
      return rest >= 0
    }
    return start + "…"
  }
}

// MARK: - Looks

extension SVG {
  /// The colours of Okabe and Ito in an order in which the first ones stand out on white, and on black.
  static let colors: [(light: String, dark: String)] = [
    ("#0072b2", "#56b4e9"), ("#d55e00", "#e69f00"), ("#009e73", "#009e73"), ("#cc79a7", "#cc79a7"),
    ("#e69f00", "#f0e442"), ("#56b4e9", "#d55e00"), ("#b3a900", "#0072b2"),
  ]

  /// How lines are broken: besides marks, what tells series apart without colour.
  static let dashes = ["", "7 4", "2 3", "10 3 2 3", "14 4"]

  static let style: String = {
    let rules = [
      "{font:\(number(size))px system-ui,sans-serif;max-width:100%;height:auto}", " text{fill:currentColor}",
      " .heading{font-size:15px;font-weight:600}", " .figure{font-variant-numeric:tabular-nums}", " .dim{opacity:.7}",
      " .bar{fill:currentColor;shape-rendering:crispEdges}", " .cell{fill:#0072b2;shape-rendering:crispEdges}",
      " .grid{stroke:currentColor;opacity:.18;shape-rendering:crispEdges}",
      " .zero{stroke:currentColor;opacity:.7;shape-rendering:crispEdges}",
      " .curve{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}",
      " .mark{fill:currentColor;stroke:currentColor;stroke-width:1.5;pointer-events:all}", " .hollow{fill:none}",
      " .hidden{opacity:0}", " .hidden:hover{opacity:1}",
    ]
    // As a picture of its own it brings its paper; in a page it has the page's.
    let light = [":root{color:#1a1a1a;background:#fff}"] + colors.enumerated().map { " .c\($0){color:\($1.light)}" }
    let dark = [":root{color:#e8e8e8;background:#16181c}"] + colors.enumerated().map { " .c\($0){color:\($1.dark)}" }
    let name = { ".hv-chart" + $0 }
    return (rules + light).map(name).joined(separator: "\n")
      + "\n@media screen and (prefers-color-scheme: dark){\n" + dark.map(name).joined(separator: "\n") + "\n}"
  }()
}
