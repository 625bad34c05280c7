import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

import class HvValues.Origin
import protocol HvEngine.Stage

extension PlannedWrite {
  /// A write that comes from a file or the journal instead of a program.
  init(_ intent: WriteIntent, at range: SourceRange) {
    let endpoint = Catalog.endpoint(intent.operation)
    self.init(name: endpoint?.verb ?? "write", range: range, intent: intent, endpoint: endpoint)
    parents = endpoint.map { Self.parents($0, intent.path) } ?? []
    record = intent.before.map { before in
      Value.record(before).from(Origin(kind: intent.kind ?? "record", parents: parents))
    }.flatMap { if case .record(let record) = $0 { record } else { nil } }
    pairs = intent.asked.pairs.map { ($0.key, $0.value) }
  }

  /// The ids of a path, but for the record's own, by the names of its parameters.
  private static func parents(_ endpoint: Endpoint, _ path: String) -> [Origin.Parent] {
    let named = zip(endpoint.path.split(separator: "/"), path.split(separator: "/")).compactMap {
      name, id in
      name.hasPrefix("{") ? Int64(id).map { (String(name.dropFirst().dropLast(4)), $0) } : nil
    }
    let isBelow = endpoint.action == .create || endpoint.answer.kind?.hasSuffix("_message") == true
    return (isBelow ? named : named.dropLast()).map { Origin.Parent(kind: $0.0, id: $0.1) }
  }
}

extension Endpoint {
  /// What it does, in a word or two: `update`, `mark sent`.
  var verb: String {
    switch action {
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .list, .get: "read"
    case .named(let name): name
    }
  }

  /// Whether a path with ids is one of this endpoint.
  func fits(_ path: String) -> Bool {
    let (own, segments) = (self.path.split(separator: "/"), path.split(separator: "/"))
    return own.count == segments.count
      && zip(own, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && Int64($1) != nil) }
  }

  /// The way to read the record or list at a path.
  static func reading(_ path: String) -> Endpoint? {
    Catalog.endpoints.first {
      $0.method == .get && $0.variantOf == nil && $0.origin == .api && $0.fits(path)
    }
  }
}

/// Reads what records are now.
struct CurrentRecords: Sendable {
  let host: HarvestHost
  let range: SourceRange

  /// The record at a path; nil where it is gone.
  func record(at path: String) async throws -> Record? {
    try await locating(range) {
      do {
        let value = try await host.client().value(
          path: path, schema: Endpoint.reading(path)?.answer.kind.flatMap { Schemas.rows(of: $0) },
          bucket: .general)
        return if case .record(let record) = value { record } else { nil }
      } catch let error as APIError where error.kind == .notFound { return nil }
    }
  }

  /// All rows of a list.
  func rows(of endpoint: Endpoint, at path: String, query: [(String, String)] = []) async throws
    -> [Record]
  {
    guard case .list(let kind, let key) = endpoint.answer else { return [] }
    return try await locating(range) {
      let pages = try await host.client().pages(
        path: path, query: query, key: key, schema: Schemas.rows(of: kind),
        bucket: endpoint.bucket.name,
        paging: endpoint.paging.inClient)
      var rows: [Record] = []
      while let page = try await pages.next(demand: .max) {
        for case .record(let record) in page.values { rows.append(record) }
      }
      return rows
    }
  }

  /// Those of some records that were changed after a moment, by anyone.
  ///
  /// Of kinds whose list can be asked for changes, one list is read; of others each record.
  ///
  /// - Parameter since: a moment of the server's clock, a little earlier than the records were read.
  /// - Returns: by `key`; nil for those that are gone, as far as that can be seen.
  func changed(_ intents: [WriteIntent], since: Instant) async throws -> [String: Record?] {
    var changed: [String: Record?] = [:]
    var wanted: [String: [WriteIntent]] = [:]
    for intent in intents where intent.recordID != nil || intent.method == .patch {
      wanted[intent.kind ?? "", default: []].append(intent)
    }
    for (kind, intents) in wanted {
      let list = ResourceCommand.collection(of: kind).flatMap { Catalog.list(of: $0) }
      if intents.count > 1, let list, list.pathParameters.isEmpty,
        list.query.contains(where: { $0.name == "updated_since" })
      {
        let ids = Set(intents.compactMap(\.recordID))
        for row in try await rows(of: list, at: list.path, query: [("updated_since", since.description)]) {
          if let id = row.id, ids.contains(id) { changed["\(kind) \(id)"] = row }
        }
      } else {
        for intent in intents {
          let path = Self.recordPath(intent)
          guard let endpoint = Endpoint.reading(path), case .object = endpoint.answer else { continue }
          changed.updateValue(try await record(at: path), forKey: Self.key(intent))
        }
      }
    }
    return changed
  }

