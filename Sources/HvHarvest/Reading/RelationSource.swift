import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage
import class HvValues.Origin

/// The rows that belong to one record, as a source: `tasks` after a project.
///
/// Where the same is asked for many records, a scan of the account-wide list may serve them all (`ChildLoader`).
struct RelationSource: PlannedSource {
  let range: SourceRange
  let item: Type
  let relation: Relation
  let list: ListRead
  var query: PlannedQuery
  /// The parameters that the record sets.
  let fixed: Set<String>
  /// It is asked for more than one record.
  let isOfMany: Bool

  func pushing(_ predicate: Predicate, isOrderFree: Bool) -> PushDown? {
    query.taking(predicate, list.endpoint, fixed: fixed, isOrderFree: false).map { taken in
      var other = self
      other.query = taken.query
      return PushDown(other, isExact: taken.isExact)
    }
  }

  func planned() -> PlannedStage {
    let source = self
    var stage = PlannedStage(relation.name, at: range, Flow(item, many: true), reads: reads) {
      upstream, frame, needed in
      DelayedStage { demand in
        guard let asked = try await source.asked(upstream, frame) else { return BatchStage([Batch]()) }
        return try await source.rows(asked, demand, needed, frame)
      }
    }
    stage.role = .source(self)
    stage.reading = PlannedReading.relation(self, isCount: false)
    return stage
  }

  func counting(_ count: PlannedStage) -> PlannedStage? {
    if case .scanned = relation.how { return nil }
    guard list.endpoint.paging != .none else { return nil }
    let source = self
    var stage = PlannedStage(count.word, at: count.range, count.flow, reads: reads) { upstream, frame, _ in
      DeferredStage {
        guard let asked = try await source.asked(upstream, frame) else { return [Value(0)] }
        return [Value(try await source.count(asked, frame))]
      }
    }
    stage.reading = PlannedReading.relation(self, isCount: true)
    return stage
  }

  func last(_ count: Int) -> PlannedStage? { nil }

  /// The fields of the record that it needs: the id, those that select, and those that the query is computed from.
  private var reads: FieldUse {
    var reads = FieldUse([FieldPath("id")], verifies: true)
    // What is nested has the amounts of its parent's currency. One record alone is not read for that.
    if isOfMany, case .nested = relation.how,
      Catalog.schema(relation.from)?.fields.contains(where: { $0.name == "currency" }) == true
    {
      reads.add(FieldPath("currency"))
    }
    if case .selected(_, let selections) = relation.how {
      for selection in selections { reads.add(FieldPath(selection.field)) }
    }
    return (query.items.map(\.value) + [query.period].compactMap { $0 }).reduce(reads) { $0.union($1.reads) }
  }

  // MARK: one record

  /// What is asked for one record.
  private struct Asked {
    let record: Record
    let chosen: Relation.Chosen
    let query: PlannedQuery.Evaluated
    var place: ListRead.Place { ListRead.Place(ids: chosen.path, query: chosen.query, parents: chosen.parents) }
  }

  /// Nil where the record points nowhere.
  private func asked(_ upstream: (any Stage)?, _ frame: Frame) async throws -> Asked? {
    guard let parent = try await upstream?.next(1)?.value(0), case .record(let record) = parent,
      let chosen = try relation.chosen(by: record, at: range)
    else { return nil }
    let query = try await locating(range) { try await self.query.evaluate(frame, host: list.host, item: parent) }
    return Asked(record: record, chosen: chosen, query: query)
  }

  private func rows(_ asked: Asked, _ demand: Int, _ needed: FieldUse, _ frame: Frame) async throws -> any Stage {
    if asked.query.isEmpty { return BatchStage([Batch]()) }
    if case .scanned = relation.how { return try await scanned(asked, demand, frame) }
    let single = {
      let stage = list.stage(asked.query, needed, frame, below: asked.place, at: range)
      return isUnverified(asked.record) ? VerifyingStage(stage) { try await verify(asked.record) } : stage
    }
    guard let batches = try await together(asked, demand, isCount: false, needed, frame) else { return single() }
    let parents = asked.chosen.parents
    let stage = SharedRowsStage(batches.map { below($0, parents) }, isAll: demand == .max) {
      try await together(asked, .max, isCount: false, needed, frame)?.map { below($0, parents) }
    } orElse: {
      single()
    }
    return asked.query.residual.isEmpty ? stage : ConditionStage(stage, asked.query.residual, at: range)
  }

