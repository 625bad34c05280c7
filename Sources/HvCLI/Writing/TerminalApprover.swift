import HarvestClient
import HvHarvest
import HvTerminal

/// Shows what is going to be written, and asks the person at the terminal.
///
/// What it asks goes to the terminal itself, and so does the answer come from there: a program that reads its standard
/// input from a pipe cannot be answered by what is in the pipe.
struct TerminalApprover: WriteApprover {
  /// From so many records on, and for deletions, the count is typed instead of a letter.
  private static let typedFrom = 101

  var canAsk: Bool { Process.isErrorTerminal && Process.isForeground && Prompt.isPossible }

  func approve(_ batch: WriteBatch, _ extent: WriteExtent) async throws -> WriteApproval {
    TerminalLine.shared.pause()
    defer { TerminalLine.shared.resume() }
    switch extent {
    case .whole: return try whole(batch)
    case .upTo(let most): return try open(batch, most)
    }
  }

  /// Writes that come one by one.
  private func open(_ batch: WriteBatch, _ most: Int?) throws -> WriteApproval {
    let count = most.map { "up to \($0) times" } ?? "any number of times"
    show([
      "This statement writes \(count): \(batch.warnings.joined(separator: " "))",
      "Each write needs the answer of one before, so that they cannot be shown first.",
    ])
    // What a single letter may do has a bound.
    let needsWord = batch.deletes || most.map { $0 >= Self.typedFrom } ?? true
    let word = most.map(String.init) ?? "write"
    let question =
      needsWord
      ? "Type \(word) to \(batch.deletes ? "delete" : "write"); [n]o, [q]uit: "
      : "Write? [y]es, [n]o, [a]ll of this run, [q]uit: "
    Prompt.forgetTyping()
    while true {
      switch try ask(question) {
      case word where needsWord: return .yes()
      case "y" where !needsWord, "yes" where !needsWord: return .yes()
      case "a" where !needsWord, "all" where !needsWord: return .all
      case "n", "no": return .no
      case "q", "quit": return .quit
      default: continue
      }
    }
  }

  private func whole(_ batch: WriteBatch) throws -> WriteApproval {
    var left = batch
    var places = Array(batch.intents.indices)
    while true {
      switch try decide(left) {
      case .yes: return .yes(only: places.count < batch.intents.count ? places : nil)
      case .all: return places.count < batch.intents.count ? .yes(only: places) : .all
      case .no: return .no
      case .quit: return .quit
      case .edited(let kept):
        // Shown again as it is now: the editor may have been left by mistake.
        if kept.isEmpty { return .no }
        places = kept.map { places[$0] }
        left.intents = kept.map { left.intents[$0] }
      }
    }
  }

  private enum Decision {
    case yes, all, no, quit
    case edited([Int])
  }

  /// Shows a batch and asks once.
  private func decide(_ batch: WriteBatch) throws -> Decision {
    let text = PlanText(batch)
    show(text.summary)
    let rows = text.rows(width: max(40, (Process.errorTerminalWidth ?? 80) - 3))
    var shown = 0
    func more() {
      let room = max(5, (Process.terminalHeight ?? 24) - 5)
      let end = min(rows.count, shown + room)
      show(rows[shown..<end].map { "  " + $0 })
      shown = end
      if shown < rows.count { show(["  … \(rows.count - shown) more: Enter shows them"]) }
    }
    more()
    let count = batch.intents.count
    let deletes = batch.intents.contains { $0.method == .delete }
    let needsCount = deletes || count >= Self.typedFrom
    let what = count == 1 ? "1 record" : "\(count) records"
    let question =
      needsCount
      ? "Type \(count) to \(deletes ? "delete" : "write") \(what); [n]o, [e]dit, [q]uit: "
      : "Write \(what)? [y]es, [n]o, [a]ll of this run, [e]dit, [q]uit: "
    Prompt.forgetTyping()
    while true {
      switch try ask(question) {
      case "": if shown < rows.count { more() }
      case "y" where !needsCount, "yes" where !needsCount: return .yes
      case "a" where !needsCount, "all" where !needsCount: return .all
      case String(count) where needsCount: return .yes
      case "y", "yes", "a", "all": show(["\(what), so the number is asked for"])
      case "n", "no": return .no
      case "q", "quit": return .quit
      case "e", "edit": if let kept = edited(text.rows(width: 1_000)) { return .edited(kept) }
      default: show([needsCount ? "the number, n, e or q" : "y, n, a, e or q"])
      }
    }
  }

  /// Lets the person take rows out, as lines of a file.
  ///
  /// - Returns: the places of those that stay; nil where nothing was decided.
  private func edited(_ rows: [String]) -> [Int]? {
    let lines = rows.enumerated().map { "\($0.offset + 1)  \($0.element)" }
    let head = "# A line that is deleted here is not written. Nothing else can be changed.\n"
    guard
      let text = ExternalEditor.edit(head + lines.joined(separator: "\n") + "\n", ending: ".txt")
    else {
      show(["the editor could not be run"])
      return nil
    }
    var kept: [Int] = []
    for line in text.split(separator: "\n") where line.first != "#" {
      guard let number = line.split(separator: " ").first.flatMap({ Int($0) }),
        rows.indices.contains(number - 1)
      else {
        show(["this line is none of the plan: \(line.prefix(60))"])
        return nil
      }
      if !kept.contains(number - 1) { kept.append(number - 1) }
    }
    return kept.sorted()
  }

  private func ask(_ question: String) throws -> String {
    guard let answer = try Prompt.answer(question) else { throw CancellationError() }
    return answer.filter { !$0.isWhitespace }.lowercased()
  }

  private func show(_ lines: [String]) { for line in lines { Process.complain(line + "\n") } }
}
