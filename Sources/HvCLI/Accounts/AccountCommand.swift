import HarvestClient
import HvSyntax

/// What the account commands have in common: where they run, how they end, and how they tell what went wrong.
enum AccountCommand {
  /// Runs the work of a command away from the main actor, and ends the program with its status.
  static func end(with work: @escaping @Sendable () async throws -> Int32) async throws {
    Process.ignoreBrokenPipes()
    throw Ending(status: await Task.detached { await status(of: work) }.value)
  }

  static func status(of work: @Sendable () async throws -> Int32) async -> Int32 {
    do { return try await work() } catch is CancellationError {
      return 130
    } catch let error as APIError {
      return tell(error.diagnostic)
    } catch {
      return tell(error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed))
    }
  }

  /// Writes what is wrong to standard error, and gives the exit status that follows.
  private static func tell(_ diagnostic: Diagnostic) -> Int32 {
    let isTerminal = Process.isErrorTerminal
    let usesColor = isTerminal && Process.environment("NO_COLOR") == nil && Process.environment("TERM") != "dumb"
    let renderer = DiagnosticRenderer(
      style: isTerminal ? .fancy : .plain, color: usesColor, width: Process.errorTerminalWidth ?? 120)
    Process.complain(renderer.render([diagnostic]))
    return diagnostic.exit.rawValue
  }

  /// Writes a note to standard error: something that is no failure, and that one should know.
  static func note(_ text: String) { Process.complain("note: \(text)\n") }

  /// A text from a server or a file as a terminal may be shown it.
  static func safe(_ text: String) -> String { DisplayText.safe(text, ascii: false) }

  /// Lines of a title and a text each, with the texts below each other; a text of nil leaves the line out.
  static func table(_ rows: [(title: String, text: String?)]) -> String {
    let shown = rows.compactMap { row in row.text.map { (row.title, safe($0)) } }
    let width = shown.map(\.0.count).max() ?? 0
    return shown.map { title, text in
      title + String(repeating: " ", count: width - title.count + 2) + text + "\n"
    }.joined()
  }
}

extension APIError {
  /// The error for the command line, where it has no place in a source.
  var diagnostic: Diagnostic {
    let code =
      switch kind {
      case .notFound: "E0402"
      case .forbidden: "E0407"
      default: "E0401"
      }
    var diagnostic = Diagnostic(
      code, status == nil ? message : "the server answers: \(message)", help: help,
      exit: kind == .refusedToken ? .credentials : .failed)
    var note = "request: \(request)"
    if let status { note += " → \(status)" }
    if attempts > 1 { note += ", tried \(attempts) times" }
    diagnostic.notes = [note]
    return diagnostic
  }
}
