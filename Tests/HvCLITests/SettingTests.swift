import ArgumentParser
import HvEngine
import Testing

@testable import HvCLI

/// `set`, `account`, and the names that parameters of scripts may not have.
@Suite("Settings")
struct SettingTests {
  private static let sandbox = "hv --sandbox --today 2026-11-24"

  @Test("A program chooses its format, unless the command line does")
  func format() throws {
    let program = "set format: csv; clients | first 1 | select id"
    #expect(try Hv.sh("\(Self.sandbox) -c '\(program)'").output == "id\n5741955\n")
    #expect(try Hv.sh("\(Self.sandbox) -o ndjson -c '\(program)'").output == "{\"id\":5741955}\n")
  }

  @Test("A program may forbid itself to write, and not take back what the command line forbids")
  func writes() throws {
    let write = "clients | first 1 | update name: \"x\" | get name"
    let dry = try Hv.sh("\(Self.sandbox) -c 'set dry_run: true; \(write); clients | first 1 | get name'")
    #expect(
      dry.status == 0 && dry.errors.contains("would send") && dry.output.hasSuffix("\"Lumen Festival\"\n"), "\(dry)")
    let never = try Hv.sh("\(Self.sandbox) -c 'set read_only: true; \(write)'")
    #expect(never.status == 1 && never.errors.contains("E0406"), "\(never)")
    for flag in ["--dry-run", "--read-only"] {
      let name = flag.dropFirst(2).replacing("-", with: "_")
      let result = try Hv.sh("\(Self.sandbox) \(flag) -c 'set \(name): false'")
      #expect(result.status == 2 && result.errors.contains("cannot take that back"), "\(result.errors)")
    }
  }

  @Test("`set` and `account` tell what holds, without a request")
  func told() throws {
    let result = try Hv.sh("\(Self.sandbox) --trace -c 'set trace: true; set; account'")
    #expect(
      result.output == """
        {"format":"auto","color":false,"read_only":false,"dry_run":false,"trace":true}
        {"name":"sandbox","id":1001001,"url":"http://sandbox.local/v2"}

        """, "\(result)")
    #expect(result.errors.isEmpty)
    #expect(try Hv.sh("\(Self.sandbox) -c 'set colour: true'").errors.contains("the nearest: `color:`"))
  }

  @Test("No parameter of a script is called like an option of hv")
  func reserved() throws {
    let info = try #require(CommandLineInfo())
    let options = info.main.arguments.flatMap(\.names).filter { $0.hasPrefix("--") }
    let taken = Set(options.map { String($0.dropFirst(2)).replacing("-", with: "_") })
    #expect(taken.isSubset(of: ScriptParameters.taken), "\(taken.subtracting(ScriptParameters.taken))")
    let result = try Hv.sh("echo 'param yes: bool' > s.hv; hv check s.hv")
    #expect(result.status == 2 && result.errors.contains("is an option of hv itself"), "\(result)")
  }

  @Test("An argument that a script does not read is an error, and a file that is none shows what was meant")
  func arguments() throws {
    let extra = try Hv.sh("echo 'param n: number = 1' > s.hv; echo '$n' >> s.hv; hv s.hv 2026-10")
    #expect(extra.status == 2 && extra.errors.contains("takes no argument, found “2026-10”"), "\(extra)")
    #expect(try Hv.sh("hv projects").errors.contains("hv -c 'projects'"))
    #expect(try Hv.sh("hv --sandbox check x.hv").errors.contains("the word comes first:  hv check"))
    let help = try Hv.sh("printf '## What it does.\\n\\nparam n: number = 1' > s.hv; hv s.hv --help").output
    #expect(help.hasPrefix("What it does.\n\nusage: hv s.hv"), "\(help)")
  }
}
