import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage

/// The records that a field of other records points to.
struct ReferenceRead: Sendable {
  let relation: Relation
  let field: FieldPath
  /// The endpoint that gets one.
  let get: Endpoint
  let host: HarvestHost

  /// The list that has all of them.
  var list: ListRead? {
    guard let endpoint = relation.scan.flatMap({ Catalog.endpoint($0.operation) }),
      case .list(let kind, let key) = endpoint.answer
    else { return nil }
    return ListRead(endpoint: endpoint, key: key, kind: kind, host: host)
  }

  /// What fetches them for one statement.
  func loader(_ run: Run) -> RecordLoader {
    let (get, host, kind) = (get, host, relation.to)
    let list = run.optimizes ? list : nil
    return run.reads.loader(for: "records of \(kind)") {
      RecordLoader(
        list: { PagerScan(try await (list ?? ListRead(endpoint: get, key: "", kind: kind, host: host)).pages([], [])) },
        get: { try await host.record(kind, get, id: $0) }, few: list == nil ? .max : 3)
    }
  }

  /// The ids that a reference holds: an embedded record, an id, a list of either. Null points nowhere.
  static func ids(_ value: Value) -> [Int64] {
    switch value {
    case .record(let record): record.id.map { [$0] } ?? []
    case .number(let n): n.integer.map { [$0] } ?? []
    case .list(let list): list.elements.flatMap(ids)
    default: []
    }
  }
}

/// Emits the record that each item points to, in the order of the items. Each is fetched once in a statement.
final class ReferenceStage: Stage {
  private let upstream: any Stage
  private let reference: ReferenceRead
  private let frame: Frame
  private let range: SourceRange
  private var waiting: [Int64] = []

  init(_ upstream: any Stage, _ reference: ReferenceRead, _ frame: Frame, at range: SourceRange) {
    self.upstream = upstream
    self.reference = reference
    self.frame = frame
    self.range = range
  }

  func next(_ demand: Int) async throws -> Batch? {
    while waiting.isEmpty {
      guard let batch = try await upstream.next(demand == .max ? .max : min(demand, Demand.onePage)) else { return nil }
      let column = batch.source.column(reference.field).values
      for i in 0..<batch.count { waiting += ReferenceRead.ids(column[batch.sourceIndex(i)]) }
    }
    try Task.checkCancellation()
    let wanted = Array(waiting.prefix(demand))
    waiting.removeFirst(wanted.count)
    let loader = reference.loader(frame.run)
    let coming = max(Set(demand == .max ? wanted + waiting : wanted).count, comingForSiblings)
    let records = try await locating(range) { try await loader.records(wanted, coming: coming) }
    return Batch(wanted.compactMap { records[$0] })
  }

  /// How many different records the items beside this one point to.
  private lazy var comingForSiblings: Int = {
    guard let siblings = frame.siblings(of: reference.relation.from) else { return 0 }
    let column = siblings.items.source.column(reference.field).values
    return Set((0..<siblings.items.count).flatMap { ReferenceRead.ids(column[siblings.items.sourceIndex($0)]) }).count
  }()
}

extension Frame {
  /// The items beside the one that the block is run for, where that is a record of this kind.
  func siblings(of kind: String) -> Siblings? {
    guard let siblings, siblings.items.count > 1, case .record(let record) = item, record.origin?.kind == kind else {
      return nil
    }
    return siblings
  }
}
