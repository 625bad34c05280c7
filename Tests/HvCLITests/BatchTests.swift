import Foundation
import Testing

/// Writes to several records: what makes them one plan, what is sent of it, in which order, and where the answers go.
@Suite("Batches of writes", .serialized)
struct BatchTests {
  /// Two clients get a new address, said in different ways.
  private static let ways = [
    #"clients | where active | first 2 | update address: "new""#,
    #"clients | where active | first 2 | each < update address: "new" >"#,
    #"clients | where active | first 2 | each < it | update address: "new" >"#,
    #"clients | where active | first 2 | each as c < $c | update address: "new" >"#,
    #"clients | where active | first 2 | tap < update address: "new" >"#,
    #"clients | where active | first 2 | do < update address: "new" >"#,
    #"do < clients | where active | first 2 | update address: "new" >"#,
    #"clients | where active | first 2 | each < each < update address: "new" > >"#,
    #"clients | where active | first 2 | each < if active then (it | update address: "new") else null >"#,
    #"clients | where active | first 2 | each < let done = update address: "new"; $done.id >"#,
    #"clients | where active | first 2 | each < update address: "new" | get id >"#,
    #"clients | where active | first 2 | extend now: (it | update address: "new").address"#,
    #"def move(to = "new") < update address: $to >; clients | where active | first 2 | move"#,
    #"def move(to = "new") < update address: $to >; clients | where active | first 2 | each < move "new" >"#,
    #"def move(how: block) < do $how >; clients | where active | first 2 | move do < update address: "new" >"#,
    #"def move(how: block) < each < do $how > >; clients | where active | first 2 | move do < update address: "new" >"#,
    #"let moved = clients | where active | first 2 | update address: "new"; print "on""#,
  ]

  @Test("Writes are one plan wherever they stand: without consent nothing is sent, with it all are one batch")
  func onePlan() throws {
    let server = try WriteServer()
    for (place, way) in Self.ways.enumerated() {
      let program = way.replacingOccurrences(of: "new", with: "new \(place)")
      let refused = try server.run(program)
      #expect(refused.status == 5 && refused.errors.contains("needs consent"), "\(program): \(refused.errors)")
      #expect(refused.writes.isEmpty, "\(program): \(refused.requests)")

      let agreed = try server.run(program + "; journal | select batch, writes, done | first 1", "--yes")
      #expect(agreed.status == 0, "\(program): \(agreed.errors)")
      #expect(agreed.writes == ["PATCH /v2/clients/#", "PATCH /v2/clients/#"], "\(program): \(agreed.requests)")
      #expect(agreed.rows.last == #"{"batch":\#(place + 1),"writes":2,"done":2}"#, "\(program): \(agreed.rows)")
    }
  }

