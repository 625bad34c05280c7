import Testing

/// Tab, the list below the entry, live names, and the notices that come while one types.
@Suite("Shell: completion")
struct ShellCompletionTests {
  @Test("A single candidate is put in, several as far as they agree")
  func single() throws {
    let shell = try ShellTerminal()
    shell.type("projects | wh")
    shell.press(.tab)
    shell.shows("sandbox> projects | where▮")
    shell.type(" bill_b")
    shell.press(.tab)
    shell.shows("sandbox> projects | where bill_by▮")
    shell.control("C")
    try shell.waitForPrompt()
    shell.type("pro")
    shell.press(.tab)
    shell.shows("sandbox> project▮‹s›")
  }

  @Test("Where nothing more agrees, a list with descriptions stands below, and the entry below that")
  func list() throws {
    let shell = try ShellTerminal()
    shell.type("project")
    shell.press(.tab)
    shell.shows(
      screen: shell.terminal.screen.lines[..<3].joined(separator: "\n") + "\n" + """
        sandbox> project
          projects             All projects, the newest first.
          project_assignments  The caller's own active project assignments, the newest…
        sandbox> project▮‹s›
        """)
    #expect(shell.terminal.screen.style(row: 4, column: 22) == .init())
    #expect(shell.terminal.screen.style(row: 4, column: 23) == .init(dim: true))
    shell.shows(painted: "{bold}sandbox>{} {bold}project{faint}s{}")
  }

  @Test("The list comes below the last row of the entry, and the cursor back to where it was")
  func listBelowRows() throws {
    let shell = try ShellTerminal()
    shell.paste("project\n# a remark\n# 日本")
    shell.press(.up, .up, .end)
    shell.shows("sandbox> project▮\n# a remark\n# 日本")
    shell.press(.tab)
    shell.shows("sandbox> project▮\n# a remark\n# 日本")
    #expect(
      shell.terminal.screen.lines[3...7].map { String($0.prefix(20)) } == [
        "sandbox> project", "# a remark", "# 日本", "  projects          ", "  project_assignment",
      ])
    shell.type("s")
    shell.shows("sandbox> projects▮\n# a remark\n# 日本")
  }

  @Test("A long list takes no more than the screen, and says how many more there are")
  func longList() throws {
    let shell = try ShellTerminal(columns: 40, rows: 10)
    shell.type("projects | where ")
    shell.press(.tab)
    shell.shows("sandbox> projects | where ▮")
    let lines = shell.terminal.screen.lines
    #expect(lines[9] == "sandbox> projects | where")
    #expect(lines[8].wholeMatch(of: #/ {2}… \d+ more/#) != nil)
    #expect(lines[2].hasPrefix("  id"))
    #expect(lines[1] == "sandbox> projects | where")
  }

  @Test("Where nothing can stand, and in the middle of a number, Tab changes nothing")
  func nothing() throws {
    let shell = try ShellTerminal()
    shell.type("projects | first 12")
    shell.press(.tab)
    shell.shows("sandbox> projects | first 12▮")
    shell.type(" # pro")
    shell.press(.tab)
    shell.shows("sandbox> projects | first 12 # pro▮")
    #expect(shell.terminal.screen.cursor.row == 3)
  }

  @Test("A name is put in with its quotes; of a client that stands beside, only its own projects come")
  func names() throws {
    let shell = try ShellTerminal()
    shell.type("projects client: \"Ac")
    shell.completes("sandbox> projects client: \"Acme\"▮")
    shell.control("C")
    try shell.waitForPrompt()
    shell.type("time_entries client: \"Acme\", project: \"")
    shell.press(.tab)
    _ = try? shell.terminal.waitFor(seconds: 1, "names") {
      $0.text.contains("Mobile App ") || $0.text.contains("press Tab again")
    }
    if !shell.terminal.screen.text.contains("Mobile App ") { shell.press(.tab) }
    shell.shows("sandbox> time_entries client: \"Acme\", project: \"▮")
    let rows = shell.terminal.screen.lines
    let first = try #require(rows.firstIndex { $0.hasPrefix("  Mobile App") })
    #expect(
      rows[first...].prefix(4) == [
        "  Mobile App     project, of Acme", "  Maintenance    project, of Acme", "  Website        project, of Acme",
        "  Brand Refresh  project, of Acme, archived",
      ])
    shell.type("Web")
    shell.shows("sandbox> time_entries client: \"Acme\", project: \"Web▮‹site\"›")
    shell.press(.tab)
    shell.shows("sandbox> time_entries client: \"Acme\", project: \"Website\"▮")
  }

  @Test("A name that several projects have stands behind that of its client")
  func ambiguousNames() throws {
    let shell = try ShellTerminal()
    shell.type("time_entries project: \"Acme/W")
    shell.completes("sandbox> time_entries project: \"Acme/Website\"▮")
  }

  @Test("Tab waits for no slow server: typing goes on, and a notice above the entry tells when the names are there")
  func notice() throws {
    let server = try ShellServer(latency: "700ms")
    let shell = try server.shell()
    shell.type("projects client: \"日")
    let clock = ContinuousClock()
    let start = clock.now
    shell.press(.tab)
    shell.type("本")
    shell.press(.altEnter)
    shell.type("zork |")
    shell.press(.up, .end)
    shell.shows("1001001> projects client: \"日本▮\nzork |")
    #expect(clock.now - start < .milliseconds(600))
    #expect(!shell.terminal.screen.text.contains("are ready"))
    try shell.terminal.waitFor("the names of clients are ready")
    #expect(shell.terminal.screen.lines[3].hasPrefix("the names of clients are ready"))
    #expect(shell.promptRow == 4)
    shell.shows(
      painted: "{bold}1001001>{} {bold}projects{} client: {green}\"日本{}\n{underlined red}zork{} |")
    shell.press(.backspace, .backspace)
    shell.type("Ac")
    shell.press(.tab)
    shell.shows("1001001> projects client: \"Acme\"▮\nzork |")
  }

  @Test("The prompt stands, and words are coloured and completed, without a request")
  func nothingFetched() throws {
    let shell = try ShellTerminal(["--sandbox", "--trace"])
    shell.type("projects | where name == 1 | coun")
    shell.press(.tab)
    shell.shows("sandbox> projects | where name == 1 | count▮")
    #expect(!shell.terminal.screen.text.contains("GET "))
  }
}
