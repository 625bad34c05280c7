import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The harness itself, with programs that every system has.
@Suite struct PseudoTerminalTests {
  private static let environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]

  private func start(_ arguments: [String], columns: Int = 80, rows: Int = 24) throws -> PseudoTerminal {
    try PseudoTerminal(arguments, environment: Self.environment, columns: columns, rows: rows)
  }

  private func shell(_ script: String) throws -> PseudoTerminal { try start(["/bin/sh", "-c", script]) }

  private func has(_ terminal: PseudoTerminal, _ flag: Int32) -> Bool {
    terminal.settings.c_lflag & tcflag_t(flag) != 0
  }

  @Test("The program leads a session on a terminal of the size asked for")
  func session() throws {
    let terminal = try start(
      ["/bin/sh", "-c", "stty size; echo own > /dev/tty; test -t 0 -a -t 1 -a -t 2 && echo $$"], columns: 33, rows: 7)
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.text == "7 33\nown\n\(terminal.processID)")
    #expect((terminal.screen.columns, terminal.screen.rows) == (33, 7))
    #expect(String(decoding: terminal.rawOutput, as: UTF8.self) == "7 33\r\nown\r\n\(terminal.processID)\r\n")
  }

  @Test("The environment is the given one alone")
  func environment() throws {
    let terminal = try PseudoTerminal(["/usr/bin/env"], environment: ["B": "2=é"])
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.text == "B=2=é")
  }

  @Test("The folder is the given one", arguments: ["/", "/usr"])
  func folder(_ path: String) throws {
    let terminal = try PseudoTerminal(["/bin/pwd"], environment: Self.environment, folder: path)
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.text == path)
  }

  @Test(
    "Exit status",
    arguments: [("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -TERM $$", 143), ("kill -KILL $$", 137)])
  func status(_ script: String, _ status: Int32) throws {
    let terminal = try shell(script)
    #expect(try terminal.wait() == status)
    #expect(try terminal.wait(seconds: 0) == status)
  }

  @Test("A program that is not there is said so")
  func noProgram() {
    #expect {
      try PseudoTerminal(["/nonexistent/hv"], environment: [:])
    } throws: {
      "\($0)".contains("/nonexistent/hv: No such file")
    }
    #expect(throws: PseudoTerminal.Failure.self) { try PseudoTerminal([], environment: [:]) }
  }

  @Test("What is typed is echoed by the kernel and repeated by cat")
  func typing() throws {
    let terminal = try start(["cat"])
    terminal.send("héllo 漢\n")
    try terminal.waitFor("two lines") { $0.lines.prefix(2) == ["héllo 漢", "héllo 漢"] }
    terminal.send("éß\u{7F}\u{7F}x")
    // The kernel erases characters, not bytes.
    try terminal.waitFor("the erased line") { $0.lines[2] == "x" }
    terminal.send(bytes: [0x0A, 0x04])
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.lines.prefix(4) == ["héllo 漢", "héllo 漢", "x", "x"])
  }

  @Test("^C comes from the kernel to the foreground")
  func interrupt() throws {
    let terminal = try shell("echo ready; exec cat")
    try terminal.waitFor("ready")
    terminal.send("\u{3}")
    #expect(try terminal.wait() == 128 + SIGINT)
    #expect(terminal.screen.text == "ready\n^C")
  }

  @Test("A signal comes to the program")
  func signal() throws {
    // That it is blocked here must not be inherited.
    var (blocked, old) = (sigset_t(), sigset_t())
    sigaddset(&blocked, SIGUSR1)
    pthread_sigmask(SIG_BLOCK, &blocked, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    let terminal = try shell("trap 'echo caught; exit 9' USR1; echo ready; for i in $(seq 500); do sleep 0.02; done")
    try terminal.waitFor("ready")
    terminal.signal(SIGUSR1)
    #expect(try terminal.wait() == 9)
    #expect(terminal.screen.text == "ready\ncaught")
  }

  @Test("A new size is told to the program and to the screen")
  func resize() throws {
    let terminal = try shell("trap 'stty size' WINCH; stty size; for i in $(seq 500); do sleep 0.02; done")
    try terminal.waitFor("24 80")
    terminal.resize(columns: 40, rows: 5)
    try terminal.waitFor("5 40")
    #expect((terminal.screen.columns, terminal.screen.rows) == (40, 5))
    terminal.resize(columns: 132, rows: 50)
    try terminal.waitFor("50 132")
  }

  @Test("The modes are seen while the program runs, and as it left them")
  func settings() throws {
    let script = "stty -echo -icanon; echo raw; read -r x; stty echo icanon; echo cooked; read -r x; stty -echo"
    let terminal = try shell(script)
    #expect(has(terminal, Int32(ECHO)) && has(terminal, Int32(ICANON)))
    try terminal.waitFor("raw")
    #expect(!has(terminal, Int32(ECHO)) && !has(terminal, Int32(ICANON)))
    terminal.send("\n")
    try terminal.waitFor("cooked")
    #expect(has(terminal, Int32(ECHO)) && has(terminal, Int32(ICANON)))
    terminal.send("\n")
    #expect(try terminal.wait() == 0)
    #expect(!has(terminal, Int32(ECHO)) && has(terminal, Int32(ICANON)))
  }

  @Test("Where the cursor is is answered when the program asks")
  func report() throws {
    let terminal = try shell(
      "stty -icanon -echo; printf 'ab\\033[6n'; x=$(dd bs=6 count=1 2>/dev/null | tail -c 4); echo \"=$x\"")
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.text == "ab=1;3R")
  }

  @Test("Nothing that was written before the end is lost")
  func longOutput() throws {
    let terminal = try shell("seq 1 3000; exit 5")
    #expect(try terminal.wait() == 5)
    #expect(terminal.screen.scrollback + terminal.screen.lines == (1...3000).map(String.init) + [""])
    #expect(terminal.screen.scrollback.count == 3000 - 23)
  }

  @Test("More is sent than the kernel takes at once")
  func longInput() throws {
    let terminal = try shell("stty raw -echo; echo ready; sleep 0.05; head -c 100000 | cksum | cut -d ' ' -f 2")
    try terminal.waitFor("ready")
    terminal.send(String(repeating: "x", count: 100_000))
    #expect(try terminal.wait() == 0)
    #expect(terminal.screen.text.hasSuffix("100000"))
  }

  @Test("A wait that was in vain shows the screen")
  func timeout() throws {
    let terminal = try shell("echo on the screen; printf prompt; exec cat")
    try terminal.waitFor("prompt")
    #expect {
      try terminal.waitFor("never", seconds: 0.05)
    } throws: {
      "\($0)" == "No “never” in 0.05 s\n80×24, cursor at row 1, column 6\n 0│on the screen\n 1│prompt\n  └      ^"
    }
    #expect {
      try terminal.wait(seconds: 0.05)
    } throws: {
      "\($0)".hasPrefix("The program has not ended in 0.05 s\n80×24")
    }
  }

  @Test("No wait is longer because a program never stops writing")
  func flood() throws {
    let terminal = try start(["yes"])
    #expect(throws: PseudoTerminal.Failure.self) { try terminal.waitFor("never", seconds: 0.05) }
    #expect(throws: PseudoTerminal.Failure.self) { try terminal.wait(seconds: 0.05) }
    #expect(terminal.screen.lines[0] == "y")
    terminal.terminate()
    #expect(try terminal.wait() == 128 + SIGKILL)
  }

  @Test("Nobody waits for a program that has ended")
  func ended() throws {
    let terminal = try shell("echo bye; exit 4")
    let start = ContinuousClock.now
    #expect {
      try terminal.waitFor("never", seconds: 9)
    } throws: {
      "\($0)".hasPrefix("The program ended with 4 before “never”\n80×24") && "\($0)".contains("│bye")
    }
    #expect(ContinuousClock.now - start < .seconds(8))
    try terminal.waitFor("bye")
    terminal.send("to nobody")
    terminal.signal(SIGTERM)
    terminal.settle()
  }

  @Test("Settling takes what comes in pieces")
  func settle() throws {
    let terminal = try shell("for i in 1 2 3; do echo $i; sleep 0.03; done; exec cat")
    try terminal.waitFor("1")
    terminal.settle(milliseconds: 400)
    #expect(terminal.screen.text == "1\n2\n3")
  }

  @Test("The program goes with its terminal, or is killed before", arguments: [false, true])
  func killed(_ isTerminated: Bool) throws {
    let processID: pid_t
    do {
      let terminal = try shell("trap '' TERM HUP INT; echo ready; for i in $(seq 200); do sleep 0.05; done")
      try terminal.waitFor("ready")
      processID = terminal.processID
      #expect(kill(processID, 0) == 0)
      if isTerminated {
        terminal.terminate()
        #expect(try terminal.wait() == 128 + SIGKILL)
      }
    }
    #expect(kill(processID, 0) == -1)
  }
}
