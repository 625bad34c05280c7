import Foundation
import Testing

/// What the shell shows beyond the text: colours, brackets, hints, the list of completions, and notices.
@Suite("Shell: looks")
struct ShellLookTests {
  // MARK: colours

  @Test("The prompt is bold, words have the colour of what they are, also in wrapped rows and in several")
  func colors() throws {
    let shell = try ShellTerminal()
    shell.shows(painted: "{bold}sandbox>{}")
    shell.type("projects | where name == \"Web\" # all")
    shell.shows(
      painted: "{bold}sandbox>{} {bold}projects{} | {bold}where{} name == {green}\"Web\"{} {faint}# all{}")
    shell.control("C")
    try shell.waitForPrompt()
    shell.paste("let x = 3\n[$x, last month, 2h30m]  ")
    shell.shows(
      painted: """
        {bold}sandbox>{} {bold blue}let{} x = {cyan}3{}
        [{yellow}$x{}, {cyan}last{} {cyan}month{}, {cyan}2h30m{}]
        """)
  }

  @Test("A string that wraps is coloured in both rows, and comes out right when it is shortened again")
  func colorsWrapped() throws {
    let shell = try ShellTerminal(columns: 30)
    shell.type("\"1234567890123456789012345\" ")
    shell.shows(
      painted: "{bold}sandbox>{} {green}\"12345678901234567890\n{green}12345\"{}")
    shell.press(.home)
    shell.type("12 + ")
    shell.shows(
      painted:
        "{bold}sandbox>{} {cyan}12{} + {bold reverse}\"{green}123456789012345\n{green}6789012345{bold reverse}\"{}")
    shell.press(.backspace, .backspace, .backspace, .backspace, .backspace)
    shell.shows(
      painted: "{bold}sandbox>{} {bold reverse}\"{green}12345678901234567890\n{green}12345{bold reverse}\"{}")
  }

