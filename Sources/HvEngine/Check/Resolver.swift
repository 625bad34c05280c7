package import HvSyntax
package import HvValues

/// Checks a tree against the commands, kinds and variables there are, and turns it into plans.
///
/// Everything that can be known before the first request is reported here, all of it at once. One resolver serves one
/// program; it is used from one task.
package final class Resolver {
  package let host: any Host
  package let clock: Clock
  /// Whether pipelines are rearranged for fewer requests; without, they run as they are written.
  private let optimizes: Bool
  /// Where the texts are, and what the modules hold.
  let modules: ModuleLoader
  /// What wants to know where a place of the program is.
  let probe: Probe?
  package private(set) var diagnostics: [Diagnostic] = []
  private var columnSlots = 0
  private var namePlaces = 0
  /// The definitions whose calls lead to what is being checked.
  private(set) var calls: [ObjectIdentifier] = []
  private var entered = 0
  /// What the expression being checked reads of its item.
  var reads = FieldUse.none
  /// The names that the expression being checked compares references with.
  var lookups: [NameLookup] = []
  /// How many variables have to be in scope for the expression being checked.
  var variables = 0
  /// The pipelines inside the expression being checked.
  var plans: [PlannedStage.Inner] = []
  /// What is being checked may be left out when it runs: it stands behind a condition.
  var isConditional = false
  /// The calendar words that were met, and the days that they mean.
  package private(set) var periods: [(range: SourceRange, value: Value)] = []
  /// Something in the stage that is being checked writes: an expression of it, or a block.
  var hasEffects = false
  /// Where figures go, while the expressions of `summarize` are checked.
  var measures: MeasureSink?
  /// The writes in the expressions of the stage at hand.
  var argumentWrites = Writes()
  /// The program writes files, so that what they hold now tells nothing of what it reads.
  var savesFiles = false
  /// What flows into the stage at hand is not known, because of a mistake that was told of before, or because nothing
  /// calls the definition: that the stage does not fit is no mistake then.
  var isGuessing = false
  /// Something that the program uses could not be found: its commands are not known.
  var lacksModule = false
  /// What is checked needs an item, and has none.
  var lacksInput = false
  /// The definitions that are called.
  private var called: Set<ObjectIdentifier> = []
  /// A value of unknown type at the head of the pipeline at hand gives its elements, where it is a list.
  var spreadsLists = false
  /// The program reads `$args`.
  var readsArguments = false
  /// The stage before the one at hand writes.
  var isAfterWrite = false

  init(host: any Host, clock: Clock, modules: ModuleLoader, optimizes: Bool, probe: Probe?) {
    self.probe = probe
    self.host = host
    self.clock = clock
    self.optimizes = optimizes
    self.modules = modules
  }

  /// The text at a place of the program, for messages.
  func text(_ range: SourceRange) -> String? {
    modules.sources.text(at: range.start).map { Diagnostic.clipped($0.text(range)) }
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Notes a problem, unless one was noted for the same place already.
  package func report(_ diagnostic: Diagnostic) {
    let same = diagnostics.contains {
      $0.primary?.range == diagnostic.primary?.range && $0.primary != nil && $0.severity == diagnostic.severity
    }
    if !same { diagnostics.append(diagnostic) }
  }

  /// Tells of what was reported since then in another text that it is met from here.
  func addCall(_ range: SourceRange, since count: Int) {
    guard let text = modules.sources.text(at: range.start) else { return }
    for i in diagnostics.indices.dropFirst(count) where !text.range.contains(diagnostics[i].primary?.range) {
      if diagnostics[i].secondary.last?.text != "called here" {
        diagnostics[i].secondary.append(Diagnostic.Label(range, "called here"))
      }
    }
  }

  package func error(
    _ code: String, _ message: String, at range: SourceRange, _ label: String = "", help: [String] = []
  ) {
    report(Diagnostic(code, message, at: range, label, help: help))
  }

  func met(_ period: Value, at range: SourceRange) {
    if !periods.contains(where: { $0.range == range }) { periods.append((range, period)) }
  }

  func newColumnSlot() -> Int {
    defer { columnSlots += 1 }
    return columnSlots
  }

  func newNamePlace() -> Int {
    defer { namePlaces += 1 }
    return namePlaces
  }

  /// Puts another help for that of what was said first since then, where it stands in the range.
  func help(_ help: String, at range: SourceRange, since count: Int) {
    guard diagnostics.indices.contains(count), range.contains(diagnostics[count].primary?.range) else { return }
    diagnostics[count].help = [help]
  }

  /// Takes back what was said of the word at a place since then: it follows from something else.
  func takeBack(_ codes: Set<String>, at place: SourceRange, since count: Int) {
    let kept = diagnostics.dropFirst(count).filter {
      !codes.contains($0.code) || $0.primary?.range.start != place.start || !$0.fixIts.isEmpty
    }
    diagnostics = Array(diagnostics.prefix(count)) + kept
  }

  /// The result of a check that may fail without anybody being told.
  package func tentatively<T>(_ body: () -> T?) -> T? {
    let (before, outer, effects, inner, used) = (diagnostics, lookups, hasEffects, plans, variables)
    let result = body()
    if let result, diagnostics.count == before.count { return result }
    diagnostics = before
    lookups = outer
    hasEffects = effects
    plans = inner
    variables = used
    return nil
  }

  /// A pipeline of these stages, rearranged where that saves something.
  func made(_ stages: [PlannedStage], flow: Flow, range: SourceRange) -> Plan {
    Plan(optimizes ? Planner.optimized(stages) : stages, flow: flow, range: range)
  }

  /// What is known of a parameter where nothing is given for it: of a block nothing is.
  private func unknownValue(of parameter: Parameter) -> Type {
    guard let type = parameter.type?.text, !parameter.isBlock else { return .any }
    return Type(parameterType: type) ?? host.kind(type).map { .record($0.type) } ?? .any
  }

  /// Looks for the probe in the body of a definition, which is otherwise checked when it is called.
  func lookInside(_ body: Block, _ parameters: [Parameter], _ scope: Scope) {
    guard let probe, probe.places.isEmpty else { return }
    var inner = scope
    inner.item = nil
    for parameter in parameters {
      inner.declare(parameter.name.text, unknownValue(of: parameter))
    }
    _ = blockPlan(body, scope: inner, input: Flow(.any, many: true))
  }

  /// Checks the body of a definition that nothing calls, as far as that can be done without knowing what flows in: as
  /// if nothing did, and where that does not do, as if it were anything.
  func lookOver(_ definition: Definition) {
    guard !called.contains(ObjectIdentifier(definition)) else { return }
    var scope = definition.outer
    scope.item = nil
    scope.definitions[definition.name.text] = definition
    for parameter in definition.parameters {
      let type = parameter.type.flatMap { Type(parameterType: $0.text) }
      if let fallback = parameter.defaultValue {
        let given =
          givenBlock(fallback, definition.outer)?.value ?? rowExpression(fallback, scope: definition.outer)
        if let type, !type.accepts(given.type) {
          error(
            "E0206",
            "`\(definition.name.text)` needs \(type.phrase) as \(parameter.name.text), this is \(given.type.phrase)",
            at: fallback.range, given.type.name)
        }
      }
      scope.declare(parameter.name.text, unknownValue(of: parameter))
    }
    let before = diagnostics
    let outer = (isGuessing, lacksInput)
    defer { (isGuessing, lacksInput) = outer }
    for input in [nil, Flow(.any, many: true)] {
      diagnostics = before
      (isGuessing, lacksInput) = (input != nil, false)
      let checked = scope
      _ = entering(definition) { blockPlan(definition.body, scope: checked, input: input) }
      if !lacksInput { return }
    }
  }

  /// Checks what belongs to another place, to which these calls lead.
  func called<T>(_ other: [ObjectIdentifier], _ body: () -> T) -> T {
    let outer = calls
    calls = other
    defer { calls = outer }
    return body()
  }

  /// Guards against definitions that call themselves, and against programs that unfold without end.
  func entering<T>(_ definition: Definition, _ body: () -> T) -> T? {
    let id = ObjectIdentifier(definition)
    guard !calls.contains(id), calls.count < 64, entered < 10_000 else { return nil }
    called.insert(id)
    entered += 1
    calls.append(id)
    defer { calls.removeLast() }
    return body()
  }
}

/// A name that an expression compares a reference with, to be looked up once before the first row.
package struct NameLookup: Sendable {
  let place: Int
  package let kind: String
  package let name: String
  package let range: SourceRange

  init(place: Int, kind: String, name: String, range: SourceRange) {
    self.place = place
    self.kind = kind
    self.name = name
    self.range = range
  }

  /// A name that stands in no expression over rows.
  package init(kind: String, name: String, range: SourceRange) {
    self.init(place: -1, kind: kind, name: name, range: range)
  }
}

/// An expression over rows, with what it needs.
package struct RowExpression: Sendable {
  package let node: Node
  package let type: Type
  package let reads: FieldUse
  package let range: SourceRange
  package let lookups: [NameLookup]
  /// How many variables have to be in scope for it.
  package let variables: Int
  /// The pipelines inside it.
  let plans: [PlannedStage.Inner]
  /// It writes.
  let hasEffects: Bool

  init(
    node: Node, type: Type, reads: FieldUse, range: SourceRange, lookups: [NameLookup], variables: Int = 0,
    plans: [PlannedStage.Inner] = [], hasEffects: Bool = false
  ) {
    self.node = node
    self.type = type
    self.reads = reads
    self.range = range
    self.lookups = lookups
    self.variables = variables
    self.plans = plans
    self.hasEffects = hasEffects
  }

  /// The expression as a stage: what a branch of it writes may be answered later.
  func handingOnAnswers() -> RowExpression {
    with(node.handingOnAnswers())
  }

  /// The same with another node for the same value.
  func with(_ node: Node) -> RowExpression {
    RowExpression(
      node: node, type: type, reads: reads, range: range, lookups: lookups, variables: variables, plans: plans,
      hasEffects: hasEffects)
  }

  /// Its value, where that is known before anything runs.
  package var constant: Value? { (node as? ConstantNode)?.constant }

  /// Its value, where that can be told without a request and without a row.
  package func known(_ frame: Frame) -> Value? {
    guard !node.isAsync, reads == .none, lookups.isEmpty, variables <= frame.variables.count else { return nil }
    return try? node.evaluate(frame.forRows())
  }

  /// The expression where it is a plain field, for column names and push-down.
  package var path: FieldPath? { (node as? FieldNode)?.path }

  /// The field of a record that it makes under a name: with all that is known, where it is a plain field.
  func field(named name: String) -> RecordType.Field {
    (node as? FieldNode)?.field?.named(name) ?? RecordType.Field(name, type)
  }

  /// Its value where that depends on no row.
  func value(_ rows: Frame) async throws -> Value {
    try await prepare(rows)
    return try await node.value(rows)
  }

  /// Looks up the names it compares with; called once before the first row.
  package func prepare(_ frame: Frame) async throws {
    for lookup in lookups where frame.resolvedNames[lookup.place] == nil {
      frame.resolvedNames[lookup.place] = try await lookup.id(frame.run.host)
    }
  }
}
