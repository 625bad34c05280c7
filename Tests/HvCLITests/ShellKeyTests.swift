import Testing

/// The keys of emacs and vi, those of the user, the search in the history, and the editor that is called with Ctrl-X
/// Ctrl-E.
@Suite("Shell: keys")
struct ShellKeyTests {
  // MARK: emacs

  @Test("Without a word from the user the keys are those of emacs")
  func emacs() throws {
    let shell = try ShellTerminal()
    shell.type("projects | where active")
    shell.control("A")
    shell.shows("sandbox> ▮projects | where active")
    shell.type("\u{1B}f")
    shell.shows("sandbox> projects▮ | where active")
    shell.control("E")
    shell.type("\u{1B}b")
    shell.shows("sandbox> projects | where ▮active")
    shell.control("K")
    shell.shows("sandbox> projects | where ▮")
    shell.control("A", "Y")
    shell.shows("sandbox> active▮projects | where")
    shell.control("B", "B", "F", "W")
    shell.shows("sandbox> ▮eprojects | where")
    shell.control("U")
    shell.shows("sandbox> ▮")
  }

  @Test("Ctrl with an arrow goes by words; Home, End and Delete do what they say")
  func arrows() throws {
    let shell = try ShellTerminal()
    shell.type("one two three\u{1B}[1;5D\u{1B}[1;5D")
    shell.shows("sandbox> one ▮two three")
    shell.type("\u{1B}[1;5C")
    shell.shows("sandbox> one two▮ three")
    shell.type("\u{1B}[1~\u{1B}[3~")
    shell.shows("sandbox> ▮ne two three")
    shell.type("\u{1B}OF.")
    shell.shows("sandbox> ne two three.▮")
  }

  @Test("Escape and then a letter is Alt with it; keys that nobody knows write nothing")
  func unknown() throws {
    let shell = try ShellTerminal()
    shell.type("one two")
    shell.press(.escape)
    shell.type("b")
    shell.shows("sandbox> one ▮two")
    // F5, a page up, a mouse report, focus, an answer about the terminal.
    shell.type("\u{1B}[15~\u{1B}[5~\u{1B}[<0;10;10M\u{1B}[I\u{1B}[?62;c")
    shell.type("x")
    shell.shows("sandbox> one x▮two")
  }

  @Test("Ctrl-L leaves the entry alone on the screen")
  func clear() throws {
    let shell = try ShellTerminal()
    shell.type("projects |")
    shell.press(.altEnter)
    shell.type("count x")
    shell.press(.left)
    shell.shows("sandbox> projects |\ncount ▮x")
    shell.control("L")
    shell.shows(screen: "sandbox> projects |\ncount ▮x")
    shell.shows(painted: "{bold}sandbox>{} {bold}projects{} |\n{bold}count{} x")
  }

  // MARK: vi

