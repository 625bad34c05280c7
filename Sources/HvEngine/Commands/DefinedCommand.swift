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
    var holdsItem = false
    var inner = definition.outer
    inner.definitions[definition.name.text] = definition
    inner.isRepeated = site.scope.isRepeated
    inner.item = site.input.flatMap { $0.many ? nil : $0.item }
    var positional = site.positional[...]
    var block = site.block
    for parameter in definition.parameters {
      let written: Expression
      var scope = site.scope
      if let named = site.named(parameter.name.text) {
        written = named
      } else if parameter.isBlock, let own = block {
        written = own
        block = nil
      } else if !parameter.isBlock, let next = positional.popFirst() {
        written = next
      } else if let fallback = parameter.defaultValue {
        written = fallback
        scope = definition.outer
        scope.isRepeated = site.scope.isRepeated
      } else {
        return nil
      }
      let held = resolver.givenBlock(written, scope)
      let given = held?.value ?? resolver.rowExpression(written, scope: scope)
      // A block may read anything of the item around it.
      if held != nil, scope.item != nil { holdsItem = true }
      if let type = parameter.type, let expected = Type(parameterType: type.text), !expected.accepts(given.type) {
        site.error(
          "E0206", "`\(site.word)` needs \(expected.phrase) as \(parameter.name.text), this is \(given.type.phrase)",
          at: given.range, given.type.name)
        return nil
      }
      if let kind = resolver.kind(of: parameter) {
        let reference = ReferenceArgument(kind: kind, given: given)
        if let fault = reference.fault(resolver.host) {
          site.error(
            "E0206", "`\(site.word)` needs the name or id of a \(kind) as \(parameter.name.text); \(fault)",
            at: given.range, given.type.name)
          return nil
        }
        arguments.append(.reference(reference, resolver.host))
        inner.declare(parameter.name.text, reference.type)
        continue
      }
      let isPeriod = parameter.isPeriod && given.type.isDay
      arguments.append(isPeriod ? .day(given) : .value(given))
      inner.declare(parameter.name.text, isPeriod ? .range(.day) : given.type, block: held?.block)
    }
    if let extra = positional.first {
      site.error(
        "E0205", "one of the arguments of `\(site.word)` is given by its place and by its name", at: extra.range,
        "again")
      return nil
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
      body, given, site.word, site.range, outerCount: outerCount, input: site.input.map { $0.many ? .many : .one },
      reads: holdsItem ? .everything : nil)
  }

  /// What a parameter is given.
  private enum Given: Sendable {
    case value(RowExpression)
    /// A day where a period is wanted: then it is the period of that day.
    case day(RowExpression)
    case reference(ReferenceArgument, any Host)

    var expressions: [RowExpression] {
      switch self {
      case .value(let expression), .day(let expression): [expression]
      case .reference(let argument, let host): argument.expressions(host)
      }
    }

    func value(_ rows: Frame) async throws -> Value {
      switch self {
      case .value(let expression): return try await expression.value(rows)
      case .day(let expression):
        let day = try await expression.value(rows)
        return .range(ValueRange(day, day))
      case .reference(let argument, _): return try await argument.value(rows)
      }
    }
  }

  private static func planned(
    _ body: Plan, _ arguments: [Given], _ word: String, _ range: SourceRange, outerCount: Int, input: Input?,
    reads: FieldUse?
  ) -> PlannedStage {
    var stage = PlannedStage(word, at: range, body.flow, reads: reads ?? body.reads) { upstream, frame, needed in
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
            throw tooDeep
          }
          let variables = values
          running = FedStage(upstream, takesOne: input == .one) { input, item in
            try plan.start(input, frame.calling(variables, item: item))
          }
        }
        return try await running?.next(demand)
      }
    }
    stage.expressions = arguments.flatMap(\.expressions)
    stage.inner = [.init(.plan(body))]
    // Its frame begins with the variables around its definition.
    stage.role = .nested(
      .init(plan: body, variables: 0) {
        planned($0, arguments, word, range, outerCount: outerCount, input: input, reads: reads)
      })
    if input != .many { stage.rowMap = rowMap(body, arguments, range, outerCount: outerCount) }
    return body.marking(stage)
  }

  /// The call as an expression, where its block and its arguments are expressions.
  private static func rowMap(_ body: Plan, _ arguments: [Given], _ range: SourceRange, outerCount: Int) -> RowMap? {
    var nodes: [Node] = []
    for argument in arguments {
      guard case .value(let expression) = argument, let node = RowMap(expression)?.node else { return nil }
      nodes.append(node)
    }
    let inlining = Inlining(nodes, from: outerCount)
    return body.rowMap?.with {
      inlining.flatMap($0.inlined) ?? CallNode(nodes, $0, outerCount: outerCount, range)
    }
  }

  static var tooDeep: Diagnostic {
    Diagnostic("E0303", "definitions call each other too deep", at: nil, exit: .failed)
  }

  /// What flows into a call.
  private enum Input { case one, many }
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
    case "block": self = .block
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
  /// Given with `do`.
  var isBlock: Bool { type?.text == "block" }

  fileprivate var isPeriod: Bool { type?.text == "range" || type?.text == "month" }

  /// What can be given for it, as completion offers it.
  fileprivate var domain: Signature.Domain {
    switch type?.text {
    case "bool": .flag
    case "date": .day
    case "month", "range": .period
    case let kind? where Type(parameterType: kind) == nil: .names(kind)
    default: .any
    }
  }
}
