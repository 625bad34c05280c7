package import HvSyntax
import HvValues

/// A checked expression and its type.
struct Typed {
  let node: Node
  let type: Type
  init(_ node: Node, _ type: Type) {
    self.node = node
    self.type = type
  }
}

extension Resolver {
  /// Checks an expression over the rows of an item type and collects what it reads.
  package func rowExpression(_ expression: Expression, scope: Scope) -> RowExpression {
    let (outerReads, outerLookups, outerEffects) = (reads, lookups, hasEffects)
    let (outerVariables, outerPlans) = (variables, plans)
    defer {
      (reads, lookups, hasEffects) = (outerReads, outerLookups, outerEffects || hasEffects)
      (variables, plans) = (max(variables, outerVariables), outerPlans)
    }
    (reads, lookups, hasEffects) = (.none, [], false)
    (variables, plans) = (0, [])
    let typed = resolve(expression, scope)
    return RowExpression(
      node: typed.node, type: typed.type, reads: reads, range: expression.range, lookups: lookups,
      variables: variables, plans: plans, hasEffects: hasEffects)
  }

  func constant(_ value: Value, _ type: Type, _ range: SourceRange) -> Typed { Typed(ConstantNode(value, range), type) }

  func failed(_ range: SourceRange) -> Typed { constant(.null, .any, range) }

  func resolve(_ e: Expression, _ scope: Scope) -> Typed {
    switch e.kind {
    case .null: return constant(.null, .null, e.range)
    case .bool(let b): return constant(.bool(b), .bool, e.range)
    case .number(let text):
      guard let n = Exact(text) else {
        error("E0217", "this number has more digits than hv keeps: 18 in all, 12 decimals", at: e.range, "too long")
        return failed(e.range)
      }
      return constant(.number(n), .number, e.range)
    case .duration, .date, .month, .timestamp, .clock, .calendar: return literal(e)
    case .string(let literal): return string(literal, scope)
    case .it:
      guard let item = scope.item else { return noItem("it", e.range) }
      reads.all = true
      return Typed(ItemNode(e.range), item)
    case .word(let name): return field(FieldPath([name]), e.range, scope, isWord: true)
    case .field(let name): return field(FieldPath([name.text]), e.range, scope, isWord: false)
    case .variable(let name):
      if name == "args" { readsArguments = true }
      return variable(name, e.range, scope)
    case .pipeline(let pipeline):
      if pipeline.stages.count == 1, case .expression(let inner)? = pipeline.stages.first?.kind {
        return resolve(inner, scope)
      }
      if pipeline.stages.count == 1, case .call(let call)? = pipeline.stages.first?.kind, call.arguments.isEmpty,
        call.keys.isEmpty, isField(call.word.text, scope), command(call.word.text, input: nil, scope) == nil
      {
        return field(FieldPath([call.word.text]), call.word.range, scope, isWord: true)
      }
      if scope.item != nil, let plan = tentatively({ plan(pipeline, scope: scope.with(item: nil), input: nil) }),
        !plan.hasEffects
      {
        plans.append(.init(.plan(plan), .atMostOnce))
        return Typed(PipelineNode(plan, feedsItem: false, place: newNamePlace(), e.range), plan.flow.value)
      }
      guard let plan = plan(pipeline, scope: scope, input: nil) else { return failed(e.range) }
      reads.all = true
      if plan.hasEffects { hasEffects = true }
      argumentWrites.add(plan.writes)
      plans.append(.init(.plan(plan), scope.item != nil ? .perItem : isConditional ? .atMostOnce : .once))
      return Typed(
        plan.rowMap?.node ?? PipelineNode(plan, feedsItem: false, e.range), plan.flow.value)
    case .list(let items): return list(items, e.range, scope)
    case .record(let items): return record(items, e.range, scope)
    case .call(let name, let arguments): return call(name, arguments, e.range, scope)
    case .block(let block):
      guard blockPlan(block, scope: scope, input: scope.item.map { Flow($0, many: false) }) != nil else {
        return failed(e.range)
      }
      return Typed(BlockNode(e.range), .block)
    case .try(let body, let name, let handler): return tryCatch(body, name, handler, e.range, scope)
    case .match(let subject, let arms): return match(subject, arms, e.range, scope)
    case .if(let condition, let then, let otherwise):
      let c = resolve(condition, scope)
      expectBool(c, "`if`", condition.range)
      let a = branch(then, scope)
      let b = otherwise.map { branch($0, scope) }
      return Typed(IfNode(c.node, a.node, b?.node, e.range), b.map { a.type.joined($0.type) } ?? a.type)
    case .unary(let op, let operand, _):
      let a = resolve(operand, scope)
      switch op {
      case .not:
        expectBool(a, "`not`", operand.range)
        let node = a.node
        return Typed(UnaryNode(node, e.range) { .bool(try !truth($0, node)) }, .bool)
      case .minus:
        if !a.type.isNumeric {
          error("E0208", "`-` needs a number, this is \(a.type.phrase)", at: operand.range, a.type.name)
        }
        if let constant = a.node as? ConstantNode, let negated = try? constant.constant.negated() {
          return self.constant(negated, a.type, e.range)
        }
        return Typed(UnaryNode(a.node, e.range) { try $0.negated() }, a.type)
      }
    case .binary(let op, let l, let r, let opRange): return binary(op, l, r, opRange, e.range, scope)
    case .range(let lower, let upper, _):
      let ends = [lower, upper].map { $0.map { resolve($0, scope) } }
      let type = (ends[0]?.type ?? .null).joined(ends[1]?.type ?? .null)
      let item: Type = if case .range(let inner) = type { inner } else { type }
      for end in ends.compactMap({ $0 }) {
        switch end.type {
        case .list, .record, .block, .bool:
          error(
            "E0206", "a range needs ends that have an order, this is \(end.type.phrase)", at: end.node.range,
            end.type.name)
          return failed(e.range)
        default: continue
        }
      }
      if let first = (ends[0]?.node as? ConstantNode)?.constant, let last = (ends[1]?.node as? ConstantNode)?.constant {
        let range = Self.range(first, last)
        if let low = range.lower, let high = range.upper, let order = try? low.sortOrder(high), order == .greater {
          error(
            "E0206", "this range ends before it begins, so that nothing lies in it", at: e.range, "the wrong way round",
            help: ["write  \(high.text)..\(low.text)"])
        }
      }
      let (hasLower, hasUpper) = (lower != nil, upper != nil)
      return Typed(
        StrictNode(ends.compactMap { $0?.node }, e.range) { values in
          for value in values { try Self.checkEnd(value) }
          return .range(Self.range(hasLower ? values[0] : nil, hasUpper ? values[hasLower ? 1 : 0] : nil))
        }, .range(item))
    case .member(let base, let name, let optional): return member(base, name, optional, e.range, scope)
    case .index(let base, let index): return self.index(base, index, e.range, scope)
    case .error: return failed(e.range)
    }
  }

