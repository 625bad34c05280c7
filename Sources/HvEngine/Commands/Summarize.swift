import HvSyntax
import HvValues

/// `summarize hours: sum(hours), n: count() by client.name`, and `rollup`, which adds subtotals.
struct Summarize: Command {
  let isRollup: Bool

  private var word: String { isRollup ? "rollup" : "summarize" }

  var signature: Signature {
    let figures = SummaryFigure.allCases.map(\.rawValue).joined(separator: ", ")
    return Signature(
      word,
      (isRollup
        ? "Makes a row of figures for each group, and rows of subtotals: their `level` says how many keys they have."
        : "Makes a row of figures for each group.") + " Figures: \(figures); money is kept apart by currency.",
      [
        .init("figure", "name: expression of figures", required: false, variadic: true),
        .init("partial", "true or false", named: true, "of what can be read, where not all of it can"),
      ], keys: true, anyName: true, buffering: .holds(1), gives: "many, a row a group; one row without keys",
      examples: isRollup
        ? [
          .init(
            "time_entries last month | rollup hours: sum(hours) by client.name, project.name | first 5",
            "each project, and each client after its projects")
        ]
        : [
          .init(
            "time_entries last month | summarize hours: sum(hours), billable: sum(hours, if: billable), n: count() by client.name",
            "a row a client"),
          .init(
            "time_entries this year | summarize share: sum(hours, if: billable) / sum(hours) by month(spent_date)",
            "figures can be computed with"),
          .init("projects | summarize names: list(name) by client.name | first 3", "what is in each group"),
        ])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.input != nil, let completeness = site.completeness() else { return nil }
    guard let summary = SummaryPlan(site, columns: site.summaryArguments) else { return nil }
    guard !summary.columns.names.isEmpty else {
      site.error(
        "E0204", "`\(word)` needs at least one figure", at: site.wordRange, "missing",
        help: ["for example  \(word) hours: sum(hours), n: count() by client.name"])
      return nil
    }
    let isRollup = isRollup
    var fields = summary.keyFields
    if isRollup { fields.append(.init("level", .number)) }
    fields += summary.columnFields
    let names = fields.map(\.name)
    guard Set(names).count == names.count else {
      site.error(
        "E0215", "a column is called like one that `\(word)` makes itself", at: site.wordRange, "taken",
        help: ["give it another name"])
      return nil
    }
    let flow = Flow(.record(RecordType(fields: fields)), many: !summary.keyFields.isEmpty)
    let shape = Shape(names)
    var stage = PlannedStage(word, at: site.range, flow, buffering: .holds(1), reads: summary.reads) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let rows = frame.forRows()
      return DeferredStage {
        var groups = try await SummaryGroups(summary, levels: isRollup, frame, rows)
        try await completeness.read(source, frame.run) { try await groups.add($0) }
        try groups.finish()
        return try await groups.rows(shape)
      }
    }
    stage.expressions = summary.expressions
    return stage
  }
}

/// The figures that a group can have.
enum SummaryFigure: String, Sendable, CaseIterable {
  case count, sum, avg, min, max, median, first, last, list, distinct

  /// Mixing currencies would make it wrong.
  var isOfAmounts: Bool { [.sum, .avg, .min, .max, .median].contains(self) }

  func type(of value: Type) -> Type {
    switch self {
    case .count: .number
    case .list, .distinct: .list(value)
    default: value
    }
  }
}

/// One figure in an expression: `sum(hours, if: billable)`.
struct Measure: Sendable {
  let figure: SummaryFigure
  let value: RowExpression?
  let condition: RowExpression?
  let range: SourceRange
}

/// Takes the figures that stand in the expressions of `summarize`.
final class MeasureSink { var measures: [Measure] = [] }

/// The figure of the group that an expression is evaluated for.
final class MeasureNode: Node, @unchecked Sendable {
  private let place: Int