  @Test("bind -v in ~/.editrc makes it vi, where an Escape waits for nothing")
  func vi() throws {
    let shell = try ShellTerminal(home: .init(editrc: "bind -v\n"))
    shell.type("projects | where")
    shell.press(.escape)
    shell.type("bcwXX")
    shell.shows("sandbox> projects | XX▮")
    shell.press(.escape)
    shell.type("0iA")
    shell.shows("sandbox> A▮projects | XX")
    // In one piece, as fast fingers and scripts send it.
    shell.press(.escape)
    shell.type("$x")
    shell.shows("sandbox> Aprojects | ▮X")
    shell.type("dd")
    shell.shows("sandbox> ▮")
    shell.type("i1 + 2")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.first == "3")
    shell.press(.escape)
    shell.type("k")
    shell.shows("sandbox> ▮1 + 2")
  }

  @Test("In vi, too, arrows go by rows, pastes insert, and Tab completes")
  func viKeys() throws {
    let shell = try ShellTerminal(home: .init(editrc: "bind -v\n"))
    shell.paste("projects |\ncou")
    shell.press(.up, .home, .down)
    shell.shows("sandbox> projects |\n▮cou")
    shell.press(.end, .tab)
    shell.shows("sandbox> projects |\ncount▮")
    shell.press(.escape, .up)
    shell.type("x")
    shell.shows("sandbox> proj▮cts |\ncount")
  }

  @Test("The user's own keys count before those of hv; lines for other programs do not")
  func editrc() throws {
    let shell = try ShellTerminal(
      home: .init(
        editrc: """
          hv:bind ^T ed-delete-prev-char
          bind -s ^G count
          other:bind ^A ed-insert
          # bind ^A ed-insert
          bind ^P ed-kill-line
          """))
    shell.type("projects | ")
    shell.control("G")
    shell.shows("sandbox> projects | count▮")
    shell.control("T")
    shell.shows("sandbox> projects | coun▮‹t›")
    shell.press(.left, .left)
    shell.control("P")
    shell.shows("sandbox> projects | co▮‹unt›")
    shell.control("A")
    shell.shows("sandbox> ▮projects | co")
  }

  // MARK: the search

  /// A shell with a past of three entries.
  private func withPast() throws -> ShellTerminal {
    let shell = try ShellTerminal()
    try shell.run("1 + 10")
    try shell.run("2 + 10")
    shell.paste("[\n3]")
    shell.press(.enter)
    try shell.waitForPrompt()
    return shell
  }

  @Test("Ctrl-R finds the newest entry that holds what is typed, and again the one before; Enter runs it")
  func search() throws {
    let shell = try withPast()
    shell.control("R")
    shell.shows("sandbox> ▮‹  (search: )›")
    shell.type("+ 1")
    shell.shows("sandbox> 2 + 10▮‹  (search: + 1)›")
    shell.control("R")
    shell.shows("sandbox> 1 + 10▮‹  (search: + 1)›")
    shell.control("R")
    shell.shows("sandbox> 1 + 10▮‹  (not found: + 1)›")
    shell.press(.backspace)
    shell.shows("sandbox> 2 + 10▮‹  (search: + )›")
    shell.type("x")
    shell.shows("sandbox> 2 + 10▮‹  (not found: + x)›")
    shell.press(.backspace, .enter)
    try shell.waitForPrompt()
    #expect(shell.output.first == "12")
    // Twice in the beginning it looks for what was looked for last.
    shell.control("R", "R")
    shell.shows("sandbox> 2 + 10▮‹  (search: + )›")
  }

  @Test("Escape goes on editing what was found, Ctrl-G and Ctrl-C bring back what stood there")
  func searchEnds() throws {
    let shell = try withPast()
    shell.type("mine")
    shell.control("R")
    shell.type("1 +")
    shell.shows("sandbox> 1 + 10▮‹  (search: 1 +)›")
    shell.control("G")
    shell.shows("sandbox> mine▮")
    shell.control("R")
    shell.type("1 +")
    shell.control("C")
    shell.shows("sandbox> mine▮")
    shell.control("R")
    shell.type("1 +")
    shell.press(.escape)
    shell.type("0")
    shell.shows("sandbox> 1 + 100▮")
    shell.control("C")
    try shell.waitForPrompt()
    shell.control("R")
    shell.type("2 +")
    shell.press(.left)
    shell.type("5")
    shell.shows("sandbox> 2 + 15▮0")
  }

  @Test("An entry of several rows is found, and leaves none of them behind")
  func searchRows() throws {
    let shell = try withPast()
    shell.control("R")
    shell.type("3")
    shell.shows("sandbox> [\n3]▮‹  (search: 3)›")
    shell.press(.backspace)
    shell.type("2")
    shell.shows("sandbox> 2 + 10▮‹  (search: 2)›")
    shell.control("G")
    shell.shows("sandbox> ▮")
  }

  // MARK: another editor

  @Test("Ctrl-X Ctrl-E hands the entry to $EDITOR, and what was saved stands there then")
  func editor() throws {
    let home = try ShellTerminal.Home()
    try home.write(
      """
      #!/bin/sh
      cp "$1" seen
      stty -a | grep -q ' icanon' && stty -a | grep -q ' echo ' && echo "$1" > name
      # What vim says when it goes.
      printf '\\033[?2004l'
      printf 'projects |\\n  count\\n' > "$1"
      """, to: "editor", isProgram: true)
    let shell = try ShellTerminal(home: home, environment: ["EDITOR": "\(home.path)/editor"])
    shell.paste("one\ntwo")
    shell.shows("sandbox> one\ntwo▮")
    shell.control("X", "E")
    shell.shows("sandbox> projects |\n  count▮")
    #expect(try home.read("seen").hasPrefix("one\ntwo"))
    #expect(try home.read("name").hasSuffix(".hv\n"), "the terminal is the editor's")
    #expect(shell.terminal.screen.isBracketedPasteOn, "the editor has switched it off")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output[1] == "40")
  }

  @Test("An editor that fails leaves the entry and the cursor as they were")
  func editorFails() throws {
    let shell = try ShellTerminal(environment: ["EDITOR": "false"])
    shell.paste("one\ntwo\nthree")
    shell.press(.up)
    shell.control("X", "E")
    shell.shows("sandbox> one\ntwo▮\nthree")
    shell.type("!")
    shell.shows("sandbox> one\ntwo!▮\nthree")
  }
}
