import HvSyntax
import HvValues

extension Resolver {
  func binary(
    _ op: BinaryOperator, _ l: Expression, _ r: Expression, _ opRange: SourceRange, _ range: SourceRange, _ scope: Scope
  ) -> Typed {
    let a = resolve(l, scope)
    let b = resolve(r, scope)
    if let probe, op != .and, op != .or {
      for (place, other) in [(r, a), (l, b)] where Probe.isPlace(place) {
        probe.found(.comparison(other.type, (other.node as? FieldNode)?.field))
      }
    }
    switch op {
    case .and, .or:
      expectBool(a, "`\(op.rawValue)`", l.range)
      expectBool(b, "`\(op.rawValue)`", r.range)
      return Typed(LogicNode(a.node, b.node, isAnd: op == .and, range), .bool)
    case .coalesce:
      return Typed(CoalesceNode(a.node, b.node, range), a.type.joined(b.type))
    case .equal, .notEqual:
      if let match = nameMatch(a, b, r, isEqual: op == .equal, range)
        ?? nameMatch(b, a, l, isEqual: op == .equal, range)
      {
        return match
      }
      checkComparable(a, b, op, opRange, range)
      checkChoice(b, of: a)
      checkChoice(a, of: b)
      let equal = op == .equal
      return Typed(
        BinaryNode(a.node, b.node, range, kernel: NumberKernel(op)) { .bool(Operators.areEqual($0, $1) == equal) },
        .bool)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      checkComparable(a, b, op, opRange, range)
      return Typed(
        BinaryNode(a.node, b.node, range, kernel: NumberKernel(op)) { .bool(try Operators.compare(op, $0, $1)) }, .bool)
    case .in, .notIn:
      if let match = namesMatch(a, r, isIn: op == .in, range, scope) { return match }
      checkMembership(a, b, r, range)
      if case .list(let items) = r.kind {
        for item in items {
          if case .value(let e) = item, case .string = e.kind { checkChoice(resolve(e, scope), of: a) }
        }
      }
      let isIn = op == .in
      return Typed(
        BinaryNode(a.node, b.node, range) { x, y in
          if x.isNull { return .bool(false) }
          return .bool(try Operators.isIn(x, y) == isIn)
        }, .bool)
    case .matches, .notMatches: return regex(a, b, l, r, op == .matches, range)
    case .plus, .minus, .times, .divide, .remainder:
      let type = arithmetic(op, a, b, opRange)
      let apply: @Sendable (Value, Value) throws -> Value =
        switch op {
        case .plus: { try $0.adding($1) }
        case .minus: { try $0.subtracting($1) }
        case .times: { try $0.multiplied(by: $1) }
        case .divide: { try $0.divided(by: $1) }
        default: { try $0.remainder(dividingBy: $1) }
        }
      return Typed(BinaryNode(a.node, b.node, range, kernel: NumberKernel(op), apply), type)
    }
  }

  // MARK: references and names

  /// `project == "Website"`: the name is looked up once, then ids are compared.
  private func nameMatch(_ a: Typed, _ b: Typed, _ nameExpression: Expression, isEqual: Bool, _ range: SourceRange)
    -> Typed?
  {
    guard case .record(let record) = a.type, let kind = record.kind,
      let constant = b.node as? ConstantNode, case .string(let name) = constant.constant
    else { return nil }
    if !host.hasNames(kind) {
      error(
        "E0206", "\(kind.article) \(kind) has no name to compare with; compare its id", at: nameExpression.range,
        "text")
      return failed(range)
    }
    let place = newNamePlace()
    lookups.append(NameLookup(place: place, kind: kind, name: name, range: nameExpression.range))
    return Typed(NameMatchNode(a.node, place: place, isEqual: isEqual, ofNull: !isEqual, range), .bool)
  }

  /// `project in ["Website", "Shop"]`: any of several look-ups.
  private func namesMatch(_ a: Typed, _ list: Expression, isIn: Bool, _ range: SourceRange, _ scope: Scope) -> Typed? {
    guard case .record(let record) = a.type, let kind = record.kind, case .list(let items) = list.kind else {
      return nil
    }
    var result: Typed?
    for item in items {
      guard case .value(let e) = item else { return nil }
      let b = resolve(e, scope)
      let one: Typed
      if let constant = b.node as? ConstantNode, case .string(let name) = constant.constant {
        let place = newNamePlace()
        lookups.append(NameLookup(place: place, kind: kind, name: name, range: e.range))
        one = Typed(NameMatchNode(a.node, place: place, isEqual: isIn, ofNull: false, range), .bool)
      } else {
        one = Typed(
          BinaryNode(a.node, b.node, range) { .bool(!$0.isNull && Operators.areEqual($0, $1) == isIn) }, .bool)
      }
      result = result.map { Typed(LogicNode($0.node, one.node, isAnd: !isIn, range), .bool) } ?? one
    }
    return result
  }

