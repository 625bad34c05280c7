import ArgumentParser

// HvCLI: the program `hv`. It parses the command line, finds credentials, wires the library to the process (standard
// streams, signals, files) and ends with the exit status of LANGUAGE section 11.
//
// Start at `RunCommand`; `hv sandbox` is `SandboxCommand`.

@main
struct Main {
  static func main() async {
    do {
      var command = try Hv.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
    } catch let ending as Ending {
      Process.exit(ending.status)
    } catch {
      let text = Hv.fullMessage(for: error)
      if Hv.exitCode(for: error).isSuccess {
        Process.say(text + "\n")
        Process.exit(0)
      }
      Process.complain(text + "\n")
      Process.exit(2)
    }
    Process.exit(0)
  }
}

/// Ends the program with a status; everything has been said already.
struct Ending: Error {
  let status: Int32
}

struct Hv: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hv",
    abstract: "A shell and a small pipeline language for the Harvest API.",
    discussion: """
      hv --sandbox -c 'projects | where active | each < tasks >'

      Without an account, --sandbox runs against an emulator with demo data.
      With one, set HARVEST_ACCESS_TOKEN and HARVEST_ACCOUNT_ID.
      """,
    version: Process.version,
    subcommands: [RunCommand.self, SandboxCommand.self],
    defaultSubcommand: RunCommand.self)
}
