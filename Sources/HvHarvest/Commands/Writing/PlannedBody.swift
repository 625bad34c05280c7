import HarvestCatalog
import HvEngine
import HvSyntax
import HvValues

/// The body of a request as the program gives it: fields, and the expressions that give their values.
struct PlannedBody: Sendable {
  struct Item: Sendable {
    let field: BodyField
    let value: RowExpression
  }

  /// Every field that the body can have.
  let fields: [BodyField]
  let constraints: [Constraint]
  /// Fields that this call always sends, before those typed.
  var presets: [(field: String, value: Value)]
  var items: [Item] = []
  /// A plain record that flows in gives fields too; typed ones go before.
  var takesRecord = false
  /// Required fields may be left out.
  let isUpdate: Bool
  /// Where the call stands, for fields that came from a record.
  let range: SourceRange

  /// The fields of one body in the order typed, after those always sent.
  ///
  /// - Throws: a `Diagnostic` at the expression whose value does not do, or at the call where a field is missing.
  func evaluate(_ rows: Frame, _ incoming: Value?, _ spelling: FieldSpelling) async throws -> [(String, Value)] {
    var pairs: [(String, Value)] = []
    func set(_ name: String, _ value: Value) {
      if let place = pairs.firstIndex(where: { $0.0 == name }) {
        pairs[place].1 = value
      } else {
        pairs.append((name, value))
      }
    }
    for preset in presets { set(preset.field, preset.value) }
    if takesRecord, case .record(let record)? = incoming {
      for (key, value) in record.pairs {
        guard let field = fields.first(where: { $0.answers(to: key) }) else {
          // A column that an argument makes a field of needs no name of the API.
          if isRead(key) { continue }
          throw Diagnostic(
            "E0205", "there is no field `\(Diagnostic.clipped(key))` here", at: range, "of the record that flows in",
            help: suggestions(for: key), exit: .failed)
        }
        if value.isNull, !isUpdate { continue }
        set(field.name, try await spelled(value, field, range, spelling))
      }
    }
    for item in items {
      try await item.value.prepare(rows)
      let value = try await item.value.node.value(rows)
      if value.isNull, item.field.required {
        throw Diagnostic(
          "E0302", "`\(item.field.word)` cannot be null", at: item.value.range, "null here", exit: .failed)
      }
      set(item.field.name, try await spelled(value, item.field, item.value.range, spelling))
    }
    let given = Set(pairs.map(\.0))
    if !isUpdate, let missing = fields.first(where: { $0.required && !given.contains($0.name) }) {
      throw Diagnostic(
        "E0204", "`\(missing.word)` is missing: \(missing.typeText)", at: range, "needed here", exit: .failed)
    }
    for constraint in constraints {
      if let problem = constraint.problem(with: given, isUpdate: isUpdate) {
        throw Diagnostic("E0204", problem, at: range, "here", exit: .failed)
      }
    }
    return pairs
  }

  /// An argument reads this column of the record.
  fileprivate func isRead(_ column: String) -> Bool {
    items.contains { $0.value.reads.paths.contains { $0.names.first == column } }
  }

  private func spelled(
    _ value: Value, _ field: BodyField, _ range: SourceRange, _ spelling: FieldSpelling
  ) async throws -> Value {
    do { return try await locating(range) { try await spelling.spell(value, as: field) } } catch let fault as FieldFault
    {
      throw Diagnostic("E0302", fault.message, at: range, "here", exit: .failed)
    }
  }

  /// The names in it that have to be looked up, as far as they are known.
  func names(_ frame: Frame) -> [NameLookup] {
    items.flatMap { item in item.value.known(frame).map { $0.names(item.field, at: item.value.range) } ?? [] }
  }

  func suggestions(for name: String) -> [String] {
    let words = fields.map(\.word)
    let near = Suggestion.nearest(name, in: words)
    return (near.isEmpty ? [] : ["the nearest: " + near.map { "`\($0):`" }.joined(separator: ", ")])
      + (words.isEmpty ? ["it takes none"] : ["it takes: " + words.joined(separator: ", ")])
  }

  /// It says something about how time is tracked, which depends on the account.
  func dependsOnTimerMode(_ given: Set<String>) -> (durations: Bool, times: Bool)? {
    for case .timerMode(let durations, let times) in constraints {
      let uses = (durations: !given.isDisjoint(with: durations), times: !given.isDisjoint(with: times))
      return uses.durations || uses.times ? uses : nil
    }
    return nil
  }
}

