import Foundation
import HvValues
import Testing

@testable import HvCodecs

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The charts that the tests draw.
enum Sample {
  static func series(_ name: String, _ figures: String) -> Chart.Series {
    Chart.Series(name, figures.split(separator: " ").map { $0 == "-" ? nil : Exact(String($0)) })
  }

  static func days(_ count: Int) -> [String] {
    (1...count).map { "2026-01-" + ($0 < 10 ? "0" : "") + "\($0)" }
  }

  static let clients = Chart(
    .bar, title: "Hours by client", labels: ["Acme", "Globex Corporation International", "日本電信電話", "Initech", "Hooli"],
    series: [series("hours", "12.50 4.25 8 - 0")], unit: "h")
  static let margin = Chart(
    .bar, labels: ["January", "February", "March", "April"], series: [series("margin", "1200.50 -300.25 -0.01 0")],
    unit: "EUR")
  static let groups = Chart(
    .bar, title: "Hours", labels: ["Acme", "Globex"],
    series: [series("billable", "12.50 4.25"), series("other", "3 -"), series("moved", "0.5 -2")])
  static let hostile = Chart(
    .bar, title: "\u{1B}]0;title\u{7}<script>alert(1)</script>",
    labels: ["a\u{1B}[31m\nb", "</text>&\"'\u{FFFE}\u{202E}"],
    series: [series("x", "2 1")], unit: "\u{9B}1m<b>")
  static let huge = Chart(
    .bar, labels: ["a", "b"], series: [series("x", "9223372036854775807 123456789.0123456789")], unit: "JPY")
  static let line = Chart(
    .line, title: "Hours a day", labels: days(10), series: [series("hours", "8 7.5 8 - 0 0 8.25 - - 7")], unit: "h")
  static let lines = Chart(
    .line, labels: ["Mon", "Tue", "Wed", "Thu", "Fri"],
    series: [series("billable", "1 -2 4.5 3 6"), series("other", "2 2 - 1 -1")])
  static let spark = Chart(
    .spark, labels: days(24), series: [series("hours", "8 7.5 8 6 0 0 8 8 7 - - 5 0 0 8 8.5 9 10 4 0.05 0 8 8 8.25")],
    unit: "h")
  static let sparks = Chart(
    .spark, title: "Two", labels: ["a", "b", "c", "d"], series: [series("in", "1 2 3 4"), series("out", "-4 - 0 4")])
  static let heat = Chart(
    .heat, title: "Week", labels: ["Ada Lovelace", "Grace", "日本"],
    series: [series("Mon", "8 7.5 -"), series("Tue", "0 2 1.25"), series("Wed", "4 6 10")], unit: "h")
  static let weeks = Chart(
    .heat, labels: ["Ada", "Grace"],
    series: (1...53).map { Chart.Series("2026-W\($0)", [Exact($0 % 9), Exact($0 * 7 % 11)]) })

  static let all: [Chart] =
    [clients, margin, groups, hostile, huge, line, lines, spark, sparks, heat, weeks]
    + Chart.Kind.allCases.flatMap { kind in
      [
        Chart(kind, labels: [], series: []), Chart(kind, labels: ["a", "b"], series: [series("x", "- -")]),
        Chart(kind, labels: ["a"], series: [series("x", "0")]),
        Chart(kind, labels: ["a", "b"], series: [series("x", "7")]),
        Chart(
          kind, labels: (0..<200).map { "label \($0)" },
          series: (0..<3).map { number in
            Chart.Series("series \(number)", (0..<200).map { Exact(significand: Int64($0 * 37 % 100 - 30), scale: 1) })
          }),
        Chart(
          kind, labels: ["least", "greatest", "smallest"],
          series: [
            Chart.Series("x", [Exact(Int64.min), Exact(Int64.max), Exact(significand: -1, scale: 18)])
          ]),
      ]
    }
}

// MARK: - Text

@Suite("Charts in a terminal")
struct ChartTextTests {
  /// A chart as it is to be drawn; `^` stands for the start of an escape sequence.
  struct Golden: Sendable, CustomTestStringConvertible {
    let chart: Chart
    let width: Int
    let color: Bool
    let plain: Bool
    let text: String

