import Testing

@testable import HvSyntax

/// How a diagnostic is drawn, to the letter.
@Suite("Diagnostics as text")
struct RendererTests {
  private static let report = SourceText(
    name: "report.hv",
    """
    # Hours of last month
    projects
      | where active
      | each < time_entries | where hours >
      | extend no: invoice.number
    """)

  /// Found by the check, with a label for each bracket.
  private static let checked: Diagnostic = {
    var diagnostic = Diagnostic(
      "E0207", "`hours` is a number, but `where` needs true or false",
      at: place(of: "hours", in: report, after: "where hours"),
      help: ["compare it, for example  where hours > 0"])
    diagnostic.secondary = [
      Diagnostic.Label(place(of: ">", in: report), "this `>` closes the block: no value follows it"),
      Diagnostic.Label(place(of: "<", in: report), "block opened here"),
    ]
    return diagnostic
  }()

  /// Met while running, with the row and the blocks around it.
  private static let failed: Diagnostic = {
    var diagnostic = Diagnostic(
      "E0301", "`invoice` is null in this row, so it has no `number`", at: place(of: "invoice", in: report),
      "null here",
      help: ["write  invoice?.number  to get null instead"], exit: .failed)
    diagnostic.row = "row 3104: time_entry 636709355, 2026-08-14, Kim Allen"
    diagnostic.frames = [
      Diagnostic.Frame(
        word: "each", range: place(of: "each", in: report), item: "project 14307913 \"Marketing Website\"")
    ]
    diagnostic.progress = "3103 rows were already output; nothing was written"
    return diagnostic
  }()

  private static let fix: Diagnostic = {
    var diagnostic = Diagnostic("E0201", "there is no `activ`", at: place(of: "active", in: report), severity: .warning)
    diagnostic.fixIts = [Diagnostic.FixIt(place(of: "active", in: report), "is_active")]
    diagnostic.notes = ["projects have 18 fields", "two\nlines"]
    return diagnostic
  }()

  // MARK: Styles

