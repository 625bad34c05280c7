import HvSyntax
import HvValues

/// `first`, `first 20`, `first 3 by client.name`
struct First: Command {
  let signature = Signature(
    "first", "Keeps the first items and stops fetching; with `by` the first of each group, and then all are read.",
    [.init("count", "number", required: false)], keys: true, gives: "many",
    examples: [
      .init("time_entries | first 3", "one request for three entries"),
      .init(
        "time_entries last month | sum hours by client.name, user.name | sort -sum | first 1 by client_name | first 3",
        "who wrote most for each client"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let n = site.count(or: 1) else { return nil }
    guard site.call.keys.isEmpty else { return plan(site, input, n) }
    var stage = PlannedStage("first", at: site.range, Flow(input.item, many: true), passesRows: true) {
      upstream, frame, _ in
      n.stage(frame) { FirstStage(upstream ?? BatchStage([Batch]()), $0) }
    }
    if let known = n.known { stage.role = .first(known) }
    return stage
  }
}

extension First {
  /// The first of each group, in the order in which they come.
  private func plan(_ site: CallSite, _ input: Flow, _ n: CountArgument) -> PlannedStage? {
    var keys = NamedColumns()
    for key in site.call.keys { guard keys.add(key.name?.text, key.value, site) else { return nil } }
    let columns = keys
    var stage = PlannedStage(
      "first", at: site.range, Flow(input.item, many: true), reads: keys.reads, passesRows: true
    ) { upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let rows = frame.forRows()
      let counter = RowCounter(frame)
      var keys = KeyTable()
      var counts: [Int] = []
      var most: Int?
      return ClosureStage { _ in
        let limit = try await most.asyncOr {
          for key in columns.expressions { try await key.prepare(rows) }
          return try await n.value(frame)
        }
        most = limit
        while let batch = try await source.next(.max) {
          let values = try await counter.columns(columns.expressions, over: batch, rows)
          var kept: [Int32] = []
          for i in 0..<batch.count {
            let slot = keys.slot(values, at: i)
            if slot == counts.count { counts.append(0) }
            guard counts[slot] < limit else { continue }
            counts[slot] += 1
            kept.append(Int32(batch.sourceIndex(i)))
          }
          if !kept.isEmpty { return Batch(batch.source, selection: kept) }
        }
        return nil
      }
    }
    stage.expressions = columns.expressions
    return stage
  }
}

final class FirstStage: Stage {
  private let upstream: any Stage
  private var left: Int
  init(_ upstream: any Stage, _ count: Int) {
    left = count
    self.upstream = upstream
  }
  func next(_ demand: Int) async throws -> Batch? {
    guard left > 0, let batch = try await upstream.next(min(demand, left)) else { return nil }
    let kept = batch.prefix(left)
    left -= kept.count
    return kept
  }
}

/// `skip 10`
struct Skip: Command {
  let signature = Signature(
    "skip", "Leaves out the first items.", [.init("count", "number", required: false)],
    examples: [.init("clients | skip 10", "all but the first ten")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let n = site.count(or: 1) else { return nil }
    return PlannedStage("skip", at: site.range, Flow(input.item, many: true), passesRows: true) { upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      var counted: Int?
      return ClosureStage { demand in
        var left = try await counted.asyncOr { try await n.value(frame) }
        defer { counted = left }
        while let batch = try await source.next(demand > Int.max - left ? .max : demand + left) {
          if left >= batch.count {
            left -= batch.count
            continue
          }
          let kept = batch.dropFirst(left)
          left = 0
          return kept
        }
        return nil
      }
    }
  }
}

/// `last 5`
struct Last: Command {
  let signature = Signature(
    "last", "Keeps the last items; where the list cannot be asked for its end, everything before them is read.",
    [
      .init("count", "number", required: false),
      .init("partial", "true or false", named: true, "of what can be read, where not all of it can"),
    ],
    buffering: .holdsAll, examples: [.init("clients | last 2", "the two that come last")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let n = site.count(or: 1), let completeness = site.completeness() else { return nil }
    var stage = PlannedStage(
      "last", at: site.range, Flow(input.item, many: true), buffering: n.known.map { .holds($0) } ?? .holdsAll,
      passesRows: true
    ) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      var running: (any Stage)?
      return ClosureStage { demand in
        if running == nil {
          let n = try await n.value(frame)
          var kept: [Batch] = []
          var count = 0
          try await completeness.read(source, frame.run) { batch in
            kept.append(batch)
            count += batch.count
            while let oldest = kept.first, count - oldest.count >= n {
              count -= oldest.count
              kept.removeFirst()
            }
          }
          if count > n, let oldest = kept.first { kept[0] = oldest.dropFirst(count - n) }
          running = BatchStage(kept)
        }
        return try await running?.next(demand)
      }
    }
    if let known = n.known { stage.role = .last(known) }
    return stage
  }
}

/// `reverse`
struct Reverse: Command {
  let signature = Signature(
    "reverse", "Emits the items in the opposite order.", buffering: .holdsAll,
    examples: [.init("clients | reverse | first 2", "from the end")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    var stage = PlannedStage(
      "reverse", at: site.range, Flow(input.item, many: true), buffering: .holdsAll, passesRows: true
    ) { upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      var held: HeldRows?
      var left = 0
      var failure: Diagnostic?
      return ClosureStage { demand in
        if held == nil {
          var all = HeldRows()
          failure = try await source.readAll { batch in all.append(batch) }
          held = all
          left = all.places.count
        }
        guard let held, left > 0 else {
          if let failure { throw failure }
          return nil
        }
        let start = left - min(left, max(1, min(demand, Demand.onePage)))
        defer { left = start }
        return held.batch(held.places[start..<left].reversed())
      }
    }
    stage.role = .reversal
    return stage
  }
}

/// `enumerate`
struct Enumerate: Command {
  let signature = Signature(
    "enumerate", "Adds a field `index`, counted from 1.", gives: "as many as come in",
    examples: [.init("tasks | enumerate | select index, name", "numbered")])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    var type = Type.any
    if case .record(let record) = input.item {
      type = .record(
        RecordType(
          kind: record.kind, isReference: record.isReference,
          fields: record.fields.filter { $0.name != "index" } + [.init("index", .number)], isOpen: record.isOpen))
    } else if !input.item.isAny {
      type = .record(RecordType(fields: [.init("value", input.item), .init("index", .number)]))
    }
    return PlannedStage("enumerate", at: site.range, Flow(type, many: input.many), passesRows: true) { upstream, _, _ in
      let source = upstream ?? BatchStage([Batch]())
      var count = 0
      return ClosureStage { demand in
        guard let batch = try await source.next(demand) else { return nil }
        let places = Column(ContiguousArray((0..<batch.count).map { Value(count + $0 + 1) }))
        count += batch.count
        if case .record? = batch.isEmpty ? nil : batch.value(0) {
          return Batch(ViewRows(batch, added: [("index", places)]))
        }
        let shape = Shape(["value", "index"])
        return Batch(ComputedRows(shape, [Column(ContiguousArray(batch.values)), places], count: batch.count))
      }
    }
  }
}
