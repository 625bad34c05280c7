import HvSyntax
import HvValues

/// `pivot month(spent_date), sum(hours) by user.name`
struct Pivot: Command {
  let signature = Signature(
    "pivot", "Makes a table of a figure: a row for each key of `by`, a column for each value of an expression.",
    [
      .init("across", "expression", "each of its values is a column"),
      .init("figure", "expression of figures", "what stands in the cells: sum(hours)"),
      .init("total", "true or false", named: true, "a last column over all, `total`"),
      .init("partial", "true or false", named: true, "of what can be read, where not all of it can"),
    ], keys: true, buffering: .holds(1), gives: "many",
    examples: [
      .init(
        "time_entries last 3 months | pivot month(spent_date), sum(hours) by client.name | first 3", "a column a month"),
      .init(
        "time_entries this week | pivot weekday(spent_date), sum(hours), total: true by user.name | first 3",
        "with the whole week"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.input != nil, let completeness = site.completeness(), site.positional.count == 2 else { return nil }
    guard
      let plan = SummaryPlan(site, columns: [("figure", site.positional[1])], across: site.positional[0])
    else { return nil }
    var total = false
    if let e = site.named("total") {
      guard case .bool(let wanted)? = site.value(e).constant else {
        site.error("E0206", "`total` needs true or false", at: e.range, "here")
        return nil
      }
      total = wanted
    }
    var fields = plan.keyFields.filter { $0.name != "across" }
    let names = fields.map(\.name)
    if total { fields.append(.init("total", plan.columns.expressions[0].type)) }
    let flow = Flow(.record(RecordType(fields: fields, isOpen: true)), many: true)
    let withTotal = total
    var stage = PlannedStage("pivot", at: site.range, flow, buffering: .holds(1), reads: plan.reads) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let rows = frame.forRows()
      return DeferredStage {
        // The subtotal one level up is the total of a row.
        var groups = try await SummaryGroups(plan, levels: withTotal, frame, rows)
        try await completeness.read(source, frame.run) { try await groups.add($0) }
        try groups.finish()
        return try await Self.table(groups, keys: names, keyCount: plan.keys.names.count)
      }
    }
    stage.expressions = plan.expressions
    return stage
  }

  /// - Parameters:
  ///   - keys: the names of the columns before those that are made, the currency among them.
  ///   - keyCount: how many keys there are, the one across included.
  private static func table(_ groups: SummaryGroups, keys: [String], keyCount: Int) async throws -> [Value] {
    var across: [Value] = []
    var seen: Set<Value> = []
    var met: [[Value]] = []
    var cells: [[Value]: [Value: Value]] = [:]
    var totals: [[Value]: Value] = [:]
    for group in groups.groups where group.level >= keyCount - 1 {
      // Its key is that of the row, then what is across, then the currency.
      var row = group.key
      let column = row.remove(at: keyCount - 1)
      let figure = try await groups.columns(of: group).first ?? .null
      if group.level == keyCount {
        if cells[row] == nil { met.append(row) }
        cells[row, default: [:]][column] = figure
        if seen.insert(column).inserted { across.append(column) }
      } else {
        totals[row] = figure
      }
    }
    let ordered = (try? across.sorted { try $0.sortOrder($1) == .less }) ?? across
    let labels = ordered.map { $0.isNull ? "none" : $0.text }
    let shape = Shape(keys + labels + (totals.isEmpty ? [] : ["total"]))
    return met.map { row in
      let figures = ordered.map { cells[row]?[$0] ?? .null }
      return .record(Record(shape, row + figures + (totals.isEmpty ? [] : [totals[row] ?? .null])))
    }
  }
}