    init(_ chart: Chart, _ width: Int, color: Bool = false, plain: Bool = false, _ text: String) {
      self.chart = chart
      self.width = width
      self.color = color
      self.plain = plain
      self.text = text
    }

    var testDescription: String { "\(chart.title ?? chart.series[0].name), \(chart.kind) in \(width)" }
  }

  static let golden: [Golden] = [
    Golden(
      Sample.clients, 40,
      #"""
      Hours by client
      Acme            12.50 h  ███████████████
      Globex Corpor…   4.25 h  █████▏
      日本電信電話     8    h  █████████▋
      Initech          –
      Hooli            0    h
      """#),
    Golden(
      Sample.clients, 80,
      #"""
      Hours by client
      Acme                              12.50 h  █████████████████████████████████████
      Globex Corporation International   4.25 h  ████████████▋
      日本電信電話                       8    h  ███████████████████████▋
      Initech                            –
      Hooli                              0    h
      """#),
    Golden(
      Sample.clients, 40, plain: true,
      #"""
      Hours by client
      Acme            12.50 h  ###############
      Globex Corp...   4.25 h  #####
      日本電信電話     8    h  ##########
      Initech          -
      Hooli            0    h
      """#),
    Golden(
      Sample.margin, 40,
      #"""
      margin
      January   1200.50 EUR     │████████████
      February  -300.25 EUR  ███│
      March       -0.01 EUR    ▐│
      April        0    EUR     │
      """#),
    Golden(
      Sample.margin, 40, plain: true,
      #"""
      margin
      January   1200.50 EUR     |############
      February  -300.25 EUR  ###|
      March       -0.01 EUR    #|
      April        0    EUR     |
      """#),
    Golden(
      Sample.margin, 40, color: true,
      #"""
      ^1mmargin^0m
      January   1200.50 EUR     ^2m│^0m^38;5;32m████████████^0m
      February  -300.25 EUR  ^38;5;32m███^0m^2m│^0m
      March       -0.01 EUR    ^38;5;32m▐^0m^2m│^0m
      April        0    EUR     ^2m│^0m
      """#),
    Golden(
      Sample.groups, 40,
      #"""
      Hours
      Acme    ● 12.50     │██████████████████▊
              ○  3        │████▌
              ◆  0.5      │▊
      Globex  ●  4.25     │██████▍
              ○  –        │
              ◆ -2     ███│
      ● billable   ○ other   ◆ moved
      """#),
    Golden(
      Sample.hostile, 80,
      #"""
      ␛]0;title␇<script>alert(1)</script>
      a␛[31m␊b                    2 \u{9b}1m<b>  █████████████████████████████████████
      </text>&"'\u{fffe}\u{202e}  1 \u{9b}1m<b>  ██████████████████▌
      """#),
    Golden(
      Sample.huge, 40,
      #"""
      x
      a  9223372036854775807            JPY
      b            123456789.0123456789 JPY
      """#),
    Golden(
      Sample.line, 40,
      #"""
      Hours a day
      10 h ┤
           │
           │⣀      ⣀              ⢠
           │ ⠉⠒⠤⠔⠊⠉               ⡎
           │                     ⢠⠃          ●
           │                     ⡸
       5 h ┤                     ⡇
           │                    ⢸
           │                    ⡎
           │                   ⢠⠃
           │                   ⡸
           │                   ⡇
       0 h ┤               ⠤⠤⠤⠼
           └──────────────────────────────────
            2026-01-01              2026-01-10
      """#),
    Golden(
      Sample.line, 80,
      #"""
      Hours a day
      10 h ┤
           │
           │●⡀             ⢀●                                ●
           │ ⠈⠉⠉⠒⠒⠒⠤●⠔⠒⠒⠊⠉⠉⠁                                ⡜
           │                                               ⡰⠁                        ●
           │                                              ⢠⠃
       5 h ┤                                             ⢀⠇
           │                                             ⡎
           │                                            ⡜
           │                                           ⡰⠁
           │                                          ⢠⠃
           │                                         ⢀⠇
       0 h ┤                                ●⠤⠤⠤⠤⠤⠤⠤⠤●
           └──────────────────────────────────────────────────────────────────────────
            2026-01-01         2026-01-04               2026-01-07          2026-01-10
      """#),
    Golden(
      Sample.lines, 40, plain: true,
      #"""
       6 +                                   *
         |                                 ..
         |                  *.           ..
       4 +                 .  ..       ..
         |                .     ...  ..
         |               .         .*
       2 +o........o    .
         |              .
         |*.           .            o.
       0 +--..--------.---------------...-----
         |    ..     .                   ...
         |      ..  .                       .o
      -2 +        .*
         +------------------------------------
          Mon     Tue      Wed     Thu     Fri
      * billable   o other
      """#),
    Golden(
      Sample.spark, 40,
      #"""
      hours  ▆▆▁▇▆▅▁▇█▂▄▇  0 to 10 h
      each bar is the mean of 2 labels
      """#),
    Golden(
      Sample.spark, 80,
      #"""
      hours  ▇▆▇▅▁▁▇▇▆––▅▁▁▇▇▇█▄▂▁▇▇▇  0 to 10 h
      """#),
    Golden(
      Sample.spark, 80, plain: true,
      #"""
      hours  777500776--5007889410777  0 to 10 h
      """#),
    Golden(
      Sample.sparks, 40,
      #"""
      Two
      in   ▅▆▇█  1 to 4
      out  ▁–▅█  -4 to 4
      """#),
    Golden(
      Sample.heat, 40,
      #"""
      Week
                        Mon     Tue     Wed
      Ada Lovelace  █████ 8       0 ▒▒▒▒▒ 4
      Grace         ███ 7.5 ░░░░░ 2 ▓▓▓▓▓ 6
      日本                – ░░ 1.25 ████ 10
                    ░░▒▒▓▓██ 0 to 10 h
      """#),
    Golden(
      Sample.heat, 80,
      #"""
      Week
                        Mon     Tue     Wed
      Ada Lovelace  █████ 8       0 ▒▒▒▒▒ 4
      Grace         ███ 7.5 ░░░░░ 2 ▓▓▓▓▓ 6
      日本                – ░░ 1.25 ████ 10
                    ░░▒▒▓▓██ 0 to 10 h
      """#),
    Golden(
      Sample.heat, 80, plain: true,
      #"""
      Week
                        Mon     Tue     Wed
      Ada Lovelace  ##### 8       0 ===== 4
      Grace         ### 7.5 ::::: 2 ***** 6
      日本                - :: 1.25 #### 10
                    ::==**## 0 to 10 h
      """#),
    Golden(
      Sample.heat, 80, color: true,
      #"""
      ^1mWeek^0m
      ^2m                  Mon     Tue     Wed^0m
      Ada Lovelace  ^48;5;32;38;5;16m      8^0m       0 ^48;5;117;38;5;16m      4^0m
      Grace         ^48;5;32;38;5;16m    7.5^0m ^48;5;153;38;5;16m      2^0m ^48;5;74;38;5;16m      6^0m
      日本          ^2m      –^0m ^48;5;195;38;5;16m   1.25^0m ^48;5;25;38;5;231m     10^0m
                    ^48;5;195;38;5;16m  ^0m^48;5;153;38;5;16m  ^0m^48;5;117;38;5;16m  ^0m^48;5;74;38;5;16m  ^0m^48;5;32;38;5;16m  ^0m^48;5;25;38;5;231m  ^0m 0 to 10 h
      """#),
    Golden(
      Sample.weeks, 40,
      #"""
             2026-W1            2026-W53
      Ada    ░▒▓█░▒▒▓▒░▒▓█░▒▒▓▒░▒▓█░▒▒▓█
      Grace  ▓█▓▒▓▒▓▒▓▒░▓█▓▒▓▒▓▒▓▒░▓█▓▒█
             ░░▒▒▓▓██ 0 to 10
      each column is the mean of 2
      """#),
    Golden(
      Sample.weeks, 80,
      #"""
             2026-W1                2026-W27              2026-W53
      Ada    ░░▒▒▓▓▓█·░░▒▒▓▓▓█·░░▒▒▓▓▓█·░░▒▒▓▓▓█·░░▒▒▓▓▓█·░░▒▒▓▓▓█
      Grace  ▓▒█▓░█▓░█▒·▓▒█▓░█▓░█▒·▓▒█▓░█▓░█▒·▓▒█▓░█▓░█▒·▓▒█▓░█▓░█
             ░░▒▒▓▓██ 0 to 10
      """#),
  ]

  @Test("charts look like this", arguments: golden)
  func looks(golden: Golden) {
    let text = golden.chart.text(width: golden.width, color: golden.color, plain: golden.plain)
    #expect(text.replacing("\u{1B}[", with: "^") == golden.text)
  }

  /// Without the escape sequences that a chart writes itself.
  static func bare(_ text: String) -> String { text.replacing(/\u{1B}\[[0-9;]*m/, with: "") }

  @Test("no line is wider than the terminal, none ends in a space, and nothing else steers the terminal")
  func fits() {
    for chart in Sample.all {
      for width in [1, 2, 3, 7, 20, 39, 80, 200] {
        for (color, plain) in [(false, false), (true, false), (false, true), (true, true)] {
          let text = chart.text(width: width, color: color, plain: plain)
          #expect(color || !text.contains("\u{1B}"))
          #expect(!text.hasSuffix("\n"))
          for line in Self.bare(text).split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(CellWidth.of(String(line)) <= width, "\(chart.kind) in \(width): \(line)")
            #expect(color || !line.hasSuffix(" "), "\(chart.kind) in \(width): \(line)")
            #expect(!line.isEmpty, "\(chart.kind) in \(width)")
            #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
          }
        }
      }
    }
  }

  @Test("plain is ASCII")
  func plain() {
    for chart in [Sample.margin, Sample.groups, Sample.huge, Sample.line, Sample.lines, Sample.spark, Sample.weeks] {
      for width in [1, 20, 40, 80] {
        #expect(chart.text(width: width, color: true, plain: true).utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }

  @Test("colour adds nothing but colour to bars, lines and sparks")
  func color() {
    for chart in Sample.all where chart.kind != .heat {
      let color = chart.text(width: 80, color: true, plain: false)
      #expect(Self.bare(color) == chart.text(width: 80, color: false, plain: false))
    }
  }

  @Test("a chart without figures says so")
  func empty() {
    for kind in Chart.Kind.allCases {
      #expect(Chart(kind, labels: [], series: []).text(width: 40, color: false, plain: false) == "no figures")
      let chart = Chart(kind, title: "Hours", labels: ["a"], series: [Sample.series("x", "-")])
      #expect(chart.text(width: 40, color: false, plain: false) == "Hours\nno figures")
    }
  }

  @Test("all labels of a bar chart are shown, and figures as they are")
  func all() {
    let figures = (0..<300).map { Exact(significand: Int64($0) * 7_919_000_000_000_001, scale: 15) }
    let chart = Chart(.bar, labels: (0..<300).map { "n\($0)" }, series: [Chart.Series("", figures)], unit: "EUR")
    let lines = chart.text(width: 60, color: false, plain: false).split(separator: "\n")
    #expect(lines.count == 300)
    for (line, figure) in zip(lines, figures) { #expect(line.contains(" \(figure) EUR")) }
  }

  @Test("a figure that is not zero has a bar, however small, and zero has none")
  func least() {
    for (figure, bar) in [("0.000001", "▏"), ("-0.000001", "▐│"), ("0", ""), ("1000000", "█")] {
      let low = figure.hasPrefix("-") ? "-1000000" : "0"
      let chart = Chart(.bar, labels: ["a", "b", "c"], series: [Sample.series("", "\(figure) \(low) 1000000")])
      let line = chart.text(width: 60, color: false, plain: false).split(separator: "\n")[0]
      #expect(line.hasSuffix(bar.isEmpty ? "0" : bar), "\(line)")
    }
  }

  static let axes: [(String, [String])] = [
    ("0 10", ["0", "5", "10"]), ("0 8", ["0", "2", "4", "6", "8"]), ("-2 6", ["-2", "0", "2", "4", "6"]),
    ("0.1 0.3", ["0.0", "0.1", "0.2", "0.3"]), ("100.5 101", ["100.4", "100.6", "100.8", "101.0"]),
    ("0 0", ["0", "1"]), ("7 7", ["0", "2", "4", "6", "8"]), ("-3 -3", ["-3", "-2", "-1", "0"]),
    ("0 9223372036854775807", ["0", "5000000000000000000", "10000000000000000000"]),
    ("0 0.000000000000000001", ["0.000000000000000000", "0.000000000000000001"]),
    ("0 123456", ["0", "50000", "100000", "150000"]), ("-1250 -1200", ["-1260", "-1240", "-1220", "-1200"]),
  ]

  @Test("ticks are round figures about all that is shown", arguments: axes)
  func ticks(range: String, texts: [String]) throws {
    let figures = range.split(separator: " ").compactMap { Exact(String($0)) }
    let ticks = ChartTicks((figures[0], figures[1]))
    #expect(ticks.texts == texts)
    #expect(ticks.scale.low <= figures[0].coordinate && figures[1].coordinate <= ticks.scale.high)
  }

  @Test("labels below an axis include the first and the last, evenly spread where that can be")
  func spread() {
    for all in 0...40 {
      for most in 2...12 {
        let shown = Chart.spread(all, over: most)
        #expect(shown.count <= most && shown.first == (all == 0 ? nil : 0) && shown.last == (all == 0 ? nil : all - 1))
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
    #expect(Chart.spread(31, over: 5) == [0, 10, 20, 30])
  }
}

// MARK: - SVG

/// The elements of an XML text in order, with the text in them.
private final class Elements: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private(set) var all: [Element] = []
  private var open: [Int] = []

  /// Nil where the text is not well-formed.
  init?(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse(), open.isEmpty else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(all.count)
    all.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { all[last].text += text }
  }

  func named(_ name: String) -> [Element] { all.filter { $0.name == name } }
  func looking(_ look: String) -> [Element] {
    all.filter { $0.attributes["class"]?.split(separator: " ").contains(Substring(look)) == true }
  }
}

@Suite("Charts as pictures")
struct ChartSVGTests {
  private func elements(_ chart: Chart) throws -> Elements { try #require(Elements(chart.svg()), "well-formed") }

  @Test("every chart is one well-formed element that names itself, and runs and loads nothing")
  func form() throws {
    let known: Set = ["svg", "title", "style", "text", "path", "rect", "g"]
    for chart in Sample.all {
      let elements = try elements(chart)
      let root = try #require(elements.all.first)
      #expect(root.name == "svg" && elements.named("svg").count == 1)
      #expect(root.attributes["role"] == "img" && root.attributes["aria-label"]?.isEmpty == false)
      #expect(root.attributes["viewBox"]?.split(separator: " ").count == 4)
      #expect(elements.all.dropFirst().first?.name == "title")
      for element in elements.all {
        #expect(known.contains(element.name), "\(element.name)")
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0.hasSuffix("href") || $0 == "style" })
      }
      let style = try #require(elements.named("style").first).text
      #expect(!style.contains("url(") && !style.contains("@import"))
    }
  }

  @Test("it suits light and dark pages: text takes the colour of the page, series have colours for both")
  func dark() throws {
    let style = try #require(try elements(Sample.groups).named("style").first).text
    #expect(style.contains("text{fill:currentColor}"))
    let parts = style.components(separatedBy: "(prefers-color-scheme: dark)")
    try #require(parts.count == 2)
    for number in SVG.colors.indices {
      for part in parts { #expect(part.contains(".c\(number){color:#")) }
    }
    for line in style.split(separator: "\n") where line != "}" {
      #expect(line.hasPrefix(".hv-chart") || line.hasPrefix("@media"), "of nothing but charts: \(line)")
    }
  }

  @Test("hostile texts stay texts")
  func hostile() throws {
    for kind in Chart.Kind.allCases {
      let chart = Chart(
        kind, title: Sample.hostile.title, labels: Sample.hostile.labels, series: Sample.hostile.series,
        unit: Sample.hostile.unit)
      let svg = chart.svg()
      #expect(!svg.contains("<script") && !svg.contains("<b>"))
      #expect(svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x9B && $0.value < 0xFFFE })
      let elements = try elements(chart)
      #expect(elements.named("text").first?.text == "␛]0;title␇<script>alert(1)</script>")
      #expect(elements.named("title").contains { $0.text.hasPrefix(#"</text>&"'\u{fffe}"#) })
    }
  }

  @Test("figures are shown as they are, for each its tip")
  func figures() throws {
    let huge = try elements(Sample.huge)
    let shown = huge.looking("figure").map { $0.text.replacing(/[\u{2007}\u{2008}]/, with: "") }
    #expect(shown == ["9223372036854775807 JPY", "123456789.0123456789 JPY"])
    #expect(huge.named("title").map(\.text) == ["x", "a: 9223372036854775807 JPY", "b: 123456789.0123456789 JPY"])
    for chart in [Sample.groups, Sample.lines, Sample.sparks, Sample.heat] {
      let tips = try elements(chart).named("title").map(\.text)
      for series in chart.series {
        for (label, figure) in zip(chart.labels, series.values) {
          if let figure {
            #expect(tips.contains("\(label), \(series.name): \(figure)" + (chart.unit.map { " " + $0 } ?? "")))
          }
        }
      }
    }
  }

  @Test("bars begin at zero: those below it to the left, the others to the right; nothing and zero have none")
  func bars() throws {
    let elements = try elements(Sample.margin)
    func number(_ element: Elements.Element, _ name: String) throws -> Double {
      try #require(element.attributes[name].flatMap { Double($0) })
    }
    let bars = elements.looking("bar")
    try #require(bars.count == 3)
    let zero = try number(bars[0], "x")
    #expect(try abs(number(bars[1], "x") + number(bars[1], "width") - zero) < 0.02)
    #expect(try abs(number(bars[2], "x") + number(bars[2], "width") - zero) < 0.02)
    #expect(try abs(number(bars[0], "width") / number(bars[1], "width") - 1200.5 / 300.25) < 0.01)
    #expect(try number(bars[2], "width") == 2)
    #expect(try self.elements(Sample.clients).looking("bar").count == 3)
  }

  @Test("series differ in more than colour")
  func marks() throws {
    let chart = Chart(
      .line, labels: ["a", "b"], series: (0..<7).map { Sample.series("s\($0)", "\($0) \($0 + 1)") })
    let elements = try elements(chart)
    let looks = elements.looking("mark").prefix(7).map { mark in
      mark.attributes["d", default: ""] + (mark.attributes["class"]?.contains("hollow") == true ? " hollow" : "")
    }
    #expect(Set(looks).count == 7)
    #expect(Set(elements.looking("curve").prefix(5).map { $0.attributes["stroke-dasharray"] }).count == 5)
  }

  @Test("a line is broken where there is no figure")
  func gap() throws {
    let path = try #require(try elements(Sample.line).looking("curve").first?.attributes["d"])
    #expect(path.count { $0 == "M" } == 3 && path.count { $0 == "L" } == 4)
  }

  @Test("everything lies inside the picture")
  func inside() throws {
    for chart in Sample.all {
      let elements = try elements(chart)
      let box = try #require(elements.all.first?.attributes["viewBox"]).split(separator: " ").compactMap { Double($0) }
      for element in elements.all where element.name == "rect" || element.name == "text" {
        let (x, y) = (Double(element.attributes["x"] ?? "") ?? -1e9, Double(element.attributes["y"] ?? "") ?? -1e9)
        let (width, height) = (
          Double(element.attributes["width"] ?? "0") ?? 0, Double(element.attributes["height"] ?? "0") ?? 0
        )
        #expect(x >= -0.01 && x + width <= box[0] + box[2], "\(element)")
        #expect(y >= 0 && y + height <= box[1] + box[3], "\(element)")
        #expect(width >= 0 && height >= 0)
      }
    }
  }
}
