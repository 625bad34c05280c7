import ArgumentParser
import HarvestSandbox
import HvSyntax
import HvValues
import SystemPackage

/// `hv sandbox --port N`: the emulator on its own, for other programs.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Run the emulator on its own, until Ctrl-C.")

  @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
  var port: Int = 0

  @Option(help: "Which demo data: the same number gives the same data.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The day that is today.", valueName: "date"))
  var today: String?

  @Option(help: "How many time entries there are, about.")
  var entries: Int = 30_000

  @Option(help: "Whose token it is: administrator, manager or member.")
  var role: SandboxRole = .administrator

  @Option(help: ArgumentHelp("A pause before each answer, in milliseconds or as 200ms or 1s.", valueName: "time"))
  var latency: Milliseconds = Milliseconds(count: 0)

  @Flag(help: "Answer without rate limits.")
  var noRateLimits = false

  @Flag(help: "Track start and end times instead of durations.")
  var timestampTimers = false

  @Flag(help: "Let the account's clock stand still but for a second at each write.")
  var frozenClock = false

  @Option(
    help: ArgumentHelp(
      "Let something go wrong: 'METHOD PATH: KIND [xN] [after N]', for example 'POST /time_entries: drop-after x1'. KIND is one of "
        + "\(Fault.kinds.joined(separator: ", ")). It may be given several times.", valueName: "fault"))
  var fault: [String] = []

  @Option(help: ArgumentHelp("Keep what is changed in this file, and go on from it.", valueName: "file"))
  var data: String?

  @Flag(help: "Show what the sandbox does where Harvest's documents leave something open.")
  var choices = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535") }
    guard (0...SandboxConfiguration.mostEntries).contains(entries) else {
      throw ValidationError("--entries is a number from 0 to \(SandboxConfiguration.mostEntries)")
    }
    if let today, Day(today) == nil { throw ValidationError("--today needs a day such as 2026-01-31") }
    _ = try faults()
  }

  func run() async throws {
    Process.ignoreBrokenPipes()
    let status = await Task.detached { await serve() }.value
    throw Ending(status: status)
  }

  private func faults() throws -> [Fault] {
    try fault.map { text in
      do { return try Fault(parsing: text) } catch { throw ValidationError("--fault: \(error)") }
    }
  }

  private func serve() async -> Int32 {
    if choices {
      Process.say(SandboxChoices.page)
      return 0
    }
    let now = Process.now()
    guard let day = today.flatMap({ Day($0) }) ?? Day(year: now.year, month: now.month, day: now.day) else { return 1 }
    var configuration = SandboxConfiguration(today: day)
    configuration.seed = seed
    configuration.entries = entries
    configuration.role = role
    configuration.latency = .milliseconds(latency.count)
    configuration.rateLimits = !noRateLimits
    configuration.timestampTimers = timestampTimers
    configuration.clockRuns = !frozenClock
    configuration.faults = (try? faults()) ?? []
    let sandbox: Sandbox
    do throws(DataFileError) { sandbox = try opened(configuration) } catch {
      Process.complain("hv: the data file \(data ?? "") cannot be used: \(error)\n")
      return 1
    }
    let work = Task {
      try await sandbox.run(host: "127.0.0.1", port: port) { address in
        Process.say(
          """
          HARVEST_BASE_URL=\(address.baseURL)
          HARVEST_ACCESS_TOKEN=\(address.token)
          HARVEST_ACCOUNT_ID=\(address.accountID)

          """)
      }
    }
    let signals = Process.onInterrupt { work.cancel() }
    defer { signals.cancel() }
    do {
      try await work.value
      return 0
    } catch is CancellationError { return 0 } catch {
      Process.complain("hv: the sandbox cannot listen on port \(port): \(error)\n")
      return 1
    }
  }
}

extension SandboxCommand {
  /// An account of its own, or the one in the data file; what is not said on the command line is as it is there.
  private func opened(_ wanted: SandboxConfiguration) throws(DataFileError) -> Sandbox {
    guard let data else { return Sandbox(wanted) }
    var configuration = wanted
    if today == nil { try configuration.takeStory(from: data) }
    return try Sandbox(configuration, data: data)
  }
}

extension SandboxRole: ExpressibleByArgument {}

/// A time on the command line: `200`, `200ms`, `1s`.
struct Milliseconds: ExpressibleByArgument {
  let count: Int64
  init(count: Int64) { self.count = count }
  init?(argument: String) {
    let (digits, factor): (Substring, Int64) =
      argument.hasSuffix("ms")
      ? (argument.dropLast(2), 1) : argument.hasSuffix("s") ? (argument.dropLast(1), 1000) : (argument[...], 1)
    guard let number = Int64(digits), number >= 0, number <= 600_000 / factor else { return nil }
    count = number * factor
  }
  var defaultValueDescription: String { "\(count)" }
}