  init(_ place: Int, _ range: SourceRange) {
    self.place = place
    super.init(range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    place < frame.figures.count ? frame.figures[place] : .null
  }
}

extension Resolver {
  /// A figure in an expression of `summarize`; nil where the call is one of a function.
  func measure(_ name: Name, _ arguments: [CallArgument], _ range: SourceRange, _ scope: Scope) -> Typed? {
    guard let sink = measures, let figure = SummaryFigure(rawValue: name.text) else { return nil }
    // Figures of figures there are none.
    measures = nil
    defer { measures = sink }
    let given = arguments.filter { $0.name == nil }.map { rowExpression($0.value, scope: scope) }
    if let first = given.first, case .list = first.type, Functions.named(name.text) != nil { return nil }
    var condition: RowExpression?
    for argument in arguments {
      guard let label = argument.name else { continue }
      guard label.text == "if" else {
        error("E0205", "`\(name.text)` has no argument `\(label.text)`", at: label.range, "not known", help: ["if: …"])
        return failed(range)
      }
      let typed = rowExpression(argument.value, scope: scope)
      expectBool(Typed(typed.node, typed.type), "`if`", argument.value.range)
      condition = typed
    }
    guard given.count <= 1, figure == .count || given.count == 1 else {
      error(
        "E0204", "`\(name.text)` takes one expression\(figure == .count ? " at most" : "")", at: range, "",
        help: ["for example  \(name.text)(hours, if: billable)"])
      return failed(range)
    }
    let type = given.first?.type ?? .number
    if figure == .sum || figure == .avg || figure == .median, !type.isNumeric {
      error("E0206", "`\(name.text)` needs numbers, this is \(type.phrase)", at: given[0].range, type.name)
      return failed(range)
    }
    sink.measures.append(Measure(figure: figure, value: given.first, condition: condition, range: range))
    return Typed(MeasureNode(sink.measures.count - 1, range), figure.type(of: type))
  }
}

extension CallSite {
  /// The arguments that are columns: all but those that the command has for itself.
  fileprivate var summaryArguments: [(name: String?, value: Expression)] {
    call.arguments.compactMap { argument in
      switch argument {
      case .positional(let e): (nil, e)
      case .named(let named): named.name.text == "partial" ? nil : (named.name.text, named.value)
      case .block, .run: nil
      }
    }
  }
}

/// What `summarize`, `rollup` and `pivot` make of a call: keys, figures, and the columns made of them.
struct SummaryPlan: Sendable {
  let keys: NamedColumns
  let measures: [Measure]
  /// Expressions over the figures.
  let columns: NamedColumns
  /// Amounts of money are in it: each currency has rows of its own.
  let byCurrency: Bool

  /// Nil after reporting.
  ///
  /// - Parameter across: one more key, behind those of `by`.
  init?(_ site: CallSite, columns given: [(name: String?, value: Expression)], across: Expression? = nil) {
    var keys = NamedColumns()
    for key in site.call.keys { guard keys.add(key.name?.text, key.value, site) else { return nil } }
    if let across { guard keys.add("across", across, site) else { return nil } }
    let sink = MeasureSink()
    site.resolver.measures = sink
    defer { site.resolver.measures = nil }
    var columns = NamedColumns()
    for column in given {
      guard columns.add(column.name, column.value, site), let made = columns.expressions.last else { return nil }
      guard made.reads == .none else {
        site.error(
          "E0206", "this is a field of single rows, and a group has many", at: column.value.range, "of each row",
          help: ["make a figure of it:  first(…), sum(…), list(…)", "or group by it:  by …"])
        return nil
      }
    }
    self.keys = keys
    self.columns = columns
    measures = sink.measures
    // A key of that name keeps the currencies apart itself.
    byCurrency =
      !keys.names.contains("currency")
      && measures.contains { measure in
        guard measure.figure.isOfAmounts, case .money? = measure.value?.type else { return false }
        return true
      }
  }

  var keyFields: [RecordType.Field] {
    zip(keys.names, keys.expressions).map { $1.field(named: $0) } + (byCurrency ? [.init("currency", .string)] : [])
  }

  var columnFields: [RecordType.Field] { zip(columns.names, columns.expressions).map { .init($0, $1.type) } }

  var reads: FieldUse {
    measures.reduce(keys.reads) {
      $0.union($1.value?.reads ?? .none).union($1.condition?.reads ?? .none)
    }
  }

  var expressions: [RowExpression] {
    keys.expressions + measures.flatMap { [$0.value, $0.condition].compactMap { $0 } } + columns.expressions
  }
}

/// The groups met so far, in the order in which they were met.
struct SummaryGroups {
  /// The figures of one group.
  struct Group {
    let key: [Value]
    /// How many of the keys it has: all, or fewer for a subtotal.
    let level: Int
    var figures: [SummaryAccumulator]
  }

