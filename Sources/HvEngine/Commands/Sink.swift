import HvCodecs
import HvSyntax
import HvValues

/// `csv`, `json`, …: writes what flows in to the output in a format, whatever `-o` says.
struct Sink: Command {
  let format: String

  static let formats = ["csv", "json", "markdown", "ndjson", "tsv"]

  var signature: Signature {
    Signature(
      format, "Writes what flows in as \(format), whatever -o says.", gives: "nothing",
      examples: [.init("clients | first 2 | select id, name | \(format)", "two rows")])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    let (format, isOne, range) = (format, !input.many, site.range)
    let schema: RowSchema? = if case .record(let record) = input.item { record.rowSchema } else { nil }
    var stage = PlannedStage(format, at: site.range, Flow(.any, many: true), reads: .everything) { upstream, frame, _ in
      ClosureStage { _ in
        var writer = Save.writer(format, isOne: isOne, schema)
        var bytes: [UInt8] = []
        func flush() throws {
          // Each line of output ends with a line break of its own.
          if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
          if !bytes.isEmpty { try frame.run.print(String(decoding: bytes, as: UTF8.self)) }
          bytes = []
        }
        do {
          while let batch = try await upstream?.next(.max) {
            try Task.checkCancellation()
            try writer.write(batch, to: &bytes)
            try flush()
          }
          try writer.finish(to: &bytes)
        } catch let fault as WriteFault {
          throw Diagnostic("E0504", "this cannot be written as \(format): \(fault)", at: range, "here", exit: .failed)
        }
        try flush()
        return nil
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    return stage
  }
}
