import Hv
import HvEngine
import HvSyntax
import HvTerminal

/// Answers what the line editor asks about the text: it knows the language and the account.
final class ShellAssistant: LineAssistant {
  private let shell: Shell
  private let past: HistoryFile
  private let promptText: String
  private let isColored: Bool
  /// What was found for the text that was last asked about: all questions about one text are asked together.
  private var checked: (text: String, diagnostics: [Diagnostic])?
  /// Reads names of a kind that could not be offered, for a moment; whether they are there then.
  var readNames: ((String) -> Bool)?

  init(shell: Shell, history: HistoryFile, prompt: String, isColored: Bool) {
    self.shell = shell
    past = history
    promptText = prompt
    self.isColored = isColored
  }

  var prompt: String { isColored ? "\u{1}\u{1B}[1m\u{1}\(promptText)>\u{1}\u{1B}[0m\u{1} " : promptText + "> " }

  /// What the language is given for an entry: one that starts with a bar goes on with the last result.
  func program(of entry: String) -> String { beginning(of: entry) + entry }

  private func beginning(of entry: String) -> String {
    guard entry.first(where: { !$0.isWhitespace }) == "|", let last = shell.lastResult else { return "" }
    return "$\(last) "
  }

  func completeness(of text: String) -> LineCompleteness {
    let tree = Parser.parse(SourceText(name: "shell", program(of: text)))
    guard tree.isIncomplete else { return .complete }
    let depth = tree.unclosed.count { $0.closer != "\"" }
    return .incomplete(indentation: String(repeating: "  ", count: depth))
  }

  func styles(of text: String, cursor: Int) -> [StyledRange] {
    let beginning = beginning(of: text)
    let shift = beginning.unicodeScalars.count
    let diagnostics = ShellWord(text) == nil ? check(beginning + text) : []
    let all = Highlighter(beginning + text, cursor: cursor < 0 ? -1 : cursor + shift, diagnostics: diagnostics).ranges
    return all.compactMap { styled in
      let (lower, upper) = (max(0, styled.range.lowerBound - shift), styled.range.upperBound - shift)
      return upper > lower ? StyledRange(lower..<upper, styled.style) : nil
    }
  }

  private func check(_ text: String) -> [Diagnostic] {
    if let checked, checked.text == text { return checked.diagnostics }
    let (found, source, _) = shell.inspect(SourceText(name: "shell", text), isTyping: true)
    // Places of the text alone, counted from its start.
    let diagnostics = found.filter { source.range.contains($0.primary?.range) }.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.primary?.range.shift(by: -source.base)
      return diagnostic
    }
    checked = (text, diagnostics)
    return diagnostics
  }

  /// The rest of the newest entry that begins so, else of the first word that could stand there.
  func hint(for text: String) -> String? {
    guard !text.isEmpty, text.last != "\n" else { return nil }
    if let entry = past.entries.last(where: { $0.hasPrefix(text) && $0 != text }) {
      return String(entry.dropFirst(text.count))
    }
    guard let last = text.last, last.isLetter || last == "_" else { return nil }
    let completions = completions(of: text, cursor: text.unicodeScalars.count, isForced: false)
    let typed = String(Array(text.unicodeScalars)[completions.range].reduce(into: "") { $0.unicodeScalars.append($1) })
    guard let first = completions.candidates.first(where: { $0.text.hasPrefix(typed) && $0.text != typed }) else {
      return nil
    }
    return String(first.text.dropFirst(typed.count))
  }

  func completions(of text: String, cursor: Int) -> LineCompletions {
    completions(of: text, cursor: cursor, isForced: true)
  }

  /// - Parameter isForced: somebody asked for them, so that they may take a moment and a request.
  private func completions(of text: String, cursor: Int, isForced: Bool) -> LineCompletions {
    let before = Array(text.unicodeScalars.prefix(cursor)).reduce(into: "") { $0.unicodeScalars.append($1) }
    let beginning = beginning(of: text)
    func ask() -> Completion {
      shell.completion(of: beginning + text, at: beginning.utf8.count + before.utf8.count)
    }
    var completion = ask()
    if isForced, let kind = completion.missingNames, readNames?(kind) == true { completion = ask() }
    var candidates = completion.candidates.map {
      LineCompletions.Candidate($0.text, label: $0.label, description: $0.description)
    }
    if before.allSatisfy({ $0.isLetter }) {
      for (word, about) in ShellWord.described where word.hasPrefix(before) {
        candidates.append(.init(word, description: about))
      }
    }
    // From bytes of the program to scalars of the text.
    let start = max(0, completion.range.lowerBound - beginning.utf8.count)
    let scalars = String(decoding: before.utf8.prefix(start), as: UTF8.self).unicodeScalars.count
    return LineCompletions(min(scalars, cursor)..<cursor, candidates)
  }

  func history() -> [String] { past.entries }

  func edit(_ text: String) -> String? { ExternalEditor.edit(text) }
}
