import HvCodecs
import HvSyntax
import HvValues

/// `chart bar`, `chart line client.name, hours`
struct ChartCommand: Command {
  let kind: Chart.Kind

  /// `chart`, which its kinds follow.
  static let group = CommandGroup(
    name: "chart",
    summary: "Draws figures: in the terminal, or as a picture with `save \"x.svg\"`; a chart for each currency.",
    words: Chart.Kind.allCases.map(\.rawValue), examples: [bar]
  ) { word in Chart.Kind(rawValue: word).map { ChartCommand(kind: $0) } }

  private static let bar = Signature.Example(
    "time_entries last month | sum hours by client.name | sort -sum | chart bar", "a bar a client")

  var signature: Signature {
    let (summary, example): (String, Signature.Example) =
      switch kind {
      case .bar: ("Draws a bar for each row.", Self.bar)
      case .line:
        (
          "Draws a line over the rows, in the order in which they come.",
          .init(
            "time_entries last month | sum hours by day: spent_date | sort day | chart line", "the hours of each day")
        )
      case .spark:
        (
          "Draws the figures of all rows as one line of small bars.",
          .init(
            "time_entries last month | sum hours by day: spent_date | sort day | chart spark", "the month at a glance")
        )
      case .heat:
        (
          "Draws a cell for each figure, the darker the greater: a row of cells for each row; days by weeks.",
          .init(
            "time_entries last month | pivot weekday(spent_date), sum(hours) by user.name | chart heat",
            "who works when")
        )
      }
    return Signature(
      "chart \(kind.rawValue)", summary,
      [
        .init(
          "label", "expression", required: false, "what a figure belongs to; else the first field that is no figure"),
        .init("figure", "expression", required: false, variadic: true, "what is drawn; else every field with figures"),
        .init("title", "text", named: true),
        .init("plain", "true or false", named: true, "with ASCII characters only", domain: .flag),
      ], buffering: .holdsAll, gives: "a chart", examples: [example])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    var columns = NamedColumns()
    for (place, e) in site.positional.enumerated() {
      guard columns.add(nil, e, site) else { return nil }
      let type = columns.expressions[place].type
      guard place == 0 || type.isNumeric else {
        site.error("E0206", "`chart` draws figures, this is \(type.phrase)", at: e.range, type.name)
        return nil
      }
    }
    var isPlain = false
    if let e = site.named("plain") {
      guard case .bool(let wanted)? = site.value(e).constant else {
        site.error("E0206", "`plain` needs true or false", at: e.range, "here")
        return nil
      }
      isPlain = wanted
    }
    let title = site.named("title").map { site.value($0) }
    if columns.expressions.count < 2, case .record(let record) = input.item, !record.isOpen,
      !record.fields.contains(where: { $0.name != "id" && $0.type.isNumeric })
    {
      site.error(
        "E0206", "`chart` draws figures, and these rows have none", at: site.wordRange, "nothing to draw",
        help: ["sum or count first:  … | sum hours by client.name | chart \(kind.rawValue)"])
      return nil
    }
    let (kind, range, made, drawsPlain) = (kind, site.range, columns, isPlain)
    let reads =
      made.expressions.count < 2 ? .everything : made.expressions.reduce(FieldUse.none) { $0.union($1.reads) }
    var stage = PlannedStage(
      "chart", at: site.range, Flow(.chart, many: true), buffering: .holdsAll, reads: reads
    ) { upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      return DeferredStage {
        let rows = frame.forRows()
        var heading: String?
        if let title {
          try await title.prepare(rows)
          heading = try await title.node.value(rows).text
        }
        var figures = ChartFigures(names: made.names, range: range)
        let counter = RowCounter(frame)
        for expression in made.expressions { try await expression.prepare(rows) }
        while let batch = try await source.next(.max) {
          try Task.checkCancellation()
          let cells = try await counter.columns(made.expressions, over: batch, rows)
          for i in 0..<batch.count {
            try figures.add(cells.map { $0.values[i] }, made.expressions.count < 2 ? batch.value(i) : nil)
          }
        }
        return figures.charts(kind, title: heading, isPlain: drawsPlain).map { .opaque($0) }
      }
    }
    stage.expressions = made.expressions + (title.map { [$0] } ?? [])
    return stage
  }
}

/// The figures of a chart, row by row; money is kept apart by currency.
private struct ChartFigures {
  private let range: SourceRange
  /// The label's column, then those of the figures, as far as they were named in the program.
  private let names: [String]
  private var parts: [Part] = []

