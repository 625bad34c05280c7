import HvSyntax
import HvValues

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
    var stage = PlannedStage(
      "unique", at: site.range, Flow(input.item, many: true), buffering: .holdsAll, reads: reads, passesRows: true
    ) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let inner = frame.forRows()
      let rows = RowCounter(frame)
      var seen = SeenKeys()
      var isPrepared = false
      return ClosureStage { demand in
        if !isPrepared {
          for key in keys { try await key.prepare(inner) }
          isPrepared = true
        }
        while let batch = try await source.next(demand == .max ? .max : Demand.onePage) {
          try Task.checkCancellation()
          let kept =
            keys.isEmpty
            ? seen.places(ofNewIn: batch)
            : seen.places(of: try await rows.columns(keys, over: batch, inner), batch.count)
          if kept.count == batch.count { return batch }
          if !kept.isEmpty {
            return Batch(batch.source, selection: kept.map { Int32(truncatingIfNeeded: batch.sourceIndex($0)) })
          }
        }
        return nil
      }
    }
    stage.expressions = keys
    return stage
  }
}

/// The keys, or whole items, that came before.
private struct SeenKeys {
  private var table = KeyTable()
  /// What the items are made of, where all were records of one shape: then their columns stand for them.
  private var shape: Shape?

  /// The rows whose key did not come before.
  mutating func places(of keys: [Column], _ count: Int) -> [Int] {
    (0..<count).filter { row in
      let known = table.count
      return table.slot(keys, at: row) == known
    }
  }

  /// The rows that did not come before.
  mutating func places(ofNewIn batch: Batch) -> [Int] {
    if let rows = batch.source as? any ColumnarRows, table.count == 0 || shape === rows.shape {
      shape = rows.shape
      return places(of: rows.columns.map { $0.picking(batch.selection) }, batch.count)
    }
    if let shape {
      var records = KeyTable()
      for key in table.keys { _ = records.slot([.record(Record(shape, key))]) }
      table = records
      self.shape = nil
    }
    return places(of: [Column(ContiguousArray(batch.values))], batch.count)
  }
}
