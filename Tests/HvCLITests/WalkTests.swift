import Foundation
import Testing

/// docs/walk.md is a walk through the shell as it is now, screen by screen.
@Suite("The walk through the shell", .serialized)
struct WalkTests {
  @Test("docs/walk.md is what the shell shows", .enabled(if: !Hv.isRecording))
  func page() throws {
    let page = try WalkPage.made().text
    let difference = Self.difference(page, from: try String(contentsOf: WalkPage.file, encoding: .utf8))
    #expect(difference == nil, "\(difference ?? "")\nHV_RECORD=1 scripts/test WalkTests  writes the file")
    #expect(page.split(separator: "\n", omittingEmptySubsequences: false).count < 420, "nobody walks that far")
  }

  @Test("Write docs/walk.md", .enabled(if: Hv.isRecording))
  func record() throws {
    // Made before the file is touched: a walk that stumbles leaves the page as it was.
    let page = try WalkPage.made().text
    try page.write(to: WalkPage.file, atomically: true, encoding: .utf8)
  }

  @Test("Seconds are taken out of the line below a result, and out of nothing else")
  func normalised() {
    for (line, wanted) in [
      ("17 rows · 1 request · 0.66 s · $r1", "17 rows · 1 request · 0.00 s · $r1"),
      ("24000 rows · 12 requests · 13.4 s · $r20", "24000 rows · 12 requests · 0.00 s · $r20"),
      ("Time      about 0.2 s, more with …", "Time      about 0.2 s, more with …"),
      ("Limits    general: 100 in 15 s", "Limits    general: 100 in 15 s"),
    ] { #expect(WalkPage.normalised(line) == wanted) }
  }

  /// The first line that two texts do not share; nil where they are the same.
  private static func difference(_ page: String, from written: String) -> String? {
    let now = page.components(separatedBy: "\n"), before = written.components(separatedBy: "\n")
    let place = zip(now, before).prefix { $0 == $1 }.count
    guard place < max(now.count, before.count) else { return nil }
    func line(_ lines: [String]) -> String { lines.indices.contains(place) ? "“\(lines[place])”" : "nothing more" }
    return "docs/walk.md:\(place + 1) has \(line(before)), the shell shows \(line(now))"
  }
}

/// The page: what is said of each step, and what the screen showed then.
struct WalkPage {
  /// What is said, what is pressed, and how one knows that the screen is as it stays.
  struct Step: Sendable {
    var heading: String?
    /// Nil goes on below the screen before, with nothing in between.
    var says: String?
    var keys: [Keys] = []
    let end: End
  }

  /// What a person does before the step is at its end.
  enum Keys: Sendable {
    /// Waits until it stands before the cursor.
    case type(String)
    case press(ShellTerminal.Key)
    /// Presses Enter where the entry is not complete.
    case row
    /// Searches the history for a text.
    case search(String)
  }

  /// How a step ends, and what of the screen is shown.
  enum End: Sendable {
    /// The shell has begun. What it says then is shown.
    case starts
    /// The entry stands there so, being edited. It is shown with the cursor and the suggestion.
    case shows(String)
    /// The same, with the list that came above it.
    case lists(String)
    /// Tab, which may have to wait for names, makes the entry so.
    case completes(String)
    /// Enter runs it. The entry and what it has printed are shown.
    case runs
    /// Enter runs it, it asks, and this is the answer.
    case asks(String)
    /// Ctrl-D ends the shell.
    case leaves
  }

  static let file = Hv.root.appendingPathComponent("docs/walk.md")
  private static let (columns, rows) = (80, 18)

  let steps: [(step: Step, screen: [String])]

  /// Walks all of it in one shell.
  static func made() throws -> WalkPage {
    let walker = Walker(shell: try ShellTerminal(columns: columns, rows: rows))
    return WalkPage(steps: try walk.map { ($0, try walker.take($0).map(normalised)) })
  }

