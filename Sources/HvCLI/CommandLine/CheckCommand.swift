import ArgumentParser
import HarvestClient
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import SystemPackage

/// `hv check FILE`: finds what is wrong with scripts without running them.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find mistakes in scripts: unknown commands, fields and filters, wrong types. Makes no request.")

  @Option(help: ArgumentHelp("How mistakes are written: fancy, plain, short or json.", valueName: "style"))
  var errors: ErrorStyle?

  @ArgumentParser.Argument(help: "The scripts; - reads one from standard input.")
  var files: [String]

  func run() throws {
    var options = try RunCommand.parse([])
    options.errors = errors
    let execution = Execution(options: options)
    var status: Int32 = 0
    for file in files {
      let shell = try Self.shell()
      let source: SourceText
      do {
        source =
          file == "-"
          ? SourceText(name: "standard input", bytes: try FileBytes.all(.standardInput, name: "standard input"))
          : SourceText(name: file, bytes: try FileBytes.all(file), isFile: true)
      } catch {
        let diagnostic = error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)
        status = max(status, execution.report([diagnostic]))
        continue
      }
      shell.bind("args", .list(ValueList([])))
      let found = shell.inspect(source)
      status = max(status, execution.report(found.diagnostics, in: found.sources))
    }
    throw Ending(status: status)
  }

  /// A language that asks nobody anything.
  static func shell() throws -> Shell {
    let host = HarvestHost(
      policy: .init(confirmsBulk: true),
      connect: { throw Diagnostic("E0403", "a check makes no request", exit: .credentials) },
      files: LocalFiles())
    let clock = Execution(options: try RunCommand.parse([])).clock()
    let shell = Shell(host: host, clock: clock ?? .init(today: .earliest, now: Instant(seconds: 0)))
    shell.bind("env", Process.environmentRecord)
    return shell
  }
}
