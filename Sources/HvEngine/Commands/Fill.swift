import HvSyntax
import HvValues

/// `fill spent_date, this month`
struct Fill: Command {
  let signature = Signature(
    "fill", "Adds a row for every day of a period that has none, and puts the rows in the order of their days.",
    [
      .init("field", "field", "the one with the day"),
      .init(
        "period", "days", required: false, "unless given, from the first day that flows in to the last",
        domain: .period),
      .init("with", "record", named: true, "the other fields of the rows that are added"),
    ], buffering: .holdsAll, gives: "many",
    examples: [
      .init(
        "me | time_entries this week | sum hours by spent_date | fill spent_date, this week, with: {sum: 0}",
        "seven days, also those without an entry")
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, let first = site.positional.first else { return nil }
    let field = site.row(first)
    guard let path = field.path, path.names.count == 1, let name = path.names.first else {
      site.error("E0206", "`fill` needs the name of a field", at: first.range, "here")
      return nil
    }
    switch field.type {
    case .day, .any: break
    default:
      site.error(
        "E0206", "`fill` needs a field with days, this is \(field.type.phrase)", at: first.range, field.type.name)
      return nil
    }
    let period = site.positional.count > 1 ? site.value(site.positional[1]) : nil
    if let period {
      switch period.type {
      case .range, .any: break
      default:
        site.error("E0206", "`fill` needs a period, this is \(period.type.phrase)", at: period.range, period.type.name)
        return nil
      }
    }
    let defaults = site.named("with").map { site.value($0) }
    let range = site.range
    var stage = PlannedStage(
      "fill", at: site.range, Flow(input.item, many: true), buffering: .holdsAll, reads: .everything
    ) {
      upstream, frame, _ in
      DeferredStage {
        let rows = try await upstream?.drain() ?? []
        let inner = frame.forRows()
        var others = Record(pairs: [])
        if let defaults, case .record(let record) = try await defaults.node.value(inner) { others = record }
        return try Self.filled(rows, name, try await period?.node.value(inner), others, range)
      }
    }
    stage.expressions = [period, defaults].compactMap { $0 }
    return stage
  }

  /// More days than this are a mistake.
  private static let mostDays = 100_000

  private static func filled(
    _ rows: [Value], _ name: String, _ period: Value?, _ others: Record, _ range: SourceRange
  ) throws -> [Value] {
    func day(_ value: Value) -> Day? {
      if case .record(let record) = value, case .day(let day)? = record[name] { day } else { nil }
    }
    var byDay: [Int32: [Value]] = [:]
    var undated: [Value] = []
    for row in rows {
      if let day = day(row) { byDay[day.daysSinceEpoch, default: []].append(row) } else { undated.append(row) }
    }
    var (first, last) = (byDay.keys.min(), byDay.keys.max())
    if case .range(let given)? = period {
      if case .day(let day)? = given.lower { first = day.daysSinceEpoch }
      if case .day(let day)? = given.upper { last = day.daysSinceEpoch }
    }
    guard let first, let last, first <= last else { return rows }
    guard Int(last) - Int(first) < mostDays else {
      throw Diagnostic("E0302", "`fill` would add more than \(mostDays) days", at: range, "here", exit: .failed)
    }
    let shape: Shape? = rows.lazy.compactMap { if case .record(let record) = $0 { record.shape } else { nil } }.first
    let keys = shape?.keys ?? [name] + others.shape.keys
    let made = shape ?? Shape(keys)
    var out: [Value] = []
    // What lies outside of the period stays.
    let days = Set(byDay.keys).union(first...last).sorted()
    for number in days {
      if let known = byDay[number] {
        out += known
      } else {
        out.append(
          .record(
            Record(made, keys.map { $0 == name ? .day(Day(daysSinceEpoch: number)) : others[$0] ?? .null })))
      }
    }
    return out + undated
  }
}
