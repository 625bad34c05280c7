import HvSyntax
import HvValues
import Synchronization

// Values that only the engine knows.

/// A block: the variables and the item it was written among. What it does is in the plan of the stage that runs it.
final class BlockValue: OpaqueValue {
  let variables: [Value]
  let item: Value
  init(variables: [Value], item: Value) {
    self.variables = variables
    self.item = item
  }
  var typeName: String { "block" }
  var text: String { "< … >" }
}

/// What `catch` binds: the message and code of an error.
enum ErrorValue {
  static func make(_ error: any Error) -> Value {
    let diagnostic = error as? Diagnostic
    return .record(
      Record(pairs: [
        ("message", .string(diagnostic?.message ?? "\(error)")),
        ("code", diagnostic.map { .string($0.code) } ?? .null),
      ]))
  }
}

/// What `let` binds: a pipeline that is read when it is needed, kept, and read again without a request.
///
/// It may be read from several places and tasks; each asks for the batches in order, and only the first to want a
/// batch waits for it.
package final class LazyBinding: OpaqueValue {
  package let plan: Plan
  private let reader: Reader
  private let ended = Mutex(false)

  /// All of it is here.
  var isRead: Bool { ended.withLock { $0 } }

  /// - Parameters:
  ///   - input: what the pipeline is fed, nil where nothing.
  ///   - few: how many rows are asked for at least, when a reader wants only some.
  init(_ plan: Plan, _ frame: Frame, input: [Value]? = nil, few: Int = Demand.onePage) {
    self.plan = plan
    self.reader = Reader(
      plan, run: frame.run, variables: frame.variables, item: frame.item, trail: frame.trail,
      collector: frame.collector, input: input, few: few)
  }

  /// The batch at a place, nil after the last.
  fileprivate func batch(_ place: Int, demand: Int) async throws -> Batch? {
    let batch = try await reader.batch(place, demand: demand)
    if batch == nil { ended.withLock { $0 = true } }
    return batch
  }

  package var typeName: String { plan.flow.many ? "list" : "value" }
  package var text: String { "…" }

  /// The whole as one value: a list, or the one value.
  func value() async throws -> Value {
    let value = try await reader.whole(isMany: plan.flow.many)
    ended.withLock { $0 = true }
    return value
  }

  package func stage() -> any Stage { ReplayStage(self) }

  /// Keeps the batches read so far. An actor, so that two readers never pull the same stage at once.
  actor Reader {
    private var batches: [Batch] = []
    private var stage: (any Stage)?
    private var isEnded = false
    private var failure: (any Error)?
    private var all: Value?
    private var isPulling = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private let start: @Sendable () throws -> any Stage
    private let few: Int

    init(
      _ plan: Plan, run: Run, variables: [Value], item: Value, trail: Trail?,
      collector: (any WriteCollector)?,
      input: [Value]?, few: Int
    ) {
      self.few = few
      start = {
        var frame = Frame(run: run, variables: variables, item: item, trail: trail)
        // Who reads what was bound wants what the server said.
        if let collector { frame = frame.gathering(collector).readingAnswers() }
        return try plan.start(input.map { BatchStage($0) }, frame)
      }
    }

    func whole(isMany: Bool) async throws -> Value {
      if let all { return all }
      var values: [Value] = []
      var place = 0
      while let batch = try await batch(place, demand: .max) {
        values.append(contentsOf: batch.values)
        place += 1
      }
      let value: Value = isMany ? .list(ValueList(values)) : values.first ?? .null
      all = value
      return value
    }

    /// The batch at a place, nil after the last. A reader that wants little must not make the pages small for all.
    func batch(_ place: Int, demand: Int) async throws -> Batch? {
      while true {
        if place < batches.count { return batches[place] }
        if isEnded { return nil }
        if let failure { throw failure }
        if isPulling {
          await withCheckedContinuation { waiting.append($0) }
          continue
        }
        isPulling = true
        defer {
          isPulling = false
          for continuation in waiting { continuation.resume() }
          waiting = []
        }
        do {
          if stage == nil {
            stage = try start()
            // After a reader was cancelled, what is here already is read once more and dropped.
            for _ in 0..<batches.count { _ = try await stage?.next(few) }
          }
          guard let batch = try await stage?.next(demand == .max ? .max : max(few, min(demand, Demand.onePage))) else {
            isEnded = true
            return nil
          }
          batches.append(batch)
        } catch is CancellationError {
          stage = nil
          throw CancellationError()
        } catch {
          failure = error
          throw error
        }
      }
    }
  }
}

private final class ReplayStage: Stage {
  private let binding: LazyBinding
  private var place = 0
  init(_ binding: LazyBinding) { self.binding = binding }
  func next(_ demand: Int) async throws -> Batch? {
    let batch = try await binding.batch(place, demand: demand)
    if batch != nil { place += 1 }
    return batch
  }
}
