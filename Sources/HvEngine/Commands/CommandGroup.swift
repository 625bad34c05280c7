import HvSyntax

/// A word that does nothing alone and leads on to others: `reports`, `reports time`, `pto`.
package struct CommandGroup: Command {
  let name: String
  let summary: String
  /// The words that may follow, in the order of help.
  let words: [String]
  let examples: [Signature.Example]
  let next: @Sendable (String) -> (any Command)?

  package init(
    name: String, summary: String, words: [String], examples: [Signature.Example],
    next: @escaping @Sendable (String) -> (any Command)?
  ) {
    self.name = name
    self.summary = summary
    self.words = words
    self.examples = examples
    self.next = next
  }

  package var actions: [String] { words }
  package func action(_ word: String) -> (any Command)? { words.contains(word) ? next(word) : nil }

  package var signature: Signature {
    Signature(
      name, summary, [.init("word", words.joined(separator: "|"), required: false, variadic: true)], anyName: true,
      input: .optional,
      gives: "what its words give", examples: examples)
  }

  package func plan(_ site: CallSite) -> PlannedStage? {
    var help = words.map { "\(name) \($0)" }
    if case .word(let typed)? = site.positional.first?.kind {
      let near = Suggestion.nearest(typed, in: words)
      if !near.isEmpty { help = near.map { "the nearest: \(name) \($0)" } + help }
      site.error(
        "E0204", "`\(name)` knows no `\(typed)`", at: site.positional.first?.range ?? site.wordRange, "not known",
        help: help)
    } else {
      site.error("E0204", "`\(name)` needs one of its words", at: site.wordRange, "incomplete", help: help)
    }
    return nil
  }
}
