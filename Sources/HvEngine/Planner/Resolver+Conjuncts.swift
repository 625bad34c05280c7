import HvSyntax
import HvValues

extension Resolver {
  /// The parts of a condition that are joined by `and`, each with what it says to a source of rows.
  func conjuncts(_ e: Expression, scope: Scope) -> [Conjunct] {
    if let inner = e.unwrapped { return conjuncts(inner, scope: scope) }
    if case .binary(.and, let left, let right, _) = e.kind {
      return conjuncts(left, scope: scope) + conjuncts(right, scope: scope)
    }
    return [Conjunct(expression: rowExpression(e, scope: scope), predicate: predicate(e, scope))]
  }

  private func predicate(_ e: Expression, _ scope: Scope) -> Predicate? {
    if let inner = e.unwrapped { return predicate(inner, scope) }
    switch e.kind {
    case .unary(.not, let operand, _): return flag(operand, is: false, scope, e.range)
    case .binary(.or, let left, let right, _):
      guard let a = predicate(left, scope), let b = predicate(right, scope), a.path == b.path,
        a.comparison == b.comparison, a.comparison == .equal || a.comparison == .within
      else { return nil }
      return Predicate(
        a.path, reference: a.reference, a.comparison, a.operands + b.operands,
        variables: max(a.variables, b.variables), at: e.range)
    case .binary(let op, let left, let right, _):
      if let comparison = op.comparison {
        return self.comparison(left, comparison, right, scope, e.range)
          ?? self.comparison(right, comparison.turned, left, scope, e.range)
      }
      return op == .in ? membership(left, right, scope, e.range) : nil
    default: return flag(e, is: true, scope, e.range)
    }
  }

  /// A field that is true or false by itself.
  private func flag(_ e: Expression, is value: Bool, _ scope: Scope, _ range: SourceRange) -> Predicate? {
    guard let field = fieldOperand(e, scope), case .bool = field.type else { return nil }
    let constant = RowExpression(
      node: ConstantNode(.bool(value), range), type: .bool, reads: .none, range: range, lookups: [])
    return Predicate(field.path, .equal, [.value(constant)], at: range)
  }

  private func comparison(
    _ e: Expression, _ comparison: Predicate.Comparison, _ other: Expression, _ scope: Scope, _ range: SourceRange
  ) -> Predicate? {
    guard let field = fieldOperand(e, scope), let operand = operand(other, for: field, scope) else { return nil }
    return Predicate(
      field.path, reference: field.reference, comparison, [operand.operand], variables: operand.variables, at: range)
  }

  private func membership(_ e: Expression, _ container: Expression, _ scope: Scope, _ range: SourceRange) -> Predicate?
  {
    guard let field = fieldOperand(e, scope) else { return nil }
    if case .list(let items) = container.kind {
      var operands: [Predicate.Operand] = []
      var variables = 0
      for item in items {
        guard case .value(let element) = item, let operand = operand(element, for: field, scope) else { return nil }
        operands.append(operand.operand)
        variables = max(variables, operand.variables)
      }
      guard !operands.isEmpty else { return nil }
      return Predicate(field.path, reference: field.reference, .equal, operands, variables: variables, at: range)
    }
    guard let value = constantOverRows(container, scope), case .range = value.type else { return nil }
    return Predicate(field.path, .within, [.value(value)], variables: value.variables, at: range)
  }

  // MARK: the two sides

  private struct FieldOperand {
    let path: FieldPath
    let type: Type
    var reference: String? {
      if case .record(let record) = type { record.kind } else { nil }
    }
  }

  /// The expression as a plain field of the row, also one that is reached by `?.`.
  private func fieldOperand(_ e: Expression, _ scope: Scope) -> FieldOperand? {
    if let inner = e.unwrapped { return fieldOperand(inner, scope) }
    switch e.kind {
    case .word, .field, .pipeline: break
    case .member(let base, let name, optional: true):
      guard let inner = fieldOperand(base, scope), case .record(let record) = inner.type,
        let field = record.find(name.text)
      else { return nil }
      return FieldOperand(path: FieldPath(inner.path.names + [field.name]), type: field.type)
    case .member(let base, _, optional: false):
      guard fieldOperand(base, scope) != nil else { return nil }
    default: return nil
    }
    guard let expression = tentatively({ rowExpression(e, scope: scope) }), let path = expression.path else {
      return nil
    }
    return FieldOperand(path: path, type: expression.type)
  }

  /// The expression as one that is the same for all rows and has a known type.
  private func constantOverRows(_ e: Expression, _ scope: Scope) -> RowExpression? {
    guard let expression = tentatively({ rowExpression(e, scope: scope) }), expression.reads == .none,
      expression.lookups.isEmpty, !expression.hasEffects
    else { return nil }
    switch expression.type {
    case .any, .null: return nil
    default: return expression
    }
  }

  private func operand(_ e: Expression, for field: FieldOperand, _ scope: Scope)
    -> (operand: Predicate.Operand, variables: Int)?
  {
    guard let value = constantOverRows(e, scope) else { return nil }
    if let kind = field.reference {
      switch value.type {
      case .string:
        guard case .string(let name)? = value.constant, host.hasNames(kind) else { return nil }
        return (.name(NameLookup(place: newNamePlace(), kind: kind, name: name, range: e.range)), 0)
      case .number: break
      case .record(let record) where record.kind == kind: break
      default: return nil
      }
    }
    return (.value(value), value.variables)
  }
}

extension Expression {
  /// What stands in plain parentheses.
  fileprivate var unwrapped: Expression? {
    guard case .pipeline(let pipeline) = kind, pipeline.stages.count == 1,
      case .expression(let inner)? = pipeline.stages.first?.kind
    else { return nil }
    return inner
  }
}

extension BinaryOperator {
  fileprivate var comparison: Predicate.Comparison? {
    switch self {
    case .equal: .equal
    case .less: .below
    case .lessOrEqual: .atMost
    case .greater: .above
    case .greaterOrEqual: .atLeast
    default: nil
    }
  }
}

extension Predicate.Comparison {
  /// The comparison with its sides exchanged.
  fileprivate var turned: Predicate.Comparison {
    switch self {
    case .equal, .within: self
    case .atLeast: .atMost
    case .above: .below
    case .atMost: .atLeast
    case .below: .above
    }
  }
}