  private static func checkEnd(_ value: Value) throws {
    switch value {
    case .list, .record, .opaque, .bool, .null: throw FunctionFault("..", value.typeName)
    default: return
    }
  }

  /// Ends that are ranges themselves (months) give their outer ends.
  static func range(_ lower: Value?, _ upper: Value?) -> ValueRange {
    var (a, b) = (lower, upper)
    if case .range(let r)? = a { a = r.lower }
    if case .range(let r)? = b { b = r.upper }
    return ValueRange(a, b)
  }

  private func noItem(_ what: String, _ range: SourceRange) -> Typed {
    lacksInput = true
    error(
      "E0202", "`\(what)` has no item here: nothing flows in", at: range, "no item",
      help: ["an item exists in a stage after `|` and inside a block"])
    return failed(range)
  }

  func isField(_ name: String, _ scope: Scope) -> Bool {
    guard case .record(let record)? = scope.item else { return false }
    return record.find(name) != nil
  }

  func expectBool(_ typed: Typed, _ what: String, _ range: SourceRange) {
    switch typed.type {
    case .bool, .any, .null: return
    default:
      let example = typed.type.isNumeric ? "> 0" : "== …"
      error(
        "E0207", "this is \(typed.type.phrase), but \(what) needs true or false", at: range, typed.type.name,
        help: [
          typed.type.isList
            ? "whether it holds any is asked by  (… | count) > 0" : "compare it, for example with  \(example)"
        ])
    }
  }

