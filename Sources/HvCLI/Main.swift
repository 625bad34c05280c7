import ArgumentParser
private import CAllocator

// HvCLI: the program `hv`. It parses the command line, finds credentials, wires the library to the process (standard
// streams, signals, files) and ends with the exit status that README lists.
//
// Start at `RunCommand`; `hv sandbox` is `SandboxCommand`; the folder Accounts has `hv login` and what goes with it, and
// `CredentialSource`, which says whose token counts.

@main
struct Main {
  // The terminal owns the main thread: the shell reads there. Whatever evaluates leaves it at once.
  @MainActor
  static func main() async {
    hv_keep_freed_memory()
    do {
      if let command = RunCommand.plain(arguments) { try await command.run() }
      var command = try Hv.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let ending as Ending {
      Process.exit(ending.status)
    } catch {
      var text = Hv.fullMessage(for: error)
      if Hv.exitCode(for: error).isSuccess {
        // Asked for as a whole, help is that of running programs: it is what nearly everybody wants.
        if ["-h", "--help", "help"].contains(CommandLine.arguments.dropFirst().last ?? ""),
          CommandLine.arguments.count == 2
        {
          text = RunCommand.helpMessage()
        }
        Process.say(text + "\n")
        Process.exit(0)
      }
      Process.complain(text + "\n")
      Process.exit(2)
    }
    Process.exit(0)
  }
}

extension Main {
  /// The arguments of the command line. Help that is asked for behind a script is that of the script.
  private static var arguments: [String] {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard let script = arguments.firstIndex(where: { $0.hasSuffix(".hv") }),
      arguments[..<script].allSatisfy({ $0.hasPrefix("-") || !Hv.names.contains($0) })
    else { return arguments }
    for place in arguments.indices where place > script {
      if arguments[place] == "--" { break }
      if ["--help", "-h"].contains(arguments[place]) { arguments[place] = "--script-help" }
    }
    return arguments
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
    version: Process.version,
    subcommands: [
      CompleteCommand.self,
      RunCommand.self, LoginCommand.self, LogoutCommand.self, WhoamiCommand.self, DoctorCommand.self,
      CheckCommand.self, FormatCommand.self, TestCommand.self, LanguageServerCommand.self, SandboxCommand.self,
      CompletionsCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// The words that lead to commands of their own.
  static var names: [String] { configuration.subcommands.map { $0.configuration.commandName ?? "" } }
}
