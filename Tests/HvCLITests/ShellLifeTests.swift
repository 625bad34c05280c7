import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The shell and its terminal: sizes, signals, stops, crashes, and terminals that can do nothing.
@Suite("Shell: its terminal")
struct ShellLifeTests {
  // MARK: sizes

  @Test("A narrower window wraps the entry anew, and what stands above is left alone")
  func narrower() throws {
    let shell = try ShellTerminal()
    try shell.run("1 + 1")
    shell.type("projects | where name == \"1234567890123456789012345678901234567890123456789\" ")
    shell.press(.left, .left, .left)
    shell.shows(
      "sandbox> projects | where name == \"123456789012345678901234567890123456789012345\n678▮9\"")
    shell.terminal.resize(columns: 40, rows: 24)
    shell.shows("sandbox> projects | where name == \"12345\n6789012345678901234567890123456789012345\n678▮9\"")
    #expect(
      shell.terminal.screen.lines[2...6].map { String($0.prefix(25)) } == [
        "help  lists the commands,", "sandbox> 1 + 1", "2", "1 row · 0 requests · 0.00", "sandbox> projects | where",
      ])
    shell.type("x")
    shell.shows("sandbox> projects | where name == \"12345\n6789012345678901234567890123456789012345\n678x▮9\"")
    shell.shows(
      painted: """
        {bold}sandbox>{} {bold}projects{} | {bold}where{} name == {green}"12345
        {green}6789012345678901234567890123456789012345
        {green}678x9"{}
        """)
  }

  @Test("A wider window unwraps it; the rows above are left alone")
  func wider() throws {
    let shell = try ShellTerminal(columns: 40)
    shell.type("projects | where name == \"1234567890123456789\" and active ")
    shell.press(.left, .left)
    shell.shows("sandbox> projects | where name == \"12345\n67890123456789\" and activ▮e")
    shell.terminal.resize(columns: 80, rows: 24)
    shell.shows("sandbox> projects | where name == \"1234567890123456789\" and activ▮e")
    #expect(
      shell.terminal.screen.lines[4] == "help  lists the commands,  help where  s", "it is the terminal's to unwrap it")
    shell.type("x")
    shell.shows("sandbox> projects | where name == \"1234567890123456789\" and activx▮e")
  }

  @Test("A lower and a higher window leave the entry as it is, in rows and colours")
  func rows() throws {
    let shell = try ShellTerminal()
    shell.paste("[1,\n2,\n3]")
    shell.press(.up)
    shell.shows("sandbox> [1,\n2,▮\n3]")
    for rows in [8, 30, 5] {
      shell.terminal.resize(columns: 80, rows: rows)
      shell.shows("sandbox> [1,\n2,▮\n3]")
      shell.shows(painted: "{bold}sandbox>{} [{cyan}1{},\n{cyan}2{},\n{cyan}3{}]")
    }
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.suffix(4).first == "1")
  }

  // MARK: the end

  /// Runs hv and tells how it ended, and whether the terminal is as it was.
  private static let guarded = """
    before=$(stty -g); sh -c 'echo $$ > pid; exec '"$HV"
    echo "status $?"; test "$(stty -g)" = "$before" && echo "as before"
    """

  private func signal(_ number: Int32, to shell: ShellTerminal) throws {
    let text = try shell.home.read("pid")
    kill(try #require(pid_t(text.trimmingPrefix(" ").filter(\.isNumber))), number)
  }

  @Test(
    "Whatever ends hv while a line is edited, the terminal is as it was before",
    arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGQUIT])
  func killed(_ number: Int32) throws {
    // Where it happened is not what is looked at, and takes a debug build long to tell.
    let shell = try ShellTerminal(environment: ["SWIFT_BACKTRACE": "enable=no"], wrapper: Self.guarded)
    shell.paste("[1,\n2")
    shell.press(.up)
    shell.shows("sandbox> [▮1,\n2")
    try signal(number, to: shell)
    _ = try shell.terminal.wait()
    let lines = shell.terminal.screen.lines
    #expect(lines.contains("status \(128 + number)"), "in a line of its own: \(shell.terminal.screen)")
    #expect(lines.contains("as before"))
    #expect(!shell.terminal.screen.isBracketedPasteOn && shell.terminal.screen.isCursorVisible)
    #expect(shell.terminal.screen.style == .init())
  }

  @Test("A signal that ends hv while a pipeline runs does so, too", arguments: [SIGTERM, SIGHUP])
  func killedRunning(_ number: Int32) throws {
    let server = try ShellServer(latency: "3s")
    let shell = try ShellTerminal(
      [], prompt: "1001001>", environment: server.environment, wrapper: Self.guarded)
    shell.type("clients")
    shell.press(.enter)
    try shell.terminal.waitFor("the end of the entry") { $0.cursor.row > 3 }
    shell.terminal.settle(milliseconds: 100)
    try signal(number, to: shell)
    _ = try shell.terminal.wait(seconds: 2)
    #expect(shell.terminal.screen.text.contains("status \(128 + number)\nas before"))
  }

  @Test("Ctrl-D leaves with status 0, and so does exit")
  func leaving() throws {
    for word in ["\u{4}", "exit\r", " quit \r"] {
      let shell = try ShellTerminal(wrapper: Self.guarded)
      try shell.run("zork")
      shell.type(word)
      _ = try shell.terminal.wait()
      #expect(shell.terminal.screen.text.hasSuffix("\nstatus 0\nas before"))
      #expect(!shell.terminal.screen.isBracketedPasteOn)
    }
  }

  @Test("A terminal that goes away takes the shell with it")
  func hangUp() throws {
    let home = try ShellTerminal.Home()
    var number: pid_t?
    do {
      let shell = try ShellTerminal(home: home, wrapper: Self.guarded)
      number = pid_t(try home.read("pid").filter(\.isNumber))
      #expect(number.map { kill($0, 0) } == 0)
      shell.type("pro")
    }
    let pid = try #require(number)
    for _ in 0..<200 where kill(pid, 0) == 0 { usleep(10_000) }
    #expect(kill(pid, 0) == -1)
  }

  // MARK: stops

  @Test("Ctrl-Z gives the terminal back as it was, and fg brings the entry, to be edited on")
  func stopped() throws {
    let shell = try ShellTerminal(prompt: "sh$", environment: ["PS1": "sh$ "], wrapper: "exec sh -i")
    shell.type("stty -g > modes; $HV\r")
    shell.prompt = "sandbox>"
    try shell.waitForPrompt()
    shell.paste("[1,\n2,\n3]")
    shell.press(.up, .end)
    shell.shows("sandbox> [1,\n2,▮\n3]")
    shell.control("Z")
    shell.prompt = "sh$"
    try shell.waitForPrompt()
    #expect(!shell.terminal.screen.isBracketedPasteOn)
    #expect(shell.terminal.screen.lines.contains { $0.hasPrefix("[1] + Stopped") }, "\(shell.terminal.screen)")
    shell.type("test \"$(stty -g)\" = \"$(cat modes)\" && echo as before\r")
    try shell.terminal.waitFor("what the test says") { $0.lines.contains("as before") }
    shell.type("fg\r")
    shell.prompt = "sandbox>"
    shell.shows(painted: "{bold}sandbox>{} [{cyan}1{},\n{cyan}2{},\n{cyan}3{}]")
    shell.shows("sandbox> [1,\n2,▮\n3]")
    #expect(shell.terminal.screen.lines.count { $0 == "3]" } == 2, "once before the stop, and once again")
    #expect(shell.terminal.screen.isBracketedPasteOn)
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output.dropLast().suffix(3) == ["1", "2", "3"])
  }

  @Test("A pipeline that runs stops with Ctrl-Z, and goes on")
  func stoppedRunning() throws {
    let server = try ShellServer(latency: "700ms")
    let shell = try ShellTerminal(
      [], prompt: "sh$", environment: server.environment.merging(["PS1": "sh$ "]) { $1 }, wrapper: "exec sh -i")
    shell.type("$HV\r")
    shell.prompt = "1001001>"
    try shell.waitForPrompt()
    shell.type("clients | count\r")
    try shell.terminal.waitFor("the end of the entry") { [row = shell.terminal.screen.cursor.row] in $0.cursor.row > row
    }
    shell.terminal.settle(milliseconds: 100)
    shell.control("Z")
    shell.prompt = "sh$"
    try shell.waitForPrompt()
    shell.type("fg\r")
    shell.prompt = "1001001>"
    try shell.waitForPrompt()
    #expect(shell.terminal.screen.lines.contains("12"))
    shell.type("1 + 1")
    shell.shows("1001001> 1 + 1▮")
  }

  // MARK: terminals that can do nothing

  @Test("A dumb terminal gets the plain editor: not one escape sequence")
  func dumb() throws {
    let shell = try ShellTerminal(environment: ["TERM": "dumb"])
    try shell.run("projects | count")
    #expect(shell.output[0] == "40")
    shell.type("projects |")
    shell.press(.enter)
    shell.shows("sandbox> projects |\n... ▮")
    shell.type("count")
    shell.press(.enter)
    try shell.waitForPrompt()
    #expect(shell.output[1] == "40")
    #expect(!shell.terminal.rawOutput.contains(0x1B))
    shell.type("\u{4}")
    #expect(try shell.terminal.wait() == 0)
  }

  @Test("A pipe gets the plain editor, without a prompt: entries of several lines, errors, and the last one's status")
  func pipe() throws {
    let one = try Hv.sh("printf 'projects | count\\n' | hv --sandbox --today 2026-11-24")
    #expect((one.status, one.output, one.errors) == (0, "40\n", ""))
    let several = try Hv.sh("hv --sandbox --today 2026-11-24", input: "projects |\n  count\r\n\nzork\n1 + 1")
    #expect((several.status, several.output) == (0, "40\n2\n"))
    #expect(several.errors.contains("no command `zork`"))
    #expect(try Hv.sh("hv --sandbox", input: "1 +").status == 2)
    #expect(try Hv.sh("hv --sandbox", input: "").status == 0)
  }
}
