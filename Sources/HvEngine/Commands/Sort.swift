import HvCodecs
import HvSyntax
import HvValues

/// `sort -hours, name`
struct Sort: Command {
  let signature = Signature(
    "sort",
    "Orders the items by one or more expressions; `-` or `desc` turns one around. Nulls come last. "
      + "More than 256 MB, or what --sort-memory says, waits in a file.",
    [.init("key", "expression [asc|desc]", required: false, variadic: true)], buffering: .holdsAll,
    gives: "as many as come in",
    examples: [
      .init("projects | sort client.name, -name | select client.name, name", "by client, names backwards"),
      .init("time_entries this month | sort hours desc | first 5", "the five longest"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    var keys: [(expression: RowExpression, descending: Bool)] = []
    for e in site.positional {
      if case .word(let word) = e.kind, word == "asc" || word == "desc", !keys.isEmpty,
        !site.resolver.isField(word, site.rowScope)
      {
        keys[keys.count - 1].descending = word == "desc"
      } else if case .unary(.minus, let inner, _) = e.kind {
        keys.append((site.row(inner), true))
      } else {
        keys.append((site.row(e), false))
      }
    }
    if keys.isEmpty {
      keys = [
        (
          RowExpression(
            node: ItemNode(site.range), type: input.item, reads: .everything, range: site.range, lookups: []), false
        )
      ]
    }
    for key in keys {
      switch key.expression.type {
      case .list, .block, .range:
        site.error(
          "E0206", "`sort` needs a key that has an order, this is \(key.expression.type.phrase)",
          at: key.expression.range, key.expression.type.name)
        return nil
      case .record(let record):
        let name = record.field("name") == nil ? record.fields.first?.name : "name"
        let path = site.positional.isEmpty ? "sort" : site.resolver.text(key.expression.range) ?? ""
        site.error(
          "E0206", "`sort` needs a key that has an order, this is a record", at: key.expression.range, "record",
          help: name.map { ["for example  \(path)\(site.positional.isEmpty ? " " : ".")\($0)"] } ?? [])
        return nil
      default: break
      }
    }
    let plannedKeys = keys
    let reads = keys.reduce(FieldUse.none) { $0.union($1.expression.reads) }
    return Self.planned(plannedKeys, reads, Flow(input.item, many: true), site.range, limit: .max)
  }

  private static func planned(
    _ keys: [(expression: RowExpression, descending: Bool)], _ reads: FieldUse, _ flow: Flow, _ range: SourceRange,
    limit: Int
  ) -> PlannedStage {
    var stage = PlannedStage(
      "sort", at: range, flow, buffering: limit == .max ? .holdsAll : .holds(limit), reads: reads, passesRows: true
    ) {
      upstream, frame, _ in
      SortStage(
        upstream ?? BatchStage([Batch]()), keys.map(\.expression), keys.map(\.descending), frame, limit: limit)
    }
    stage.role = .sort { planned(keys, reads, flow, range, limit: $0) }
    stage.expressions = keys.map(\.expression)
    return stage
  }
}

/// Reads everything, orders the places of the rows by their keys, and hands them out page by page. It is stable.
///
/// What takes more than `FileAccess.sortMemory` is sorted in parts, which wait in a scratch file and are merged.
final class SortStage: Stage {
  private let upstream: any Stage
  private let keys: [RowExpression]
  private let descending: [Bool]
  private let frame: Frame
  private let rows: RowCounter
  /// Only so many rows from the front will be asked for.
  private let limit: Int
  private var isSorted = false
  private var held = HeldRows()
  private var columns: [[Value]]
  private var place = 0
  /// The keys of the last of the first `limit` rows so far: no row that comes after it will be asked for.
  private var worst: [Value]?
  /// How many bytes are kept in memory.
  private var memory: Int
  /// Roughly how many bytes the keys take.
  private var keySize = 0
  /// The parts that are in a file.
  private var runs: SortedRuns?
  private var merge: RunMerge?
  /// Why what was sorted is not all.
  private var failure: Diagnostic?

  init(_ upstream: any Stage, _ keys: [RowExpression], _ descending: [Bool], _ frame: Frame, limit: Int) {
    self.keys = keys
    self.descending = descending
    self.frame = frame.forRows()
    self.rows = RowCounter(frame)
    self.upstream = upstream
    self.limit = limit
    memory = frame.run.host.files.sortMemory
    columns = keys.map { _ in [] }
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isSorted {
      try await read()
      isSorted = true
    }
    let count = max(1, min(demand, Demand.onePage))
    if let batch = try told({ try merge?.next(count) }) { return batch }
    merge = nil
    guard place < held.places.count else {
      if let failure { throw failure }
      return nil
    }
    let end = min(held.places.count, place + count)
    defer { place = end }
    return held.batch(held.places[place..<end])
  }

  private func read() async throws {
    for key in keys { try await key.prepare(frame) }
    let isLimited = limit < .max / 4
    failure = try await upstream.readAll { batch in
      let made = try await rows.columns(keys, over: batch, frame)
      let kept = try worst.map { try places(before: $0, in: made, count: batch.count) }
      if let kept, kept.isEmpty { return }
      for (i, column) in made.enumerated() { columns[i] += column.picking(kept).values }
      // The few that are kept of a page must not keep all of it.
      held.append(batch.picking(kept), packs: !isLimited || kept != nil)
      if isLimited {
        guard held.places.count > 2 * limit + 2 * Demand.onePage else { return }
        try sort()
        held.forgetOthers()
        worst = limit > 0 ? columns.map { $0[limit - 1] } : nil
      } else {
        keySize += made.reduce(0) { $0 + $1.roughSize }
        if held.size + keySize > memory { try spill() }
      }
    }
    guard runs != nil else { return try sort() }
    try spill()
    merge = try told { try runs?.merged() }
    runs = nil
  }

  /// Puts what is in memory into a file, sorted. Where there are no files, it stays.
  private func spill() throws {
    runs = try runs ?? SortedRuns(frame.run.host.files, descending)
    guard let runs else {
      memory = .max
      return
    }
    try sort()
    try runs.add(held, columns)
    held = HeldRows()
    columns = keys.map { _ in [] }
    keySize = 0
  }

  /// The rows that come before one with these keys.
  private func places(before worst: [Value], in columns: [Column], count: Int) throws -> [Int32] {
    var kept: [Int32] = []
    rows: for row in 0..<count {
      for (place, column) in columns.enumerated() {
        let order: Ordering
        do { order = try Self.order(column.values[row], worst[place], descending[place]) } catch {
          throw error.diagnostic(at: keys[place].range)
        }
        if order == .equal { continue }
        if order == .less { kept.append(Int32(truncatingIfNeeded: row)) }
        continue rows
      }
    }
    return kept
  }

  /// Orders what is in memory, and keeps no more of it than `limit`.
  private func sort() throws {
    let (keyColumns, backwards) = (columns.map(SortColumn.init), descending)
    var fault: (any Error)?
    let order = held.places.indices.sorted { a, b in
      for (column, isBackwards) in zip(keyColumns, backwards) {
        do {
          switch try column.order(a, b, isBackwards) {
          case .equal: continue
          case .less: return true
          case .greater: return false
          }
        } catch {
          if fault == nil { fault = error }
          return false
        }
      }
      return a < b
    }.prefix(limit)
    if let fault { try told { throw fault } }
    held.places = order.map { held.places[$0] }
    columns = columns.map { column in order.map { column[$0] } }
  }

  /// How one key stands to another: nulls come last, whichever way it goes.
  @inline(__always)
  static func order(_ a: Value, _ b: Value, _ isBackwards: Bool) throws(ValueFault) -> Ordering {
    let order = try a.sortOrder(b)
    return isBackwards && !a.isNull && !b.isNull ? order.reversed : order
  }

  /// Tells of a fault in the program's words.
  private func told<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let fault as ValueFault {
      throw fault.diagnostic(at: keys.first?.range ?? SourceRange(0, 0))
    } catch is SpillFault {
      throw Diagnostic("E0517", "the file of `sort` holds something else than was written to it", exit: .failed)
    }
  }
}
