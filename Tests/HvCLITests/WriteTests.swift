import Testing

/// What a program writes, how often, and what it says when it may not.
struct WriteTests {
  /// What `--trace` and the end of a program tell: the writes in their order, and the exit status.
  private static func writes(_ program: String, _ flags: String = "") throws -> (
    lines: [String], status: Int32, errors: String
  ) {
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 --trace \(flags) -", input: program)
    let lines = result.errors.split(separator: "\n").filter { line in
      ["POST ", "PATCH ", "DELETE "].contains { line.hasPrefix($0) }
    }
    return (lines.map { String($0.prefix { $0 != " " }) }, result.status, result.errors)
  }

  @Test(
    "A program writes exactly so often",
    arguments: [
      // What is bound is done at once, and once, whether it is read or not.
      (#"let x = clients create name: "L"; print "hi""#, ["POST"]),
      (#"let x = clients create name: "L"; $x | get id; $x | get name"#, ["POST"]),
      (#"let x = clients "Acme" | extend n: (clients create name: "L").id; print "hi""#, ["POST"]),
      // Several records through one stage are one write each, in the order of the stream.
      (#"clients | first 1 | update address: "here""#, ["PATCH"]),
      (#"{name: "Kite"} | clients create | update name: "Kites" | delete"#, ["POST", "PATCH", "DELETE"]),
    ])
  func howOften(program: String, expected: [String]) throws {
    let run = try Self.writes(program)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines == expected, "\(run.errors)")
  }

  @Test(
    "More than one record, or a place that runs again, needs consent: nothing is sent, status 5",
    arguments: [
      #"clients | update address: "here""#,
      #"clients | first 2 | each < update address: "here" >"#,
      #"clients | each < projects | first 1 | update notes: "x" >"#,
      #"clients | tap < update address: "here" >"#,
      #"def f(x = (clients create name: "Z").id) < $x >; clients | first 3 | each < f >"#,
      #"clients | extend n: (clients create name: "Z").id"#,
      #"projects | first 2 | tasks (tasks create name: "zz").id"#,
      #"[{name: "A"}, {name: "B"}] | clients create"#,
      #"["A", "B"] | each < api post "/clients" body: {name: it} >"#,
      #"clients | first 2 | each < (timer stop) >"#,
    ])
  func consent(program: String) throws {
    let refused = try Self.writes(program)
    #expect(refused.status == 5, "\(program): \(refused.errors)")
    #expect(refused.lines.isEmpty, "\(refused.errors)")
    let dry = try Self.writes(program, "--dry-run")
    #expect(dry.errors.contains("would send"), "\(program): \(dry.errors)")
    #expect(dry.lines.isEmpty, "\(dry.errors)")
  }

  @Test(
    "A verb takes the records of its kind, and no others",
    arguments: [
      #"clients "Acme" | tasks delete"#, #"clients "Acme" | users archive"#, #"{id: 5} | clients delete"#,
      #"projects "ACME-WEB" | extend id: 5 | delete"#, #"5 | clients delete"#,
    ])
  func kinds(program: String) throws {
    let run = try Self.writes(program)
    #expect(run.status == 2 && run.lines.isEmpty, "\(program): \(run.errors)")
  }

  @Test("Names and records are read again after a write")
  func freshNames() throws {
    let program = """
      clients "Acme" | update name: "Apex"
      projects "Apex/Website" | get client.name
      users "Ada Lindqvist" | billable_rates create amount: 999
      users "Ada Lindqvist" | get default_hourly_rate
      """
    let result = try Hv.sh("hv --sandbox --today 2026-11-24 -", input: program)
    let lines = result.output.split(separator: "\n")
    #expect(
      lines.count == 4 && lines[1] == "\"Apex\"" && lines[3].hasPrefix("999"), "\(result.output) \(result.errors)")
  }

  @Test("The account's way to track time counts for piped records too")
  func timerMode() throws {
    let program = """
      company update wants_timestamp_timers: true
      {project: "ACME-WEB", task: "Design", spent_date: today, hours: 2} | time_entries create
      """
    let run = try Self.writes(program)
    #expect(run.lines == ["PATCH"], "\(run.errors)")
    #expect(run.status == 4, "something was changed before")
    #expect(run.errors.contains("tracks start and end times"))
  }

  @Test("A refusal among many leaves the others alone, and the result is partial")
  func partial() throws {
    let run = try Self.writes(#"["A", "B", "A", "C"] | each < (clients create name: it) >"#, "--yes")
    #expect(run.lines == ["POST", "POST", "POST", "POST"], "\(run.errors)")
    #expect(run.status == 4)
    #expect(run.errors.contains("of 4 writes 3 done, 1 refused"), "\(run.errors)")
  }
}
