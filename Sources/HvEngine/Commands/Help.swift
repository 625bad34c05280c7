import HvSyntax

/// What `help` shows.
package enum Help {
  /// Help on a command, or the list of commands.
  static func text(_ words: [String], host: any Host, scope: Scope, module: (String) -> Module?) -> String {
    guard let word = words.first else {
      return """
        A pipeline is stages joined by |, for example  projects | where active | each < tasks >

        Harvest     \(wrapped(host.commandNames, indent: 12))
        General     \(wrapped(GeneralCommands.names, indent: 12))
        Blocks      \(Topics.blocks.joined(separator: " "))
        Statements  \(Topics.statements.joined(separator: " "))
        Language    \(Topics.language.joined(separator: " "))
        Functions   \(wrapped(Functions.names, indent: 12))
        Modules     \(wrapped(host.modules.map(\.name), indent: 12))

        help NAME shows one of them.
        """
    }
    if let explanation = ErrorCodes.explanation(word) { return "\(word): \(explanation)" }
    let own: (any Command)? =
      scope.modules[word].map { ModuleCommand($0) } ?? scope.definitions[word].map { DefinedCommand($0) }
    let known = own ?? GeneralCommands.named(word) ?? host.command(word) ?? host.relation(word)
    if var command = known ?? module(word).map({ ModuleCommand($0) }) {
      for word in words.dropFirst() {
        guard let action = command.action(word) else {
          let near = Suggestion.nearest(word, in: command.actions)
          return "`\(command.signature.name)` has no `\(word)`."
            + (command.actions.isEmpty ? "" : " It has: " + command.actions.joined(separator: ", ") + ".")
            + (near.isEmpty ? "" : " The nearest: " + near.joined(separator: ", ") + ".")
        }
        command = action
      }
      return page(command)
    }
    if let topic = Topics.named(word) { return page(topic, usage: Topics.usage(word) ?? topic.usage) }
    if let function = Functions.named(word) { return page(function) }
    if let synonym = GeneralCommands.synonyms[word] {
      let note = "There is no `\(word)`; that is  \(synonym)  here."
      return synonym.split(separator: " ").first.flatMap { GeneralCommands.named(String($0)) }.map {
        note + "\n\n" + page($0)
      }
        ?? note
    }
    let near = Suggestion.nearest(
      word,
      in: GeneralCommands.names + host.commandNames + Functions.names + host.modules.map(\.name) + Topics.blocks
        + Topics.statements + Topics.language)
    return "There is no `\(word)`." + (near.isEmpty ? "" : " The nearest: " + near.joined(separator: ", "))
  }

  private static func page(_ function: Function) -> String {
    guard let help = Functions.help[function.name] else { return function.usage }
    return "\(function.usage)\n\n\(help.summary)\n\nExamples\n  \(help.example)"
  }

  private static func page(_ command: any Command) -> String {
    page(command.signature, usage: command.signature.usage, actions: command.actions)
  }

  private static func page(_ s: Signature, usage: String, actions: [String] = []) -> String {
    var lines = [usage, "", s.summary]
    let named = s.parameters.filter(\.isNamed)
    if !named.isEmpty {
      lines += ["", "Arguments"]
      let width = named.map(\.name.count).max() ?? 0
      for p in named {
        lines.append(
          "  " + p.name + String(repeating: " ", count: width - p.name.count) + "  " + p.type
            + (p.summary.isEmpty ? "" : ", " + p.summary))
      }
    }
    if !actions.isEmpty {
      lines += [
        "", "With a word  \(wrapped(actions, indent: 13))",
        "             help \(s.name) WORD shows one of them.",
      ]
    }
    if !s.gives.isEmpty { lines += ["", "Gives \(s.gives); \(s.buffering.text)."] }
    if !s.examples.isEmpty {
      lines +=
        ["", "Examples"] + s.examples.map { "  \($0.code)" + ($0.summary.isEmpty ? "" : "\n      \($0.summary)") }
    }
    return lines.joined(separator: "\n")
  }

  private static func wrapped(_ words: [String], indent: Int) -> String {
    var lines: [String] = [""]
    for word in words {
      if lines[lines.count - 1].count + word.count > 64 { lines.append("") }
      lines[lines.count - 1] += lines[lines.count - 1].isEmpty ? word : " " + word
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