  // MARK: what may be compared with what

  private enum Family: Equatable { case number, text, date, time, duration, bool, list, record, range, block }

  private func family(_ type: Type) -> Family? {
    switch type {
    case .any, .null: nil
    case .number, .money: .number
    case .string: .text
    case .day, .instant: .date
    case .time: .time
    case .duration: .duration
    case .bool: .bool
    case .list: .list
    case .record: .record
    case .range: .range
    case .block, .chart, .document: .block
    }
  }

  private func checkComparable(
    _ a: Typed, _ b: Typed, _ op: BinaryOperator, _ opRange: SourceRange, _ range: SourceRange
  ) {
    guard let x = family(a.type), let y = family(b.type) else { return }
    let isOrder = op != .equal && op != .notEqual
    if isOrder {
      for (typed, kind) in [(a, x), (b, y)] where [.bool, .list, .record, .range, .block].contains(kind) {
        error(
          "E0208", "`\(op.rawValue)` compares sizes, and \(typed.type.phrase) has none", at: typed.node.range,
          typed.type.name,
          help: kind == .range
            ? ["write  in  to ask whether a value lies in a range"] : figures(of: typed))
        return
      }
    }
    if !isOrder, case .record(let one) = a.type, case .record(let other) = b.type, let kind = one.kind,
      let otherKind = other.kind, kind != otherKind
    {
      error(
        "E0208", "\(kind.article) \(kind) is never \(otherKind.article) \(otherKind)", at: opRange, "",
        help: ["compare fields of them, for example  \(kind).name"])
      return
    }
    if x == y { return }
    let pair: Set<String> = ["\(x)", "\(y)"]
    if pair == ["number", "duration"] { return }
    if !isOrder && (pair == ["record", "number"] || pair == ["record", "text"]) { return }
    var help: [String] = []
    if y == .range || x == .range { help = ["write  in  to ask whether a value lies in a range"] }
    if pair == ["text", "date"] { help = ["dates are written without quotes:  2024-01-31"] }
    if pair == ["text", "number"] { help = ["numbers are written without quotes"] }
    if pair == ["date", "number"] { help = ["dates are written  2024-01-31"] }
    for (list, other) in [(a, y), (b, x)] where list.type.isList {
      if case .list(let item) = list.type, item.isAny || family(item) == other {
        help = ["whether it is one of a list is asked by  in"]
      }
      if other == .number { help += figures(of: list) }
    }
    report(
      {
        var d = Diagnostic("E0208", "\(a.type.phrase) cannot be compared with \(b.type.phrase)", at: opRange, "")
        d.secondary = [.init(a.node.range, a.type.name), .init(b.node.range, b.type.name)]
        d.help = help
        return d
      }())
  }

  /// What makes a figure of a list.
  private func figures(of list: Typed) -> [String] {
    guard case .list(let item) = list.type else { return [] }
    let text = text(list.node.range) ?? "…"
    func figure(_ function: String, _ stage: String) -> String {
      list.node is PipelineNode && text.hasSuffix(")") ? "\(text.dropLast()) | \(stage))" : "\(function)(\(text))"
    }
    // Money of several currencies has no one sum.
    let adds = if case .money = item { false } else { item.isNumeric }
    return (adds ? ["its sum is  " + figure("sum", "sum it")] : [])
      + ["how many there are is  " + figure("count", "count")]
  }

  /// A text that a field can never be: `state == "opne"`.
  func checkChoice(_ text: Typed, of field: Typed) {
    guard let field = (field.node as? FieldNode)?.field, !field.choices.isEmpty,
      case .string(let given)? = (text.node as? ConstantNode)?.constant, !field.choices.contains(given)
    else { return }
    let near = Suggestion.nearest(given, in: field.choices)
    var diagnostic = Diagnostic(
      "E0206", "`\(field.name)` is never “\(Diagnostic.clipped(given))”", at: text.node.range, "not known",
      help: near.prefix(1).map { "the nearest: \"\($0)\"" }
        + ["it is one of: " + field.choices.joined(separator: ", ")])
    if let best = near.first { diagnostic.fixIts = [Diagnostic.FixIt(text.node.range, "\"\(best)\"")] }
    report(diagnostic)
  }