extension Constraint {
  /// What is wrong with a body of these fields.
  func problem(with given: Set<String>, isUpdate: Bool) -> String? {
    switch self {
    case .atMostOne(let names):
      let both = names.filter(given.contains)
      return both.count > 1 ? "`\(both[0])` and `\(both[1])` exclude each other" : nil
    case .atLeastOne(let names):
      return !isUpdate && names.allSatisfy { !given.contains($0) }
        ? "one of these is needed: " + names.map { "`\($0)`" }.joined(separator: ", ") : nil
    case .timerMode(let durations, let times):
      guard let duration = durations.first(where: given.contains), let time = times.first(where: given.contains) else {
        return nil
      }
      return "`\(duration)` and `\(time)` exclude each other: an account tracks durations, or start and end"
    }
  }
}

// MARK: the check

extension CallSite {
  /// Checks the named arguments as the fields of a body. Nil after reporting.
  func body(
    _ fields: [BodyField], constraints: [Constraint] = [], presets: [(field: String, value: Value)] = [],
    isUpdate: Bool, takesRecord: Bool = false
  ) -> PlannedBody? {
    var body = PlannedBody(
      fields: fields, constraints: constraints, presets: presets, takesRecord: takesRecord, isUpdate: isUpdate,
      range: range)
    var isGood = true
    for argument in named {
      guard let field = fields.first(where: { $0.answers(to: argument.name.text) }) else {
        error(
          "E0205", "`\(word)` has no field `\(argument.name.text)`", at: argument.name.range, "not known",
          help: body.suggestions(for: argument.name.text))
        isGood = false
        continue
      }
      if body.items.contains(where: { $0.field.name == field.name }) {
        error("E0205", "`\(argument.name.text)` is given twice", at: argument.name.range, "again")
        isGood = false
        continue
      }
      guard let value = checked(argument.value, field) else {
        isGood = false
        continue
      }
      body.items.append(.init(field: field, value: value))
    }
    let typed = Set(body.items.map(\.field.name) + presets.map(\.field))
    var given = typed
    var isOpen = false
    if takesRecord, let input, case .record(let record) = input.item {
      isOpen = record.isOpen
      for known in record.fields {
        if let field = fields.first(where: { $0.answers(to: known.name) }) {
          given.insert(field.name)
          // Text is tried when it is there: a file has dates and numbers as text.
          if case .string = known.type { continue }
          if let problem = field.refuses(known.type) {
            error(
              "E0206", "`\(field.word)` needs \(problem.needs), this is \(known.type.phrase)", at: wordRange,
              "of the record that flows in", help: problem.help.map { [$0] } ?? [])
            isGood = false
          }
        } else if !body.isRead(known.name) {
          error(
            "E0205", "`\(word)` has no field `\(known.name)`", at: wordRange, "of the record that flows in",
            help: body.suggestions(for: known.name))
          isGood = false
        }
      }
    } else if takesRecord, input != nil {
      isOpen = true
    }
    guard isGood else { return nil }
    if !isUpdate, !isOpen {
      let missing = fields.filter { $0.required && !given.contains($0.name) }
      if !missing.isEmpty {
        error(
          "E0204", "`\(word)` needs " + missing.map { "`\($0.word):`" }.joined(separator: ", "), at: wordRange,
          "incomplete", help: missing.prefix(3).map { "\($0.word): \($0.typeText)" })
        return nil
      }
    }
    if isUpdate, typed.isEmpty, !takesRecord, !fields.isEmpty {
      error(
        "E0204", "`\(word)` changes nothing without a field", at: wordRange, "incomplete",
        help: ["its fields: " + fields.map(\.word).joined(separator: ", ")])
      return nil
    }
    for constraint in constraints where !isOpen {
      if let problem = constraint.problem(with: given, isUpdate: isUpdate) {
        error("E0204", problem, at: wordRange, "here")
        return nil
      }
    }
    return body
  }