  /// What tells the record of a write from others: its kind and id, or the path of one without an id.
  static func key(_ intent: WriteIntent) -> String {
    intent.recordID.map { "\(intent.kind ?? "") \($0)" } ?? intent.path
  }

  /// A moment of this machine's clock as the server's clock had it; nil where the server does not tell the time.
  func moment(_ seconds: Int64) async -> Instant? {
    guard let client = try? await host.client() else { return nil }
    if client.serverTime == nil { _ = try? await client.get(path: "/company", bucket: .general) }
    return client.serverTime.map { Instant(seconds: seconds + $0 - host.now()) }
  }

  /// Where the record of a write is read.
  static func recordPath(_ intent: WriteIntent) -> String {
    guard let id = intent.recordID else { return intent.path }
    var parts = intent.path.split(separator: "/").map(String.init)
    while let last = parts.last, last != String(id) { parts.removeLast() }
    return "/" + parts.joined(separator: "/")
  }
}

extension HarvestHost {
  /// Sends writes that come from a plan, the journal or an editor, as one batch that is shown and agreed to.
  ///
  /// - Returns: what the server answered, and the error that the batch ended with.
  func apply(_ batch: WriteBatch, _ writes: [PlannedWrite], as word: String, run: Run, at range: SourceRange)
    async throws
    -> (values: [Value], failure: (any Error)?)
  {
    var batch = batch
    batch.intents = writes.map(\.intent)
    let client = try await locating(range) { try await self.client() }
    let admitted: AdmittedBatch
    // At a terminal the question tells it.
    if client.gate.policy.confirmsBulk {
      for warning in batch.warnings { run.tell(Diagnostic("E0418", warning, at: range, severity: .note)) }
    }
    do { admitted = try await client.gate.admit(batch) } catch let refusal as WriteRefusal {
      throw refusal.diagnostic(word, at: range)
    } catch let fault as LedgerFault {
      throw fault.diagnostic(at: range)
    }
    return await send(
      admitted, admitted.places.map { writes[$0] }, leftOut: batch.leftOut.count, run: run,
      at: range)
  }

  /// Sends the writes of an admitted batch.
  func send(
    _ admitted: AdmittedBatch, _ writes: [PlannedWrite], leftOut: Int, run: Run,
    at range: SourceRange
  ) async -> (values: [Value], failure: (any Error)?) {
    let result = await BatchSender(host: self, run: run).send(writes, in: admitted)
    await admitted.end()
    let failure = result.failure(
      admitted, single: writes.count == 1 ? writes.first : nil, at: range, leftOut: leftOut)
    if failure == nil { for note in result.notes(at: range) { run.tell(note) } }
    return (result.answers.flatMap { $0 }, failure)
  }
}

/// Emits values, then throws the error that ended what gave them.
final class AnswersStage: Stage {
  private var make: (() async throws -> (values: [Value], failure: (any Error)?))?
  private var failure: (any Error)?

  init(_ make: @escaping () async throws -> (values: [Value], failure: (any Error)?)) {
    self.make = make
  }

  func next(_ demand: Int) async throws -> Batch? {
    if let make {
      // Forgotten first: who asks again after an error must not make it happen twice.
      self.make = nil
      let made = try await make()
      failure = made.failure
      if !made.values.isEmpty { return Batch(made.values) }
    }
    defer { failure = nil }
    if let failure { throw failure }
    return nil
  }
}
