package import HvSyntax
package import HvValues

/// A condition on one field whose other side is the same for every row: what a source of rows may be able to apply
/// itself, before the rows come here.
package struct Predicate: Sendable {
  package enum Comparison: Sendable, Equatable {
    /// The field equals one of the operands.
    case equal
    case atLeast, above, atMost, below
    /// The field lies within one of the operands, which are ranges.
    case within
  }

  /// What the field is compared with.
  package enum Operand: Sendable {
    /// An expression that reads nothing of the row; it is evaluated once.
    case value(RowExpression)
    /// A name of a record; it is looked up once.
    case name(NameLookup)
  }

  /// The field in the rows of the source. Of a reference it is the reference itself, not its id.
  package var path: FieldPath
  /// The kind of record that the field refers to, where it is a reference.
  package let reference: String?
  package let comparison: Comparison
  /// At least one; several are alternatives.
  package let operands: [Operand]
  /// Where the condition stands.
  package let range: SourceRange
  /// How many variables have to be in scope for the operands.
  package let variables: Int

  package init(
    _ path: FieldPath, reference: String? = nil, _ comparison: Comparison, _ operands: [Operand], variables: Int = 0,
    at range: SourceRange
  ) {
    self.path = path
    self.reference = reference
    self.comparison = comparison
    self.operands = operands
    self.variables = variables
    self.range = range
  }

  /// The operands' values: ids for names.
  package func values(_ frame: Frame) async throws -> [Value] {
    var out: [Value] = []
    let rows = frame.forRows()
    for operand in operands {
      switch operand {
      case .value(let expression):
        try await expression.prepare(rows)
        out.append(try await expression.node.value(rows))
      case .name(let lookup): out.append(Value(Int(try await lookup.id(frame.run.host))))
      }
    }
    return out
  }

  /// Whether a row's value of the field fulfils it, by the operators of the language.
  package func holds(for value: Value, operands: [Value]) throws -> Bool {
    try operands.contains { operand in
      switch comparison {
      case .equal: Operators.areEqual(value, operand)
      case .within: try Operators.isIn(value, operand)
      case .atLeast: try Operators.compare(.greaterOrEqual, value, operand)
      case .above: try Operators.compare(.greater, value, operand)
      case .atMost: try Operators.compare(.lessOrEqual, value, operand)
      case .below: try Operators.compare(.less, value, operand)
      }
    }
  }
}

extension NameLookup {
  /// The id that the name means.
  package func id(_ host: any Host) async throws -> Int64 {
    try await host.id(of: name, kind: kind, at: range)
  }
}

/// One of the conditions that a `where` joins with `and`.
package struct Conjunct: Sendable {
  package let expression: RowExpression
  /// What it says to a source; nil where it is no comparison of a field with something that is the same for all rows.
  package let predicate: Predicate?
}
