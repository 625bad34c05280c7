import HvSyntax
import HvValues

extension Resolver {
  /// `each`, `any`, `all`, `fold`, `tap`, `do`.
  func blockStage(_ b: BlockStage, _ range: SourceRange, _ scope: Scope, _ input: Flow?) -> PlannedStage? {
    let word = b.word.rawValue
    if b.word != .do, input == nil {
      lacksInput = true
      error(
        "E0212", "`\(word)` works on what flows in, and nothing does here", at: b.wordRange, "no input",
        help: ["for example  projects | \(word) < … >"])
      return nil
    }
    let known: [String] =
      switch b.word {
      case .each: ["parallel"]
      case .fold: ["from"]
      default: []
      }
    for argument in b.named where !known.contains(argument.name.text) {
      error(
        "E0205", "`\(word)` has no argument `\(argument.name.text)`", at: argument.name.range, "not known",
        help: known.isEmpty ? ["it takes none"] : ["it takes: " + known.joined(separator: ", ")])
      return nil
    }
    var inner = scope
    let item = input?.item
    switch b.word {
    case .do:
      if let name = b.name { error("E0205", "`do` names no item", at: name.range, "not here") }
      guard let plan = blockPlan(b.block, scope: inner, input: input) else { return nil }
      return Self.doStage(plan, range, takesOne: input?.many == false, variables: scope.count)
    case .fold: return foldStage(b, range, scope, input)
    default: break
    }
    if input?.many == true { inner.isRepeated = true }
    if let name = b.name { inner.declare(name.text, item ?? .any) }
    guard let plan = blockPlan(b.block, scope: inner, input: item.map { Flow($0, many: false) }) else { return nil }
    let runner = BlockRunner(
      plan: plan, word: word, range: b.wordRange, bindsItem: b.name != nil)
    switch b.word {
    case .each:
      var width: Int?
      if let argument = b.named.first {
        let typed = rowExpression(argument.value, scope: scope)
        guard let constant = typed.node as? ConstantNode, case .number(let n) = constant.constant, let w = n.integer,
          (1...32).contains(w)
        else {
          error("E0206", "`parallel` needs a whole number from 1 to 32", at: argument.value.range, typed.type.name)
          return nil
        }
        width = Int(w)
      }
      return runner.eachStage(
        word, range, width: width ?? EachStage.defaultWidth, reads: b.name == nil ? nil : .everything,
        variables: scope.count)
    case .tap:
      var stage = PlannedStage(
        word, at: range, input ?? Flow(.any, many: true), reads: .everything, passesRows: true
      ) { upstream, frame, _ in
        TapStage(upstream ?? BatchStage([Batch]()), runner, frame)
      }
      stage.hasEffects = plan.hasEffects
      stage.discards = true
      stage.inner = [.init(.plan(plan), .perItem)]
      return stage
    default:
      if plan.hasEffects { hasEffects = true }
      expectBool(Typed(ConstantNode(.null, b.block.range), plan.flow.item), "`\(word)`", b.block.range)
      let isAny = b.word == .any
      var stage = PlannedStage(word, at: range, Flow(.bool, many: false), reads: .everything) { upstream, frame, _ in
        let source = upstream ?? BatchStage([Batch]())
        return DeferredStage {
          var row = 0
          while let batch = try await source.next(Demand.onePage) {
            for i in 0..<batch.count {
              try Task.checkCancellation()
              row += 1
              let values = try await runner.values(of: batch.value(i), row: row, frame)
              for value in values where try truth(value, ConstantNode(.null, runner.range)) == isAny {
                return [.bool(isAny)]
              }
            }
          }
          return [.bool(!isAny)]
        }
      }
      stage.inner = [.init(.plan(plan), .perItem)]
      return stage
    }
  }

  private static func doStage(_ plan: Plan, _ range: SourceRange, takesOne: Bool, variables: Int) -> PlannedStage {
    var stage = PlannedStage("do", at: range, plan.flow, reads: plan.reads) { upstream, frame, needed in
      FedStage(upstream, takesOne: takesOne) { input, item in
        try plan.needing(needed).start(input, frame.inner(item: item ?? frame.item))
      }
    }
    stage.inner = [.init(.plan(plan))]
    stage.role = .nested(
      .init(plan: plan, variables: variables) {
        doStage($0, range, takesOne: takesOne, variables: variables)
      })
    return plan.marking(stage)
  }

  private func foldStage(_ b: BlockStage, _ range: SourceRange, _ scope: Scope, _ input: Flow?) -> PlannedStage? {
    guard let name = b.name, let from = b.named.first else {
      error(
        "E0204", "`fold` needs a name and a start", at: b.wordRange, "incomplete",
        help: ["for example  fold as total < $total + hours > from: 0"])
      return nil
    }
    let start = rowExpression(from.value, scope: scope)
    var inner = scope
    inner.declare(name.text, start.type)
    if input?.many == true { inner.isRepeated = true }
    guard let plan = blockPlan(b.block, scope: inner, input: input.map { Flow($0.item, many: false) }) else {
      return nil
    }
    if plan.hasEffects { hasEffects = true }
    let runner = BlockRunner(plan: plan, word: "fold", range: b.wordRange, bindsItem: false)
    var stage = PlannedStage(
      "fold", at: range, Flow(start.type.joined(plan.flow.value), many: false), reads: plan.reads
    ) {
      upstream, frame, _ in
      let source = upstream ?? BatchStage([Batch]())
      return DeferredStage {
        var accumulator = try await start.node.value(frame.forRows())
        var row = 0
        while let batch = try await source.next(.max) {
          try Task.checkCancellation()
          for i in 0..<batch.count {
            row += 1
            let values = try await runner.values(of: batch.value(i), row: row, frame, [accumulator])
            accumulator = plan.flow.many ? .list(ValueList(values)) : values.first ?? .null
          }
        }
        return [accumulator]
      }
    }
    stage.inner = [.init(.plan(plan), .perItem)]
    return stage
  }
}

