import ArgumentParser
import Hv
import HvEngine

/// `hv -c PIPELINE`, `hv FILE.hv [args]`, `… | hv -`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "A shell and a small pipeline language for the Harvest API.",
    usage: """
      hv [options] -c PIPELINE
      hv [options] FILE.hv [arguments]
      … | hv [options] -
      hv login, logout, whoami, doctor           the account
      hv sandbox [--port N] [--entries N] …      the emulator on its own
      """,
    discussion: """
      hv --sandbox -c 'projects | where active | each < tasks >'
      hv -c help                                 the commands of the language

      Without an account, --sandbox runs against an emulator with demo data.
      With one, hv login keeps its token; HARVEST_ACCESS_TOKEN and HARVEST_ACCOUNT_ID count before that.
      """,
    shouldDisplay: false)

  @Option(name: .short, parsing: .unconditional, help: ArgumentHelp("Run this text.", valueName: "pipeline"))
  var c: String?

  @Flag(help: "Run against an emulator with demo data; no account is needed.")
  var sandbox = false

  @Option(help: "Which demo data: the same number gives the same data.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The day that is today, in the language and in the sandbox.", valueName: "date"))
  var today: String?

  @Option(
    name: .short,
    help: ArgumentHelp(
      "How results are written: auto (a table on a terminal, else NDJSON), table, json, ndjson, csv, tsv, markdown, html or yaml.",
      valueName: "format"))
  var o: OutputFormat = .auto

  @Flag(help: "Write CSV cells as they are, also those that a spreadsheet would run as formulas.")
  var rawCsv = false

  @Flag(help: "Show the writes instead of sending them.")
  var dryRun = false

  @Flag(help: "Send also what writes to many records.")
  var yes = false

  @Flag(help: "Refuse everything that writes.")
  var readOnly = false

  @Flag(help: "Write a line for each request to standard error.")
  var trace = false

  @Flag(help: "Run pipelines as they are written, not with the fewest requests; for comparisons.")
  var noOptimize = false

  @Option(
    help: ArgumentHelp(
      "How many megabytes a sort keeps in memory; what goes beyond waits in a file in $TMPDIR.", valueName: "mb"))
  var sortMemory = LocalFiles.usualSortMemory >> 20

  @Flag(help: "No notes on standard error, only errors.")
  var quiet = false

  @Flag(help: "No colour; NO_COLOR in the environment does the same.")
  var noColor = false

  @Option(help: ArgumentHelp("Which of the accounts that hv login keeps.", valueName: "name"))
  var account: String?

  @Option(help: ArgumentHelp("The API, with its /v2; for an emulator.", valueName: "url"))
  var baseURL: String?

  @Option(help: ArgumentHelp("How errors are written: fancy, plain, short or json.", valueName: "style"))
  var errors: ErrorStyle?

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("A script and its arguments; - reads the program from standard input.", valueName: "file"))
  var arguments: [String] = []

  func validate() throws {
    // What hv does not know is for the script, and without one a mistake.
    if let first = arguments.first, first.hasPrefix("-"), first != "-" {
      throw ValidationError("Unknown option '\(first)'")
    }
    if c != nil, let first = arguments.first(where: { $0.hasPrefix("--") && $0 != "--" }) {
      throw ValidationError("Unknown option '\(first)'")
    }
    guard (1...1 << 20).contains(sortMemory) else {
      throw ValidationError("--sort-memory is a number of megabytes from 1 to \(1 << 20)")
    }
    if sandbox, account != nil { throw ValidationError("--sandbox has an account of its own: leave --account out") }
  }

  func run() async throws {
    // Who gives no program wants the shell, which takes the main thread: the terminal is read there.
    if c == nil, arguments.isEmpty { throw Ending(status: InteractiveShell(self).run()) }
    let status = await Task.detached { await Execution(options: self).run() }.value
    throw Ending(status: status)
  }
}

extension OutputFormat: ExpressibleByArgument {}

enum ErrorStyle: String, ExpressibleByArgument, CaseIterable { case fancy, plain, short, json }

extension RunCommand {
  /// `hv [--sandbox] -c PIPELINE` and nothing else, without the parser of arguments, which takes half of the time of a
  /// short program. Nil for other arguments.
  ///
  /// Every option is set to what it is where it is not given: one that is forgotten here ends the program.
  static func plain(_ arguments: [String]) -> RunCommand? {
    let isSandbox = arguments.first == "--sandbox"
    let rest = isSandbox ? arguments.dropFirst() : arguments[...]
    guard rest.count == 2, rest.first == "-c", let program = rest.last else { return nil }
    var command = RunCommand()
    command.c = program
    command.sandbox = isSandbox
    command.seed = 1
    command.today = nil
    command.o = .auto
    command.rawCsv = false
    command.dryRun = false
    command.yes = false
    command.readOnly = false
    command.trace = false
    command.noOptimize = false
    command.sortMemory = LocalFiles.usualSortMemory >> 20
    command.quiet = false
    command.noColor = false
    command.account = nil
    command.baseURL = nil
    command.errors = nil
    command.arguments = []
    return command
  }
}
