import ArgumentParser
import HarvestClient
import HvSyntax
import Synchronization

/// `hv doctor`: looks at everything that hv needs, and says what to do about what is wrong.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at everything that hv needs, and say what to do.",
    discussion: "✓ is well, ✗ is not, – was not looked at. The status is 0 where nothing is wrong, else 1.")

  @Option(help: ArgumentHelp("Which of the accounts that are kept.", valueName: "name"))
  var account: String?

  @Option(help: ArgumentHelp("The API, with its /v2; for an emulator.", valueName: "url"))
  var baseURL: String?

  func run() async throws { try await AccountCommand.end { try await examine() } }

  private func examine() async throws -> Int32 {
    let isWell = Mutex(true)
    func show(_ check: DoctorCheck) {
      if check.outcome == .failed { isWell.withLock { $0 = false } }
      Process.say(check.text)
    }
    for check in DoctorMachine.checks() { show(check) }
    let source = credential()
    let address: BaseURL
    do {
      address = try (try? source.get())?.baseURL ?? CredentialSource.address(baseURL) ?? .harvest
    } catch {
      let diagnostic = error as? Diagnostic
      show(.failed("base URL", diagnostic?.message ?? "\(error)", hint: diagnostic?.help.first))
      return 1
    }
    let transport = DoctorTransport(AHCTransport())
    let doctor = DoctorAccount(source: source, baseURL: address, transport: transport)
    try await doctor.examine(show)
    await transport.shutdown()
    return isWell.withLock { $0 } ? 0 : 1
  }

  private func credential() -> Result<CredentialSource.Resolved, Diagnostic> {
    do { return .success(try CredentialSource.resolve(account: account, baseURL: baseURL)) } catch {
      return .failure(error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed))
    }
  }
}
