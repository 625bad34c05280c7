import Foundation
import Testing

/// The program from outside: exit statuses, where things are written, and how many requests a pipeline makes.
struct CommandLineTests {
  private static let today = "--today 2026-11-24"

  @Test(
    "Exit status",
    arguments: [
      ("hv -c '1 + 1'", 0), ("hv -c 'projects | count'", 3), ("hv -c 'projcts'", 2), ("hv -c '('", 2),
      ("hv --nonsense", 2),
      ("hv -c '[1, \"a\"] | sum it'", 1), ("hv nothere.hv", 1), ("hv -c 'projects' --base-url ftp://x", 2),
      ("HARVEST_ACCESS_TOKEN=t HARVEST_ACCOUNT_ID=1 HARVEST_BASE_URL=http://127.0.0.1:9/v2 hv -c 'projects'", 1),
      ("hv --help", 0), ("hv --version", 0), ("hv --sandbox -c 'clients 1'", 1),
      ("hv --today 2026-02-30 -c 'today'", 2),
    ])
  func status(_ command: String, _ status: Int32) throws {
    let result = try Hv.sh(command)
    #expect(result.status == status, "\(result.errors)")
    if status != 0 {
      #expect(!result.errors.isEmpty)
      #expect(result.output.isEmpty)
    }
  }

  @Test(
    "A pipeline makes no request too many",
    arguments: [
      ("time_entries | first 3", ["GET /v2/time_entries?per_page=3"]),
      ("projects | where active | first 1 | get name", ["GET /v2/projects?is_active=true&per_page=1"]),
      ("projects | where false | each < tasks >", ["GET /v2/projects?per_page=2000"]),
      ("time_entries last month | first 1 | get id", ["GET /v2/time_entries?from=2026-10-01&to=2026-10-31&per_page=1"]),
      ("projects \"Atlas\" | get name\nprojects \"Beacon\" | get name", ["GET /v2/projects?per_page=2000"]),
      ("let p = projects | first 2\n$p | count\n$p | count", ["GET /v2/projects?per_page=2"]),
      ("let unused = projects\n1", []),
      ("1 + 1", []),
    ])
  func requests(_ program: String, _ expected: [String]) throws {
    let result = try Hv.sh("hv --sandbox \(Self.today) --trace -", input: program)
    let lines = result.errors.split(separator: "\n").compactMap { line in
      line.firstRange(of: " → ").map { String(line[..<$0.lowerBound]) }
    }
    if program.contains("Atlas") {
      #expect(lines == expected, "\(result.errors)")
    } else {
      #expect(lines == expected, "\(result.errors)")
      #expect(result.status == 0)
    }
  }

  @Test("What one pipe end does not read is not fetched, and nothing is said")
  func closedPipe() throws {
    let result = try Hv.sh(
      "hv --sandbox \(Self.today) --trace -c 'time_entries | each < it >' 2>trace | head -1 >/dev/null; wc -l < trace")
    #expect((Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 99) <= 3)
    #expect(result.errors == "")
  }

  @Test("A token is never shown")
  func noToken() throws {
    let secret = "sekret-123456"
    for extra in ["", "--trace"] {
      let result = try Hv.sh(
        "HARVEST_ACCESS_TOKEN=\(secret) HARVEST_ACCOUNT_ID=1 HARVEST_BASE_URL=http://127.0.0.1:9/v2 hv \(extra) -c 'projects'"
      )
      #expect(!result.errors.contains(secret))
      #expect(!result.output.contains(secret))
    }
  }

