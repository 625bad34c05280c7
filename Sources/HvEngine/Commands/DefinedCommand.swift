import HvSyntax
import HvValues

/// A command made by `def`: its body runs on the whole input of the call.
struct DefinedCommand: Command {
  private let definition: Definition
  private let module: String?

  /// - Parameter module: the word before its name.
  init(_ definition: Definition, in module: String? = nil) {
    self.definition = definition
    self.module = module
  }

  var signature: Signature {
    let about = Documentation(definition.documentation, parameters: definition.parameters.map(\.name.text))
    return Signature(
      (module.map { $0 + " " } ?? "") + definition.name.text,
      about.summary.isEmpty ? "Defined with `def`." : about.summary,
      definition.parameters.map { parameter in
        Signature.Parameter(
          parameter.name.text, parameter.type?.text ?? "value", required: parameter.defaultValue == nil,
          parameter.documentation ?? about.parameters[parameter.name.text] ?? "", domain: parameter.domain)
      },
      input: .optional, gives: "what its block gives", examples: about.examples)
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    let resolver = site.resolver
    var arguments: [Given] = []
    var inner = definition.outer
    inner.definitions[definition.name.text] = definition
    inner.isRepeated = site.scope.isRepeated
    inner.item = site.input.flatMap { $0.many ? nil : $0.item }
    for (i, parameter) in definition.parameters.enumerated() {
      let given: RowExpression
      if i < site.positional.count {
        given = site.value(site.positional[i])
      } else if let named = site.named(parameter.name.text) {
        given = site.value(named)
      } else if let fallback = parameter.defaultValue {
        var outer = definition.outer
        outer.isRepeated = site.scope.isRepeated
        given = resolver.rowExpression(fallback, scope: outer)
      } else {
        return nil
      }
      if let type = parameter.type, let expected = Type(parameterType: type.text), !expected.accepts(given.type) {
        site.error(
          "E0206", "`\(site.word)` needs \(expected.phrase) as \(parameter.name.text), this is \(given.type.phrase)",
          at: given.range, given.type.name)
        return nil
      }
      let isPeriod = parameter.isPeriod && given.type.isDay
      arguments.append(Given(expression: given, isPeriod: isPeriod))
      inner.declare(parameter.name.text, isPeriod ? .range(.day) : given.type)
    }
    let scope = inner
    let before = resolver.diagnostics.count
    defer { resolver.addCall(site.wordRange, since: before) }
    guard
      let checked = resolver.entering(
        definition, { resolver.blockPlan(definition.body, scope: scope, input: site.input) })
    else {
      site.error(
        "E0220", "`\(site.word)` calls itself, or definitions call each other too often; a definition cannot",
        at: site.wordRange, "calls itself")
      return nil
    }
    guard let body = checked else { return nil }
    let given = arguments
    let outerCount = definition.outer.count
    return Self.planned(
      body, given, site.word, site.range, outerCount: outerCount, takesOne: site.input?.many == false)
  }

  /// What a parameter is given.
  private struct Given: Sendable {
    let expression: RowExpression
    /// A day is given where a period is wanted: then it is the period of that day.
    let isPeriod: Bool

    func value(_ rows: Frame) async throws -> Value {
      try await expression.prepare(rows)
      let value = try await expression.node.value(rows)
      return isPeriod ? .range(ValueRange(value, value)) : value
    }
  }

  private static func planned(
    _ body: Plan, _ arguments: [Given], _ word: String, _ range: SourceRange, outerCount: Int, takesOne: Bool
  ) -> PlannedStage {
    var stage = PlannedStage(word, at: range, body.flow, reads: body.reads) { upstream, frame, needed in
      let plan = body.needing(needed)
      var running: (any Stage)?
      return ClosureStage { demand in
        if running == nil {
          let rows = frame.forRows()
          var values = Array(frame.variables.prefix(outerCount))
          for argument in arguments {
            values.append(try await argument.value(rows))
          }
          guard frame.depth < Run.maximumDepth else {
            throw Diagnostic("E0303", "definitions call each other too deep", at: nil, exit: .failed)
          }
          let variables = values
          running = FedStage(upstream, takesOne: takesOne) { input, item in
            try plan.start(input, frame.calling(variables, item: item))
          }
        }
        return try await running?.next(demand)
      }
    }
    stage.expressions = arguments.map(\.expression)
    stage.inner = [.init(.plan(body))]
    // Its frame begins with the variables around its definition.
    stage.role = .nested(
      .init(plan: body, variables: 0) {
        planned($0, arguments, word, range, outerCount: outerCount, takesOne: takesOne)
      })
    return body.marking(stage)
  }
}

extension Type {
  /// The type that a `def` or `param` declares: `number`, `date`, `range`.
  init?(parameterType: String) {
    switch parameterType {
    case "string": self = .string
    case "number": self = .number
    case "bool": self = .bool
    case "date": self = .day
    case "month", "range": self = .range(.day)
    case "duration": self = .duration
    case "time": self = .time
    case "timestamp": self = .instant
    case "list": self = .list(.any)
    case "record": self = .record(.unknown)
    default: return nil
    }
  }

  /// Whether a value of `other` can be one of this type, as far as is known.
  package func accepts(_ other: Type) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .any), (_, .null): true
    case (.bool, .bool), (.number, .number), (.money, .money), (.string, .string), (.day, .day), (.time, .time),
      (.instant, .instant), (.duration, .duration), (.list, .list), (.range, .range), (.record, .record),
      (.block, .block),
      (.number, .money), (.range, .day):
      true
    default: false
    }
  }
}

extension Type {
  fileprivate var isDay: Bool { if case .day = self { true } else { false } }
}

extension Parameter {
  fileprivate var isPeriod: Bool { type?.text == "range" || type?.text == "month" }

  /// What can be given for it, as completion offers it.
  fileprivate var domain: Signature.Domain {
    switch type?.text {
    case "bool": .flag
    case "date": .day
    case "month", "range": .period
    default: .any
    }
  }
}
