import HvValues

/// What the planner knows of a stage, beyond how to start it.
package enum StageRole: Sendable {
  /// Nothing: conditions do not pass it.
  case opaque
  /// It reads rows from outside and can be told what is wanted of them.
  case source(any PlannedSource)
  /// It keeps the rows for which all conditions hold; made anew of those that are left to it.
  case filter([Conjunct], rebuilt: @Sendable ([Conjunct]) -> PlannedStage)
  /// It hands on each row once, in order, with these fields.
  case fields(FieldMap)
  /// It hands on every row, in the opposite order.
  case reversal
  /// It orders the rows; made anew as one that keeps no more than a number of them.
  case sort(limited: @Sendable (Int) -> PlannedStage)
  /// It keeps so many of the first rows.
  case first(Int)
  /// It keeps so many of the last rows.
  case last(Int)
  /// It counts the rows and reads nothing of them.
  case count
  /// It makes one figure of all rows, which does not depend on their order.
  case figure
  /// The rows that it emits are those of a pipeline inside it; made anew of another one.
  case nested(Nested)

  package struct Nested: Sendable {
    let plan: Plan
    /// How many variables of the outer pipeline's scope mean the same inside.
    let variables: Int
    let rebuilt: @Sendable (Plan) -> PlannedStage
  }
}

/// A source of rows outside of the program, not yet started.
package protocol PlannedSource: Sendable {
  /// The source with a condition that it applies itself; nil where it cannot.
  ///
  /// - Parameter isOrderFree: whoever reads the rows does not care for their order.
  func pushing(_ predicate: Predicate, isOrderFree: Bool) -> PushDown?
  /// The stage that emits how many rows there are, without reading them; nil where that cannot be had.
  func counting(_ count: PlannedStage) -> PlannedStage?
  /// The stage that emits at least the last rows, without reading all; nil where that cannot be had.
  func last(_ count: Int) -> PlannedStage?
  /// The stage that reads it.
  func planned() -> PlannedStage
}

/// A source that took a condition over.
package struct PushDown: Sendable {
  package let source: any PlannedSource
  /// Every row that it emits fulfils the condition; where not, the condition still has to be applied here.
  package let isExact: Bool

  package init(_ source: any PlannedSource, isExact: Bool) {
    self.source = source
    self.isExact = isExact
  }
}

/// Which field of the incoming rows a field of the outgoing rows is.
package struct FieldMap: Sendable {
  /// The outgoing fields that this stage makes: of one incoming field, or of something else.
  let made: [String: FieldPath?]
  /// The incoming fields that are gone.
  let hidden: Set<String>
  /// All other fields go through.
  let passesOthers: Bool

  /// Nil where the field is computed.
  func source(of path: FieldPath) -> FieldPath? {
    guard let head = path.names.first else { return nil }
    if let own = made[head] { return own.map { FieldPath($0.names + path.names.dropFirst()) } }
    return passesOthers && !hidden.contains(head) ? path : nil
  }
}