  @Test("A program comes from -c, a file, or standard input")
  func programs() throws {
    #expect(try Hv.sh("hv -c '1 + 1'").output == "2\n")
    #expect(try Hv.sh("hv -", input: "1 + 1").output == "2\n")
    #expect(try Hv.sh("hv", input: "1 + 1").output == "2\n")
    #expect(
      try Hv.sh("printf '#!/usr/bin/env hv\\nlet x = 2\\n$x + 1\\n$args | count\\n' > p.hv; hv p.hv a b").output
        == "3\n2\n")
  }

  @Test(
    "Every format writes the same rows",
    arguments: [
      ("ndjson", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2.50,\"b\":null}\n"),
      ("csv", "a,b\n1,x\n2.50,\n"), ("tsv", "a\tb\n1\tx\n2.50\t\n"),
    ])
  func formats(_ format: String, _ expected: String) throws {
    #expect(try Hv.sh("hv -o \(format) -c '[{a: 1, b: \"x\"}, {a: 2.50, b: null}]'").output == expected)
  }

  @Test("Many is an array also for one row, one is an object or scalar")
  func oneAndMany() throws {
    #expect(try Hv.sh("hv -o json -c '[{a: 1}] | first 1' | tr -d ' \\n'").output == "[{\"a\":1}]")
    #expect(try Hv.sh("hv -o json -c '{a: 1}' | tr -d ' \\n'").output == "{\"a\":1}")
    #expect(try Hv.sh("hv -o json -c '[1, 2] | count'").output == "2\n")
  }

  @Test("No rows are an empty array, a header, or nothing; a failure writes none of them")
  func noRows() throws {
    #expect(try Hv.sh("hv -o json -c '[1] | where it > 2'").output == "[]\n")
    #expect(try Hv.sh("hv -o csv -c '[{a: 1, b: \"x\"}] | where a > 2'").output == "a,b\n")
    #expect(try Hv.sh("hv -c '[1] | where it > 2'").output == "")
    #expect(try Hv.sh("hv -o json -c 'projects'").output == "")
  }

  @Test("An `if` without `else` whose condition is false writes nothing, in no format")
  func nothing() throws {
    let program = """
      def f(b) < if $b then 1 >
      1
      if false then 2
      do < if 1 > 2 then < 3 > >
      f false
      (if false then 4)
      if true then 5
      (projects | where false | get 0)
      """
    let expected = ["json": "1\n5\nnull\n", "yaml": "1\n5\nnull\n", "ndjson": "1\n5\n"]
    for (format, output) in expected {
      let result = try Hv.sh("hv --sandbox -o \(format) -", input: program)
      #expect(result.output == output, "\(format): \(result.output)\(result.errors)")
    }
  }

  @Test("A sandbox of its own serves other processes, and stops on a signal")
  func standaloneSandbox() throws {
    let result = try Hv.sh(
      """
      hv sandbox --today 2026-11-24 --entries 500 > address & server=$!
      for i in $(seq 200); do test -s address && break; sleep 0.05; done
      export $(cat address)
      hv -c 'time_entries | count'
      HARVEST_ACCESS_TOKEN=wrong-token hv -c 'me' 2>/dev/null; echo $?
      kill -INT $server; wait $server; echo $?
      """)
    #expect(result.output == "500\n3\n0\n", "\(result.errors)")
  }

  @Test("A sandbox of more entries than it can have is refused, with the limit")
  func tooLarge() throws {
    let result = try Hv.sh("hv sandbox --entries 1000001")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("--entries is a number from 0 to 1000000"), "\(result.errors)")
  }

  @Test("Another program lists, creates, edits and deletes; a lost answer is told, and a data file keeps what was done")
  func otherProgram() throws {
    let result = try Hv.sh(
      """
      serve() {
        rm -f address
        hv sandbox --entries 50 --data account.ndjson --fault 'POST /tasks: drop-after x1' > address & server=$!
        for i in $(seq 200); do test -s address && break; sleep 0.05; done
        export $(cat address)
      }
      serve
      hv -c '(api post "/clients" body: {name: "Kite"}).id' > id
      hv -c "api patch \\"/clients/$(cat id)\\" body: {name: \\"Kites\\"} | get name"
      hv -c "clients $(cat id) | delete | get deleted; clients | where name == \\"Kites\\" | count"
      hv -c 'tasks create name: "Lost"' 2>&1 | grep -c 'not known whether'
      kill -INT $server; wait $server
      serve
      hv -c 'tasks | where name == "Lost" | count'
      kill -INT $server; wait $server
      """)
    #expect(result.output == "\"Kites\"\ntrue\n0\n1\n1\n", "\(result.errors)")
  }

  @Test("Ctrl-C ends a request that is under way")
  func interrupt() throws {
    let result = try Hv.sh(
      """
      hv sandbox --latency 60s > address & server=$!
      while ! test -s address; do sleep 0.05; done
      export $(cat address)
      hv -c 'time_entries | sum hours' & client=$!
      sleep 1; kill -INT $client; wait $client; echo $?
      kill -INT $server; kill -INT $server; wait $server
      """)
    #expect(result.output == "130\n")
  }

  @Test("Cells that a spreadsheet would run are guarded, unless told otherwise")
  func formulas() throws {
    #expect(try Hv.sh("hv -o csv -c '[{a: \"=1+1\"}]'").output == "a\n'=1+1\n")
    #expect(try Hv.sh("hv -o csv --raw-csv -c '[{a: \"=1+1\"}]'").output == "a\n=1+1\n")
  }

  @Test("Control characters in data are shown, not obeyed")
  func controlCharacters() throws {
    for format in ["table", "markdown"] {
      let output = try Hv.sh("hv -o \(format) -c '[{a: \"x\\u{1b}[31my\"}]'").output
      #expect(!output.contains("\u{1b}"))
      #expect(output.contains("y"))
    }
  }
}
