import HarvestClient
import HvEngine
import HvHarvest
import HvJournal
public import HvSyntax
public import HvValues
import Synchronization

/// Runs programs of the hv language in a program of yours, against one account of Harvest.
///
///     let account = try Account(token: token, id: "123456", userAgent: "billing (ops@example.com)")
///     let hv = Interpreter(account, Capabilities(network: .sockets))
///     for try await row in hv.rows("projects active: true | first 3") { print(row) }
///
/// It can be used from several tasks at once: all runs share the connection and its rate limits, and nothing else.
public final class Interpreter: Sendable {
  private let account: Account?
  private let capabilities: Capabilities
  private let limits: Limits
  private let commands: [HostCommand]
  private let client = Mutex<HarvestClient?>(nil)

  /// Makes an interpreter; nothing is opened before the first request.
  ///
  /// - Parameters:
  ///   - account: whose data it is; nil where programs only compute.
  ///   - capabilities: what programs may reach.
  ///   - limits: of each run.
  ///   - commands: yours, beside hv's own. One that is called like a command of hv for Harvest takes its place.
  public init(
    _ account: Account? = nil, _ capabilities: Capabilities = Capabilities(), limits: Limits = Limits(),
    commands: [HostCommand] = []
  ) {
    self.account = account
    self.capabilities = capabilities
    self.limits = limits
    self.commands = commands
  }

  /// The rows that the statements of a program give, one after the other. What `print` writes comes as rows of text.
  ///
  /// Nothing runs before the rows are read. All static errors are thrown before the first request.
  ///
  /// - Parameter variables: what `$name` is in it.
  public func rows(_ program: String, variables: [String: Value] = [:]) -> Rows {
    Rows { [self] in
      RowPipe { [self] pipe in
        let budget = Budget(limits)
        let deadline = limits.time.map { limit in expiry(limit, budget, pipe) }
        defer { deadline?.cancel() }
        do { try await Budget.$current.withValue(budget) { try await run(program, variables, budget, pipe) } } catch {
          // What was refused for a limit comes out as whatever met it.
          throw budget.fault ?? error
        }
      }
    }
  }

  /// What is wrong with a program, told without running it; empty where nothing is.
  public func check(_ program: String, variables: [String: Value] = [:]) -> [Diagnostic] {
    let session = session(host(), variables)
    return session.inspect(SourceText(name: "program", program)).diagnostics
  }

  /// A diagnostic as text: where, what and what to write instead.
  ///
  /// - Parameter program: the text that was run.
  public func text(of diagnostic: Diagnostic, in program: String) -> String {
    DiagnosticRenderer(style: .plain, color: false, width: 100).render(
      [diagnostic], in: SourceMap(SourceText(name: "program", program)))
  }

  /// Ends the connections; runs that go on fail.
  public func shutdown() async {
    let open = client.withLock { client in
      defer { client = nil }
      return client
    }
    await open?.shutdown()
  }

  // MARK: a run

  private func run(_ program: String, _ variables: [String: Value], _ budget: Budget, _ pipe: RowPipe) async throws {
    let host = host()
    let session = session(host, variables)
    let (checked, diagnostics) = session.check(SourceText(name: "program", program))
    guard let checked else { throw diagnostics.first { $0.severity == .error } ?? diagnostics[0] }
    let printed = Mutex<[Value]>([])
    let run = Run(host: host, clock: session.clock) { line in printed.withLock { $0.append(.string(line)) } }
    func hand(_ rows: [Value]) async throws {
      let lines = printed.withLock { lines in
        defer { lines = [] }
        return lines
      }
      let rows = lines + rows
      guard !rows.isEmpty else { return }
      guard budget.spend(rows: rows.count), budget.fault == nil else { throw budget.fault ?? CancellationError() }
      try await pipe.put(rows)
    }
    try await session.run(checked, run) { step, stage, _ in
      switch step {
      case .output(let plan), .timed(let plan):
        while let batch = try await stage?.next(Demand.onePage) {
          try Task.checkCancellation()
          try await hand(plan.isSilent ? [] : batch.values)
          run.wrote(batch.count)
        }
      case .explanation(let plan): try await hand([session.explanation(of: plan, run).value])
      case .text(let text): try await hand([.string(text)])
      case .binding, .definition: break
      }
      try await hand([])
    }
    if let partial = run.reports.first(where: { $0.severity == .error }) { throw partial }
  }

  private func expiry(_ limit: Duration, _ budget: Budget, _ pipe: RowPipe) -> Task<Void, Never> {
    let clock = capabilities.clock?.waiting ?? ContinuousClock()
    return Task {
      guard (try? await clock.sleep(for: limit)) != nil else { return }
      budget.expire()
      pipe.end(budget.fault ?? CancellationError())
    }
  }

  private func session(_ host: HarvestHost, _ variables: [String: Value]) -> Session {
    let session = Session(host: host, clock: capabilities.clock?.language ?? .none)
    for (name, value) in variables { session.bind(name, value) }
    return session
  }

  private func host() -> HarvestHost {
    HarvestHost(
      policy: policy, connect: { [self] in try connected() },
      files: capabilities.files.map { ForeignFiles(files: $0) } ?? NoFiles(),
      commands: commands.map { ForeignCommand(command: $0) })
  }

  private var policy: WritePolicy {
    switch capabilities.writes {
    case .forbidden: WritePolicy(isReadOnly: true)
    case .dryRun: WritePolicy(isDryRun: true)
    case .journaled(_, let many): WritePolicy(confirmsBulk: many)
    }
  }

  /// The client that all runs share.
  private func connected() throws -> HarvestClient {
    try client.withLock { current in
      let made = try current ?? makeClient()
      current = made
      return made
    }
  }

  private func makeClient() throws -> HarvestClient {
    guard let account, let network = capabilities.network else {
      throw Diagnostic(
        "E0403", account == nil ? "no account is given here" : "there is no network here", exit: .credentials)
    }
    let transport: any Transport =
      switch network {
      case .sockets: AHCTransport()
      case .transport(let transport): ForeignTransport(transport)
      }
    var configuration = HarvestClient.Configuration(
      baseURL: account.baseURL, credentials: account.credentials, transport: LimitedTransport(transport),
      userAgent: account.userAgent)
    let policy = policy
    if let clock = capabilities.clock { configuration.clock = clock.waiting }
    if case .journaled(let path, _) = capabilities.writes {
      let now = capabilities.clock?.now.seconds ?? 0
      configuration.gate = WriteGate(
        policy,
        ledger: Journal(
          path: path, server: account.baseURL.description, account: account.credentials.accountID ?? "", now: { now }))
    } else {
      configuration.gate = WriteGate(policy, ledger: MemoryLedger())
    }
    return HarvestClient(configuration)
  }
}
