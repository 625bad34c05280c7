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
      return DeferredStage {
        for key in columns.expressions { try await key.prepare(rows) }
        var slots: [[Value]: Int] = [:]
        var groups: [(key: [Value], rows: [Value])] = []
        while let batch = try await upstream?.next(.max) {
          try Task.checkCancellation()
          let made = try await counter.columns(columns.expressions, over: batch, rows)
          for i in 0..<batch.count {
            let key = made.map { $0.values[i] }
            if slots[key] == nil {
              slots[key] = groups.count
              groups.append((key, []))
            }
            if let slot = slots[key] { groups[slot].rows.append(batch.value(i)) }
          }
        }
        return groups.map { .record(Record(shape, $0.key + [.list(ValueList($0.rows))])) }
      }
    }
    stage.expressions = keys.expressions
    return stage
  }
}
