import Foundation
import Testing

/// Modules: of the standard library, and files beside a program.
@Suite("Modules")
struct ModuleTests {
  /// Runs commands where these files are.
  private static func run(_ files: [String: String], _ command: String) throws -> Hv.Result {
    var script = "mkdir -p lib\n"
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      script += "cat > \(name) <<'HV_END'\n\(text)\nHV_END\n"
    }
    return try Hv.sh(script + command)
  }

  @Test("A word of the standard library needs no `use`; with it, its commands need no word before them")
  func library() throws {
    for program in ["timesheet last week | count", "use timesheet; timesheet last week | count"] {
      let result = try Hv.sh("hv --sandbox --today 2026-11-24 -c '\(program)'")
      #expect(result.status == 0 && Int(result.output.dropLast()) ?? 0 > 0, "\(program): \(result)")
    }
  }

  @Test("A file's definitions are used by their names, and with the file's name before them; paths start at the file")
  func files() throws {
    let files = [
      "lib/long.hv": """
      ## Long things.

      use "few.hv"
      let limit = 2
      ## Those longer than a limit.
      ## than: how long
      ##     range 1..5 | long over 3
      def over(than: number = $limit) < where it > $than >
      def few() < over | firsts >
      """,
      "lib/few.hv": "def firsts() < first 2 >",
      "main.hv": """
      use "./lib/long.hv"
      [1, 2, 3, 4, 5] | over 4
      [1, 2, 3, 4, 5] | few
      [1, 2, 3, 4, 5] | long few
      let limit = 100
      [1, 2, 3] | long over
      """,
    ]
    #expect(try Self.run(files, "hv main.hv").output == "5\n3\n4\n3\n4\n3\n")
    // From elsewhere the paths are the same.
    #expect(try Self.run(files, "cd lib && ../hv ../main.hv").output == "5\n3\n4\n3\n4\n3\n")
    let help = try Self.run(files, "hv -c 'use \"lib/long.hv\"; help long over'").output
    #expect(help.hasPrefix("long over [than]\n\nThose longer than a limit.\n"), "\(help)")
    #expect(help.contains("range 1..5 | long over 3"))
  }

  @Test("An error in a module is shown there, with the place that it was called from")
  func errors() throws {
    let files = ["a.hv": "def bad() < where nope == 3 >", "main.hv": "use \"a.hv\"\nprojects | bad"]
    let result = try Self.run(files, "hv --errors plain --sandbox main.hv")
    #expect(result.status == 2)
    for text in ["--> a.hv:1:19\n", "where nope == 3", "^^^^ no such field", "main.hv:2:12\n", "--- called here"] {
      #expect(result.errors.contains(text), "\(text) is missing:\n\(result.errors)")
    }
    let json = try Self.run(files, "hv --errors json --sandbox main.hv").errors
    #expect(json.contains(#""file":"a.hv","line":1"#) && json.contains(#""primary":false,"file":"main.hv","line":2"#))
  }

  @Test("What happens while a module's command runs is told with its places too")
  func runTime() throws {
    let files = [
      "a.hv": "def over(n: number) <\n  each < 10 / ($n - 2) >\n>", "main.hv": "use \"a.hv\"\n[1, 2] | over 2",
    ]
    let result = try Self.run(files, "hv --errors plain main.hv")
    #expect(result.status == 1)
    #expect(result.errors.contains("--> a.hv:2:"), "\(result.errors)")
    #expect(result.errors.contains("inside `each` at a.hv:2:3"), "\(result.errors)")
  }

  /// Files, and what is said of them.
  static let wrong: [(files: [String: String], says: String)] = [
    (["main.hv": "use nothing"], "E0203"),
    (["main.hv": "use \"nothing.hv\""], "E0501"),
    (["main.hv": "use timesheeet"], "the nearest: `timesheet`"),
    (["main.hv": "use \"a.hv\"", "a.hv": "projects | count"], "E0222"),
    (["main.hv": "use \"a.hv\"", "a.hv": "param x"], "E0222"),
    (["main.hv": "use \"a.hv\"", "a.hv": "use \"b.hv\"", "b.hv": "use \"a.hv\""], "E0223"),
    (["main.hv": "use \"a.hv\"", "a.hv": "def x( < it >"], "E01"),
    (["main.hv": "use \"a.hv\"; a nope", "a.hv": "def x() < 1 >"], "`a` has no command `nope`"),
    (["main.hv": "use \"a.hv\"; a", "a.hv": "def x() < 1 >"], "needs the name of one of its commands"),
    (["main.hv": "let n = \"a\"; use \"{$n}.hv\""], "E0203"),
  ]

  @Test("What is no module is refused before anything runs", arguments: wrong.indices)
  func refused(_ index: Int) throws {
    let (files, says) = Self.wrong[index]
    let result = try Self.run(files, "hv --sandbox main.hv")
    #expect(result.status == 2 && result.output.isEmpty && result.errors.contains(says), "\(files): \(result.errors)")
  }

  @Test("An entry's own text is shown for an error in a definition of an earlier entry")
  func entries() throws {
    let result = try Hv.sh(
      "hv --errors plain --sandbox", input: "def bad() < where nope == 3 >\n\nprojects | bad\n", merging: true)
    #expect(result.output.contains("1 | def bad() < where nope == 3 >"), "\(result.output)")
    #expect(result.output.contains("1 | projects | bad"), "\(result.output)")
  }
}
