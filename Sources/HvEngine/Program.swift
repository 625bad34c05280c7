package import HvSyntax
package import HvValues

/// A checked program, statement by statement.
package struct Program: Sendable {
  package enum Step: Sendable {
    case binding(name: String, BoundValue)
    /// A pipeline whose result is written.
    case output(Plan)
    /// A command of the program's own, known from here on.
    case definition
    /// Help that was asked for.
    case text(String)
    /// What a pipeline would do.
    case explanation(Plan, SourceText)
    /// A pipeline whose result is written, and what it took.
    case timed(Plan)
  }
  package let steps: [Step]
  /// The scope after each step.
  let scopes: [Scope]
}

/// What a `let` at the top level binds.
package struct BoundValue: Sendable {
  let binding: Binding
}

extension Program.Step {
  /// The pipeline that it runs, or binds.
  fileprivate var plan: Plan? {
    switch self {
    case .output(let plan), .timed(let plan): plan
    case .binding(_, let bound): if case .lazy(let plan) = bound.binding { plan } else { nil }
    case .definition, .text, .explanation: nil
    }
  }
}

/// What stays between the programs of one shell: the variables and definitions. One program runs at a time.
package final class Session {
  private var scope = Scope()
  private var variables: [Value] = []
  package let host: any Host
  package let clock: Clock
  package let optimizes: Bool

  /// - Parameter optimizes: false runs pipelines as they are written, for comparisons.
  package init(host: any Host, clock: Clock, optimizes: Bool = true) {
    self.host = host
    self.clock = clock
    self.optimizes = optimizes
  }

  /// Declares a variable that no program text bound: `$args`.
  package func bind(_ name: String, _ value: Value) {
    let type: Type =
      if case .list(let list) = value, list.elements.allSatisfy({ $0.typeName == "string" }) { .list(.string) } else {
        .any
      }
    scope.declare(name, type)
    variables.append(value)
  }

  /// Checks a whole text; nothing runs unless all of it is right.
  ///
  /// - Returns: the program, or nil with at least one error among the diagnostics.
  package func check(_ source: SourceText) -> (program: Program?, diagnostics: [Diagnostic]) {
    let tree = Parser.parse(source)
    let resolver = Resolver(host: host, clock: clock, source: source, optimizes: optimizes)
    for diagnostic in tree.diagnostics { resolver.report(diagnostic) }
    var inner = scope
    var steps: [Program.Step] = []
    var scopes: [Scope] = []
    for statement in tree.statements {
      // What does not parse is not checked as well: one mistake, one message.
      let isBroken = tree.diagnostics.contains { d in
        d.primary.map { $0.range.start >= statement.range.start && $0.range.start <= statement.range.end } ?? false
      }
      if isBroken {
        if case .let(let name, _) = statement.kind { inner.declare(name.text, .any) }
        continue
      }
      switch statement.kind {
      case .let(let name, let value):
        if let binding = resolver.binding(name, value, &inner, input: nil) {
          steps.append(.binding(name: name.text, BoundValue(binding: binding)))
        }
      case .def(let name, let parameters, let body):
        resolver.define(name, parameters, body, statement.documentation, &inner)
        steps.append(.definition)
      case .pipeline(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.output(plan)) }
      case .help(let words): steps.append(.text(Help.text(words.map(\.text), host: host, scope: inner)))
      case .explain(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.explanation(plan, source)) }
      case .time(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.timed(plan)) }
      case .use, .param, .test, .report:
        let word = source.text(statement.range).prefix { !$0.isWhitespace }
        resolver.error("E0203", "`\(word)` is not part of this version of hv yet", at: statement.range, "not yet")
      case .error: break
      }
      while scopes.count < steps.count { scopes.append(inner) }
    }
    if steps.count < tree.statements.count, !resolver.hasErrors {
      // A command that plans nothing and says nothing would otherwise be left out in silence.
      resolver.error("E0500", "a statement could not be planned", at: SourceRange(0, 0))
    }
    guard !resolver.hasErrors else { return (nil, resolver.diagnostics) }
    return (Program(steps: steps, scopes: scopes), resolver.diagnostics)
  }

  /// What a pipeline would do, told without a request.
  package func explanation(of plan: Plan, in source: SourceText, _ run: Run) -> Explanation {
    Explanation(plan, source, Frame(run: run, variables: variables))
  }

  /// Runs a checked program; `write` is given each result as it starts.
  package func run(_ program: Program, _ run: Run, write: (Program.Step, (any Stage)?) async throws -> Void)
    async throws
  {
    for (step, after) in zip(program.steps, program.scopes) {
      try Task.checkCancellation()
      let frame = Frame(run: run, variables: variables)
      run.beginStatement(step.plan, frame)
      await host.beginStatement()
      switch step {
      case .binding(_, let bound): variables.append(try await bound.binding.value(frame))
      case .output(let plan), .timed(let plan): try await write(step, try plan.start(nil, frame))
      case .text, .explanation: try await write(step, nil)
      case .definition: break
      }
      // What a statement declares is known once it has run.
      scope = after
    }
  }
}
