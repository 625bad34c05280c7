import ArgumentParser
import Hv
import HvEngine
import HvHarvest
import HvSyntax
import HvValues

/// `hv complete --line TEXT --position N`: what can stand at a place of a program, for editors and shells. It makes no
/// request.
struct CompleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Tell what can stand at a place of a program, as JSON, without any request.")

  @Option(help: ArgumentHelp("The program, or as much of it as is typed.", valueName: "text"))
  var line: String

  @Option(help: ArgumentHelp("The place, in UTF-8 bytes from the start; without it the end.", valueName: "bytes"))
  var position: Int?

  func run() throws {
    let host = HarvestHost(
      connect: { throw Diagnostic("E0403", "completion makes no request", exit: .credentials) },
      openFile: { try FileBytes($0) }, listFiles: { Process.files(beginning: $0) })
    // No day is asked for: what can stand there does not depend on it.
    let shell = Shell(host: host, clock: Clock(today: .earliest, now: Instant(seconds: 0)))
    let completion = shell.completion(of: line, at: min(max(position ?? line.utf8.count, 0), line.utf8.count))
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
}
