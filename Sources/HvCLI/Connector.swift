import HarvestClient
import HarvestSandbox
import HvEngine
import HvSyntax
import SystemPackage

/// Makes the client: for the account that counts, or for a sandbox of its own.
struct Connector: Sendable {
  let options: RunCommand
  let clock: Clock
  let progress: Progress

  /// - Parameter account: the name of another account than that of the options.
  func connect(account: String? = nil) async throws -> HarvestClient {
    let (address, credentials, transport) =
      options.sandbox ? try sandbox() : try credential(account ?? options.account)
    var configuration = HarvestClient.Configuration(
      baseURL: address, credentials: credentials, transport: transport, userAgent: Process.userAgent)
    configuration.gate = WriteGate(options.writePolicy, ledger: MemoryLedger()) { intent in
      Process.complain("would send  \(intent.target(without: credentials.token))\n")
    }
    configuration.observer = ProgressObserver(progress: progress, traces: options.trace)
    if !options.sandbox, let folder = RuntimeFolder.find() {
      configuration.slots = SlotFiles(address, account: credentials.accountID ?? "", in: folder)
    }
    let client = HarvestClient(configuration)
    progress.connected(to: client)
    return client
  }

  /// A sandbox of its own in this process; nothing of it goes over a socket.
  private func sandbox() throws -> (BaseURL, Credentials, any Transport) {
    var configuration = SandboxConfiguration(today: clock.today)
    configuration.seed = options.seed
    guard let token = Token(configuration.token),
      let credentials = Credentials(token: token, accountID: configuration.accountID)
    else { throw CredentialSource.unusable }
    return (
      try BaseURL("http://sandbox.local/v2"), credentials, SandboxTransport(sandbox: Sandbox(configuration))
    )
  }

  private func credential(_ account: String?) throws -> (BaseURL, Credentials, any Transport) {
    let source = try CredentialSource.resolve(account: account, baseURL: options.baseURL)
    return (source.baseURL, source.credentials, AHCTransport())
  }
}

extension RunCommand {
  /// What the program may write.
  var writePolicy: WritePolicy { WritePolicy(isReadOnly: readOnly, isDryRun: dryRun, confirmsBulk: yes) }
}