  @Test("An entry that has run keeps its colours, and loses what only helps to type")
  func finished() throws {
    let shell = try ShellTerminal()
    try shell.run("[1 + 1]")
    let row = shell.terminal.screen.lines.firstIndex(of: "sandbox> [1 + 1]") ?? 0
    #expect(shell.terminal.screen.style(row: row, column: 10) == .init(foreground: 6))
    for column in [9, 15, 16] { #expect(shell.terminal.screen.style(row: row, column: column) == .init()) }
  }

  @Test("A word that nobody knows is marked as soon as the cursor has left it")
  func unknownWord() throws {
    let shell = try ShellTerminal()
    shell.type("projects | zork")
    shell.shows(painted: "{bold}sandbox>{} {bold}projects{} | {bold}zork{}")
    shell.type(" ")
    shell.shows(painted: "{bold}sandbox>{} {bold}projects{} | {underlined red}zork{}")
    shell.press(.left)
    shell.shows(painted: "{bold}sandbox>{} {bold}projects{} | {bold}zork{}")
    shell.control("C")
    try shell.waitForPrompt()
    shell.type("projects | where zork ")
    shell.shows(painted: "{bold}sandbox>{} {bold}projects{} | {bold}where{} {underlined red}zork{}")
  }

  @Test("The bracket at the cursor and the one that belongs to it stand out")
  func brackets() throws {
    let shell = try ShellTerminal()
    shell.type("((1) + 2)")
    shell.shows(painted: "{bold}sandbox>{} {bold reverse}({}({cyan}1{}) + {cyan}2{bold reverse}){}")
    shell.control("A", "F")
    shell.shows(painted: "{bold}sandbox>{} ({bold reverse}({cyan}1{bold reverse}){} + {cyan}2{})")
    shell.press(.right)
    shell.control("F", "F")
    shell.shows(painted: "{bold}sandbox>{} ({bold reverse}({cyan}1{bold reverse}){} + {cyan}2{})")
    shell.press(.right)
    shell.shows(painted: "{bold}sandbox>{} (({cyan}1{}) + {cyan}2{})")
  }

  @Test("The < that the next > would close is marked until it is closed")
  func openBlock() throws {
    let shell = try ShellTerminal()
    shell.type("projects | each < tasks | each < id ")
    shell.shows(
      painted: "{bold}sandbox>{} {bold}projects{} | {bold blue}each{} < {bold}tasks{} | {bold blue}each{} "
        + "{bold magenta}<{} {bold}id{}")
    shell.type("> ")
    shell.shows(
      painted: "{bold}sandbox>{} {bold}projects{} | {bold blue}each{} {bold magenta}<{} {bold}tasks{} | "
        + "{bold blue}each{} < {bold}id{} >")
    shell.type("> ")
    shell.shows(
      painted: "{bold}sandbox>{} {bold}projects{} | {bold blue}each{} < {bold}tasks{} | {bold blue}each{} < "
        + "{bold}id{} > >")
  }

  @Test("On a light terminal keywords and numbers are darker")
  func light() throws {
    let shell = try ShellTerminal(environment: ["COLORFGBG": "0;15"])
    shell.type("let x = 1 ")
    shell.shows(painted: "{bold}sandbox>{} {blue}let{} x = {magenta}1{}")
  }

  @Test("NO_COLOR and --no-color: not one sequence for colour", arguments: [true, false])
  func noColor(_ byEnvironment: Bool) throws {
    let shell = try ShellTerminal(
      byEnvironment ? ["--sandbox"] : ["--sandbox", "--no-color"],
      environment: byEnvironment ? ["NO_COLOR": "1"] : [:])
    try shell.run("[1 + 1]")
    shell.type("projects | where nam")
    shell.shows("sandbox> projects | where nam▮")
    shell.press(.tab)
    shell.type("zork (e\u{301}) ")
    shell.press(.tab)
    shell.control("C", "R")
    shell.type("1")
    shell.shows("sandbox> [1 + 1]▮  (search: 1)")
    shell.press(.enter)
    try shell.waitForPrompt()
    try shell.run("projects | first 1")
    let output = String(decoding: shell.terminal.rawOutput, as: UTF8.self)
    #expect(output.firstMatch(of: #/\e\[[0-9;:]*m/#) == nil)
  }

  // MARK: hints

  @Test("What was typed before is suggested faintly; Right and Ctrl-F take it, typing on erases it")
  func hints() throws {
    let shell = try ShellTerminal()
    try shell.run("12 + 30")
    shell.type("1")
    shell.shows("sandbox> 1▮‹2 + 30›")
    shell.shows(painted: "{bold}sandbox>{} {cyan}1{faint}2 + 30{}")
    shell.type("2 ")
    shell.shows(painted: "{bold}sandbox>{} {cyan}12{} {faint}+ 30{}")
    shell.type("-")
    shell.shows("sandbox> 12 -▮")
    shell.press(.backspace, .right)
    shell.shows("sandbox> 12 + 30▮")
    shell.shows(painted: "{bold}sandbox>{} {cyan}12{} + {cyan}30{}")
    shell.control("U")
    shell.type("12")
    shell.control("F")
    shell.shows("sandbox> 12 + 30▮")
    shell.control("A")
    shell.press(.right)
    shell.shows("sandbox> 1▮2 + 30")
  }

  @Test("A hint comes from the language, too; it is no part of the entry, and gone where the cursor is not at the end")
  func hintsOfTheLanguage() throws {
    let shell = try ShellTerminal()
    shell.type("projects | whe")
    shell.shows("sandbox> projects | whe▮‹re›")
    shell.control("A")
    shell.shows("sandbox> ▮projects | whe")
    shell.control("E")
    shell.shows("sandbox> projects | whe▮‹re›")
    shell.control("C")
    try shell.waitForPrompt()
    #expect(shell.terminal.screen.lines.contains("sandbox> projects | whe"))
    shell.type("projects | cou")
    shell.shows("sandbox> projects | cou▮‹nt›")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.first?.contains("no command `cou`") == true)
  }

  @Test("A hint that is too long ends at the edge of the screen")
  func longHint() throws {
    let shell = try ShellTerminal(columns: 30)
    try shell.run("[1000, 2000, 3000, 4000, 5000] | count")
    shell.type("[1")
    shell.shows("sandbox> [1▮‹000, 2000, 3000, 4›")
    shell.press(.right)
    shell.shows("sandbox> [1000, 2000, 3000, 40\n00, 5000] | count▮")
  }
}
