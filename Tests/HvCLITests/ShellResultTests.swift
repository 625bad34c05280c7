import Foundation
import Testing

/// From the banner to the results: screens, names, footers, and what Ctrl-C leaves.
@Suite("Shell: results")
struct ShellResultTests {
  // MARK: the start

  @Test("The banner is three lines: where one is, what to type first, how to get help")
  func banner() throws {
    let shell = try ShellTerminal()
    let lines = shell.terminal.screen.lines
    #expect(lines[0].wholeMatch(of: #/hv [0-9.]+ · sandbox: .*/#) != nil)
    #expect(lines[1].hasPrefix("Type  projects "))
    #expect(lines[2].hasPrefix("help ") && lines[2].contains("Ctrl-D"))
    #expect(lines[3] == "sandbox>")
    #expect(lines[..<3].allSatisfy { $0.count <= 80 })
    let first = try #require(lines[1].firstMatch(of: #/^Type {2}(.*?) {2}/#)).1
    try shell.run(String(first))
    #expect(
      [9, 10].contains(shell.output.count), "a header, five rows and what is said below: what the banner says works")
  }

  @Test("Without an account the shell starts, and offers sandbox and login; an entry fails and says so")
  func noAccount() throws {
    let shell = try ShellTerminal([], prompt: "hv>")
    #expect(shell.terminal.screen.lines[0].contains("no account yet"))
    let offer = shell.terminal.screen.lines[1]
    #expect(offer.contains(" sandbox ") && offer.contains(" login "))
    try shell.run("projects")
    #expect(shell.output.first?.hasPrefix("error[E0403]: no credentials") == true)
    #expect(shell.output.allSatisfy { $0.count <= 80 } && !shell.output.contains("s, then"), "no word is cut")
    try shell.run("1 + 1")
    #expect(shell.output.first == "2")
    shell.type("sandbox")
    shell.press(.enter)
    shell.prompt = "sandbox>"
    try shell.waitForPrompt()
    try shell.run("projects | count")
    #expect(shell.output.first == "40")
  }

  @Test("Ctrl-C where login asks for a token goes back to the prompt")
  func loginGivenUp() throws {
    let shell = try ShellTerminal([], prompt: "hv>")
    shell.type("login")
    shell.press(.enter)
    try shell.terminal.waitFor("not shown:")
    shell.type("sec")
    shell.control("C")
    try shell.waitForPrompt(seconds: 2)
    #expect(!shell.terminal.screen.text.contains("sec"))
    shell.type("1 + 1")
    shell.shows("hv> 1 + 1▮")
  }

  // MARK: screens

  /// How many requests were traced so far.
  private func requests(_ shell: ShellTerminal) -> Int {
    let screen = shell.terminal.screen
    return (screen.scrollback + screen.lines).count { $0.hasPrefix("GET ") }
  }

  @Test("A long list shows one screen from one page, with the entry above it; more shows the next, from the same page")
  func more() throws {
    let shell = try ShellTerminal(["--sandbox", "--trace"])
    try shell.run("time_entries")
    #expect(requests(shell) == 1)
    #expect(shell.terminal.screen.lines[23] == "sandbox>")
    func ids() -> [String] { shell.output.compactMap { $0.firstMatch(of: #/^[0-9]{10}\b/#).map { String($0.0) } } }
    let first = ids()
    #expect((15...19).contains(first.count))
    let footer = try #require(shell.output.first { $0.contains(" rows · ") })
    #expect(footer.contains("\(first.count) rows · 1 request · ") && footer.contains("more"))
    try shell.run("more")
    #expect(requests(shell) == 1)
    #expect(shell.terminal.screen.lines[0] == "sandbox> more")
    let second = ids()
    #expect(second.count == first.count && Set(first).isDisjoint(with: second))
    #expect(zip(first + second, (first + second).dropFirst()).allSatisfy { $0 > $1 }, "the latest first")
  }

  @Test("more ends with the last row, and then there is nothing")
  func moreEnds() throws {
    let shell = try ShellTerminal()
    try shell.run("projects | select id, name")
    try shell.run("more")
    #expect(shell.output.contains { $0.contains("more") })
    try shell.run("more")
    #expect(shell.output.contains { $0.hasPrefix("4 rows · ") && !$0.contains("more") })
    try shell.run("more")
    #expect(shell.output == ["nothing more to show"])
  }

  @Test("What fits on the screen exactly is all there is, and more is not offered")
  func exactScreen() throws {
    let shell = try ShellTerminal()
    try shell.run("projects | select id, name | first 18")
    #expect(shell.output.last?.hasPrefix("18 rows · ") == true)
    #expect(shell.output.last?.contains("more") == false)
  }

  // MARK: results

  @Test("Each result has a name that it keeps, and an entry that starts with a bar goes on with the last")
  func names() throws {
    let shell = try ShellTerminal()
    try shell.run("clients | select name")
    #expect(shell.output.last?.hasSuffix(" · $r1") == true)
    try shell.run("| count")
    #expect(shell.output[0] == "12")
    #expect(shell.output[1].hasSuffix(" · $r2"))
    try shell.run("$r1 | first 1")
    #expect(shell.output[2] == "Lumen Festival")
    try shell.run("| get name")
    #expect(shell.output[0] == "Lumen Festival")
    try shell.run("$r1 | count")
    #expect(shell.output[0] == "12" && shell.output[1].contains(" 0 requests "))
    shell.type("| wher")
    shell.shows("sandbox> | wher▮‹e›")
  }

  @Test("-v shows records over several lines, of the entry before it or of the last result")
  func vertical() throws {
    let shell = try ShellTerminal()
    try shell.run("clients | select id, name | first 3 -v")
    let rows = shell.output.dropLast()
    #expect(rows.count { $0.hasPrefix("id ") } == 3, "as many as fit")
    #expect(rows.count { $0.wholeMatch(of: #/name +Kiln & Clay/#) != nil } == 1)
    try shell.run("clients | first 2 | select id, name")
    try shell.run("-v")
    #expect(shell.output.contains { $0.wholeMatch(of: #/name +Lumen Festival/#) != nil })
  }

  @Test("A wide table says which columns it leaves out, and how to see them, within the width of the screen")
  func droppedColumns() throws {
    let shell = try ShellTerminal()
    try shell.run("projects | first 2")
    let output = shell.output.joined(separator: " ")
    #expect(output.firstMatch(of: #/ [0-9]+ columns not shown: /#) != nil)
    for name in ["is_active", "budget", "…", "-v"] {
      #expect(output.contains(name), "\(shell.output)")
    }
    #expect(shell.output.allSatisfy { $0.count <= 80 })
  }

  @Test("Hours are among the columns that a list of time entries shows")
  func importantColumns() throws {
    let shell = try ShellTerminal()
    try shell.run("time_entries | first 1")
    #expect(shell.output[0].contains(" hours"))
  }

  @Test("The footer counts rows, requests and seconds, and tells the days that were meant by words")
  func footer() throws {
    let shell = try ShellTerminal()
    try shell.run("time_entries last month | count")
    #expect(
      shell.output[1].wholeMatch(
        of: #/1 row · 1 request · [0-9.]+ s · \$r1 · last month = 2026-10-01\.\.2026-10-31/#) != nil)
    let row = shell.promptRow - 1
    #expect(shell.terminal.screen.style(row: row, column: 0) == .init(dim: true))
    try shell.run("time_entries last week")
    let footer = try #require(shell.output.first { $0.contains(" rows · ") })
    #expect(footer.contains("last week = 2026-11-16..2026-11-22"), "\(footer)")
  }

  // MARK: Ctrl-C

  @Test("Ctrl-C stops a pipeline at once, keeps what it has shown, and the terminal is as before")
  func interrupted() throws {
    let server = try ShellServer(latency: "2s")
    let shell = try server.shell()
    shell.type("print \"begun\"; projects | each < tasks > | count")
    shell.press(.enter)
    try shell.terminal.waitFor("begun")
    // The line of progress: a request is under way.
    try shell.terminal.waitFor("1 request")
    let clock = ContinuousClock()
    let start = clock.now
    shell.control("C")
    try shell.terminal.waitFor("the prompt") { _ in shell.entry == "1001001> ▮" }
    let time = clock.now - start
    print("Ctrl-C to the prompt: \(time)")
    #expect(time < .seconds(1))
    shell.terminal.settle(milliseconds: 100)
    #expect(shell.terminal.screen.lines[4...7] == ["begun", "interrupted", "1001001>", ""])
    #expect(shell.terminal.screen.isBracketedPasteOn && shell.terminal.screen.isCursorVisible)
    shell.type("1 + 1")
    shell.shows(painted: "{bold}1001001>{} {cyan}1{} + {cyan}1{}")
    shell.press(.left)
    shell.shows("1001001> 1 + ▮1")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output[0] == "2")
    // A second one, when nothing runs any more, ends nothing.
    shell.control("C")
    try shell.waitForPrompt()
  }

  @Test("Rows that were there when Ctrl-C came are shown")
  func interruptedRows() throws {
    let server = try ShellServer(latency: "400ms")
    let shell = try server.shell()
    shell.type("projects | first 5 | each < tasks > | select project, task")
    shell.press(.enter)
    try shell.terminal.waitFor("3 requests")
    shell.control("C")
    try shell.waitForPrompt()
    #expect(shell.output.last == "interrupted")
    #expect(shell.output.contains { $0.hasPrefix("Accessibility Audit ") })
  }

  @Test("What is typed while a pipeline runs is there when the prompt comes")
  func typedAhead() throws {
    let server = try ShellServer(latency: "400ms")
    let shell = try server.shell()
    shell.type("clients | count")
    shell.press(.enter)
    try shell.terminal.waitFor("the end of the entry") { $0.cursor.row > 3 }
    shell.terminal.settle(milliseconds: 50)
    shell.type("1 + 1")
    try shell.terminal.waitFor("12")
    shell.shows("1001001> 1 + 1▮")
  }
}
