package import HvSyntax
import HvValues

extension Resolver {
  /// Checks a pipeline. `input` is what flows into its first stage, nil where nothing does.
  package func plan(_ pipeline: Pipeline, scope: Scope, input: Flow?) -> Plan? {
    var stages: [PlannedStage] = []
    var flow = input
    let outerGuessing = isGuessing
    defer { isGuessing = outerGuessing }
    for (i, stage) in pipeline.stages.enumerated() {
      // What could not be planned may have been a write.
      isAfterWrite = stages.count < i || (stages.last.map { !Writes($0).isEmpty } ?? false)
      spreadsLists = i == 0 && Self.readRows(pipeline.stages.dropFirst(), scope)
      if let planned = self.stage(stage, isHead: i == 0, scope: scope, input: flow) {
        stages.append(planned)
        flow = planned.flow
        if case .expression(let e) = stage.kind, case .variable(let name) = e.kind,
          scope.variables[name]?.isBroken == true
        {
          isGuessing = true
        }
      } else if case .call(let call) = stage.kind, i > 0, let before = flow {
        // The later stages are checked all the same, on rows as far as they are known.
        if !["where", "sort", "first", "skip", "last", "unique", "reverse"].contains(call.word.text) {
          flow = Flow(.any, many: before.many)
          isGuessing = true
        }
      } else {
        return nil
      }
    }
    guard let flow, stages.count == pipeline.stages.count else { return nil }
    return made(stages, flow: flow, range: pipeline.range)
  }

  /// Checks one stage, and marks it where anything in it writes.
  private func stage(_ stage: HvSyntax.Stage, isHead: Bool, scope: Scope, input: Flow?) -> PlannedStage? {
    let outer = hasEffects
    hasEffects = false
    let outerWrites = argumentWrites
    argumentWrites = Writes()
    defer {
      hasEffects = outer
      argumentWrites = outerWrites
    }
    let said = diagnostics.count
    var planned = planned(stage, isHead: isHead, scope: scope, input: input)
    if planned == nil, isGuessing, let input, input.item.isAny, case .call(let call) = stage.kind {
      takeBack(["E0201", "E0206", "E0212"], at: call.word.range, since: said)
    }
    if hasEffects { planned?.hasEffects = true }
    planned?.isForMany = input?.many == true
    if let stage = planned, Writes(stage).isEmpty { planned?.argumentWrites = argumentWrites }
    return planned
  }

  private func planned(_ stage: HvSyntax.Stage, isHead: Bool, scope: Scope, input: Flow?) -> PlannedStage? {
    switch stage.kind {
    case .error: return nil
    case .block(let block): return blockStage(block, stage.range, scope, input)
    case .run(let name): return runStage(name, stage.range, scope, input)
    case .expression(let e): return expressionStage(e, stage.range, isHead: isHead, scope, input)
    case .call(let call): return callStage(call, stage.range, isHead: isHead, scope, input)
    }
  }

  // MARK: words

  /// The command that a word means here: a definition, a relation of the item's kind, a command.
  func command(_ word: String, input: Flow?, _ scope: Scope) -> (any Command)? {
    if let module = scope.modules[word] { return ModuleCommand(module) }
    if let definition = scope.definitions[word] { return DefinedCommand(definition) }
    if case .record(let record)? = input?.item, let kind = record.kind, let relation = host.kind(kind)?.relations[word]
    {
      return relation
    }
    return GeneralCommands.named(word) ?? host.command(word)
  }

  private func callStage(_ call: Call, _ range: SourceRange, isHead: Bool, _ scope: Scope, _ input: Flow?)
    -> PlannedStage?
  {
    let word = call.word.text
    if let probe, word == Probe.word {
      probe.found(.head(input: input, scope, isFirst: isHead))
      return nil
    }
    var found = command(word, input: input, scope)
    if found == nil {
      let item = input?.item ?? scope.item
      if call.arguments.isEmpty, call.keys.isEmpty, let item, hasField(word, item) {
        return expressionStage(
          Expression(kind: .word(word), range: call.word.range), range, isHead: isHead, scope, input)
      }
      // A word of the standard library needs no `use`.
      found = modules.module(word, at: call.word.range, self).map { ModuleCommand($0) }
    }
    guard let command = found else {
      if host.module(word) == nil { reportUnknown(call, input, scope) }
      return nil
    }
    let (action, rest) = action(command, call)
    let site = CallSite(call: rest, range: range, input: input, scope: scope, resolver: self)
    probe?.look(at: site, action.signature)
    if let module = action as? ModuleCommand, !module.knowsWord(site) { return nil }
    guard site.check(action.signature) else { return nil }
    return action.plan(site)
  }

