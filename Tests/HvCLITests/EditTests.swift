import Foundation
import Testing

/// `edit`: records as a sheet in the person's editor, and the saved sheet as a plan.
@Suite("The sheet of `edit`", .serialized)
struct EditTests {
  /// Three clients without anything else, so that the sheets are short.
  private static let records =
    #"[{name: "K1", address: "one"}, {name: "K2", address: "two"}, {name: "K3", address: "three"}] | clients create"#
  private static let edit = #"clients | where name =~ "^K" and name != "Kiln & Clay" | sort name | edit"#
  private static let look =
    #"clients | where name =~ "^K" and name != "Kiln & Clay" | sort name | each < "{name}: {address ?? ''}" >"#

  private static func server() throws -> WriteServer {
    let server = try WriteServer()
    _ = try server.run(records, "--yes")
    return server
  }

  /// Runs the sheet through an editor, and answers the question about the plan, where there is one.
  @discardableResult
  private static func edit(_ server: WriteServer, _ steps: String..., answer: String? = "y\n") throws -> PseudoTerminal
  {
    var environment = try server.editor(steps.joined(separator: "\n"))
    if steps.count > 1 {
      let cases = steps.enumerated().map { "\($0.offset + 1)) \($0.element) ;;\n" }.joined()
      try server.write(
        """
        #!/bin/sh
        cd "\(server.folder.path)"
        n=$(( $(cat times 2>/dev/null || echo 0) + 1 ))
        echo $n > times
        cp "$1" sheet-$n
        case $n in
        \(cases)
        *) exit 1 ;;
        esac
        """, to: "editor", isProgram: true)
      environment["VISUAL"] = ""
    }
    let terminal = try server.terminal(edit, environment: environment)
    if let answer { try terminal.answer(answer) }
    return terminal
  }

  // MARK: what a line can become

