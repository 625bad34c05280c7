import HvValues
import Testing

@testable import HvCodecs

@Suite("A document as text and as Markdown")
struct DocumentTests {
  static let client = Value.record(
    Record(
      pairs: [("id", Value(7)), ("name", .string("A|B & <C>"))], origin: Origin(kind: "client", isReference: true)))
  static let rows: [Value] = [
    .record(
      Record(pairs: [("client", client), ("hours", .number(Exact(significand: 250, scale: 2))), ("notes", .null)])),
    .record(Record(pairs: [("client", .null), ("hours", Value(12)), ("notes", .string("x"))])),
  ]
  static let amount = Value.money(Money(Exact(significand: 1050, scale: 2), Currency("EUR") ?? .unknown))
  static let chart = Chart(
    .bar, labels: ["one", "```"], series: [Chart.Series("hours", [Exact(2), Exact(4)])])
  static let document = Document(
    title: "Hours & more",
    parts: [
      .paragraph("Some words.\nA second line."), .heading("By client", level: 1), .table(rows: rows, isOne: false),
      .heading("One", level: 2), .table(rows: [rows[0]], isOne: true), .figure(amount), .figure(.string("a\nb")),
      .table(rows: [], isOne: false), .chart(chart),
    ])

  @Test("text for a terminal")
  func text() {
    let drawn = Self.chart.text(width: 40, color: false, plain: false)
    #expect(
      Self.document.text(width: 40, color: false) == """
        Hours & more
        ════════════

        Some words.
        A second line.

        By client
        ─────────

        client     hours  notes
        ─────────  ─────  ─────
        A|B & <C>   2.50  –
        –          12     x

        One

        client  A|B & <C>  #7
        hours   2.50
        notes   –

        10.50 EUR

        a
        b

        No rows.

        \(drawn)
        """)
    #expect(Self.document.text == Self.document.text(width: 80, color: false))
    #expect(Self.document.typeName == "document")
  }

  @Test("colour is bold for headings and figures, dim for rules, and only if asked for")
  func color() {
    let document = Document(title: "T", parts: [.heading("H", level: 2), .figure(Value(1)), .paragraph("p")])
    #expect(
      document.text(width: 80, color: true)
        == "\u{1B}[1mT\u{1B}[0m\n\u{1B}[2m═\u{1B}[0m\n\n\u{1B}[1mH\u{1B}[0m\n\n\u{1B}[1m1\u{1B}[0m\n\np")
    #expect(!Self.document.text(width: 80, color: false).contains("\u{1B}"))
  }

  @Test("paragraphs and headings are cut between words, long words inside", arguments: [1, 5, 8, 11, 20])
  func width(width: Int) {
    let words = "one two  three 日本語日本語 fourfourfour\nlast"
    let text = Document(title: words, parts: [.paragraph(words)]).text(width: width, color: false)
    for line in text.split(separator: "\n") where width > 1 { #expect(CellWidth.of(String(line)) <= width, "\(line)") }
    let kept = text.filter { $0 != " " && $0 != "\n" && $0 != "═" && $0 != "␊" }
    #expect(kept == String(repeating: "onetwothree日本語日本語fourfourfourlast", count: 2))
  }

  @Test("lines that fit are left as they are")
  func spaces() {
    let document = Document(title: "T", parts: [.paragraph("a   b"), .paragraph("a   b c")])
    #expect(document.text(width: 6, color: false) == "T\n═\n\na   b\n\na b c")
    #expect(document.text(width: nil, color: false) == "T\n═\n\na   b\n\na   b c")
  }

  @Test("a table that is too wide says what it left out")
  func footer() {
    let document = Document(title: "T", parts: [.table(rows: Self.rows, isOne: false)])
    #expect(document.text(width: 16, color: false).hasSuffix("\n1 column not shown: notes"))
  }

  @Test("Markdown")
  func markdown() {
    #expect(
      Self.document.markdown() == #"""
        # Hours &amp; more

        Some words.\
        A second line.

        ## By client

        | client | hours | notes |
        | --- | --: | --- |
        | A\|B &amp; &lt;C\> | 2.50 |  |
        |  | 12 | x |

        ### One

        | field | value |
        | --- | --- |
        | client | A\|B &amp; &lt;C\> |
        | hours | 2.50 |
        | notes |  |

        **10.50 EUR**

        **a**\
        **b**

        No rows.

        ````text

        """# + Self.chart.text(width: 80, color: false, plain: false) + "\n````\n")
  }

  static let lines: [(String, String)] = [
    ("# no heading", ##"\# no heading"##), ("- no item", #"\- no item"#), ("+ no item", #"\+ no item"#),
    ("* no item", #"\* no item"#), ("12. no item", #"12\. no item"#), ("12.5 hours", "12.5 hours"), ("3)", #"3\)"#),
    ("===", #"\==="#), ("    no code", "no code"), ("> no quote", #"\> no quote"#), ("```", #"\`\`\`"#),
    ("a_b _c_", #"a_b \_c\_"#), ("[x](y) ![z]", #"\[x\](y) !\[z\]"#), ("a\n\n\nb ", "a\n\nb"), ("a\\", #"a\\"#),
    ("<script>", #"&lt;script\>"#), ("&amp;", "&amp;amp;"), ("\u{202E}\0", "\\\\u{202e}␀"), (" \n ", ""),
  ]

  @Test("a paragraph is nothing else in Markdown", arguments: lines.indices)
  func paragraph(index: Int) {
    #expect(MarkdownText.paragraph(Self.lines[index].0) == Self.lines[index].1)
  }

  @Test("fields that only late rows have are columns too")
  func late() {
    let rows = (0..<600).map { Value.record(Record(pairs: $0 < 599 ? [("a", Value($0))] : [("b", Value($0))])) }
    let document = Document(title: "T", parts: [.table(rows: rows + [Value(5)], isOne: false)])
    #expect(document.markdown().hasPrefix("# T\n\n| a | b | value |\n| --: | --- | --- |\n| 0 |  |  |\n"))
    #expect(document.markdown().hasSuffix("\n|  | 599 |  |\n|  |  | 5 |\n"))
    #expect(document.html().contains("<tr><td></td><td class=\"n\">599</td><td></td></tr>\n"))
  }

  @Test("nothing in it steers the terminal")
  func controls() {
    let hostile = "\u{1B}]0;x\u{7}\u{9B}1m\u{202E}\r\u{0}\u{2028}"
    let row = Value.record(Record(pairs: [(hostile, .string(hostile))]))
    let document = Document(
      title: hostile,
      parts: [
        .heading(hostile, level: 1), .paragraph(hostile), .table(rows: [row], isOne: false),
        .table(rows: [row], isOne: true), .figure(.string(hostile)),
        .chart(Chart(.bar, title: hostile, labels: [hostile], series: [Chart.Series(hostile, [Exact(1)])])),
      ])
    for text in [document.text(width: 40, color: false), document.markdown()] {
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !VisibleText.isHidden($0) })
    }
  }
}

extension VisibleText {
  fileprivate static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    let text = String(scalar)
    return !of(text).unicodeScalars.elementsEqual(text.unicodeScalars)
  }
}