  // MARK: fields and variables

  private func field(_ path: FieldPath, _ range: SourceRange, _ scope: Scope, isWord: Bool) -> Typed {
    let name = path.names[0]
    if let probe, name == Probe.word {
      probe.found(.operand(scope))
      return failed(range)
    }
    guard let item = scope.item else {
      lacksInput = true
      var help = ["an item exists in a stage after `|` and inside a block"]
      if scope.variables[name] != nil {
        help = ["the variable is written  $\(name)"]
      } else if isWord, let hint = commandHint(name, scope) {
        help = [hint]
      } else if isWord {
        help.append("text is written in quotes: \"\(name)\"")
      }
      error(
        "E0202", "`\(name)` would be a field of the item, but nothing flows in here", at: range, "no item", help: help)
      return failed(range)
    }
    switch item {
    case .any:
      return fieldNode(path, nil, range)
    case .record(let record):
      guard let found = self.find(name, in: record, range, scope, isWord: isWord) else { return failed(range) }
      return fieldNode(FieldPath([found.name]), found, range)
    default:
      error(
        "E0202", "`\(name)` is not here: the item is \(item.phrase), not a record", at: range, "no such field",
        help: ["the item itself is  it"])
      return failed(range)
    }
  }

  private func fieldNode(_ path: FieldPath, _ field: RecordType.Field?, _ range: SourceRange) -> Typed {
    reads.add(path)
    return Typed(
      FieldNode(path, field, slot: newColumnSlot(), parentSlot: newColumnSlot(), range), field?.type ?? .any)
  }

  /// The field of a record by its name; reports and gives nil where there is none.
  func find(
    _ name: String, in record: RecordType, _ range: SourceRange, _ scope: Scope, isWord: Bool = false
  ) -> RecordType.Field? {
    if let probe, name == Probe.word {
      probe.found(.member(record))
      return nil
    }
    if let found = record.find(name) { return found }
    if record.isOpen { return RecordType.Field(name, .any) }
    let names = record.fields.map(\.name)
    let near = Suggestion.nearest(name, in: names)
    var help: [String] = []
    if !near.isEmpty {
      help.append("the nearest: " + near.map { "`\($0)`" }.joined(separator: ", "))
    } else if !names.isEmpty {
      help.append("fields: " + names.prefix(24).joined(separator: ", ") + (names.count > 24 ? ", …" : ""))
    }
    if scope.variables[name] != nil {
      help.append("the variable is written  $\(name)")
    } else if near.isEmpty, isWord {
      if let value = GeneralCommands.values[name.lowercased()] {
        help = ["that is  \(value)  here"]
      } else if let hint = commandHint(name, scope) {
        help = [hint]
      } else {
        help.append("text is written in quotes: \"\(name)\"")
      }
    }
    if record.isReference, let kind = record.kind.flatMap(host.kind), kind.type.find(name) != nil,
      let collection = kind.collection
    {
      help.append("this is a reference; the \(kind.name) itself is had by  \(collection) ID")
    }
    var diagnostic = Diagnostic(
      "E0202", "\(record.kind.map { "`\($0)`" } ?? "this record") has no field `\(name)`", at: range, "no such field",
      help: help)
    if let best = near.first { diagnostic.fixIts = [Diagnostic.FixIt(range, best)] }
    report(diagnostic)
    return nil
  }

  /// How the result of a command is had where a field would stand: `count == 0`.
  func commandHint(_ name: String, _ scope: Scope) -> String? {
    guard let command = command(name, input: nil, scope) else { return nil }
    if case .required = command.signature.input {
      return "`\(name)` is a command; its result is had in parentheses:  (… | \(name))"
    }
    return "`\(name)` is a command; its result is had in parentheses:  (\(name) | …)"
  }

