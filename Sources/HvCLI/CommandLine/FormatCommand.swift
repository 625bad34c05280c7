import ArgumentParser
import HvSyntax
import HvValues
import SystemPackage

/// `hv fmt FILE`: writes scripts in the canonical form.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write scripts in their canonical form, in place; - goes from standard input to output.")

  @Flag(help: "Change nothing; name the files that are not in that form, and end with status 1.")
  var check = false

  @ArgumentParser.Argument(help: "The scripts.")
  var files: [String]

  func run() throws {
    let execution = Execution(options: try RunCommand.parse([]))
    var status: Int32 = 0
    for file in files {
      do {
        let bytes =
          file == "-" ? try FileBytes.all(.standardInput, name: "standard input") : try FileBytes.all(file)
        let source = SourceText(name: file, bytes: bytes, isFile: file != "-")
        let tree = Parser.parse(source)
        guard tree.diagnostics.isEmpty else {
          var sources = SourceMap()
          _ = sources.add(source)
          status = max(status, execution.report(tree.diagnostics, in: sources))
          continue
        }
        let text = Formatter.format(tree)
        let isSame = Array(text.utf8) == bytes
        if check {
          if !isSame {
            Process.say(file + "\n")
            status = max(status, 1)
          }
        } else if file == "-" {
          Process.say(text)
        } else if !isSame {
          let new = try NewFile(file)
          try new.write(Array(text.utf8))
          try new.finish()
        }
      } catch {
        let diagnostic = error as? Diagnostic ?? Diagnostic("E0500", "\(error)", exit: .failed)
        status = max(status, execution.report([diagnostic]))
      }
    }
    throw Ending(status: status)
  }
}
