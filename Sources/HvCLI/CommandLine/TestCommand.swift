import ArgumentParser
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues

/// `hv test FILE`: runs the `test` statements of scripts, each against a sandbox of its own.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests in scripts, each against a sandbox of its own.")

  @Option(help: ArgumentHelp("The day that is today.", valueName: "date"))
  var today = "2026-11-24"

  @Option(help: ArgumentHelp("Run only tests whose names hold this.", valueName: "text"))
  var only: String?

  @ArgumentParser.Argument(help: "The scripts.")
  var files: [String]

  /// One test, and what became of it.
  private struct Outcome: Sendable {
    let place: Int
    let title: String
    let diagnostics: [Diagnostic]
    let sources: SourceMap
    var failed: Bool { diagnostics.contains { $0.severity == .error } }
  }

  func run() async throws {
    var options = try RunCommand.parse(["--sandbox", "--yes", "--today", today])
    options.quiet = true
    let (ready, files, only) = (options, self.files, self.only)
    let status = await Task.detached { () -> Int32 in
      var status: Int32 = 0
      var (passed, failed) = (0, 0)
      for file in files {
        do {
          let bytes = try FileBytes.all(file)
          for outcome in await Self.outcomes(file, bytes, only, ready) {
            Process.say("\(outcome.failed ? "FAILED" : "ok    ")  \(file): \(outcome.title)\n")
            if outcome.failed {
              failed += 1
              status = max(status, 1)
              _ = Execution(options: ready).report(outcome.diagnostics, in: outcome.sources)
            } else {
              passed += 1
            }
          }
        } catch {
          let diagnostic = error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)
          status = max(status, Execution(options: ready).report([diagnostic]))
        }
      }
      Process.say("\(passed) passed" + (failed > 0 ? ", \(failed) failed" : "") + "\n")
      return status
    }.value
    throw Ending(status: status)
  }

  /// The tests of a file, two at a time, in their order.
  private static func outcomes(_ file: String, _ bytes: [UInt8], _ only: String?, _ options: RunCommand) async
    -> [Outcome]
  {
    let tree = Parser.parse(SourceText(name: file, bytes: bytes, isFile: true))
    var titles: [(place: Int, title: String)] = []
    for statement in tree.statements {
      guard case .test(let title, _) = statement.kind else { continue }
      titles.append((titles.count, title.plain ?? "test \(titles.count + 1)"))
    }
    if !tree.diagnostics.isEmpty || titles.isEmpty {
      // What cannot be read is told once.
      return titles.isEmpty && tree.diagnostics.isEmpty ? [] : [await run(file, bytes, (0, "does not parse"), options)]
    }
    let wanted = titles.filter { title in only.map { title.title.contains($0) } ?? true }
    return await withTaskGroup(of: Outcome.self) { group in
      var next = 0
      func add() {
        guard next < wanted.count else { return }
        let test = wanted[next]
        next += 1
        group.addTask { await run(file, bytes, test, options) }
      }
      for _ in 0..<2 { add() }
      var outcomes: [Outcome] = []
      for await outcome in group {
        outcomes.append(outcome)
        add()
      }
      return outcomes.sorted { $0.place < $1.place }
    }
  }

  private static func run(
    _ file: String, _ bytes: [UInt8], _ test: (place: Int, title: String), _ options: RunCommand
  ) async -> Outcome {
    let execution = Execution(options: options)
    let clock = execution.clock() ?? Clock(today: .earliest, now: Instant(seconds: 0))
    let connector = Connector(options: options, clock: clock, progress: Progress(isShown: false, dims: false))
    let host = HarvestHost(
      policy: options.writePolicy, now: { Process.now().seconds }, connect: { try await connector.connect() },
      files: LocalFiles())
    let shell = Shell(host: host, clock: clock)
    shell.bind("env", Process.environmentRecord)
    shell.call(with: [])
    let output = ResultWriter(Nowhere(), execution.writerOptions)
    var diagnostics: [Diagnostic]
    do {
      diagnostics = try await shell.run(
        SourceText(name: file, bytes: bytes, isFile: true), test: test.place, to: output)
    } catch let exit as ProgramExit {
      diagnostics = exit.status == 0 ? [] : [Diagnostic("E0308", "ended with status \(exit.status)", exit: .failed)]
    } catch {
      diagnostics = [error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)]
    }
    await host.shutdown()
    return Outcome(place: test.place, title: test.title, diagnostics: diagnostics, sources: shell.sources)
  }

  /// What a test writes out is for nobody.
  private final class Nowhere: ByteSink { func write(_ bytes: [UInt8]) throws {} }
}
