import Foundation
import Testing

/// The scripts in scripts/examples, run as a scheduler runs them, against a sandbox that outlives each run.
@Suite("Example scripts")
struct ExampleScriptTests {
  private static let folder = Hv.root.appendingPathComponent("scripts/examples")

  /// The scripts, by name, in the order of their names.
  private static let all: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "hv" }.map { $0.deletingPathExtension().lastPathComponent }
      .sorted()
  }()

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(name).hv"), encoding: .utf8)
  }

  /// Runs a command line against a sandbox of its own.
  ///
  /// There `$E` is the folder of the scripts and `$h` hv; `s NAME …` runs a script, writes `status N` and keeps the
  /// requests in `trace`; `posts` counts those.
  private func served(_ command: String, sandbox: String = "--entries 200", input: String = "") throws -> Hv.Result {
    try Hv.sh(
      """
      hv sandbox --port 0 --today 2026-11-24 --no-rate-limits --frozen-clock \(sandbox) > server.env 2>/dev/null &
      server=$!
      trap 'kill $server' EXIT
      n=0
      until grep -qs ACCOUNT server.env; do n=$((n + 1)); [ $n -lt 400 ] || exit 99; sleep 0.05; done
      set -a; . ./server.env; set +a
      h='hv --today 2026-11-24'
      s() {
        script=$1; shift
        $h --trace "$E/$script.hv" "$@" 2> trace; echo "status $?"
        grep -v '→' trace >&2
      }
      posts() { echo "$(grep -c '^POST' trace) made, $(grep -c '^GET' trace) read"; }
      \(command)
      """, input: input, environment: ["E": Self.folder.path])
  }

  // MARK: all of them

  @Test("There are ten scripts, which say at their head what they do and what each of their parameters is")
  func heads() throws {
    #expect(Self.all.count >= 10, "\(Self.all)")
    let usages = try Hv.sh(
      Self.all.map { "echo '# \($0)'; hv \"$E/\($0).hv\" --help || echo failed" }.joined(separator: "\n"),
      environment: ["E": Self.folder.path])
    let pages = usages.output.components(separatedBy: "# ").dropFirst()
    #expect(pages.count == Self.all.count && !usages.output.contains("failed"), "\(usages.output)\(usages.errors)")
    for (name, page) in zip(Self.all, pages) {
      let lines = try Self.text(name).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == "#!/usr/bin/env hv" && lines[1].hasPrefix("## "), "\(name)")
      let parameters = lines.filter { $0.hasPrefix("param ") }
      #expect(!parameters.isEmpty, "\(name)")
      for parameter in parameters {
        let word = parameter.dropFirst("param ".count).prefix { $0 != ":" }
        #expect(parameter.contains("  ## "), "\(name): \(parameter)")
        #expect(page.contains("  --\(word)"), "\(name): \(page)")
      }
      let mode =
        try FileManager.default.attributesOfItem(
          atPath: Self.folder.appendingPathComponent("\(name).hv").path)[.posixPermissions] as? Int
      #expect((mode ?? 0) & 0o100 != 0, "\(name) can be run by its name")
    }
  }

  @Test(
    "What cannot be meant is refused before anything is asked of the account",
    arguments: [
      ("archive-unused --days 0", "--days is 1 or more"),
      ("budget-alert --share 80", "--share is a part of the budget"),
      ("month-end --table x", "--table is hours, amounts or both"),
      ("year-review --year 25", "--year is one with four digits"),
      ("year-review --table x", "--table is hours, people, invoices or all"),
      ("backup --folder nowhere", "there is no folder for “nowhere/clients.ndjson”"),
      ("backup-compare --folder nowhere", "there is no file “nowhere/clients.ndjson”"),
      ("invoice-drafts --lines x", "--lines is task, project, people or detailed"),
      ("git-log-import --task Design", "--project and --task say what the entries are for"),
      ("git-log-import --project ACME-WEB --task Design --hours 25", "--hours goes from 0 to 24"),
      ("git-log-import --project ACME-WEB --task Design --lead 0", "--lead is more than 0"),
      ("git-log-import --project ACME-WEB --task Design --format x", "--format is tsv, csv or ndjson, not “x”"),
      ("git-log-import --project ACME-WEB --task Design --file no.tsv", "there is no file “no.tsv”"),
      ("calendar-import", "--task says what the entries are for"),
      ("calendar-import --task Design --dates ymd", "--dates is mdy or dmy"),
      ("calendar-import --task Design --columns a,b", "--columns names three columns or five"),
    ])
  func mistakes(command: String, says: String) throws {
    let (name, rest) = (command.prefix { $0 != " " }, command.drop { $0 != " " })
    let result = try Hv.sh(
      "hv --sandbox --today 2026-11-24 --trace \"$E/\(name).hv\"\(rest)", environment: ["E": Self.folder.path])
    #expect(result.status == 1 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(says), "\(result.errors)")
    // A backup reads its first list before it finds that there is nowhere to put it.
    let reads = ["backup", "backup-compare"].contains(name)
    #expect(reads || !result.errors.contains("→ 200"), "\(result.errors)")
  }

  @Test("One table of those that make several is one piece of CSV or JSON; none is fetched twice")
  func tables() throws {
    let result = try served(
      """
      s month-end --table amounts -o csv --currency usd; grep -c '^GET' trace
      s month-end --table hours -o csv | head -1; grep -c '^GET' trace
      s year-review --table people -o json > people.json; grep -c '^GET' trace
      s year-review --table invoices --year 2025 -o csv | head -1; grep -c '^GET' trace
      s year-review > all; grep -c '^GET' trace; tail -1 all
      s budget-alert --share 9 -o json
      s missing-hours --least 1 -o csv | sed -n '1p;$p'
      s missing-hours --least 0 -o json
      grep -v '^status' people.json
      """)
    let lines = result.output.split(separator: "\n").map(String.init)
    let start = try #require(lines.lastIndex(of: "["), "\(result.output)\(result.errors)")
    #expect(
      lines[..<start] == [
        "client,project,hours,amount,currency", "Acme,Mobile App,8.0,640.0,USD", "Acme,Website,0,454.32,USD",
        "Cumulus Analytics,Dashboard,9.25,1091.5,USD", "Cumulus Analytics,Maintenance,9.25,36.79,USD", "status 0", "1",
        "client_name,project_name,level,hours,billable,rounded", "1",
        "1",
        "client_name,currency,invoiced,paid,n", "1",
        "2", "status 0",
        "[]", "status 0",
        "first_name,last_name,email,hours", "status 1",
        "[]", "status 0",
      ], "\(result.output)\(result.errors)")
    let people = try JSONSerialization.jsonObject(with: Data(lines[start...].joined(separator: "\n").utf8))
    #expect((people as? [Any])?.count == 10, "\(people)")
  }

  // MARK: commits

  /// A repository of four days, the last of them today.
  private static let repository = #"""
    export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=ada GIT_AUTHOR_EMAIL=ada@example GIT_COMMITTER_NAME=ada
    export GIT_COMMITTER_EMAIL=ada@example
    c() { GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git commit -q --allow-empty --allow-empty-message -m "$2"; }
    git init -q .
    c 2026-11-18T22:30:00+01:00 'Late work'
    c 2026-11-19T00:20:00+01:00 'Past midnight'
    c 2026-11-19T09:00:00+01:00 '=SUM(A1)'
    c 2026-11-19T10:00:00+01:00 'Fix "\n" in C:\temp, a comma'
    c 2026-11-20T08:00:00+00:00 '42'
    c 2026-11-20T09:30:00+00:00 ''
    c 2026-11-20T17:00:00-05:00 'Größe {x} 🎉'
    c 2026-11-24T08:00:00+01:00 'today'
    cp "$E/git-log-import.hv" .
    """#

  /// The command line at the head of the script.
  private static func documented() throws -> String {
    let lines = try text("git-log-import").split(separator: "\n").filter { $0.hasPrefix("##     ") }
    return lines.map { $0.dropFirst("##     ".count) }.joined(separator: "\n")
  }

  private static let look =
    #"$h -c 'time_entries from: 2026-11-18, project: "ACME-WEB", task: "Programming", user: "Ada Lindqvist""#
    + #" | where external_reference != null | sort spent_date, -hours"#

  @Test("A git log becomes an entry a day, by the command at the head of the script; a second run adds nothing")
  func gitLog() throws {
    let line = try Self.documented() + " --today 2026-11-24"
    let result = try served(
      """
      \(Self.repository)
      \(line) --dry-run 2>/dev/null; echo "status $?"
      \(line); echo "status $?"
      \(line) --yes --trace 2> trace; posts
      \(line) --yes --trace 2> trace; echo "status $?"; posts
      \(line) --yes --repository other --hours 2 --period 2026-11-20 2>/dev/null
      \(Self.look) | select spent_date, hours'
      """)
    let entries = [
      #"{"spent_date":"2026-11-18","hours":0.5,"notes":"Late work"}"#,
      #"{"spent_date":"2026-11-19","hours":2.0,"notes":"Past midnight\n=SUM(A1)\nFix \"\\n\" in C:\\temp, a comma"}"#,
      #"{"spent_date":"2026-11-20","hours":2.5,"notes":"42\nGröße {x} 🎉"}"#,
    ]
    #expect(
      result.output.split(separator: "\n").map(String.init)
        == entries.map { $0.replacingOccurrences(of: #""hours":2.0"#, with: #""hours":2"#) } + ["status 0", "status 5"]
        + entries + ["3 made, 6 read", "status 0", "0 made, 3 read"]
        + [#"{"spent_date":"2026-11-20","hours":2.0,"notes":"42\nGröße {x} 🎉"}"#]
        + [
          #"{"spent_date":"2026-11-18","hours":0.5}"#, #"{"spent_date":"2026-11-19","hours":2.0}"#,
          #"{"spent_date":"2026-11-20","hours":2.5}"#, #"{"spent_date":"2026-11-20","hours":2.0}"#,
        ], "\(result.output)\(result.errors)")
    #expect(result.errors.contains("would write 3 records"), "\(result.errors)")
  }

  @Test("CSV and NDJSON are read as well; where start and end are tracked, the entries end with the last commit")
  func otherLogs() throws {
    let result = try served(
      #"""
      a='--project ACME-WEB --task Programming --yes'
      printf 'subject,date,hash\n"a, b",2026-11-19 09:00:00 +0100,1\nc,2026-11-19 10:15:00 +0100,2\n' |
        s git-log-import $a --format csv
      printf '{"date":"2026-11-20T00:10:00Z","subject":"early\\nbody"}\n' > log.ndjson
      s git-log-import $a --file log.ndjson
      printf 'date\tsubject\n' | s git-log-import $a -o json
      printf '2026-11-20T00:10:00Z\tno header\n2026-11-20T00:10:00Z\tno header\n' | s git-log-import $a
      printf 'date\tsubject\nFri Nov 20 09:10:00 2026 +0100\tx\n' | s git-log-import $a
      """# + "\n\(Self.look) | select spent_date, started_time, ended_time, notes'",
      sandbox: "--entries 200 --timestamp-timers")
    #expect(
      result.output.split(separator: "\n").map(String.init) == [
        #"{"spent_date":"2026-11-19","hours":1.75,"notes":"a, b\nc"}"#, "status 0",
        #"{"spent_date":"2026-11-20","hours":0.17,"notes":"early\nbody"}"#, "status 0", "[]", "status 0", "status 1",
        "status 1",
        #"{"spent_date":"2026-11-19","started_time":"08:30","ended_time":"10:15","notes":"a, b\nc"}"#,
        #"{"spent_date":"2026-11-20","started_time":"00:00","ended_time":"00:10","notes":"early\nbody"}"#,
      ], "\(result.output)\(result.errors)")
    #expect(result.errors.contains("“” is no date of git log --date=iso-strict; the first line names the columns"))
    #expect(result.errors.contains("“Fri Nov 20 09:10:00 2026 +0100” is no date"), "\(result.errors)")
  }

  // MARK: a calendar

  /// As Outlook writes it. Of the demo data's projects, Acme's website, Training, Hiring and Sales are Ada's.
  private static let calendar = """
    "Subject","Start Date","Start Time","End Date","End Time","All day event"
    "acme-web: review",11/20/2026,9:00:00 AM,11/20/2026,10:30:00 AM,False
    "acme-web: review, copied",11/20/2026,9:00:00 AM,11/20/2026,10:30:00 AM,False
    Dentist,11/20/2026,11:00:00 AM,11/20/2026,12:30:00 PM,False
    "Acme website, design",11/19/2026,12:15:00 PM,11/19/2026,2:35:00 PM,False
    Training or Hiring,11/19/2026,1:00:00 PM,11/19/2026,2:15:00 PM,False
    Sales trip,11/18/2026,1:00:00 PM,11/18/2026,2:15:00 PM,False
    Night at the website,11/18/2026,11:00:00 PM,11/19/2026,1:00:00 AM,False
    Birthday ACME-WEB,11/19/2026,12:00:00 AM,11/20/2026,12:00:00 AM,True
    ACME-WEB tomorrow,11/25/2026,9:00:00 AM,11/25/2026,10:30:00 AM,False

    """

  @Test("Events become entries of the project in their subject, once; the others are listed, and the status tells")
  func events() throws {
    let result = try served(
      #"""
      cat > c.csv
      s calendar-import --task Design --file c.csv -o csv; posts
      s calendar-import --task Design --file c.csv -o csv --yes; posts
      s calendar-import --task Design --yes -o csv --period 2026-11-20 < c.csv; posts
      $h -c 'time_entries 2026-11-18..2026-11-25, user: "Ada Lindqvist" | where external_reference != null
        | select spent_date, project.code, task.name, hours, notes'
      """#, input: Self.calendar)
    let left = [
      "2026-11-20,Dentist,,,no project",
      "2026-11-19,Training or Hiring,,,\"several projects: Polder & Pine/Hiring, Polder & Pine/Training\"",
      "2026-11-18,Sales trip,,,Polder & Pine/Sales has no task “Design”",
      "2026-11-18,Night at the website,,,ends on another day",
    ]
    #expect(
      result.output.split(separator: "\n").map(String.init)
        == ["status 5", "0 made, 6 read", "day,subject,project,hours,problem"]
        + ["2026-11-20,acme-web: review,Acme/Website,1.5,", "2026-11-19,\"Acme website, design\",Acme/Website,2.33,"]
        + left + ["status 1", "2 made, 6 read", "day,subject,project,hours,problem", left[0], "status 0"]
        + ["0 made, 3 read"]
        + [
          #"{"spent_date":"2026-11-20","project_code":"ACME-WEB","task_name":"Design","hours":1.5,"#
            + #""notes":"acme-web: review"}"#,
          #"{"spent_date":"2026-11-19","project_code":"ACME-WEB","task_name":"Design","hours":2.33,"#
            + #""notes":"Acme website, design"}"#,
        ], "\(result.output)\(result.errors)")
  }

  @Test("Columns of other names and days of other orders are told; start and end go to an account that tracks them")
  func otherCalendars() throws {
    let result = try served(
      #"""
      printf 'Titel,von,bis\nACME-WEB,19/11/2026 9:05,19/11/2026 10:00\n' > c.csv
      printf 'ACME-WEB,20.11.2026 13:00,20.11.2026 14:15\n' >> c.csv
      s calendar-import --task Design --columns Titel,von,bis --dates dmy --yes -o csv < c.csv
      s calendar-import --task Design --columns Titel,von,bis --yes < c.csv
      s calendar-import --task Design --yes < c.csv
      $h -c 'time_entries 2026-11-18..2026-11-20, user: "Ada Lindqvist" | where external_reference != null
        | sort spent_date | select spent_date, started_time, ended_time, hours'
      """#, sandbox: "--entries 200 --timestamp-timers")
    #expect(
      result.output.split(separator: "\n").map(String.init) == [
        "day,subject,project,hours,problem", "2026-11-19,ACME-WEB,Acme/Website,0.92,",
        "2026-11-20,ACME-WEB,Acme/Website,1.25,", "status 0", "status 1", "status 1",
        #"{"spent_date":"2026-11-19","started_time":"09:05","ended_time":"10:00","hours":0.92}"#,
        #"{"spent_date":"2026-11-20","started_time":"13:00","ended_time":"14:15","hours":1.25}"#,
      ], "\(result.output)\(result.errors)")
    #expect(result.errors.contains("“19/11/2026 9:05” is no day and time"), "\(result.errors)")
    #expect(result.errors.contains("--columns names those of subject, start and end"), "\(result.errors)")
  }

  // MARK: invoices

  @Test("Each client with enough open work gets one draft of it; a second run makes none")
  func invoices() throws {
    let result = try served(
      """
      drafts() { $h -c 'invoices state: draft | where subject =~ "2026-10-01 to 2026-10-31" | sort client.name
        | select client.name, amount, period_start, period_end' -o csv; }
      s invoice-drafts -o csv; posts
      s invoice-drafts --dry-run --minimum 1100 -o csv 2>/dev/null; posts
      drafts
      s invoice-drafts --client acme --yes -o csv | sed 's/,[0-9]*,/,#,/'
      s invoice-drafts --yes --minimum 1100 -o csv | sed 's/,[0-9]*,/,#,/'; posts
      s invoice-drafts --yes --minimum 1100 -o csv | sed 's/,[0-9]*,/,#,/'; posts
      drafts
      """)
    let small = [
      "Brückner & Söhne,#,1043.54,EUR,below the minimum", "Éditions du Phare,#,556.47,EUR,below the minimum",
    ]
    let columns = "client,number,amount,currency,left"
    #expect(
      result.output.split(separator: "\n").map(String.init) == [
        "status 5", "0 made, 1 read", columns, "Cumulus Analytics,,1128.29,USD,", "Fjord Outdoor,,1809.0,NOK,",
        "Acme,,1094.32,USD,below the minimum",
      ] + small.map { $0.replacingOccurrences(of: "#", with: "") } + [
        "status 0", "0 made, 1 read", "client_name,amount,period_start,period_end",
        columns, "Acme,#,1094.32,USD,", "status 0",
        columns, "Cumulus Analytics,#,1128.29,USD,", "Fjord Outdoor,#,1809.0,NOK,",
      ] + small + ["status 0", "2 made, 1 read", columns] + small + [
        "status 0", "0 made, 1 read", "client_name,amount,period_start,period_end",
        "Acme,1094.32,2026-10-01,2026-10-31", "Cumulus Analytics,1128.29,2026-10-01,2026-10-31",
        "Fjord Outdoor,1809.0,2026-10-01,2026-10-31",
      ], "\(result.output)\(result.errors)")
  }

  // MARK: backups

  @Test("A backup equals the account until that is changed; then each record and each field that differs is told")
  func backups() throws {
    let result = try served(
      #"""
      mkdir one two
      s backup --folder one; posts; ls one | wc -l | tr -d ' '
      s backup-compare --folder one -o json; posts
      $h --yes -c 'clients create name: "Kite"
        clients "Acme" | update name: "Acme Corp.", address: "1, New Street"
        time_entries | where not is_locked and not is_running | last 1 | delete' > /dev/null
      s backup-compare --folder one -o csv | sed 's/,[0-9]*,/,#,/' > live; cat live
      s backup --folder two
      cd two
      s backup-compare --folder ../one --with . -o csv | sed 's/,[0-9]*,/,#,/' | cmp - ../live && echo same; posts
      s backup-compare --folder ../one --with ../two --summary -o csv
      rm clients.ndjson
      s backup-compare --folder ../one --with .
      """#)
    let lines = result.output.split(separator: "\n").map(String.init)
    let changes = [
      "clients,added,#,Kite,,,", "clients,changed,#,Acme,name,Acme,Acme Corp.",
      "clients,changed,#,Acme,address,\"12 Anvil Road\r\nTucson, AZ 85701\",\"1, New Street\"",
    ]
    try #require(lines.count > 30, "\(result.output)\(result.errors)")
    #expect(Array(lines[..<5]) == ["status 0", "0 made, 15 read", "15", "[]", "status 0"], "\(lines)")
    #expect(Array(lines[5..<10]) == ["0 made, 15 read", "list,what,id,name,field,before,after"] + changes, "\(lines)")
    // The client's name stands in its projects, entries and invoices as well.
    let end = try #require(lines[10...].firstIndex(of: "status 1"), "\(lines)")
    let others = lines[10..<end]
    #expect(others.contains { $0.hasPrefix("projects,changed,#,Website,client,") }, "\(others)")
    #expect(others.filter { $0.hasPrefix("time_entries,gone,#,20") }.count == 1, "\(others)")
    #expect(others.allSatisfy { $0.contains(",client,") || $0.contains(",gone,") }, "\(others)")
    #expect(
      Array(lines[(end + 1)..<(end + 6)]) == [
        "status 0", "same", "0 made, 0 read", "list,what,count", "clients,added,1",
      ], "\(lines)")
    #expect(lines.last == "status 1" && result.errors.contains("there is no file “./clients.ndjson”"))
  }
}
