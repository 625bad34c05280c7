/// How a chart is drawn in a terminal: for so many cells, in colour or not, in ASCII or not.
struct ChartPen {
  /// A piece of a line in one look; nil for the usual one.
  typealias Run = (text: String, ink: Ink?)

  let width: Int
  let color: Bool
  let plain: Bool

  var nothing: String { plain ? "-" : "–" }
  private var ellipsis: String { plain ? "..." : "…" }

  /// The line as it is sent: not wider than there is room, and without spaces at its end.
  func line(_ runs: [Run]) -> String {
    var line = ""
    var spaces = ""
    for run in fitting(runs) {
      let ink = color ? run.ink : nil
      let last = run.text.lastIndex { $0 != " " || ink?.isBackground == true }
      let end = last.map { run.text.index(after: $0) } ?? run.text.startIndex
      if last != nil {
        let text = String(run.text[..<end])
        line += spaces + (ink?.applied(to: text) ?? text)
        spaces = ""
      }
      spaces += run.text[end...]
    }
    return line
  }

  private func fitting(_ runs: [Run]) -> [Run] {
    func cells(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + CellWidth.of($1.text) } }
    var runs = runs
    while let last = runs.last, last.text.allSatisfy({ $0 == " " }), cells(runs) > width { runs.removeLast() }
    if cells(runs) <= width { return runs }
    // The runs that leave room for the ellipsis stay, and of the next one what does.
    var rest = max(0, width - ellipsis.count)
    var kept: [Run] = []
    for run in runs {
      let start = Self.start(of: run.text, cells: rest)
      kept.append((start, run.ink))
      if start != run.text { break }
      rest -= CellWidth.of(start)
    }
    return kept + [(String(ellipsis.prefix(max(0, width))), nil)]
  }

  /// A text that is safe to show, cut where it is too long.
  func cut(_ label: String, to width: Int) -> String {
    let text = VisibleText.of(label)
    if CellWidth.of(text) <= width { return text }
    return Self.start(of: text, cells: width - ellipsis.count) + ellipsis.prefix(max(0, width))
  }

  /// The same, with the spaces that make it as wide as that.
  func padded(_ label: String, to width: Int) -> String {
    let text = cut(label, to: width)
    return text + Self.spaces(width - CellWidth.of(text))
  }

  private static func start(of text: String, cells: Int) -> String {
    var rest = cells
    return String(
      text.prefix {
        rest -= CellWidth.of($0)
        return rest >= 0
      })
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// How many cells the longest of some labels takes.
  static func longest(_ labels: [String]) -> Int { labels.map { CellWidth.of(VisibleText.of($0)) }.max() ?? 0 }
}

// MARK: - What is drawn with

/// How a terminal is told to draw a piece of a chart.
struct Ink {
  let code: String
  /// On which spaces are seen, too.
  var isBackground = false

  func applied(to text: String) -> String { code + text + "\u{1B}[0m" }

  static let bold = Ink(code: Style.bold.rawValue)
  static let dim = Ink(code: Style.dim.rawValue)

  /// The colours of Okabe and Ito, which the colour-blind tell apart, by the nearest of 256.
  private static let palette = [32, 166, 36, 175, 172, 74, 184]

  static func series(_ number: Int) -> Ink { Ink(code: "\u{1B}[38;5;\(palette[number % palette.count])m") }

  /// A background, the greater the darker, with a text on it that can be read.
  static func shade(_ step: Int) -> Ink {
    let ramp = [195, 153, 117, 74, 32, 25]
    return Ink(code: "\u{1B}[48;5;\(ramp[step]);38;5;\(step < 5 ? 16 : 231)m", isBackground: true)
  }
  static let shades = 6
}

extension ChartPen {
  /// What tells several series apart without colour.
  func mark(_ series: Int) -> String {
    let marks = plain ? ["*", "o", "+", "x", "#", "@", "%", "&"] : ["●", "○", "◆", "◇", "▲", "△", "■", "□"]
    return marks[series % marks.count]
  }

  /// A bar to the right: a cell has eight parts.
  func bar(_ cells: Double) -> String {
    if plain { return String(repeating: "#", count: max(1, Int(cells.rounded()))) }
    let eighths = max(1, Int((cells * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// A bar to the left: of the parts of a cell there is only the half.
  func barLeft(_ cells: Double) -> String {
    if plain { return String(repeating: "#", count: max(1, Int(cells.rounded()))) }
    let halves = max(1, Int((cells * 2).rounded()))
    return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
  }

  /// Steps of a spark, the lowest first.
  var sparks: [String] { (plain ? "0123456789" : "▁▂▃▄▅▆▇█").map { String($0) } }
  /// Steps of a field, the lightest first.
  var shades: [String] { (plain ? ":=*#" : "░▒▓█").map { String($0) } }
}
