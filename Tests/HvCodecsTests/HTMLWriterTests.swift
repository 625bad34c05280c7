import Foundation
import HvValues
import Testing

@testable import HvCodecs

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pages")
struct HTMLWriterTests {
  static let schema = RowSchema(
    origin: Origin(kind: "time_entry"),
    fields: [
      .init("spent_date", .day), .init("rate", .money(currency: FieldPath("currency"))),
      .init("client", .record(JSONPageTests.reference)),
    ])

  /// What stands in the page below its title.
  func body(_ page: String) throws -> String {
    let start = try #require(page.range(of: "</h1>\n"))
    let end = try #require(page.range(of: "</main>"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  func page(_ rows: String, one: Bool = false) throws -> String {
    try written(HTMLWriter(title: "T", one: one), rows, schema: Self.schema)
  }

  @Test("rows: references by name, numbers at their point, money with its currency, nothing as –")
  func rows() throws {
    let rows = #"""
      [{"id":1,"spent_date":"2024-01-15","client":{"id":7,"name":"A & <B>"},"hours":2.5,"rate":100.0,
        "currency":"EUR","notes":"one\ntwo"},
       {"id":20,"spent_date":"2024-01-16","client":null,"hours":12,"rate":null,"currency":"EUR","notes":"",
        "billed":true},
       {"id":3,"hours":0.25,"rate":80.5,"currency":null,"notes":null}]
      """#
    #expect(
      try body(page(rows)) == """
        <div class="t" role="region" tabindex="0" aria-labelledby="t1">
        <table>
        <caption id="t1" class="v">T</caption>
        <thead><tr><th scope="col" class="n">id</th><th scope="col">spent_date</th><th scope="col">client</th>\
        <th scope="col" class="n">hours</th><th scope="col" class="n">rate</th><th scope="col">currency</th>\
        <th scope="col">notes</th><th scope="col">billed</th></tr></thead>
        <tbody>
        <tr><td class="n">1</td><td class="d">2024-01-15</td><td>A &amp; &lt;B&gt;</td>\
        <td class="n">2.5<i data-p="0"></i></td><td class="n">100.0 <span class="u">EUR</span></td><td>EUR</td>\
        <td class="w">one
        two</td><td></td></tr>
        <tr><td class="n">20</td><td class="d">2024-01-16</td><td class="z">–</td>\
        <td class="n">12<i data-p=".00"></i></td><td class="n z">–</td><td>EUR</td><td></td><td>true</td></tr>
        <tr><td class="n">3</td><td></td><td></td><td class="n">0.25</td>\
        <td class="n">80.5 <span class="u"></span></td><td class="z">–</td><td class="z">–</td><td></td></tr>
        </tbody>
        </table>
        </div>
        <p class="z">3 rows</p>

        """)
  }

  @Test("a record: a field a line, its lists of records as tables below")
  func single() throws {
    let row = #"""
      [{"id":5,"client":{"id":7,"name":"Acme"},"rate":1.50,"currency":"EUR","tags":["x","y"],"extra":{"a":null},
        "lines":[{"kind":"Service","n":2},{"kind":"Product","n":10}]}]
      """#
    #expect(
      try body(page(row, one: true)) == """
        <div class="t" role="region" tabindex="0" aria-labelledby="t1">
        <table>
        <caption id="t1" class="v">T</caption>
        <tbody>
        <tr><th scope="row">id</th><td>5</td></tr>
        <tr><th scope="row">client</th><td><bdi>Acme</bdi> <span class="z">#7</span></td></tr>
        <tr><th scope="row">rate</th><td>1.50 <span class="u">EUR</span></td></tr>
        <tr><th scope="row">currency</th><td>EUR</td></tr>
        <tr><th scope="row">tags</th><td>x, y</td></tr>
        <tr><th scope="row">extra</th><td><table>
        <tbody>
        <tr><th scope="row">a</th><td class="z">–</td></tr>
        </tbody>
        </table></td></tr>
        </tbody>
        </table>
        </div>
        <div class="t" role="region" tabindex="0" aria-labelledby="t1-6">
        <table>
        <caption id="t1-6">lines</caption>
        <thead><tr><th scope="col">kind</th><th scope="col" class="n">n</th></tr></thead>
        <tbody>
        <tr><td>Service</td><td class="n">2</td></tr>
        <tr><td>Product</td><td class="n">10</td></tr>
        </tbody>
        </table>
        </div>

        """)
    #expect(try body(page("[12.50]", one: true)) == "<div>12.50</div>\n")
    #expect(try body(page(#"["a\nb"]"#, one: true)) == "<div class=\"w\">a\nb</div>\n")
    #expect(try body(page("[]", one: true)) == "<p class=\"z\">–</p>\n")
    #expect(try body(page("[]")) == "<p class=\"z\">No rows.</p>\n")
    #expect(throws: WriteFault.self) { try page("[1,2]", one: true) }
  }

  @Test("in a cell, lists of records are tables that open, other lists are lists")
  func nested() throws {
    #expect(try cell(#"["x",1]"#) == "<td>x, 1</td>")
    #expect(
      try cell(#"[{"a":1},{"a":2}]"#) == """
        <td><details><summary>2 items</summary><table>
        <thead><tr><th scope="col" class="n">a</th></tr></thead>
        <tbody>
        <tr><td class="n">1</td></tr>
        <tr><td class="n">2</td></tr>
        </tbody>
        </table></details></td>
        """)
    #expect(
      try cell(#"[["x",null]]"#) == "<td><details><summary>1 item</summary><ul><li>x, –</li></ul></details></td>")
    #expect(
      try cell(#"{"a":{"b":2}}"#) == """
        <td><table>
        <tbody>
        <tr><th scope="row">a</th><td><table>
        <tbody>
        <tr><th scope="row">b</th><td>2</td></tr>
        </tbody>
        </table></td></tr>
        </tbody>
        </table></td>
        """)
  }

  @Test("only a whole address of the web is a link")
  func links() throws {
    #expect(
      try cell(#""https://a.b/?q=1&r=2#s""#)
        == ##"<td><a href="https://a.b/?q=1&amp;r=2#s" rel="noopener noreferrer">https://a.b/?q=1&amp;r=2#s</a></td>"##)
    for text in ["see https://a.b", "javascript:alert(1)", #"https://a.b/\"x"#, "https://a.b/é", "HTTPS:x", "//a.b"] {
      #expect(try !cell("\"\(text)\"").contains("<a "), "\(text)")
    }
  }

  /// The cell of a row that has only this field.
  func cell(_ json: String) throws -> String {
    let body = try body(page("[{\"x\":\(json)}]"))
    let start = try #require(body.range(of: "<tbody>\n<tr>"))
    let end = try #require(body.range(of: "</tr>\n</tbody>\n</table>\n</div>"))
    return String(body[start.upperBound..<end.lowerBound])
  }

  @Test("values nested however deep end in a line")
  func depth() throws {
    let records = (0..<300).reduce(Value(1)) { value, _ in .record(Record(pairs: [("a", value)])) }
    let lists = (0..<300).reduce(Value(1)) { value, _ in .list(ValueList([value])) }
    for one in [false, true] {
      for value in [records, lists] {
        let row = Value.record(Record(pairs: [("x", value)]))
        let page = try written(HTMLWriter(one: one), [Batch([row])])
        #expect(page.contains("…"), "what is too deep is left out in sight")
        #expect(page.utf8.count < 10_000)
        #expect(try Elements.of(page).count > 10)
      }
    }
  }

  @Test("rows are written as they come, once the first ones have told the columns")
  func streaming() throws {
    var writer = HTMLWriter()
    var out: [UInt8] = []
    let row = Value.record(Record(pairs: [("a", Value(1))]))
    try writer.write(Batch(Array(repeating: row, count: 499)), to: &out)
    #expect(out.isEmpty)
    try writer.write(Batch([row]), to: &out)
    let first = out.count
    #expect(String(decoding: out, as: UTF8.self).hasSuffix("<tr><td class=\"n\">1</td></tr>\n"))
    try writer.write(Batch([.record(Record(pairs: [("a", .string("late"))]))]), to: &out)
    #expect(String(decoding: out[first...], as: UTF8.self) == "<tr><td>late</td></tr>\n")
    #expect {
      try writer.write(Batch([.record(Record(pairs: [("b", .null)]))]), to: &out)
    } throws: { error in
      "\(error)" == "row 502 has the field `b`, but the columns are those of the first 500 rows"
    }
  }

  @Test("a table that is too wide for a sheet lies across")
  func landscape() throws {
    #expect(try !page(#"[{"a":1}]"#).contains("landscape"))
    let row = (0..<30).map { "\"field\($0)\":1" }.joined(separator: ",")
    #expect(try page("[{\(row)}]").contains("@page{size:landscape}"))
    let table = Document.Part.table(rows: [try read("{\(row)}")], isOne: false)
    #expect(Document(title: "T", parts: [table]).html().contains("@page{size:landscape}"))
  }

  @Test("a document: sections, paragraphs, figures, charts; a table is called as its section")
  func document() throws {
    let row = Value.record(Record(pairs: [("a", Value(1))]))
    let chart = Chart(.bar, labels: ["x"], series: [Chart.Series("s", [Exact(1)])])
    let document = Document(
      title: "T",
      parts: [
        .table(rows: [row], isOne: true), .heading("A & B", level: 1), .paragraph("p\nq <r>"), .figure(Value(5)),
        .table(rows: [row], isOne: false), .heading("C", level: 9), .table(rows: [], isOne: true), .chart(chart),
      ])
    func table(_ id: String, _ caption: String, _ rows: String) -> String {
      """
      <div class="t" role="region" tabindex="0" aria-labelledby="\(id)">
      <table>
      <caption id="\(id)" class="v">\(caption)</caption>
      \(rows)
      </tbody>
      </table>
      </div>
      """
    }
    let field = #"<tr><th scope="row">a</th><td>1</td></tr>"#
    let head = #"<thead><tr><th scope="col" class="n">a</th></tr></thead>"#
    #expect(
      try body(document.html()) == """
        \(table("t1", "T", "<tbody>\n" + field))
        <h2>A &amp; B</h2>
        <p>p
        q &lt;r&gt;</p>
        <div class="f">5</div>
        \(table("t2", "A &amp; B", head + "\n<tbody>\n" + #"<tr><td class="n">1</td></tr>"#))
        <h6>C</h6>
        <p class="z">–</p>
        <figure>\(chart.svg())</figure>

        """)
  }
}

// MARK: - What a page must never hold

extension HTMLWriterTests {
  static let hostile = [
    "</style><script>alert(1)</script>", "]]>", "<!--", "-->", "\"' onmouseover=\"x", "&lt;&#0;", "</td></table>",
    "\u{202E}evil\u{2066}", "\0", "\u{1}\u{1B}[2J\u{9B}", "\u{FFFE}\u{FFFF}", "a\r\nb\u{85}c\u{2028}d", "\u{FEFF}",
    "{}</style>@import url(//x)",
  ]

  static func pages(_ text: String) throws -> [String] {
    let inner = Value.record(Record(pairs: [(text, .string(text))]))
    let row = Value.record(
      Record(pairs: [
        (text, .string(text)), ("record", inner), ("list", .list(ValueList([inner, .string(text)]))),
        ("records", .list(ValueList([inner]))),
        ("name", .record(Record(pairs: [("id", .string(text)), ("name", .string("n" + text))]))),
      ]))
    let chart = Chart(.bar, title: text, labels: [text], series: [Chart.Series(text, [Exact(1)])], unit: text)
    let document = Document(
      title: text,
      parts: [
        .heading(text, level: 1), .paragraph(text), .figure(.string(text)), .chart(chart),
        .table(rows: [row, .string(text)], isOne: false), .table(rows: [row], isOne: true),
      ])
    return [
      document.html(), try written(HTMLWriter(title: text), [Batch([row])]),
      try written(HTMLWriter(title: text, one: true), [Batch([row])]),
    ]
  }

  @Test("pages are well-formed, and nothing in the rows adds an element or attribute", arguments: hostile)
  func elements(text: String) throws {
    for (page, plain) in zip(try Self.pages(text), try Self.pages("plain")) {
      let elements = try Elements.of(page)
      #expect(elements == (try Elements.of(plain)))
      #expect(elements.allSatisfy { !$0.contains("script") && !$0.contains("href") && !$0.contains(" on") })
    }
  }

  @Test("what would hide or turn text is shown instead", arguments: hostile)
  func visible(text: String) throws {
    let page = try Self.pages(text)[1]
    for scalar in page.unicodeScalars where scalar != "\n" {
      let own = String(scalar)
      #expect(VisibleText.of(own).unicodeScalars.elementsEqual(own.unicodeScalars), "\(own)")
    }
    #expect(try Elements.text(page, in: "title") == VisibleText.of(text))
  }

  @Test("a page needs nothing from elsewhere and lets nothing in")
  func selfContained() throws {
    let page = try #require(Self.pages("plain").first)
    let style = try #require(page.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first)
    #expect(!style.contains("url(") && !style.contains("@import") && !style.contains("<") && !style.contains("&"))
    #expect(
      page.contains(#"content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'""#))
    for word in ["<script", "<link", "<img", "<iframe", " src=", "<use", "<base"] {
      #expect(!page.contains(word), "\(word)")
    }
  }
}

/// The elements of a page with the names of their attributes but for the class, as a strict parser of XML sees them.
private final class Elements: NSObject, XMLParserDelegate {
  private var names: [String] = []
  private var texts: [String: String] = [:]
  private var open: [String] = []

  private static func parsed(_ page: String) throws -> Elements {
    let elements = Elements()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = elements
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "\(parser.parserError.map { "\($0)" } ?? "") in line \(parser.lineNumber)")
    return elements
  }

  static func of(_ page: String) throws -> [String] { try parsed(page).names }
  static func text(_ page: String, in element: String) throws -> String? { try parsed(page).texts[element] }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(name)
    names.append(([name] + attributes.keys.sorted().filter { $0 != "class" }).joined(separator: " "))
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let name = open.last { texts[name, default: ""] += string }
  }
}