  /// The expression for a field, its bare words of a choice taken as such; nil after reporting.
  private func checked(_ e: Expression, _ field: BodyField) -> RowExpression? {
    guard let prepared = prepared(e, field, field.type) else { return nil }
    let value = row(prepared)
    if field.required, case .null = value.type {
      error("E0206", "`\(field.word)` cannot be null", at: e.range, "null")
      return nil
    }
    if let problem = field.refuses(value.type) {
      error(
        "E0206", "`\(field.word)` needs \(problem.needs), this is \(value.type.phrase)", at: e.range, value.type.name,
        help: problem.help.map { [$0] } ?? [])
      return nil
    }
    if field.isWhole, let constant = value.constant, case .number(let number) = constant, number.integer == nil {
      error("E0206", "`\(field.word)` needs a whole number, this is \(number)", at: e.range, "not whole")
      return nil
    }
    return value
  }

  /// Rewrites the bare words that are spellings of a choice, and checks the records that are written out; nil after
  /// reporting.
  private func prepared(_ e: Expression, _ field: BodyField, _ type: FieldType) -> Expression? {
    switch (type, e.kind) {
    case (.choice(let spellings), .word(let word)):
      return spelled(word, spellings, field, e.range)
    case (.choice(let spellings), .string(let literal)):
      return literal.plain.map { spelled($0, spellings, field, e.range) } ?? e
    case (.list(let items), .list(let elements)):
      guard let item = items.first else { return e }
      var out: [ListItem] = []
      for element in elements {
        guard case .value(let inner) = element else {
          out.append(element)
          continue
        }
        guard let done = prepared(inner, field, item) else { return nil }
        out.append(.value(done))
      }
      return Expression(kind: .list(out), range: e.range)
    case (.list(let items), _):
      return items.first.map { prepared(e, field, $0) } ?? e
    case (.object, .record(let entries)) where !field.children.isEmpty:
      var out: [RecordItem] = []
      var given: Set<String> = []
      var isOpen = false
      for entry in entries {
        guard case .entry(let key, let value) = entry, let name = key.plain else {
          out.append(entry)
          isOpen = true
          continue
        }
        guard let child = field.children.first(where: { $0.answers(to: name) }) else {
          let words = field.children.map(\.word)
          let near = Suggestion.nearest(name, in: words)
          error(
            "E0205", "`\(field.word)` has no field `\(name)`", at: key.range, "not known",
            help: (near.isEmpty ? [] : ["the nearest: " + near.map { "`\($0)`" }.joined(separator: ", ")])
              + ["it has: " + words.joined(separator: ", ")])
          return nil
        }
        given.insert(child.name)
        guard let done = prepared(value, child, child.type) else { return nil }
        // What is wrong inside the value is told when the whole argument is checked.
        if let typed = resolver.tentatively({ row(done) }), let problem = child.refuses(typed.type) {
          error(
            "E0206", "`\(child.word)` needs \(problem.needs), this is \(typed.type.phrase)", at: value.range,
            typed.type.name, help: problem.help.map { [$0] } ?? [])
          return nil
        }
        out.append(.entry(key: key, value: done))
      }
      if !isOpen, !given.contains("id"),
        let missing = field.children.first(where: { $0.required && !given.contains($0.name) })
      {
        error(
          "E0204", "a record of `\(field.word)` needs `\(missing.word)`: \(missing.typeText)", at: e.range,
          "incomplete")
        return nil
      }
      return Expression(kind: .record(out), range: e.range)
    default: return e
    }
  }

  private func spelled(
    _ word: String, _ spellings: [String], _ field: BodyField, _ range: SourceRange
  ) -> Expression? {
    guard spellings.contains(word) else {
      let near = Suggestion.nearest(word, in: spellings)
      error(
        "E0206", "`\(field.word)` cannot be “\(word)”", at: range, "not known",
        help: near.prefix(1).map { "the nearest: \($0)" } + ["it is one of: " + spellings.joined(separator: ", ")])
      return nil
    }
    return Expression(
      kind: .string(StringLiteral(quote: .double, parts: [.text(word)], range: range)), range: range)
  }
}

extension Value {
  /// The names in the value of a field that takes ids.
  fileprivate func names(_ field: BodyField, at range: SourceRange) -> [NameLookup] {
    switch self {
    case .string(let name): field.reference.map { [NameLookup(kind: $0, name: name, range: range)] } ?? []
    case .list(let list): list.elements.flatMap { $0.names(field, at: range) }
    case .record(let record):
      record.pairs.flatMap { key, value in
        field.children.first { $0.answers(to: key) }.map { value.names($0, at: range) } ?? []
      }
    default: []
    }
  }
}