  @Test("A selection is read to its end before the first write")
  func selection() throws {
    let server = try WriteServer(entries: 3_000)
    let run = try server.run(
      #"clients | where active | each < projects | where active > | update notes: "new" | get id"#, "--yes")
    #expect(run.status == 0, "\(run.errors)")
    let firstWrite = try #require(run.requests.firstIndex { $0.hasPrefix("PATCH") })
    #expect(run.requests[firstWrite...].allSatisfy { $0.hasPrefix("PATCH /v2/projects/") }, "\(run.requests)")
    #expect(run.rows.count == run.writes.count && run.rows.count > 10)
  }

  // MARK: exit statuses

  private static let statuses: [(program: String, flags: [String], status: Int32, writes: Int, says: String)] = [
    // all done
    (#"[{name: "Kite"}, {name: "Kestrel"}] | clients create"#, ["--yes"], 0, 2, ""),
    // nothing to do
    (#"clients | where name == "nobody" | update name: "X""#, [], 0, 0, ""),
    (#"clients | update name: name"#, [], 0, 0, ""),
    // all refused
    (#"[{name: "Acme"}, {name: "Helvetia Trams"}] | clients create"#, ["--yes"], 1, 2, "of 2 writes 0 done, 2 refused"),
    // some refused, of whatever place
    (#"[{name: "Acme"}, {name: "Kite"}] | clients create"#, ["--yes"], 4, 2, "of 2 writes 1 done, 1 refused"),
    (#"[{name: "Kite"}, {name: "Acme"}] | clients create"#, ["--yes"], 4, 2, "Name has already been taken"),
    // wrong before anything is sent
    (#"[{name: "Kite"}, {nme: "Kestrel"}] | clients create"#, ["--yes"], 1, 0, "no field `nme`"),
    // nobody agreed
    (#"[{name: "Kite"}, {name: "Kestrel"}] | clients create"#, [], 5, 0, "would write 2 records"),
    (#"clients | delete"#, [], 5, 0, "would write 12 records"),
    // one record needs no consent
    (#"[{name: "Kite"}] | clients create"#, [], 0, 1, ""),
    (#"clients | first 1 | update address: "new""#, [], 0, 1, ""),
  ]

  @Test("The exit status tells what became of a batch")
  func status() throws {
    let server = try WriteServer()
    for row in Self.statuses {
      let run = try server.run(row.program, flags: row.flags)
      #expect(run.status == row.status, "\(row.program): \(run.errors)")
      #expect(run.writes.count == row.writes, "\(row.program): \(run.requests)")
      #expect(row.says.isEmpty ? !run.errors.contains("error[") : run.errors.contains(row.says), "\(run.errors)")
      if run.status != 5, !run.writes.isEmpty { _ = try server.run("undo", "--yes") }
    }
  }

  @Test("A refusal in the middle stops neither the other records nor hides which it was; the journal has them all")
  func refusal() throws {
    let server = try WriteServer()
    let run = try server.run(
      #"[{name: "A1"}, {name: "Acme"}, {name: "A2"}, {name: "A3"}] | clients create | get name"#, "--yes")
    #expect(run.status == 4)
    #expect(run.rows == [#""A1""#, #""A2""#, #""A3""#])
    #expect(run.errors.contains("client, “Acme”: Name has already been taken"), "\(run.errors)")
    #expect(
      try server.rows("journal 1 | select state, message") == [
        #"{"state":"done","message":null}"#, #"{"state":"refused","message":"Name has already been taken"}"#,
        #"{"state":"done","message":null}"#, #"{"state":"done","message":null}"#,
      ])
  }

  @Test("A write without an answer ends the batch, is not repeated, and `resume` finds out")
  func unknown() throws {
    let server = try WriteServer(["--fault", "POST /contacts: drop-after x1"])
    let run = try server.run(
      #"clients "Acme" | each < contacts create first_name: "A"; contacts create first_name: "B" >"#, "--yes")
    #expect([1, 4].contains(run.status))
    #expect(run.errors.contains("sent without an answer"), "\(run.errors)")
    #expect(run.errors.contains("resume 1"), "\(run.errors)")
    let resumed = try server.run("resume")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try server.rows(#"contacts | where first_name in ["A", "B"] | count"#) == ["2"], "each once")
    #expect(
      try server.rows("journal | select writes, done, unknown, not_sent") == [
        #"{"writes":2,"done":2,"unknown":0,"not_sent":0}"#
      ])
  }

  // MARK: what is sent

  @Test("Only the fields that change are sent, and records that are so already are not")
  func changes() throws {
    let server = try WriteServer()
    try #require(try server.run(#"clients "Acme" | update address: "same""#).status == 0)
    let program = #"clients | where active | update name: name, address: "same" | get name"#
    let run = try server.run(program, "--yes")
    #expect(run.status == 0 && run.writes.count == 9, "\(run.errors)")
    #expect(run.rows == (try server.rows("clients | where active | get name")), "unchanged ones are handed on")

    let again = try server.run(program)
    #expect(again.status == 0 && again.writes.isEmpty, "needs no consent either: \(again.errors)")
    #expect(again.rows == run.rows)
    #expect(try server.rows("journal | count") == ["2"], "what is so already is no batch")
  }

  @Test("A value may use the record; of several fields those that stay as they are do not go out")
  func expressions() throws {
    let server = try WriteServer()
    try #require(
      try server.run(
        #"clients | where active | first 3 | update name: name, address: "at {name}" | plan | save "plan.json""#
      ).status == 0)
    let names = try server.rows("clients | where active | first 3 | get name").map { $0.dropFirst().dropLast() }
    let writes = try PlanFile(server.read("plan.json")).writes
    #expect(writes.map(\.body) == names.map { ["address": "at \($0)"] })
  }

  @Test("Locked entries are left out with the reason, and the others written")
  func locked() throws {
    let server = try WriteServer(entries: 600)
    let total = try server.rows("time_entries 2026-10..2026-11 | count")
    let open = try server.rows("time_entries 2026-10..2026-11 | where not is_locked | count")
    try #require(total != open && open != ["0"])
    let run = try server.run(#"time_entries 2026-10..2026-11 | update notes: "seen" | get notes"#, "--yes")
    #expect(run.status == 4, "\(run.errors)")
    #expect(["\(run.writes.count)"] == open)
    #expect(run.errors.contains("were left out") && run.errors.contains("locked: Item"), "\(run.errors)")
    #expect(try server.rows(#"time_entries 2026-10..2026-11 | where is_locked and notes == "seen" | count"#) == ["0"])

    let alone = try server.run(#"time_entries 2026-10 | where is_locked | first 1 | delete"#, "--yes")
    #expect(alone.status == 1 && alone.writes.isEmpty, "\(alone.errors)")
  }

  // MARK: order

  private static let orders: [(program: String, writes: [String])] = [
    // Different commands keep the order of the program.
    (
      #"clients | where active | first 2 | each < contacts create first_name: "A"; update address: "x" >"#,
      ["POST /v2/contacts", "PATCH /v2/clients/#", "POST /v2/contacts", "PATCH /v2/clients/#"]
    ),
    // What needs an answer is sent after it came.
    (
      #"""
      tasks create name: "Nap", default: false
      clients | where active | first 2
      | each <
        projects create name: "P {name}", billable: true, bill_by: Project, budget_by: none
        | tasks create task: "Nap"
      >
      """#,
      ["POST /v2/tasks"]
        + ["POST /v2/projects", "POST /v2/projects/#/task_assignments"]
        + ["POST /v2/projects", "POST /v2/projects/#/task_assignments"]
    ),
    // A stage is whole before the next one begins.
    (
      #"clients | where active | first 2 | update address: "a" | contacts create first_name: "A" | delete"#,
      ["PATCH /v2/clients/#", "PATCH /v2/clients/#", "POST /v2/contacts", "POST /v2/contacts"]
        + ["DELETE /v2/contacts/#", "DELETE /v2/contacts/#"]
    ),
  ]

  @Test("Requests go out in the order that the API needs")
  func order() throws {
    let server = try WriteServer()
    for (program, writes) in Self.orders {
      let run = try server.run(program, "--yes")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.writes == writes)
    }
  }

  @Test("Two writes to one record never overtake each other")
  func oneRecord() throws {
    let server = try WriteServer(["--latency", "5"])
    let run = try server.run(
      #"clients | where active | each < update address: "first"; update address: "second" > | count"#, "--yes")
    #expect(run.status == 0 && run.writes.count == 20, "\(run.errors)")
    #expect(try server.rows(#"clients | where address == "second" | count"#) == ["10"])
  }

  // MARK: answers

  @Test("Answers take the places of their rows, however long each took")
  func places() throws {
    let server = try WriteServer(["--latency", "3"])
    let names = try server.rows("clients | where active | get name")
    let all = try server.run("clients | where active | update address: name | get address", "--yes")
    #expect(all.rows == names)
    let some = try server.run(
      #"""
      clients | where active
      | each < if currency == "EUR" then {address: "left alone: {name}"} else (it | update address: "now {name}") >
      | get address
      """#, "--yes")
    let currencies = try server.rows("clients | where active | get currency")
    #expect(
      some.rows
        == zip(names, currencies).map { name, currency in
          "\"" + (currency == #""EUR""# ? "left alone: " : "now ") + name.dropFirst()
        })
    let tapped = try server.run(#"clients | where active | tap < update address: "tapped" > | get address"#, "--yes")
    #expect(
      tapped.rows == some.rows.map { $0.replacingOccurrences(of: "left alone: ", with: "") }, "as they were before")
  }

  @Test("Answers that are read come at once, in one batch with one consent")
  func read() throws {
    let server = try WriteServer()
    let program =
      #"""
      clients | where active | first 3
      | each < contacts create first_name: "Al" | update last_name: "of {client.name}" > | get last_name
      """#
    let refused = try server.run(program)
    #expect(refused.status == 5 && refused.writes.isEmpty)
    #expect(refused.errors.contains("would write 6 records"), "the most that it can be: \(refused.errors)")
    let run = try server.run(program, "--yes")
    #expect(run.rows == (try server.rows(#"clients | where active | first 3 | each < "of {name}" >"#)), "\(run.errors)")
    #expect(try server.rows("journal | select writes, done") == [#"{"writes":6,"done":6}"#])
  }

  @Test("Who wants fewer rows than are written gets them, and all are written")
  func fewer() throws {
    let server = try WriteServer()
    let run = try server.run(#"clients | where active | update address: "x" | first 2 | get address"#, "--yes")
    #expect(run.rows == [#""x""#, #""x""#])
    #expect(run.writes.count == 10)
  }

  // MARK: what the server made of it

  @Test("A field that the server keeps otherwise is told, and what was done stays done")
  func dropped() throws {
    let server = try WriteServer()
    // A fee counts for projects of a fixed fee alone.
    let run = try server.run(
      #"projects | where active and not is_fixed_fee | first 1 | update fee: 500, notes: "new" | get notes"#)
    #expect(run.status == 4 && run.rows == [#""new""#], "\(run.errors)")
    #expect(run.errors.contains("`fee` was asked to be 500 and is empty"), "\(run.errors)")
    #expect(!run.errors.contains("`notes` was asked"))
  }

  private static let kept = [
    #"invoices create client: "Acme", line_items: [{kind: "Service", unit_price: 10}]"#,
    #"invoices state: "draft" | first 1 | line_items create kind: "Service", unit_price: 5, quantity: 2"#,
    #"invoices state: "draft" | first 1 | line_items | first 1 | update description: "Half""#,
    #"invoices state: "draft" | first 1 | line_items | first 1 | delete"#,
    #"invoices state: "draft" | first 1 | update line_items: [{kind: "Service", unit_price: 3}]"#,
    #"estimates | first 1 | line_items create kind: "Service", unit_price: 5"#,
    #"invoices create client: "Acme", payment_options: [ach, credit_card]"#,
    #"clients "Acme" | update address: "a\nb""#,
    #"time_entries create project: "ACME-WEB", task: "Design", spent_date: today, hours: 1h45m, notes: """#,
    #"users "Ada Lindqvist" | update weekly_capacity: 100000"#,
    #"expenses create project: "ACME-WEB", expense_category: "Meals", spent_date: today, total_cost: 12.50"#,
    #"company update weekly_capacity: 100000"#,
    #"invoices state: "open" | first 1 | payments create amount: 1, paid_at: now"#,
    #"timer start project: "ACME-WEB", task: "Design""#,
  ]

  @Test("What is kept as it was asked raises no alarm")
  func noAlarm() throws {
    let server = try WriteServer(entries: 600)
    for program in Self.kept {
      let run = try server.run(program)
      #expect(run.status == 0 && !run.writes.isEmpty, "\(program): \(run.errors)")
      #expect(!run.errors.contains("E0413"), "\(program): \(run.errors)")
    }
  }
}

extension WriteServer {
  func run(_ program: String, flags: [String]) throws -> Outcome {
    flags.isEmpty ? try run(program) : try run(program, flags[0])
  }
}

/// A saved plan, as another program reads it.
struct PlanFile {
  struct Write {
    let method: String
    let path: String
    let body: [String: String]
    let before: [String: Any]
  }
  let values: [String: Any]
  let writes: [Write]

  init(_ text: String) throws {
    values = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    writes = try #require(values["writes"] as? [[String: Any]]).map { write in
      Write(
        method: write["method"] as? String ?? "", path: write["path"] as? String ?? "",
        body: (write["body"] as? [String: Any] ?? [:]).mapValues { "\($0)" },
        before: write["before"] as? [String: Any] ?? [:])
    }
  }
}
