import Foundation
import Testing

/// Scripts: their parameters, their tests, and the tools for them.
@Suite("Scripts")
struct ScriptTests {
  private static let script = """
    #!/usr/bin/env hv
    param period: range = last month  ## the days to report
    param client: string = "Acme"  ## whose hours
    param loud: bool = false
    param least: number = 2
    param day: date = today
    let days = $period
    {days: $days, client: $client, loud: $loud, least: $least, day: $day, rest: $args}
    """

  private func run(_ arguments: String, script: String = Self.script) throws -> (
    output: String, errors: String, status: Int32
  ) {
    let result = try Hv.sh("cat > s.hv; hv --sandbox --today 2026-11-24 s.hv \(arguments)", input: script)
    return (result.output, result.errors, result.status)
  }

  @Test(
    "`param` lines are flags of the script, read as the language writes values",
    arguments: [
      (
        "",
        #"{"days":{"from":"2026-10-01","to":"2026-10-31"},"client":"Acme","loud":false,"least":2,"day":"2026-11-24","rest":[]}"#
      ),
      (
        #"--client "Polder & Pine" --least=3.5 --loud a b"#,
        #"{"days":{"from":"2026-10-01","to":"2026-10-31"},"client":"Polder & Pine","loud":true,"least":3.5,"day":"2026-11-24","rest":["a","b"]}"#
      ),
      (
        #"--period "last 7 days" --day 2026-01-31"#,
        #"{"days":{"from":"2026-11-18","to":"2026-11-24"},"client":"Acme","loud":false,"least":2,"day":"2026-01-31","rest":[]}"#
      ),
      (
        "--period 2026-01-05 -- --client x",
        #"{"days":{"from":"2026-01-05","to":"2026-01-05"},"client":"Acme","loud":false,"least":2,"day":"2026-11-24","rest":["--client","x"]}"#
      ),
    ])
  func parameters(arguments: String, expected: String) throws {
    let result = try run(arguments)
    #expect(result.output == expected + "\n", "\(result.errors)")
  }

  @Test(
    "What does not do is told before anything runs, with status 2",
    arguments: [
      ("--clint x", "the script has no parameter --clint"), ("--least much", "needs a number"),
      ("--period", "--period needs a value"), ("--period 5", "this is a number"), ("--day 2026-02-30", "--day"),
    ])
  func mistakes(arguments: String, says: String) throws {
    let result = try run(arguments)
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test("A parameter whose type is a kind is given by name or id, and looked up when it is read")
  func reference() throws {
    let script = "param of: client\n$of | projects | count\nprojects | where client == $of | count\n$of\n"
    let id = try Hv.sh(#"hv --sandbox -c 'clients "Acme" | get id'"#).output
    let byName = try run("--of acme", script: script)
    #expect(byName.output.hasSuffix("{\"id\":\(id.prefix { $0 != "\n" })}\n"), "\(byName.output)\(byName.errors)")
    #expect(try run("--of \(id)", script: script).output == byName.output)
    let unknown = try run("--of Nobody", script: script)
    #expect(unknown.status == 1 && unknown.errors.contains("no client is called “Nobody”"), "\(unknown.errors)")
    #expect(try run("--of Nobody", script: "param of: client\n1\n").output == "1\n")
    let nameless = try run("--of lunch", script: "param of: time_entry\n$of\n")
    #expect(nameless.status == 2 && nameless.errors.contains("a time_entry has no name"), "\(nameless.errors)")
  }

  @Test("--help shows what a script takes, and a parameter without a default is needed")
  func help() throws {
    let result = try run("--help")
    #expect(result.status == 0)
    #expect(result.output.contains("--period <range>"), "\(result.output)")
    #expect(result.output.contains("the days to report; last month unless given"), "\(result.output)")
    let needed = try run("", script: "param who: string\n$who\n")
    #expect(needed.status == 2 && needed.errors.contains("the script needs --who"), "\(needed.errors)")
    #expect(try run("--who me", script: "param who: string\n$who\n").output == "\"me\"\n")
  }

  @Test(
    "The environment is there without the token; `exit` ends with its status, `error` with 1, `assert` shows both sides"
  )
  func ending() throws {
    let environment = try Hv.sh(
      "HARVEST_ACCESS_TOKEN=secret NAME=x hv --sandbox -c '$env.NAME; $env.HARVEST_ACCESS_TOKEN ?? \"none\"'")
    #expect(environment.output == "\"x\"\n\"none\"\n", "\(environment.errors)")
    #expect(try run("", script: "1\nexit 7\n2\n").status == 7)
    #expect(try run("", script: "1\nexit 7\n2\n").output == "1\n")
    let failed = try run("", script: "let n = 3\nerror \"too many: {$n}\"\n")
    #expect(failed.status == 1 && failed.errors.contains("too many: 3"), "\(failed.errors)")
    let held = try run("", script: "assert 1 + 1 == 3, \"arithmetic\"\n")
    #expect(
      held.status == 1 && held.errors.contains("arithmetic") && held.errors.contains("left:  2"), "\(held.errors)")
    #expect(try run("", script: "try < error \"no\" > catch e < $e.message >\n").output == "\"no\"\n")
  }

  @Test("`hv test` runs each test against a sandbox of its own; what the script writes out does not run")
  func tests() throws {
    let script = """
      clients | count
      def twice(n: number) < $n * 2 >
      test "a client is made, and nothing of it is left" <
        clients create name: "Kite"
        assert (clients | count) == 13
      >
      test "each test has a sandbox of its own" <
        assert (clients | count) == 12
        assert (twice 4) == 8
      >
      test "this one fails" <
        assert 1 == 2, "one is not two"
      >
      """
    let result = try Hv.sh("cat > s.hv; hv test s.hv", input: script)
    #expect(result.status == 1)
    #expect(
      result.output == """
        ok      s.hv: a client is made, and nothing of it is left
        ok      s.hv: each test has a sandbox of its own
        FAILED  s.hv: this one fails
        2 passed, 1 failed

        """, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("one is not two") && result.errors.contains("right: 2"), "\(result.errors)")
  }

