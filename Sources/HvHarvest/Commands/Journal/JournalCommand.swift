import HarvestClient
import HvEngine
import HvSyntax
import HvValues

import class HvValues.Shape

/// `journal`, `journal 12`: what was written from here.
struct JournalCommand: Command {
  let host: HarvestHost

  private static let batchType = RecordType(fields: [
    .init("batch", .number), .init("at", .instant), .init("command", .string),
    .init("writes", .number),
    .init("done", .number), .init("refused", .number), .init("unknown", .number),
    .init("not_sent", .number),
    .init("undoes", .number),
  ])
  private static let entryType = RecordType(fields: [
    .init("state", .string), .init("action", .string), .init("kind", .string), .init("id", .number),
    .init("record", .string), .init("changes", .any), .init("message", .string),
  ])

  var signature: Signature {
    Signature(
      "journal", "What hv wrote to this account: the batches, or the records of one.",
      [.init("batch", "number", required: false, "shows the records of this one")], input: .none,
      gives: "many, the newest batch first",
      examples: [
        .init(
          "clients create name: \"Kite\"; journal | select batch, writes, done",
          "every write is stored before it is sent"),
        .init(
          "clients create name: \"Kite\"; journal 1 | select state, action, kind",
          "the records of a batch"),
      ])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    let batch = site.positional.first.map { site.value($0) }
    if let batch, !Type.number.accepts(batch.type) {
      site.error(
        "E0206", "`journal` needs the number of a batch, this is \(batch.type.phrase)",
        at: batch.range, "here")
      return nil
    }
    let (host, range) = (host, site.range)
    let type = batch == nil ? Self.batchType : Self.entryType
    return PlannedStage("journal", at: site.range, Flow(.record(type), many: true)) { _, frame, _ in
      DeferredStage {
        let ledger = try await locating(range) { try await host.client() }.gate.ledger
        do {
          guard let batch else { return try await ledger.batches(1_000).map(Self.row) }
          let found = try await LedgerBatch.found(
            try await batch.node.value(frame.forRows()), ledger, at: range)
          return try await ledger.entries(of: found.id).map(Self.row)
        } catch let fault as LedgerFault { throw fault.diagnostic(at: range) }
      }
    }
  }

  private static let batchShape = Shape(batchType.fields.map(\.name))
  private static let entryShape = Shape(entryType.fields.map(\.name))

  private static func row(_ batch: LedgerBatch) -> Value {
    func number(_ count: Int) -> Value { .number(Exact(Int64(count))) }
    return .record(
      Record(
        batchShape,
        [
          .number(Exact(batch.id)), .instant(Instant(seconds: batch.at)), .string(batch.command),
          number(batch.total),
          number(batch.count(.done)), number(batch.count(.refused)), number(batch.count(.sent)),
          number(batch.count(.planned, .skipped)), batch.undoes.map { .number(Exact($0)) } ?? .null,
        ]))
  }

  private static func row(_ entry: LedgerEntry) -> Value {
    let intent = entry.intent
    let changes = FieldState.changes(intent).map { change -> (String, Value) in
      guard let old = change.old else { return (change.field, change.new) }
      return (change.field, .string("\(PlanText.short(old)) → \(PlanText.short(change.new))"))
    }
    return .record(
      Record(
        entryShape,
        [
          .string(entry.state == .sent ? "unknown" : entry.state.rawValue),
          .string(PlanText.verb(intent)),
          intent.kind.map { .string($0) } ?? .null,
          (intent.recordID ?? entry.madeID).map { .number(Exact($0)) } ?? .null,
          .string(intent.label),
          .record(Record(pairs: changes)), entry.message.map { .string($0) } ?? .null,
        ]))
  }
}

extension LedgerBatch {
  /// The batch that a number typed means.
  static func found(_ value: Value, _ ledger: any WriteLedger, at range: SourceRange) async throws
    -> LedgerBatch
  {
    guard case .number(let number) = value, let id = number.integer,
      let batch = try await ledger.batch(id)
    else {
      throw Diagnostic(
        "E0417", "the journal of this account has no batch \(Diagnostic.clipped(value.text))",
        at: range, "not found",
        help: ["journal  lists them"], exit: .failed)
    }
    return batch
  }
}
