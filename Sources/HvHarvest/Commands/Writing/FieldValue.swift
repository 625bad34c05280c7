import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues

/// What a field of a body takes: which types the check lets through, and how a value is spelled for the API.
extension BodyField {
  /// How it is typed: `client` for `client_id`, `active` for `is_active`, `users` for `user_ids`.
  var word: String {
    if reference != nil, name.hasSuffix("_id") { return String(name.dropLast(3)) }
    if reference != nil, name.hasSuffix("_ids") { return name.dropLast(4) + "s" }
    if name.hasPrefix("is_") { return String(name.dropFirst(3)) }
    return name
  }

  /// It takes whole numbers only.
  var isWhole: Bool {
    switch type {
    case .integer, .id: true
    default: false
    }
  }

  func answers(to word: String) -> Bool { name == word || self.word == word }

  /// For help and messages.
  var typeText: String { Self.text(type, reference) }

  private static func text(_ type: FieldType, _ reference: String?) -> String {
    switch type {
    case .boolean: "true or false"
    case .date: "date"
    case .datetime: "timestamp"
    case .time: "clock time"
    case .choice(let spellings): spellings.joined(separator: "|")
    case .integer, .decimal: "number"
    case .money: "amount"
    case .id: reference.map { "\($0) name or id" } ?? "id"
    case .list(let items): "list of " + (items.first.map { text($0, reference) } ?? "anything")
    case .object: "record"
    case .file: "file name"
    case .any: "anything"
    case .string, .decimalString: "text"
    }
  }

  /// What the field needs instead of a value of this type, and what to write; nil where the type may do.
  func refuses(_ given: Type) -> (needs: String, help: String?)? { Self.refuses(given, type, reference) }

  private static func refuses(_ given: Type, _ type: FieldType, _ reference: String?) -> (needs: String, help: String?)?
  {
    switch (type, given) {
    case (_, .any), (_, .null), (.any, _): nil
    case (.boolean, .bool): nil
    case (.boolean, _): ("true or false", nil)
    case (.date, .day): nil
    case (.date, _): ("a day", "dates are written  2024-01-31")
    case (.datetime, .day), (.datetime, .instant): nil
    case (.datetime, _): ("a date or timestamp", "for example  2024-01-31T09:00:00Z")
    case (.time, .time): nil
    case (.time, _): ("a clock time", "for example  9:00am  or  14:30")
    case (.id, .number), (.id, .string): nil
    case (.id, .record(let record)) where reference == nil || record.kind == nil || record.kind == reference: nil
    case (.id, _): (reference.map { "the name or id of \($0.article) \($0)" } ?? "an id", nil)
    case (.integer, .number), (.decimal, .number), (.decimal, .duration): nil
    case (.integer, _), (.decimal, _): ("a number", nil)
    case (.money, .number), (.money, .money): nil
    case (.money, _): ("an amount", "amounts are plain numbers:  500  or  12.50")
    case (.string, .string), (.string, .number), (.choice, .string), (.decimalString, .number), (.file, .string): nil
    case (.decimalString, .string): nil
    case (.file, _): ("the name of a file", "for example  \"receipt.pdf\"")
    case (.string, _), (.choice, _), (.decimalString, _): ("text", nil)
    case (.object, .record): nil
    case (.object, _): ("a record", "records are written  {name: value, …}")
    case (.list(let items), .list(let inner)):
      items.first.flatMap { refuses(inner, $0, reference) }.map {
        ("a list of which each is \($0.needs)", $0.help)
      }
    case (.list(let items), _):
      items.first.flatMap { refuses(given, $0, reference) }.map { _ in ("a list", "lists are written  [a, b]") }
    }
  }
}

/// A value that a field cannot take; it becomes a diagnostic where the place in the program is known.
struct FieldFault: Error {
  let message: String
}

/// Turns evaluated values into what the API takes.
struct FieldSpelling: Sendable {
  let host: HarvestHost
  /// How the account writes clock times.
  var uses24Hours = false
  /// The currency of the record that the amounts are for, where it is known.
  var currency: String?

  func spell(_ value: Value, as field: BodyField) async throws -> Value {
    try await spell(value, field.type, field)
  }

