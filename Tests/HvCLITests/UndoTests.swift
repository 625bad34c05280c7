import Foundation
import Testing

/// `undo` makes an account what it was, as far as nobody has changed it since, and says what cannot come back.
@Suite("Undo and the journal", .serialized)
struct UndoTests {
  /// A program that writes, and one that shows what it is about. Undone, the second gives what it gave before.
  private static let reversible: [(write: String, look: String)] = [
    // fields, of one record and of many
    (#"clients "Acme" | update name: "Apex", address: "here""#, "clients | select id, name, address"),
    (#"clients | where active | update address: "at {name}""#, "clients | select id, address"),
    (#"clients | where address == null | update address: "here""#, #"clients | get address ?? """#),
    (#"projects "ACME-WEB" | update notes: "Launch", budget: 10"#, #"projects "ACME-WEB" | select notes, budget"#),
    (#"users "Ada Lindqvist" | update weekly_capacity: 100"#, #"users "Ada Lindqvist" | get weekly_capacity"#),
    (#"roles | first 1 | update name: "Zed""#, "roles | get name"),
    (#"company update weekly_capacity: 100000"#, "company | get weekly_capacity"),
    (
      #"projects "ACME-WEB" | tasks | first 1 | update billable: not billable"#,
      #"projects "ACME-WEB" | tasks | get billable"#
    ),
    (#"projects "ACME-WEB" | archive"#, #"projects "ACME-WEB" | get is_active"#),
    (#"projects active: false | first 2 | restore"#, "projects | select id, is_active"),
    // what was made is deleted
    (#"[{name: "K1"}, {name: "K2"}] | clients create"#, "clients | get id"),
    (#"clients "Acme" | contacts create first_name: "Al""#, "contacts | get id"),
    (#"projects "ACME-WEB" | tasks create task: "Research""#, #"projects "ACME-WEB" | tasks | get id"#),
    (
      #"invoices state: "open" | first 1 | payments create amount: 1"#,
      #"invoices state: "open" | select id, due_amount"#
    ),
    (#"timer start project: "ACME-WEB", task: "Design""#, "time_entries today | get id"),
    // what was deleted is made again, with another id
    (
      #"time_entries 2026-11 | where not is_locked and not is_running | delete"#,
      "time_entries 2026-11 | where not is_running | sort spent_date, hours"
        + " | select spent_date, user.name, project.name, task.name, hours, notes"
    ),
    (
      #"expenses | where not is_locked | first 2 | delete"#,
      "expenses | select spent_date, total_cost, notes | sort total_cost"
    ),
    (#"estimates | where amount > 0 | first 1 | delete"#, "estimates | select number, amount, subject | sort number"),
    (#"invoices state: "draft" | first 1 | delete"#, "invoices | select number, amount, subject | sort number"),
    // states
    (#"invoices state: "open" | first 2 | mark closed"#, "invoices | select id, state"),
    (#"invoices state: "draft" | first 1 | mark sent"#, "invoices | select id, state"),
  ]

  @Test("After `undo` all is as it was before")
  func andBack() throws {
    // As many requests to each server as the rate limit lets pass at once.
    for part in 0..<3 {
      let server = try WriteServer(entries: 600)
      for (write, look) in Self.reversible.enumerated().filter({ $0.offset % 3 == part }).map(\.element) {
        let written = try server.run("\(look); print \"|\"; \(write) | count; print \"|\"; \(look)", "--yes")
        #expect(written.status == 0, "\(write): \(written.errors)")
        let looks = written.rows.split(separator: "|", omittingEmptySubsequences: false).map(Array.init)
        try #require(looks.count == 3, "\(write): \(written.rows)")
        #expect(looks[2] != looks[0], "\(write) changes nothing")
        let undone = try server.run("undo | count; \(look)", "--yes")
        #expect(undone.status == 0, "\(write): \(undone.errors)")
        #expect(undone.writes.count == written.writes.count, "\(write): \(undone.requests)")
        #expect(Array(undone.rows.dropFirst()) == looks[0], "\(write)")
      }
    }
  }

  @Test(
    "A timer that was stopped runs again, and one that was restarted stands",
    arguments: [
      (#"timer start project: "ACME-WEB", task: "Design""#, "timer stop", "true"),
      ("", "time_entries 2026-11 | where not is_locked and not is_running | first 1 | restart", "false"),
    ])
  func timers(first: String, write: String, runs: String) throws {
    let server = try WriteServer(entries: 600)
    if !first.isEmpty { _ = try server.run(first) }
    #expect(try server.run(write).status == 0)
    let undone = try server.run("undo | get is_running", "--yes")
    #expect(undone.status == 0 && undone.rows == [runs], "\(undone.errors)")
  }

  // MARK: again, and again

  @Test("An undo can be undone, and so on; `undo` alone takes back the last change that stands")
  func redo() throws {
    let server = try WriteServer()
    let look = "clients 5736548 | get address"
    func step(_ program: String) throws -> String {
      let run = try server.run(program, "--yes")
      return run.status == 0 ? try server.rows(look).joined() : "status \(run.status): \(run.errors)"
    }
    let before = try server.rows(look).joined()
    #expect(try step(#"clients 5736548 | update address: "A""#) == #""A""#)
    #expect(try step(#"clients 5736548 | update address: "B""#) == #""B""#)
    #expect(try step("undo") == #""A""#)
    #expect(try step("undo 3") == #""B""#, "the undo is undone")
    #expect(try step("undo") == #""A""#, "and what came back by that as well")
    #expect(try step("undo") == before)
    let nothing = try server.run("undo", "--yes")
    #expect(nothing.status == 1 && nothing.errors.contains("nothing to take back"), "\(nothing.errors)")
    #expect(nothing.writes.isEmpty)
  }

  @Test("A record that was made and then changed from here is taken back step by step")
  func steps() throws {
    let server = try WriteServer()
    let clients = try server.rows("clients | get id")
    _ = try server.run(#"clients create name: "Kite""#)
    _ = try server.run(#"clients "Kite" | update address: "here""#)
    for step in 1...2 {
      let undone = try server.run("undo", "--yes")
      #expect(undone.status == 0, "step \(step): \(undone.errors)")
    }
    #expect(try server.rows("clients | get id") == clients)
  }

  @Test("What was taken back is not taken back twice")
  func twice() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients | first 2 | update address: "here""#, "--yes")
    #expect(try server.run("undo 1", "--yes").status == 0)
    let again = try server.run("undo 1", "--yes")
    #expect(again.writes.isEmpty, "\(again.requests)")
    #expect(try server.rows("journal | count") == ["2"])
  }

  // MARK: conflicts

  @Test("What was changed since is left as it is and listed; the rest of the batch comes back")
  func conflicts() throws {
    let server = try WriteServer()
    let before = try server.rows("clients | get address")
    _ = try server.run(#"clients | first 3 | update address: "here""#, "--yes")
    _ = try server.run(#"api patch "/clients/5741441" body: {address: "elsewhere"}"#)
    let undone = try server.run("undo 1", "--yes")
    #expect(undone.status == 4, "\(undone.errors)")
    #expect(undone.writes.count == 2)
    #expect(
      undone.errors.contains("“Kiln & Clay”: `address` was changed since, and is “elsewhere”"),
      "\(undone.errors)")
    var expected = before
    expected[1] = #""elsewhere""#
    #expect(try server.rows("clients | get address") == expected)
  }

  @Test("Other fields that were changed since stay as they are, and are no conflict")
  func otherFields() throws {
    let server = try WriteServer()
    let before = try server.rows("clients | first 3 | get address ?? \"\"")
    _ = try server.run(#"clients | first 3 | update address: "here""#, "--yes")
    _ = try server.run(#"clients | first 3 | update currency: "SEK""#, "--yes")
    let undone = try server.run("undo 1", "--yes")
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(try server.rows("clients | first 3 | get currency") == Array(repeating: #""SEK""#, count: 3))
    #expect(try server.rows("clients | first 3 | get address ?? \"\"") == before)
  }

  @Test("A record alone is looked at before it is taken back, also the company, which has no id")
  func oneRecord() throws {
    let server = try WriteServer()
    for (write, other, look) in [
      (
        #"company update weekly_capacity: 100000"#, #"company update weekly_capacity: 90000"#,
        "company | get weekly_capacity"
      ),
      (
        #"clients "Acme" | update address: "A""#, #"clients "Acme" | update address: "B""#,
        #"clients "Acme" | get address"#
      ),
    ] {
      let first = try server.run(write + "; journal | first 1 | get batch").rows.last ?? ""
      _ = try server.run(other)
      let now = try server.rows(look)
      let undone = try server.run("undo \(first)", "--yes")
      #expect(undone.status == 1 && undone.writes.isEmpty, "\(write): \(undone.requests) \(undone.errors)")
      #expect(try server.rows(look) == now, "\(write)")
    }
  }

  @Test("A record that was made and changed by somebody since is not deleted; one that is gone is no reason to fail")
  func made() throws {
    let server = try WriteServer()
    _ = try server.run(#"[{name: "K1"}, {name: "K2"}, {name: "K3"}] | clients create"#, "--yes")
    _ = try server.run(#"clients "K1" | each < api patch "/clients/{id}" body: {address: "here"} >"#)
    _ = try server.run(#"clients "K2" | each < api delete "/clients/{id}" >"#)
    let undone = try server.run("undo 1", "--yes")
    #expect([1, 4].contains(undone.status), "\(undone.errors)")
    #expect(try server.rows(#"clients | where name =~ "^K[0-9]" | get name"#) == [#""K1""#])
  }

  // MARK: what cannot come back

  private static let lost: [(write: String, says: String)] = [
    (
      #"invoices state: "open" | first 1 | send recipients: [{email: "a@example.com"}]"#,
      "what was mailed cannot be called back"
    ),
    (#"users "Ada Lindqvist" | billable_rates create amount: 999"#, "cannot delete a billable rate"),
    (#"api post "/clients" body: {name: "Raw"}"#, "hv does not know what this request did"),
  ]

  @Test("What cannot come back is said, and nothing is sent")
  func cannot() throws {
    let server = try WriteServer(entries: 600)
    for (write, says) in Self.lost {
      #expect(try server.run(write + " | count").status == 0, "\(write)")
      let batch = try server.rows("journal | first 1 | get batch").joined()
      let undone = try server.run("undo \(batch)", "--yes")
      #expect(undone.status == 1 && undone.writes.isEmpty, "\(write): \(undone.requests)")
      #expect(undone.errors.contains("cannot be taken back") && undone.errors.contains(says), "\(undone.errors)")
    }
  }

  @Test("At a terminal it is said before the answer that records come back with new ids")
  func newIDs() throws {
    let server = try WriteServer()
    _ = try server.run(#"[{name: "K1"}, {name: "K2"}] | clients create"#, "--yes")
    _ = try server.run(#"clients | where name =~ "^K[0-9]" | delete"#, "--yes")
    let terminal = try server.terminal("undo")
    try terminal.waitForQuestion()
    #expect(terminal.screen.text.contains("new ids"), "\(terminal.screen)")
    #expect(terminal.screen.text.contains("create 2 clients: name"))
    #expect(terminal.writes == 0)
    terminal.send("n\n")
    #expect(try terminal.wait() == 5)
  }

  @Test("Without a terminal it is said all the same")
  func newIDsUnseen() throws {
    let server = try WriteServer()
    _ = try server.run(#"(clients create name: "K1") | delete"#)
    let undone = try server.run("undo", "--yes")
    #expect(undone.status == 0 && undone.errors.contains("new id"), "\(undone.errors)")
  }

  // MARK: consent, and whose journal it is

  @Test("An undo is a plan like any other: for several records it needs consent, and a dry run only shows it")
  func consent() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients | first 2 | update address: "here""#, "--yes")
    let refused = try server.run("undo")
    #expect(refused.status == 5 && refused.writes.isEmpty, "\(refused.errors)")
    #expect(refused.errors.contains("`undo` would write 2 records"), "\(refused.errors)")
    let dry = try server.run("undo", "--dry-run")
    #expect(dry.status == 0 && dry.writes.isEmpty)
    #expect(dry.errors.components(separatedBy: "would send  PATCH /v2/clients/").count == 3, "\(dry.errors)")
    let readOnly = try server.run("undo", "--read-only")
    #expect(readOnly.status == 2 && readOnly.requests.isEmpty)
    #expect(try server.rows("journal | count") == ["1"])
  }

  @Test("The journal tells batches and records; it knows those of this server alone, and is for nobody else to read")
  func journal() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients | first 2 | update address: "here""#, "--yes")
    #expect(
      try server.rows("journal | select batch, command, writes, done, refused, unknown, not_sent, undoes") == [
        #"{"batch":1,"command":"clients | first 2 | update address: \"here\"","writes":2,"done":2,"refused":0,"#
          + #""unknown":0,"not_sent":0,"undoes":null}"#
      ])
    #expect(
      try server.rows("journal 1 | select state, action, kind, id, changes") == [
        #"{"state":"done","action":"update","kind":"client","id":5741955,"#
          + #""changes":{"address":"“Spui 4\r\n2511 BS Den Haag” → “here”"}}"#,
        #"{"state":"done","action":"update","kind":"client","id":5741441,"changes":{"address":"— → “here”"}}"#,
      ])
    let modes = try Hv.sh("ls -l \(server.folder.path)/state/hv/journal.sqlite* | cut -c1-10 | sort -u")
    #expect(modes.output == "-rw-------\n", "\(modes.output) \(modes.errors)")

    let other = try WriteServer()
    let state = ["XDG_STATE_HOME": server.folder.appendingPathComponent("state").path]
    #expect(try other.run("journal | count", environment: state).rows == ["0"])
    for program in ["undo", "undo 1", "journal 1", "resume 1", "resume"] {
      let run = try other.run(program, "--yes", environment: state)
      #expect(run.status == 1 && run.writes.isEmpty && run.errors.contains("E0417"), "\(program): \(run.errors)")
    }
  }

  @Test(
    "What no batch can be called is told before anything is asked for",
    arguments: ["undo \"1\"", "journal true", "resume [1]", "undo last"])
  func numbers(program: String) throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: program)
    #expect(result.status == 2 && !result.errors.contains("→"), "\(program): \(result.errors)")
  }
}