  private func variable(_ name: String, _ range: SourceRange, _ scope: Scope) -> Typed {
    if let probe, name == Probe.word {
      probe.found(.variable(scope))
      return failed(range)
    }
    guard let variable = scope.variables[name] else {
      let near = Suggestion.nearest(name, in: scope.variables.keys.sorted())
      error(
        "E0209", "there is no variable `$\(name)` here", at: range, "not bound",
        help: !near.isEmpty
          ? ["the nearest: " + near.map { "$\($0)" }.joined(separator: ", ")]
          : name.contains { $0.isLowercase }
            ? ["bind it first:  let \(name) = …"] : ["a variable of the environment is written  $env.\(name)"])
      return failed(range)
    }
    variables = max(variables, variable.slot + 1)
    if variable.isLazy { plans.append(.init(.variable(variable.slot), .atMostOnce)) }
    return variable.isLazy
      ? Typed(VariableNode(slot: variable.slot, range), variable.type)
      : Typed(PlainVariableNode(slot: variable.slot, range), variable.type)
  }

  private func member(
    _ base: Expression, _ name: Name, _ optional: Bool, _ range: SourceRange, _ scope: Scope
  ) -> Typed {
    let (before, outer) = (reads, reads)
    reads = .none
    let said = diagnostics.count
    let b = resolve(base, scope)
    let baseReads = reads
    reads = outer.union(baseReads)
    if case .word(let word) = base.kind, scope.item == nil, command(word, input: nil, scope) != nil {
      help("a field of its items is had by  \(word) | get \(name.text)", at: base.range, since: said)
    }
    var type = Type.any
    var fieldName = name.text
    var field: RecordType.Field?
    switch b.type {
    case .record(let record):
      guard let found = find(name.text, in: record, name.range, scope) else { return failed(range) }
      type = found.type
      fieldName = found.name
      field = found
    case .range(let end) where ["from", "to"].contains(name.text): type = end
    case .any, .null: break
    case .range:
      error(
        "E0202", "a range has no field `\(name.text)`", at: name.range, "range",
        help: ["its ends are  .from  and  .to"])
      return failed(range)
    case .list:
      error(
        "E0202", "a list has no field `\(name.text)`", at: name.range, "list",
        help: ["take one element:  [0].\(name.text)", "or each:  | each < \(name.text) >"])
      return failed(range)
    default:
      error("E0202", "\(b.type.phrase) has no field `\(name.text)`", at: name.range, b.type.name)
      return failed(range)
    }
    if let node = b.node as? FieldNode, !optional, baseReads.paths.count == 1, !baseReads.all {
      reads = before
      return fieldNode(FieldPath(node.path.names + [fieldName]), field, range)
    }
    let key = fieldName
    let text = b.node.range
    return Typed(
      UnaryNode(b.node, range) { value in
        switch value {
        case .record(let record): return record[key] ?? .null
        case .range(let ends) where key == "from": return ends.lower ?? .null
        case .range(let ends) where key == "to": return ends.upper ?? .null
        case .null:
          if optional { return .null }
          throw Diagnostic(
            "E0301", "this is null here, so it has no `\(key)`", at: text, "null here",
            help: ["write  ?.\(key)  to get null instead"], exit: .failed)
        default:
          throw Diagnostic("E0302", "\(value.typeName) has no field `\(key)`", at: text, "here", exit: .failed)
        }
      }, type)
  }

  private func index(_ base: Expression, _ index: Expression, _ range: SourceRange, _ scope: Scope) -> Typed {
    let b = resolve(base, scope)
    let i = resolve(index, scope)
    let type: Type = if case .list(let item) = b.type { item } else { .any }
    switch (b.type, i.type) {
    case (.list, .any), (.list, .null), (.list, .number), (.record, .any), (.record, .null), (.record, .string),
      (.any, _), (.null, _):
      break
    default:
      error(
        "E0208", "\(b.type.phrase) cannot be indexed by \(i.type.phrase)", at: index.range, i.type.name,
        help: b.type.isList ? ["an item of a list has a number:  [0]  or from behind  [-1]"] : [])
    }
    return Typed(
      StrictNode([b.node, i.node], range) { values in
        switch (values[0], values[1]) {
        case (.null, _): return .null
        case (.record(let record), .string(let key)): return record[key] ?? .null
        case (.list(let list), .number(let n)):
          guard let position = n.integer.flatMap({ Int(exactly: $0) }) else { return .null }
          let place = position < 0 ? list.count + position : position
          return 0..<list.count ~= place ? list.element(place) : .null
        default:
          throw Diagnostic(
            "E0302", "\(values[0].typeName) cannot be indexed by \(values[1].typeName)", at: range, "here",
            exit: .failed)
        }
      }, type)
  }
}