  private func count(_ asked: Asked, _ frame: Frame) async throws -> Int {
    if asked.query.isEmpty { return 0 }
    if asked.query.residual.isEmpty, let batches = try await together(asked, .max, isCount: true, .none, frame) {
      return batches.reduce(0) { $0 + $1.count }
    }
    let count = try await list.count(asked.query, frame, below: asked.place, at: range)
    if count == 0, isUnverified(asked.record) { try await verify(asked.record) }
    return count
  }

  // MARK: many records

  /// The rows of this record out of a scan that serves its siblings as well; nil where a request for it alone is
  /// cheaper, or the only way.
  private func together(_ asked: Asked, _ demand: Int, isCount: Bool, _ needed: FieldUse, _ frame: Frame) async throws
    -> [Batch]?
  {
    guard frame.isRepeated, frame.run.optimizes, let scan = self.scan, asked.query.alternatives.count == 1,
      let parameters = asked.query.alternatives.first,
      parameters.allSatisfy({ p in scan.list.endpoint.query.contains { $0.name == p.0 } }),
      let key = scan.key(asked.record)
    else { return nil }
    let what = isCount ? "numbers" : "children"
    let name = "\(what) \(scan.list.name(parameters, .init())) by \(scan.fields.map(\.description))"
    let projection = needed.all ? [] : Array(Set(needed.projection + scan.fields))
    let loader = frame.run.reads.loader(for: name) {
      ChildLoader(
        scan: { PagerScan(try await scan.list.pages(parameters, projection)) }, keyFields: scan.fields)
    }
    let siblings = frame.siblings(of: relation.from).flatMap { query.isSame(forAll: $0) ? $0 : nil }
    let answer = try await locating(range) {
      try await loader.plan(for: key, siblings: siblings.map(scan.keys) ?? [], wanted: demand, isCount: isCount)
    }
    switch answer {
    case .single: return nil
    case .rows(let batches): return batches
    }
  }

  /// The account-wide list, and how its rows point to their record.
  struct Scan: Sendable {
    let list: ListRead
    /// The fields of its rows.
    let fields: [FieldPath]
    /// The fields of the record that they equal.
    let parentFields: [FieldPath]
    /// The relation's name, which tells the keys of siblings from those of another relation.
    let name: String

    func key(_ record: Record) -> [Int64]? {
      let ids = parentFields.compactMap { path -> Int64? in
        if case .number(let n)? = record[path: path] { n.integer } else { nil }
      }
      return ids.count == parentFields.count ? ids : nil
    }

    /// The keys of all siblings, made once.
    func keys(_ siblings: Siblings) -> [[Int64]] {
      siblings.keys(for: name) {
        let columns = parentFields.map { siblings.items.source.column($0).values }
        return (0..<siblings.items.count).compactMap { i in
          let place = siblings.items.sourceIndex(i)
          let ids = columns.compactMap { column -> Int64? in
            if case .number(let n) = column[place] { n.integer } else { nil }
          }
          return ids.count == columns.count ? ids : nil
        }
      }
    }
  }

  /// Nil where the API has no list for many records at once.
  var scan: Scan? {
    func made(_ endpoint: Endpoint?, _ fields: [String], _ parents: [String]) -> Scan? {
      guard let endpoint, case .list(let kind, let key) = endpoint.answer else { return nil }
      return Scan(
        list: ListRead(endpoint: endpoint, key: key, kind: kind, host: list.host), fields: fields.map { FieldPath($0) },
        parentFields: parents.map { FieldPath($0) }, name: relation.from + " " + relation.name)
    }
    if case .selected(let operation, let selections) = relation.how {
      let endpoint = Catalog.endpoint(operation)
      let fields = selections.compactMap { s in endpoint?.query.first { $0.name == s.parameter }?.filters }
      guard fields.count == selections.count else { return nil }
      return made(endpoint, fields, selections.map(\.field))
    }
    return relation.scan.flatMap { made(Catalog.endpoint($0.operation), [$0.field], ["id"]) }
  }

