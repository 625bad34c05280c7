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
    case explanation(Plan)
    /// A pipeline whose result is written, and what it took.
    case timed(Plan)
  }
  package let steps: [Step]
  /// How many of them write something, or may.
  package var resultCount: Int {
    steps.count { step in
      switch step {
      case .binding, .definition: false
      default: true
      }
    }
  }
  /// The scope after each step.
  let scopes: [Scope]
  /// The calendar words in it, and the days that they mean: `last month`, `2026-10-01..2026-10-31`.
  package let periods: [(words: String, days: String)]
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
  /// Every text that was run here, and the modules that they use.
  package private(set) var sources = SourceMap()
  private var library: [String: Module] = [:]
  package let host: any Host
  package let clock: Clock
  package let optimizes: Bool

  /// What the script that is checked next was called with: its `param` lines take of it, the rest is `$args`.
  package var scriptArguments: [String]?

  /// - Parameter optimizes: false runs pipelines as they are written, for comparisons.
  package init(host: any Host, clock: Clock, optimizes: Bool = true) {
    self.host = host
    self.clock = clock
    self.optimizes = optimizes
  }

  /// Keeps the result of a pipeline as a variable for the programs to come, which read it without asking for it again.
  package func keep(_ result: LazyBinding, as name: String) {
    scope.declare(name, result.plan.flow.value, isLazy: true, isMany: result.plan.flow.many)
    variables.append(.opaque(result))
  }

  /// Forgets a variable, and what it holds.
  package func forget(_ name: String) {
    guard let variable = scope.variables.removeValue(forKey: name), variable.slot < variables.count else { return }
    variables[variable.slot] = .null
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

  /// Checks a whole text in order to run it; nothing runs unless all of it is right.
  ///
  /// - Returns: the program, or nil with at least one error among the diagnostics, whose places are in `sources`.
  package func check(_ text: SourceText) -> (program: Program?, diagnostics: [Diagnostic]) {
    let modules = ModuleLoader(sources, library: library, host: host)
    let (program, diagnostics) = check(modules.add(text), modules)
    sources = modules.sources
    library = modules.library
    return (program, diagnostics)
  }

  /// Checks a script in order to run one of its `test` statements: what it declares holds, what it would write out does
  /// not run.
  ///
  /// - Parameter test: the place of the test among those of the script.
  package func check(_ text: SourceText, test: Int) -> (program: Program?, diagnostics: [Diagnostic]) {
    let modules = ModuleLoader(sources, library: library, host: host)
    let (program, diagnostics) = check(modules.add(text), modules, test: test)
    sources = modules.sources
    library = modules.library
    return (program, diagnostics)
  }

  /// Checks a text that is not run, and leaves nothing behind.
  ///
  /// - Parameter isTyping: statements that do not parse are checked as well, as far as they are there.
  /// - Returns: what is wrong with it, and the text with the offsets that this has.
  package func inspect(_ text: SourceText, isTyping: Bool = false) -> (
    diagnostics: [Diagnostic], source: SourceText, sources: SourceMap
  ) {
    let modules = ModuleLoader(sources, library: library, host: host)
    let source = modules.add(text)
    return (check(source, modules, isTyping: isTyping, looksOver: !isTyping).diagnostics, source, modules.sources)
  }

  /// What `help` says of a word.
  package func help(_ word: String) -> String {
    let modules = ModuleLoader(sources, library: library, host: host)
    let resolver = Resolver(host: host, clock: clock, modules: modules, optimizes: optimizes, probe: nil)
    return Help.text([word], host: host, scope: scope) { modules.module($0, at: SourceRange(0, 0), resolver) }
  }

  /// Tells a probe where it stands in a text.
  func check(_ text: SourceText, _ probe: Probe) {
    let modules = ModuleLoader(sources, library: library, host: host)
    _ = check(modules.add(text), modules, probe: probe)
  }

  private func check(
    _ source: SourceText, _ modules: ModuleLoader, probe: Probe? = nil, isTyping: Bool = false, test: Int? = nil,
    looksOver: Bool = false
  )
    -> (program: Program?, diagnostics: [Diagnostic])
  {
    let tree = Parser.parse(source)
    let resolver = Resolver(host: host, clock: clock, modules: modules, optimizes: optimizes, probe: probe)
    for diagnostic in tree.diagnostics { resolver.report(diagnostic) }
    var inner = scope
    var steps: [Program.Step] = []
    var scopes: [Scope] = []
    let parameters = tree.statements.compactMap { if case .param(let parameter) = $0.kind { parameter } else { nil } }
    var script: ScriptParameters?
    if let arguments = scriptArguments {
      let read = ScriptParameters(arguments, for: parameters, resolver)
      script = read
      scriptArguments = nil
      if read.wantsHelp {
        let text = Program.Step.text(read.usage(of: source.name, modules.sources))
        return (Program(steps: [text], scopes: [inner], periods: []), [])
      }
      bind("args", .list(ValueList(read.rest.map { .string($0) })))
      inner = scope
    }
    var tests = 0
    var definitions: [Definition] = []
    var names: (parameters: Set<String>, tests: Set<String>) = ([], [])
    // The statements that plan nothing.
    var passed = 0
    for statement in tree.statements {
      // What does not parse is not checked as well: one mistake, one message.
      let isBroken = tree.diagnostics.contains { d in
        d.primary.map { $0.range.start >= statement.range.start && $0.range.start <= statement.range.end } ?? false
      }
      if isBroken, !isTyping {
        if case .let(let name, _) = statement.kind { inner.declareBroken(name.text) }
        continue
      }
      switch statement.kind {
      case .let(let name, let value):
        if let binding = resolver.binding(name, value, &inner, input: nil) {
          steps.append(.binding(name: name.text, BoundValue(binding: binding)))
        }
      case .def(let name, let parameters, let body):
        definitions.append(resolver.define(name, parameters, body, statement.documentation, &inner))
        resolver.lookInside(body, parameters, inner)
        steps.append(.definition)
      case .pipeline where test != nil: passed += 1
      case .pipeline(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.output(plan)) }
      case .help(let words):
        if words.contains(where: { $0.text == Probe.word }) { probe?.found(.topic) }
        let help = Help.text(words.map(\.text), host: host, scope: inner) {
          modules.module($0, at: statement.range, resolver)
        }
        steps.append(.text(help))
      case .explain(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.explanation(plan)) }
      case .time(let pipeline):
        if let plan = resolver.plan(pipeline, scope: inner, input: nil) { steps.append(.timed(plan)) }
      case .use(let target):
        steps += resolver.use(target, at: statement.range, &inner).map {
          .binding(name: $0.name, BoundValue(binding: $0.binding))
        }
        steps.append(.definition)
      case .param(let parameter):
        if ScriptParameters.taken.contains(parameter.name.text) {
          resolver.error(
            "E0222", "--\(parameter.name.text.replacing("_", with: "-")) is an option of hv itself",
            at: parameter.name.range, "taken", help: ["give the parameter another name"])
        }
        if !names.parameters.insert(parameter.name.text).inserted {
          resolver.error(
            "E0225", "`\(parameter.name.text)` is a parameter of the script already", at: parameter.name.range, "again")
        }
        if parameter.isBlock {
          resolver.error(
            "E0206", "a script is called with values, not with blocks", at: parameter.type?.range ?? parameter.range,
            "block")
          inner.declareBroken(parameter.name.text)
          // Looked at without being called, a script has its defaults; what has none may be anything.
        } else if script == nil, parameter.defaultValue == nil {
          inner.declare(parameter.name.text, resolver.declaredType(of: parameter))
          passed += 1
        } else if test != nil, parameter.defaultValue == nil {
          let missing = Binding.lazy(resolver.missing(parameter))
          inner.declare(parameter.name.text, resolver.declaredType(of: parameter), isLazy: true)
          steps.append(.binding(name: parameter.name.text, BoundValue(binding: missing)))
        } else if let bound = resolver.parameter(parameter, script?.text(parameter.name.text), inner, modules) {
          let isLazy = if case .lazy = bound.binding { true } else { false }
          inner.declare(parameter.name.text, bound.type, isLazy: isLazy)
          steps.append(.binding(name: parameter.name.text, BoundValue(binding: bound.binding)))
        } else {
          inner.declareBroken(parameter.name.text, resolver.declaredType(of: parameter))
        }
      case .test(let name, let body):
        if let text = name.plain, !names.tests.insert(text).inserted {
          resolver.error("E0225", "there is a test of this name already", at: name.range, "again")
        }
        // Checked always, run only when it is asked for.
        let isWanted = test == tests
        tests += 1
        passed += 1
        if let plan = resolver.blockPlan(body, scope: inner, input: nil), isWanted {
          steps.append(.output(plan))
          passed -= 1
        }
      case .report(let title, let body, let stages):
        if test != nil {
          passed += 1
        } else if let plan = resolver.report(title, body, stages, scope: inner, range: statement.range) {
          steps.append(.output(plan))
        }
      case .error: break
      }
      while scopes.count < steps.count { scopes.append(inner) }
    }
    if looksOver { for definition in definitions { resolver.lookOver(definition) } }
    if let extra = script?.rest.first, !resolver.readsArguments, !resolver.hasErrors {
      resolver.error(
        "E0222", "the script takes no argument, found “\(Diagnostic.clipped(extra))”", at: SourceRange(0, 0), "",
        help: [parameters.isEmpty ? "a script reads its arguments from $args" : "--help  shows its parameters"])
    }
    if steps.count + passed < tree.statements.count, !resolver.hasErrors {
      // A command that plans nothing and says nothing would otherwise be left out in silence.
      resolver.error("E0500", "a statement could not be planned", at: SourceRange(0, 0))
    }
    guard !resolver.hasErrors else { return (nil, resolver.diagnostics) }
    let periods = resolver.periods.filter { if case .range = $0.value { true } else { false } }
    let program = Program(
      steps: steps, scopes: scopes, periods: periods.map { (source.text($0.range), $0.value.text) })
    return (program, resolver.diagnostics)
  }

  /// The rows that are asked for at once of a result that somebody looks at screen by screen.
  private static let fewRows = 100

  /// What a pipeline would do, told without a request.
  package func explanation(of plan: Plan, _ run: Run) -> Explanation {
    Explanation(plan, sources, Frame(run: run, variables: variables))
  }

  /// Runs a checked program; `write` is given each result as it starts.
  ///
  /// - Parameter keeps: whether a result can be read again after it was written; then it is given as such as well, and
  ///   is read only as far as somebody wants it.
  package func run(
    _ program: Program, _ run: Run, keeps: Bool = false,
    write: (Program.Step, (any Stage)?, LazyBinding?) async throws -> Void
  ) async throws {
    for (step, after) in zip(program.steps, program.scopes) {
      try Task.checkCancellation()
      let frame = Frame(run: run, variables: variables)
      run.beginStatement(step.plan, step.plan.flatMap { sources.string($0.range) } ?? "", frame)
      await host.beginStatement()
      switch step {
      case .binding(_, let bound): variables.append(try await bound.binding.value(frame))
      case .output(let plan), .timed(let plan):
        if keeps, !plan.isSilent {
          let result = LazyBinding(plan, frame, few: Self.fewRows)
          // What acts does so to its end, whoever looks.
          if plan.hasEffects { _ = try await result.value() }
          try await write(step, result.stage(), result)
        } else {
          try await write(step, try plan.start(nil, frame), nil)
        }
      case .text, .explanation: try await write(step, nil, nil)
      case .definition: break
      }
      // What a statement declares is known once it has run.
      scope = after
    }
  }
}
