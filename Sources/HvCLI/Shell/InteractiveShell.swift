import ArgumentParser
import Dispatch
import HarvestClient
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvTerminal
import HvValues
import Synchronization

/// The shell: `hv` without a program.
///
/// The main thread belongs to the terminal: it reads entries, and waits while a task of its own runs each. Ctrl-C comes
/// in as a key while an entry is edited, and as a signal while one runs.
final class InteractiveShell {
  private var options: RunCommand
  private let progress: Progress
  private let isTerminal: Bool
  private let isColored: Bool
  private let running = Running()
  private var engine: ShellEngine
  private var history: HistoryFile
  private var assistant: ShellAssistant
  private var editor: any LineEditor
  /// Where the programs run now: `sandbox`, an account's name, or nowhere yet.
  private var place: Place
  private var status: Int32 = 0

  /// Which account the shell works with.
  enum Place {
    case sandbox
    case profile(Profile)
    /// The account of the environment, by its id.
    case environment(String)
    case none

    /// What stands before the prompt's bracket, and in the name of the history's file.
    var name: String {
      switch self {
      case .sandbox: "sandbox"
      case .profile(let profile): profile.name
      case .environment(let id): id
      case .none: "hv"
      }
    }

    var text: String {
      switch self {
      case .sandbox: "sandbox: demo data, nothing of it leaves this program"
      case .profile(let profile): "\(profile.company ?? "account \(profile.accountID)"), account \(profile.name)"
      case .environment(let id): "account \(id), from the environment"
      case .none: "no account yet"
      }
    }
  }

  /// The task that runs now, which a signal may cancel.
  private final class Running: Sendable {
    private let task = Mutex<(task: Task<Void, Never>?, cancelled: Bool)>((nil, false))

    func begin(_ task: Task<Void, Never>) { self.task.withLock { $0 = (task, false) } }
    func end() { task.withLock { $0 = (nil, false) } }

    /// Cancels it; the second time the program ends.
    func interrupt() {
      let (running, isSecond) = task.withLock { state in
        defer { state.cancelled = state.task != nil }
        return (state.task, state.cancelled)
      }
      running?.cancel()
      if isSecond { Process.exit(130) }
    }
  }

  init(_ options: RunCommand) {
    self.options = options
    let execution = Execution(options: options)
    isTerminal = Process.isInputTerminal && Process.isOutputTerminal
    isColored = Process.isOutputTerminal && execution.usesColor
    let isShown = !options.quiet && !options.trace && Process.isErrorTerminal && Process.environment("TERM") != "dumb"
    progress = Progress(isShown: isShown, dims: execution.usesColor)
    place = Self.firstPlace(options)
    (engine, history, assistant) = Self.parts(options, place, progress, isColored: isColored)
    editor = Self.editor(assistant, isTerminal: isTerminal, isColored: isColored)
  }

  /// Reads and runs entries until the end.
  ///
  /// - Returns: the exit status: that of the last entry that failed where nobody sits at a terminal, else 0.
  func run() -> Int32 {
    Process.ignoreBrokenPipes()
    let running = running
    let signals = [
      Process.onSignals([Process.interrupt]) { _ in running.interrupt() },
      Process.onSignals(Process.endings) { number in
        LineTerminal.restore()
        Process.exit(128 + number)
      },
    ]
    defer { for signal in signals { signal.cancel() } }
    if isTerminal { Process.say(banner) }
    watchNames()
    loop: while true {
      switch editor.read() {
      case .end: break loop
      case .interrupted: continue
      case .entry(let entry):
        let text = entry.trimmed
        if text.isEmpty { continue }
        if !enter(text) { break loop }
      }
    }
    wait { [engine] in await engine.close() }
    return isTerminal ? 0 : status
  }

  // MARK: entries

  /// - Returns: false where the shell is to end.
  private func enter(_ text: String) -> Bool {
    if let word = ShellWord(text) {
      // A word that does something else in the language's own hands is none of the shell's.
      history.add(text)
      return obey(word)
    }
    history.add(text)
    let isVertical = text.hasSuffix(" -v")
    run(isVertical ? String(text.dropLast(3)) : text, isVertical: isVertical)
    return true
  }

  private func run(_ text: String, isVertical: Bool) {
    let program = assistant.program(of: text)
    let engine = engine
    watched { [options] in
      let (diagnostics, sources) = try await engine.enter(program, isVertical: isVertical)
      return Execution(options: options).report(diagnostics, in: sources)
    }
  }

  private func obey(_ word: ShellWord) -> Bool {
    let engine = engine
    switch word {
    case .exit: return false
    case .more:
      watched {
        try await engine.more()
        return 0
      }
    case .vertical:
      guard let last = engine.shell.lastResult else {
        Process.say("there is no result yet\n")
        return true
      }
      run("$\(last)", isVertical: true)
    case .sandbox:
      options.sandbox = true
      options.account = nil
      move(to: .sandbox)
    case .login:
      watched { await Self.logIn() }
      if status == 0 { move(toAccount: nil) }
    case .account(let name): move(toAccount: name)
    }
    return true
  }

  private static func logIn() async -> Int32 {
    guard let command = try? LoginCommand.parse([]) else { return 1 }
    let status = await AccountCommand.status { try await command.logIn() }
    Process.showInput()
    return status
  }