  private let plan: SummaryPlan
  private let frame: Frame
  private let rows: Frame
  private let counter: RowCounter
  private let levels: Bool
  private var slots: [[Value]: Int] = [:]
  private(set) var groups: [Group] = []

  /// - Parameter levels: make subtotals as well.
  init(_ plan: SummaryPlan, levels: Bool, _ frame: Frame, _ rows: Frame) async throws {
    self.plan = plan
    self.levels = levels
    self.frame = frame
    self.rows = rows
    counter = RowCounter(frame)
    for expression in plan.expressions { try await expression.prepare(rows) }
  }

  mutating func add(_ batch: Batch) async throws {
    let keys = try await counter.columns(plan.keys.expressions, over: batch, rows)
    counter.rewind(batch.count)
    var values: [[Value]?] = []
    var conditions: [[Value]?] = []
    for measure in plan.measures {
      var condition: [Value]?
      if let expression = measure.condition {
        condition = try await counter.evaluate(expression, over: batch, rows)
        counter.rewind(batch.count)
      }
      // Only the rows that count are computed: the others may have nothing to compute with.
      values.append(try await measure.value.asyncMap { try await self.values($0, condition, batch) })
      conditions.append(condition)
    }
    counter.rewind(-batch.count)
    for i in 0..<batch.count {
      let key = keys.map { $0.values[i] }
      let currency = plan.byCurrency ? try currency(values, i) : nil
      for level in levels ? Array(0...key.count) : [key.count] {
        var whole = Array(key.prefix(level)) + Array(repeating: Value.null, count: key.count - level)
        if let currency { whole.append(currency) }
        let slot = slot(whole, level)
        for (place, measure) in plan.measures.enumerated() {
          if let condition = conditions[place], case .bool(true) = condition[i] {
          } else if conditions[place] != nil {
            continue
          }
          let value = values[place]?[i]
          if let value, value.isNull { continue }
          do { try groups[slot].figures[place].add(value) } catch {
            throw Diagnostic.located(error, at: measure.range)
          }
        }
      }
    }
  }

  /// An expression for the rows of a batch where a condition holds, null for the others.
  private func values(_ expression: RowExpression, _ condition: [Value]?, _ batch: Batch) async throws -> [Value] {
    let counted = condition.map { values in
      values.indices.filter { if case .bool(true) = values[$0] { true } else { false } }
    }
    guard let counted, counted.count < batch.count else {
      defer { counter.rewind(batch.count) }
      return try await counter.evaluate(expression, over: batch, rows)
    }
    var out = [Value](repeating: .null, count: batch.count)
    let part = Batch(batch.source, selection: counted.map { Int32(batch.sourceIndex($0)) })
    for (place, value) in zip(counted, try await counter.evaluate(expression, over: part, rows)) { out[place] = value }
    counter.rewind(part.count)
    return out
  }

  /// All rows were added: those without an amount belong to the one currency of their group, where there is one.
  mutating func finish() throws {
    guard plan.byCurrency else { return }
    var currencies: [[Value]: [Int]] = [:]
    func place(_ group: Group) -> [Value] { Array(group.key.dropLast()) + [Value(group.level)] }
    for (index, group) in groups.enumerated() where group.key.last?.isNull == false {
      currencies[place(group), default: []].append(index)
    }
    var dropped: Set<Int> = []
    for (index, group) in groups.enumerated() where group.key.last?.isNull == true {
      let others = currencies[place(group)] ?? []
      if others.isEmpty { continue }
      if group.figures.allSatisfy(\.isEmpty) {
        dropped.insert(index)
      } else if others.count == 1, let other = others.first {
        for figure in group.figures.indices {
          do { try groups[other].figures[figure].merge(group.figures[figure]) } catch {
            throw Diagnostic.located(error, at: plan.measures[figure].range)
          }
        }
        dropped.insert(index)
      }
    }
    groups = groups.indices.filter { !dropped.contains($0) }.map { groups[$0] }
  }

