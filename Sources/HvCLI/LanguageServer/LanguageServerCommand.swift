import ArgumentParser

/// `hv lsp`: the language server for editors.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve editors over standard input and output: mistakes, completion, help, definitions, formatting.")

  func run() throws { try LanguageServer().serve() }
}
