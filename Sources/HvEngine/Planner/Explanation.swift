import HvSyntax
package import HvValues

/// A pipeline as it will be run: which requests each stage makes, what is filtered here, and what is held in memory.
package struct Explanation: Sendable {
  struct Stage: Sendable {
    /// As it was typed.
    let text: String
    let depth: Int
    let buffering: String
    var requests: [ExplainedRequest] = []
    var instead: [ExplainedRequest] = []
    var notes: [String] = []
    /// How often it is run.
    let times: PlannedStage.Inner.Times
    var isRepeated: Bool { times == .perItem }
  }

  private(set) var stages: [Stage] = []

  /// The lists that are read more than once, and what was read of them.
  private var readAgain: Set<String> = []
  private var reads: Set<String> = []

  /// - Parameter sources: the texts of the program, for what was typed.
  init(_ plan: Plan, _ sources: SourceMap, _ frame: Frame) {
    if frame.run.optimizes { readAgain = plan.listsReadAgain(frame) }
    add(plan, sources, frame, Place(depth: 0, times: .once, demand: .all))
  }

  // MARK: making it

  /// Where a pipeline stands.
  private struct Place {
    var depth: Int
    var times: PlannedStage.Inner.Times
    var demand: ExplainedDemand
    var needed = FieldUse.everything

    func inner(_ times: PlannedStage.Inner.Times, _ demand: ExplainedDemand, isDeeper: Bool = true) -> Place {
      let all: PlannedStage.Inner.Times =
        switch (self.times, times) {
        case (.perItem, _), (_, .perItem): .perItem
        case (.atMostOnce, _), (_, .atMostOnce): .atMostOnce
        default: .once
        }
      return Place(depth: depth + (isDeeper ? 1 : 0), times: all, demand: demand)
    }
  }

  private mutating func add(_ plan: Plan, _ sources: SourceMap, _ frame: Frame, _ place: Place) {
    let plan = plan.needing(place.needed)
    for (stage, (demand, needed)) in zip(plan.stages, zip(Self.demands(plan, place.demand), plan.needs)) {
      add(stage, sources, frame, Place(depth: place.depth, times: place.times, demand: demand, needed: needed))
    }
  }

  private mutating func add(_ stage: PlannedStage, _ sources: SourceMap, _ frame: Frame, _ place: Place) {
    var shown = Stage(
      text: Self.text(stage, sources), depth: place.depth, buffering: stage.buffering.text, times: place.times)
    var names = stage.expressions.flatMap(\.lookups)
    if let reading = stage.reading?.explained(
      place.demand, place.needed, isRepeated: place.times == .perItem, frame)
    {
      (shown.requests, shown.instead) = (reading.requests, reading.instead)
      shown.notes = reading.pushed.map { "instead of  \(Diagnostic.clipped(sources.string($0)))" } + reading.notes
      names += reading.names
      if isReadBefore(stage, place, frame) {
        shown.requests = []
        shown.notes.append("read already, for the stage above")
      }
    }
    for name in names {
      guard let request = frame.run.host.explainedLookup(of: name) else { continue }
      let isKnown = stages.contains { $0.requests.contains { $0.line == request.line && $0.notes == request.notes } }
      if !isKnown, !shown.requests.contains(where: { $0.line == request.line && $0.notes == request.notes }) {
        shown.requests.insert(request, at: 0)
      }
    }
    if case .filter(let conjuncts, _) = stage.role {
      shown.notes.append(
        "filtered here: " + conjuncts.map { sources.string($0.expression.range) }.joined(separator: " and "))
    }
    stages.append(shown)
    for inner in stage.expressions.flatMap(\.plans) {
      guard let plan = inner.plan(frame) else { continue }
      // Where no rows flow, an expression is evaluated once.
      let times: PlannedStage.Inner.Times = stage.isEvaluatedOnce && inner.times == .perItem ? .atMostOnce : inner.times
      add(plan, sources, frame, place.inner(times, .all))
    }
    for inner in stage.inner {
      guard let plan = inner.plan(frame) else { continue }
      var demand = place.demand
      if case .variable = inner.source, case .rows = demand { demand = .guess(Demand.onePage) }
      let isSame = plan.range == stage.range
      if isSame { stages.removeLast() }
      var own = place.inner(inner.times, demand, isDeeper: !isSame)
      if stage.givesInner { own.needed = place.needed }
      add(plan, sources, frame, own)
    }
  }

  /// Whether the list was read for an earlier stage of the statement, and is kept.
  private mutating func isReadBefore(_ stage: PlannedStage, _ place: Place, _ frame: Frame) -> Bool {
    guard place.times == .once, case .all = place.demand, let lists = stage.reading?.lists(frame),
      readAgain.contains(lists.list)
    else { return false }
    let isKnown = lists.reads.allSatisfy(reads.contains)
    reads.formUnion(lists.reads)
    return isKnown
  }

  private static func text(_ stage: PlannedStage, _ sources: SourceMap) -> String {
    let text = sources.string(stage.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.count <= 40 ? text : String(text.prefix(39)) + "…"
  }

  /// How much each stage is asked for.
  private static func demands(_ plan: Plan, _ last: ExplainedDemand) -> [ExplainedDemand] {
    var demand = last
    var demands: [ExplainedDemand] = []
    for stage in plan.stages.reversed() {
      demands.append(demand)
      switch stage.role {
      case .first(let n): if case .rows(let m) = demand { demand = .rows(min(n, m)) } else { demand = .rows(n) }
      case .fields, .source: break
      case .filter:
        switch demand {
        case .all: break
        case .rows(let n), .guess(let n):
          demand = .guess(n > FilterStage.firstGuess ? Demand.onePage : FilterStage.firstGuess)
        }
      case .nested: if case .rows = demand { demand = .guess(Demand.onePage) }
      default: demand = .all
      }
    }
    return demands.reversed()
  }

  // MARK: its figures

  /// How many requests are made at least.
  var fewest: Int { stages.filter { $0.times == .once }.flatMap(\.requests).reduce(0) { $0 + $1.fewest } }

  /// How many are made at most, where that can be told.
  var most: Int? {
    var sum = 0
    for stage in stages {
      for request in stage.requests {
        guard !stage.isRepeated, let most = request.most else { return nil }
        sum += most
      }
    }
    return sum
  }

  var buckets: [String] {
    var names: [String] = []
    for request in stages.flatMap(\.requests) where !names.contains(request.bucket) { names.append(request.bucket) }
    return names
  }

  /// The tenths of a second that the fewest requests take: a fifth of a second each, and the waiting for a rate limit.
  private var tenths: Int {
    let reports = stages.filter { $0.times == .once }.flatMap(\.requests).filter { $0.bucket == "reports" }
      .reduce(0) { $0 + $1.fewest }
    let waits = max(0, fewest - reports - 1) / 100 * 150 + max(0, reports - 1) / 100 * 9000
    return fewest * 2 + waits
  }
  private var seconds: String { "\(tenths / 10).\(tenths % 10)" }

  // MARK: showing it

  /// For people.
  ///
  /// - Parameter width: what no line should be longer than; nil for no limit.
  package func text(width: Int? = nil) -> String {
    let indent = stages.map { $0.text.count + $0.depth * 2 }.max() ?? 0
    let column = min(indent, width.map { max(16, $0 / 3) } ?? 44) + 2
    var lines: [String] = []
    for stage in stages {
      let head = String(repeating: "  ", count: stage.depth) + stage.text
      var details = stage.requests.flatMap { Self.details($0, isRepeated: stage.isRepeated) }
      details += stage.instead.flatMap { Self.details($0, isRepeated: true) }.enumerated().map {
        $0.offset == 0 ? "or " + $0.element : $0.element
      }
      details += stage.notes
      if stage.buffering != "streams" { details.append(stage.buffering) }
      let shown = details.flatMap { Self.wrapped($0, to: width.map { max(24, $0 - column) }) }
      // What is longer than its column has the line for itself.
      let isLong = width != nil && head.count + 2 > column && !shown.isEmpty
      if isLong || shown.isEmpty { lines.append(head) }
      for (i, detail) in shown.enumerated() {
        let left = i == 0 && !isLong ? head : ""
        lines.append((left + String(repeating: " ", count: max(2, column - left.count)) + detail).trimmedAtEnd)
      }
    }
    lines.append("")
    lines.append("Requests  \(requests)")
    if !buckets.isEmpty {
      lines.append(
        "Limits    "
          + buckets.map { $0 == "reports" ? "reports: 100 in 15 min" : "general: 100 in 15 s" }.joined(separator: ", "))
      lines.append("Time      about \(seconds) s\(most == nil ? ", more with the number of requests" : "")")
    }
    return lines.joined(separator: "\n")
  }

  /// A text in lines of a width, broken at blanks and between parameters; later lines are indented.
  private static func wrapped(_ text: String, to width: Int?) -> [String] {
    guard let width, text.count > width else { return [text] }
    let indent = text.prefix { $0 == " " }.count + 4
    var lines: [String] = []
    var line = ""
    var word = ""
    func end() {
      if !line.isEmpty, line.count + word.trimmedAtEnd.count > width {
        lines.append(line.trimmedAtEnd)
        line = String(repeating: " ", count: indent)
      }
      line += word
      word = ""
    }
    for character in text {
      if character == "&" { end() }
      word.append(character)
      if character == " " || character == "?" { end() }
    }
    end()
    if !line.isEmpty { lines.append(line.trimmedAtEnd) }
    return lines
  }

  private var requests: String {
    if let most { return most == fewest ? "\(fewest)" : "\(fewest) to \(most)" }
    return "\(fewest) or more"
  }

  private static func details(_ request: ExplainedRequest, isRepeated: Bool) -> [String] {
    let each = request.each.map { ", once \($0)" } ?? ""
    return [request.line + each] + request.notes.map { "  " + $0 }
  }

  /// For programs.
  package var value: Value {
    .record(
      Record(pairs: [
        ("requests", .record(Record(pairs: [("fewest", Value(fewest)), ("most", most.map { Value($0) } ?? .null)]))),
        ("buckets", .list(ValueList(buckets.map { .string($0) }))),
        ("seconds", .number(Exact(significand: Int64(tenths), scale: 1))),
        ("stages", .list(ValueList(stages.map(Self.value)))),
      ]))
  }

  private static func value(_ stage: Stage) -> Value {
    .record(
      Record(pairs: [
        ("stage", .string(stage.text)), ("depth", Value(stage.depth)), ("repeated", .bool(stage.isRepeated)),
        ("buffering", .string(stage.buffering)), ("requests", .list(ValueList(stage.requests.map(value)))),
        ("instead", .list(ValueList(stage.instead.map(value)))),
        ("notes", .list(ValueList(stage.notes.map { .string($0) }))),
      ]))
  }

  private static func value(_ request: ExplainedRequest) -> Value {
    .record(
      Record(pairs: [
        ("method", .string(request.method)), ("path", .string(request.path)),
        ("query", .record(Record(pairs: request.query.map { ($0.name, .string($0.value)) }))),
        ("fewest", Value(request.fewest)), ("most", request.most.map { Value($0) } ?? .null),
        ("each", request.each.map { .string($0) } ?? .null), ("bucket", .string(request.bucket)),
        ("notes", .list(ValueList(request.notes.map { .string($0) }))),
      ]))
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