  /// What is drawn together: figures of one currency, or of none.
  private struct Part {
    let currency: String?
    var labels: [Value] = []
    var series: [(name: String, values: [Exact?])] = []

    mutating func put(_ value: Exact?, _ name: String, _ row: Int) {
      let place = series.firstIndex { $0.name == name } ?? series.count
      if place == series.count { series.append((name, [])) }
      series[place].values += [Exact?](repeating: nil, count: max(0, row - series[place].values.count))
      series[place].values.append(value)
    }
  }

  init(names: [String], range: SourceRange) {
    self.names = names
    self.range = range
  }

  /// - Parameters:
  ///   - cells: the columns that the program names.
  ///   - row: the row whose other fields are the figures.
  mutating func add(_ cells: [Value], _ row: Value?) throws {
    var label = cells.first
    var figures = zip(names, cells).dropFirst().map { ($0, $1) }
    if case .record(let record)? = row {
      for (name, value) in record.pairs where name != "id" && name != names.first {
        if Self.isFigure(value) { figures.append((name, value)) }
      }
      if label == nil {
        label = record.pairs.first { $0.key != "id" && !Self.isFigure($0.value) && !$0.value.isNull }?.value
      }
    } else if let row {
      figures = [("value", row)]
    }
    var places: [Int: Int] = [:]
    for (name, value) in figures {
      let (figure, currency) = try exact(value)
      let place = parts.firstIndex { $0.currency == currency } ?? parts.count
      if place == parts.count { parts.append(Part(currency: currency)) }
      if places[place] == nil {
        places[place] = parts[place].labels.count
        parts[place].labels.append(label ?? .number(Exact(parts[place].labels.count + 1)))
      }
      parts[place].put(figure, name, places[place] ?? 0)
    }
  }

  private static func isFigure(_ value: Value) -> Bool {
    switch value {
    case .number, .numeral, .money: true
    default: false
    }
  }

  private func exact(_ value: Value) throws -> (Exact?, currency: String?) {
    switch value {
    case .null: return (nil, parts.first?.currency)
    case .number(let number): return (number, nil)
    case .money(let money): return (money.amount, money.currency.code)
    case .numeral(let numeral):
      if let number = numeral.exact { return (number, nil) }
    default: break
    }
    throw Diagnostic(
      "E0302", "`chart` draws figures, found \(Diagnostic.clipped(value.text))", at: range, "a \(value.typeName)",
      exit: .failed)
  }

  func charts(_ kind: Chart.Kind, title: String?, isPlain: Bool) -> [Chart] {
    parts.map { part in
      if kind == .heat, part.series.count == 1, let calendar = Self.calendar(part) {
        return Chart(
          kind, title: title, labels: calendar.labels, series: calendar.series, unit: part.currency, isPlain: isPlain)
      }
      let count = part.labels.count
      return Chart(
        kind, title: title, labels: part.labels.map(Self.label),
        series: part.series.map { series in
          .init(series.name, series.values + [Exact?](repeating: nil, count: max(0, count - series.values.count)))
        }, unit: part.currency, isPlain: isPlain)
    }
  }

  private static func label(_ value: Value) -> String {
    if case .record(let record) = value { return record.label ?? value.text }
    return value.isNull ? "–" : value.text
  }

  /// More days than these are no calendar that anybody could look at.
  private static let longestCalendar = 1100

  /// Days as a calendar: a row for each day of the week, a column for each week.
  private static func calendar(_ part: Part) -> (labels: [String], series: [Chart.Series])? {
    var figures: [Day: Exact] = [:]
    for (label, value) in zip(part.labels, part.series[0].values) {
      guard case .day(let day) = label else { return nil }
      guard let value else { continue }
      figures[day] = figures[day].flatMap { try? $0.adding(value) } ?? value
    }
    guard let first = figures.keys.min(), let last = figures.keys.max(), last - first <= longestCalendar,
      let monday = first.adding(days: 1 - first.weekday)
    else { return nil }
    var weeks: [Chart.Series] = []
    var start = monday
    while start <= last {
      let days = (0..<7).map { start.adding(days: $0) }
      weeks.append(.init(String(start.description.dropFirst(5)), days.map { $0.flatMap { figures[$0] } }))
      guard let next = start.adding(days: 7) else { break }
      start = next
    }
    return (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], weeks)
  }
}
