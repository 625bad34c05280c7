import ArgumentParser
import HvEngine
import HvHarvest
import HvSyntax

/// `hv manual`: the manual page, for `man`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual page.",
    discussion: "hv manual > ~/.local/share/man/man1/hv.1        then  man hv")

  func run() {
    guard let info = CommandLineInfo() else { return }
    let host = HarvestHost(
      connect: { throw Diagnostic("E0403", "the manual makes no request", exit: .credentials) })
    Process.say(ManualPage(info, host).text)
  }
}

/// The manual page in the macros of man(7), made of what the command line and the language say of themselves.
struct ManualPage {
  private(set) var text = ""

  init(_ info: CommandLineInfo, _ host: HarvestHost) {
    text = ".TH HV 1 \"\" \"hv \(Self.escaped(Process.version))\" \"User Commands\"\n"
    section("NAME")
    line("hv \\- \(Self.escaped(info.main.summary.withoutStop))")
    section("SYNOPSIS")
    for way in ["", "-c PIPELINE", "FILE.hv [arguments]", "COMMAND [options]"] {
      line(".br\n.B hv\n[options] \(Self.escaped(way))")
    }
    section("DESCRIPTION")
    paragraph(
      "hv reads and writes a Harvest account with pipelines, as a shell, from one line, or in scripts. A stage is a "
        + "command and its arguments; | hands its output on; < … > is a block that runs for each item. Nothing is "
        + "fetched before it is needed. Without a program hv starts the shell.")
    line(".PP\n.nf\n.RS\nhv --sandbox -c 'projects | where active | each < tasks >'\n.RE\n.fi")
    section("OPTIONS")
    for argument in info.main.arguments { option(argument) }
    section("COMMANDS")
    for command in info.commands {
      line(".TP\n.B hv \(Self.escaped(command.name))")
      line(Self.escaped(command.summary))
      line(".RS")
      for argument in command.arguments where !["--help", "--version"].contains(where: argument.names.contains) {
        option(argument)
      }
      line(".RE")
    }
    section("LANGUAGE")
    paragraph("The commands of the language. hv -c 'help NAME' shows one of them with its arguments and examples.")
    for name in GeneralCommands.names { entry(GeneralCommands.named(name)?.signature) }
    for word in Topics.blocks + Topics.statements {
      if let topic = Topics.named(word) { entry(Topics.usage(word) ?? word, topic.summary) }
    }
    for word in Topics.language {
      if let topic = Topics.named(word) { entry(word, topic.summary) }
    }
    section("HARVEST")
    paragraph("The commands that read and write the account.")
    for name in host.commandNames { entry(host.command(name)?.signature) }
    section("MODULES")
    paragraph("Commands written in the language itself, which come with hv.")
    for module in host.modules { entry(module.name, module.summary) }
    for part in Self.closing {
      section(part.title)
      for (name, about) in part.entries { entry(name, about) }
    }
  }

  /// What is known of hv beside its commands.
  private static let closing: [(title: String, entries: [(String, String)])] = [
    (
      "ENVIRONMENT",
      [
        ("HARVEST_ACCESS_TOKEN, HARVEST_ACCOUNT_ID", "The account, before those that hv login keeps."),
        ("HARVEST_BASE_URL", "The API with its /v2, for an emulator."),
        ("NO_COLOR", "No colour."),
        ("TMPDIR", "Where rows wait that a sort cannot keep in memory; else /var/tmp, else /tmp."),
        ("VISUAL, EDITOR", "The editor for long entries of the shell."),
      ]
    ),
    (
      "EXIT STATUS",
      [
        ("0", "Done."), ("1", "Failed while running."), ("2", "Wrong usage, or an error in the program."),
        ("3", "Credentials are missing or were refused."), ("4", "A partial result, or a partly applied change."),
        ("5", "A change needed confirmation and had none."), ("130", "Interrupted."),
      ]
    ),
    (
      "FILES",
      [
        ("~/.config/hv/accounts.json", "The accounts of hv login, readable by their owner only."),
        ("~/.local/state/hv/", "The histories of the shell, one an account."),
        ("~/.editrc", "Key bindings of the line editor; see editrc(5)."),
      ]
    ),
  ]

  // MARK: macros

  private mutating func line(_ line: String) { text += line + "\n" }
  private mutating func section(_ title: String) { line(".SH \(title)") }
  private mutating func paragraph(_ words: String) { line(".PP\n" + Self.escaped(words)) }

  private mutating func entry(_ signature: Signature?) {
    if let signature { entry(signature.usage, signature.summary) }
  }

  private mutating func entry(_ term: String, _ about: String) {
    line(".TP\n.B \(Self.escaped(term))")
    line(Self.escaped(about))
  }

  private mutating func option(_ argument: CommandLineInfo.Argument) {
    let value = argument.kind == .flag ? "" : "\\fI\(Self.escaped(argument.valueName))\\fR"
    let names = argument.names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
    line(".TP\n" + [names, value].filter { !$0.isEmpty }.joined(separator: " "))
    line(Self.escaped(argument.summary))
  }

  /// A text in which nothing is a macro or an escape.
  private static func escaped(_ text: String) -> String {
    let oneLine = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let safe = oneLine.reduce(into: "") { out, character in
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "…": out += "..."
      default: out.append(character)
      }
    }
    return safe.hasPrefix(".") ? "\\&" + safe : safe
  }
}

extension String {
  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
