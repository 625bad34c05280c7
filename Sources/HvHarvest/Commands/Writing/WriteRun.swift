import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import class HvValues.Origin

/// The writes of one call: all are made ready and agreed to before the first is sent, then sent in order.
struct WriteRun {
  let command: WriteCommand
  let body: PlannedBody
  let host: HarvestHost
  let frame: Frame
  let range: SourceRange

  private struct Prepared {
    let record: Record?
    let intent: WriteIntent
    let pairs: [(String, Value)]
    let parents: [Origin.Parent]
  }

  /// - Returns: what the server answered, a value a record; in a dry run what it would be, as far as that is known.
  func write(_ records: [Value?], isRepeated: Bool) async throws -> [Value] {
    let spelling = try await spelling(records)
    let rows = frame.forRows()
    var prepared: [Prepared] = []
    for value in records {
      try Task.checkCancellation()
      if let value { rows.move(to: value) }
      prepared.append(try await prepare(value, rows, spelling))
    }
    let gate = try await locating(range) { try await host.client() }.gate
    let consent: WriteConsent
    do { consent = try gate.consent(to: prepared.count, isRepeated: isRepeated) } catch {
      throw error.diagnostic(command.name, at: range)
    }
    var answers: [Value] = []
    for write in prepared { answers += try await send(write, gate, consent) }
    return answers
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

  private func prepare(_ value: Value?, _ rows: Frame, _ spelling: FieldSpelling) async throws -> Prepared {
    var spelling = spelling
    if case .record(let record)? = value, case .string(let currency)? = record["currency"] {
      spelling.currency = currency
    }
    let evaluated = try await body.evaluate(rows, value, spelling)
    var record: Record?
    var path = command.endpoint.path
    var parents: [Origin.Parent] = []
    if case .record(let incoming)? = value { record = incoming }
    switch command.subject {
    case .nothing: record = nil
    default:
      guard let record else {
        throw Diagnostic("E0302", "`\(command.name)` needs a record", at: range, "here", exit: .failed)
      }
      // What a dry run only planned has no id, and its path keeps the braces.
      if host.policy.isDryRun, record["id"]?.isNull == true { break }
      let ids = try command.ids(of: record, at: range)
      path = command.endpoint.path(ids)
      parents = self.parents(of: record, ids)
    }
    let pairs = command.body(evaluated, for: record)
    let intent = WriteIntent(
      operation: command.endpoint.operation, method: command.endpoint.method.written, path: path,
      body: try content(pairs), bucket: command.endpoint.bucket.name)
    return Prepared(record: record, intent: intent, pairs: command.planned(evaluated, for: record), parents: parents)
  }

  /// What the answer's records stand below.
  private func parents(of record: Record, _ ids: [Int64]) -> [Origin.Parent] {
    guard let kind = command.endpoint.answer.kind else { return [] }
    if record.origin?.kind == kind { return record.origin?.parents ?? [] }
    guard let own = record.origin?.kind, let id = ids.last, command.endpoint.parent != nil else { return [] }
    return (record.origin?.parents ?? []) + [Origin.Parent(kind: own, id: id)]
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
      let source = try host.open(path)
      while let block = try source.read() { bytes += block }
    } catch var diagnostic as Diagnostic {
      if diagnostic.primary == nil { diagnostic.primary = Diagnostic.Label(range, "here") }
      throw diagnostic
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return WriteIntent.Part(name: name, fileName: file, contentType: MediaType.of(file), bytes: bytes)
  }

  // MARK: sending

  private func send(_ write: Prepared, _ gate: WriteGate, _ consent: WriteConsent) async throws -> [Value] {
    let ticket: WriteTicket?
    do { ticket = try await gate.ticket(for: write.intent, under: consent) } catch let refusal as WriteRefusal {
      throw refusal.diagnostic(command.name, at: range)
    }
    guard let ticket else { return try planned(write) }
    let client = try await locating(range) { try await host.client() }
    let response: HTTPExchange.Response
    do { response = try await client.write(ticket) } catch {
      // Whether it happened may not be known.
      await host.forgetNames(after: command.endpoint)
      if let error = error as? APIError { throw error.diagnostic(at: range) }
      throw error
    }
    frame.run.madeChange()
    await host.forgetNames(after: command.endpoint)
    switch command.endpoint.answer {
    case .empty: return write.record.map { [Deletion.row($0, isDone: true)] } ?? []
    case .object(let kind):
      return [try decoded(response.body, Schemas.rows(of: kind, parents: write.parents))]
    case .list(let kind, let key):
      let whole = try decoded(response.body, nil)
      guard case .record(let record) = whole, case .list(let list)? = record[key] else { return [] }
      return list.elements.map { $0.from(Origin(kind: kind, parents: write.parents)) }
    }
  }

  private func decoded(_ bytes: [UInt8], _ schema: RowSchema?) throws -> Value {
    do { return try JSONReader.value(bytes, schema: schema) } catch {
      throw Diagnostic(
        "E0401", "the change was made, but its answer is no JSON: \(error)", at: range, "this request", exit: .failed)
    }
  }

  /// What a dry run hands on: the record as it would be, with null where only the server knows.
  private func planned(_ write: Prepared) throws -> [Value] {
    switch command.endpoint.answer {
    case .empty: return write.record.map { [Deletion.row($0, isDone: false)] } ?? []
    case .list: return []
    case .object(let kind):
      guard let schema = Catalog.schema(kind) else { return [] }
      let changed = write.record.flatMap { $0.origin?.kind == kind ? $0 : nil }
      var pairs: [(String, Value)] =
        changed.map { $0.pairs.map { ($0.key, $0.value) } } ?? schema.fields.map { ($0.name, .null) }
      for (name, value) in write.pairs {
        let own = name.hasSuffix("_id") ? String(name.dropLast(3)) : name
        guard let place = pairs.firstIndex(where: { $0.0 == name || $0.0 == own }) else { continue }
        pairs[place].1 =
          pairs[place].0 == name
          ? value
          : .record(Record(pairs: [("id", value), ("name", .null)], origin: Origin(kind: own, isReference: true)))
      }
      return [.record(Record(pairs: pairs, origin: Origin(kind: kind, parents: write.parents)))]
    }
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
    case .noConsent:
      return Diagnostic("E0500", "`\(name)` was not agreed to", at: range, exit: .failed)
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