  private func spell(_ value: Value, _ type: FieldType, _ field: BodyField) async throws -> Value {
    if value.isNull { return .null }
    switch (type, value) {
    case (.any, _): return value
    // Harvest keeps hundredths of an hour (FACTS section 6): what is shown before it is sent is what will be there.
    case (.decimal, .number(let number)) where field.name == "hours":
      return (try? number.rounded(to: 2, .halfUp)).map { .number($0) } ?? value
    case (.integer, .number(let number)):
      if number.integer != nil { return value }
    case (.boolean, .bool), (.date, .day), (.datetime, .instant), (.decimal, .number),
      (.money, .number), (.string, .string), (.decimalString, .string), (.file, .string):
      return value
    case (.id, _):
      if let kind = field.reference { return try await id(value, kind, field) }
      if case .number(let n) = value, n.integer != nil { return value }
      if case .record(let record) = value, let id = record.id { return .number(Exact(id)) }
    case (.boolean, .string(let text)):
      if let flag = Bool(text) { return .bool(flag) }
    case (.date, .string(let text)):
      if let day = Day(text) { return .day(day) }
    case (.datetime, .day(let day)):
      if let instant = Instant(day: day, secondsOfDay: 0) { return .instant(instant) }
    case (.datetime, .string(let text)):
      if let instant = Instant(text) { return .instant(instant) }
    case (.time, .time(let time)): return .string(uses24Hours ? time.description : time.twelveHour)
    case (.time, .string(let text)):
      if let time = ClockTime(text) { return .string(uses24Hours ? time.description : time.twelveHour) }
    case (.integer, .string(let text)), (.decimal, .string(let text)), (.money, .string(let text)):
      if let number = Exact(text) { return .number(number) }
    case (.decimal, .duration(let span)):
      if let hours = span.hours, let tidy = try? hours.rounded(to: 2, .halfUp) { return .number(tidy) }
    case (.money, .money(let money)):
      if let currency, let own = money.currency.code, currency != own {
        throw FieldFault(message: "`\(field.word)` is an amount in \(currency), this is one in \(own)")
      }
      return .number(money.amount)
    case (.string, .number(let number)), (.decimalString, .number(let number)): return .string(number.description)
    case (.string, .bool), (.string, .day), (.string, .instant), (.string, .time): return .string(value.text)
    case (.choice(let spellings), .string(let text)):
      if spellings.contains(text) { return value }
      throw FieldFault(
        message: "`\(field.word)` cannot be “\(Diagnostic.clipped(text))”; it is one of: "
          + spellings.joined(separator: ", "))
    case (.object, .record(let record)): return .record(try await object(record, field))
    case (.list(let items), .list(let list)):
      guard let item = items.first else { return value }
      var out: [Value] = []
      for element in list.elements { out.append(try await spell(element, item, field)) }
      return .list(ValueList(out))
    // One where several could stand.
    case (.list(let items), _):
      if let item = items.first { return .list(ValueList([try await spell(value, item, field)])) }
    default: break
    }
    throw FieldFault(
      message: "`\(field.word)` needs \(field.typeText), this is \(Diagnostic.clipped(value.text)) (\(value.typeName))")
  }

  private func id(_ value: Value, _ kind: String, _ field: BodyField) async throws -> Value {
    switch value {
    case .number(let n) where n.integer != nil: return value
    case .string(let name): return .number(Exact(try await host.id(of: name, kind: kind)))
    case .record(let record):
      if let id = record.id, record.origin?.kind ?? kind == kind { return .number(Exact(id)) }
    default: break
    }
    throw FieldFault(
      message: "`\(field.word)` needs the name or id of \(kind.article) \(kind), this is \(value.typeName)")
  }

  /// A record whose fields are known; keys are taken as they are typed in the language.
  private func object(_ record: Record, _ field: BodyField) async throws -> Record {
    guard !field.children.isEmpty else { return record }
    var pairs: [(String, Value)] = []
    for (key, value) in record.pairs {
      guard let child = field.children.first(where: { $0.answers(to: key) }) else {
        throw FieldFault(
          message: "`\(field.word)` has no field `\(key)`; it has: "
            + field.children.map(\.word).joined(separator: ", "))
      }
      pairs.append((child.name, try await spell(value, as: child)))
    }
    // `required` inside an object means: where the object is given. An item with an id changes one that exists.
    let isChange = pairs.contains { $0.0 == "id" }
    for child in field.children where child.required && !isChange && !pairs.contains(where: { $0.0 == child.name }) {
      throw FieldFault(message: "a record of `\(field.word)` needs `\(child.word)`: \(child.typeText)")
    }
    let ends = ["from", "to"].filter { end in pairs.contains { $0.0 == end } }
    if ends.count == 1, field.children.contains(where: { $0.name == "from" }) {
      throw FieldFault(message: "`\(field.word)` needs both `from` and `to`, or neither")
    }
    return Record(pairs: pairs)
  }
}
