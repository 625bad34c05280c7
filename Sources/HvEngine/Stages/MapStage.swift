import HvSyntax
import HvValues

/// One value an item.
final class MapStage: Stage {
  private let upstream: any Stage
  private let expression: RowExpression
  private let frame: Frame
  private let expands: Bool
  private let dropsNull: Bool
  private let rows: RowCounter
  private var isPrepared = false

  /// With `expands`, a list gives its elements; with `dropsNull`, null gives nothing.
  init(
    _ upstream: any Stage, _ expression: RowExpression, _ frame: Frame, expands: Bool = false, dropsNull: Bool = false
  ) {
    self.expression = expression
    self.frame = frame.forRows()
    self.expands = expands
    self.dropsNull = dropsNull
    self.rows = RowCounter(frame)
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isPrepared {
      try await expression.prepare(frame)
      isPrepared = true
    }
    let isExact = !expands && !dropsNull
    while let batch = try await upstream.next(isExact || demand == .max ? demand : Demand.onePage) {
      let values = try await rows.evaluate(expression, over: batch, frame)
      if isExact { return Batch(values) }
      var out: [Value] = []
      for value in values {
        switch value {
        case .list(let list) where expands: out += list.elements
        case .null where dropsNull: continue
        default: out.append(value)
        }
      }
      if !out.isEmpty { return Batch(out) }
    }
    return nil
  }
}

/// Walks expressions over batches, and puts the row into the errors that come of it.
final class RowCounter {
  private(set) var count = 0
  private let trail: Trail?

  init(_ frame: Frame) { trail = frame.trail }

  /// The same rows are walked once more.
  func rewind(_ rows: Int) { count -= rows }

  /// The values of an expression for every row of a batch.
  func evaluate(_ expression: RowExpression, over batch: Batch, _ frame: Frame) async throws -> [Value] {
    let node = expression.node
    if let path = expression.path, path.names.count == 1 {
      count += batch.count
      let column = batch.source.column(path).values
      return (0..<batch.count).map { column[batch.sourceIndex($0)] }
    }
    var out: [Value] = []
    out.reserveCapacity(batch.count)
    if node.isAsync {
      frame.siblings = Siblings(batch, variables: frame.variables.count)
      for i in 0..<batch.count {
        frame.move(to: batch.source, batch.sourceIndex(i))
        do { out.append(try await node.evaluateAsync(frame)) } catch { throw located(error, frame, i) }
        try Task.checkCancellation()
      }
    } else {
      for i in 0..<batch.count {
        frame.move(to: batch.source, batch.sourceIndex(i))
        do { out.append(try node.evaluate(frame)) } catch { throw located(error, frame, i) }
      }
    }
    count += batch.count
    return out
  }

  /// The rows of a batch for which all conditions hold; a later one is asked only where the earlier ones do.
  func select(_ conditions: [RowExpression], in batch: Batch, _ frame: Frame) async throws -> Batch? {
    let nodes = conditions.map(\.node)
    if nodes.contains(where: \.isAsync) { frame.siblings = Siblings(batch, variables: frame.variables.count) }
    var kept: [Int32] = []
    rows: for i in 0..<batch.count {
      let place = batch.sourceIndex(i)
      frame.move(to: batch.source, place)
      do {
        for node in nodes {
          let value = node.isAsync ? try await node.evaluateAsync(frame) : try node.evaluate(frame)
          guard try truth(value, node) else { continue rows }
        }
        kept.append(Int32(truncatingIfNeeded: place))
      } catch { throw located(error, frame, i) }
    }
    count += batch.count
    if kept.isEmpty { return nil }
    return kept.count == batch.count ? batch : Batch(batch.source, selection: kept)
  }

  func located(_ error: any Error, _ frame: Frame, _ offset: Int) -> any Error {
    guard var diagnostic = error as? Diagnostic else { return error }
    if diagnostic.row == nil { diagnostic.row = "row \(count + offset + 1): \(describe(frame.item))" }
    if diagnostic.frames.isEmpty, let trail { diagnostic.frames = trail.frames }
    return diagnostic
  }
}