  /// The command that a call's leading words mean: `create` of `projects`, and the call without them.
  private func action(_ command: any Command, _ call: Call) -> (any Command, Call) {
    guard case .positional(let first)? = call.arguments.first, case .word(let word) = first.kind else {
      return (command, call)
    }
    if word == Probe.word {
      probe?.found(
        .action(
          command.actions.compactMap { word in
            command.action(word).map { Signature.Action(word: word, summary: $0.signature.summary) }
          }))
    }
    guard let action = command.action(word) else { return (command, call) }
    var rest = call
    rest.word = Name(
      text: "\(call.word.text) \(word)", range: SourceRange(call.word.range.start, first.range.end))
    rest.arguments.removeFirst()
    return self.action(action, rest)
  }

  /// Whether the word may be a field. Of rows that nothing is known of, any word is that does not look like a command.
  private func hasField(_ name: String, _ item: Type) -> Bool {
    if case .record(let record) = item, !record.isOpen || record.find(name) != nil { return record.find(name) != nil }
    if case .record = item {} else if !item.isAny { return false }
    return GeneralCommands.synonyms[name] == nil
      && Suggestion.nearest(name, in: GeneralCommands.names + host.commandNames + host.modules.map(\.name)).isEmpty
  }

  private func reportUnknown(_ call: Call, _ input: Flow?, _ scope: Scope) {
    let word = call.word.text
    var help: [String] = []
    if let synonym = GeneralCommands.synonyms[word] {
      help.append("that is  \(synonym)  here")
    } else {
      var names = GeneralCommands.names + host.commandNames + scope.definitions.keys.sorted()
      names += host.modules.map(\.name)
      if case .record(let record)? = input?.item {
        names += record.fields.map(\.name)
        if let kind = record.kind, let known = host.kind(kind) { names += known.relations.keys.sorted() }
      }
      let near = Suggestion.nearest(word, in: names)
      if !near.isEmpty { help.append("the nearest: " + near.map { "`\($0)`" }.joined(separator: ", ")) }
      if let best = near.first, near.count == 1 {
        var diagnostic = Diagnostic(
          "E0201", "there is no command `\(word)`", at: call.word.range, "not known", help: help)
        diagnostic.fixIts = [Diagnostic.FixIt(call.word.range, best)]
        report(diagnostic)
        if input == nil { lacksInput = true }
        return
      }
      if !lacksModule, let hint = hint(at: call, input, scope) { help.append(hint) }
    }
    if scope.variables[word] != nil { help.append("the variable is written  $\(word)") }
    if help.isEmpty, lacksModule { return }
    if input == nil { lacksInput = true }
    if help.isEmpty { help.append("`help` lists the commands") }
    error("E0201", "there is no command `\(word)`", at: call.word.range, "not known", help: help)
  }

  /// What may be meant by an unknown word, from what stands after it.
  private func hint(at call: Call, _ input: Flow?, _ scope: Scope) -> String? {
    if let value = GeneralCommands.values[call.word.text.lowercased()] { return "that is  \(value)  here" }
    let given = call.arguments.map { argument -> Expression? in
      if case .positional(let e) = argument { e } else { nil }
    }
    let words = given.map { if case .word(let word)? = $0?.kind { word } else { "" } }
    guard let first = words.first else { return nil }
    let second = given.count > 1 ? given[1].flatMap { text($0.range) } : nil
    if isField(call.word.text, scope), let hint = GeneralCommands.condition(call.word.text, first, second) {
      return hint
    }
    if let input, case let rows = scope.with(item: input.item), words.allSatisfy({ isField($0, rows) }) {
      return "columns are picked by  select \(words.joined(separator: ", "))"
    }
    guard command(first, input: input, scope) != nil else { return nil }
    return "`\(first)` is a command of its own:  " + (input == nil ? "\(first) | …" : "| \(first)")
  }

