import HvValues
import Testing

@testable import HvCodecs

@Suite("Tables for a terminal")
struct TableTests {
  static let schema = RowSchema(
    origin: Origin(kind: "time_entry"),
    fields: [
      .init("spent_date", .day), .init("created_at", .instant), .init("rate", .money(currency: FieldPath("currency"))),
      .init("client", .record(JSONPageTests.reference)),
    ])
  static let rows = #"""
    [{"id":1,"spent_date":"2024-01-15","client":{"id":7,"name":"Acme"},"hours":2.5,"rate":100.0,"currency":"EUR","notes":"Adding CSS styling","billed":true,"created_at":"2024-01-15T09:00:00Z","nothing":null,"extra":{"a":1}},
     {"id":20,"spent_date":"2024-01-16","client":{"id":8,"name":"日本"},"hours":12,"rate":null,"currency":"EUR","notes":"Planning\nthe e\u0301te\u0301 👩‍👩‍👧","billed":false,"created_at":"2024-01-15T09:00:00Z","nothing":null,"extra":{"a":2}},
     {"id":3,"spent_date":"2024-01-17","client":null,"hours":0.25,"rate":80.50,"currency":"USD","notes":"","billed":false,"created_at":"2024-01-15T09:00:00Z","nothing":null,"extra":null}]
    """#

  func table(_ options: TableOptions, _ rows: String = rows) throws -> (text: String, footer: String?) {
    var writer = TableWriter(options)
    var out: [UInt8] = []
    writer.write(Batch(try JSONPage(array: bytes(rows), schema: Self.schema)), to: &out)
    writer.finish(to: &out)
    return (String(decoding: out, as: UTF8.self), writer.footer)
  }

  @Test("without a width everything is shown")
  func whole() throws {
    let (text, footer) = try table(TableOptions())
    #expect(
      text == """
        id  spent_date  client  hours        rate  currency  notes                billed  created_at            nothing  extra
        ──  ──────────  ──────  ─────  ──────────  ────────  ───────────────────  ──────  ────────────────────  ───────  ──────
         1  2024-01-15  Acme     2.5   100.0  EUR  EUR       Adding CSS styling   true    2024-01-15T09:00:00Z  –        {a: 1}
        20  2024-01-16  日本    12              –  EUR       Planning␊the e\u{301}te\u{301} 👩‍👩‍👧  false   2024-01-15T09:00:00Z  –        {a: 2}
         3  2024-01-17  –        0.25   80.50 USD  USD                            false   2024-01-15T09:00:00Z  –        –

        """)
    #expect(footer == nil)
  }

  @Test("what does not fit makes room in order: empty, nested, timestamps, booleans, then from the right")
  func narrow() throws {
    let hidden: [(Int, String?)] = [
      (200, nil), (110, "1 column not shown: nothing"), (109, "2 columns not shown: nothing, extra"),
      (85, "3 columns not shown: created_at, nothing, extra"),
      (79, "4 columns not shown: billed, created_at, nothing, extra"),
      (45, "6 columns not shown: currency, notes, billed, created_at, nothing, extra"),
      (14, "9 columns not shown: client, hours, rate, currency, notes, billed, created_at, nothing, extra"),
      (4, "10 columns not shown: spent_date, client, hours, rate, currency, notes, billed, created_at, nothing, extra"),
    ]
    for (width, footer) in hidden {
      let (text, own) = try table(TableOptions(width: width))
      #expect(own == footer)
      for line in text.split(separator: "\n") { #expect(CellWidth.of(String(line)) <= width) }
    }
  }

  @Test("long texts are cut only if that is asked for")
  func shorten() throws {
    let rows = #"[{"id":1,"notes":"a text of twenty-seven cells"},{"id":2,"notes":"日本語日本語日本語日本語"}]"#
    #expect(
      try table(TableOptions(width: 21, shorten: true), rows).text == """
        id  notes
        ──  ─────────────────
         1  a text of twenty…
         2  日本語日本語日本…

