import ArgumentParser
import HvCodecs
import HvValues

/// What the program takes on its command line, as the parser of the command line itself describes it.
struct CommandLineInfo {
  /// A flag, an option with a value, or an argument without a name.
  struct Argument {
    enum Kind: String { case flag, option, positional }
    let kind: Kind
    /// With their dashes: `-o`, `--today`.
    let names: [String]
    let valueName: String
    let summary: String
    /// What the value can be, where that is a choice.
    let choices: [String]
    let preset: String?
    let isRepeating: Bool

    fileprivate init?(_ record: Record) {
      guard record["shouldDisplay"] != .bool(false), let kind = record.text(of: "kind").flatMap({ Kind(rawValue: $0) })
      else { return nil }
      self.kind = kind
      names = record.records("names").compactMap { name in
        name.text(of: "name").map { (name.text(of: "kind") == "short" ? "-" : "--") + $0 }
      }
      valueName = record.text(of: "valueName") ?? ""
      summary = record.text(of: "abstract") ?? ""
      choices = record.strings("allValues")
      preset = record.text(of: "defaultValue")
      isRepeating = record["isRepeating"] == .bool(true)
    }
  }

  struct Command {
    let name: String
    let summary: String
    let arguments: [Argument]

    fileprivate init?(_ record: Record) {
      guard let name = record.text(of: "commandName") else { return nil }
      self.name = name
      summary = record.text(of: "abstract") ?? ""
      arguments = record.records("arguments").compactMap { Argument($0) }
    }

    /// The argument that has this name, with its dashes.
    func argument(_ name: String) -> Argument? { arguments.first { $0.names.contains(name) } }
  }

  /// What `hv` takes without the word of a command: the way to run programs.
  let main: Command
  /// The others, by their words.
  let commands: [Command]

  /// Nil where the description cannot be had or read.
  init?() {
    var text = ""
    do { _ = try Hv.parseAsRoot(["--experimental-dump-help"]) } catch { text = Hv.fullMessage(for: error) }
    guard case .record(let dump)? = try? JSONReader.value(Array(text.utf8), schema: nil),
      case .record(let root)? = dump["command"]
    else { return nil }
    let all = root.records("subcommands").compactMap { Command($0) }
    let run = RunCommand.configuration.commandName
    guard let main = all.first(where: { $0.name == run }) else { return nil }
    self.main = main
    commands = all.filter { $0.name != run && $0.name != "help" }
  }
}

extension Record {
  fileprivate func text(of key: String) -> String? { if case .string(let text)? = self[key] { text } else { nil } }

  fileprivate func strings(_ key: String) -> [String] {
    guard case .list(let list)? = self[key] else { return [] }
    return list.elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  fileprivate func records(_ key: String) -> [Record] {
    guard case .list(let list)? = self[key] else { return [] }
    return list.elements.compactMap { if case .record(let record) = $0 { record } else { nil } }
  }
}
