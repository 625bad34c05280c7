import Testing

/// Typing and moving in an entry: rows, wrapping, wide and combining characters, pastes, the other editors.
@Suite("Shell: editing")
struct ShellEditingTests {
  // MARK: rows

  @Test("Alt-Enter begins a row wherever the cursor is, and Backspace joins two")
  func lineBreak() throws {
    let shell = try ShellTerminal()
    shell.type("1 + 1")
    shell.press(.altEnter)
    shell.type("2")
    shell.shows("sandbox> 1 + 1\n2▮")
    shell.press(.left, .left, .left, .left, .altEnter)
    shell.shows("sandbox> 1 +\n▮ 1\n2")
    shell.press(.backspace)
    shell.shows("sandbox> 1 +▮ 1\n2")
    shell.press(.end, .delete)
    shell.shows("sandbox> 1 + 1▮2")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.first == "13")
  }

  @Test("Enter asks the parser: it goes on with an indented row until the entry is whole, and runs it from any row")
  func enter() throws {
    let shell = try ShellTerminal()
    shell.type("projects | each <")
    shell.press(.enter)
    shell.shows("sandbox> projects | each <\n  ▮")
    shell.type("where active | each as p <")
    shell.press(.enter)
    shell.shows("sandbox> projects | each <\n  where active | each as p <\n    ▮")
    shell.type("$p.id > > | count")
    shell.press(.up, .up)
    shell.shows("sandbox> projects | each <▮\n  where active | each as p <\n    $p.id > > | count")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.dropLast() == ["  where active | each as p <", "    $p.id > > | count", "31"])
  }

  @Test("Up and Down move by rows and keep the column where they can")
  func rows() throws {
    let shell = try ShellTerminal()
    shell.paste("first row\nb\nthird row")
    shell.shows("sandbox> first row\nb\nthird row▮")
    shell.press(.up)
    shell.shows("sandbox> first row\nb▮\nthird row")
    shell.press(.up)
    shell.shows("sandbox> f▮irst row\nb\nthird row")
    shell.press(.end)
    shell.shows("sandbox> first row▮\nb\nthird row")
    shell.press(.down, .down, .home)
    shell.shows("sandbox> first row\nb\n▮third row")
    shell.press(.left)
    shell.shows("sandbox> first row\nb▮\nthird row")
    shell.type("!")
    shell.shows("sandbox> first row\nb!▮\nthird row")
  }

  @Test("A row that is too long goes on in the next, and the cursor with it")
  func wrapping() throws {
    let shell = try ShellTerminal(columns: 30)
    shell.type("\"abcdefghijklmnopqrst")
    shell.shows("sandbox> \"abcdefghijklmnopqrst\n▮")
    shell.type("u")
    shell.shows("sandbox> \"abcdefghijklmnopqrst\nu▮")
    shell.press(.left, .left)
    shell.shows("sandbox> \"abcdefghijklmnopqrs▮t\nu")
    shell.type("12")
    shell.shows("sandbox> \"abcdefghijklmnopqrs1\n2▮tu")
    shell.press(.home)
    shell.shows("sandbox> ▮\"abcdefghijklmnopqrs1\n2tu")
    shell.press(.end, .backspace, .backspace, .backspace, .backspace)
    shell.shows("sandbox> \"abcdefghijklmnopqrs▮")
  }

  @Test("Ctrl-C drops the entry below its last row; Ctrl-D deletes, and leaves where nothing stands")
  func givingUp() throws {
    let shell = try ShellTerminal()
    shell.paste("one\ntwo\nthree")
    shell.press(.up, .up)
    shell.shows("sandbox> one▮\ntwo\nthree")
    shell.control("C")
    try shell.waitForPrompt()
    #expect(shell.terminal.screen.lines[3...7] == ["sandbox> one", "two", "three", "sandbox>", ""])
    shell.type("ab")
    shell.press(.home)
    shell.control("D")
    shell.shows("sandbox> ▮b")
    shell.control("D")
    shell.shows("sandbox> ▮")
    shell.control("D")
    #expect(try shell.terminal.wait() == 0)
    #expect(shell.terminal.screen.cursor == (7, 0))
  }

  // MARK: characters

  @Test("Wide characters take two cells, and Left, Right, Delete and Backspace take them as one")
  func wide() throws {
    let shell = try ShellTerminal()
    shell.type("\"日本é👍\"")
    shell.shows("sandbox> \"日本é👍\"▮")
    #expect(shell.terminal.screen.cursor.column == 9 + 9)
    shell.press(.left, .left)
    shell.shows("sandbox> \"日本é▮👍\"")
    shell.press(.left, .left)
    shell.shows("sandbox> \"日▮本é👍\"")
    #expect(shell.terminal.screen.cursor.column == 9 + 3)
    shell.press(.delete)
    shell.shows("sandbox> \"日▮é👍\"")
    shell.press(.backspace)
    shell.shows("sandbox> \"▮é👍\"")
    shell.type("京")
    shell.press(.end, .enter)
    try shell.waitForPrompt()
    #expect(shell.output.first == "京é👍")
  }

  @Test("A wide character that does not fit any more stands on the next row as a whole")
  func wideAtTheEdge() throws {
    let shell = try ShellTerminal(columns: 30)
    shell.type("\"1234567890123456789日本")
    shell.shows("sandbox> \"1234567890123456789\n日本▮")
    shell.press(.left, .left)
    shell.shows("sandbox> \"1234567890123456789\n▮日本")
    shell.press(.left)
    shell.shows("sandbox> \"123456789012345678▮9\n日本")
    shell.press(.delete)
    shell.shows("sandbox> \"123456789012345678▮日\n本")
  }

  @Test("A letter with a combining mark is one character")
  func combining() throws {
    let shell = try ShellTerminal()
    shell.type("\"xe\u{301}y\"")
    shell.shows("sandbox> \"xe\u{301}y\"▮")
    #expect(shell.terminal.screen.cursor.column == 9 + 5)
    shell.press(.left, .left)
    shell.shows("sandbox> \"xe\u{301}▮y\"")
    shell.press(.left)
    shell.shows("sandbox> \"x▮e\u{301}y\"")
    shell.type("z")
    shell.shows("sandbox> \"xz▮e\u{301}y\"")
    shell.press(.right)
    shell.shows("sandbox> \"xze\u{301}▮y\"")
    shell.press(.backspace)
    shell.shows("sandbox> \"xz▮y\"")
    shell.type("o\u{308}\u{304}")
    shell.shows("sandbox> \"xzo\u{308}\u{304}▮y\"")
    shell.press(.left, .delete)
    shell.shows("sandbox> \"xz▮y\"")
  }

  // MARK: pastes

  @Test("What is pasted is inserted as it is, tabs and line breaks too, and runs nothing even where it ends with one")
  func paste() throws {
    let shell = try ShellTerminal()
    #expect(shell.terminal.screen.isBracketedPasteOn)
    shell.paste("projects |\n\tcount\n")
    shell.shows("sandbox> projects |\n        count\n▮")
    shell.press(.backspace, .left, .left, .left, .left, .left, .left)
    shell.shows("sandbox> projects |\n▮        count")
    shell.press(.delete)
    shell.shows("sandbox> projects |\n▮count")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output[1] == "40")
  }

  @Test("A paste in the middle of a row, with a tab, completes nothing")
  func pasteInside() throws {
    let shell = try ShellTerminal()
    shell.type("print \"\"")
    shell.press(.left)
    shell.paste("pro\tx\u{1B}[31m")
    shell.shows("sandbox> print \"pro     x[31m▮\"")
  }

  @Test("Line breaks as Windows writes them are one each")
  func pasteFromWindows() throws {
    let shell = try ShellTerminal()
    shell.paste("1 +\r\n1 +\r\n1")
    shell.shows("sandbox> 1 +\n1 +\n1▮")
  }

  @Test("Without brackets nothing runs before the end: what is pasted is one entry")
  func plainPaste() throws {
    let shell = try ShellTerminal()
    shell.type("1 + 1\r2 + 2\r3")
    shell.shows("sandbox> 1 + 1\n2 + 2\n3▮")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.filter { !$0.contains("row") } == ["2 + 2", "3", "2", "4", "3"])
  }
}