  /// `sum(hours)` as a stage is a function: what was said of that is to say how the command is written.
  private func hintAtCommand(_ e: Expression, _ rows: Scope, _ input: Flow, since said: Int) {
    guard case .call(let name, let arguments) = e.kind, diagnostics.indices.contains(said),
      ["E0204", "E0206", "E0210"].contains(diagnostics[said].code),
      [e.range, name.range, arguments.first?.value.range].contains(diagnostics[said].primary?.range)
    else { return }
    let given = arguments.first.flatMap { text($0.value.range.union(arguments.last?.value.range ?? $0.value.range)) }
    if let synonym = GeneralCommands.synonyms[name.text] {
      help("that is  \(synonym)  here", at: e.range, since: said)
    } else if name.text == "select", let condition = arguments.first?.value, isCondition(condition, rows) {
      help("rows are chosen by  where \(given ?? "…")", at: e.range, since: said)
    } else if let command = command(name.text, input: input, rows) {
      let words = [name.text, command.signature.usage.contains(" ") ? given : nil].compactMap { $0 }
      help("as a stage it is written  \(words.joined(separator: " "))", at: e.range, since: said)
    }
  }

  private func isCondition(_ e: Expression, _ scope: Scope) -> Bool {
    tentatively { if case .bool = rowExpression(e, scope: scope).type { true } else { nil } } ?? false
  }

  /// `clients > file`: what a shell would write to a file.
  private func refusesRedirection(_ e: Expression, _ rows: Scope, _ input: Flow?) -> Bool {
    guard case .binary(.greater, let left, let right, let greater) = e.kind, case .word(let word) = left.kind,
      case .word(let file) = right.kind, !isField(word, rows), !isField(file, rows), rows.variables[file] == nil,
      command(word, input: input, rows) != nil
    else { return false }
    error(
      "E0124", "`>` compares; to write a file use `| save \"\(file)\"`", at: greater, "read as *greater than*",
      help: commandHint(word, rows).map { [$0] } ?? [])
    return true
  }

  // MARK: expressions as stages

  /// An expression: at the head of a pipeline its value (a list gives its elements), later one value an item.
  private func expressionStage(
    _ e: Expression, _ range: SourceRange, isHead: Bool, _ scope: Scope, _ input: Flow?
  ) -> PlannedStage? {
    // `$x` at the head streams what it is bound to.
    if isHead, input == nil, case .variable(let name) = e.kind, let variable = scope.variables[name], variable.isLazy {
      let slot = variable.slot
      let item: Type = if variable.isMany, case .list(let inner) = variable.type { inner } else { variable.type }
      var stage = PlannedStage("$" + name, at: range, Flow(item, many: variable.isMany)) { _, frame, _ in
        guard slot < frame.variables.count, case .opaque(let value) = frame.variables[slot],
          let binding = value as? LazyBinding
        else { return BatchStage([Batch]()) }
        return binding.stage()
      }
      stage.inner = [.init(.variable(slot))]
      return stage
    }
    if isHead, input == nil, case .pipeline(let inner) = e.kind {
      guard let plan = plan(inner, scope: scope, input: nil) else { return nil }
      return Self.parenthesised(plan, range, variables: scope.count)
    }
    var itemScope = input.map { scope.with(item: $0.item) } ?? scope
    if input?.many == true { itemScope.isRepeated = true }
    let spreads = spreadsLists
    if refusesRedirection(e, itemScope, input) { return nil }
    let said = diagnostics.count
    let expression = rowExpression(e, scope: itemScope).handingOnAnswers()
    if case .variable(let name) = e.kind, case .block = expression.type {
      error("E0206", "`$\(name)` is a block; it is run with  do $\(name)", at: range, "block")
    }
    if let input { hintAtCommand(e, itemScope, input, since: said) }
    var flow = Flow(expression.type, many: input?.many ?? false)
    var expands = false
    if isHead, !flow.many {
      if case .list(let inner) = expression.type {
        flow = Flow(inner, many: true)
        expands = true
      } else if expression.type.isAny, spreads {
        // What it is shows when it runs: a list gives its elements here too.
        flow.many = true
        expands = true
      }
    }
    let (isExpanding, mayBeNothing) = (expands, e.mayBeNothing)
    guard input != nil else {
      var stage = PlannedStage("value", at: range, flow) { _, frame, _ in
        let rows = frame.forRows()
        var isDone = false
        return ClosureStage { _ in
          if isDone { return nil }
          // Noted first: who asks again after an error must not make it happen twice.
          isDone = true
          try await expression.prepare(rows)
          let value = try await expression.node.value(rows)
          if isExpanding, case .list(let list) = value { return list.count > 0 ? list.batch : nil }
          return value.isNull && mayBeNothing ? nil : Batch([value])
        }
      }
      stage.expressions = [expression]
      stage.isEvaluatedOnce = true
      stage.mayBeNothing = mayBeNothing
      stage.rowMap = RowMap(expression, expands: isExpanding, dropsNull: mayBeNothing)
      return stage
    }
    var stage = PlannedStage("map", at: range, flow, reads: expression.reads) { upstream, frame, _ in
      MapStage(upstream ?? BatchStage([Batch]()), expression, frame, expands: isExpanding, dropsNull: mayBeNothing)
    }
    stage.expressions = [expression]
    stage.mayBeNothing = mayBeNothing
    stage.rowMap = RowMap(expression, expands: isExpanding, dropsNull: mayBeNothing)
    return stage
  }

