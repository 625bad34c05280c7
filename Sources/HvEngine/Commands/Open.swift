import HvCodecs
import HvSyntax
import HvValues

/// `open "FILE"`
struct Open: Command {
  static let formats: [RowFormat] = [.csv, .json, .ndjson, .tsv]

  let signature = Signature(
    "open",
    "Reads the rows of a file: JSON, NDJSON, CSV or TSV, by its ending, also compressed by gzip. It streams. "
      + "Rows that hv saved of a list are read as the list gives them: with dates, money and references.",
    [
      .init("file", "text", domain: .file),
      .init(
        "as", formats.map(\.rawValue).joined(separator: "|"), named: true,
        "the format, where the ending does not tell", domain: .choices(formats.map(\.rawValue))),
    ],
    input: .none, gives: "many", examples: [])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let first = site.positional.first else { return nil }
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
    guard let given = site.format(of: Self.formats) else { return nil }
    let range = first.range
    var sample: FileSample?
    if case .string(let name)? = path.constant {
      guard let format = given ?? Self.format(of: name) else {
        site.report(Self.unknownEnding(name, range))
        return nil
      }
      if !site.resolver.savesFiles { sample = FileSample(name, format, site.resolver.host) }
    }
    let schema = sample?.schema
    return PlannedStage("open", at: site.range, Flow(sample?.type ?? .any, many: true)) { _, frame, needed in
      var running: FileStage?
      return ClosureStage { demand in
        if running == nil {
          let value = try await path.node.value(frame.forRows())
          guard case .string(let name) = value else {
            throw Diagnostic(
              "E0302", "`open` needs a file name, this is \(value.typeName)", at: range, "here", exit: .failed)
          }
          guard let format = given ?? Self.format(of: name) else {
            var unknown = Self.unknownEnding(name, range)
            unknown.exit = .failed
            throw unknown
          }
          do {
            running = FileStage(
              try frame.run.host.files.open(name), format, needed, schema, frame.run.host, name: name,
              isPlain: frame.run.host.files.isPlain(name), range)
          } catch var diagnostic as Diagnostic {
            diagnostic.primary = diagnostic.primary ?? Diagnostic.Label(range, "this file")
            throw diagnostic
          }
        }
        return try await running?.next(demand)
      }
    }
  }

  private static func unknownEnding(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "E0502", "the ending of “\(Diagnostic.clipped(name))” tells no format", at: range, "which format?",
      help: ["say it:  open \"…\" as: ndjson"])
  }

  /// `open x.csv` reads as a field of a field; the file name that was meant.
  private func unquoted(_ e: Expression, _ site: CallSite) -> String? {
    var root = e
    while case .member(let base, _, _) = root.kind { root = base }
    guard case .word(let word) = root.kind, !site.resolver.isField(word, site.scope) else { return nil }
    return site.resolver.text(e.range)
  }

  private static func format(of name: String) -> RowFormat? {
    FileName(name).ending.flatMap(RowFormat.init(ending:)).flatMap { formats.contains($0) ? $0 : nil }
  }
}

/// The rows of a file, block by block. Where they can be cut before they are parsed, as those of JSON lines, CSV and
/// TSV, all cores parse them when all of them are wanted.
final class FileStage: Stage {
  /// So many blocks are parsed, or are waiting for their turn, at the same time, which bounds what a file takes.
  private static let ahead = 4

  private let bytes: ExpandedBytes
  private var format: RowFormat?
  private let needed: FieldUse
  private let host: any Host
  private let name: String
  private let range: SourceRange
  /// It is all there, so that reading ahead waits for nobody.
  private let isPlain: Bool
  private var schema: RowSchema?
  private var reader: (any RowReader)?
  private var isDone = false
  /// What is parsed ahead, in the order of the file.
  private var parsing: [Task<Result<ParsedPiece, ReadFault>, Never>] = []
  /// Why the file could not be read further than that.
  private var failure: (any Error)?

