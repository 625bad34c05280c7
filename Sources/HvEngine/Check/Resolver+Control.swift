import HvSyntax
import HvValues

extension Resolver {
  /// A block after `then`, `else`, `=>`, `try`, `catch` is run; anything else is evaluated.
  func branch(_ e: Expression, _ scope: Scope) -> Typed {
    let outer = isConditional
    isConditional = true
    defer { isConditional = outer }
    guard case .block(let block) = e.kind else { return resolve(e, scope) }
    return run(block, scope)
  }

  /// A block that is run for its value, fed the item where there is one.
  func run(_ block: Block, _ scope: Scope) -> Typed {
    let input = scope.item.map { Flow($0, many: false) }
    guard let plan = blockPlan(block, scope: scope, input: input) else { return failed(block.range) }
    if input != nil { reads.all = true }
    if plan.hasEffects { hasEffects = true }
    argumentWrites.add(plan.writes)
    plans.append(.init(.plan(plan), input == nil ? .atMostOnce : .perItem))
    return Typed(plan.rowMap?.node ?? PipelineNode(plan, feedsItem: input != nil, block.range), plan.flow.value)
  }

  func tryCatch(_ body: Block, _ name: Name?, _ handler: Block?, _ range: SourceRange, _ scope: Scope) -> Typed {
    let b = run(body, scope)
    var inner = scope
    inner.declare(name?.text ?? "", .record(RecordType(fields: [.init("message", .string), .init("code", .string)])))
    let h = handler.map { run($0, inner) }
    return Typed(TryNode(b.node, handler: h?.node, range), h.map { b.type.joined($0.type) } ?? b.type)
  }

  func match(_ subject: Expression, _ arms: [MatchArm], _ range: SourceRange, _ scope: Scope) -> Typed {
    let s = resolve(subject, scope)
    var type: Type?
    var planned: [MatchNode.Arm] = []
    for arm in arms {
      var pattern: Node?
      if case .value(let e) = arm.pattern {
        // A bare word is a name of the kind that the subject is: text.
        if case .word(let word) = e.kind, !isField(word, scope) {
          let text = constant(.string(word), .string, e.range)
          checkChoice(text, of: s)
          pattern = text.node
        } else {
          let typed = resolve(e, scope)
          checkChoice(typed, of: s)
          pattern = typed.node
        }
      }
      let condition = arm.guardCondition.map { e in
        let typed = resolve(e, scope)
        expectBool(typed, "`if`", e.range)
        return typed.node
      }
      let value = branch(arm.value, scope)
      type = type.map { $0.joined(value.type) } ?? value.type
      planned.append(MatchNode.Arm(pattern: pattern, condition: condition, value: value.node))
    }
    return Typed(MatchNode(s.node, planned, range), type ?? .any)
  }

  /// `name(args)` in an expression.
  func call(_ name: Name, _ arguments: [CallArgument], _ range: SourceRange, _ scope: Scope) -> Typed {
    if let figure = measure(name, arguments, range, scope) { return figure }
    guard let function = Functions.named(name.text) else {
      let near = Suggestion.nearest(name.text, in: Functions.names)
      var help = near.isEmpty ? [] : ["the nearest: " + near.map { "`\($0)(…)`" }.joined(separator: ", ")]
      if command(name.text, input: nil, scope) != nil {
        help.append("`\(name.text)` is a command; in an expression it stands in a pipeline:  (… | \(name.text))")
      }
      if arguments.isEmpty, ["now", "today", "yesterday", "tomorrow"].contains(name.text) {
        help = ["it is written without parentheses:  \(name.text)"]
      }
      error("E0210", "there is no function `\(name.text)`", at: name.range, "not found", help: help)
      return failed(range)
    }
    var positional: [Typed] = []
    for argument in arguments {
      let typed = resolve(argument.value, scope)
      if let label = argument.name {
        error("E0205", "`\(name.text)` has no argument `\(label.text)`", at: label.range, "not known")
      } else {
        positional.append(typed)
      }
    }
    guard function.arity.contains(positional.count) else {
      error(
        "E0204",
        "`\(name.text)` takes \(function.arityText), here \(positional.count == 1 ? "is 1" : "are \(positional.count)")",
        at: range, "", help: [function.usage])
      return failed(range)
    }
    if let first = positional.first, let argument = arguments.first, let problem = function.refuses(first.type) {
      error(
        "E0206", "`\(name.text)` needs \(problem), this is \(first.type.phrase)", at: argument.value.range,
        first.type.name,
        help: [function.usage])
    }
    if name.text == "matches", case .string(let text)? = (positional[1].node as? ConstantNode)?.constant,
      Pattern(text) == nil
    {
      error("E0214", "this pattern is no regular expression", at: arguments[1].value.range, "not understood")
    }
    let types = positional.map(\.type)
    let apply = function.apply
    let context = FunctionContext(clock: clock)
    return Typed(
      StrictNode(positional.map(\.node), range) { try apply($0, context) }, function.type(types))
  }
}
