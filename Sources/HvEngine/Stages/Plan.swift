package import HvSyntax
import HvValues

/// How much of its input a stage keeps.
package enum Buffering: Sendable, Equatable {
  case streams
  case holds(Int)
  case holdsAll

  package var text: String {
    switch self {
    case .streams: "streams"
    case .holds(let n): "holds \(n)"
    case .holdsAll: "holds all"
    }
  }
}

/// One checked stage: what it emits, what it reads, and how to start it.
package struct PlannedStage: Sendable {
  /// The word typed, for messages and `explain`.
  package var word: String
  package var range: SourceRange
  package var flow: Flow
  package var buffering: Buffering
  /// The fields of the incoming rows that it reads itself.
  package var reads: FieldUse
  /// The incoming rows go out again, so that what is read later is read of them too.
  package var passesRows: Bool
  /// It writes or acts, and emits no rows that anybody should see.
  package var isSilent = false
  /// It gives one value or none, and none is no value: an `if` without `else`.
  package var mayBeNothing = false
  /// Running it does something besides giving rows, so that the order of runs matters.
  package var hasEffects = false
  /// It sends changes to the server itself.
  package var isWrite = false
  /// The writes in its arguments, where `expressions` does not tell of them.
  package var argumentWrites = Writes()
  /// More than one item may flow in.
  package var isForMany = false
  /// What the stages inside it emit is thrown away.
  package var discards = false
  /// It turns what the stage before it would write into a plan, so that nothing is sent.
  package var takesPlan = false
  /// What the planner knows of it.
  package var role = StageRole.opaque
  /// The expressions it evaluates, for `explain`: they may hold pipelines and names.
  package var expressions: [RowExpression] = []
  /// What it emits are the rows of the pipeline inside it.
  var givesInner: Bool { if case .nested = role { true } else { false } }
  /// No rows flow in: its expressions are evaluated once.
  var isEvaluatedOnce = false
  /// What it gives for one item, where that is an expression.
  var rowMap: RowMap?
  /// What it asks the outside for, for `explain`.
  package var reading: (any Reading)?
  /// The pipelines inside it, for `explain`.
  package var inner: [Inner] = []

  package struct Inner: Sendable {
    package enum Source: Sendable {
      case plan(Plan)
      /// What a variable of this place is bound to.
      case variable(Int)
    }
    package enum Times: Sendable { case once, atMostOnce, perItem }
    package let source: Source
    package let times: Times

    package init(_ source: Source, _ times: Times = .once) {
      self.source = source
      self.times = times
    }

    /// The pipeline, where that is known and has not been read yet.
    func plan(_ frame: Frame) -> Plan? {
      switch source {
      case .plan(let plan): return plan
      case .variable(let slot):
        guard slot < frame.variables.count, case .opaque(let value) = frame.variables[slot],
          let binding = value as? LazyBinding, !binding.isRead
        else { return nil }
        return binding.plan
      }
    }
  }
  /// Starts it on what comes from the stage before, in a frame, told which fields of its rows anybody reads later.
  package var start: @Sendable (_ upstream: (any Stage)?, _ frame: Frame, _ needed: FieldUse) throws -> any Stage

  package init(
    _ word: String, at range: SourceRange, _ flow: Flow, buffering: Buffering = .streams, reads: FieldUse = .none,
    passesRows: Bool = false,
    start: @escaping @Sendable (_ upstream: (any Stage)?, _ frame: Frame, _ needed: FieldUse) throws -> any Stage
  ) {
    self.word = word
    self.range = range
    self.flow = flow
    self.buffering = buffering
    self.reads = reads
    self.passesRows = passesRows
    self.start = start
  }
}

/// A checked pipeline, ready to be started any number of times.
package final class Plan: Sendable {
  package let stages: [PlannedStage]
  package let flow: Flow
  package let range: SourceRange
  /// Which of the input's fields are read, when the first stage takes an input.
  package let reads: FieldUse
  /// It writes or acts; what it emits is not for anybody to see.
  package var isSilent: Bool { stages.last?.isSilent ?? false }
  /// Where it gives no value, there is nothing to be written, not null.
  package var mayBeNothing: Bool { !flow.many && stages.last?.mayBeNothing == true }
  /// Running it does something besides giving rows.
  package var hasEffects: Bool { stages.contains { $0.hasEffects || $0.isSilent } }
  /// Which fields of the rows that each stage emits are read later.
  let needs: [FieldUse]
  /// The writes in it.
  package let writes: Writes
  /// What it gives for one item, where that is an expression.
  let rowMap: RowMap?
  /// Which stages gather the writes of many rows into one batch.
  private let gathers: [Bool]

  package init(_ stages: [PlannedStage], flow: Flow, range: SourceRange, needed: FieldUse = .everything) {
    self.stages = stages
    self.flow = flow
    self.range = range
    var need = needed
    var needs: [FieldUse] = []
    for stage in stages.reversed() {
      needs.append(need)
      need = stage.passesRows ? stage.reads.union(need) : stage.reads
    }
    self.needs = needs.reversed()
    self.reads = need
    writes = stages.reduce(into: Writes()) { $0.add(Writes($1)) }
    gathers = stages.map(\.gathers)
    rowMap = RowMap(stages)
  }

  /// The same pipeline for somebody who reads only these fields of what it emits.
  package func needing(_ use: FieldUse) -> Plan { Plan(stages, flow: flow, range: range, needed: use) }

  /// The same pipeline in other stages.
  func with(_ stages: [PlannedStage]) -> Plan { Plan(stages, flow: flow, range: range) }

  /// Hands on to a stage made of this plan what the plan does besides giving rows.
  func marking(_ stage: PlannedStage) -> PlannedStage {
    var marked = stage
    marked.isSilent = isSilent
    marked.mayBeNothing = mayBeNothing
    marked.hasEffects = hasEffects
    return marked
  }

  /// Starts every stage; nothing is fetched before the result is asked.
  ///
  /// A stage that writes for many rows is run to its end first, and what it wants to write is then sent together.
  package func start(_ input: (any Stage)?, _ frame: Frame) throws -> any Stage {
    var current = input
    for (place, stage) in stages.enumerated() {
      let (upstream, need) = (current, needs[place])
      let isLast = place + 1 == stages.count
      let keeps = !isLast && stages[place + 1].takesPlan
      if gathers[place] || (keeps && !Writes(stage).isEmpty), frame.collector == nil,
        let collector = frame.run.host.collector(Gathering(stage, keepsPlan: keeps), frame.run)
      {
        current = CollectingStage(collector, keepsPlan: keeps) {
          try stage.start(upstream, frame.gathering(collector), need)
        }
      } else if frame.collector != nil, !isLast, !stage.discards {
        current = try stage.start(upstream, frame.readingAnswers(), need)
      } else {
        current = try stage.start(upstream, frame, need)
      }
    }
    return current ?? BatchStage([Batch]())
  }
}