  private static let edits: [(editor: String, answer: String?, status: Int32, writes: Int, after: [String])] = [
    // nothing
    ("true", nil, 0, 0, ["K1: one", "K2: two", "K3: three"]),
    // only the order, spaces, comments, or lines taken out
    (#"sort -r "$1" -o "$1""#, nil, 0, 0, ["K1: one", "K2: two", "K3: three"]),
    (#"sed -i -e 's/ *| */|/g' -e 's/^    //' "$1""#, nil, 0, 0, ["K1: one", "K2: two", "K3: three"]),
    (#": > "$1""#, nil, 0, 0, ["K1: one", "K2: two", "K3: three"]),
    // a change
    (#"sed -i 's/two/2/' "$1""#, "y\n", 0, 1, ["K1: one", "K2: 2", "K3: three"]),
    (#"sed -i -e 's/ 2/ "a | b\\nc \\"d\\""/' "$1""#, "y\n", 0, 1, ["K1: one", "K2: a | b\nc \"d\"", "K3: three"]),
    (#"sed -i -E 's/"a .*" +\|/ |/' "$1""#, "y\n", 0, 1, ["K1: one", "K2: ", "K3: three"]),
    // not agreed to
    (#"sed -i 's/one/1/' "$1""#, "n\n", 5, 0, ["K1: one", "K2: ", "K3: three"]),
    // another one like it, and one from nothing
    (#"sed -i -e '/three/{p;s/K3/K4/}' "$1""#, "y\n", 0, 1, ["K1: one", "K2: ", "K3: three", "K4: three"]),
    (
      #"awk '!/^#/ && !n++ {l=$0; gsub(/[^|]+/, " ", l); sub(/\|[^|]*/, "| K5", l); print "+" l} {print}' "$1" > x"#
        + #" && cat x > "$1""#,
      "y\n", 0, 1, ["K1: one", "K2: ", "K3: three", "K4: three", "K5: "]
    ),
    // a deletion, for which the count is typed
    (#"sed -i '/K4/s/^    /d   /' "$1""#, "1\n", 0, 1, ["K1: one", "K2: ", "K3: three", "K5: "]),
    // all at once
    (#"sed -i -e '/K5/s/^    /d   /' -e 's/three/3/' "$1""#, "2\n", 0, 2, ["K1: one", "K2: ", "K3: 3"]),
  ]

  @Test("Each line of the saved sheet is what it says: kept, changed, deleted, copied or new")
  func lines() throws {
    let server = try Self.server()
    for (place, row) in Self.edits.enumerated() {
      let terminal = try Self.edit(server, row.editor, answer: row.answer)
      #expect(try terminal.wait() == row.status, "\(place) \(row.editor): \(terminal.screen)")
      #expect(terminal.writes == row.writes, "\(place) \(row.editor): \(terminal.screen)")
      let after = try server.rows(Self.look)
      #expect(after == row.after.map(\.asJSON), "\(place) \(row.editor)")
    }
  }

  @Test("The sheet shows a row a line, with names instead of ids, and says how it works")
  func sheet() throws {
    let server = try WriteServer(entries: 600)
    let terminal = try server.terminal(
      "time_entries 2026-11 | where not is_locked and not is_running | first 2 | edit",
      environment: try server.editor("true"))
    #expect(try terminal.wait() == 0, "\(terminal.screen)")
    let lines = try #require(server.sheets.first).split(separator: "\n")
    #expect(lines[0].hasPrefix("# 2 time entry records, one a line."))
    let head = try #require(lines.last { $0.hasPrefix("#") })
    #expect(
      head.split(separator: "|").map { $0.drop { $0 == "#" || $0 == " " }.prefix { $0 != " " } }
        == ["id", "(user)", "project", "task", "spent_date", "hours", "notes"])
    let rows = lines.filter { !$0.hasPrefix("#") }
    #expect(rows.count == 2 && rows.allSatisfy { $0.contains("/") && $0.contains("2026-11-") }, "\(lines)")
  }

  @Test("Hours are split by copying a line")
  func split() throws {
    let server = try WriteServer()
    _ = try server.run(
      #"time_entries create project: "ACME-WEB", task: "Design", spent_date: 2026-11-20, hours: 6, notes: "all""#)
    let terminal = try server.terminal(
      #"time_entries 2026-11-20 | where notes == "all" | edit"#,
      environment: try server.editor(
        #"sed -i -e '/all/{p;s/6.0/2.5/;s/all/rest/}' "$1" && sed -i -e '/all/s/6.0/3.5/' "$1""#))
    try terminal.waitForQuestion()
    #expect(
      terminal.screen.text.contains("update 1 time entry: hours")
        && terminal.screen.text.contains("create 1 time entry"))
    terminal.send("y\n")
    #expect(try terminal.wait() == 0, "\(terminal.screen)")
    #expect(
      try server.rows(
        #"time_entries 2026-11-20 | where notes in ["all", "rest"] | sort hours"#
          + " | select hours, notes, project.code, task.name"
      ) == [
        #"{"hours":2.5,"notes":"rest","project_code":"ACME-WEB","task_name":"Design"}"#,
        #"{"hours":3.5,"notes":"all","project_code":"ACME-WEB","task_name":"Design"}"#,
      ])
  }

  @Test("Whatever a text holds, a sheet that is only saved changes nothing")
  func texts() throws {
    let server = try WriteServer()
    let texts = [
      #"a | b"#, #""quoted""#, #"back\\slash"#, #"line\nbreak"#, #"\ttab"#, " spaces ", "# no comment", "d 5", "+", "|",
      #"\r\n"#, "", "é漢👍", #"\\n"#, #""""#,
    ]
    let records = texts.enumerated().map { place, text in
      let literal = text.hasPrefix("\"") ? text.map { $0 == "\"" ? "\\\"" : String($0) }.joined() : text
      return "{name: \"K\(place)\", address: \"\(literal)\"}"
    }
    let made = try server.run("[\(records.joined(separator: ", "))] | clients create | count", "--yes")
    try #require(made.rows == ["\(texts.count)"], "\(made.errors)")
    for command in ["true", #"sed -i 's/[[:space:]]*$//' "$1""#, #"sed -i 's/$/\r/' "$1""#] {
      let terminal = try server.terminal(Self.edit, environment: try server.editor(command))
      #expect(try terminal.wait() == 0, "\(command): \(terminal.screen)")
      #expect(terminal.writes == 0, "\(command): \(terminal.screen)")
    }
  }

  // MARK: mistakes

  /// What is wrong with a line, and what is said about it.
  private static let mistakes: [(editor: String, says: String)] = [
    (#"sed -i 's/two/two | more/' "$1""#, "columns instead of"),
    (#"sed -i 's/two/"two/' "$1""#, "a quote is not closed"),
    (#"sed -i 's/two/"two" three/' "$1""#, "behind a text in quotes a bar is expected"),
    (#"sed -i -E '/two/s/[0-9]{7}/1234567/' "$1""#, "there is no record 1234567 here"),
    (#"sed -i -E '/two/s/[0-9]{7}/       /' "$1""#, "the id is missing"),
    (#"sed -i -E '/two/s/^    /+   /' "$1""#, "a new record has no id"),
    (#"sed -i -e '/two/{p;s/^    /d   /}' "$1""#, "stands here already"),
    // Not only the form: what a cell holds is the person's work as well.
    (#"sed -i -E '/two/s/true/maybe/' "$1""#, "maybe"),
  ]

  @Test("A mistake goes back to the editor with what is wrong above its line, and the rest as it was typed")
  func mistake() throws {
    let server = try Self.server()
    for (command, says) in Self.mistakes {
      try? server.write("0", to: "times")
      for number in 1...3 { try server.write("", to: "sheet-\(number)") }
      let terminal = try Self.edit(server, #"sed -i 's/one/1/' "$1"; \#(command)"#, "exit 1", answer: nil)
      _ = try terminal.wait()
      #expect(terminal.writes == 0)
      let second = try server.read("sheet-2").split(separator: "\n").map(String.init)
      let place = second.firstIndex { $0.hasPrefix("# ! ") && $0.contains(says) }
      #expect(place != nil, "\(command): \(second) \(terminal.screen)")
      #expect(second.contains { $0.contains("| 1") }, "the other change is kept: \(second)")
      if let place, place + 1 < second.count { #expect(!second[place + 1].hasPrefix("#"), "\(second)") }
    }
  }

  @Test("What is put right then is written; what is saved as it was is given up")
  func repaired() throws {
    let server = try Self.server()
    let repaired = try Self.edit(
      server, #"sed -i 's/two/two | more/' "$1""#, #"sed -i 's/two | more/2/' "$1""#)
    #expect(try repaired.wait() == 0, "\(repaired.screen)")
    #expect(repaired.writes == 1)
    #expect(try server.rows(Self.look) == ["K1: one", "K2: 2", "K3: three"].map(\.asJSON))
    try server.write("0", to: "times")
    let given = try Self.edit(server, #"sed -i 's/one/one | more/' "$1""#, "true", answer: nil)
    #expect(try given.wait() == 1, "\(given.screen)")
    #expect(given.screen.text.contains("columns instead of") && given.screen.text.contains("given up"))
    #expect(given.writes == 0)
  }

  @Test("Without an editor, or a terminal, nothing happens: status 1")
  func noEditor() throws {
    let server = try Self.server()
    let alone = try server.run(Self.edit, "--yes", environment: ["EDITOR": "true"])
    #expect(alone.status == 1 && alone.errors.contains("E0421"), "\(alone.errors)")
    let terminal = try server.terminal(Self.edit, environment: ["EDITOR": "/nowhere/editor", "VISUAL": ""])
    #expect(try terminal.wait() == 1, "\(terminal.screen)")
    #expect(terminal.screen.text.contains("no editor could be run"))
  }

  @Test(
    "What cannot be edited is told before anything is asked for",
    arguments: ["[1] | edit", "edit", "reports time clients last month | edit", "clients | select name | edit"])
  func wrongInput(program: String) throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: program)
    #expect(result.status == 2 && !result.errors.contains("→"), "\(program): \(result.errors)")
  }

  @Test("No records, no editor")
  func nothing() throws {
    let server = try WriteServer()
    let terminal = try server.terminal(
      #"clients | where name == "nobody" | edit"#, environment: try server.editor("true"))
    #expect(try terminal.wait() == 0, "\(terminal.screen)")
    #expect(server.sheets.isEmpty)
  }
}

extension String {
  /// As a line of NDJSON.
  fileprivate var asJSON: String {
    var out = "\""
    for character in self {
      switch character {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      default: out.append(character)
      }
    }
    return out + "\""
  }
}
