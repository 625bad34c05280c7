package import HvSyntax
import HvValues

/// A word that can stand at the head of a stage.
///
/// A command is one file: its signature (from which help, completion and the argument check come) and `plan`, which
/// turns a checked call into a stage.
package protocol Command: Sendable {
  var signature: Signature { get }
  /// Checks what only this command can check, and plans the stage. Nil after reporting an error.
  func plan(_ site: CallSite) -> PlannedStage?
  /// The words that may follow as commands of their own: `create` after `projects`.
  var actions: [String] { get }
  /// The command that one of these words leads to; its name holds both words.
  func action(_ word: String) -> (any Command)?
}

extension Command {
  package var actions: [String] { [] }
  package func action(_ word: String) -> (any Command)? { nil }
}

/// What a command takes and gives, as help shows it.
package struct Signature: Sendable {
  /// What may flow in.
  package enum Input: Sendable { case none, optional, required }

  /// What an argument can be, for whoever types it.
  package indirect enum Domain: Sendable {
    /// Whatever the type says.
    case any
    /// A name of a record of the kind.
    case names(String)
    case choices([String])
    case flag, day, period, file
    case several([Domain])
  }

  package struct Parameter: Sendable {
    package let name: String
    /// For help: `expression`, `number`, `field`, `date`.
    package let type: String
    package let isRequired: Bool
    /// Given by name only.
    package let isNamed: Bool
    /// May be given any number of times.
    package let isVariadic: Bool
    package let summary: String
    package let domain: Domain
    /// Given with `do`, or by name.
    var isBlock: Bool { type == "block" }

    package init(
      _ name: String, _ type: String, required: Bool = true, named: Bool = false, variadic: Bool = false,
      _ summary: String = "", domain: Domain = .any
    ) {
      self.domain = domain
      self.name = name
      self.type = type
      self.isRequired = required && !named
      self.isNamed = named
      self.isVariadic = variadic
      self.summary = summary
    }
  }

  /// A word that leads to a command of its own: `create` after `projects`.
  struct Action: Sendable {
    let word: String
    let summary: String
  }

  /// A line that runs against the sandbox, and what it shows.
  package struct Example: Sendable {
    package let code: String
    package let summary: String
    package init(_ code: String, _ summary: String) {
      self.code = code
      self.summary = summary
    }
  }

  package let name: String
  package let summary: String
  package let parameters: [Parameter]
  /// Takes `by key, …`.
  package let takesKeys: Bool
  /// Any named argument is taken: `extend x: …`.
  package let takesAnyName: Bool
  package let input: Input
  package let buffering: Buffering
  /// `one`, `many`, or `as many as come in`.
  package let gives: String
  package let examples: [Example]

  package init(
    _ name: String, _ summary: String, _ parameters: [Parameter] = [], keys: Bool = false, anyName: Bool = false,
    input: Input = .required, buffering: Buffering = .streams, gives: String = "many", examples: [Example]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.takesKeys = keys
    self.takesAnyName = anyName
    self.input = input
    self.buffering = buffering
    self.gives = gives
    self.examples = examples
  }

  /// The parameters that are given by their place.
  var places: [Parameter] { parameters.filter { !$0.isNamed && !$0.isBlock } }

  /// `first [count]`, `where condition`, `retry times do < … >`
  package var usage: String {
    var words = [name]
    for p in places {
      let word = p.name + (p.isVariadic ? ", …" : "")
      words.append(p.isRequired ? word : "[\(word)]")
    }
    for (i, p) in parameters.filter(\.isBlock).enumerated() {
      let word = (i == 0 ? "do" : p.name + ":") + " < … >"
      words.append(p.isRequired ? word : "[\(word)]")
    }
    let named = parameters.filter(\.isNamed)
    for p in named.prefix(2) { words.append("[\(p.name): \(p.type)]") }
    if named.count > 2 { words.append("[…]") }
    if takesKeys { words.append("[by key, …]") }
    return words.joined(separator: " ")
  }
}

