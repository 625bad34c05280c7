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
    if let on = site.positional.dropFirst().first, case .word(let word) = on.kind, ["on", "using"].contains(word) {
      site.error(
        "E0204", "`join` takes no `\(word)`", at: on.range, "surplus",
        help: ["its arguments are the other rows and what is equal:  join (projects), id, client.id"])
      return nil
    }
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
    var stage = PlannedStage(
      "join", at: site.range, flow, buffering: .holdsAll, reads: left.reads, passesRows: true
    ) { upstream, frame, needed in
      let ofOther = kind == "anti" ? right.reads : right.reads.union(needed.below(name))
      return JoinStage(
        upstream ?? BatchStage([Batch]()), other.needing(ofOther), left, right, kind, name, frame)
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
  private var table: JoinTable?

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

  private func others() async throws -> JoinTable {
    if let table { return table }
    let stage = try await other.start(frame)
    let rows = RowCounter(frame), inner = frame.forRows()
    try await right.prepare(inner)
    var keys: [Value] = []
    var held = HeldRows()
    while let batch = try await stage.next(.max) {
      try Task.checkCancellation()
      keys += try await rows.evaluate(right, over: batch, inner).map(Self.plain)
      // Of these only the keys count.
      if kind != "anti" { held.append(batch) }
    }
    let made = JoinTable(keys, held)
    table = made
    try await left.prepare(frame)
    return made
  }

  /// A record stands for its id, so that `client` and `id` can be compared.
  private static func plain(_ key: Value) -> Value {
    if case .record(let record) = key, let id = record.id { .number(Exact(id)) } else { key }
  }

  func next(_ demand: Int) async throws -> Batch? {
    let table = try await others()
    while let batch = try await upstream.next(demand == .max ? .max : Demand.onePage) {
      try Task.checkCancellation()
      let keys = try await rows.evaluate(left, over: batch, frame)
      // Rows go on by their places, so that no more of them is decoded than somebody reads.
      var places: [Int32] = []
      var partners: [HeldRows.Place?] = []
      for (index, key) in keys.enumerated() {
        let place = Int32(truncatingIfNeeded: index)
        var partner = table.first(of: Self.plain(key))
        if partner == nil, kind != "inner" {
          places.append(place)
          partners.append(nil)
        } else if kind != "anti" {
          while let found = partner {
            places.append(place)
            partners.append(table.held.places[found])
            partner = table.next(after: found)
          }
        }
      }
      if places.isEmpty { continue }
      let kept = batch.picking(places)
      return kind == "anti" ? kept : Batch(PairedRows(kept, name, table.held.rows(partners)))
    }
    return nil
  }
}

/// The rows to be looked up, by their keys.
private struct JoinTable {
  let held: HeldRows
  private let firsts: [Value: Int32]
  /// For each row the next one of the same key, -1 after the last.
  private let nexts: [Int32]

  init(_ keys: [Value], _ held: HeldRows) {
    var firsts: [Value: Int32] = [:]
    var nexts = [Int32](repeating: -1, count: keys.count)
    for index in keys.indices.reversed() where !keys[index].isNull {
      if let later = firsts.updateValue(Int32(truncatingIfNeeded: index), forKey: keys[index]) { nexts[index] = later }
    }
    self.held = held
    self.firsts = firsts
    self.nexts = nexts
  }

  /// The first row of a key, as an index into the places of `held`.
  func first(of key: Value) -> Int? { key.isNull ? nil : firsts[key].map { Int($0) } }
  func next(after index: Int) -> Int? { nexts[index] < 0 ? nil : Int(nexts[index]) }
}
