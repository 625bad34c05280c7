import HvSyntax
import HvValues

/// `running total: hours`, `running total: hours by user.name`
struct Running: Command {
  let signature = Signature(
    "running",
    "Adds fields with the sum of an expression over a row and those before it: in all, or within each group of `by`. "
      + "Null adds nothing; money has a sum for each currency.",
    [.init("name: expression", "the field, and what is added up", required: false, variadic: true)], keys: true,
    anyName: true, gives: "as many as come in",
    examples: [
      .init(
        "time_entries last month | sum hours by day: spent_date | sort day | running total: sum | first 3",
        "what had been written by each day"),
      .init(
        "invoices this year | sort issue_date | running so_far: amount by client.name | select client.name, amount, so_far | first 3",
        "for each client by itself"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    var sums = NamedColumns()
    for argument in site.named { guard sums.add(argument.name.text, argument.value, site) else { return nil } }
    guard !sums.names.isEmpty, site.positional.isEmpty else {
      site.error(
        "E0204", "`running` needs a name for the sum", at: site.positional.first?.range ?? site.wordRange, "missing",
        help: ["for example  running total: hours"])
      return nil
    }
    for (place, sum) in sums.expressions.enumerated() where !sum.type.isNumeric {
      site.error(
        "E0206", "`running` adds numbers, this is \(sum.type.phrase)", at: site.named[place].value.range, sum.type.name)
      return nil
    }
    var keys = NamedColumns()
    for key in site.call.keys { guard keys.add(key.name?.text, key.value, site) else { return nil } }
    var type = Type.any
    if case .record(let record) = input.item {
      type = .record(
        RecordType(
          kind: record.kind, isReference: record.isReference,
          fields: record.fields.filter { !sums.names.contains($0.name) }
            + zip(sums.names, sums.expressions).map { .init($0, $1.type) }, isOpen: record.isOpen))
    } else if !input.item.isAny {
      site.error(
        "E0206", "`running` works on records, here flows \(input.item.phrase)", at: site.wordRange, input.item.name)
      return nil
    }
    let (added, groups) = (sums, keys)
    var stage = PlannedStage(
      "running", at: site.range, Flow(type, many: input.many), reads: sums.reads.union(keys.reads), passesRows: true
    ) { upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let rows = frame.forRows()
      let counter = RowCounter(frame)
      var totals: [[Value]: Value] = [:]
      var isPrepared = false
      return ClosureStage { demand in
        if !isPrepared {
          for expression in added.expressions + groups.expressions { try await expression.prepare(rows) }
          isPrepared = true
        }
        guard let batch = try await source.next(demand) else { return nil }
        let keys = try await counter.columns(groups.expressions, over: batch, rows)
        counter.rewind(batch.count)
        let values = try await counter.columns(added.expressions, over: batch, rows)
        var made = added.names.map { _ in ContiguousArray<Value>() }
        for i in 0..<batch.count {
          let key = keys.map { $0.values[i] }
          for (place, column) in values.enumerated() {
            let value = column.values[i]
            var own = key + [Value(place)]
            if case .money(let money) = value { own.append(money.currency.code.map { .string($0) } ?? .null) }
            if !value.isNull {
              do { totals[own] = try totals[own].map { try $0.adding(value) } ?? value } catch {
                throw Diagnostic.located(error, at: added.expressions[place].range)
              }
            }
            made[place].append(totals[own] ?? .null)
          }
        }
        return Batch(ViewRows(batch, added: zip(added.names, made).map { ($0, Column($1)) }))
      }
    }
    stage.expressions = sums.expressions + keys.expressions
    return stage
  }
}