/// One call of a command, with all that its plan may ask.
package struct CallSite {
  package let call: Call
  package let range: SourceRange
  /// What flows in, nil where nothing does.
  package let input: Flow?
  /// The scope around the stage; its item is that of the enclosing block.
  package let scope: Scope
  package let resolver: Resolver

  package var word: String { call.word.text }
  package var wordRange: SourceRange { call.word.range }

  package var positional: [Expression] {
    call.arguments.compactMap { if case .positional(let e) = $0 { e } else { nil } }
  }
  package var named: [NamedArgument] {
    call.arguments.compactMap { if case .named(let n) = $0 { n } else { nil } }
  }
  package func named(_ name: String) -> Expression? { named.first { $0.name.text == name }?.value }
  /// What stands after `do`: a block, or the variable that holds one.
  package var block: Expression? {
    for argument in call.arguments {
      switch argument {
      case .block(let block): return Expression(kind: .block(block), range: block.range)
      case .run(let name): return Expression(kind: .variable(name.text), range: name.range)
      case .positional, .named: continue
      }
    }
    return nil
  }

  /// The scope for expressions over the incoming rows.
  package var rowScope: Scope {
    var rows = scope.with(item: input?.item ?? scope.item)
    rows.isRepeated = scope.isRepeated || input?.many == true
    return rows
  }

  /// The stage before this one writes.
  package var followsWrite: Bool { resolver.isAfterWrite }

  /// What happens here may happen any number of times: many flow in, or the stage stands in a block that is run again.
  package var isRepeated: Bool { scope.isRepeated || input?.many == true }

  /// An expression over the incoming rows.
  package func row(_ e: Expression) -> RowExpression { resolver.rowExpression(e, scope: rowScope) }

  /// An expression that is evaluated once, when the stage starts.
  package func value(_ e: Expression) -> RowExpression { resolver.rowExpression(e, scope: scope) }

  package func error(
    _ code: String, _ message: String, at range: SourceRange, _ label: String = "", help: [String] = []
  ) {
    resolver.error(code, message, at: range, label, help: help)
  }

  /// The first argument as a count of rows, or what it is without one. Nil after reporting.
  func count(or fallback: Int) -> CountArgument? {
    guard let e = positional.first ?? named("count") else {
      return CountArgument(word: word, known: fallback, expression: nil)
    }
    let typed = value(e)
    if let constant = typed.node as? ConstantNode {
      guard let known = CountArgument.count(constant.constant) else {
        error(
          "E0206",
          "`\(word)` needs a whole number that is not negative, found \(Diagnostic.clipped(constant.constant.text))",
          at: e.range,
          constant.constant.typeName)
        return nil
      }
      return CountArgument(word: word, known: known, expression: nil)
    }
    switch typed.type {
    case .number, .any: return CountArgument(word: word, known: nil, expression: typed)
    default:
      error("E0206", "`\(word)` needs a whole number, this is \(typed.type.phrase)", at: e.range, typed.type.name)
      return nil
    }
  }

  /// `lst month` read as a period that was misspelt.
  private func calendarPhrase(in given: [Expression]) -> String? {
    guard given.count >= 2, case .word(let which) = given[given.count - 2].kind,
      case .word(let unit) = given[given.count - 1].kind,
      CalendarPhrase.Unit(rawValue: unit) != nil,
      let near = Suggestion.nearest(which, in: CalendarPhrase.Which.allCases.map(\.rawValue)).first
    else { return nil }
    return "\(near) \(unit)"
  }

  /// `name contains "x"`, `hours is not null`: what is written for it.
  private func foreignCondition(_ word: Expression, in given: [Expression]) -> String? {
    guard let i = given.firstIndex(where: { $0.range == word.range }), i > 0 else { return nil }
    var value = given[i - 1]
    while true {
      switch value.kind {
      case .binary(.and, _, let right, _), .binary(.or, _, let right, _), .unary(.not, let right, _): value = right
      default:
        let next = given.indices.contains(i + 1) ? resolver.text(given[i + 1].range) : nil
        return GeneralCommands.condition(
          resolver.text(value.range) ?? "…", resolver.text(word.range) ?? "", next)
      }
    }
  }

  /// Checks the call against the signature: how many arguments, which names, whether something flows in.
  func check(_ signature: Signature) -> Bool {
    var isGood = true
    let places = signature.places
    let isVariadic = places.contains { $0.isVariadic }
    let given = positional
    if !isVariadic, given.count > places.count, let extra = given.dropFirst(places.count).first {
      if let phrase = calendarPhrase(in: given) {
        error(
          "E0204", "`\(word)` takes one argument here", at: extra.range, "surplus",
          help: ["a period?  \(word) \(phrase)"])
        return false
      }
      if let next = given.first(where: {
        if case .word(let w) = $0.kind {
          GeneralCommands.named(w) != nil && !resolver.isField(w, rowScope)
        } else {
          false
        }
      }) {
        error(
          "E0204", "a `|` is missing before `\(resolver.text(next.range) ?? "")`", at: next.range,
          "a command of its own", help: ["write  | \(resolver.text(next.range) ?? "") …"])
        return false
      }
      if let hint = foreignCondition(extra, in: given) {
        error("E0204", "`\(resolver.text(extra.range) ?? "")` is no operator", at: extra.range, "surplus", help: [hint])
        return false
      }
      var key: [String] = []
      if signature.takesKeys, call.keys.isEmpty {
        switch extra.kind {
        case .word, .field, .member: key = ["a key follows `by`:  by \(resolver.text(extra.range) ?? "…")"]
        default: break
        }
      }
      let byName = places.isEmpty && !signature.parameters.allSatisfy(\.isBlock)
      let noun = places.isEmpty ? "no argument" : places.count == 1 ? "1 argument" : "\(places.count) arguments"
      error(
        "E0204", byName ? "`\(word)` takes its arguments by name" : "`\(word)` takes \(noun), here is one more",
        at: extra.range, byName ? "without a name" : "surplus", help: ["usage:  \(signature.usage)"] + key)
      isGood = false
    }
    if !signature.takesAnyName {
      let names = signature.parameters.map(\.name)
      for argument in named where !names.contains(argument.name.text) {
        let near = Suggestion.nearest(argument.name.text, in: names)
        let known = names.isEmpty ? ["it takes none"] : ["it takes: " + names.joined(separator: ", ")]
        error(
          "E0205", "`\(word)` has no argument `\(argument.name.text)`", at: argument.name.range, "not known",
          help: near.isEmpty ? known : ["the nearest: " + near.map { "`\($0):`" }.joined(separator: ", ")])
        isGood = false
      }
    }
    let blocks = signature.parameters.filter { $0.isBlock && named($0.name) == nil }
    if let block, blocks.isEmpty {
      error(
        "E0205", "`\(word)` takes no block", at: SourceRange(block.range.start, block.range.start + 1), "not here",
        help: ["a block follows each, any, all, fold, tap or do"])
      isGood = false
    } else if let missing = blocks.dropFirst(block == nil ? 0 : 1).first(where: \.isRequired) {
      error(
        "E0204", "`\(word)` needs \(missing.name): block", at: wordRange, "missing",
        help: ["usage:  \(signature.usage)"] + signature.examples.prefix(1).map { "for example  \($0.code)" })
      isGood = false
    }
    var seen: Set<String> = []
    for argument in named where !seen.insert(argument.name.text).inserted {
      error("E0205", "`\(argument.name.text)` is given twice", at: argument.name.range, "again")
      isGood = false
    }
    let needed = places.filter { $0.isRequired }.count
    let byName = places.filter { p in named.contains { $0.name.text == p.name } }.count
    if given.count + byName < needed, !(signature.takesAnyName && !named.isEmpty) {
      let missing = places[min(given.count, places.count - 1)]
      error(
        "E0204", "`\(word)` needs \(missing.name): \(missing.type)", at: wordRange, "missing",
        help: ["usage:  \(signature.usage)"] + signature.examples.prefix(1).map { "for example  \($0.code)" })
      isGood = false
    }
    if !call.keys.isEmpty, !signature.takesKeys {
      let keys = call.keys.first.flatMap { first in
        call.keys.last.flatMap { resolver.text(first.range.union($0.range)) }
      }
      error(
        "E0205", "`\(word)` takes no `by`", at: call.keys.first?.range ?? range, "not here",
        help: [given.isEmpty && isVariadic ? "write  \(word) \(keys ?? "…")" : "usage:  \(signature.usage)"])
      isGood = false
    }
    if signature.input == .none, input != nil {
      error(
        "E0212", "`\(word)` starts a pipeline", at: wordRange, "not here",
        help: ["to begin afresh write  (\(resolver.text(range) ?? word))"])
      isGood = false
    }
    if signature.input == .required, input == nil {
      resolver.lacksInput = true
      error(
        "E0212", "`\(word)` works on what flows in, and nothing does here", at: wordRange, "no input",
        help: signature.examples.prefix(1).map { "for example  \($0.code)" })
      isGood = false
    }
    return isGood
  }
}

