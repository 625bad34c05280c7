import HvSyntax
import HvValues

/// `sum hours`, `avg hours by project.name`, `count by user.name`
struct Aggregate: Command {
  enum Figure: String, Sendable, CaseIterable { case count, sum, avg, min, max }
  let figure: Figure

  var signature: Signature {
    let parameter: [Signature.Parameter] =
      (figure == .count ? [] : [.init("expression", figure == .sum || figure == .avg ? "number" : "value")])
      + [.init("partial", "true or false", named: true, "of what can be read, where not all of it can")]
    let summary =
      switch figure {
      case .count: "Counts the items, or those of each key."
      case .sum: "Adds up; money gives a row a currency, because currencies are never mixed. Nulls are left out."
      case .avg: "The mean, rounded to 12 decimals at most; money gives a row a currency. Nulls are left out."
      case .min: "The smallest value; nulls are left out."
      case .max: "The largest value; nulls are left out."
      }
    let examples: [Signature.Example] =
      switch figure {
      case .count:
        [
          .init("projects | where active | count", "one number"),
          .init("time_entries this month | count by user.name", "a row a person"),
        ]
      case .sum:
        [
          .init("time_entries last month | sum hours", "one number"),
          .init("time_entries last month | sum hours by client.name", "a row a client"),
        ]
      case .avg: [.init("time_entries last month | avg hours by user.name", "a row a person")]
      case .min: [.init("time_entries | min spent_date", "the first day")]
      case .max: [.init("projects | max created_at", "the newest")]
      }
    return Signature(
      figure.rawValue, summary, parameter, keys: true, buffering: .holds(1), gives: "one; many with keys or for money",
      examples: examples)
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard site.input != nil, let completeness = site.completeness() else { return nil }
    var keys = NamedColumns()
    for key in site.call.keys { guard keys.add(key.name?.text, key.value, site) else { return nil } }
    let expression = site.positional.first.map { site.row($0) }
    let type = expression?.type ?? .number
    if figure == .sum || figure == .avg, !type.isNumeric {
      var help: [String] = []
      if case .record(let record) = type {
        let numeric = record.fields.filter { if case .any = $0.type { false } else { $0.type.isNumeric } }.map(\.name)
        if !numeric.isEmpty { help = ["its numbers: " + numeric.prefix(6).joined(separator: ", ")] }
      }
      site.error(
        "E0206", "`\(figure.rawValue)` needs numbers, this is \(type.phrase)", at: expression?.range ?? site.range,
        type.name, help: help)
      return nil
    }
    let figure = figure
    var isMoney = false
    if case .money = type { isMoney = true }
    // A key of that name keeps the currencies apart itself.
    let byCurrency = isMoney && figure != .count && !keys.names.contains("currency")
    let reads = keys.reads.union(expression?.reads ?? .none)
    let flow: Flow
    if keys.names.isEmpty && !byCurrency {
      flow = Flow(figure == .count ? .number : type, many: false)
    } else {
      let taken = byCurrency ? [figure.rawValue, "currency"] : [figure.rawValue]
      guard !keys.names.contains(where: { taken.contains($0) }) else {
        site.error(
          "E0215", "a key is called like a column that `\(figure.rawValue)` makes itself",
          at: site.call.keys.first?.range ?? site.range, "taken",
          help: ["give the key a name:  by key: …"])
        return nil
      }
      var fields = zip(keys.names, keys.expressions).map { $1.field(named: $0) }
      if byCurrency { fields.append(.init("currency", .string)) }
      fields.append(.init(figure.rawValue, figure == .count ? .number : type))
      flow = Flow(.record(RecordType(fields: fields)), many: true)
    }
    let names = keys
    let place = expression?.range ?? site.range
    var stage = PlannedStage(figure.rawValue, at: site.range, flow, buffering: .holds(1), reads: reads) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      let inner = frame.forRows()
      let rows = RowCounter(frame)
      return DeferredStage {
        for key in names.expressions { try await key.prepare(inner) }
        try await expression?.prepare(inner)
        var groups = Groups(figure, byCurrency: byCurrency)
        try await completeness.read(source, frame.run) { batch in
          let keyColumns = try await rows.columns(names.expressions, over: batch, inner)
          rows.rewind(batch.count)
          let values = try await expression.asyncMap { try await rows.evaluate($0, over: batch, inner) }
          if values == nil { rows.rewind(-batch.count) }
          try groups.add(keyColumns, values, count: batch.count, at: place)
        }
        return try groups.results(names.names, at: place)
      }
    }
    if names.names.isEmpty, !byCurrency { stage.role = figure == .count ? .count : .figure }
    stage.expressions = names.expressions + [expression].compactMap { $0 }
    return stage
  }
}

extension Optional {
  func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async throws -> T? {
    if let self { try await transform(self) } else { nil }
  }

  func asyncOr(_ fallback: () async throws -> Wrapped) async throws -> Wrapped {
    if let self { self } else { try await fallback() }
  }
}

