import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import class HvValues.Origin

/// The writes of one call: all are made ready before the first is sent, then handed to the collector of the stage.
struct WriteRun {
  let command: WriteCommand
  let body: PlannedBody
  let host: HarvestHost
  let frame: Frame
  let range: SourceRange

  /// - Returns: what the server answered, or stands for that until it has; in a dry run what it would be, as far as that
  ///   is known.
  func write(_ records: [Value?]) async throws -> [Value] {
    guard let collector = frame.collector as? BatchCollector else {
      throw Diagnostic(
        "E0500", "`\(command.name)` was not planned as a write", at: range, exit: .failed)
    }
    let spelling = try await spelling(records)
    let rows = frame.forRows()
    var values: [Value] = []
    var ready: [PlannedWrite] = []
    func hand() async throws {
      values += try await collector.add(ready, isRead: frame.answersAreRead)
      ready = []
    }
    for (place, value) in records.enumerated() {
      try Task.checkCancellation()
      if let value { rows.move(to: value) }
      if case .record(let record)? = value, let reason = lock(of: record) {
        collector.leaveOut(.init(label: WriteLabel.of(record), reason: reason))
        continue
      }
      let prepared: PlannedWrite?
      do { prepared = try await prepare(value, rows, spelling) } catch var diagnostic as Diagnostic {
        if records.count > 1, diagnostic.row == nil {
          diagnostic.row = "row \(place + 1): \(describe(value ?? .null))"
        }
        throw diagnostic
      }
      if let write = prepared {
        ready.append(write)
      } else if let value {
        try await hand()
        values.append(frame.answersAreRead ? value : collector.add(unchanged: value))
      }
    }
    try await hand()
    return values
  }

  /// Why the server would refuse to change a record: it is approved or invoiced (FACTS section 7).
  private func lock(of record: Record) -> String? {
    guard case .record = command.subject,
      command.changesFields || command.endpoint.action == .delete,
      case .bool(true)? = record["is_locked"]
    else { return nil }
    guard case .string(let reason)? = record["locked_reason"], !reason.isEmpty else {
      return "it is locked"
    }
    return "locked: \(reason)"
  }

  // MARK: before

  /// Reads how the account tracks time, where a field depends on it.
  private func spelling(_ records: [Value?]) async throws -> FieldSpelling {
    var spelling = FieldSpelling(host: host)
    var given = Set(body.items.map(\.field.name))
    if body.takesRecord {
      for case .record(let record)? in records {
        given.formUnion(
          body.fields.filter { field in record.pairs.contains { field.answers(to: $0.key) && !$0.value.isNull } }.map(
            \.name))
      }
    }
    guard let uses = body.dependsOnTimerMode(given),
      let mode = try await locating(range, { try await host.timerMode() })
    else { return spelling }
    spelling.uses24Hours = mode.uses24Hours
    if let problem = mode.problem(durations: uses.durations, times: uses.times) {
      throw Diagnostic("E0206", problem.message, at: range, "here", help: [problem.help], exit: .failed)
    }
    return spelling
  }

  /// - Returns: nil where the record is what it is asked to be.
  private func prepare(_ value: Value?, _ rows: Frame, _ spelling: FieldSpelling) async throws
    -> PlannedWrite?
  {
    var spelling = spelling
    if case .record(let record)? = value, case .string(let currency)? = record["currency"] {
      spelling.currency = currency
    }
    var evaluated = try await body.evaluate(rows, value, spelling)
    var record: Record?
    var path = command.endpoint.path
    var parents: [Origin.Parent] = []
    var isKnown = true
    if case .record(let incoming)? = value { record = incoming }
    switch command.subject {
    case .nothing:
      // What has no id of its own is read for the journal: the company.
      record =
        command.endpoint.method == .patch
        ? try await CurrentRecords(host: host, range: range).record(at: path) : nil
    default:
      guard let record else {
        throw Diagnostic("E0302", "`\(command.name)` needs a record", at: range, "here", exit: .failed)
      }
      // What a dry run only planned has no id, and its path keeps the braces.
      if host.policy.isDryRun, record["id"]?.isNull == true {
        isKnown = false
      } else {
        let ids = try command.ids(of: record, at: range)
        path = command.endpoint.path(ids)
        parents = self.parents(of: record, ids)
      }
    }
    let all = command.planned(evaluated, for: record)
    let changes = isKnown && command.changesFields ? record : nil
    if let before = changes, !evaluated.isEmpty {
      evaluated.removeAll { name, value in
        FieldState.value(name, in: before).map { FieldState.areSame($0, value) } ?? false
      }
      if evaluated.isEmpty { return nil }
    }
    let pairs = command.body(evaluated, for: record)
    let kind = command.endpoint.answer.kind ?? record?.origin?.kind
    let isOfRecord =
      record.map { $0.origin?.kind == kind && command.endpoint.action != .create } ?? false
    let intent = WriteIntent(
      operation: command.endpoint.operation, method: command.endpoint.method.written, path: path,
      body: try content(pairs), bucket: command.endpoint.bucket.name, kind: kind,
      recordID: isOfRecord ? record?.id : nil,
      label: isOfRecord
        ? record.map(WriteLabel.of) ?? ""
        : WriteLabel.ofNew(kind ?? command.name, pairs, below: record),
      before: command.endpoint.action == .create ? nil : record, asked: Record(pairs: pairs))
    return PlannedWrite(
      name: command.name, range: range, intent: intent, endpoint: command.endpoint, record: record,
      parents: parents,
      pairs: all)
  }