  /// A line without what differs between two runs: how long an entry took.
  static func normalised(_ line: String) -> String {
    line.replacing(#/( requests? · )[0-9]+\.[0-9]+ s\b/#) { "\($0.1)0.00 s" }
  }

  /// The page as it stands in the file.
  var text: String {
    var text = """
      # Ten minutes in the shell

      A walk through [the shell](shell.md) with its demo data. The screens are recorded, not written: a test presses the
      keys on a terminal of \(Self.columns) columns and \(Self.rows) rows, and compares this page with what comes.
      `HV_RECORD=1 scripts/test WalkTests` records it anew.

      `▮` is the cursor, and what stands in `‹›` behind it a faint suggestion. Colours are missing here, and seconds are
      all `0.00 s`, as they are never the same twice. The date in the first line makes the rest the same every day; leave
      it out, and the demo data ends today.

      """
    for (step, screen) in steps {
      if let heading = step.heading { text += "\n## \(heading)\n" }
      let fence = "```\n"
      if let says = step.says { text += "\n\(says)\n\n```text\n" } else { text.removeLast(fence.count) }
      text += screen.map { $0 + "\n" }.joined() + fence
    }
    return text
  }
}

extension WalkPage {
  /// The steps. No row of an entry is wider than the screen: what wraps is hard to read on a page.
  private static let walk = [
    Step(says: "Three lines say where one is, what to type first, and where there is help.", end: .starts),

    // MARK: looking
    Step(
      heading: "Looking",
      says: """
        The word of a list shows it. A table stops at one screen, which takes one page of one request. The line below
        counts rows, requests and seconds, and gives the result a name, `$r1`. Columns that do not fit are named there.
        """,
      keys: [.type("projects")], end: .runs),
    Step(
      says: "`more` shows the next screen. Its rows were on the same page: no request.",
      keys: [.type("more")], end: .runs),
    Step(
      says: "**Tab** completes as far as all candidates agree. Pressed again, it lists them.",
      keys: [.type("proj"), .press(.tab), .press(.tab)], end: .lists("sandbox> project▮‹s›")),
    Step(
      says: """
        While one types, the rest of a word is suggested, such as a command that takes what flows in. **→** takes it.
        After ` act` **Tab** knows the fields of a project; `is_active` needs no `is_`. After `== Pe` it knows the
        values that the field can have, and puts in the quotes.
        """,
      keys: [.type("s | whe")], end: .shows("sandbox> projects | whe▮‹re›")),
    Step(keys: [.press(.right), .type(" act"), .press(.tab)], end: .shows("sandbox> projects | where active▮")),
    Step(
      keys: [.type(" and bill_by == Pe"), .press(.tab)],
      end: .shows(#"sandbox> projects | where active and bill_by == "People"▮"#)),
    Step(says: "**Enter** runs it. The API filters what it can: only active projects were asked for.", end: .runs),
    Step(
      says: """
        An entry that starts with `|` goes on with the last result, and `$r1` is still the first: all projects. They are
        remembered, so none of these makes a request.
        """,
      keys: [.type("| select name, client.name")], end: .runs),
    Step(keys: [.type("| count")], end: .runs),
    Step(keys: [.type("$r1 | where budget > 1000 | select code, budget")], end: .runs),
    Step(
      says: "`-v` at the end of an entry shows records with a field a line; alone, those of the last result.",
      keys: [.type(#"clients "Acme" -v"#)], end: .runs),

    // MARK: adding up
    Step(
      heading: "Adding up",
      says: "Periods are words. Which days they mean stands below.",
      keys: [.type("time_entries last month | sum hours by client.name")], end: .runs),
    Step(keys: [.type("| sort -sum | first 3")], end: .runs),
    Step(
      says: """
        **Enter** goes to a new line while something is open: here a block, `< … >`, which is run for each client. Three
        are few, so their projects are asked for one by one.
        """,
      keys: [
        .type("clients | where active | first 3 | each as c <"), .row,
        .type("projects | where active | first 1 | select client: $c.name, code"), .row, .type("> | sort code"),
      ], end: .runs),

    // MARK: mistakes and help
    Step(
      heading: "Mistakes and help",
      says: """
        A word that means nothing is underlined as soon as the cursor has left it. Who presses Enter all the same is
        told where it is and what may have been meant; no request was made.
        """,
      keys: [.type("time_entries this week | where hour > 5.5")], end: .runs),
    Step(
      says: "**↑** brings the entry back, **←** goes to the word that lacks an `s`, and **Enter** runs it from there.",
      keys: [.press(.up)] + Array(repeating: .press(.left), count: " > 5.5".count) + [.type("s")],
      end: .shows("sandbox> time_entries this week | where hours▮ > 5.5")),
    Step(end: .runs),
    Step(
      says: "`explain` tells beforehand what will be asked for.",
      keys: [.type("explain projects | where active | each < tasks >")], end: .runs),
    Step(
      says: "`help` lists the commands; with a name it shows one, and with the code of an error it explains that.",
      keys: [.type("help where")], end: .runs),

    // MARK: many changes
    Step(
      heading: "Many changes",
      says: """
        A value may use the fields of its record. Only what changes is sent, and locked entries are left out.
        """,
      keys: [
        .type(#"time_entries this week | where project.code == "ACME-WEB" |"#), .row,
        .type(#"first 3 | update notes: "{task.name}, {notes}""#),
      ], end: .asks("y")),
    Step(keys: [.type("journal | select batch, command, done")], end: .runs),
    Step(keys: [.type("undo | select id, notes")], end: .asks("y")),

    // MARK: tracking time
    Step(
      heading: "Tracking time",
      says: "In the demo data one's own timer is running.",
      keys: [.type("timer status | select project.name, task.name, hours")], end: .runs),
    Step(
      says: """
        Names stand where the API wants ids, and **Tab** completes them. What a write answers flows on, too. A `|` at
        the end of a line goes on in the next.
        """,
      keys: [.type(#"timer start project: "ACME-WEB", task: "Des"#)],
      end: .completes(#"sandbox> timer start project: "ACME-WEB", task: "Design"▮"#)),
    Step(keys: [.type(" |"), .row, .type("select project.name, task.name, is_running")], end: .runs),
    Step(keys: [.type("timer stop | select project.name, task.name, is_running")], end: .runs),
    Step(
      says: "`log` is for time without a timer. `timesheet` comes with hv, and is written in its language.",
      keys: [
        .type(#"log 1h30m project: "ACME-WEB", task: "Design", notes: "Sketches" |"#), .row,
        .type("select spent_date, project.name, hours, notes"),
      ], end: .runs),
    Step(keys: [.type("timesheet today")], end: .runs),
    Step(
      says: """
        Undone: `undo` takes the last change back. Here that deletes the entry, and what deletes, or writes more than
        one record, is shown and asks first. The entry of the timer is still there.
        """,
      keys: [.type("undo")], end: .asks("1")),
    Step(keys: [.type("timesheet this week")], end: .runs),

    // MARK: going back
    Step(
      heading: "Going back",
      says: """
        **Ctrl-R** searches the entries of the past, those of other days and other shells as well. **Enter** runs what
        is found, here with the last result, the week's hours.
        """,
      keys: [.search("sort -s")], end: .shows("sandbox> | sort -sum | first 3▮‹  (search: sort -s)›")),
    Step(end: .runs),
    Step(says: "**Ctrl-D** on an empty entry leaves. The past stays for the next time.", end: .leaves),
  ]
}

extension WalkPage {
  /// Goes through the steps, each from the prompt or the entry that the one before has left.
  private struct Walker {
    let shell: ShellTerminal

    /// - Returns: what is shown of the screen.
    func take(_ step: Step) throws -> [String] {
      let first = place(of: shell.promptRow)
      for keys in step.keys { try press(keys) }
      switch step.end {
      case .starts: return ["$ hv --sandbox --today 2026-11-24"] + lines(from: 0, to: first)
      case .shows(let entry):
        try wait(for: entry)
        return shell.entry.components(separatedBy: "\n")
      case .lists(let entry):
        try wait(for: entry)
        return lines(from: first, to: place(of: shell.promptRow)) + shell.entry.components(separatedBy: "\n")
      case .completes(let entry):
        try complete(entry)
        return shell.entry.components(separatedBy: "\n")
      case .runs:
        // A notice above the entry may have moved it.
        let first = place(of: shell.promptRow)
        shell.press(.enter)
        try shell.waitForPrompt()
        return lines(from: first, to: place(of: shell.promptRow))
      case .asks(let answer):
        let first = place(of: shell.promptRow)
        shell.press(.enter)
        try shell.terminal.waitFor(seconds: 5, "the question") { screen in
          screen.lines.last { !$0.isEmpty }?.hasSuffix("[q]uit:") ?? false
        }
        shell.terminal.settle(milliseconds: 20)
        shell.type(answer)
        shell.press(.enter)
        try shell.waitForPrompt()
        return lines(from: first, to: place(of: shell.promptRow))
      case .leaves:
        shell.control("D")
        let status = try shell.terminal.wait()
        try #require(status == 0)
        return [shell.terminal.screen.lines[shell.promptRow]]
      }
    }

    private func press(_ keys: Keys) throws {
      switch keys {
      case .type(let text):
        shell.type(text)
        // Not before: a line break that comes in one piece with what is before it is taken for a paste.
        try wait("“\(text)” before the cursor") { $0.contains("\(text)▮") }
      case .press(let key):
        let before = shell.all
        shell.press(key)
        try wait("what the key does") { _ in shell.all != before }
      case .row:
        let rows = shell.entry.count { $0 == "\n" }
        shell.press(.enter)
        try wait("the next row") { $0.count { $0 == "\n" } > rows }
      case .search(let text):
        shell.control("R")
        try wait("the search") { $0.contains("(search: )") }
        shell.type(text)
        try wait("what is searched for") { $0.contains("(search: \(text))") }
      }
    }

    private func complete(_ wanted: String) throws {
      shell.press(.tab)
      // Who has typed faster than the names come is told of when they are there.
      try wait("the names") { $0 == wanted || shell.terminal.screen.text.contains("press Tab again") }
      if shell.entry != wanted { shell.press(.tab) }
      try wait(for: wanted)
    }

    private func wait(for entry: String) throws { try wait("the entry “\(entry)”") { $0 == entry } }

    /// Until the entry is as wanted, and nothing more comes.
    private func wait(_ what: String, _ condition: (String) -> Bool) throws {
      try shell.terminal.waitFor(seconds: 5, what) { _ in condition(shell.entry) }
      shell.terminal.settle(milliseconds: 20)
    }

    /// A row of the screen counted from the beginning, of which it does not move away.
    private func place(of row: Int) -> Int { shell.terminal.screen.scrollback.count + row }

    private func lines(from first: Int, to end: Int) -> [String] {
      let screen = shell.terminal.screen
      return Array((screen.scrollback + screen.lines)[first..<end])
    }
  }
}
