import HvCodecs
import HvSyntax
import HvValues

/// `save "FILE"`
struct Save: Command {
  let signature = Signature(
    "save",
    "Writes what flows in to a file, in the format of its ending; the file is there whole, or as it was.",
    [
      .init("file", "text", "json, ndjson, csv, tsv or md", domain: .file),
      .init(
        "as", "json|ndjson|csv|tsv|markdown", named: true,
        "the format, where the ending does not tell",
        domain: .choices(["json", "ndjson", "csv", "tsv", "markdown"])),
    ], buffering: .streams, gives: "nothing", examples: [])

  private static let endings = [
    "json": "json", "ndjson": "ndjson", "jsonl": "ndjson", "csv": "csv", "tsv": "tsv",
    "md": "markdown",
  ]

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first, let input = site.input else { return nil }
    let path = site.value(first)
    if !Type.string.accepts(path.type) {
      site.error(
        "E0206", "`save` needs a file name in quotes, this is \(path.type.phrase)", at: first.range,
        path.type.name)
      return nil
    }
    var given: String?
    if let format = site.named("as") {
      switch format.kind {
      case .word(let word): given = word
      case .string(let literal): given = literal.plain
      default: break
      }
      guard let known = given, Set(Self.endings.values).contains(known) else {
        site.error(
          "E0206", "`as` names a format", at: format.range, "not known",
          help: ["one of: json, ndjson, csv, tsv, markdown"])
        return nil
      }
    }
    let (format, range, isOne) = (given, first.range, !input.many)
    let schema: RowSchema? =
      if case .record(let record) = input.item { record.rowSchema } else { nil }
    var stage = PlannedStage("save", at: site.range, Flow(.any, many: true), reads: .everything) {
      upstream, frame, _ in
      ClosureStage { _ in
        let value = try await path.node.value(frame.forRows())
        guard case .string(let name) = value else {
          throw Diagnostic(
            "E0302", "`save` needs a file name, this is \(value.typeName)", at: range, "here",
            exit: .failed)
        }
        guard let format = format ?? Self.format(of: name) else {
          throw Diagnostic(
            "E0502", "the ending of “\(Diagnostic.clipped(name))” tells no format", at: range,
            "which format?",
            help: ["say it:  save \"…\" as: ndjson"], exit: .failed)
        }
        try await Self.write(
          upstream, Self.writer(format, isOne: isOne, schema), to: name, frame, range)
        return nil
      }
    }
    stage.isSilent = true
    stage.hasEffects = true
    return stage
  }

  private static func format(of name: String) -> String? {
    let parts = name.split(separator: ".")
    return parts.count > 1 ? parts.last.flatMap { endings[$0.lowercased()] } : nil
  }

  static func writer(_ format: String, isOne: Bool, _ schema: RowSchema?) -> any RowWriter {
    switch format {
    case "json": JSONWriter(one: isOne)
    case "csv": CSVWriter(schema: schema)
    case "tsv": CSVWriter(.tsv, schema: schema)
    case "markdown": MarkdownWriter()
    default: NDJSONWriter()
    }
  }

  private static func write(
    _ upstream: (any Stage)?, _ writer: any RowWriter, to name: String, _ frame: Frame,
    _ range: SourceRange
  ) async throws {
    do {
      let file = try frame.run.host.create(name)
      var writer = writer
      var bytes: [UInt8] = []
      while let batch = try await upstream?.next(.max) {
        try Task.checkCancellation()
        try writer.write(batch, to: &bytes)
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
        "E0504", "“\(Diagnostic.clipped(name))” cannot be written: \(fault)", at: range,
        "this file", exit: .failed)
    } catch var diagnostic as Diagnostic {
      diagnostic.primary = diagnostic.primary ?? Diagnostic.Label(range, "this file")
      throw diagnostic
    }
  }
}
