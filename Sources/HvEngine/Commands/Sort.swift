import HvSyntax
import HvValues

/// `sort -hours, name`
struct Sort: Command {
  let signature = Signature(
    "sort", "Orders the items by one or more expressions; `-` or `desc` turns one around. Nulls come last.",
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
    return PlannedStage(
      "sort", at: site.range, Flow(input.item, many: true), buffering: .holdsAll, reads: reads, passesRows: true
    ) {
      upstream, frame, _ in
      SortStage(upstream ?? BatchStage([Batch]()), plannedKeys.map(\.expression), plannedKeys.map(\.descending), frame)
    }
  }
}

/// Reads everything, orders the places of the rows by their keys, and hands them out page by page. It is stable.
final class SortStage: Stage {
  private let upstream: any Stage
  private let keys: [RowExpression]
  private let descending: [Bool]
  private let frame: Frame
  private let rows: RowCounter
  private var sorted: [(batch: Int32, row: Int32)]?
  private var batches: [Batch] = []
  private var place = 0

  init(_ upstream: any Stage, _ keys: [RowExpression], _ descending: [Bool], _ frame: Frame) {
    self.keys = keys
    self.descending = descending
    self.frame = frame.forRows()
    self.rows = RowCounter(frame)
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if sorted == nil { try await sort() }
    guard let sorted, place < sorted.count else { return nil }
    let end = min(sorted.count, place + max(1, min(demand, Demand.onePage)))
    let values = sorted[place..<end].map { batches[Int($0.batch)].source.row(Int($0.row)) }
    place = end
    return Batch(values)
  }

  private func sort() async throws {
    for key in keys { try await key.prepare(frame) }
    var places: [(batch: Int32, row: Int32)] = []
    var columns: [[Value]] = keys.map { _ in [] }
    while let batch = try await upstream.next(.max) {
      try Task.checkCancellation()
      let made = try await rows.columns(keys, over: batch, frame)
      for (i, column) in made.enumerated() { columns[i] += column.values }
      for i in 0..<batch.count {
        places.append((Int32(truncatingIfNeeded: batches.count), Int32(truncatingIfNeeded: batch.sourceIndex(i))))
      }
      batches.append(batch)
    }
    let (keyColumns, backwards) = (columns, descending)
    var fault: (any Error)?
    let order = (0..<places.count).sorted { a, b in
      for (column, isBackwards) in zip(keyColumns, backwards) {
        do {
          switch try column[a].sortOrder(column[b]) {
          case .equal: continue
          case .less: return column[a].isNull || column[b].isNull ? true : !isBackwards
          case .greater: return column[a].isNull || column[b].isNull ? false : isBackwards
          }
        } catch {
          if fault == nil { fault = error }
          return false
        }
      }
      return a < b
    }
    if let fault = fault as? ValueFault { throw fault.diagnostic(at: keys.first?.range ?? SourceRange(0, 0)) }
    sorted = order.map { places[$0] }
  }
}

/// `unique`, `unique project`
struct Unique: Command {
  let signature = Signature(
    "unique", "Keeps the first item of each value, or of each value of the keys.",
    [.init("key", "expression", required: false, variadic: true)], buffering: .holdsAll, gives: "as many as differ",
    examples: [
      .init("time_entries this month | get project.name | unique", "the projects worked on"),
      .init("projects | unique client.id | select client.name", "one project a client"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    let keys = site.positional.map { site.row($0) }
    let reads = keys.isEmpty ? FieldUse.everything : keys.reduce(FieldUse.none) { $0.union($1.reads) }
    return PlannedStage(
      "unique", at: site.range, Flow(input.item, many: true), buffering: .holdsAll, reads: reads, passesRows: true
    ) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let inner = frame.forRows()
      let rows = RowCounter(frame)
      var seen: Set<[Value]> = []
      var isPrepared = false
      return ClosureStage { demand in
        if !isPrepared {
          for key in keys { try await key.prepare(inner) }
          isPrepared = true
        }
        while let batch = try await source.next(demand == .max ? .max : Demand.onePage) {
          try Task.checkCancellation()
          let columns =
            keys.isEmpty ? [Column(ContiguousArray(batch.values))] : try await rows.columns(keys, over: batch, inner)
          let kept = (0..<batch.count).filter { i in seen.insert(columns.map { $0.values[i] }).inserted }
          if kept.count == batch.count { return batch }
          if !kept.isEmpty {
            return Batch(batch.source, selection: kept.map { Int32(truncatingIfNeeded: batch.sourceIndex($0)) })
          }
        }
        return nil
      }
    }
  }
}