  /// `(a | b) | c` streams.
  private static func parenthesised(_ plan: Plan, _ range: SourceRange, variables: Int) -> PlannedStage {
    var stage = PlannedStage("( … )", at: range, plan.flow) { _, frame, needed in
      try plan.needing(needed).start(nil, frame.inner(item: frame.item))
    }
    stage.inner = [.init(.plan(plan))]
    stage.role = .nested(
      .init(plan: plan, variables: variables) { parenthesised($0, range, variables: variables) })
    return plan.marking(stage)
  }

  // MARK: blocks

  /// Checks the statements of a block. `input` is fed to its last pipeline's first stage (and to the others').
  package func blockPlan(_ block: Block, scope: Scope, input: Flow?) -> Plan? {
    var inner = scope
    // A stream has no item of its own; its rows have.
    inner.item = input.map { $0.many ? nil : $0.item } ?? scope.item
    var statements: [BlockStatement] = []
    for (i, statement) in block.statements.enumerated() {
      let isLast = i + 1 == block.statements.count
      switch statement.kind {
      case .let(let name, let value):
        guard let binding = binding(name, value, &inner, input: input?.many == false ? input : nil) else { return nil }
        statements.append(.binding(binding))
      case .def(let name, let parameters, let body):
        define(name, parameters, body, statement.documentation, &inner)
      case .pipeline(let pipeline):
        guard let plan = plan(pipeline, scope: inner, input: input) else { return nil }
        if isLast {
          if statements.isEmpty { return plan }
          return BlockStatement.plan(statements, last: plan, isFedOne: input?.many == false, range: block.range)
        }
        statements.append(.effect(plan))
      case .error: return nil
      default:
        error("E0219", "this statement stands at the top level only", at: statement.range, "inside a block")
        return nil
      }
    }
    error(
      "E0213", "this block ends without a value", at: block.range, "nothing is emitted",
      help: ["the last statement of a block is what it emits;  it  emits the item"])
    return nil
  }

  /// Checks `let name = pipeline` and declares the variable.
  func binding(_ name: Name, _ value: Pipeline, _ scope: inout Scope, input: Flow?) -> Binding? {
    // A plain expression is evaluated at once, everything else when it is read.
    if value.stages.count == 1, case .expression(let e)? = value.stages.first?.kind {
      let said = diagnostics.count
      if let given = givenBlock(e, scope) {
        scope.declare(name.text, .block, block: given.block)
        return .value(given.value)
      }
      let expression = rowExpression(e, scope: scope)
      if !expression.node.isAsync, expression.lookups.isEmpty {
        guard diagnostics.count == said else {
          scope.declareBroken(name.text, expression.type)
          return nil
        }
        scope.declare(name.text, expression.type)
        return .value(expression)
      }
    }
    guard let plan = plan(value, scope: scope, input: input) else {
      scope.declareBroken(name.text)
      return nil
    }
    scope.declare(name.text, plan.flow.value, isLazy: true, isMany: plan.flow.many)
    return .lazy(plan)
  }

  @discardableResult
  func define(_ name: Name, _ parameters: [Parameter], _ body: Block, _ documentation: String?, _ scope: inout Scope)
    -> Definition
  {
    var names: Set<String> = []
    for parameter in parameters {
      if !names.insert(parameter.name.text).inserted {
        error("E0225", "`\(parameter.name.text)` is a parameter already", at: parameter.name.range, "again")
      }
      if let type = parameter.type, Type(parameterType: type.text) == nil, host.kind(type.text) == nil {
        error(
          "E0206", "there is no type `\(type.text)`", at: type.range, "not known",
          help: [Type.help, "or block, for what is given with `do`"])
      }
    }
    let definition = Definition(
      name: name, parameters: parameters, body: body, documentation: documentation, outer: scope)
    scope.definitions[name.text] = definition
    // Who defines a word again means the new one.
    scope.modules[name.text] = nil
    return definition
  }
}

extension Expression {
  /// An `if` without `else`: where its condition is false, a stage emits nothing.
  var mayBeNothing: Bool {
    switch kind {
    case .if(_, _, let otherwise): otherwise?.mayBeNothing ?? true
    default: false
    }
  }
}
