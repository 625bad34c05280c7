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
  /// The block that the expression is, and whether its item needs its name.
  private let block: BlockRunner?
  private let namesItem: Bool
  private var isPrepared = false

  /// With `expands`, a list gives its elements; with `dropsNull`, null gives nothing.
  init(
    _ upstream: any Stage, _ expression: RowExpression, _ frame: Frame, expands: Bool = false, dropsNull: Bool = false,
    block: BlockRunner? = nil, namesItem: Bool = false
  ) {
    self.namesItem = namesItem
    self.expression = expression
    self.frame = frame.forRows()
    self.expands = expands
    self.dropsNull = dropsNull
    self.block = block
    self.rows = RowCounter(frame, block: block)
    self.upstream = upstream
  }

  func next(_ demand: Int) async throws -> Batch? {
    if !isPrepared {
      try await expression.prepare(frame)
      isPrepared = true
    }
    let isExact = !expands && !dropsNull
    while let batch = try await upstream.next(isExact || demand == .max ? demand : Demand.onePage) {
      try Task.checkCancellation()
      let values =
        if namesItem {
          try rows.evaluate(named: expression, over: batch, frame)
        } else {
          try await rows.evaluate(expression, over: batch, frame)
        }
      if isExact { return Batch(values) }
      // The common case: the list of one item, whose rows may not be decoded yet.
      if expands, values.count == 1, case .list(let list) = values[0] {
        if list.count > 0 { return list.batch }
        continue
      }
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
  /// The block around the expressions, which is run for each row.
  private let block: BlockRunner?

  init(_ frame: Frame, block: BlockRunner? = nil) {
    trail = frame.trail
    self.block = block
  }

  /// The same rows are walked once more.
  func rewind(_ rows: Int) { count -= rows }

  /// The values of an expression for every row of a batch.
  func evaluate(_ expression: RowExpression, over batch: Batch, _ frame: Frame) async throws -> [Value] {
    let node = expression.node
    if let vector = vector(node, batch, frame) {
      count += batch.count
      return vector.values(batch.count)
    }
    if node is ItemNode {
      count += batch.count
      return batch.values
    }
    var out: [Value] = []
    out.reserveCapacity(batch.count)
    frame.move(to: batch.source)
    if node.isAsync {
      frame.siblings = Siblings(batch, variables: frame.variables.count)
      for i in 0..<batch.count {
        frame.move(toRow: batch.sourceIndex(i))
        do { out.append(try await node.evaluateAsync(frame)) } catch { throw located(error, frame, i) }
        try Task.checkCancellation()
      }
    } else {
      for i in 0..<batch.count {
        frame.move(toRow: batch.sourceIndex(i))
        do { out.append(try node.evaluate(frame)) } catch { throw located(error, frame, i) }
      }
    }
    count += batch.count
    return out
  }

  /// The values of an expression that is a block which gives its item a name.
  func evaluate(named expression: RowExpression, over batch: Batch, _ frame: Frame) throws -> [Value] {
    var out: [Value] = []
    out.reserveCapacity(batch.count)
    for i in 0..<batch.count {
      let item = batch.value(i)
      do { out.append(try expression.node.evaluate(frame.inner([item], item: item))) } catch {
        frame.move(to: item)
        throw located(error, frame, i)
      }
    }
    count += batch.count
    return out
  }

  /// The same as a column with one value a row of the batch.
  func column(_ expression: RowExpression, over batch: Batch, _ frame: Frame) async throws -> Column {
    if let vector = vector(expression.node, batch, frame) {
      count += batch.count
      // The column of a source is handed on as it is.
      if case .column(let values, nil) = vector { return Column(values) }
      return Column(ContiguousArray(vector.values(batch.count)))
    }
    return Column(ContiguousArray(try await evaluate(expression, over: batch, frame)))
  }

  /// The rows of a batch for which all conditions hold; a later one is asked only where the earlier ones do.
  func select(_ conditions: [RowExpression], in batch: Batch, _ frame: Frame) async throws -> Batch? {
    let nodes = conditions.map(\.node)
    if let all = select(nodes, in: batch, frame) {
      count += batch.count
      return all.isEmpty ? nil : all
    }
    if nodes.contains(where: \.isAsync) { frame.siblings = Siblings(batch, variables: frame.variables.count) }
    var kept: [Int32] = []
    frame.move(to: batch.source)
    rows: for i in 0..<batch.count {
      let place = batch.sourceIndex(i)
      frame.move(toRow: place)
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

  /// The same for all rows at once; nil where they must be looked at one by one.
  private func select(_ nodes: [Node], in batch: Batch, _ frame: Frame) -> Batch? {
    var rest = batch
    for node in nodes {
      if rest.isEmpty { break }
      guard let values = vector(node, rest, frame) else { return nil }
      var kept: [Int32] = []
      kept.reserveCapacity(rest.count)
      for index in 0..<rest.count {
        switch values[index] {
        case .bool(true): kept.append(Int32(truncatingIfNeeded: rest.sourceIndex(index)))
        case .bool(false), .null: continue
        default: return nil
        }
      }
      if kept.count < rest.count { rest = Batch(rest.source, selection: kept) }
    }
    return rest
  }

  /// Nodes for which a batch was tried at once in vain: their rows seem to need to be looked at.
  private var unfit: Set<ObjectIdentifier> = []

  private func vector(_ node: Node, _ batch: Batch, _ frame: Frame) -> Vector? {
    guard !node.isAsync, !unfit.contains(ObjectIdentifier(node)) else { return nil }
    if let vector = node.vector(batch, frame) { return vector }
    unfit.insert(ObjectIdentifier(node))
    return nil
  }

  func located(_ error: any Error, _ frame: Frame, _ offset: Int) -> any Error {
    guard var diagnostic = error as? Diagnostic else { return error }
    if diagnostic.row == nil { diagnostic.row = "row \(count + offset + 1): \(describe(frame.item))" }
    if diagnostic.frames.isEmpty, let trail = block?.trail(frame.item, trail) ?? trail {
      diagnostic.frames = trail.frames
    }
    return diagnostic
  }
}
