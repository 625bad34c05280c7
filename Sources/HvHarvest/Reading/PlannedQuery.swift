import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import struct HarvestCatalog.Parameter

/// The query of a list, as far as it is known before the program runs: what was typed, and the conditions that it took
/// over from a `where`.
struct PlannedQuery: Sendable {
  /// One parameter and the expression that gives its value.
  struct Item: Sendable {
    let parameter: Parameter
    let value: RowExpression
  }
  var items: [Item] = []
  /// The expression of the positional period, which sets `from` and `to`.
  var period: RowExpression?
  var conditions: [PushedCondition] = []

  /// The query with its values.
  struct Evaluated: Sendable {
    /// The parameters, in the order typed; of alternatives, one set each.
    var alternatives: [[(String, String)]]
    /// Conditions whose values turned out not to be ones that the server can be asked for: they are applied here.
    var residual: [(predicate: Predicate, values: [Value])] = []

    /// Nothing can fulfil it.
    var isEmpty: Bool { alternatives.isEmpty }
    /// The parameters of a query that has no conditions.
    var parameters: [(String, String)] { alternatives.first ?? [] }
  }

  /// The value is the same for every one of several parents.
  func isSame(forAll siblings: Siblings) -> Bool {
    let expressions = items.map(\.value) + [period].compactMap { $0 }
    return expressions.allSatisfy { $0.reads == .none && $0.variables <= siblings.variables }
      && conditions.allSatisfy { $0.predicate.variables <= siblings.variables }
  }

  /// - Parameter item: the row that bare words are fields of, where the request is made for one.
  func evaluate(_ frame: Frame, host: HarvestHost, item: Value? = nil) async throws -> Evaluated {
    let rows = frame.forRows()
    if let item { rows.move(to: item) }
    var settings = QuerySettings()
    if let period {
      try await period.prepare(rows)
      let (from, to) = try days(of: try await period.node.value(rows), period.range)
      if let from { settings.set("from", .day(from)) }
      if let to { settings.set("to", .day(to)) }
    }
    for item in items {
      try await item.value.prepare(rows)
      let value = try await item.value.node.value(rows)
      settings.set(item.parameter.name, try await queryValue(value, item, host))
    }
    var evaluated = Evaluated(alternatives: [])
    for condition in conditions {
      let values = try await condition.predicate.values(frame)
      if try !condition.restrict(&settings, values) { evaluated.residual.append((condition.predicate, values)) }
    }
    evaluated.alternatives = settings.alternatives
    return evaluated
  }

  private func days(of value: Value, _ range: SourceRange) throws -> (Day?, Day?) {
    guard let days = Self.days(of: value) else {
      throw Diagnostic(
        "E0302", "a period was expected, this is a \(value.typeName)", at: range, "not a period", exit: .failed)
    }
    return days
  }

  /// The first and the last day of a day or a range; nil for values that are neither.
  static func days(of value: Value) -> (from: Day?, to: Day?)? {
    switch value {
    case .day(let day): return (day, day)
    case .range(let ends):
      func day(_ value: Value?) -> Day?? {
        switch value {
        case nil: .some(nil)
        case .day(let day)?: day
        case .instant(let instant)?: instant.day
        default: nil
        }
      }
      guard let from = day(ends.lower), let to = day(ends.upper) else { return nil }
      return (from, to)
    default: return nil
    }
  }

  private func queryValue(_ value: Value, _ item: Item, _ host: HarvestHost) async throws -> QuerySettings.Setting {
    let range = item.value.range
    if let kind = item.parameter.reference {
      switch value {
      case .number(let n):
        if let id = n.integer { return .text(String(id)) }
      case .string(let name):
        return .text(String(try await locating(range) { try await host.id(of: name, kind: kind) }))
      case .record(let record):
        if let id = record.id, record.origin?.kind ?? kind == kind { return .text(String(id)) }
      default: break
      }
      throw Diagnostic(
        "E0302", "`\(item.parameter.name)` needs a name or an id, this is \(value.typeName)", at: range, "here",
        exit: .failed)
    }
    switch (item.parameter.type, value) {
    case (.datetime, .day(let day)): return .text("\(day)T00:00:00Z")
    case (.date, .day(let day)): return .day(day)
    case (.datetime, .instant), (.boolean, .bool), (.integer, .number), (.decimal, .number), (.choice, .string),
      (.string, .string), (.string, .number):
      return .text(value.text)
    default:
      throw Diagnostic(
        "E0302", "`\(item.parameter.word)` needs \(item.parameter.typeText), this is \(value.typeName)", at: range,
        "here", exit: .failed)
    }
  }
}

/// The parameters of one request while they are put together.
struct QuerySettings {
  enum Setting: Equatable {
    case text(String)
    case day(Day)

    var text: String {
      switch self {
      case .text(let text): text
      case .day(let day): day.description
      }
    }
  }

  private var names: [String] = []
  private var settings: [String: Setting] = [:]
  /// The parameter that has one of several values.
  private var choice: (name: String, values: [String])?
  private var isEmpty = false

  /// What was typed.
  mutating func set(_ name: String, _ setting: Setting) {
    if settings.updateValue(setting, forKey: name) == nil { names.append(name) }
  }

  /// The parameter has to be one of these values as well.
  mutating func require(_ name: String, oneOf values: [String]) {
    var values = values
    if let known = settings[name] { values = values.filter { $0 == known.text } }
    if let choice, choice.name == name { values = values.filter(choice.values.contains) }
    guard let first = values.first else {
      isEmpty = true
      return
    }
    if values.count == 1 { set(name, .text(first)) } else { choice = (name, values) }
    if values.count == 1, choice?.name == name { choice = nil }
  }

  /// The day has to be no earlier, or no later, as well.
  mutating func bound(_ name: String, _ day: Day, isLower: Bool) {
    guard case .day(let known)? = settings[name] else { return set(name, .day(day)) }
    set(name, .day(isLower ? max(known, day) : min(known, day)))
  }

  /// The timestamp has to be no earlier as well.
  mutating func since(_ name: String, _ instant: Instant) {
    if case .text(let text)? = settings[name], let known = Instant(text), known >= instant { return }
    set(name, .text(instant.description))
  }

  /// The parameters of each request that has to be made; none where nothing can fulfil them.
  var alternatives: [[(String, String)]] {
    if isEmpty { return [] }
    if case .day(let from)? = settings["from"], case .day(let to)? = settings["to"], from > to { return [] }
    let fixed = names.compactMap { name in settings[name].map { (name, $0.text) } }
    guard let choice else { return [fixed] }
    return choice.values.map { fixed + [(choice.name, $0)] }
  }
}