  /// What the answer's records stand below.
  private func parents(of record: Record, _ ids: [Int64]) -> [Origin.Parent] {
    guard let kind = command.endpoint.answer.kind else { return [] }
    if record.origin?.kind == kind { return record.origin?.parents ?? [] }
    guard let own = record.origin?.kind, let id = ids.last, command.endpoint.parent != nil else { return [] }
    return (record.origin?.parents ?? []) + [Origin.Parent(kind: own, id: id, currency: record.currency)]
  }

  private func content(_ pairs: [(String, Value)]) throws -> WriteIntent.Body {
    if pairs.isEmpty { return command.endpoint.body.isEmpty ? .none : .json(Array("{}".utf8)) }
    let files = Set(command.endpoint.body.filter { $0.type == .file }.map(\.name))
    if pairs.contains(where: { files.contains($0.0) && !$0.1.isNull }) {
      return .multipart(try pairs.map { try part($0.0, $0.1, isFile: files.contains($0.0)) })
    }
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    do { try encoding.append(.record(Record(pairs: pairs)), to: &bytes) } catch {
      throw Diagnostic("E0504", "the body cannot be written: \(error)", at: range, "here", exit: .failed)
    }
    return .json(bytes)
  }

  private func part(_ name: String, _ value: Value, isFile: Bool) throws -> WriteIntent.Part {
    guard isFile, case .string(let path) = value else {
      return WriteIntent.Part(name: name, bytes: Array((value.isNull ? "" : value.text).utf8))
    }
    var bytes: [UInt8] = []
    do {
      let source = try host.files.open(path)
      while let block = try source.read() { bytes += block }
    } catch var diagnostic as Diagnostic {
      if diagnostic.primary == nil { diagnostic.primary = Diagnostic.Label(range, "here") }
      throw diagnostic
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return WriteIntent.Part(name: name, fileName: file, contentType: MediaType.of(file), bytes: bytes)
  }
}

extension WriteRefusal {
  func diagnostic(_ name: String, at range: SourceRange) -> Diagnostic {
    switch self {
    case .needsConfirmation(let count):
      let what = count.map { "\($0) records" } ?? "any number of records"
      return Diagnostic(
        "E0405", "`\(name)` would write \(what); it was not sent", at: range, "needs consent",
        help: ["--dry-run  shows what would be sent", "--yes  sends it"], exit: .unconfirmed)
    case .declined:
      return Diagnostic(
        "E0412", "nothing was written: the answer was no", at: range, "not sent", exit: .unconfirmed
      )
    case .quit:
      return Diagnostic(
        "E0416", "ended: nothing more was written", at: range, "not sent", exit: .unconfirmed)
    case .readOnly:
      return Diagnostic(
        "E0406", "`\(name)` writes, and hv runs with --read-only", at: range, "not allowed", exit: .failed)
    }
  }
}

extension HarvestCatalog.Method {
  /// The verb of a write. Nothing that reads is ever asked for it.
  var written: WriteIntent.Method {
    switch self {
    case .get, .post: .post
    case .patch: .patch
    case .delete: .delete
    }
  }
}

/// The content types of the files that people attach, by their endings.
enum MediaType {
  static func of(_ file: String) -> String {
    switch file.split(separator: ".").last.map({ $0.lowercased() }) {
    case "pdf": "application/pdf"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "heic": "image/heic"
    case "txt": "text/plain"
    default: "application/octet-stream"
    }
  }
}