/// Starts a pipeline on what flows in; where that is one item, the pipeline's expressions see it.
final class FedStage: Stage {
  private let upstream: (any Stage)?
  private let takesOne: Bool
  private let start: (_ input: (any Stage)?, _ item: Value?) throws -> any Stage
  private var running: (any Stage)?

  init(
    _ upstream: (any Stage)?, takesOne: Bool,
    start: @escaping (_ input: (any Stage)?, _ item: Value?) throws -> any Stage
  ) {
    self.upstream = upstream
    self.takesOne = takesOne
    self.start = start
  }

  func next(_ demand: Int) async throws -> Batch? {
    if running == nil {
      if takesOne {
        let item = try await upstream?.next(1)?.value(0)
        running = try start(BatchStage(item.map { [$0] } ?? []), item)
      } else {
        running = try start(upstream, nil)
      }
    }
    return try await running?.next(demand)
  }
}

/// A block that is prepared once and started for item after item.
struct BlockRunner: Sendable {
  var plan: Plan
  let word: String
  let range: SourceRange
  /// The item is bound to a name as well.
  let bindsItem: Bool

  func needing(_ use: FieldUse) -> BlockRunner {
    var copy = self
    copy.plan = plan.needing(use)
    return copy
  }

  /// The stage that runs the block for every item, one after the other where anything in it writes.
  ///
  /// - Parameters:
  ///   - reads: what it reads of the items, where that is more than the block's pipeline does.
  ///   - variables: how many variables are in scope around it.
  func eachStage(_ word: String, _ range: SourceRange, width: Int, reads: FieldUse? = nil, variables: Int)
    -> PlannedStage
  {
    let parallel = plan.hasEffects ? 1 : width
    let runner = self
    let (map, namesItem) = rowMap(variables: variables)
    var stage = PlannedStage(
      word, at: range, Flow(plan.flow.item, many: true), buffering: map == nil ? .holds(parallel) : .streams,
      reads: reads ?? plan.reads
    ) { upstream, frame, needed in
      let source = upstream ?? BatchStage([Batch]())
      if let map {
        return MapStage(
          source, map.expression, frame, expands: map.expands, dropsNull: map.dropsNull, block: runner,
          namesItem: namesItem)
      }
      return EachStage(source, runner.needing(needed), frame, width: parallel)
    }
    stage.inner = [.init(.plan(plan), .perItem)]
    stage.role = .nested(
      .init(plan: plan, variables: variables) { plan in
        var other = runner
        other.plan = plan
        return other.eachStage(word, range, width: width, reads: reads, variables: variables)
      })
    return plan.marking(stage)
  }

  /// The block as an expression, and whether that needs the item under its name.
  private func rowMap(variables: Int) -> (map: RowMap?, namesItem: Bool) {
    guard bindsItem, let map = plan.rowMap else { return (plan.rowMap, false) }
    guard map.expression.lookups.isEmpty else { return (nil, false) }
    let inlined = Inlining([ItemNode(range)], from: variables).flatMap(map.expression.node.inlined)
    return inlined.map { node in (map.with { _ in node }, false) } ?? (map, true)
  }

  /// What was run around it, for messages.
  func trail(_ item: Value, _ outer: Trail?) -> Trail { Trail(word: word, range: range, item: item, outer: outer) }

  func start(_ item: Value, _ frame: Frame, _ more: [Value] = [], siblings: Siblings? = nil) throws -> any Stage {
    let trail = trail(item, frame.trail)
    guard frame.depth < Run.maximumDepth else {
      throw Diagnostic("E0303", "blocks are nested too deep", at: range, "here", exit: .failed)
    }
    return try plan.start(
      BatchStage([item]),
      frame.inner(bindsItem ? [item] + more : more, item: item, trail: trail, siblings: siblings ?? Siblings.none))
  }

  /// All that it gives for an item, which is a row of this number; with more variables.
  func values(of item: Value, row: Int, _ frame: Frame, _ more: [Value] = []) async throws -> [Value] {
    do {
      return try await locating(item, frame) {
        if let node = plan.rowMap?.node {
          return [try node.evaluate(frame.inner(bindsItem ? [item] + more : more, item: item))]
        }
        return try await start(item, frame.readingAnswers(), more).drain()
      }
    } catch var diagnostic as Diagnostic {
      if plan.stages.count == 1 { diagnostic.row = "row \(row): \(describe(item))" }
      throw diagnostic
    }
  }

  /// Puts this block into an error that comes out of it.
  func locating<T>(_ item: Value, _ frame: Frame, _ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch var diagnostic as Diagnostic {
      if diagnostic.frames.isEmpty {
        diagnostic.frames = trail(item, frame.trail).frames
      }
      throw diagnostic
    }
  }
}

/// Passes rows on after running a block for each.
final class TapStage: Stage {
  private let upstream: any Stage
  private let runner: BlockRunner
  private let frame: Frame
  init(_ upstream: any Stage, _ runner: BlockRunner, _ frame: Frame) {
    self.runner = runner
    self.frame = frame
    self.upstream = upstream
  }
  func next(_ demand: Int) async throws -> Batch? {
    guard let batch = try await upstream.next(demand) else { return nil }
    for i in 0..<batch.count {
      try Task.checkCancellation()
      let item = batch.value(i)
      let stage = try runner.start(item, frame.discardingAnswers())
      try await runner.locating(item, frame) { while try await stage.next(.max) != nil {} }
    }
    return batch
  }
}