extension CallSite {
  /// A stage for one item as a stage for what flows in: started for each of many, several at a time.
  package func forEach(_ one: PlannedStage, _ input: Flow) -> PlannedStage {
    guard input.many else { return one }
    let plan = Plan([one], flow: one.flow, range: range)
    // One after the other where anything writes, the arguments included.
    let width = plan.hasEffects || resolver.hasEffects ? 1 : EachStage.defaultWidth
    return BlockRunner(plan: plan, word: word, range: wordRange, bindsItem: false).eachStage(
      word, range, width: width, reads: one.reads, variables: scope.count)
  }
}

/// A count of rows: known when the program is checked, or evaluated when the stage starts.
struct CountArgument: Sendable {
  let word: String
  let known: Int?
  let expression: RowExpression?

  static func count(_ value: Value) -> Int? {
    guard case .number(let n) = value, let whole = n.integer, whole >= 0 else { return nil }
    return Int(exactly: whole)
  }

  func value(_ frame: Frame) async throws -> Int {
    if let known { return known }
    guard let expression else { return 0 }
    let rows = frame.forRows()
    try await expression.prepare(rows)
    let value = try await expression.node.value(rows)
    guard let count = Self.count(value) else {
      throw Diagnostic(
        "E0302", "`\(word)` needs a whole number that is not negative, found \(Diagnostic.clipped(value.text))",
        at: expression.range,
        "here", exit: .failed)
    }
    return count
  }

  /// A stage that is made once the count is known.
  func stage(_ frame: Frame, _ make: @escaping (Int) -> any Stage) -> any Stage {
    if let known { return make(known) }
    var running: (any Stage)?
    return ClosureStage { demand in
      if running == nil { running = make(try await value(frame)) }
      return try await running?.next(demand)
    }
  }
}
