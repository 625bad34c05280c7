package import HvSyntax
package import HvValues

// How writes become a batch. A stage that writes for many rows runs to its end without sending anything: each write
// hands on a `PendingAnswer` in the place of what the server will say. Then the collector asks for consent, sends, and
// the answers take their places. Only stages that pass rows on unseen may stand between a write and the end of the
// collecting stage; what reads answers makes the collector open: its writes are sent one by one, under one consent.

/// Gathers what a stage wants to write, so that it is shown, agreed to and sent together. The host makes it.
package protocol WriteCollector: AnyObject, Sendable {
  /// What was gathered is sent.
  ///
  /// - Returns: what came back for each write, by the places of the pending answers, and the error that it ended with.
  /// - Throws: where nothing came back.
  func send() async throws -> (answers: [[Value]], failure: (any Error)?)
  /// What was gathered as a value that can be kept and applied later; nothing is sent.
  func plan() async throws -> Value
  /// So many items are going to be worked on, each with the same writes; nil where nobody knows.
  func expect(_ count: Int?)
}

/// What a collector is made for.
package struct Gathering: Sendable {
  /// The commands that write, in the order in which they stand.
  package let words: [String]
  /// How many writes an item makes at most; nil where nobody knows.
  package let perItem: Int?
  package let range: SourceRange
  /// Its input may be more than one record.
  package let isBulk: Bool
  /// A plan is made of the writes, and none is sent.
  package let keepsPlan: Bool

  init(_ stage: PlannedStage, keepsPlan: Bool) {
    self.keepsPlan = keepsPlan
    let inside = Writes(insideOf: stage)
    words = (stage.isWrite ? [stage.word] : []) + inside.words
    perItem = stage.isWrite ? 1 : inside.count
    range = stage.range
    isBulk = stage.isForMany
  }
}

/// The writes that stand in a stage or pipeline.
package struct Writes: Sendable {
  /// The commands, in the order in which they stand.
  package private(set) var words: [String] = []
  /// How many there are at most when it runs once; nil where nobody knows.
  package private(set) var count: Int? = 0

  package init() {}

  init(_ stage: PlannedStage) {
    self.init(insideOf: stage)
    if stage.isForMany, stage.gathers { count = nil }
    if stage.isWrite {
      words.insert(stage.word, at: 0)
      count = stage.isForMany ? nil : count.map { $0 + 1 }
    }
  }

  init(insideOf stage: PlannedStage) {
    for plan in stage.innerPlans { add(plan.plan.writes) }
    add(stage.argumentWrites)
  }

  package var isEmpty: Bool { words.isEmpty }

  mutating func add(_ other: Writes) {
    if other.isEmpty { return }
    words += other.words
    count = count.flatMap { own in other.count.map { own + $0 } }
  }
}

extension PlannedStage {
  /// The pipelines inside it that are known.
  fileprivate var innerPlans: [(plan: Plan, times: Inner.Times)] {
    (inner + expressions.flatMap(\.plans)).compactMap { inner in
      if case .plan(let plan) = inner.source { (plan, inner.times) } else { nil }
    }
  }

  /// Its writes are gathered here: those that it makes itself, and those of a block that is run for each item. What is
  /// run once gathers on its own.
  var gathers: Bool {
    isWrite || (isForMany && !argumentWrites.isEmpty)
      || innerPlans.contains { inner in
        if case .perItem = inner.times { !inner.plan.writes.isEmpty } else { false }
      }
  }
}

/// The answer to a write that has not been sent yet.
package final class PendingAnswer: OpaqueValue {
  package let place: Int
  package init(_ place: Int) { self.place = place }
  package var typeName: String { "answer" }
  package var text: String { "…" }
}

/// Runs a stage to its end, has sent what it wants to write, and emits what it emitted with the answers in their places.
final class CollectingStage: Stage {
  private let collector: any WriteCollector
  private let keepsPlan: Bool
  private var start: (() throws -> any Stage)?
  /// What comes after the answers that there are.
  private var failure: (any Error)?

  /// - Parameter keepsPlan: it emits a plan instead, and nothing is sent.
  init(_ collector: any WriteCollector, keepsPlan: Bool, _ start: @escaping () throws -> any Stage) {
    self.collector = collector
    self.keepsPlan = keepsPlan
    self.start = start
  }

  func next(_ demand: Int) async throws -> Batch? {
    guard let start else {
      defer { failure = nil }
      if let failure { throw failure }
      return nil
    }
    // Forgotten first: who asks again after an error must not make it happen twice.
    self.start = nil
    let gathered = try await start().drain()
    if keepsPlan { return Batch([try await collector.plan()]) }
    let sent = try await collector.send()
    failure = sent.failure
    // Nobody reads on: what became of the batch is all that is left to tell.
    if Task.isCancelled, let failure { throw failure }
    var values: [Value] = []
    for value in gathered { fill(value, sent.answers, into: &values) }
    return values.isEmpty ? try await next(demand) : Batch(values)
  }

  private func fill(_ value: Value, _ answers: [[Value]], into values: inout [Value]) {
    switch value {
    case .opaque(let opaque):
      guard let pending = opaque as? PendingAnswer else { return values.append(value) }
      if pending.place < answers.count { values += answers[pending.place] }
    // What a branch of `if` gives as a whole.
    case .list(let list) where list.elements.contains(where: \.isPending):
      var inner: [Value] = []
      for element in list.elements { fill(element, answers, into: &inner) }
      values.append(.list(ValueList(inner)))
    default: values.append(value)
    }
  }
}

extension Value {
  fileprivate var isPending: Bool {
    if case .opaque(let value) = self { value is PendingAnswer } else { false }
  }
}