  /// - Parameters:
  ///   - format: nil for JSON of either make, which the first block tells.
  ///   - schema: how rows are read, where that is known; else the first block tells.
  init(
    _ bytes: any ByteSource, _ format: RowFormat?, _ needed: FieldUse, _ schema: RowSchema?, _ host: any Host,
    name: String, isPlain: Bool = false, _ range: SourceRange
  ) {
    self.isPlain = isPlain
    self.bytes = ExpandedBytes(bytes)
    self.format = format
    self.needed = needed
    self.schema = schema
    self.host = host
    self.name = name
    self.range = range
  }

  func next(_ demand: Int) async throws -> Batch? {
    while !isDone || !parsing.isEmpty || failure != nil {
      try Task.checkCancellation()
      do {
        if isPlain, !parsing.isEmpty || demand == .max, reader is any CuttingReader {
          if let batch = try await parsed() { return batch }
          continue
        }
        let batch: Batch?
        if let block = try bytes.read() {
          batch = try reading(block) { (reader) throws(ReadFault) in try reader.read(block) }
        } else {
          isDone = true
          batch = try reading([]) { (reader) throws(ReadFault) in try reader.finish() }
        }
        if let batch, !batch.isEmpty { return batch }
      } catch let fault as ReadFault {
        throw Diagnostic("E0503", "\(name), \(fault.description)", at: range, "this file", exit: .failed)
      } catch let fault as GzipFault {
        throw Diagnostic("E0503", "\(name): \(fault.description)", at: range, "this file", exit: .failed)
      }
    }
    return nil
  }

  /// The next rows, while those after them are parsed as well.
  private func parsed() async throws -> Batch? {
    guard var reader = reader as? any CuttingReader else { return nil }
    self.reader = nil
    defer { self.reader = reader }
    while !isDone, parsing.count < Self.ahead {
      do {
        let piece: (any RowPiece)?
        if let block = try bytes.read(after: reader.rest) {
          piece = try reader.cut(goingOn: block)
        } else {
          isDone = true
          piece = try reader.lastCut()
        }
        if let piece { parsing.append(Task.detached { piece.parsed() }) }
      } catch {
        // What comes before it is told first.
        failure = error
        isDone = true
      }
    }
    guard !parsing.isEmpty else {
      defer { failure = nil }
      if let failure { throw failure }
      return nil
    }
    return try reader.rows(await parsing.removeFirst().value)
  }

  /// A document is a list of records, or a list whose first line holds nothing else; lines may be lists themselves.
  private static func json(_ block: [UInt8]) -> RowFormat {
    let text = block.prefix(1 << 12).drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard text.first == UInt8(ascii: "[") else { return .ndjson }
    let next = text.dropFirst().first { $0 != 0x20 && $0 != 0x09 }
    return next == UInt8(ascii: "{") || next == 0x0A || next == 0x0D ? .json : .ndjson
  }

  private func reading(
    _ block: [UInt8], _ body: (inout any RowReader) throws(ReadFault) -> Batch?
  ) throws(ReadFault) -> Batch? {
    let format = self.format ?? Self.json(block)
    self.format = format
    var current = reader ?? format.reader(needed, schema: schema ?? FileSample.schema(ofRowsIn: block, format, host))
    defer { reader = current }
    return try body(&current)
  }
}

extension RowFormat {
  /// What reads it; only the formats that `open` takes can be read.
  func reader(_ needed: FieldUse = .everything, schema: RowSchema?) -> any RowReader {
    // Also where whole rows are needed: what conditions read is then there after the first walk.
    let projection = needed.paths.sorted { $0.description < $1.description }
    return switch self {
    case .json: JSONArrayReader(schema: schema, project: projection)
    case .csv: CSVReader(.csv, project: projection)
    case .tsv: CSVReader(.tsv, project: projection)
    default: NDJSONReader(schema: schema, project: projection)
    }
  }
}
