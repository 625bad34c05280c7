import ArgumentParser
import Testing

@testable import HvCLI

@Suite("The short way through the command line")
struct PlainArgumentsTests {
  @Test(
    "what it makes of arguments is what the parser makes of them",
    arguments: [["-c", "1 + 1"], ["--sandbox", "-c", "clients"], ["-c", "--help"], ["-c", ""]])
  func same(arguments: [String]) throws {
    let quick = try #require(RunCommand.plain(arguments))
    #expect(Self.options(quick) == Self.options(try RunCommand.parse(arguments)))
  }

  @Test(
    "everything else is the parser's",
    arguments: [
      [], ["-c"], ["--sandbox"], ["-c", "1", "2"], ["--quiet", "-c", "1"], ["--sandbox", "--sandbox", "-c"],
      ["script.hv", "-c"], ["-c1", "x"],
    ])
  func other(arguments: [String]) { #expect(RunCommand.plain(arguments) == nil) }

  private static func options(_ command: RunCommand) -> [String] {
    [
      "\(String(describing: command.c)) \(command.sandbox) \(command.seed) \(String(describing: command.today))",
      "\(command.o) \(command.rawCsv) \(command.dryRun) \(command.yes) \(command.readOnly) \(command.trace)",
      "\(command.noOptimize) \(command.quiet) \(command.noColor) \(String(describing: command.account))",
      "\(String(describing: command.baseURL)) \(String(describing: command.errors)) \(command.arguments)",
      "\(command.sortMemory)",
    ]
  }

  @Test("the comparison above knows every option")
  func complete() {
    // A new option needs a line in `RunCommand.plain`, and one in `options` here.
    #expect(Mirror(reflecting: RunCommand()).children.count == 18)
  }
}
