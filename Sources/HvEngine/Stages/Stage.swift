import HvSyntax
package import HvValues

/// One running step of a pipeline: it is asked for batches and asks the stage before it.
///
/// A stage belongs to the task that pulls it. It is asked again only after it has answered.
package protocol Stage: AnyObject {
  /// The next batch, never empty; nil at the end.
  ///
  /// `demand` is how many rows the one who asks can still use: a source may size its page by it, and must not fetch
  /// ahead unless it is `Int.max`. A stage may answer with more or fewer.
  func next(_ demand: Int) async throws -> Batch?
}

package enum Demand {
  /// The demand of a stage that cannot tell how many rows it will use: as many as one page holds, nothing ahead.
  package static let onePage = 2000
}

/// Hands out batches that are there already.
package final class BatchStage: Stage {
  private var batches: [Batch]
  private var place = 0

  package init(_ batches: [Batch]) { self.batches = batches }
  package convenience init(_ values: [Value]) { self.init(values.isEmpty ? [] : [Batch(values)]) }

  package func next(_ demand: Int) async throws -> Batch? {
    while place < batches.count {
      defer { place += 1 }
      if !batches[place].isEmpty { return batches[place] }
    }
    return nil
  }
}

/// Runs a closure for the first batch asked for: a value that takes a request or a whole stream to make.
package final class DeferredStage: Stage {
  private var make: (() async throws -> [Value])?
  package init(_ make: @escaping () async throws -> [Value]) { self.make = make }

  package func next(_ demand: Int) async throws -> Batch? {
    guard let make else { return nil }
    // Forgotten first: who asks again after an error must not make it happen twice.
    self.make = nil
    let values = try await make()
    return values.isEmpty ? nil : Batch(values)
  }
}

/// A stage that is one closure.
package final class ClosureStage: Stage {
  private let pull: (Int) async throws -> Batch?
  package init(_ pull: @escaping (Int) async throws -> Batch?) { self.pull = pull }
  package func next(_ demand: Int) async throws -> Batch? { try await pull(demand) }
}

extension Stage {
  /// Reads all batches, one after the other.
  ///
  /// - Returns: the error that ended it early, where what came before it may be shown all the same.
  func readAll(_ body: (Batch) async throws -> Void) async throws -> Diagnostic? {
    while true {
      try Task.checkCancellation()
      let batch: Batch?
      do { batch = try await next(.max) } catch let diagnostic as Diagnostic where diagnostic.exit == .partial {
        return diagnostic
      }
      guard let batch else { return nil }
      try await body(batch)
    }
  }

  /// Everything that is left, as values.
  package func drain(limit: Int = .max) async throws -> [Value] {
    var out: [Value] = []
    while out.count < limit, let batch = try await next(limit == .max ? .max : limit - out.count) {
      try Task.checkCancellation()
      out.append(contentsOf: batch.prefix(limit - out.count).values)
    }
    return out
  }
}
