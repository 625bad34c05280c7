import HarvestCatalog
import HvEngine
import HvValues
import struct HarvestCatalog.Parameter

/// A condition of a `where` that became parameters of a request.
struct PushedCondition: Sendable {
  let predicate: Predicate
  /// Which parameters it sets.
  let form: Form
  /// Every row that the server sends for these parameters fulfils the condition.
  let isExact: Bool

  enum Form: Sendable {
    /// A parameter that equals the value, or one of several.
    case equal(Parameter)
    /// Days from, to, or both.
    case days(lower: Parameter?, upper: Parameter?)
    /// A timestamp from which on records were changed.
    case since(Parameter)
  }

  /// More alternatives than this are not asked for one by one.
  private static let mostAlternatives = 4

  /// Nil where the endpoint has no parameter that means the same.
  ///
  /// - Parameter allowsAlternatives: several values may become several requests.
  init?(_ predicate: Predicate, _ endpoint: Endpoint, fixed: Set<String>, allowsAlternatives: Bool) {
    let path = predicate.path.names.joined(separator: ".") + (predicate.reference == nil ? "" : ".id")
    let parameters = endpoint.query.filter { $0.filters == path && !fixed.contains($0.name) }
    guard let form = Self.form(predicate, parameters) else { return nil }
    self.predicate = predicate
    self.form = form.form
    isExact = form.isExact
    if case .equal = self.form, predicate.operands.count > 1 {
      guard allowsAlternatives, predicate.operands.count <= Self.mostAlternatives else { return nil }
    }
  }

  private static func form(_ predicate: Predicate, _ parameters: [Parameter]) -> (form: Form, isExact: Bool)? {
    if let parameter = parameters.first(where: { $0.comparison == .equal }) {
      guard predicate.comparison == .equal, predicate.operands.allSatisfy({ $0.fits(parameter) }) else { return nil }
      return (.equal(parameter), true)
    }
    let lower = parameters.first { $0.comparison == .atLeast }
    let upper = parameters.first { $0.comparison == .atMost }
    let types = predicate.operands.map(\.type)
    if let lower, case .datetime = lower.type {
      // Whether the very instant counts is not documented, so a second before is asked for and the rest is done here.
      switch (predicate.comparison, types.first) {
      case (.atLeast, .day?), (.atLeast, .instant?), (.above, .day?), (.above, .instant?), (.within, .range(.day)?),
        (.within, .range(.instant)?):
        return types.count == 1 ? (.since(lower), false) : nil
      default: return nil
      }
    }
    switch predicate.comparison {
    case .equal, .within:
      let areDays = types.allSatisfy { type in
        switch type {
        case .day: predicate.comparison == .equal
        case .range(.day): predicate.comparison == .within
        default: false
        }
      }
      guard areDays, lower != nil || upper != nil else { return nil }
      return (.days(lower: lower, upper: upper), types.count == 1 && lower != nil && upper != nil)
    case .atLeast, .above:
      guard let lower, types.count == 1, case .day? = types.first else { return nil }
      return (.days(lower: lower, upper: nil), true)
    case .atMost, .below:
      guard let upper, types.count == 1, case .day? = types.first else { return nil }
      return (.days(lower: nil, upper: upper), true)
    }
  }

  /// Narrows the parameters of the request.
  ///
  /// - Returns: whether the values are ones that the server can be asked for.
  func restrict(_ settings: inout QuerySettings, _ values: [Value]) throws -> Bool {
    switch form {
    case .equal(let parameter):
      let texts = values.compactMap { Self.text($0, parameter) }
      guard texts.count == values.count else { return false }
      var distinct: [String] = []
      for text in texts where !distinct.contains(text) { distinct.append(text) }
      settings.require(parameter.name, oneOf: distinct)
    case .days(let lower, let upper):
      guard let span = span(values) else { return false }
      if let lower, let day = span.from { settings.bound(lower.name, day, isLower: true) }
      if let upper, let day = span.to { settings.bound(upper.name, day, isLower: false) }
    case .since(let parameter):
      let instant: Instant? =
        switch values.first {
        case .day(let day)?: Instant(day: day, secondsOfDay: 0)
        case .instant(let instant)?: instant
        case .range(let range)?:
          switch range.lower {
          case .day(let day)?: Instant(day: day, secondsOfDay: 0)
          case .instant(let instant)?: instant
          default: nil
          }
        default: nil
        }
      guard let before = instant.flatMap({ Instant(seconds: $0.seconds - 1) }) else { return false }
      settings.since(parameter.name, before)
    }
    return true
  }

  /// The days that the values leave: from the earliest to the latest; nil where they are no days.
  private func span(_ values: [Value]) -> (from: Day?, to: Day?)? {
    switch predicate.comparison {
    case .atLeast, .above, .atMost, .below:
      guard case .day(let day)? = values.first else { return nil }
      switch predicate.comparison {
      case .atLeast: return (day, nil)
      case .above: return day.adding(days: 1).map { ($0, nil) }
      case .atMost: return (nil, day)
      default: return day.adding(days: -1).map { (nil, $0) }
      }
    case .equal, .within:
      var span: (from: Day?, to: Day?)?
      for value in values {
        guard let days = PlannedQuery.days(of: value) else { return nil }
        guard let known = span else {
          span = days
          continue
        }
        span = (
          known.from.flatMap { a in days.from.map { min(a, $0) } }, known.to.flatMap { a in days.to.map { max(a, $0) } }
        )
      }
      return span
    }
  }

  /// The value as the server wants it; nil where it cannot be asked for.
  private static func text(_ value: Value, _ parameter: Parameter) -> String? {
    switch (parameter.type, value) {
    case (.id, .number(let n)): n.integer.map { String($0) }
    case (.id, .record(let record)): record.id.map { String($0) }
    case (.boolean, .bool), (.string, .string): value.text
    case (.integer, .number(let n)): n.integer.map { String($0) }
    case (.choice(let spellings), .string(let text)): spellings.contains(text) ? text : nil
    default: nil
    }
  }
}

extension Predicate.Operand {
  var type: Type {
    switch self {
    case .value(let expression): expression.type
    case .name: .string
    }
  }

  /// Whether it can be a value of the parameter, as far as is known.
  fileprivate func fits(_ parameter: Parameter) -> Bool {
    switch self {
    case .name(let lookup): return parameter.reference == lookup.kind
    case .value(let expression):
      switch (parameter.type, expression.type) {
      case (.id, .number), (.id, .record), (.boolean, .bool), (.integer, .number): return true
      case (.string, .string): return expression.constant?.text.isEmpty != true
      case (.choice(let spellings), .string):
        guard case .string(let text)? = expression.constant else { return false }
        return spellings.contains(text)
      default: return false
      }
    }
  }
}
