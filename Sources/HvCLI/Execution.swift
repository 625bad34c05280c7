import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues
import Synchronization
import SystemPackage

/// One run of a program, from its text to the exit status.
struct Execution: Sendable {
  let options: RunCommand

  func run() async -> Int32 {
    Process.ignoreBrokenPipes()
    let isShown = !options.quiet && !options.trace && Process.isErrorTerminal && Process.environment("TERM") != "dumb"
    let progress = Progress(isShown: isShown, dims: usesColor)
    let connection = Connection()
    let work = Task { await program(progress, connection) }
    // Kept until the end: letting them go would give Ctrl-C back to the system.
    let signals = Process.onInterrupt {
      let isWriting = { @Sendable in connection.withLock { $0?.isWriting ?? false } }
      // Asked before the work hears of it: writes that end within the moment are still to be told.
      let wasWriting = isWriting()
      work.cancel()
      Process.exit(130, after: 90, wasBusy: wasWriting, unless: isWriting)
      progress.stop()
    }
    defer {
      progress.stop()
      signals.cancel()
    }
    return await work.value
  }

  /// The connector of the program, for the signal that would end it.
  private final class Connection: Sendable {
    private let connector = Mutex<Connector?>(nil)
    func withLock<Result: Sendable>(_ body: (inout sending Connector?) -> sending Result) -> Result {
      connector.withLock(body)
    }
  }

  private func program(_ progress: Progress, _ connection: Connection) async -> Int32 {
    let source: SourceText
    do {
      source = try programText()
    } catch {
      return report([error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)])
    }
    guard let clock = clock() else {
      return report(
        [Diagnostic("E0505", "--today needs a day such as 2026-01-31, found “\(options.today ?? "")”")])
    }
    let settings = options.settings()
    let connector = Connector(options: options, clock: clock, progress: progress, settings: settings)
    connection.withLock { $0 = connector }
    let host = HarvestHost(
      policy: options.writePolicy, settings: settings,
      account: options.sandbox ? "sandbox" : (try? CredentialSource.profile(account: options.account))?.name,
      now: { Process.now().seconds }, settlingSeconds: Process.settlingSeconds,
      connect: { try await connector.connect() }, files: LocalFiles(sortMemory: options.sortMemory << 20),
      editText: { Process.isErrorTerminal ? ExternalEditor.edit($0, ending: ".txt") : nil })
    let shell = Shell(
      host: host, clock: clock, optimizes: !options.noOptimize, stopwatch: ProgressStopwatch(progress: progress))
    shell.bind("env", Process.environmentRecord)
    shell.call(with: Array(options.arguments.dropFirst(options.c == nil ? 1 : 0)))
    let showsNotes = !options.quiet && Process.isErrorTerminal
    let output = ResultWriter(StandardOutput.shared, writerOptions, settings: settings) {
      if showsNotes { Process.complain($0 + "\n") }
    }
    progress.begin()
    do {
      let diagnostics = try await shell.run(source, to: output)
      return report(diagnostics, in: shell.sources)
    } catch let exit as ProgramExit {
      return exit.status
    } catch is CancellationError {
      return 130
    } catch is StandardOutput.Closed {
      // What a process gets that the system ends for writing to a closed pipe.
      return 141
    } catch let diagnostic as Diagnostic {
      return report([diagnostic], in: shell.sources)
    } catch {
      return report([Diagnostic("E0500", "\(error)", exit: .failed)], in: shell.sources)
    }
  }

  private func programText() throws -> SourceText {
    if let text = options.c { return SourceText(name: "-c", text) }
    guard let file = options.arguments.first, file != "-" else {
      return SourceText(name: "standard input", bytes: try FileBytes.all(.standardInput, name: "standard input"))
    }
    do { return SourceText(name: file, bytes: try FileBytes.all(file), isFile: true) } catch var missing as Diagnostic {
      missing.help += Self.meant(options.arguments)
      throw missing
    }
  }

  /// What somebody wanted who named a file that is none.
  private static func meant(_ words: [String]) -> [String] {
    guard let first = words.first, !first.contains("/"), !first.hasSuffix(".hv") else { return [] }
    if Hv.names.contains(first) { return ["the word comes first:  hv \(first) …"] }
    return ["a pipeline is given by -c:  hv -c '\(Diagnostic.clipped(words.joined(separator: " ")))'"]
  }

  func clock() -> Clock? {
    let now = Process.now()
    guard let machine = Day(year: now.year, month: now.month, day: now.day) else { return nil }
    let weekStart = options.sandbox ? 1 : CredentialSource.weekStart(account: options.account)
    guard let text = options.today else {
      return Clock(today: machine, now: Instant(seconds: now.seconds), firstWeekday: weekStart, minuteOfDay: now.minute)
    }
    guard let day = Day(text), let noon = Instant(day: day, secondsOfDay: 43_200) else { return nil }
    return Clock(today: day, now: noon, firstWeekday: weekStart)
  }

  var writerOptions: ResultWriter.Options {
    let isTerminal = Process.isOutputTerminal
    var writing = ResultWriter.Options(
      format: options.o, width: Process.terminalWidth, color: isTerminal && usesColor,
      guardsFormulas: !options.rawCsv)
    writing.automatic = isTerminal ? .table : .ndjson
    writing.writesValues = options.o == .ndjson
    return writing
  }

  var usesColor: Bool {
    !options.noColor && Process.environment("NO_COLOR") == nil && Process.environment("TERM") != "dumb"
  }

  /// Writes what was wrong, and gives the exit status that follows.
  func report(_ diagnostics: [Diagnostic], in sources: SourceMap = SourceMap()) -> Int32 {
    let shown = options.quiet ? diagnostics.filter { $0.severity == .error } : diagnostics
    if !shown.isEmpty {
      let isTerminal = Process.isErrorTerminal
      let style = options.errors?.rendererStyle ?? (isTerminal && usesColor ? .fancy : .plain)
      let renderer = DiagnosticRenderer(
        style: style, color: isTerminal && usesColor, width: isTerminal ? Process.errorTerminalWidth ?? 100 : 120,
        wraps: isTerminal)
      var text = renderer.render(shown, in: sources)
      if !text.hasSuffix("\n") { text += "\n" }
      Process.complain(text)
    }
    return diagnostics.filter { $0.severity == .error }.map(\.exit.rawValue).max() ?? 0
  }
}

extension ErrorStyle {
  var rendererStyle: DiagnosticRenderer.Style {
    switch self {
    case .fancy: .fancy
    case .plain: .plain
    case .short: .short
    case .json: .json
    }
  }
}
