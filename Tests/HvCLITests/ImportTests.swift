import Foundation
import Testing

/// Records from files: columns become fields, names become ids, and all rows are checked before the first is sent.
@Suite("Import from files", .serialized)
struct ImportTests {
  private static let sheet = """
    project,task,spent_date,hours,notes
    ACME-WEB,Design,2026-11-20,1.50,Sketches
    ACME-WEB,Design,2026-11-20,1.50,Sketches
    Acme/Website,Programming,2026-11-19,0.25,
    """

  private static func look(_ server: WriteServer) throws -> [String] {
    try server.rows(
      #"""
      time_entries 2026-11-19..2026-11-20, project: "ACME-WEB", user: "Ada Lindqvist"
      | sort hours | select spent_date, task.name, hours, notes
      """#
    )
  }

  @Test("The rows of a file become records: names are looked up, equal rows are made as often as they stand there")
  func file() throws {
    let server = try WriteServer()
    try server.write(Self.sheet, to: "entries.csv")
    let refused = try server.run(#"open "entries.csv" | time_entries create"#)
    #expect(refused.status == 5 && refused.writes.isEmpty, "\(refused.errors)")
    let run = try server.run(#"open "entries.csv" | time_entries create | get hours"#, "--yes")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.writes == ["POST /v2/time_entries", "POST /v2/time_entries", "POST /v2/time_entries"])
    #expect(run.rows == ["1.5", "1.5", "0.25"])
    #expect(
      try Self.look(server) == [
        #"{"spent_date":"2026-11-19","task_name":"Programming","hours":0.25,"notes":null}"#,
        #"{"spent_date":"2026-11-20","task_name":"Design","hours":1.5,"notes":"Sketches"}"#,
        #"{"spent_date":"2026-11-20","task_name":"Design","hours":1.5,"notes":"Sketches"}"#,
      ])
    #expect(try server.rows("journal | select writes, done") == [#"{"writes":3,"done":3}"#], "one batch")
  }

  /// A way to say which column is which field.
  private static let mappings = [
    #"open "tage.csv" | select project: Projekt, task: Was, spent_date: Tag, hours: Std | time_entries create"#,
    #"open "tage.csv" | each < {project: Projekt, task: Was, spent_date: Tag, hours: Std} > | time_entries create"#,
    #"open "tage.csv" | rename project: Projekt, task: Was, spent_date: Tag, hours: Std | time_entries create"#,
    #"open "tage.csv" | time_entries create project: Projekt, task: Was, spent_date: Tag, hours: Std"#,
    #"open "tage.csv" | drop Projekt | rename task: Was, spent_date: Tag, hours: Std"#
      + #" | time_entries create project: "ACME-WEB""#,
  ]

  @Test("Columns of other names are mapped; what is typed goes before what flows in")
  func mapping() throws {
    let server = try WriteServer()
    try server.write("Projekt,Was,Tag,Std\nACME-WEB,Design,2026-11-20,2\n", to: "tage.csv")
    for program in Self.mappings {
      let run = try server.run(program + " | select project.code, task.name, spent_date, hours", "--yes")
      #expect(
        run.rows == [#"{"project_code":"ACME-WEB","task_name":"Design","spent_date":"2026-11-20","hours":2.0}"#],
        "\(program): \(run.errors)")
    }
  }

  /// A row that is wrong, and what is said about it.
  private static let mistakes: [(row: String, says: String)] = [
    ("ACME-WEB,Nope,2026-11-20,1,", "no task is called “Nope”"),
    ("Nowhere,Design,2026-11-20,1,", "no project is called “Nowhere”"),
    ("Website,Design,2026-11-20,1,", "means"),
    ("ACME-WEB,Design,2026-11-20,abc,", "`hours` needs"),
    ("ACME-WEB,Design,20.11.2026,1,", "`spent_date` needs"),
    ("ACME-WEB,Design,2026-11-31,1,", "`spent_date` needs"),
    (",Design,2026-11-20,1,", "`project` is missing"),
    ("ACME-WEB,Design,,1,", "`spent_date` is missing"),
  ]

  @Test("All rows are checked before the first is sent, and the wrong one is named")
  func mistakes() throws {
    let server = try WriteServer()
    for (row, says) in Self.mistakes {
      try server.write(Self.sheet + "\n\(row)\n", to: "entries.csv")
      let run = try server.run(#"open "entries.csv" | time_entries create"#, "--yes")
      #expect(run.status == 1 && run.writes.isEmpty, "\(row): \(run.requests)")
      #expect(run.errors.contains(says), "\(row): \(run.errors)")
      #expect(run.errors.contains("row 4"), "which row it is: \(run.errors)")
    }
    try server.write(Self.sheet.replacingOccurrences(of: "notes", with: "remark"), to: "entries.csv")
    let column = try server.run(#"open "entries.csv" | time_entries create"#, "--yes")
    #expect(column.writes.isEmpty && column.errors.contains("no field `remark`"), "\(column.errors)")
    #expect(try server.rows("journal | count") == ["0"])
  }

  @Test("What the server refuses is told by record, and the other rows are made")
  func refusals() throws {
    let server = try WriteServer()
    try server.write("name,currency\nKite,EUR\nAcme,EUR\nKestrel,GBP\n", to: "clients.csv")
    let run = try server.run(#"open "clients.csv" | clients create | get name"#, "--yes")
    #expect(run.status == 4 && run.rows == [#""Kite""#, #""Kestrel""#], "\(run.errors)")
    #expect(run.errors.contains("client, “Acme”: Name has already been taken"))
  }

  // MARK: there and back

  @Test(
    "What was saved is read back as it was: numbers digit for digit, texts that look like formulas without the guard")
  func formulas() throws {
    let server = try WriteServer()
    let texts = [
      "=1+1", "+49 30 1", "@x", "'quoted", "'=q", "-", "-a", "=", "plain", "a,b", "a\\\"b", "a\\nb", " x ", "é漢",
      "1e5x",
    ]
    let rows = texts.map { "{text: \"\($0)\", amount: -5.10, days: 7.500, id: 9007199254740993}" }.joined(
      separator: ", ")
    let run = try server.run(
      """
      [\(rows)] | save "x.csv"
      open "x.csv" | json
      [\(rows)] | json
      """)
    #expect(run.status == 0, "\(run.errors)")
    let half = run.rows.count / 2
    #expect(run.rows.count % 2 == 0 && Array(run.rows[..<half]) == Array(run.rows[half...]), "\(run.rows)")
    let file = try server.read("x.csv")
    #expect(file.contains("\n'=1+1,-5.10,") && file.contains("9007199254740993"), "\(file)")
  }

  @Test("Entries go to a file, are deleted, and come back from it")
  func roundTrip() throws {
    let server = try WriteServer()
    try server.write(Self.sheet.replacingOccurrences(of: "Sketches", with: "=SUM(A1)"), to: "entries.csv")
    _ = try server.run(#"open "entries.csv" | time_entries create"#, "--yes")
    let before = try Self.look(server)
    try #require(before.count == 3)
    let selection = #"time_entries 2026-11-19..2026-11-20, project: "ACME-WEB", user: "Ada Lindqvist""#
    for name in ["back.csv", "back.json", "back.ndjson"] {
      let moved = try server.run(
        """
        \(selection) | select project: project.code, task: task.name, spent_date, hours, notes | save "\(name)"
        \(selection) | delete | count
        open "\(name)" | time_entries create | count
        """, "--yes")
      #expect(moved.status == 0 && moved.rows == ["3", "3"], "\(name): \(moved.errors)")
      #expect(try Self.look(server) == before, "\(name)")
    }
    #expect(try server.read("back.csv").contains("'=SUM(A1)"), "guarded against spreadsheets")
  }
}
