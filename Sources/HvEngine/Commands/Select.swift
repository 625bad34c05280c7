import HvSyntax
import HvValues

/// `select field, name: expression`
struct Select: Command {
  let signature = Signature(
    "select", "Makes records of the fields and expressions named, in this order.",
    [.init("field", "field or name: expression", required: false, variadic: true)], anyName: true,
    gives: "as many as come in",
    examples: [
      .init("projects | select name, client.name", "two columns, `name` and `client_name`"),
      .init("time_entries this week | select day: spent_date, hours, notes", "with a name of one's own"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input else { return nil }
    guard let columns = NamedColumns(site) else { return nil }
    guard !columns.names.isEmpty else {
      site.error(
        "E0204", "`select` needs at least one field", at: site.wordRange, "missing",
        help: ["usage:  \(signature.usage)"])
      return nil
    }
    let shape = Shape(columns.names)
    let type = RecordType(fields: zip(columns.names, columns.expressions).map { $1.field(named: $0) })
    var stage = PlannedStage("select", at: site.range, Flow(.record(type), many: input.many), reads: columns.reads) {
      upstream, frame, _ in
      ColumnsStage(upstream ?? BatchStage([Batch]()), columns, frame) { batch, made in
        Batch(ComputedRows(shape, made, count: batch.count))
      }
    }
    stage.role = .fields(FieldMap(made: columns.paths, hidden: [], passesOthers: false))
    stage.expressions = columns.expressions
    return stage
  }
}

/// Columns with names, from the arguments of `select`, `extend` or `by`.
struct NamedColumns: Sendable {
  var names: [String] = []
  var expressions: [RowExpression] = []

  init() {}

  /// All arguments of a call, positional and named, in the order typed. Nil after reporting a clash.
  init?(_ site: CallSite) {
    for argument in site.call.arguments {
      switch argument {
      case .positional(let e): guard add(nil, e, site) else { return nil }
      case .named(let named): guard add(named.name.text, named.value, site) else { return nil }
      // The check refuses them.
      case .block, .run: return nil
      }
    }
  }

  /// Adds one; without a name it is called as its path or function is.
  mutating func add(_ name: String?, _ e: Expression, _ site: CallSite) -> Bool {
    let expression = site.row(e)
    guard let name = name ?? Self.name(of: e, expression) else {
      let text = site.resolver.text(e.range) ?? "…"
      let isCondition = if case .bool = expression.type { site.word == "select" } else { false }
      site.error(
        "E0204", "this column needs a name", at: e.range, "an expression",
        help: ["write  name: \(text)"] + (isCondition ? ["rows are chosen by  where \(text)"] : []))
      return false
    }
    guard !names.contains(name) else {
      site.error(
        "E0215", "two columns would be called `\(name)`", at: e.range, "again",
        help: ["give this one a name:  other_name: …"])
      return false
    }
    names.append(name)
    expressions.append(expression)
    return true
  }

  /// A path with `_` for `.`, or the function that makes the column.
  static func name(of e: Expression, _ expression: RowExpression) -> String? {
    if let path = expression.path { return path.names.joined(separator: "_") }
    switch e.kind {
    case .call(let name, _): return name.text
    case .member(let base, let name, _):
      if let inner = Self.name(of: base) { return inner + "_" + name.text }
      return name.text
    default: return Self.name(of: e)
    }
  }

  private static func name(of e: Expression) -> String? {
    switch e.kind {
    case .word(let word): word
    case .field(let name): name.text
    case .member(let base, let name, _): Self.name(of: base).map { $0 + "_" + name.text }
    case .variable(let name): name
    default: nil
    }
  }

  var reads: FieldUse { expressions.reduce(.none) { $0.union($1.reads) } }

  /// The columns that are plain fields of the incoming rows, with their paths; nil for computed ones.
  var paths: [String: FieldPath?] {
    Dictionary(zip(names, expressions.map(\.path)), uniquingKeysWith: { first, _ in first })
  }
}

/// Computes columns over each batch and makes another batch of them.
final class ColumnsStage: Stage {
  private let upstream: any Stage
  private let columns: NamedColumns
  private let frame: Frame
  private let rows: RowCounter
  private let make: (Batch, [Column]) -> Batch
  private var isPrepared = false

  init(_ upstream: any Stage, _ columns: NamedColumns, _ frame: Frame, make: @escaping (Batch, [Column]) -> Batch) {
    self.columns = columns
    self.frame = frame.forRows()
    self.rows = RowCounter(frame)
    self.make = make
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isPrepared {
      for expression in columns.expressions { try await expression.prepare(frame) }
      isPrepared = true
    }
    guard let batch = try await upstream.next(demand) else { return nil }
    try Task.checkCancellation()
    return make(batch, try await rows.columns(columns.expressions, over: batch, frame))
  }
}

extension RowCounter {
  /// Several expressions over one batch, counting its rows once.
  func columns(_ expressions: [RowExpression], over batch: Batch, _ frame: Frame) async throws -> [Column] {
    var out: [Column] = []
    for expression in expressions {
      out.append(try await column(expression, over: batch, frame))
      rewind(batch.count)
    }
    rewind(-batch.count)
    return out
  }
}
