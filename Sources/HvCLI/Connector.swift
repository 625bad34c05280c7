import HarvestClient
import HarvestSandbox
import Hv
import HvEngine
import HvHarvest
import HvJournal
import HvSyntax
import Synchronization
import SystemPackage

/// Makes the client: for the account that counts, or for a sandbox of its own.
struct Connector: Sendable {
  let options: RunCommand
  let clock: Clock
  let progress: Progress
  /// How programs are run; they may change it.
  let settings: Settings
  /// The gate of the client, once there is one.
  private let gate = Gate()

  init(options: RunCommand, clock: Clock, progress: Progress, settings: Settings = Settings()) {
    self.settings = settings
    self.options = options
    self.clock = clock
    self.progress = progress
  }

  private final class Gate: Sendable { let current = Mutex<WriteGate?>(nil) }

  /// A write is on its way: the program must not be ended now.
  var isWriting: Bool { gate.current.withLock { $0?.hasWritesUnderWay ?? false } }

  /// - Parameter account: the name of another account than that of the options.
  func connect(account: String? = nil) async throws -> HarvestClient {
    let (address, credentials, transport) =
      options.sandbox ? try sandbox() : try credential(account ?? options.account)
    var configuration = HarvestClient.Configuration(
      baseURL: address, credentials: credentials, transport: transport, userAgent: Process.userAgent
    )
    let writing = WriteGate(
      options.writePolicy.tightened(by: settings), ledger: ledger(of: address, credentials),
      approver: TerminalApprover()
    ) { intent in
      Process.complain("would send  \(intent.target(without: credentials.token))\n")
    }
    gate.current.withLock { $0 = writing }
    configuration.gate = writing
    configuration.observer = ProgressObserver(progress: progress) { [settings] in settings.values.trace }
    if !options.sandbox, let folder = RuntimeFolder.find() {
      configuration.slots = SlotFiles(address, account: credentials.accountID ?? "", in: folder)
    }
    let client = HarvestClient(configuration)
    progress.connected(to: client)
    return client
  }

  /// The journal; that of a sandbox inside this process ends with it.
  private func ledger(of address: BaseURL, _ credentials: Credentials) -> any WriteLedger {
    if options.sandbox { return MemoryLedger { Process.now().seconds } }
    return Journal(
      path: StateFolder.find().map { $0 + "/journal.sqlite" }, server: address.description,
      account: credentials.accountID ?? "", now: { Process.now().seconds })
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
  /// How programs are run from the start.
  ///
  /// - Parameter isShell: somebody types them one by one, and may change the format that was given.
  func settings(isShell: Bool = false) -> Settings {
    var values = Settings.Values()
    values.format = o.rawValue
    values.color = Process.isOutputTerminal && Execution(options: self).usesColor
    values.readOnly = readOnly
    values.dryRun = dryRun
    values.trace = trace
    return Settings(values, keepsFormat: !isShell && o != .auto)
  }

  /// What the program may write.
  var writePolicy: WritePolicy { WritePolicy(isReadOnly: readOnly, isDryRun: dryRun, confirmsBulk: yes) }
}