  /// The API has no filter for this: the whole list is read once in a statement and sorted by record.
  private func scanned(_ asked: Asked, _ demand: Int, _ frame: Frame) async throws -> any Stage {
    guard let scan = self.scan, let key = scan.key(asked.record), let parameters = asked.query.alternatives.first else {
      return BatchStage([Batch]())
    }
    if !frame.isRepeated, demand < .max, let field = scan.fields.first {
      // A few rows for one record: no more pages than it takes.
      var query = asked.query
      query.residual.append((Predicate(field, .equal, [], at: range), key.map { Value(Int($0)) }))
      return scan.list.stage(query, .everything, frame, at: range)
    }
    let name = "scan \(scan.list.name(parameters, .init())) by \(scan.fields.map(\.description))"
    let rows = try await locating(range) {
      try await frame.run.reads.once(name, cost: { (rows: RowsByParent) in rows.rowCount * 1_200 }) {
        let pager = try await scan.list.pages(parameters, [])
        var rows = RowsByParent(scan.fields)
        while let page = try await pager.next(demand: .max) { _ = rows.add(page) }
        return rows
      }
    }
    let stage = BatchStage(rows.batches(ParentKey(key)))
    return asked.query.residual.isEmpty ? stage : ConditionStage(stage, asked.query.residual, at: range)
  }

  private func below(_ batch: Batch, _ parents: [Origin.Parent]) -> Batch {
    guard !parents.isEmpty else { return batch }
    return Batch(RowsBelow(batch.source, Origin(kind: list.kind, parents: parents)), selection: batch.selection)
  }

  // MARK: a record of which only the id was given

  /// Nobody has seen the record yet: `projects 5 | time_entries` asks only for the entries.
  private func isUnverified(_ record: Record) -> Bool {
    guard case .filtered = relation.how else { return false }
    return record.shape.keys == ["id"]
  }

  /// No rows may mean that there is no such record: the server is asked, and says so.
  private func verify(_ record: Record) async throws {
    guard let id = record.id, let resource = ResourceCommand.collection(of: relation.from),
      let get = Catalog.endpoints(of: resource).first(where: { $0.action == .get && $0.pathParameters.count == 1 })
    else { return }
    _ = try await locating(range) { try await list.host.record(relation.from, get, id: id) }
  }
}

/// The rows of one record out of a scan that may have been read only as far as rows were wanted.
private final class SharedRowsStage: Stage {
  private var known: BatchStage
  private var isAll: Bool
  private let all: () async throws -> [Batch]?
  private let orElse: () -> any Stage
  private var given = 0
  private var rest: (any Stage)?

  /// - Parameters:
  ///   - isAll: there are no others.
  ///   - all: the rows of the whole scan; nil where it is not read any further.
  ///   - orElse: a request for this record alone.
  init(
    _ known: [Batch], isAll: Bool, all: @escaping () async throws -> [Batch]?, orElse: @escaping () -> any Stage
  ) {
    self.known = BatchStage(known)
    self.isAll = isAll
    self.all = all
    self.orElse = orElse
  }

  func next(_ demand: Int) async throws -> Batch? {
    if let rest { return try await rest.next(demand) }
    if let batch = try await known.next(demand) {
      given += batch.count
      return batch
    }
    if isAll { return nil }
    isAll = true
    // Who wanted a few rows wants more after all.
    let stage = if let batches = try await all() { BatchStage(batches) as any Stage } else { orElse() }
    rest = stage
    var skipped = 0
    while skipped < given, let batch = try await stage.next(.max) {
      skipped += batch.count
      if skipped > given { return batch.dropFirst(batch.count - (skipped - given)) }
    }
    return try await stage.next(demand)
  }
}

/// Asks for something when a list turns out to be empty.
private final class VerifyingStage: Stage {
  private let upstream: any Stage
  private let verify: () async throws -> Void
  private var isVerified = false

  init(_ upstream: any Stage, _ verify: @escaping () async throws -> Void) {
    self.upstream = upstream
    self.verify = verify
  }

  func next(_ demand: Int) async throws -> Batch? {
    let batch = try await upstream.next(demand)
    if batch == nil, !isVerified { try await verify() }
    isVerified = true
    return batch
  }
}