  private func checkMembership(_ a: Typed, _ b: Typed, _ r: Expression, _ range: SourceRange) {
    switch b.type {
    case .any, .null, .list: return
    case .range(let item):
      if let x = family(a.type), let y = family(item), x != y, !(x == .number && y == .duration) {
        error(
          "E0208", "\(a.type.phrase) cannot lie in a range of \(item.name)s", at: range, "",
          help: x == .text && y == .date ? ["dates are written without quotes:  2024-01-31"] : [])
      }
    case .string:
      error(
        "E0208", "`in` needs a list or a range, this is a string", at: r.range, "string",
        help: ["write  contains(text, part)  to look inside a text"])
    default:
      error(
        "E0208", "`in` needs a list or a range, this is \(b.type.phrase)", at: r.range, b.type.name,
        help: ["for example  in [1, 2]  or  in 2024-01"])
    }
  }

  private func arithmetic(
    _ op: BinaryOperator, _ left: Typed, _ right: Typed, _ opRange: SourceRange
  ) -> Type {
    let (a, b) = (left.type, right.type)
    if a.isAny || b.isAny { return .any }
    if case .null = a { return .any }
    if case .null = b { return .any }
    switch (op, a, b) {
    case (.plus, .string, .string): return .string
    case (.plus, .list(let x), .list(let y)): return .list(x.joined(y))
    case (.plus, .number, .number), (.minus, .number, .number), (.times, .number, .number), (.divide, .number, .number),
      (.remainder, .number, .number), (.divide, .money, .money), (.divide, .duration, .duration):
      return .number
    case (.plus, .money, .money), (.minus, .money, .money), (.times, .money, .number), (.times, .number, .money),
      (.divide, .money, .number):
      return .money
    case (.plus, .duration, .duration), (.minus, .duration, .duration), (.times, .duration, .number),
      (.times, .number, .duration), (.minus, .day, .day), (.minus, .instant, .instant):
      return .duration
    case (.plus, .number, .duration), (.minus, .number, .duration), (.plus, .duration, .number),
      (.minus, .duration, .number):
      return .number
    case (.plus, .day, .duration), (.minus, .day, .duration), (.plus, .duration, .day): return .day
    case (.plus, .instant, .duration), (.minus, .instant, .duration), (.plus, .duration, .instant): return .instant
    case (.plus, .time, .duration), (.minus, .time, .duration), (.plus, .duration, .time): return .time
    case (.minus, .time, .time), (.minus, .day, .instant), (.minus, .instant, .day): return .duration
    case (.times, .money, .duration), (.times, .duration, .money), (.divide, .money, .duration): return .money
    case (.divide, .number, .duration), (.divide, .duration, .number): return .any
    default:
      var help: [String] = []
      if op == .plus, case .string = a { help = ["text is put together with  \"{a} {b}\""] }
      if op == .plus, case .string = b { help = ["text is put together with  \"{a} {b}\""] }
      if case .day = a, case .number = b { help = ["days are written  7d"] }
      for (list, other) in [(left, b), (right, a)] where other.isNumeric {
        help += figures(of: list)
      }
      error("E0208", "`\(op.rawValue)` does not work on \(a.phrase) and \(b.phrase)", at: opRange, "", help: help)
      return .any
    }
  }

  private func regex(_ a: Typed, _ b: Typed, _ l: Expression, _ r: Expression, _ isMatch: Bool, _ range: SourceRange)
    -> Typed
  {
    for (typed, e) in [(a, l), (b, r)] {
      if let family = family(typed.type), family != .text {
        error("E0208", "`=~` works on text, this is \(typed.type.phrase)", at: e.range, typed.type.name)
      }
    }
    if let constant = b.node as? ConstantNode, case .string(let pattern) = constant.constant {
      guard let compiled = Pattern(pattern) else {
        error("E0214", "this pattern is no regular expression", at: r.range, "not understood")
        return failed(range)
      }
      return Typed(
        UnaryNode(a.node, range) { value in
          guard case .string(let text) = value else { return .bool(false) }
          return .bool(compiled.matches(text) == isMatch)
        }, .bool)
    }
    let patternRange = r.range
    return Typed(
      BinaryNode(a.node, b.node, range) { x, y in
        guard case .string(let text) = x else { return .bool(false) }
        guard case .string(let source) = y, let pattern = Pattern(source) else {
          throw Diagnostic("E0302", "this pattern is no regular expression", at: patternRange, "here", exit: .failed)
        }
        return .bool(pattern.matches(text) == isMatch)
      }, .bool)
  }
}

/// A compiled regular expression. It finds a match anywhere in the text.
struct Pattern: @unchecked Sendable {
  // Unchecked because Regex is not marked Sendable; it is compiled once and only read afterwards.
  private let regex: Regex<AnyRegexOutput>

  init?(_ source: String) {
    guard let regex = try? Regex(source) else { return nil }
    self.regex = regex
  }

  func matches(_ text: String) -> Bool { text.firstMatch(of: regex) != nil }
}
