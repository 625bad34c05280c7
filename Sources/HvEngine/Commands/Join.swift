import HvSyntax
import HvValues

/// `join (clients), client.id == id as: client`
struct Join: Command {
  let signature = Signature(
    "join", "Puts the rows of another pipeline beside those that flow in, where two expressions are equal.",
    [
      .init("rows", "( pipeline ) or list", "read whole, and looked up"),
      .init("left", "expression", "of what flows in"),
      .init("right", "expression", "of the other rows"),
      .init(
        "kind", "inner|left|anti", named: true,
        "only pairs (unless said), every row that flows in, or only those without a partner",
        domain: .choices(["inner", "left", "anti"])),
      .init("into", "name", named: true, "the field that holds the other row; `other` unless said"),
    ], buffering: .holdsAll, gives: "many, a row a pair",
    examples: [
      .init(
        "invoices state: \"open\" | join (clients), client.id, id, into: debtor | select number, debtor.name, debtor.address | first 2",
        "with the whole client"),
      .init(
        "clients | join (projects active: true), id, client.id, kind: anti | get name",
        "those without a project"),
    ])

  func plan(_ site: CallSite) -> PlannedStage? {
    guard let input = site.input, site.positional.count == 3, let other = OtherRows(site.positional[0], site) else {
      return nil
    }
    func word(_ name: String) -> String? {
      guard let e = site.named(name) else { return nil }
      return if case .word(let word) = e.kind { word } else if case .string(let text) = e.kind { text.plain } else {
        nil
      }
    }
    let kind = word("kind") ?? "inner"
    guard ["inner", "left", "anti"].contains(kind) else {
      site.error(
        "E0206", "there is no join of the kind `\(kind)`", at: site.named("kind")?.range ?? site.range, "not known",
        help: ["one of: inner, left, anti"])
      return nil
    }
    let left = site.row(site.positional[1])
    let right = site.resolver.rowExpression(site.positional[2], scope: site.scope.with(item: other.item))
    let name = word("into") ?? "other"
    var flow = Flow(input.item, many: true)
    if kind != "anti" {
      let record: RecordType
      switch input.item {
      case .record(let known): record = known
      // Rows of a file, or of several lists: what they have is seen when they come.
      case .any: record = .unknown
      default:
        site.error("E0206", "`join` works on records, this is \(input.item.phrase)", at: site.wordRange, "not here")
        return nil
      }
      guard record.find(name) == nil else {
        site.error(
          "E0215", "there is a field `\(name)` already", at: site.named("into")?.range ?? site.wordRange, "taken",
          help: ["say another name:  into: …"])
        return nil
      }
      flow = Flow(
        .record(RecordType(fields: record.fields + [.init(name, other.item)], isOpen: record.isOpen)), many: true)
    }
    var stage = PlannedStage("join", at: site.range, flow, buffering: .holdsAll, reads: .everything) {
      upstream, frame, _ in
      JoinStage(upstream ?? BatchStage([Batch]()), other, left, right, kind, name, frame)
    }
    stage.inner = other.inner
    stage.expressions = other.expressions + [left, right]
    return stage
  }
}

/// Looks every row up among the others, which are read whole before the first.
final class JoinStage: Stage {
  private let upstream: any Stage
  private let other: OtherRows
  private let left: RowExpression
  private let right: RowExpression
  private let kind: String
  private let name: String
  private let frame: Frame
  private let rows: RowCounter
  private var table: [Value: [Value]]?

  init(
    _ upstream: any Stage, _ other: OtherRows, _ left: RowExpression, _ right: RowExpression, _ kind: String,
    _ name: String, _ frame: Frame
  ) {
    self.upstream = upstream
    self.other = other
    self.left = left
    self.right = right
    self.kind = kind
    self.name = name
    self.frame = frame.forRows()
    rows = RowCounter(frame)
  }

  private func partners() async throws -> [Value: [Value]] {
    if let table { return table }
    var made: [Value: [Value]] = [:]
    let stage = try await other.start(frame)
    let rows = RowCounter(frame), inner = frame.forRows()
    try await right.prepare(inner)
    while let batch = try await stage.next(.max) {
      try Task.checkCancellation()
      let keys = try await rows.evaluate(right, over: batch, inner)
      for (place, key) in keys.enumerated() where !key.isNull {
        made[Self.plain(key), default: []].append(batch.value(place))
      }
    }
    table = made
    try await left.prepare(frame)
    return made
  }

  /// A record stands for its id, so that `client` and `id` can be compared.
  private static func plain(_ key: Value) -> Value {
    if case .record(let record) = key, let id = record.id { .number(Exact(id)) } else { key }
  }

  func next(_ demand: Int) async throws -> Batch? {
    let table = try await partners()
    while let batch = try await upstream.next(demand == .max ? .max : Demand.onePage) {
      try Task.checkCancellation()
      let keys = try await rows.evaluate(left, over: batch, frame)
      var out: [Value] = []
      for (place, key) in keys.enumerated() {
        let found = key.isNull ? [] : table[Self.plain(key)] ?? []
        switch kind {
        case "anti": if found.isEmpty { out.append(batch.value(place)) }
        case "left" where found.isEmpty: out.append(with(.null, batch.value(place)))
        default: for partner in found { out.append(with(partner, batch.value(place))) }
        }
      }
      if !out.isEmpty { return Batch(out) }
    }
    return nil
  }

  private func with(_ partner: Value, _ value: Value) -> Value {
    guard case .record(let record) = value else { return value }
    return .record(Record(Shape(record.shape.keys + [name]), record.values + [partner], origin: record.origin))
  }
}
