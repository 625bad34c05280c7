import HvCodecs
import HvSyntax
import HvValues

/// `csv`, `json`, …: writes what flows in to the output in a format, whatever `-o` says.
struct Sink: Command {
  let format: RowFormat

  var signature: Signature {
    Signature(
      format.rawValue, "Writes what flows in as \(format), whatever -o says.", gives: "nothing",
      examples: [.init("clients | first 2 | select id, name | \(format)", "two rows")])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    let (format, range) = (format, site.range)
    var stage = PlannedStage(format.rawValue, at: site.range, Flow(.any, many: true), reads: .everything) {
      upstream, frame, _ in
      ClosureStage { _ in
        var writer = format.writer(for: input, frame.run)
        var bytes: [UInt8] = []
        // Whole lines are written; what begins one waits for its end.
        func flush(isEnd: Bool = false) throws {
          var end = bytes.endIndex
          if !isEnd { end = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1 }
          var lines = bytes.prefix(end)
          bytes.removeFirst(end)
          if lines.last == UInt8(ascii: "\n") { lines.removeLast() } else if lines.isEmpty { return }
          try frame.run.print(String(decoding: lines, as: UTF8.self))
        }
        do {
          while let batch = try await upstream?.next(.max) {
            try Task.checkCancellation()
            try writer.write(batch, to: &bytes)
            try flush()
          }
          try writer.finish(to: &bytes)
          if let note = (writer as? TableWriter)?.footer { bytes += Array((note + "\n").utf8) }
        } catch let fault as WriteFault {
          throw Diagnostic("E0504", "this cannot be written as \(format): \(fault)", at: range, "here", exit: .failed)
        }
        try flush(isEnd: true)
        return nil
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    return stage
  }
}

extension RowFormat {
  /// A writer for what a stage emits.
  ///
  /// - Parameters:
  ///   - title: of a page; the statement that runs unless given.
  ///   - run: where it is written to the output of a run, which may be a terminal.
  func writer(for input: Flow, _ run: Run? = nil, title: String? = nil) -> any RowWriter {
    if input.item.isDrawing { return DrawingWriter(self, width: run?.width ?? 80, color: run?.usesColor ?? false) }
    if self == .table, let width = run?.width {
      return TableWriter(
        TableOptions(width: width, color: run?.usesColor ?? false, shorten: true), one: !input.many)
    }
    let schema: RowSchema? = if case .record(let record) = input.item { record.rowSchema } else { nil }
    return writer(isOne: !input.many, schema, title: title ?? run?.statement ?? "hv")
  }
}