  private mutating func slot(_ key: [Value], _ level: Int) -> Int {
    // A key that is null is not the one of a subtotal.
    let identity = key + [Value(level)]
    if let known = slots[identity] { return known }
    groups.append(Group(key: key, level: level, figures: plan.measures.map { SummaryAccumulator($0.figure) }))
    slots[identity] = groups.count - 1
    return groups.count - 1
  }

  /// The currency of a row's amounts.
  private func currency(_ values: [[Value]?], _ row: Int) throws -> Value {
    var found: Value = .null
    for (place, measure) in plan.measures.enumerated() where measure.figure.isOfAmounts {
      guard case .money(let money)? = values[place]?[row], let code = money.currency.code else { continue }
      if case .string(let other) = found, other != code {
        throw Diagnostic.located(ValueFault(.currencies(other, code), .add), at: measure.range)
      }
      found = .string(code)
    }
    return found
  }

  /// The columns of a group.
  func columns(of group: Group) async throws -> [Value] {
    var figures: [Value] = []
    for (measure, figure) in zip(plan.measures, group.figures) {
      do { figures.append(try figure.result()) } catch { throw Diagnostic.located(error, at: measure.range) }
    }
    let inner = frame.forRows()
    inner.figures = figures
    var values: [Value] = []
    for column in plan.columns.expressions { values.append(try await column.node.value(inner)) }
    return values
  }

  /// The rows: each group, a subtotal after what it is the total of.
  func rows(_ shape: Shape) async throws -> [Value] {
    var groups = self.groups
    if groups.isEmpty, plan.keys.names.isEmpty, !plan.byCurrency {
      groups = [Group(key: [], level: 0, figures: plan.measures.map { SummaryAccumulator($0.figure) })]
    }
    var out: [Value] = []
    for group in levels ? Self.nested(groups, plan.keys.names.count) : groups {
      let values = try await columns(of: group)
      out.append(.record(Record(shape, group.key + (levels ? [Value(group.level)] : []) + values)))
    }
    return out
  }

  /// Groups in the order in which their first key was met, within it their second, and subtotals behind.
  private static func nested(_ groups: [Group], _ depth: Int) -> [Group] {
    func order(_ groups: [Group], _ place: Int) -> [Group] {
      guard place < depth else { return groups }
      var keys: [Value: [Group]] = [:]
      var met: [Value] = []
      for group in groups where group.level > place {
        if keys[group.key[place]] == nil { met.append(group.key[place]) }
        keys[group.key[place], default: []].append(group)
      }
      return met.flatMap { order(keys[$0] ?? [], place + 1) } + groups.filter { $0.level == place }
    }
    return order(groups, 0)
  }
}

/// One figure of one group, being made.
struct SummaryAccumulator {
  private let figure: SummaryFigure
  private var simple: Accumulating?
  private var values: [Value] = []
  private var seen: Set<Value> = []

  init(_ figure: SummaryFigure) {
    self.figure = figure
    simple = Aggregate.Figure(rawValue: figure.rawValue).map { Accumulating($0) }
  }

  /// - Parameter value: nil counts the row.
  mutating func add(_ value: Value?) throws {
    if simple != nil {
      try simple?.add(value ?? .null)
      return
    }
    guard let value else { return }
    switch figure {
    case .first: if values.isEmpty { values = [value] }
    case .last: values = [value]
    case .distinct: if seen.insert(value).inserted { values.append(value) }
    default: values.append(value)
    }
  }

  /// Nothing was added.
  var isEmpty: Bool { simple.map { $0.count == 0 } ?? values.isEmpty }

  /// Takes over what another one of the same figure was given.
  mutating func merge(_ other: SummaryAccumulator) throws {
    if let more = other.simple {
      try simple?.merge(more)
      return
    }
    for value in other.values { try add(value) }
  }

  func result() throws -> Value {
    if let simple { return try simple.result() }
    switch figure {
    case .first, .last: return values.first ?? .null
    case .median: return try Self.median(values)
    default: return .list(ValueList(values))
    }
  }

  /// The value in the middle; of two in the middle the mean.
  static func median(_ values: [Value]) throws -> Value {
    guard !values.isEmpty else { return .null }
    let sorted = try values.sorted { try $0.sortOrder($1) == .less }
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return try sorted[middle - 1].adding(sorted[middle]).divided(by: Value(2))
  }
}
