import HarvestClient
import HarvestSandbox
import HvEngine
import HvSyntax
import SystemPackage

/// Makes the client: from the environment and the options, or to a sandbox of its own.
struct Connector: Sendable {
  let options: RunCommand
  let clock: Clock
  let progress: Progress

  func connect() async throws -> HarvestClient {
    let (address, token, account, transport) = options.sandbox ? try sandbox() : try environment()
    guard let token = Token(token), let credentials = Credentials(token: token, accountID: account) else {
      throw Diagnostic("E0404", "the token or the account id has characters that neither can have", exit: .credentials)
    }
    var configuration = HarvestClient.Configuration(
      baseURL: address, credentials: credentials, transport: transport,
      userAgent: "hv/\(Process.version) (https://github.com/hv-shell/hv)")
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

  /// The API's address, as options and environment give it.
  static func baseURL(_ options: RunCommand) throws -> BaseURL {
    guard let base = options.baseURL ?? Process.environment("HARVEST_BASE_URL") else { return .harvest }
    do { return try BaseURL(base) } catch {
      throw Diagnostic(
        "E0507", "the base URL “\(base)” cannot be used: \(error)", help: ["for example  https://api.harvestapp.com/v2"]
      )
    }
  }

  /// A sandbox of its own in this process; nothing of it goes over a socket.
  private func sandbox() throws -> (BaseURL, String, String, any Transport) {
    var configuration = SandboxConfiguration(today: clock.today)
    configuration.seed = options.seed
    let sandbox = Sandbox(configuration)
    return (
      try BaseURL("http://sandbox.local/v2"), configuration.token, configuration.accountID,
      SandboxTransport(sandbox: sandbox)
    )
  }

  private func environment() throws -> (BaseURL, String, String, any Transport) {
    let address = try Self.baseURL(options)
    let names = ["HARVEST_ACCESS_TOKEN", "HARVEST_ACCOUNT_ID"]
    let values = names.map(Process.environment)
    guard let token = values[0], let account = values[1] else {
      let missing = zip(names, values).filter { $0.1 == nil }.map(\.0)
      var diagnostic = Diagnostic(
        "E0403", "no credentials: \(missing.joined(separator: " and ")) \(missing.count == 1 ? "is" : "are") not set",
        exit: .credentials)
      diagnostic.help = [
        "make a personal access token at https://id.getharvest.com/developers, then",
        "export HARVEST_ACCESS_TOKEN=… HARVEST_ACCOUNT_ID=…",
        "or try hv without an account:  hv --sandbox -c '…'",
      ]
      throw diagnostic
    }
    return (address, token, account, AHCTransport())
  }
}

extension RunCommand {
  /// What the program may write.
  var writePolicy: WritePolicy { WritePolicy(isReadOnly: readOnly, isDryRun: dryRun, confirmsBulk: yes) }
}
