import HvCodecs
import HvSyntax
import HvValues

/// `open "FILE"`
struct Open: Command {
  let signature = Signature(
    "open", "Reads the rows of a file: JSON, NDJSON, CSV or TSV, by its ending. It streams.",
    [
      .init("file", "text", domain: .file),
      .init(
        "as", "json|ndjson|csv|tsv", named: true, "the format, where the ending does not tell",
        domain: .choices(["json", "ndjson", "csv", "tsv"])),
    ],
    input: .none, gives: "many", examples: [])

  /// The formats by the endings of file names.
  private static let endings = ["json": "json", "ndjson": "ndjson", "jsonl": "ndjson", "csv": "csv", "tsv": "tsv"]

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
    guard site.input == nil else {
      site.error(
        "E0212", "`open` starts a pipeline", at: site.wordRange, "not here", help: ["to begin afresh write  (open …)"])
      return nil
    }
    if let hint = unquoted(first, site) {
      site.error(
        "E0206", "file names are written in quotes", at: first.range, "not in quotes", help: ["open \"\(hint)\""])
      return nil
    }
    let path = site.value(first)
    if !Type.string.accepts(path.type) {
      site.error("E0206", "`open` needs a file name, this is \(path.type.phrase)", at: first.range, path.type.name)
      return nil
    }
    guard let given = Self.format(site) else { return nil }
    let (format, range) = (given, first.range)
    return PlannedStage("open", at: site.range, Flow(.any, many: true)) { _, frame, needed in
      var running: FileStage?
      return ClosureStage { demand in
        if running == nil {
          let value = try await path.node.value(frame.forRows())
          guard case .string(let name) = value else {
            throw Diagnostic(
              "E0302", "`open` needs a file name, this is \(value.typeName)", at: range, "here", exit: .failed)
          }
          guard let format = format ?? Self.format(of: name) else {
            throw Diagnostic(
              "E0502", "the ending of “\(Diagnostic.clipped(name))” tells no format", at: range, "which format?",
              help: ["say it:  open \"…\" as: ndjson"], exit: .failed)
          }
          do {
            running = FileStage(try frame.run.host.open(name), Self.reader(format, needed), name: name, range)
          } catch var diagnostic as Diagnostic {
            diagnostic.primary = diagnostic.primary ?? Diagnostic.Label(range, "this file")
            throw diagnostic
          }
        }
        return try await running?.next(demand)
      }
    }
  }

  /// The format that a call names; nil after reporting, and nil inside where it names none.
  static func format(_ site: CallSite) -> String?? {
    guard let format = site.named("as") else { return .some(nil) }
    var given: String?
    switch format.kind {
    case .word(let word): given = word
    case .string(let literal): given = literal.plain
    default: break
    }
    guard let known = given, Set(endings.values).contains(known) else {
      site.error(
        "E0206", "`as` names a format", at: format.range, "not known", help: ["one of: json, ndjson, csv, tsv"])
      return nil
    }
    return .some(known)
  }

  /// The rows of bytes in a format.
  static func stage(
    _ bytes: any ByteSource, _ format: String, _ needed: FieldUse, name: String, _ range: SourceRange
  ) -> any Stage {
    FileStage(bytes, reader(format, needed), name: name, range)
  }

  /// `open x.csv` reads as a field of a field; the file name that was meant.
  private func unquoted(_ e: Expression, _ site: CallSite) -> String? {
    var root = e
    while case .member(let base, _, _) = root.kind { root = base }
    guard case .word(let word) = root.kind, !site.resolver.isField(word, site.scope) else { return nil }
    return site.resolver.text(e.range)
  }

  private static func format(of name: String) -> String? {
    name.split(separator: ".").last.flatMap { endings[$0.lowercased()] }
  }

  private static func reader(_ format: String, _ needed: FieldUse) -> any RowReader {
    let projection = needed.all ? [] : needed.paths.sorted { $0.description < $1.description }
    return switch format {
    case "json": JSONArrayReader(project: projection)
    case "csv": CSVReader(.csv)
    case "tsv": CSVReader(.tsv)
    default: NDJSONReader(project: projection)
    }
  }
}

/// The rows of a file, block by block.
private final class FileStage: Stage {
  private let bytes: any ByteSource
  private var reader: any RowReader
  private let name: String
  private let range: SourceRange
  private var isDone = false

  init(_ bytes: any ByteSource, _ reader: any RowReader, name: String, _ range: SourceRange) {
    self.bytes = bytes
    self.reader = reader
    self.name = name
    self.range = range
  }

  func next(_ demand: Int) async throws -> Batch? {
    while !isDone {
      try Task.checkCancellation()
      do {
        let batch: Batch?
        if let block = try bytes.read() {
          batch = try reader.read(block)
        } else {
          isDone = true
          batch = try reader.finish()
        }
        if let batch, !batch.isEmpty { return batch }
      } catch let fault as ReadFault {
        throw Diagnostic("E0503", "\(name), \(fault.description)", at: range, "this file", exit: .failed)
      }
    }
    return nil
  }
}
