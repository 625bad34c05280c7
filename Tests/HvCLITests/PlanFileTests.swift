import Foundation
import Testing

/// A plan in a file: what stands in it, that it is carried out once, and not where records were changed meanwhile.
@Suite("Plan files", .serialized)
struct PlanFileTests {
  private static let plan = #"clients | where active | first 3 | update address: "at {name}" | plan | save "plan.json""#

  /// The addresses that the plan asks for.
  private static let planned = [#""at みなと商店""#, #""at Helvetia Trams""#, #""at Greenwich Dental""#]
  private static let look = "clients | where active | first 3 | get address"

  // MARK: making one

  @Test("A plan sends nothing, asks nobody, and is a file that people and programs can read")
  func file() throws {
    let server = try WriteServer()
    let run = try server.run(Self.plan)
    #expect(run.status == 0 && run.writes.isEmpty, "\(run.errors)")
    #expect(try server.rows("journal | count") == ["0"])
    let text = try server.read("plan.json")
    #expect(text.hasPrefix("{\n  \"hv_plan\": 1,\n"), "on lines of their own")
    let plan = try PlanFile(text)
    #expect(plan.values["account"] as? String == "1001001")
    #expect((plan.values["server"] as? String)?.hasPrefix("http://127.0.0.1:") == true)
    #expect(plan.values["made_at"] as? String != nil)
    #expect((plan.values["command"] as? String)?.hasPrefix("clients | where active") == true)
    #expect(plan.writes.map(\.method) == ["PATCH", "PATCH", "PATCH"])
    #expect(plan.writes.map(\.path) == ["/clients/5740830", "/clients/5740064", "/clients/5739445"])
    #expect(plan.writes.map(\.body) == ["みなと商店", "Helvetia Trams", "Greenwich Dental"].map { ["address": "at \($0)"] })
    for write in plan.writes {
      #expect(write.before["id"] as? Int == Int(write.path.dropFirst(9)), "the record as it was")
      #expect(write.before["address"] is String && write.before["updated_at"] is String)
    }
  }

  /// A write that is not sent because a plan is made of it.
  private static let planned2 = [
    #"clients "Acme" | update address: "x" | plan"#,
    #"clients | first 3 | each < update address: "x" > | plan"#,
    #"clients | first 3 | tap < update address: "x" > | plan"#,
    #"clients | where name == "Acme" | delete | plan"#,
    #"clients create name: "Kite" | plan"#,
    #"[{name: "K1"}, {name: "K2"}] | clients create | plan"#,
    #"def move() < update address: "x" >; clients | first 2 | move | plan"#,
    #"timer start project: "ACME-WEB", task: "Design" | plan"#,
    #"api post "/clients" body: {name: "Raw"} | plan"#,
    #"let p = clients | first 2 | update address: "x" | plan; $p | get command"#,
  ]

  @Test("Whatever writes can be planned instead")
  func everyWrite() throws {
    let server = try WriteServer()
    for program in Self.planned2 {
      let run = try server.run(program)
      #expect(run.status == 0 && run.writes.isEmpty, "\(program): \(run.requests) \(run.errors)")
    }
    #expect(try server.rows("journal | count") == ["0"])
  }

  @Test("Writes that need the answers of others cannot be planned: they are refused, never sent")
  func needsAnswers() throws {
    let server = try WriteServer()
    for program in [
      #"clients | first 1 | each < update address: "x" | get id > | plan"#,
      #"projects "ACME-WEB" | do < update notes: "x" | get id > | plan"#,
      #"clients | first 2 | each < [(it | update address: "x"), 5] > | plan"#,
      #"clients | first 2 | each < contacts create first_name: "Al" | update last_name: "B" > | plan"#,
    ] {
      for flag in ["--quiet", "--yes"] {
        let run = try server.run(program, flag)
        #expect(run.writes.isEmpty, "\(flag) \(program): \(run.requests)")
        #expect([1, 2].contains(run.status), "\(flag) \(program): \(run.errors)")
      }
    }
  }

  @Test(
    "Behind what writes nothing there is no plan",
    arguments: ["clients | plan", "plan", "[1] | plan", "clients | count | plan"])
  func nothingToPlan(program: String) throws {
    let result = try Hv.sh("hv --sandbox --trace -", input: program)
    #expect(result.status == 2 && !result.errors.contains("→"), "\(program): \(result.errors)")
  }

  // MARK: applying it

  @Test("A plan is applied as it was shown, once")
  func once() throws {
    let server = try WriteServer()
    _ = try server.run(Self.plan)
    let refused = try server.run(#"apply "plan.json""#)
    #expect(refused.status == 5 && refused.writes.isEmpty, "\(refused.errors)")
    let dry = try server.run(#"apply "plan.json""#, "--dry-run")
    #expect(dry.status == 0 && dry.writes.isEmpty)
    let applied = try server.run(#"apply "plan.json" | get address"#, "--yes")
    #expect(applied.status == 0 && applied.rows == Self.planned, "\(applied.errors)")
    #expect(applied.writes.count == 3)
    for _ in 0..<2 {
      let again = try server.run(#"apply "plan.json""#, "--yes")
      #expect(again.status == 1 && again.writes.isEmpty)
      #expect(again.errors.contains("this plan was applied already: batch 1"), "\(again.errors)")
    }
    #expect(try server.run("undo", "--yes").status == 0)
    #expect(try server.rows(Self.look).allSatisfy { !Self.planned.contains($0) })
  }

  @Test("Whatever changed since is skipped and told, found by one list; the rest is applied")
  func changed() throws {
    let server = try WriteServer()
    _ = try server.run(Self.plan)
    _ = try server.run(#"api patch "/clients/5740064" body: {currency: "SEK"}"#)
    let applied = try server.run(#"apply "plan.json""#, "--yes")
    #expect(applied.status == 4, "\(applied.errors)")
    #expect(applied.errors.contains("one record was changed since the plan"))
    #expect(applied.errors.contains("“Helvetia Trams”: changed at 2026-11-24T"), "\(applied.errors)")
    #expect(applied.requests.filter { $0.hasPrefix("GET") } == ["GET /v2/clients"], "\(applied.requests)")
    #expect(applied.errors.contains("GET /v2/clients?updated_since=2026-11-24T"))
    #expect(try server.rows(Self.look) == [Self.planned[0], #""Bahnhofplatz 3\r\n8001 Zürich""#, Self.planned[2]])
  }

  @Test("Where all was changed nothing is sent, and it is a failure")
  func allChanged() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients "Acme" | update address: "new" | plan | save "plan.json""#)
    _ = try server.run(#"clients "Acme" | update address: "other""#)
    let applied = try server.run(#"apply "plan.json""#)
    #expect(applied.status == 1 && applied.writes.isEmpty, "\(applied.errors)")
    _ = try server.run(#"(clients create name: "Kite") | get id"#)
    _ = try server.run(#"clients "Kite" | update address: "new" | plan | save "gone.json""#)
    _ = try server.run(#"clients "Kite" | delete"#)
    let gone = try server.run(#"apply "gone.json""#)
    #expect(gone.status == 1 && gone.writes.isEmpty && gone.errors.contains("it is gone"), "\(gone.errors)")
  }

  @Test("A plan that was interrupted goes on when it is applied again, and ends whole")
  func interrupted() throws {
    let server = try WriteServer(["--fault", "PATCH /clients/*: 401 x1 after 1"])
    _ = try server.run(Self.plan)
    let first = try server.run(#"apply "plan.json""#, "--yes")
    #expect(first.status != 0, "\(first.errors)")
    #expect(try server.rows(Self.look) != Self.planned)
    let second = try server.run(#"apply "plan.json""#, "--yes")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try server.rows(Self.look) == Self.planned)
    #expect(try server.rows("journal | select writes, done") == [#"{"writes":3,"done":3}"#], "one batch")
    #expect(try server.run(#"apply "plan.json""#, "--yes").status == 1)
  }

  @Test("A plan is for one account of one server")
  func elsewhere() throws {
    let server = try WriteServer()
    _ = try server.run(Self.plan)
    let text = try server.read("plan.json")
    try server.write(
      text.replacingOccurrences(of: #""account": "1001001""#, with: #""account": "7""#), to: "other.json")
    let account = try server.run(#"apply "other.json""#, "--yes")
    #expect(
      account.status == 1 && account.requests.isEmpty && account.errors.contains("another account"), "\(account.errors)"
    )
    let other = try WriteServer()
    try other.write(text, to: "plan.json")
    let run = try other.run(#"apply "plan.json""#, "--yes")
    #expect(run.status == 1 && run.writes.isEmpty && run.errors.contains("another account"), "\(run.errors)")
  }

  private static let broken: [(text: String, says: String)] = [
    ("", "no JSON"), ("{", "no JSON"), ("[]", "no plan of hv"), ("{\"hv_plan\": 2}", "no plan of hv"),
    ("{\"hv_plan\": 1}", "`plan` is missing"),
    (#"{"hv_plan":1,"plan":"p","made_at":"then","server":"s","account":"1","command":"c","writes":[]}"#, "`made_at`"),
    (
      #"{"hv_plan":1,"plan":"p","made_at":"2026-11-24T12:00:00Z","server":"s","account":"1","command":"c"}"#,
      "`writes` is missing"
    ),
    (
      #"""
      {"hv_plan":1,"plan":"p","made_at":"2026-11-24T12:00:00Z","server":"s","account":"1","command":"c",
      "writes":[{"operation":"updateClient","method":"GET","path":"/clients/5","asked":{}}]}
      """#, "write 1 is not whole"
    ),
    (
      #"""
      {"hv_plan":1,"plan":"p","made_at":"2026-11-24T12:00:00Z","server":"s","account":"1","command":"c",
      "writes":[{"operation":"updateClient","method":"DELETE","path":"/clients/5","asked":{}}]}
      """#, "write 1 is no `updateClient`"
    ),
    (
      #"""
      {"hv_plan":1,"plan":"p","made_at":"2026-11-24T12:00:00Z","server":"s","account":"1","command":"c",
      "writes":[{"operation":"updateClient","method":"PATCH","path":"https://elsewhere.example/","asked":{}}]}
      """#, "write 1 is not whole"
    ),
  ]

  @Test("What is no plan is told, and nothing is asked for")
  func noPlan() throws {
    let server = try WriteServer()
    for (text, says) in Self.broken {
      try server.write(text, to: "broken.json")
      let run = try server.run(#"apply "broken.json""#, "--yes")
      #expect(run.status == 1 && run.requests.isEmpty && run.errors.contains(says), "\(text): \(run.errors)")
    }
    #expect(try server.run(#"apply "nowhere.json""#).errors.contains("there is no file “nowhere.json”"))
    #expect(try server.run("apply").status == 2)
    #expect(try server.run("apply 5").status == 2)
  }

  @Test("At a terminal a plan is shown like any other batch before it is applied")
  func shown() throws {
    let server = try WriteServer()
    _ = try server.run(Self.plan)
    let terminal = try server.terminal(#"apply "plan.json" | count"#)
    try terminal.waitForQuestion()
    #expect(terminal.screen.text.contains("update 3 clients: address"), "\(terminal.screen)")
    #expect(terminal.screen.text.contains("“Bahnhofplatz 3␍␊8001 Zürich” → “at Helvetia Trams”"), "\(terminal.screen)")
    #expect(terminal.writes == 0)
    terminal.send("y\n")
    #expect(try terminal.wait() == 0)
    #expect(terminal.writes == 3)
  }

  @Test("A plan of new records shows and keeps no record before")
  func creation() throws {
    let server = try WriteServer()
    _ = try server.run(#"clients "Acme" | contacts create first_name: "Al" | plan | save "plan.json""#)
    let write = try #require(try PlanFile(server.read("plan.json")).values["writes"] as? [[String: Any]])[0]
    #expect(write["before"] is NSNull, "what it hangs on is not what it was")
    _ = try server.run(
      #"""
      clients "Acme" | projects create name: "New", billable: true, bill_by: Project, budget_by: none
      | plan | save "plan.json"
      """#)
    let changes = try #require(
      try (PlanFile(server.read("plan.json")).values["writes"] as? [[String: Any]])?[0]["changes"]
        as? [String: [String: Any]])
    #expect(changes["name"]?["from"] is NSNull && changes["name"]?["to"] as? String == "New", "\(changes)")
  }
}
