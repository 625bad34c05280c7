import Testing

/// The emulator against what xterm does.
@Suite struct VirtualScreenTests {
  /// A screen of 10 × 4 that has been sent a text.
  private func screen(_ text: String, columns: Int = 10, rows: Int = 4) -> VirtualScreen {
    var screen = VirtualScreen(columns: columns, rows: rows)
    screen.feed(text.utf8)
    return screen
  }

  @Test(
    "Text and cursor",
    arguments: [
      ("", "", 0, 0),
      ("abc", "abc", 0, 3),
      ("abc\r\nd", "abc\nd", 1, 1),
      ("abc\nd", "abc\n   d", 1, 4),
      ("abc\u{8}\u{8}X", "aXc", 0, 2),
      ("\u{8}a", "a", 0, 1),
      ("a\tb", "a       b", 0, 9),
      ("a\t\tb", "a        b", 0, 9),
      ("a\u{7}b\u{7F}c\u{0}", "abc", 0, 3),
      ("a\u{E}b\u{F}", "ab", 0, 2),
      ("ab\u{1B}Dc\u{1B}Ed", "ab\n  c\nd", 2, 1),
      ("a\r\nb\u{1B}Mc", "ac\nb", 0, 2),
      ("a\u{1B}Mb", " b\na", 0, 2),
      ("a\u{1B}[2;3H\u{1B}7\u{1B}[Hb\u{1B}8c", "b\n  c", 1, 3),
      ("\u{1B}[2;3H\u{1B}[s\u{1B}[Hb\u{1B}[uc", "b\n  c", 1, 3),
      ("abc\u{1B}cd", "d", 0, 1),
    ])
  func text(_ input: String, _ text: String, _ row: Int, _ column: Int) {
    let screen = screen(input)
    #expect(screen.text == text)
    #expect(screen.cursor == (row, column))
  }

  @Test(
    "The right margin",
    arguments: [
      ("0123456789", "0123456789", 0, 9),
      ("0123456789a", "0123456789\na", 1, 1),
      ("0123456789\r", "0123456789", 0, 0),
      ("0123456789\r\na", "0123456789\na", 1, 1),
      ("0123456789\u{8}X", "01234567X9", 0, 9),
      ("0123456789\u{1B}[KX", "012345678X", 0, 9),
      ("0123456789\u{1B}[CX", "012345678X", 0, 9),
      ("0123456789\tX", "0123456789\nX", 1, 1),
      ("0123456789\u{1B}[1mX", "0123456789\nX", 1, 1),
      ("0123456789\u{1B}7\u{1B}[H\u{1B}8X", "0123456789\nX", 1, 1),
      ("\u{1B}[?7l0123456789ab", "012345678b", 0, 9),
      ("\u{1B}[?7l012345678漢", "01234567漢", 0, 9),
      ("012345678漢", "012345678\n漢", 1, 2),
      ("01234567漢x", "01234567漢\nx", 1, 1),
    ])
  func rightMargin(_ input: String, _ text: String, _ row: Int, _ column: Int) {
    let screen = screen(input)
    #expect(screen.text == text)
    #expect(screen.cursor == (row, column))
  }

