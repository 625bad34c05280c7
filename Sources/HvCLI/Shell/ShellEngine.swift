import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvTerminal
import HvValues

/// Runs the entries of a person against one account, and shows what they give.
///
/// The editor's thread and the task that runs an entry never use it at the same time: one waits for the other.
final class ShellEngine: @unchecked Sendable {
  /// How results are shown.
  struct Look: Sendable {
    var color: Bool
    /// Tables are shown screen by screen.
    var isTerminal: Bool
  }

  let shell: Shell
  private let host: HarvestHost
  private let output: ResultWriter
  private let progress: Progress
  private let look: Look
  /// What had been done before the result at hand.
  private var begun: ProgressFigures
  /// The result whose next screen `more` shows.
  private var pager: ScreenPager?

  init(shell: Shell, host: HarvestHost, output: ResultWriter, progress: Progress, look: Look) {
    self.shell = shell
    self.host = host
    self.output = output
    self.progress = progress
    begun = progress.figures
    self.look = look
  }

  /// Runs an entry.
  ///
  /// - Parameter isVertical: records are shown over several lines.
  func enter(_ text: String, isVertical: Bool) async throws -> (diagnostics: [Diagnostic], sources: SourceMap) {
    let source = SourceText(name: "shell", text)
    // What acts has done so before its result is shown.
    begun = progress.figures
    var periods: [(words: String, days: String)] = []
    let diagnostics = try await shell.enter(source, to: output) {
      periods = $0
    } show: { [self] shown in
      switch shown {
      case .result(let result): try await show(result, isVertical: isVertical, periods)
      case .text(let text): Process.say(Self.wrapped(text, Process.terminalWidth) + "\n")
      case .explanation(let explanation): Process.say(explanation.text(width: Process.terminalWidth) + "\n")
      }
    }
    return (diagnostics, shell.sources)
  }

  /// Shows the next screen of the last result.
  func more() async throws {
    guard let pager else {
      Process.say("nothing more to show\n")
      return
    }
    begun = progress.figures
    try await show(pager, [])
  }

  /// Reads names into memory for completion.
  func loadNames(of kind: String) async -> Bool { await host.loadNames(of: kind) }

  /// Ends the connections.
  func close() async { await host.shutdown() }

  // MARK: showing

  private func show(_ result: Shell.Result, isVertical: Bool, _ periods: [(words: String, days: String)]) async throws {
    guard look.isTerminal, output.writesTables, !result.plan.flow.item.isDrawing else {
      try await output.write(result.plan, result.stage())
      try output.flush()
      return
    }
    let pager = ScreenPager(result, isVertical: isVertical, color: look.color)
    self.pager = pager
    try await show(pager, periods)
  }

  private func show(_ pager: ScreenPager, _ periods: [(words: String, days: String)]) async throws {
    let width = Process.terminalWidth ?? 80
    // A header of two lines, two of what is said below, the entry that stays above, and the next one.
    let room = max(3, (Process.terminalHeight ?? 24) - 6)
    var shown = await pager.screen(lines: room, width: width)
    // What it says of columns that it leaves out may need more than a line.
    let more = notes(of: shown).count - 1
    if more > 0 { shown = await pager.screen(lines: max(3, room - more), width: width) }
    pager.pass(shown.rows)
    try StandardOutput.shared.write(shown.text)
    try StandardOutput.shared.write([])
    if let failure = shown.failure {
      self.pager = nil
      throw failure
    }
    if !shown.hasMore { self.pager = nil }
    var figures = progress.figures.since(begun)
    begun = progress.figures
    figures.rows = shown.rows
    var parts = [figures.text, "$\(pager.name)"]
    for period in periods { parts.append("\(period.words) = \(period.days)") }
    if shown.hasMore { parts.append("more  shows the next") }
    for line in lines(parts, between: " · ") + notes(of: shown) {
      Process.say((look.color ? TerminalText.dim(line) : line) + "\n")
    }
  }

  /// What a table left out, as much of it as two lines hold.
  private func notes(of shown: ScreenPager.Look) -> [String] {
    guard let note = shown.note else { return [] }
    let words = note.split(separator: " ").map(String.init)
    let end = ["·", "-v", " shows", "all"]
    let whole = lines(words + end, between: " ")
    let shorter = (0..<words.count).reversed().lazy.map { self.lines(words.prefix($0) + ["…"] + end, between: " ") }
    return whole.count <= 2 ? whole : shorter.first { $0.count <= 2 } ?? []
  }

  /// A text whose long lines go on in another one, as far in as they began.
  private static func wrapped(_ text: String, _ width: Int?) -> String {
    guard let width, width > 20 else { return text }
    var out: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.count > width else {
        out.append(line)
        continue
      }
      let indent = String(repeating: " ", count: line.prefix { $0 == " " }.count)
      var current = indent
      for word in line.split(separator: " ") {
        if current.count > indent.count, current.count + 1 + word.count > width {
          out.append(current)
          current = indent
        }
        current += (current.count > indent.count ? " " : "") + word
      }
      out.append(current)
    }
    return out.joined(separator: "\n")
  }

  /// Parts in lines as wide as the screen.
  private func lines(_ parts: [String], between gap: String) -> [String] {
    let width = max(20, Process.terminalWidth ?? 80)
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + gap.count + part.count <= width {
        lines[lines.count - 1] += gap + part
      } else {
        lines.append(part)
      }
    }
    return lines
  }
}