  /// Runs something for an entry, with the line of progress, until it ends or Ctrl-C cancels it.
  private func watched(_ body: @escaping @Sendable () async throws -> Int32) {
    let result = Outcome()
    progress.begin()
    let options = options
    wait { [progress] in
      do { result.status = try await body() } catch is CancellationError {
        progress.stop()
        Process.say("interrupted\n")
        result.status = 130
      } catch is StandardOutput.Closed {
        result.status = 141
      } catch {
        let diagnostic = error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)
        result.status = Execution(options: options).report([diagnostic])
      }
    }
    progress.stop()
    status = result.status
  }

  /// How something ended. It is written by the task and read when that has ended.
  private final class Outcome: @unchecked Sendable { var status: Int32 = 0 }

  /// Waits on this thread for something that runs elsewhere.
  private func wait(_ body: @escaping @Sendable () async -> Void) {
    let ended = DispatchSemaphore(value: 0)
    let task = Task.detached {
      await body()
      ended.signal()
    }
    running.begin(task)
    ended.wait()
    running.end()
  }

  // MARK: accounts

  private func move(toAccount name: String?) {
    do {
      let place = try Self.place(of: name ?? options.account)
      options.sandbox = false
      options.account = name ?? options.account
      move(to: place)
    } catch {
      let diagnostic = error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)
      status = Execution(options: options).report([diagnostic])
    }
  }

  /// The account that counts. Its token is not looked up before something is asked of it.
  private static func place(of account: String?) throws -> Place {
    if let profile = try CredentialSource.profile(account: account) { return .profile(profile) }
    return .environment(Process.environment("HARVEST_ACCOUNT_ID") ?? "")
  }

  private func move(to place: Place) {
    wait { [engine] in await engine.close() }
    self.place = place
    (engine, history, assistant) = Self.parts(options, place, progress, isColored: isColored)
    editor = Self.editor(assistant, isTerminal: isTerminal, isColored: isColored)
    watchNames()
    Process.say(place.text + "\n")
  }

  private static func firstPlace(_ options: RunCommand) -> Place {
    if options.sandbox { return .sandbox }
    // Without an account the shell starts all the same, and offers what there is.
    return (try? place(of: options.account)) ?? .none
  }

  private static func parts(_ options: RunCommand, _ place: Place, _ progress: Progress, isColored: Bool)
    -> (ShellEngine, HistoryFile, ShellAssistant)
  {
    let execution = Execution(options: options)
    let clock = execution.clock() ?? Clock(today: .earliest, now: Instant(seconds: 0))
    let settings = options.settings(isShell: true)
    let connector = Connector(options: options, clock: clock, progress: progress, settings: settings)
    let host = HarvestHost(
      policy: options.writePolicy, settings: settings, account: place.name, now: { Process.now().seconds },
      settlingSeconds: Process.settlingSeconds,
      connect: { try await connector.connect() }, files: LocalFiles(sortMemory: options.sortMemory << 20),
      editText: { Process.isErrorTerminal ? ExternalEditor.edit($0, ending: ".txt") : nil })
    let shell = Shell(
      host: host, clock: clock, optimizes: !options.noOptimize, stopwatch: ProgressStopwatch(progress: progress))
    let output = ResultWriter(StandardOutput.shared, execution.writerOptions, settings: settings) {
      Process.complain($0 + "\n")
    }
    let engine = ShellEngine(
      shell: shell, host: host, output: output, progress: progress,
      look: ShellEngine.Look(color: isColored, isTerminal: Process.isOutputTerminal))
    let token = Process.environment("HARVEST_ACCESS_TOKEN").flatMap { Token($0) }
    let history = HistoryFile(place.name, folder: StateFolder.find()) { text in
      token.map { $0.redact(text) != text } ?? false
    }
    let assistant = ShellAssistant(shell: shell, history: history, prompt: place.name, isColored: isColored)
    return (engine, history, assistant)
  }

  private static func editor(_ assistant: ShellAssistant, isTerminal: Bool, isColored: Bool) -> any LineEditor {
    if isTerminal, Process.environment("TERM") != "dumb" {
      let palette = isColored ? Palette(colorFgBg: Process.environment("COLORFGBG")) : nil
      let home = Process.environment("HOME")
      if let editor = EditLineEditor(assistant, .init(palette: palette, editrc: home.map { $0 + "/.editrc" })) {
        return editor
      }
    }
    return PlainEditor(assistant, descriptor: 0, prompts: Process.isInputTerminal) { Process.say($0) }
  }

  /// How long a key may wait for names to come.
  private static let patience = DispatchTimeInterval.milliseconds(45)

  /// Has names read that are wanted for completion. Whoever wants them waits a moment; if that is too short, they are
  /// told of when they have come.
  private func watchNames() {
    let (engine, notices) = (engine, editor.notices)
    assistant.readNames = { kind in
      let come = DispatchSemaphore(value: 0)
      let wait = NameWait()
      Task.detached {
        let isThere = await engine.loadNames(of: kind)
        if wait.ended(), isThere {
          notices.post("the names of \(kind.replacing("_", with: " "))s are ready: press Tab again")
        }
        come.signal()
      }
      let hasCome = come.wait(timeout: .now() + Self.patience) == .success
      if !hasCome { wait.giveUp() }
      return hasCome
    }
  }

  /// Whether somebody still waits for names.
  private final class NameWait: Sendable {
    private let state = Mutex((isLate: false, hasEnded: false))

    /// The names are there, or will not come; whether nobody waits any more.
    func ended() -> Bool {
      state.withLock { state in
        state.hasEnded = true
        return state.isLate
      }
    }

    func giveUp() { state.withLock { $0.isLate = !$0.hasEnded } }
  }

  // MARK: words

  private var banner: String {
    let first =
      switch place {
      case .none: "Type  sandbox  to try it on demo data, or  login  with a token of your account."
      default: "Type  projects | where active | first 5    (Tab completes, ↑ brings back)"
      }
    return """
      hv \(Process.version) · \(place.text)
      \(first)
      help  lists the commands,  help where  shows one;  exit  or Ctrl-D leaves.

      """
  }
}

extension String {
  /// Without blanks and line breaks around it.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
