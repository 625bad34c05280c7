import HvSyntax
import HvValues

/// `group by client.name`
struct GroupRows: Command {
  let signature = Signature(
    "group", "Puts the items of each key together: a row with the key and the list `rows`.", [], keys: true,
    buffering: .holdsAll, gives: "many, a row a key",
    examples: [
      .init(
        "projects active: true | group by client.name | first 2 | each < {client: client_name, n: length(rows)} >",
        "how many each client has")
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    guard !site.call.keys.isEmpty else {
      site.error("E0204", "`group` needs a key", at: site.wordRange, "incomplete", help: ["group by client.name"])
      return nil
    }
    var keys = NamedColumns()
    for key in site.call.keys { guard keys.add(key.name?.text, key.value, site) else { return nil } }
    guard !keys.names.contains("rows") else {
      site.error("E0215", "a key is called `rows`", at: site.wordRange, "taken", help: ["give it a name:  by key: …"])
      return nil
    }
    let fields = zip(keys.names, keys.expressions).map { $1.field(named: $0) } + [.init("rows", .list(input.item))]
    let shape = Shape(fields.map(\.name))
    let columns = keys
    var stage = PlannedStage(
      "group", at: site.range, Flow(.record(RecordType(fields: fields)), many: true), buffering: .holdsAll,
      reads: .everything
    ) { upstream, frame, _ in
      let rows = frame.forRows()
      let counter = RowCounter(frame)
      var held = HeldRows()
      var groups: ArraySlice<(key: [Value], rows: [HeldRows.Place])>?
      return ClosureStage { _ in
        if groups == nil {
          for key in columns.expressions { try await key.prepare(rows) }
          var table = KeyTable()
          var made: [[HeldRows.Place]] = []
          while let batch = try await upstream?.next(.max) {
            try Task.checkCancellation()
            let keys = try await counter.columns(columns.expressions, over: batch, rows)
            let before = held.places.count
            held.append(batch)
            for i in 0..<batch.count {
              let slot = table.slot(keys, at: i)
              if slot == made.count { made.append([]) }
              made[slot].append(held.places[before + i])
            }
          }
          groups = zip(table.keys, made).map { ($0, $1) }[...]
        }
        // A few groups at a time: the rows that somebody decodes go when the groups go.
        var out: [Value] = []
        var count = 0
        while count < Demand.onePage, let group = groups?.popFirst() {
          out.append(.record(Record(shape, group.key + [.list(ValueList(held.batch(group.rows)))])))
          count += group.rows.count
        }
        return out.isEmpty ? nil : Batch(out)
      }
    }
    stage.expressions = keys.expressions
    return stage
  }
}
