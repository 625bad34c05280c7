import HvSyntax
import HvValues

/// Runs a block for every item and emits everything it emits, in the order of the items.
///
/// While the consumer wants everything, several items are started ahead, each up to its first batch; while it wants a
/// few rows, only the item that is needed runs, so that no request is made in vain. An item that the caller may not
/// read is left out and noted as a gap of the run; any other error ends the stage.
final class EachStage: Stage {
  /// Items in flight, unless `parallel` says otherwise.
  static let defaultWidth = 6
  /// So many items that may not be read, and none that may: then there is no point in going on.
  private static let mostRefusals = 3

  private let upstream: any Stage
  private let runner: BlockRunner
  private let frame: Frame
  private let width: Int
  private var items: Batch?
  private var siblings: Siblings?
  private var place = 0
  private var isUpstreamDone = false
  private var ahead: [Task<Started, any Error>] = []
  private var aheadItems: [Value] = []
  private var current: (stage: any Stage, item: Value)?
  private var done = 0
  private var refused = 0

  /// A started block with its first batch. Sent from the task that started it to the one that reads on, never shared.
  private struct Started: @unchecked Sendable {
    let stage: any Stage
    let first: Batch?
  }

  init(_ upstream: any Stage, _ runner: BlockRunner, _ frame: Frame, width: Int) {
    self.runner = runner
    self.frame = frame
    self.width = width
    self.upstream = upstream
  }

  deinit { for task in ahead { task.cancel() } }

  func next(_ demand: Int) async throws -> Batch? {
    while true {
      try Task.checkCancellation()
      if let (stage, item) = current {
        if let batch = try await running(item, { try await stage.next(demand) }) { return batch }
        current = nil
      }
      if demand == .max && width > 1 { try await fill() }
      if !ahead.isEmpty {
        let task = ahead.removeFirst()
        let item = aheadItems.removeFirst()
        let started = try await running(item) {
          try await withTaskCancellationHandler {
            try await task.value
          } onCancel: {
            task.cancel()
          }
        }
        guard let started, let first = started.first else { continue }
        current = (started.stage, item)
        return first
      }
      guard let item = try await nextItem(demand) else { return nil }
      current = (try runner.start(item, frame, siblings: siblings), item)
    }
  }

  /// Something done for an item; nil where it gives nothing more, or may not be done.
  private func running<T>(_ item: Value, _ body: () async throws -> T?) async throws -> T? {
    do {
      let result = try await runner.locating(item, frame, body)
      if result == nil || T.self != Batch.self { done += 1 }
      return result
    } catch let diagnostic as Diagnostic {
      guard diagnostic.isRefusal, !runner.plan.hasEffects else { throw done > 0 ? diagnostic.asPart : diagnostic }
      refused += 1
      guard done > 0 || refused < Self.mostRefusals else { throw diagnostic }
      var gap = diagnostic.asPart
      gap.progress = "\(describe(item)) was left out; the result is partial"
      frame.run.noteGap(gap)
      return nil
    }
  }

  private func fill() async throws {
    while ahead.count < width, let item = try await nextItem(.max) {
      // The block runs in a frame of its own, made of values only.
      let (runner, run, variables, trail, depth, outer, siblings) =
        (self.runner, frame.run, frame.variables, frame.trail, frame.depth, frame.item, self.siblings)
      aheadItems.append(item)
      ahead.append(
        Task {
          let frame = Frame(run: run, variables: variables, item: outer, trail: trail, depth: depth)
          let stage = try runner.start(item, frame, siblings: siblings)
          let first = try await stage.next(.max)
          return Started(stage: stage, first: first)
        })
    }
  }

  private func nextItem(_ demand: Int) async throws -> Value? {
    while true {
      if let items, place < items.count {
        defer { place += 1 }
        return items.value(place)
      }
      if isUpstreamDone { return nil }
      if !runner.plan.writes.isEmpty {
        // Nothing is written while the selection is still being read.
        let all = try await upstream.drain()
        frame.collector?.expect(all.count)
        isUpstreamDone = true
        (items, place) = (Batch(all), 0)
        continue
      }
      items = try await upstream.next(demand == .max ? .max : Demand.onePage)
      place = 0
      // Who wants a few rows gets them from the first items: what the others would give is not asked for.
      siblings = demand == .max ? items.map { Siblings($0, variables: frame.variables.count) } : nil
      if items == nil { isUpstreamDone = true }
    }
  }
}

extension Diagnostic {
  /// The caller may not read this.
  package var isRefusal: Bool { code == "E0407" }
}
