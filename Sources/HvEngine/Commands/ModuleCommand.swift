import HvSyntax

/// The word of a module: its commands follow it, and the one that is called as the module may be left out.
struct ModuleCommand: Command {
  private let module: Module
  private let main: Definition?

  init(_ module: Module) {
    self.module = module
    main = module.definition(module.name)
  }

  var signature: Signature {
    if let main { return DefinedCommand(main).signature }
    return Signature(
      module.name, module.summary.isEmpty ? "A module." : module.summary,
      [.init("command", "word", required: false, variadic: true, "one of its commands")], anyName: true,
      input: .optional,
      gives: "what its command does", examples: [])
  }

  var actions: [String] { module.definitions.map(\.name.text).filter { $0 != module.name } }

  func action(_ word: String) -> (any Command)? {
    word == module.name ? nil : module.definition(word).map { DefinedCommand($0, in: module.name) }
  }

  private var has: String { "it has: " + actions.joined(separator: ", ") }

  /// Whether the word behind the module's, where there is one, is none that it lacks. Asked before the arguments are
  /// counted: to the command that is called as the module it would be one too many.
  func knowsWord(_ site: CallSite) -> Bool {
    guard !actions.isEmpty, let first = site.positional.first, case .word(let word) = first.kind,
      !site.resolver.isField(word, site.scope)
    else { return true }
    let near = Suggestion.nearest(word, in: actions)
    site.error(
      "E0201", "`\(module.name)` has no command `\(word)`", at: first.range, "not known",
      help: [near.isEmpty ? has : "the nearest: " + near.map { "`\($0)`" }.joined(separator: ", ")])
    return false
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    if let main { return DefinedCommand(main).plan(site) }
    site.error(
      "E0204", "`\(module.name)` needs the name of one of its commands", at: site.wordRange, "which one?", help: [has])
    return nil
  }
}
