import Hv
import HvEngine
import HvSyntax

/// What can stand at the end of a command line: commands, flags and their values, scripts, and inside of `-c '…'` what
/// the language has there.
struct CommandLineCompletion {
  struct Candidate {
    /// The whole word.
    let text: String
    /// What a list shows of it.
    let label: String
    /// On one line.
    let summary: String

    init(_ text: String, label: String? = nil, _ summary: String) {
      self.text = text
      self.label = label ?? text
      self.summary = summary.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  private let info: CommandLineInfo
  private let shell: Shell
  private let accounts: () -> [String]
  private let files: (String) -> [String]

  /// - Parameters:
  ///   - shell: knows the language.
  ///   - accounts: the names of those that are kept.
  ///   - files: the files whose paths begin so.
  init(
    _ info: CommandLineInfo, shell: Shell, accounts: @escaping () -> [String], files: @escaping (String) -> [String]
  ) {
    self.info = info
    self.shell = shell
    self.accounts = accounts
    self.files = files
  }

  /// The candidates for the last word of a command line, which may be empty.
  func candidates(_ line: ShellLine) -> [Candidate] {
    guard let last = line.words.last else { return [] }
    var command = info.main
    var option: CommandLineInfo.Argument?
    var isScript = false
    for word in line.words.dropFirst().dropLast() {
      if option != nil {
        option = nil
      } else if word.hasPrefix("-"), word != "-" {
        option = command.argument(word).flatMap { $0.kind == .option ? $0 : nil }
      } else if command.name == info.main.name, !isScript {
        // The first word is a command, or else a script, whose arguments are its own.
        if let found = info.commands.first(where: { $0.name == word }) { command = found } else { isScript = true }
      }
    }
    if let option { return values(option, last) }
    if last.hasPrefix("-") { return isScript ? [] : flags(command, last) }
    if command.name != info.main.name { return command.name == "logout" ? kept(last) : [] }
    let words = isScript ? [] : info.commands.map { Candidate($0.name, $0.summary) }
    return words.filter { $0.text.hasPrefix(last) } + scripts(last)
  }

  private func flags(_ command: CommandLineInfo.Command, _ typed: String) -> [Candidate] {
    command.arguments.flatMap { argument in
      argument.names.filter { $0.hasPrefix(typed) }.map { Candidate($0, argument.summary) }
    }
  }

  private func values(_ option: CommandLineInfo.Argument, _ typed: String) -> [Candidate] {
    if option.names.contains("-c") { return pipeline(typed) }
    if option.names.contains("--account") { return kept(typed) }
    if option.valueName == "file" { return files(typed).map { Candidate($0, "file") } }
    return option.choices.filter { $0.hasPrefix(typed) }.map { Candidate($0, option.valueName) }
  }

  private func kept(_ typed: String) -> [Candidate] {
    accounts().filter { $0.hasPrefix(typed) }.map { Candidate($0, "account") }
  }

  private func scripts(_ typed: String) -> [Candidate] {
    files(typed).filter { $0.hasSuffix(".hv") || $0.hasSuffix("/") }.map { Candidate($0, "script") }
  }

  private func pipeline(_ typed: String) -> [Candidate] {
    let completion = shell.completion(of: typed, at: typed.utf8.count)
    let before = String(decoding: typed.utf8.prefix(completion.range.lowerBound), as: UTF8.self)
    return completion.candidates.map { Candidate(before + $0.text, label: $0.label, $0.description) }
  }
}

/// The words of a command line up to the cursor, as a shell cuts them.
struct ShellLine {
  /// Without their quotes; the last one, which may be empty, is where the cursor is.
  private(set) var words: [String] = []
  /// The quote that is open at the end.
  private(set) var quote: Character?

  init(_ text: String) {
    var word = ""
    var isWord = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        // In double quotes a backslash stands for itself before most characters.
        if quote == "\"", !"\"\\$`".contains(character) { word.append("\\") }
        word.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        (isEscaped, isWord) = (true, true)
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isWord) = (character, true)
      } else if character.isWhitespace {
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      } else {
        word.append(character)
        isWord = true
      }
    }
    words.append(word)
  }

  mutating func replaceLast(with word: String) { words[words.count - 1] = word }
}
