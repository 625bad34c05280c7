import ArgumentParser
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues

/// `hv complete --line TEXT --position N`: what can stand at a place of a program, for editors and shells. It makes no
/// request.
struct CompleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Tell what can stand at a place of a program, as JSON, without any request.")

  @Option(help: ArgumentHelp("The program, or as much of it as is typed.", valueName: "text"))
  var line: String

  @Option(help: ArgumentHelp("The place, in UTF-8 bytes from the start; without it the end.", valueName: "bytes"))
  var position: Int?

  @Option(help: ArgumentHelp("The text is a command line of this shell.", visibility: .hidden))
  var shell: ShellName?

  @Option(help: ArgumentHelp("What the shell takes for the word at the place.", visibility: .hidden))
  var word: String?

  func run() throws {
    let offset = min(max(position ?? line.utf8.count, 0), line.utf8.count)
    if let shell {
      complete(String(decoding: line.utf8.prefix(offset), as: UTF8.self), for: shell)
    } else {
      complete(at: offset)
    }
  }

  /// It is asked what can stand there; no day is, for what can does not depend on it.
  private var language: Shell {
    let host = HarvestHost(
      connect: { throw Diagnostic("E0403", "completion makes no request", exit: .credentials) },
      files: LocalFiles())
    return Shell(host: host, clock: Clock(today: .earliest, now: Instant(seconds: 0)))
  }

  private func complete(at offset: Int) {
    let completion = language.completion(of: line, at: offset)
    let candidates = completion.candidates.map { candidate in
      Value.record(
        Record(pairs: [
          ("text", .string(candidate.text)), ("label", .string(candidate.label)),
          ("description", .string(candidate.description)), ("kind", .string(candidate.kind.rawValue)),
        ]))
    }
    let answer = Value.record(
      Record(pairs: [
        ("start", Value(completion.range.lowerBound)), ("end", Value(completion.range.upperBound)),
        ("candidates", .list(ValueList(candidates))),
      ]))
    Process.say(answer.text + "\n")
  }

  /// A candidate a line, with what it is behind a tab where the shell shows that.
  private func complete(_ text: String, for shell: ShellName) {
    guard let info = CommandLineInfo() else { return }
    var line = ShellLine(text)
    // zsh tells the word apart from those before it.
    if shell == .zsh, let word { line.replaceLast(with: word) }
    let completion = CommandLineCompletion(
      info, shell: language, accounts: { (try? ProfileStore.find()?.read())?.names ?? [] },
      files: { Process.files(beginning: $0) })
    for candidate in completion.candidates(line) {
      switch shell {
      case .bash: Process.say(bash(candidate.text, line) + "\n")
      case .zsh: Process.say("\(candidate.text)\t\(candidate.label)  -- \(candidate.summary)\n")
      case .fish: Process.say("\(candidate.text)\t\(candidate.summary)\n")
      }
    }
  }

  /// The part of a candidate that takes the place of what bash takes for the word, with what its quotes need.
  private func bash(_ candidate: String, _ line: ShellLine) -> String {
    var text = candidate
    if let word, let typed = line.words.last, typed != word, typed.hasSuffix(word) {
      text = String(text.dropFirst(typed.count - word.count))
    }
    guard line.quote == "\"" else { return text }
    return text.reduce(into: "") { text, character in
      if "\"\\$`".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}
