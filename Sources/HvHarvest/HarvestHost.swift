import HarvestCatalog
package import HarvestClient
package import HvEngine
package import HvSyntax
package import HvValues
import Synchronization

/// Answers the engine's questions about Harvest: its commands, kinds and names.
///
/// It opens nothing before the first request is needed.
package final class HarvestHost: Host {
  private let connect: @Sendable () async throws -> HarvestClient
  package let files: any FileAccess
  /// Lets the person edit a text; nil where that cannot be done.
  let editText: @Sendable (String) -> String?
  /// The commands of the program that embeds hv, by their names.
  private let commands: [String: any Command]
  private let connection = Mutex<Task<HarvestClient, any Error>?>(nil)
  private let kinds = Mutex<[String: Kind]>([:])
  let names = NameIndex()
  /// How the account tracks time, once it was read.
  let timerMode = Mutex<TimerMode?>(nil)

  /// So long after a write was sent without an answer, the server may still be at it.
  let settlingSeconds: Int64
  /// What may be written by whoever runs the programs.
  private let givenPolicy: WritePolicy
  /// What may be written now, for errors before anything runs; the client's gate decides when it does.
  package var policy: WritePolicy {
    givenPolicy.tightened(by: settings)
  }
  package let settings: Settings
  /// What the account is called here; nil where it has no name.
  let account: @Sendable () -> String?
  /// The seconds since 1970, by the clock that the journal has.
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - policy: what may be written; the client's gate should ask `policy` for it each time.
  ///   - account: what the account is called by the one who runs the programs.
  ///   - connect: makes the client, once, before the first request; it throws a `Diagnostic` where credentials are
  ///     missing.
  ///   - settlingSeconds: so long `resume` waits for a write that was sent just now and has not happened.
  ///   - files: what `open` and `save` may use.
  ///   - commands: more of them than Harvest has.
  ///   - editText: lets the person edit a text, for `edit`; nil where that cannot be done.
  package init(
    policy: WritePolicy = WritePolicy(isReadOnly: true), settings: Settings = Settings(),
    account: @autoclosure @escaping @Sendable () -> String? = nil,
    now: @escaping @Sendable () -> Int64 = { 0 }, settlingSeconds: Int64 = 5,
    connect: @escaping @Sendable () async throws -> HarvestClient,
    files: any FileAccess = NoFiles(), commands: [any Command] = [],
    editText: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    givenPolicy = policy
    self.settings = settings
    self.account = account
    self.now = now
    self.connect = connect
    self.settlingSeconds = settlingSeconds
    self.files = files
    self.editText = editText
    self.commands = Dictionary(commands.map { ($0.signature.name, $0) }, uniquingKeysWith: { _, later in later })
  }

  /// The client, made when it is first needed.
  func client() async throws -> HarvestClient {
    let connect = self.connect
    let task = connection.withLock { current in
      let task = current ?? Task { try await connect() }
      current = task
      return task
    }
    return try await shared(task)
  }

  /// Ends the connections, where there are any.
  package func shutdown() async {
    let task = connection.withLock { current in
      defer { current = nil }
      return current
    }
    await (try? task?.value)?.shutdown()
  }

  package var commandNames: [String] {
    ResourceCommand.resources + [
      "company", "me", "account", "accounts", "timer", "log", "reports", "pto", "api", "describe", "plan",
      "apply", "journal", "undo", "resume", "edit",
    ]
      + RecordAction.words + commands.keys.sorted()
  }

  package func command(_ name: String) -> (any Command)? {
    commands[name] ?? harvestCommand(name)
  }

  private func harvestCommand(_ name: String) -> (any Command)? {
    switch name {
    case "company": SingleCommand("company", operation: "retrieveCompany", "The company and its settings.", host: self)
    case "me":
      SingleCommand("me", operation: "retrieveTheCurrentlyAuthenticatedUser", "The user whose token it is.", host: self)
    case "account": AccountCommand(host: self)
    case "accounts": AccountsCommand(host: self)
    case "timer": TimerCommand.group(host: self)
    case "log": LogCommand(host: self)
    case "reports": ReportCommand.group([], host: self)
    case "pto": timeOff
    case "describe": DescribeCommand(host: self)
    case "plan": PlanCommand()
    case "apply": ApplyCommand(host: self)
    case "journal": JournalCommand(host: self)
    case "undo": UndoCommand(host: self)
    case "edit": EditCommand(host: self)
    case "resume": ResumeCommand(host: self)
    case "api": RawCommand.group(host: self)
    case _ where RecordAction.words.contains(name): RecordAction(word: name, host: self)
    default: ResourceCommand(name, host: self)
    }
  }

  /// `pto types` and the other reads of paid time off.
  private var timeOff: CommandGroup {
    let names = Catalog.resources.map(\.name).filter { $0.hasPrefix("pto_") }.map { String($0.dropFirst(4)) }
    return CommandGroup(
      name: "pto", summary: "Paid time off, which Harvest documents since 2026.",
      words: names.filter { Catalog.list(of: "pto_" + $0) != nil || $0 == "balances" },
      examples: [.init("pto types", "the kinds of leave")],
      next: { [self] word in
        if word != "balances" { return ResourceCommand(resource: "pto_" + word, name: "pto " + word, host: self) }
        return SingleCommand(
          "pto balances", operation: "retrievePtoBalances", "What leave a user has left in a year.", host: self)
      })
  }

  package func kind(_ name: String) -> Kind? {
    if let known = kinds.withLock({ $0[name] }) { return known }
    guard let schema = Catalog.schema(name) else { return nil }
    var relations: [String: any Command] = [:]
    for relation in Catalog.relations(from: name) {
      if let command = RelationCommand(relation, host: self) { relations[relation.name] = command }
    }
    let made = Kind(
      name: name, collection: ResourceCommand.collection(of: name), type: Schemas.type(of: schema), relations: relations
    )
    kinds.withLock { $0[name] = made }
    return made
  }

  package func relation(_ name: String) -> (any Command)? {
    Catalog.relations.first { $0.name == name }.flatMap { RelationCommand($0, host: self) }
  }

  package func hasNames(_ kind: String) -> Bool {
    guard let schema = Catalog.schema(kind), let collection = ResourceCommand.collection(of: kind) else { return false }
    return !schema.nameFields.isEmpty && Catalog.list(of: collection) != nil
  }

  package func id(of name: String, kind: String, at range: SourceRange) async throws -> Int64 {
    try await locating(range) { try await id(of: name, kind: kind) }
  }

  /// - Throws: `NameFault` where none or several fit; an error of the client where the names could not be read.
  func id(of name: String, kind: String) async throws -> Int64 {
    try await names.find(name, kind: kind, host: self).id
  }

  package func beginStatement() async { await names.beginStatement() }

  package func knownNames(of kind: String) -> [KnownName]? {
    names.entries(kind)?.compactMap { entry in
      entry.names.first.map { KnownName($0, qualifier: entry.qualifier, isActive: entry.isActive) }
    }
  }

  /// Reads the names of a kind into memory, unless they are there.
  ///
  /// - Returns: whether they are there now.
  package func loadNames(of kind: String) async -> Bool {
    (try? await names.load(kind, host: self)) != nil
  }

  package func verbs(of kind: String) -> [String] {
    let verbs = WriteCommand.words(of: kind)
    let marks = verbs.contains { $0.hasPrefix("mark ") }
    return verbs.filter { !$0.hasPrefix("mark ") } + (marks ? ["mark"] : [])
  }

  package var modules: [(name: String, summary: String)] { StandardLibrary.modules }
  package func module(_ name: String) -> [UInt8]? { StandardLibrary.text(of: name) }

  package func collector(_ gathering: Gathering, _ run: Run) -> (any WriteCollector)? {
    BatchCollector(gathering, host: self, run: run)
  }

  package func kind(ofRowWith fields: Set<String>) -> (kind: Kind, schema: RowSchema)? {
    // The account's plan and the reader's rights decide on a few fields, so that four in five have to agree.
    guard fields.contains("id") else { return nil }
    let alike = Catalog.schemas.filter { schema in
      let count = schema.fields.count
      // Looking each field up takes its time: most kinds have far more or fewer of them.
      guard min(count, fields.count) * 5 >= max(count, fields.count) * 4 else { return false }
      let common = schema.fields.count { fields.contains($0.name) }
      return common * 5 >= (count + fields.count - common) * 4
    }
    guard let only = alike.first, alike.count == 1, let kind = kind(only.name), let schema = Schemas.rows(of: only.name)
    else { return nil }
    return (kind, schema)
  }
}

extension WritePolicy {
  /// The same, less what `set` forbids.
  package func tightened(by settings: Settings) -> WritePolicy {
    let values = settings.values
    return WritePolicy(
      isReadOnly: isReadOnly || values.readOnly, isDryRun: isDryRun || values.dryRun, confirmsBulk: confirmsBulk)
  }
}