  @Test("A parameter without a default fails only the tests that read it")
  func needed() throws {
    let script = """
      param who: string
      param least: number
      let more = $least + 1
      def named() < "{$who}!" >
      test "reads none" < assert 1 + 1 == 2 >
      test "reads one" < assert (named) == "x!" >
      test "reads one by a variable" < assert $more == 2 >
      test "has its own" < let who = "x"; assert $who == "x" >
      """
    let result = try Hv.sh("cat > s.hv; hv test s.hv", input: script)
    #expect(
      result.output == """
        ok      s.hv: reads none
        FAILED  s.hv: reads one
        FAILED  s.hv: reads one by a variable
        ok      s.hv: has its own
        2 passed, 2 failed

        """, "\(result.output)\(result.errors)")
    #expect(result.errors.contains("the test reads `$who`") && result.errors.contains("the test reads `$least`"))
    #expect(try Hv.sh("cat > s.hv; hv s.hv", input: script).status == 2)
  }

  @Test("`hv check` finds mistakes without a request, as text and as JSON")
  func check() throws {
    let script = "param period: range\nprojects | where nme == 1\ntest \"x\" < clients | frist 3 >\n"
    let result = try Hv.sh("cat > s.hv; hv check s.hv", input: script)
    #expect(result.status == 2)
    #expect(result.errors.contains("E0202") && result.errors.contains("E0201"), "\(result.errors)")
    let json = try Hv.sh("cat > s.hv; hv check --errors json s.hv", input: script)
    #expect(json.errors.contains(#""code":"E0202""#), "\(json.errors)")
    #expect(try Hv.sh("cat > s.hv; hv check s.hv", input: Self.script).status == 0)
    // What nothing calls is not known to lack an input.
    let uncalled = try Hv.sh("cat > s.hv; hv check s.hv", input: "def names() < each < name > | first 2 >\n")
    #expect(uncalled.status == 0, "\(uncalled.errors)")
  }

  @Test("`hv fmt` writes the canonical form; --check names files that are not in it")
  func format() throws {
    let ugly = "projects|where active|each<tasks>\n"
    let result = try Hv.sh(
      "cat > s.hv; hv fmt --check s.hv; echo $?; hv fmt s.hv; cat s.hv; hv fmt --check s.hv; echo $?", input: ugly)
    #expect(
      result.output == "s.hv\n1\nprojects | where active | each < tasks >\n0\n", "\(result.output)\(result.errors)")
    let mode = try Hv.sh("cat > s.hv; chmod 750 s.hv; hv fmt s.hv; ls -l s.hv | cut -c1-10", input: ugly)
    #expect(mode.output == "-rwxr-x---\n", "\(mode.errors)")
    #expect(try Hv.sh("hv fmt -", input: ugly).output == "projects | where active | each < tasks >\n")
  }

  @Test("The scripts in scripts/examples check, and their tests pass")
  func examples() throws {
    let folder = Hv.root.appendingPathComponent("scripts/examples")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "hv" }.map { "'\($0.path)'" }.sorted()
    #expect(files.count >= 6)
    let checked = try Hv.sh("hv check \(files.joined(separator: " "))")
    #expect(checked.status == 0, "\(checked.errors)")
    let tested = try Hv.sh("hv test \(files.joined(separator: " "))")
    #expect(tested.status == 0, "\(tested.output)\(tested.errors)")
    let formatted = try Hv.sh("hv fmt --check \(files.joined(separator: " "))")
    #expect(formatted.status == 0, "\(formatted.output)")
  }
}
