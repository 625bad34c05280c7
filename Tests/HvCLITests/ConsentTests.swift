import Foundation
import Testing

/// What a person at a terminal is shown before records are written, and what each answer does.
@Suite("Consent at a terminal", .serialized)
struct ConsentTests {
  /// Ten records.
  private static let update = #"clients | where active | update address: "new" | get address"#

  @Test("A summary comes first, then a line a record with old and new values; nothing is sent before the answer")
  func shown() throws {
    let server = try WriteServer(entries: 600)
    let terminal = try server.terminal(
      #"time_entries 2026-11 | where not is_locked and not is_running | first 2 | update hours: 3, notes: "new""#,
      columns: 200)
    try terminal.waitForQuestion()
    let lines = terminal.screen.lines.filter { !$0.isEmpty && !$0.hasPrefix("GET ") }
    #expect(lines.count == 4, "\(terminal.screen)")
    #expect(lines[0].hasPrefix("update 2 time entries: hours, notes  (") && lines[0].hasSuffix(" h)"), "\(lines)")
    for line in lines[1...2] {
      #expect(line.hasPrefix("  ") && line.contains(", 2026-11-"), "\(line)")
      #expect(line.contains("hours: ") && line.contains(" → 3") && line.contains(" → “new”"), "\(line)")
    }
    #expect(lines[3] == "Write 2 records? [y]es, [n]o, [a]ll of this run, [e]dit, [q]uit:")
    #expect(terminal.writes == 0)
    #expect(try server.rows("journal | count") == ["0"], "nothing is stored either")
    terminal.send("y\n")
    #expect(try terminal.wait() == 0)
    #expect(terminal.writes == 2)
  }

