import HvCodecs
import HvSyntax
import HvValues

/// `save "FILE"`
struct Save: Command {
  let signature = Signature(
    "save",
    "Writes what flows in to a file, in the format of its ending; the file is there whole, or as it was. "
      + "A chart is saved as svg, html, md or txt, a report as html, md or txt; with .gz behind it is compressed.",
    [
      .init("file", "text", "csv, html, json, md, ndjson, tsv, txt or yaml", domain: .file),
      .init(
        "as", RowFormat.allCases.map(\.rawValue).joined(separator: "|"), named: true,
        "the format, where the ending does not tell", domain: .choices(RowFormat.allCases.map(\.rawValue))),
    ], buffering: .streams, gives: "nothing", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first, let input = site.input else { return nil }
    let path = site.value(first)
    site.resolver.savesFiles = true
    if !Type.string.accepts(path.type) {
      site.error(
        "E0206", "`save` needs a file name in quotes, this is \(path.type.phrase)", at: first.range, path.type.name)
      return nil
    }
    guard let given = site.format(of: RowFormat.allCases) else { return nil }
    let range = first.range
    // What is known to have no format is told before anything is read.
    if given == nil, case .string(let name)? = path.constant, Self.writer(FileName(name), input) == nil {
      site.report(Self.unknownEnding(name, input, range))
      return nil
    }
    var stage = PlannedStage("save", at: site.range, Flow(.any, many: true), reads: .everything) {
      upstream, frame, _ in
      ClosureStage { _ in
        let value = try await path.node.value(frame.forRows())
        guard case .string(let name) = value else {
          throw Diagnostic(
            "E0302", "`save` needs a file name, this is \(value.typeName)", at: range, "here", exit: .failed)
        }
        let file = FileName(name)
        guard let writer = given?.writer(for: input, title: file.stem) ?? Self.writer(file, input) else {
          var unknown = Self.unknownEnding(name, input, range)
          unknown.exit = .failed
          throw unknown
        }
        try await Self.write(upstream, writer, to: file, frame, range)
        return nil
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    return stage
  }

  /// The writer that a file name's ending tells; nil where it tells none.
  private static func writer(_ file: FileName, _ input: Flow) -> (any RowWriter)? {
    guard let ending = file.ending else { return nil }
    switch (input.item, ending) {
    case (.chart, "svg"): return SVGWriter()
    case (.chart, _), (.document, _):
      return RowFormat(ending: ending).flatMap { [.html, .markdown, .table].contains($0) ? DrawingWriter($0) : nil }
    default: return RowFormat(ending: ending)?.writer(for: input, title: file.stem)
    }
  }

  private static func unknownEnding(_ name: String, _ input: Flow, _ range: SourceRange) -> Diagnostic {
    let help =
      switch input.item {
      case .chart: "a chart is saved as .svg, .html, .md or .txt"
      case .document: "a report is saved as .html, .md or .txt"
      default: "say it:  save \"…\" as: ndjson"
      }
    return Diagnostic(
      "E0502", "the ending of “\(Diagnostic.clipped(name))” tells no format", at: range, "which format?", help: [help])
  }

  private static func write(
    _ upstream: (any Stage)?, _ writer: any RowWriter, to name: FileName, _ frame: Frame, _ range: SourceRange
  ) async throws {
    do {
      var file = try frame.run.host.files.create(name.text)
      if name.isCompressed { file = CompressedFile(file) }
      var writer = writer
      var bytes: [UInt8] = []
      while let batch = try await upstream?.next(.max) {
        try Task.checkCancellation()
        try writer.write(batch, to: &bytes) { bytes in
          try file.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
        if bytes.count > 1 << 16 {
          try file.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      try writer.finish(to: &bytes)
      try file.write(bytes)
      try file.finish()
    } catch let fault as WriteFault {
      throw Diagnostic(
        "E0504", "“\(Diagnostic.clipped(name.text))” cannot be written: \(fault)", at: range, "this file",
        exit: .failed)
    } catch var diagnostic as Diagnostic {
      diagnostic.primary = diagnostic.primary ?? Diagnostic.Label(range, "this file")
      throw diagnostic
    }
  }
}