/// The figures of every group met so far, in the order in which they were met.
struct Groups {
  private let figure: Aggregate.Figure
  private let byCurrency: Bool
  private var keys = KeyTable()
  private var figures: [Accumulating] = []

  init(_ figure: Aggregate.Figure, byCurrency: Bool) {
    self.figure = figure
    self.byCurrency = byCurrency
  }

  mutating func add(_ keyColumns: [Column], _ values: [Value]?, count: Int, at range: SourceRange) throws {
    if keyColumns.isEmpty && !byCurrency {
      if figures.isEmpty { figures.append(Accumulating(figure)) }
      if figure == .count, values == nil {
        figures[0].count += count
        return
      }
      if let values {
        do { for value in values where !value.isNull { try figures[0].add(value) } } catch {
          throw Diagnostic.located(error, at: range)
        }
        return
      }
    }
    for i in 0..<count {
      let value = values?[i] ?? .null
      if values != nil, value.isNull { continue }
      let slot =
        byCurrency
        ? keys.slot(keyColumns.map { $0.values[i] } + [Self.currency(of: value)]) : keys.slot(keyColumns, at: i)
      if slot == figures.count { figures.append(Accumulating(figure)) }
      do { try figures[slot].add(value) } catch { throw Diagnostic.located(error, at: range) }
    }
  }

  private static func currency(of value: Value) -> Value {
    guard case .money(let money) = value, let code = money.currency.code else { return .null }
    return .string(code)
  }

  func results(_ names: [String], at range: SourceRange) throws -> [Value] {
    do {
      if names.isEmpty && !byCurrency {
        return [try figures.first?.result() ?? Accumulating(figure).result()]
      }
      let shape = Shape(names + (byCurrency ? ["currency"] : []) + [figure.rawValue])
      return try zip(keys.keys, figures).map { .record(Record(shape, $0 + [try $1.result()])) }
    } catch { throw Diagnostic.located(error, at: range) }
  }
}

/// One figure being made.
struct Accumulating {
  private let figure: Aggregate.Figure
  var count = 0
  private var sum = ExactSum()
  private var spans: Value?
  private var currency: Currency?
  private var best: Value?
  /// The type of what is added up.
  private var type: String?
  /// It is plain numbers that are added up, the common case.
  private var isOfNumbers = false

  init(_ figure: Aggregate.Figure) { self.figure = figure }

  mutating func add(_ value: Value) throws {
    count += 1
    if isOfNumbers, case .number(let number) = value { return try faulting { try sum.add(number) } }
    switch figure {
    case .count: break
    case .sum, .avg:
      // Numbers, money and durations are not added to each other: what would the sum be of?
      if let type, type != value.typeName {
        throw FunctionFault(figure.rawValue, "\(type) and \(value.typeName) together")
      }
      type = value.typeName
      switch value {
      case .number(let n):
        isOfNumbers = true
        try faulting { try sum.add(n) }
      case .numeral(let numeral):
        guard let n = numeral.exact else { throw ValueFault(.overflow, .add) }
        try faulting { try sum.add(n) }
      case .money(let money):
        if let currency, currency != money.currency || currency == .unknown {
          throw ValueFault(.currencies(currency.code ?? "?", money.currency.code ?? "?"), .add)
        }
        currency = money.currency
        try faulting { try sum.add(money.amount) }
      case .duration: spans = try spans.map { try $0.adding(value) } ?? value
      default: throw FunctionFault(figure.rawValue, value.typeName)
      }
    case .min, .max:
      guard let current = best else {
        best = value
        return
      }
      let order = try value.sortOrder(current)
      if figure == .min ? order == .less : order == .greater { best = value }
    }
  }

  private func faulting(_ body: () throws -> Void) throws {
    do { try body() } catch is ExactFault { throw ValueFault(.overflow, .add) }
  }

  /// Takes over what another one of the same figure was given.
  mutating func merge(_ other: Accumulating) throws {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = count + other.count
    switch figure {
    case .count: break
    case .sum, .avg:
      if let type, let added = other.type, type != added {
        throw FunctionFault(figure.rawValue, "\(type) and \(added) together")
      }
      if let currency, let added = other.currency, currency != added || currency == .unknown {
        throw ValueFault(.currencies(currency.code ?? "?", added.code ?? "?"), .add)
      }
      try faulting { try sum.add(other.sum.total()) }
      if let more = other.spans { spans = try spans.map { try $0.adding(more) } ?? more }
    case .min, .max: if let best = other.best { try add(best) }
    }
    count = total
  }

  func result() throws -> Value {
    func wrap(_ exact: Exact) -> Value { currency.map { .money(Money(exact, $0)) } ?? .number(exact) }
    do {
      switch figure {
      case .count: return Value(count)
      case .sum:
        if let spans { return spans }
        return wrap(try sum.total())
      case .avg:
        if let spans { return try spans.divided(by: Value(count)) }
        return try sum.mean().map(wrap) ?? .null
      case .min, .max: return best ?? .null
      }
    } catch is ExactFault { throw ValueFault(.overflow, .add) }
  }
}