  @Test("fancy draws a Unicode frame")
  func fancy() {
    #expect(
      draw([Self.checked, Self.failed], .fancy) == """
        error[E0207]: `hours` is a number, but `where` needs true or false
          ┌─ report.hv:4:33
        4 │   | each < time_entries | where hours >
          │          -                      ^^^^^ - this `>` closes the block: no value follows it
          │          block opened here
          = help: compare it, for example  where hours > 0
          = more: help E0207

        error[E0301]: `invoice` is null in this row, so it has no `number`
          ┌─ report.hv:5:16
        5 │   | extend no: invoice.number
          │                ^^^^^^^ null here
          = help: write  invoice?.number  to get null instead
          = more: help E0301
          row 3104: time_entry 636709355, 2026-08-14, Kim Allen
          inside `each` at report.hv:4:5, for project 14307913 "Marketing Website"
          3103 rows were already output; nothing was written

        """)
  }

  @Test("fancy in colour paints the severity, the marks and the frame")
  func colored() {
    let escape = "\u{1B}["
    #expect(
      draw([Self.fix], .fancy, color: true).replacing(escape, with: "^") == """
        ^1;33mwarning[E0201]^0m^1m: there is no `activ`^0m
          ^34m┌─^0m report.hv:3:11
        ^34m3^0m ^34m│^0m   | where active
          ^34m│^0m           ^1;33m^^^^^^^0m
          ^34m=^0m ^1mhelp^0m: replace `active` with `is_active`
          ^34m=^0m ^1mnote^0m: projects have 18 fields
          ^34m=^0m ^1mnote^0m: two
                  lines
          ^34m=^0m ^1mmore^0m: help E0201

        """)
  }

  @Test("plain is ASCII, and never coloured")
  func plain() {
    #expect(
      draw([Self.checked], .plain, color: true) == """
        error[E0207]: `hours` is a number, but `where` needs true or false
          --> report.hv:4:33
        4 |   | each < time_entries | where hours >
          |          -                      ^^^^^ - this `>` closes the block: no value follows it
          |          block opened here
          = help: compare it, for example  where hours > 0
          = more: help E0207

        """)
  }

  @Test("short takes a line each")
  func short() {
    let nowhere = Diagnostic("E0501", "there is no file\n\"x.hv\"")
    #expect(
      draw([Self.checked, Self.fix, nowhere], .short) == """
        report.hv:4:33: error[E0207]: `hours` is a number, but `where` needs true or false
        report.hv:3:11: warning[E0201]: there is no `activ`
        report.hv: error[E0501]: there is no file "x.hv"

        """)
  }

  @Test("json is an array of objects with all keys")
  func json() {
    let nowhere = Diagnostic("E0501", "no\u{1B}[2J \"x\"\n", severity: .note)
    #expect(
      draw([Self.failed, nowhere], .json) == #"""
        [{"code":"E0301","severity":"error","message":"`invoice` is null in this row, so it has no `number`","file":"report.hv","line":5,"column":16,"end":{"line":5,"column":23},"labels":[{"primary":true,"line":5,"column":16,"end":{"line":5,"column":23},"text":"null here"}],"help":["write  invoice?.number  to get null instead"],"notes":[],"fixIts":[],"row":"row 3104: time_entry 636709355, 2026-08-14, Kim Allen","frames":[{"word":"each","line":4,"column":5,"end":{"line":4,"column":9},"item":"project 14307913 \"Marketing Website\""}],"progress":"3103 rows were already output; nothing was written"},
         {"code":"E0501","severity":"note","message":"no\u001b[2J \"x\"\n","file":"report.hv","line":null,"column":null,"end":null,"labels":[],"help":[],"notes":[],"fixIts":[],"row":null,"frames":[],"progress":null}]

        """#)
    #expect(draw([], .json) == "[]\n")
  }

  @Test("Without a source nothing is quoted")
  func withoutSource() {
    let renderer = DiagnosticRenderer(style: .plain, color: false, width: 80)
    #expect(
      renderer.render([Diagnostic("E0401", "the token was refused", at: SourceRange(3, 9))]) == """
        error[E0401]: the token was refused
          = more: help E0401

        """)
    #expect(renderer.render([]) == "")
  }

  // MARK: Labels

  @Test("Labels on one line: the words of the last stand beside it, the others hang below, rightmost first")
  func hanging() {
    #expect(
      quote("aa bb cc dd", ("cc", "C"), ("aa", "A"), ("bb", "B"), ("dd", "")) == """
        1 | aa bb cc dd
          | -- -- ^^ --
          | |  |  C
          | |  B
          | A
        """)
  }

  @Test("Labels on lines far apart leave out what is between, but not a single line")
  func gaps() {
    #expect(
      quote("a\nb\nc\n\n\nd", ("a", "here"), ("c", "there"), ("d", "and here")) == """
        1 | a
          | ^ here
        2 | b
        3 | c
          | - there
          ...
        6 | d
          | - and here
        """)
  }

  @Test("A range of several lines is marked where it starts and where it ends")
  func multiline() {
    #expect(
      quote("x <\n  y\n  z\n> w", ("<\n  y\n  z\n>", "the block")) == """
        1 | x <
          |   ^
          ...
        4 | > w
          | ^ the block
        """)
  }

  // MARK: What a terminal might take amiss

  @Test(
    "A mark stands under its text, whatever is before it",
    arguments: [
      ("\tX", "    X", "    ^"), (" \tX", "    X", "    ^"),  // tab stops
      ("日本X", "日本X", "    ^"), ("e\u{301}X", "e\u{301}X", " ^"), ("👩‍👩‍👧🇩🇪X", "👩‍👩‍👧🇩🇪X", "    ^"),
      ("\u{301}X", "\u{301}X", "^"),  // an accent on its own takes the blank before it
      ("\u{1B}[31mX", "^[[31mX", "      ^"), ("\u{85}X", "<U+0085>X", "        ^"),
      ("\u{202E}X", "<U+202E>X", "        ^"),
      ("\rX", "^MX", "  ^"),
    ])
  func columns(source: String, line: String, marks: String) {
    let marked = line.hasPrefix("\u{301}") ? " " : ""
    #expect(quote(source, ("X", "")) == "1 | \(marked)\(line)\n  | \(marked)\(marks)")
  }

  @Test("Nothing from a message, a name or the source reaches the terminal as a control character")
  func controls() {
    let nasty = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\u{2066}\u{200B}\r\u{0}\u{7F}\u{2028}"
    let source = SourceText(name: "a\(nasty).hv", "x \(nasty) y")
    var diagnostic = Diagnostic("E0101", nasty, at: SourceRange(2, 5), nasty, help: [nasty])
    diagnostic.notes = [nasty]
    diagnostic.fixIts = [Diagnostic.FixIt(SourceRange(0, 9), nasty)]
    diagnostic.row = nasty
    diagnostic.frames = [Diagnostic.Frame(word: nasty, range: SourceRange(0, 1), item: nasty)]
    diagnostic.progress = nasty
    diagnostic.secondary = [Diagnostic.Label(SourceRange(0, 1), nasty)]
    for style in [DiagnosticRenderer.Style.fancy, .plain, .short, .json] {
      let drawn = DiagnosticRenderer(style: style, color: false, width: 80).render([diagnostic], in: SourceMap(source))
      let bad = drawn.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\n"
        default: false
        }
      }
      #expect(bad.isEmpty, "\(style) lets through \(bad)")
    }
  }

  @Test("A long line is cut around its marks")
  func clipping() {
    let before = String(repeating: "before ", count: 30)
    let after = String(repeating: " after", count: 30)
    #expect(
      quote(before + "HERE" + after, ("HERE", "this one")) == """
        1 | ...fore before before before before HERE after after after after after af...
          |                                     ^^^^ this one
        """)
    // Even one word longer than the window shows its beginning.
    let word = String(repeating: "x", count: 500)
    let lines = quote(word, (word, "")).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.last?.hasSuffix("^^^^") == true)
  }

  // MARK: Helpers

  private func draw(_ diagnostics: [Diagnostic], _ style: DiagnosticRenderer.Style, color: Bool = false) -> String {
    DiagnosticRenderer(style: style, color: color, width: 100).render(diagnostics, in: SourceMap(Self.report))
  }

  /// The quoted lines for labels at the first place of some texts, the first label being the primary one.
  private func quote(_ text: String, _ labels: (String, String)...) -> String {
    let source = SourceText(name: "t", text)
    let all = labels.map { Diagnostic.Label(Self.place(of: $0.0, in: source), $0.1) }
    var diagnostic = Diagnostic("", "m")
    diagnostic.primary = all[0]
    diagnostic.secondary = Array(all.dropFirst())
    let drawn = DiagnosticRenderer(style: .plain, color: false, width: 80).render([diagnostic], in: SourceMap(source))
    return drawn.split(separator: "\n").dropFirst(2).joined(separator: "\n")
  }

  /// Where a word stands: at the end of the first place of `context`, or at its own first place.
  private static func place(of word: String, in source: SourceText, after context: String? = nil) -> SourceRange {
    let needle = Array((context ?? word).utf8)
    let found = source.bytes.indices.first { source.bytes[$0...].starts(with: needle) } ?? 0
    let end = found + needle.count
    return SourceRange(end - word.utf8.count, end)
  }
}
