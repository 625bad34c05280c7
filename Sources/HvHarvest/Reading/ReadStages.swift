import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import protocol HvEngine.Stage

/// A stage that is made when the first row is asked for, because that takes requests.
final class DelayedStage: Stage {
  private let make: (_ demand: Int) async throws -> any Stage
  private var stage: (any Stage)?
  init(_ make: @escaping (_ demand: Int) async throws -> any Stage) { self.make = make }

  func next(_ demand: Int) async throws -> Batch? {
    if stage == nil { stage = try await make(demand) }
    return try await stage?.next(demand)
  }
}

/// One stage after the other.
final class ChainStage: Stage {
  private var stages: ArraySlice<any Stage>
  init(_ stages: [any Stage]) { self.stages = stages[...] }

  func next(_ demand: Int) async throws -> Batch? {
    while let stage = stages.first {
      if let batch = try await stage.next(demand) { return batch }
      stages.removeFirst()
    }
    return nil
  }
}

/// A list that may be wanted several times in one statement: read whole by the first who wants all of it, and kept.
final class RepeatedListStage: Stage {
  private let name: String
  private let reads: StatementReads
  private let range: SourceRange
  private let open: @Sendable () async throws -> Pager
  private var running: (any Stage)?

  init(
    _ name: String, _ reads: StatementReads, at range: SourceRange, open: @escaping @Sendable () async throws -> Pager
  ) {
    self.name = name
    self.reads = reads
    self.range = range
    self.open = open
  }

  /// A row of a page in bytes, about.
  private static let rowSize = 1_200

  func next(_ demand: Int) async throws -> Batch? {
    if running == nil {
      if demand == .max {
        let open = open
        let batches = try await locating(range) {
          try await reads.once(name, cost: { (batches: [Batch]) in batches.reduce(0) { $0 + $1.count * Self.rowSize } })
          {
            let pager = try await open()
            var all: [Batch] = []
            while let batch = try await pager.next(demand: .max) { if !batch.isEmpty { all.append(batch) } }
            return all
          }
        }
        running = BatchStage(batches)
      } else {
        running = ListStage(at: range, open: open)
      }
    }
    return try await running?.next(demand)
  }
}

/// The rows that fulfil conditions whose values the server cannot be asked for.
final class ConditionStage: Stage {
  private let upstream: any Stage
  private let conditions: [(predicate: Predicate, values: [Value])]
  private let range: SourceRange

  init(_ upstream: any Stage, _ conditions: [(predicate: Predicate, values: [Value])], at range: SourceRange) {
    self.upstream = upstream
    self.conditions = conditions
    self.range = range
  }

  func next(_ demand: Int) async throws -> Batch? {
    while let batch = try await upstream.next(demand == .max ? .max : Demand.onePage) {
      let columns = conditions.map { batch.source.column($0.predicate.path).values }
      var kept: [Int32] = []
      for i in 0..<batch.count {
        let place = batch.sourceIndex(i)
        let holds = try zip(conditions, columns).allSatisfy { condition, column in
          try condition.predicate.holds(for: column[place], operands: condition.values)
        }
        if holds { kept.append(Int32(truncatingIfNeeded: place)) }
      }
      if !kept.isEmpty { return Batch(batch.source, selection: kept) }
    }
    return nil
  }
}

/// The rows of a list as parts of a record, which they know.
final class RowsBelow: WrappedRows, TextRows {
  private let base: any RowSource
  private let origin: Origin

  init(_ base: any RowSource, _ origin: Origin) {
    self.base = base
    self.origin = origin
  }

  var count: Int { base.count }
  func row(_ index: Int) -> Value { base.row(index).from(origin) }
  func column(_ path: FieldPath) -> Column { base.column(path) }
  func prepare(_ paths: [FieldPath]) { base.prepare(paths) }

  func appendText(_ index: Int, to out: inout [UInt8]) -> Bool {
    (base as? any TextRows)?.appendText(index, to: &out) ?? false
  }

  func rewrapped(_ places: [Int32]?, _ pack: (Batch) -> Batch) -> Batch {
    let packed = pack(Batch(base, selection: places))
    return Batch(RowsBelow(packed.source, origin), selection: packed.selection)
  }
}

/// A pager as a scan that may be given up.
final class PagerScan: ScanSource {
  private let pager: Pager
  init(_ pager: Pager) { self.pager = pager }

  func next(ahead: Bool) async throws -> Batch? { try await pager.next(demand: ahead ? .max : Demand.onePage) }
  var pagesRead: Int { pager.pagesRead }
  var pageCount: Int? { pager.pageCount }
  func cancel() { pager.cancel() }
}