  @Test("On a narrow terminal the line of a record still shows what changes")
  func narrow() throws {
    let server = try WriteServer(entries: 600)
    let terminal = try server.terminal(
      #"time_entries 2026-11 | where not is_locked and not is_running | first 2 | update notes: "new""#, columns: 80)
    try terminal.waitForQuestion()
    let rows = terminal.screen.lines.filter { $0.contains(", 2026-11-") }
    #expect(rows.count == 2 && rows.allSatisfy { $0.contains("→ “new”") }, "\(terminal.screen)")
    terminal.send("n\n")
    _ = try terminal.wait()
  }

  @Test("What is left out, and what is so already, is told before the answer")
  func leftOut() throws {
    let server = try WriteServer(entries: 600)
    let terminal = try server.terminal(#"time_entries 2026-10..2026-11 | update notes: "Proposal""#)
    try terminal.waitForQuestion()
    #expect(terminal.screen.text.contains("left out:") && terminal.screen.text.contains("locked: Item"))
    #expect(terminal.screen.text.contains("so already, and not sent"), "\(terminal.screen)")
    terminal.send("q\n")
    #expect(try terminal.wait() == 5)
  }

  // MARK: answers

  private struct Answer {
    let typed: String
    let status: Int32
    let writes: Int
    /// Whether the statement after it runs.
    let goesOn: Bool
  }

  private static let answers = [
    Answer(typed: "y\n", status: 0, writes: 10, goesOn: true),
    Answer(typed: " YES \n", status: 0, writes: 10, goesOn: true),
    Answer(typed: "a\n", status: 0, writes: 10, goesOn: true),
    Answer(typed: "n\n", status: 5, writes: 0, goesOn: true),
    Answer(typed: "q\n", status: 5, writes: 0, goesOn: false),
    // Whatever else is typed is asked again.
    Answer(typed: "\nyo\n10\nno\n", status: 5, writes: 0, goesOn: true),
    // The end of what is typed, and Ctrl-C.
    Answer(typed: "\u{4}", status: 130, writes: 0, goesOn: false),
    Answer(typed: "\u{3}", status: 130, writes: 0, goesOn: false),
  ]

  @Test("Each answer does what it says")
  func answer() throws {
    let server = try WriteServer()
    var batches = 0
    for (place, answer) in Self.answers.enumerated() {
      let program = #"clients | where active | update address: "new \#(place)" | get id; print "went on""#
      let terminal = try server.terminal(program)
      try terminal.answer(answer.typed)
      #expect(try terminal.wait() == answer.status, "\(answer.typed.debugDescription): \(terminal.screen)")
      #expect(terminal.writes == answer.writes, "\(answer.typed.debugDescription): \(terminal.screen)")
      let went = terminal.screen.lines.contains { $0.hasSuffix("went on") && !$0.contains("print") }
      #expect(went == answer.goesOn, "\(answer.typed.debugDescription): \(terminal.screen)")
      batches += answer.writes > 0 ? 1 : 0
    }
    #expect(try server.rows("journal | count") == ["\(batches)"], "what was not agreed to is not stored")
  }

  @Test("“All” agrees to the batches that follow, “yes” to one")
  func all() throws {
    let program = #"clients | first 2 | update address: "a"; clients | first 3 | update address: "b {name}""#
    let server = try WriteServer()
    let once = try server.terminal(program)
    try once.answer("y\n")
    try once.waitFor("Write 3 records?")
    once.send("n\n")
    _ = try once.wait()
    #expect(once.writes == 2, "\(once.screen)")
    let all = try server.terminal(program.replacingOccurrences(of: "\"a\"", with: "\"c\""))
    try all.answer("a\n")
    #expect(try all.wait() == 0)
    #expect(all.writes == 5, "\(all.screen)")
    #expect(!String(decoding: all.rawOutput, as: UTF8.self).contains("Write 3 records?"))
  }

  @Test("To delete, the count is typed; no letter will do")
  func deletion() throws {
    let server = try WriteServer()
    _ = try server.run(#"[{name: "K1"}, {name: "K2"}, {name: "K3"}] | clients create"#, "--yes")
    let terminal = try server.terminal(#"clients | where name =~ "^K[0-9]" | delete"#)
    for wrong in ["y", "yes", "2", ""] {
      try terminal.waitForQuestion()
      #expect(terminal.screen.lines.last { !$0.isEmpty }?.hasPrefix("Type 3 to delete 3 records") == true)
      terminal.send("\(wrong)\n")
      terminal.settle(milliseconds: 40)
      #expect(terminal.writes == 0)
    }
    try terminal.answer("3\n")
    #expect(try terminal.wait() == 0, "\(terminal.screen)")
    #expect(terminal.writes == 3)
  }

  @Test(
    "No answer deletes unseen: neither an editor that is left as it was, nor a letter for writes that come one by one")
  func deletionOtherwise() throws {
    let server = try WriteServer()
    _ = try server.run(#"[{name: "K1"}, {name: "K2"}, {name: "K3"}] | clients create"#, "--yes")
    let edited = try server.terminal(
      #"clients | where name =~ "^K[0-9]" | delete"#, environment: ["EDITOR": "true", "VISUAL": ""])
    try edited.answer("e\n")
    try edited.waitForQuestion()
    #expect(edited.writes == 0, "\(edited.screen)")
    edited.send("q\n")
    #expect(try edited.wait() == 5)
    let read = try server.terminal(#"clients | where name =~ "^K[0-9]" | each < delete | get id >"#)
    try read.answer("y\n")
    try read.waitForQuestion()
    #expect(read.writes == 0, "\(read.screen)")
    read.send("q\n")
    #expect(try read.wait() == 5)
    #expect(try server.rows(#"clients | where name =~ "^K[0-9]" | count"#) == ["3"])
  }

  @Test("For more than 100 records the count is typed as well")
  func many() throws {
    let server = try WriteServer()
    let names = (1...101).map { "{name: \"K\($0)\"}" }.joined(separator: ", ")
    let terminal = try server.terminal("[\(names)] | clients create | first 1 | get name")
    try terminal.waitForQuestion()
    #expect(terminal.screen.text.contains("create 101 clients: name"), "\(terminal.screen)")
    terminal.send("y\n")
    try terminal.waitFor("so the number is asked for")
    #expect(terminal.writes == 0)
    try terminal.answer("101\n")
    // All of them would take as long as the rate limit has it.
    try terminal.waitFor("the writes") { _ in terminal.writes > 12 }
  }

  @Test("A screen of records is shown; Enter shows the next ones, and in the end there are no more")
  func pages() throws {
    let server = try WriteServer()
    let terminal = try server.terminal(#"clients | update address: "new" | count"#, rows: 12)
    try terminal.waitForQuestion()
    #expect(terminal.screen.text.contains("… 5 more: Enter shows them"), "\(terminal.screen)")
    terminal.send("\n")
    try terminal.waitFor("Polder & Pine")
    try terminal.waitForQuestion()
    #expect(terminal.writes == 0)
    terminal.send("y\n")
    #expect(try terminal.wait() == 0)
    #expect(terminal.writes == 12)
  }

  // MARK: editing

  @Test("In the editor records are taken out; the rest is asked for again")
  func edit() throws {
    let server = try WriteServer()
    let terminal = try server.terminal(
      Self.update, environment: try server.editor(#"sed -i -e /Acme/d -e /Polder/d "$1""#))
    try terminal.answer("e\n")
    try terminal.waitFor("Write 8 records?")
    #expect(terminal.writes == 0, "\(terminal.screen)")
    terminal.send("y\n")
    #expect(try terminal.wait() == 0)
    #expect(terminal.writes == 8)
    #expect(try server.rows(#"clients "Acme" | get address"#) != [#""new""#])
    #expect(server.sheets.count == 1 && server.sheets[0].contains("5736548, “Acme”"))
  }

  @Test("An editor that fails, or a line that is none of the plan, changes nothing: it is asked again")
  func editFails() throws {
    let server = try WriteServer()
    for (command, says) in [
      ("exit 1", "the editor could not be run"), (#"echo '99  update nothing' >> "$1""#, "none of the plan"),
    ] {
      let terminal = try server.terminal(Self.update, environment: try server.editor(command))
      try terminal.answer("e\n")
      try terminal.waitFor(says)
      try terminal.answer("n\n")
      #expect(try terminal.wait() == 5)
      #expect(terminal.writes == 0)
    }
    // Who takes all records out writes none.
    let terminal = try server.terminal(Self.update, environment: try server.editor(#": > "$1""#))
    try terminal.answer("e\n")
    #expect(try terminal.wait() == 5, "\(terminal.screen)")
    #expect(terminal.writes == 0)
  }

  // MARK: where the answer comes from

  @Test("The answer comes from the terminal, also where standard input is a pipe that says something else")
  func pipe() throws {
    let server = try WriteServer()
    let terminal = try server.terminal(
      Self.update, wrapper: #"yes y | head -1000 | "$HV" --trace --today 2026-11-24 -c "$PROGRAM""#)
    try terminal.waitForQuestion()
    terminal.settle(milliseconds: 100)
    #expect(terminal.writes == 0)
    terminal.send("n\n")
    #expect(try terminal.wait() == 5)
    #expect(terminal.writes == 0)
  }

  @Test("Where nobody would see the question it is not asked: status 5")
  func unseen() throws {
    let server = try WriteServer()
    for wrapper in [#""$HV" -c "$PROGRAM" 2> errors"#, #"setsid -w "$HV" -c "$PROGRAM" < /dev/null"#] {
      let terminal = try server.terminal(Self.update, wrapper: wrapper)
      #expect(try terminal.wait() == 5, "\(wrapper): \(terminal.screen)")
    }
    #expect(try server.rows("journal | count") == ["0"])
  }

  @Test("Results that go to a file are no obstacle: the question stands at the terminal, and not in the file")
  func redirected() throws {
    let server = try WriteServer()
    let terminal = try server.terminal(Self.update, wrapper: #""$HV" --trace --today 2026-11-24 -c "$PROGRAM" > rows"#)
    try terminal.answer("y\n")
    #expect(try terminal.wait() == 0)
    #expect(try server.read("rows") == String(repeating: "\"new\"\n", count: 10))
  }

  @Test("Nobody is asked where the answer is known")
  func notAsked() throws {
    let server = try WriteServer()
    for (program, flag, writes) in [
      (Self.update, "--dry-run", 0), (#"clients "Acme" | update address: "one""#, "--quiet", 1),
      (Self.update, "--yes", 10),
    ] {
      let terminal = try server.terminal(program, flag)
      #expect(try terminal.wait() == 0, "\(terminal.screen)")
      #expect(terminal.writes == writes, "\(terminal.screen)")
      #expect(!terminal.screen.text.contains("[y]es"))
    }
  }

  // MARK: writes that need answers

  @Test("Writes that need the answers of others are agreed to by command and greatest number, before the first")
  func open() throws {
    let server = try WriteServer()
    let program =
      #"""
      clients | where active | first 2
      | each < contacts create first_name: "Al" | update last_name: "B" > | get last_name
      """#
    let terminal = try server.terminal(program)
    try terminal.waitForQuestion()
    #expect(
      terminal.screen.text.contains("This statement writes up to 4 times: `contacts create`, `update`"),
      "\(terminal.screen)")
    #expect(terminal.writes == 0)
    terminal.send("n\n")
    #expect(try terminal.wait() == 5)
    #expect(terminal.writes == 0)
    let agreed = try server.terminal(program)
    try agreed.answer("y\n")
    #expect(try agreed.wait() == 0)
    #expect(agreed.writes == 4)
  }

  // MARK: safety

  @Test("Names cannot draw on the terminal")
  func controlCharacters() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients create name: "Evil\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m""#)
    let terminal = try server.terminal(#"clients | where name =~ "Evil" | update address: "\u{1b}[2J""#)
    try terminal.waitForQuestion()
    let raw = String(decoding: terminal.rawOutput, as: UTF8.self)
    #expect(terminal.screen.text.contains("Evil"))
    #expect(
      !raw.contains("\u{1B}[2J") && !raw.contains("\u{1B}]0;") && !raw.contains("\u{9B}"), "\(raw.debugDescription)")
    terminal.send("n\n")
    _ = try terminal.wait()
  }

  @Test("After each end of a question the terminal is as it was")
  func settings() throws {
    let server = try WriteServer()
    for typed in ["y\n", "\u{3}"] {
      let terminal = try server.terminal(
        Self.update.replacingOccurrences(of: "new", with: "new \(typed.count)"),
        wrapper: #"trap : INT; stty -a > before; "$HV" --today 2026-11-24 -c "$PROGRAM"; stty -a > after"#)
      try terminal.answer(typed)
      _ = try terminal.wait()
      #expect(try server.read("before") == server.read("after"))
    }
  }
}
