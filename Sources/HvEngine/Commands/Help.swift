import HvSyntax

/// What `help` shows.
package enum Help {
  /// Help on a command, or the list of commands.
  package static func text(_ words: [String], host: any Host, scope: Scope) -> String {
    guard let word = words.first else {
      return """
        A pipeline is stages joined by |, for example  projects | where active | each < tasks >

        Harvest     \(wrapped(host.commandNames, indent: 12))
        General     \(wrapped(GeneralCommands.names, indent: 12))
        Blocks      each any all fold tap do
        Functions   \(wrapped(Functions.names, indent: 12))

        help NAME shows one of them.
        """
    }
    if let explanation = ErrorCodes.explanation(word) { return "\(word): \(explanation)" }
    if let definition = scope.definitions[word] { return page(DefinedCommand(definition).signature) }
    if let command = GeneralCommands.named(word) ?? host.command(word) { return page(command.signature) }
    if let function = Functions.named(word) { return function.usage }
    if let synonym = GeneralCommands.synonyms[word] { return "There is no `\(word)`; that is  \(synonym)  here." }
    let near = Suggestion.nearest(word, in: GeneralCommands.names + host.commandNames + Functions.names)
    return "There is no `\(word)`." + (near.isEmpty ? "" : " The nearest: " + near.joined(separator: ", "))
  }

  private static func page(_ s: Signature) -> String {
    var lines = [s.usage, "", s.summary]
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
    lines += ["", "Gives \(s.gives); \(s.buffering.text)."]
    if !s.examples.isEmpty { lines += ["", "Examples"] + s.examples.map { "  \($0.code)\n      \($0.summary)" } }
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