        """)
    #expect(try table(TableOptions(width: 21), rows).text == "id\n──\n 1\n 2\n")
    #expect(try table(TableOptions(width: 4, shorten: true), #"[{"a":"too long"}]"#).text == "a\n────\ntoo…\n")
  }

  @Test("nothing reaches the terminal that would steer it")
  func controls() throws {
    let rows = #"[{"a\u001b[1m":"x\u001b]0;t\u0007\u009b1m\u202ey\r\n\t\u007f\u2028\ufeff"}]"#
    let (text, _) = try table(TableOptions(), rows)
    #expect(text.split(separator: "\n").map(String.init).last == #"x␛]0;t␇\u{9b}1m\u{202e}y␍␊␉␡\u{2028}\u{feff}"#)
    #expect(text.hasPrefix("a␛[1m\n"))
    for color in [false, true] {
      var one = TableWriter(TableOptions(color: color), one: true)
      var out: [UInt8] = []
      one.write(Batch(try JSONPage(array: bytes(rows))), to: &out)
      let plain = String(decoding: out, as: UTF8.self).replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
      #expect(
        plain.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x9B })
    }
  }

  @Test("what is no character is shown as its number, and its neighbours as they are")
  func noncharacters() throws {
    let hidden = [0xFDD0, 0xFDEF] + (0...16).flatMap { [$0 << 16 + 0xFFFE, $0 << 16 + 0xFFFF] }
    for value in hidden {
      let scalar = try #require(Unicode.Scalar(UInt32(value)))
      #expect(VisibleText.of("a\(scalar)b") == "a\\u{\(String(value, radix: 16))}b")
    }
    for text in ["\u{FDCF}", "\u{FDF0}", "\u{FFFD}", "\u{1FFFD}", "\u{20000}"] { #expect(VisibleText.of(text) == text) }
    #expect(try table(TableOptions(), #"[{"a":"x\ufffey\ud83f\udfff"}]"#).text.hasSuffix("\nx\\u{fffe}y\\u{1ffff}\n"))
  }

  @Test("colour is bold for names and dim for nothing, and only if asked for")
  func color() throws {
    #expect(
      try table(TableOptions(color: true), #"[{"a":1,"b":null}]"#).text
        == "\u{1B}[1ma  b\u{1B}[0m\n\u{1B}[2m─  ─\u{1B}[0m\n1  \u{1B}[2m–\u{1B}[0m\n")
    #expect(try !table(TableOptions()).text.contains("\u{1B}"))
  }

  @Test("later rows keep to the widths of the first ones, what is left out is counted")
  func later() throws {
    let rows = [String](repeating: #"{"a":"x","n":1}"#, count: 500) + [#"{"a":"longer","n":22.5,"late":1}"#]
    let list = "[" + rows.joined(separator: ",") + "]"
    let (text, footer) = try table(TableOptions(), list)
    #expect(text.hasSuffix("x  1\nlonger  22.5\n"))
    #expect(footer == "fields of later rows not shown: late")
    let (short, counted) = try table(TableOptions(maxRows: 3), list)
    #expect(short == "a  n\n─  ─\nx  1\nx  1\nx  1\n")
    #expect(counted == "498 rows not shown")
    #expect(try table(TableOptions(maxRows: 500), list).footer == "1 row not shown")
  }

  @Test("values that are no records stand alone; no rows are no table")
  func bare() throws {
    #expect(try table(TableOptions(), #"["x",null,12,2.5]"#).text == "x\n–\n12\n2.5\n")
    #expect(try table(TableOptions(), "[]").text == "")
    #expect(try table(TableOptions(), #"[1,10.5]"#).text == " 1\n10.5\n")
  }

  @Test("a single record has a field a line")
  func single() throws {
    let row = #"""
      [{"id":5,"client":{"id":7,"name":"Acme"},"notes":"one\ntwo","empty":"","none":null,"rate":1.50,"currency":"EUR",
        "extra":{"a":1,"long name":{"b":[1,2]}},"tags":["x","y"],"items":[{"kind":"Service","n":2},{"kind":"Product","n":10}]}]
      """#
    func view(_ rows: String, _ options: TableOptions = TableOptions()) throws -> String {
      try written(TableWriter(options, one: true), rows, schema: Self.schema)
    }
    #expect(
      try view(row) == """
        id        5
        client    Acme  #7
        notes     one
                  two
        empty
        none      –
        rate      1.50 EUR
        currency  EUR
        extra
          a          1
          long name
            b  1, 2
        tags      x, y
        items
          kind      n
          ───────  ──
          Service   2
          Product  10

        """)
    #expect(try view("[12]") == "12\n")
    #expect(try view(#"["a\nb"]"#) == "a\nb\n")
    #expect(try view("[{}]") == "{}\n")
    #expect(try view(#"[[{"a":1}]]"#) == "a\n─\n1\n")
  }
}
