package import HvEngine
package import HvHarvest
package import HvSyntax
package import HvValues

/// Tells what a pipeline took, for `time`.
package protocol Stopwatch: Sendable {
  /// A pipeline begins.
  func start()
  /// It has ended.
  ///
  /// - Parameter rows: how many rows it wrote.
  func stop(rows: Int)
}

/// Runs programs of the hv language against one Harvest account.
///
/// What a program binds with `let` and `def` stays for the next one. A shell is used from one task at a time; `run`
/// must not be called on the main actor, because a program may work for long.
package final class Shell {
  private let session: Session
  private let host: HarvestHost
  private let stopwatch: (any Stopwatch)?
  /// The names of the results that are kept, the oldest first, and how many there were in all.
  private var results: [String] = []
  private var resultCount = 0

  /// - Parameters:
  ///   - optimizes: false runs every pipeline as it is written, for comparisons.
  ///   - stopwatch: whom `time` asks; without it `time` only runs its pipeline.
  package init(host: HarvestHost, clock: Clock, optimizes: Bool = true, stopwatch: (any Stopwatch)? = nil) {
    self.host = host
    self.stopwatch = stopwatch
    self.session = Session(host: host, clock: clock, optimizes: optimizes)
  }

  /// What the script that runs next was called with: its `param` lines take of it, the rest is `$args`.
  package func call(with arguments: [String]) { session.scriptArguments = arguments }

  /// Declares a variable for the programs to come.
  package func bind(_ name: String, _ value: Value) { session.bind(name, value) }

  /// What can stand at a place of a text; `offset` counts UTF-8 bytes. Makes no request.
  package func completion(of text: String, at offset: Int) -> Completion { session.completion(of: text, at: offset) }

  /// Checks a text without any request; nothing of it runs.
  ///
  /// - Parameter isTyping: statements that do not parse are checked as well, as far as they are there.
  /// - Returns: what is wrong with it, and the text with the offsets that this has.
  package func inspect(_ text: SourceText, isTyping: Bool = false) -> (
    diagnostics: [Diagnostic], source: SourceText, sources: SourceMap
  ) {
    session.inspect(text, isTyping: isTyping)
  }

  /// What `help` says of a word.
  package func help(_ word: String) -> String { session.help(word) }

  /// The texts that were run here, for places in diagnostics.
  package var sources: SourceMap { session.sources }

  /// Checks a text and runs it, result by result.
  ///
  /// - Parameter output: where results go, in the order of the statements.
  /// - Returns: what was wrong, warnings included; empty or warnings only when all went well. A text with an error does
  ///   not run at all.
  /// - Throws: `CancellationError`, and what the output throws.
  package func run(_ source: SourceText, to output: ResultWriter) async throws -> [Diagnostic] {
    try await run(session.check(source), source, to: output)
  }

  /// Runs one of the `test` statements of a script, after what the script declares.
  ///
  /// - Parameter test: its place among the tests of the script.
  package func run(_ source: SourceText, test: Int, to output: ResultWriter) async throws -> [Diagnostic] {
    try await run(session.check(source, test: test), source, to: output)
  }

  private func run(
    _ checked: (program: Program?, diagnostics: [Diagnostic]), _ source: SourceText, to output: ResultWriter
  ) async throws -> [Diagnostic] {
    let (program, diagnostics) = checked
    guard let program else { return diagnostics }
    let run = makeRun(output)
    if program.resultCount > 1 { output.begin() }
    return diagnostics
      + (try await diagnosing(run, output) {
        defer { try? output.finish(title: source.name) }
        try await session.run(program, run) { step, stage, _ in
          switch step {
          case .output(let plan):
            if let stage { try await output.write(plan, stage, title: run.statement) { run.wrote($0) } }
          case .timed(let plan):
            if let stage {
              try await timing(run, output) {
                try await output.write(plan, stage, title: run.statement) { run.wrote($0) }
              }
            }
          case .explanation(let plan): try output.write(session.explanation(of: plan, run))
          case .text(let text):
            try output.line(text)
            try output.flush()
          case .binding, .definition: break
          }
        }
      })
  }

  // MARK: entries of a person

  /// The result of one pipeline, which is read as far as somebody looks at it, and again without asking anew.
  package struct Result {
    /// How later entries call it, without the `$`.
    package let name: String
    private let binding: LazyBinding

    fileprivate init(_ name: String, _ binding: LazyBinding) {
      self.name = name
      self.binding = binding
    }

    package var plan: Plan { binding.plan }
    /// Its rows from the first on.
    package func stage() -> any HvEngine.Stage { binding.stage() }
  }

  /// What one statement of an entry gave.
  package enum Shown {
    case result(Result)
    case text(String)
    case explanation(Explanation)
  }

  /// How many results can be named.
  private static let keptResults = 20

  /// Runs what a person typed: each result is kept under a name and read only as far as `show` reads it.
  ///
  /// - Parameters:
  ///   - output: where `print` goes.
  ///   - periods: given the calendar words of the entry with the days that they mean, before it runs.
  /// - Returns: as `run`.
  package func enter(
    _ source: SourceText, to output: ResultWriter, periods: ([(words: String, days: String)]) -> Void,
    show: (Shown) async throws -> Void
  ) async throws -> [Diagnostic] {
    let (program, diagnostics) = session.check(source)
    guard let program else { return diagnostics }
    periods(program.periods)
    let run = makeRun(output)
    var kept: [(name: String, binding: LazyBinding)] = []
    // A result that was begun can be named, however the entry ends.
    defer { for result in kept { keep(result.binding, as: result.name) } }
    return diagnostics
      + (try await diagnosing(run, output) {
        try await session.run(program, run, keeps: true) { step, stage, binding in
          func shown() async throws {
            guard let binding else {
              while try await stage?.next(.max) != nil { try Task.checkCancellation() }
              return
            }
            resultCount += 1
            let name = "r\(resultCount)"
            kept.append((name, binding))
            try await show(.result(Result(name, binding)))
          }
          switch step {
          case .output: try await shown()
          case .timed: try await timing(run, output) { try await shown() }
          case .explanation(let plan): try await show(.explanation(session.explanation(of: plan, run)))
          case .text(let text): try await show(.text(text))
          case .binding, .definition: break
          }
        }
      })
  }

  private func keep(_ binding: LazyBinding, as name: String) {
    session.keep(binding, as: name)
    results.append(name)
    if results.count > Self.keptResults { session.forget(results.removeFirst()) }
  }

  /// The name of the newest result.
  package var lastResult: String? { results.last }

  // MARK: what both share

  private func makeRun(_ output: ResultWriter) -> Run {
    Run(
      host: host, clock: session.clock, optimizes: session.optimizes, width: output.width, usesColor: output.usesColor
    ) { line in try output.line(line) }
  }

  private func timing(_ run: Run, _ output: ResultWriter, _ body: () async throws -> Void) async throws {
    let before = run.rowsWritten
    stopwatch?.start()
    try await body()
    try output.flush()
    stopwatch?.stop(rows: run.rowsWritten - before)
  }

  /// Runs something, and tells what went wrong with what had been done by then.
  private func diagnosing(_ run: Run, _ output: ResultWriter, _ body: () async throws -> Void) async throws
    -> [Diagnostic]
  {
    do {
      try await body()
      try output.flush()
    } catch var diagnostic as Diagnostic {
      try output.flush()
      let changes = run.changesMade
      // The report of a batch tells it already.
      if changes > 0, diagnostic.progress == nil, diagnostic.code != "E0414" {
        diagnostic.progress = "\(changes) change\(changes == 1 ? " was" : "s were") made before"
        if diagnostic.exit == .failed || diagnostic.exit == .unconfirmed { diagnostic.exit = .partial }
      } else if run.rowsWritten > 0, diagnostic.exit == .failed, diagnostic.progress == nil {
        diagnostic.progress = "\(run.rowsWritten) row\(run.rowsWritten == 1 ? " was" : "s were") already output"
        // A request that failed after others had answered leaves a result that looks whole and is not.
        diagnostic = diagnostic.asPart
        if diagnostic.exit == .partial { diagnostic.progress? += "; the result is partial" }
      }
      return run.reports + [diagnostic]
    } catch {
      try? output.flush()
      throw error
    }
    return run.reports
  }
}