  @Test(
    "Widths",
    arguments: [
      ("漢字", "漢字", 4), ("👍x", "👍x", 3), ("e\u{301}x", "e\u{301}x", 2), ("漢\u{301}x", "漢\u{301}x", 3),
      ("a\u{200B}b", "a\u{200B}b", 2), ("한", "한", 2), ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 2),
      ("ｆ", "ｆ", 2), ("🇩🇪", "🇩🇪", 2), ("❤\u{FE0F}", "❤\u{FE0F}", 1), ("👩\u{200D}💻", "👩\u{200D}💻", 4),
      ("\u{301}a", "a", 1), ("漢字\r\u{1B}[Cx", " x字", 2), ("漢字\r\u{1B}[2Cx", "漢x", 3), ("漢字\rx", "x 字", 1),
      ("a漢\r\u{1B}[2C\u{1B}[P", "a", 2), ("a漢b\r\u{1B}[2C\u{1B}[@", "a   b", 2), ("漢b\r\u{1B}[C\u{1B}[K", "", 1),
      ("\u{9B}2Ja", "a", 1), ("12345678漢\r\u{1B}[@", " 12345678", 0), ("漢b\r\u{1B}[P", " b", 0),
      ("漢\u{301}\r\u{1B}[Cx", " x", 2),
    ])
  func widths(_ input: String, _ text: String, _ column: Int) {
    let screen = screen(input)
    #expect(screen.text == text)
    #expect(screen.cursor == (0, column))
  }

  @Test("A mark joins the character in the last column")
  func markAtTheMargin() {
    #expect(screen("012345678e\u{301}x").text == "012345678e\u{301}\nx")
    #expect(screen("01234567漢\u{301}x").text == "01234567漢\u{301}\nx")
  }

  @Test(
    "Movement from row 1, column 4",
    arguments: [
      ("A", 0, 4), ("9A", 0, 4), ("B", 2, 4), ("9B", 3, 4), ("C", 1, 5), ("0C", 1, 5), ("99999999999999999999C", 1, 9),
      ("D", 1, 3), ("9D", 1, 0), ("E", 2, 0), ("F", 0, 0), ("G", 1, 0), ("7G", 1, 6), ("H", 0, 0), ("3;5H", 2, 4),
      (";5H", 0, 4), ("99;99H", 3, 9), ("3f", 2, 0), ("4d", 3, 4), ("I", 1, 8), ("Z", 1, 0),
      ("2;3r\u{1B}[2;5H\u{1B}[9B", 2, 4), ("2;3r\u{1B}[3;5H\u{1B}[9A", 1, 4), ("2;3r\u{1B}[4;5H\u{1B}[A", 2, 4),
      // Not ours, and so without effect.
      ("?3C", 1, 4), (">4;1m", 1, 4), ("!p", 1, 4), ("1 A", 1, 4), ("2 q", 1, 4), ("1;2y", 1, 4), ("?u", 1, 4),
    ])
  func movement(_ sequence: String, _ row: Int, _ column: Int) {
    #expect(screen("\u{1B}[2;5H\u{1B}[\(sequence)").cursor == (row, column))
  }

  @Test(
    "Editing from row 1, column 2",
    arguments: [
      ("K", "abcde\nfg\nklmno"), ("1K", "abcde\n   ij\nklmno"), ("2K", "abcde\n\nklmno"), ("J", "abcde\nfg"),
      ("1J", "\n   ij\nklmno"), ("2J", ""), ("X", "abcde\nfg ij\nklmno"), ("2X", "abcde\nfg  j\nklmno"),
      ("99X", "abcde\nfg\nklmno"), ("P", "abcde\nfgij\nklmno"), ("2P", "abcde\nfgj\nklmno"),
      ("99P", "abcde\nfg\nklmno"), ("@", "abcde\nfg hij\nklmno"), ("7@", "abcde\nfg       h\nklmno"),
      ("99@", "abcde\nfg\nklmno"), ("L", "abcde\n\nfghij\nklmno"), ("3L", "abcde"), ("M", "abcde\nklmno"),
      ("99M", "abcde"), ("S", "fghij\nklmno"), ("T", "\nabcde\nfghij\nklmno"), ("99S", ""),
      ("4hXY", "abcde\nfgXYhij\nklmno"), ("4h\u{1B}[4lXY", "abcde\nfgXYj\nklmno"),
    ])
  func editing(_ sequence: String, _ text: String) {
    #expect(screen("abcde\r\nfghij\r\nklmno\u{1B}[2;3H\u{1B}[\(sequence)").text == text)
  }

  @Test("Lines go off the top into the scrollback, but not from within a region or the alternate screen")
  func scrolling() {
    var screen = screen("1\r\n2\r\n3\r\n4\r\n5\r\n6")
    #expect(screen.scrollback == ["1", "2"])
    #expect(screen.lines == ["3", "4", "5", "6"])
    #expect(screen.cursor == (3, 1))
    screen.feed("\u{1B}[2;3r".utf8)
    #expect(screen.cursor == (0, 0))
    screen.feed("\u{1B}[3;1H\nx".utf8)
    #expect(screen.lines == ["3", "5", "x", "6"])
    screen.feed("\u{1B}[2;1H\u{1B}My".utf8)
    #expect(screen.lines == ["3", "y", "5", "6"])
    screen.feed("\u{1B}[4;1H\nz".utf8)
    #expect(screen.lines == ["3", "y", "5", "z"])
    #expect(screen.scrollback == ["1", "2"])
    screen.feed("\u{1B}[r\u{1B}[?1049h\u{1B}[4;1H\n\n".utf8)
    #expect(screen.scrollback == ["1", "2"])
    screen.feed("\u{1B}c".utf8)
    #expect(screen.scrollback == ["1", "2"])
    screen.feed("\u{1B}[3J".utf8)
    #expect(screen.scrollback == [])
  }

  @Test("The alternate screen leaves the main one and its cursor alone")
  func alternate() {
    var screen = screen("main\u{1B}[31m\u{1B}[?1049h\u{1B}[H\u{1B}[0malternate\u{1B}7")
    #expect(screen.isAlternateShown)
    #expect(screen.text == "alternate")
    screen.resize(columns: 5, rows: 2)
    screen.feed("\u{1B}[?1049lX".utf8)
    #expect(screen.text == "mainX")
    #expect(screen.style(row: 0, column: 4).foreground == 1)
    #expect(!screen.isAlternateShown)
  }

  @Test(
    "Styles",
    arguments: [
      ("1", VirtualScreen.Style(bold: true)), ("2;4", .init(dim: true, underline: true)),
      ("1;2;22;7", .init(reverse: true)), ("4;7;24;27;1", .init(bold: true)), ("31", .init(foreground: 1)),
      ("97;100", .init(foreground: 15, background: 8)), ("38;5;208;1", .init(bold: true, foreground: 208)),
      ("48;2;1;2;3;4", .init(underline: true, background: 0x101_0203)),
      ("38:5:9;48:2::1:2:3", .init(foreground: 9, background: 0x101_0203)),
      ("4:3", .init(underline: true)), ("4;4:0", .init()), ("31;41;39", .init(background: 1)),
      ("31;41;49", .init(foreground: 1)),
      ("31;", .init()), ("38", .init()), ("38;5", .init()), ("38;2;1", .init()), ("1;38;9;9", .init(bold: true)),
    ])
  func styles(_ parameters: String, _ style: VirtualScreen.Style) {
    let screen = screen("a\u{1B}[\(parameters)mb\u{1B}[mc")
    #expect(screen.style(row: 0, column: 0) == .init())
    #expect(screen.style(row: 0, column: 1) == style)
    #expect(screen.style(row: 0, column: 2) == .init())
    #expect(screen.style(row: 9, column: 99) == .init())
  }

  @Test("What is erased has the background colour")
  func backgroundErase() {
    let screen = screen("\u{1B}[1;44mab\u{1B}[K")
    #expect(screen.style(row: 0, column: 1) == .init(bold: true, background: 4))
    #expect(screen.style(row: 0, column: 5) == .init(background: 4))
    #expect(screen.text == "ab")
  }

  @Test("Modes")
  func modes() {
    var screen = screen("")
    #expect(!screen.isBracketedPasteOn && screen.isCursorVisible)
    screen.feed("\u{1B}[?2004h\u{1B}[?25l".utf8)
    #expect(screen.isBracketedPasteOn && !screen.isCursorVisible)
    screen.feed("\u{1B}[?2004;1l\u{1B}[?1;25h".utf8)
    #expect(!screen.isBracketedPasteOn && screen.isCursorVisible)
  }

  @Test(
    "Strings, designations and cut sequences leave nothing",
    arguments: [
      "\u{1B}]0;title\u{7}", "\u{1B}]8;;http://x\u{1B}\\", "\u{1B}P1$r\u{7}q\u{1B}\\", "\u{1B}_x\u{1B}\\",
      "\u{1B}^x\u{1B}\\",
      "\u{1B}]0;é漢\u{18}", "\u{1B}(B", "\u{1B}#8", "\u{1B}=", "\u{1B}>", "\u{1B}[12\u{18}", "\u{1B}[1\u{1B}[1m",
      "\u{1B}\u{1B}[m",
      "\u{1B}]x\u{1B}[1m", "\u{1B}[1\u{7}m", "\u{1B}[>0;276;0c", "\u{1B}[1;2;3;4;5T",
      "\u{1B}[" + String(repeating: "1;", count: 4000) + "m",
    ])
  func ignored(_ sequence: String) {
    let screen = screen("a\(sequence)b")
    #expect(screen.text == "ab")
    #expect(screen.cursor == (0, 2))
  }

  @Test("Reports are answered once, and in order")
  func replies() {
    var screen = screen("\r\nabc\u{1B}[6n\u{1B}[c\u{1B}[5n\u{1B}c")
    #expect(String(decoding: screen.takeReplies(), as: UTF8.self) == "\u{1B}[2;4R\u{1B}[?1;2c\u{1B}[0n")
    #expect(screen.takeReplies() == [])
  }

  @Test(
    "Bytes that are no UTF-8",
    arguments: [
      ([0xFF], "\u{FFFD}"), ([0xC3], ""), ([0xC3, 0x28], "\u{FFFD}("), ([0xE2, 0x82, 0x41], "\u{FFFD}A"),
      ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xE0, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xF0, 0x9F, 0xF0, 0x9F, 0x91, 0x8D], "\u{FFFD}👍"), ([0xE2, 0x1B, 0x5B, 0x4B, 0x41], "\u{FFFD}A"),
      ([0x1B, 0xC3, 0xA9], "é"), ([0x1B, 0x5B, 0x31, 0xC3, 0xA9], "é"),
    ] as [([UInt8], String)])
  func garbage(_ bytes: [UInt8], _ text: String) {
    var screen = VirtualScreen(columns: 10, rows: 2)
    screen.feed(bytes)
    #expect(screen.text == text)
  }

  @Test("The same, however the bytes are split")
  func split() {
    let text = "e\u{301}漢👍\u{1B}[1;38;5;9mx\u{1B}[K\u{1B}]0;t\u{1B}\\\r\n\u{1B}(B\u{1B}[?2004h12345678901\u{1B}[6n"
    let whole = screen(text)
    var single = VirtualScreen(columns: 10, rows: 4)
    for byte in text.utf8 { single.feed(CollectionOfOne(byte)) }
    #expect(single.description == whole.description)
    #expect(single.replies == whole.replies)
    #expect(whole.lines == ["e\u{301}漢👍x", "1234567890", "1", ""])
  }

  @Test("No bytes and no sizes bring it down", arguments: 0..<8)
  func random(_ seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = Array("ABCDEFGHJKLMPSTXZ@dfhlmnrsu0123456789;:?78McDE".utf8)
    let wide: [[UInt8]] = [
      "漢", "👍", "e\u{301}", "\t", "\n", "\r", "\u{8}", "\u{1B}[", "\u{1B}", "\u{1B}[?1049h", "\u{1B}[?1049l",
    ]
    .map { Array($0.utf8) }
    var screen = VirtualScreen(columns: 1, rows: 1)
    for _ in 0..<400 {
      screen.resize(columns: next(7), rows: next(6))
      for _ in 0..<12 {
        switch next(4) {
        case 0: screen.feed(CollectionOfOne(UInt8(next(256))))
        case 1: screen.feed(wide[next(wide.count)])
        default: screen.feed([0x1B, 0x5B, pieces[next(pieces.count)], pieces[next(pieces.count)]])
        }
      }
      #expect(screen.cells.count == screen.rows && screen.cells.allSatisfy { $0.count == screen.columns })
      #expect(screen.cursor.row < screen.rows && screen.cursor.column < screen.columns)
    }
  }

  @Test("A lower screen gives up what is below the cursor, then its top; a higher one gets the scrollback back")
  func rows() {
    var screen = screen("1\r\n2\r\n3\r\n4\u{1B}[2;2H")
    screen.resize(columns: 10, rows: 2)
    #expect(screen.lines == ["1", "2"])
    #expect(screen.cursor == (1, 1))
    screen.resize(columns: 10, rows: 1)
    #expect(screen.lines == ["2"])
    #expect(screen.scrollback == ["1"])
    #expect(screen.cursor == (0, 1))
    screen.resize(columns: 10, rows: 4)
    #expect(screen.lines == ["1", "2", "", ""])
    #expect(screen.scrollback == [])
    #expect(screen.cursor == (1, 1))
    screen.feed("\u{1B}[4;1Hx\r\ny".utf8)
    #expect(screen.lines == ["2", "", "x", "y"])
  }

  @Test("A narrower screen cuts its lines, and a wider one does not bring them back")
  func columns() {
    var screen = screen("0123漢6789")
    screen.resize(columns: 5, rows: 4)
    #expect(screen.lines[0] == "0123")
    #expect(screen.cursor == (0, 4))
    screen.resize(columns: 12, rows: 4)
    screen.feed("xyz\u{1B}[2;11Habc".utf8)
    #expect(screen.lines == ["0123xyz", "          ab", "c", ""])
  }

  @Test("The description shows the screen with its cursor")
  func description() {
    #expect(
      screen("hv> one\r\ntwo\u{1B}[1;5H").description
        == "10×4, cursor at row 0, column 4\n 0│hv> one\n  └    ^\n 1│two")
  }
}
