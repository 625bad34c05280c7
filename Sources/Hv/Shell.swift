package import HvEngine
package import HvHarvest
package import HvSyntax
package import HvValues

// Hv: the language with Harvest in it, as a library. It knows no terminal and no process: text comes in, rows and
// diagnostics go out.
//
// Start at `Shell`.

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

  /// - Parameters:
  ///   - optimizes: false runs every pipeline as it is written, for comparisons.
  ///   - stopwatch: whom `time` asks; without it `time` only runs its pipeline.
  package init(host: HarvestHost, clock: Clock, optimizes: Bool = true, stopwatch: (any Stopwatch)? = nil) {
    self.host = host
    self.stopwatch = stopwatch
    self.session = Session(host: host, clock: clock, optimizes: optimizes)
  }

  /// Declares a variable for the programs to come.
  package func bind(_ name: String, _ value: Value) { session.bind(name, value) }

  /// Checks a text without any request; nothing of it runs.
  package func check(_ source: SourceText) -> [Diagnostic] {
    session.check(source).diagnostics
  }

  /// Checks a text and runs it, result by result.
  ///
  /// - Parameter output: where results go, in the order of the statements.
  /// - Returns: what was wrong, warnings included; empty or warnings only when all went well. A text with an error does
  ///   not run at all.
  /// - Throws: `CancellationError`, and what the output throws.
  package func run(_ source: SourceText, to output: ResultWriter) async throws -> [Diagnostic] {
    let (program, diagnostics) = session.check(source)
    guard let program else { return diagnostics }
    let run = Run(host: host, clock: session.clock, optimizes: session.optimizes) { line in try output.line(line) }
    do {
      try await session.run(program, run) { step, stage in
        switch step {
        case .output(let plan):
          if let stage { try await output.write(plan, stage, run) }
        case .timed(let plan):
          guard let stage else { break }
          let before = run.rowsWritten
          stopwatch?.start()
          try await output.write(plan, stage, run)
          try output.flush()
          stopwatch?.stop(rows: run.rowsWritten - before)
        case .explanation(let plan, let source): try output.write(session.explanation(of: plan, in: source, run))
        case .text(let text):
          try output.line(text)
          try output.flush()
        case .binding, .definition: break
        }
      }
      try output.flush()
    } catch var diagnostic as Diagnostic {
      try output.flush()
      let changes = run.changesMade
      if changes > 0, diagnostic.progress == nil {
        diagnostic.progress = "\(changes) change\(changes == 1 ? " was" : "s were") made before"
        if diagnostic.exit == .failed || diagnostic.exit == .unconfirmed { diagnostic.exit = .partial }
      } else if run.rowsWritten > 0, diagnostic.exit == .failed, diagnostic.progress == nil {
        diagnostic.progress = "\(run.rowsWritten) row\(run.rowsWritten == 1 ? " was" : "s were") already output"
        // A request that failed after others had answered leaves a result that looks whole and is not.
        diagnostic = diagnostic.asPart
        if diagnostic.exit == .partial { diagnostic.progress? += "; the result is partial" }
      }
      return diagnostics + run.gaps + [diagnostic]
    } catch {
      try? output.flush()
      throw error
    }
    return diagnostics + run.gaps
  }
}
