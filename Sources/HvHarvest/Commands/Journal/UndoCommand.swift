import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import class HvValues.Origin

/// `undo`, `undo 12`: takes a batch back.
struct UndoCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "undo",
      "Takes back the last batch of writes, or the one of a number: what still is as it was written.",
      [.init("batch", "number", required: false, "as  journal  numbers them")], input: .none,
      buffering: .holdsAll,
      gives: "what the server answers, one a record",
      examples: [
        .init(
          "clients \"Acme\" | update name: \"Oops\"; undo | get name",
          "the client is called as before")
      ])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard host.allows(site) else { return nil }
    let batch = site.positional.first.map { site.value($0) }
    if let batch, !Type.number.accepts(batch.type) {
      site.error(
        "E0206", "`undo` needs the number of a batch, this is \(batch.type.phrase)",
        at: batch.range, "here")
      return nil
    }
    let (host, range) = (host, site.range)
    var stage = PlannedStage("undo", at: site.range, Flow(.any, many: true), buffering: .holdsAll) {
      _, frame, _ in
      let run = frame.run
      return AnswersStage {
        let ledger = try await locating(range) { try await host.client() }.gate.ledger
        do {
          let found: LedgerBatch
          if let batch {
            found = try await LedgerBatch.found(
              try await batch.node.value(frame.forRows()), ledger, at: range)
          } else {
            found = try await Self.last(ledger, at: range)
          }
          if let by = Self.standingUndos(try await ledger.batches(100_000))[found.id] {
            throw Diagnostic(
              "E0417", "batch \(found.id) was taken back already: batch \(by)", at: range, "done before",
              help: ["undo \(by)  brings it back"], exit: .failed)
          }
          // What another hv still works on cannot be taken back.
          try await ledger.hold(found.id)
          let result: (values: [Value], failure: (any Error)?)
          do { result = try await UndoRun(batch: found, host: host, run: run, range: range).undo() } catch {
            await ledger.release(found.id)
            throw error
          }
          await ledger.release(found.id)
          return result
        } catch let fault as LedgerFault { throw fault.diagnostic(at: range) }
      }
    }
    stage.hasEffects = true
    return stage
  }

  /// The batches that are taken back, and by which: an undo counts only while it stands itself, and the newest have the
  /// last word.
  fileprivate static func standingUndos(_ batches: [LedgerBatch]) -> [Int64: Int64] {
    var undone: [Int64: Int64] = [:]
    for batch in batches where batch.count(.done) > 0 && undone[batch.id] == nil {
      if let target = batch.undoes { undone[target] = batch.id }
    }
    return undone
  }

  /// The newest batch that changed something and was not taken back.
  private static func last(_ ledger: any WriteLedger, at range: SourceRange) async throws
    -> LedgerBatch
  {
    let batches = try await ledger.batches(1_000)
    let undone = standingUndos(batches)
    // An undo of an undo is a change again; a plain undo is none.
    func isChange(_ batch: LedgerBatch) -> Bool {
      guard let target = batch.undoes else { return true }
      return batches.first { $0.id == target }.map { !isChange($0) } ?? false
    }
    guard let last = batches.first(where: { $0.count(.done) > 0 && undone[$0.id] == nil && isChange($0) }) else {
      throw Diagnostic(
        "E0417",
        "there is nothing to take back: the journal of this account has no change that stands",
        at: range,
        "nothing", help: ["undo N  takes back any batch that  journal  lists, an undo as well"],
        exit: .failed)
    }
    return last
  }
}

/// Takes one batch back.
struct UndoRun {
  let batch: LedgerBatch
  let host: HarvestHost
  let run: Run
  let range: SourceRange

  func undo() async throws -> (values: [Value], failure: (any Error)?) {
    let client = try await locating(range) { try await host.client() }
    // Last done, first taken back.
    let entries = try await client.gate.ledger.entries(of: batch.id).filter { $0.state == .done }
      .reversed()
    var conflicts: [WriteBatch.LeftOut] = []
    var warnings: [String] = []
    let records = CurrentRecords(host: host, range: range)
    let since = await records.moment(entries.compactMap(\.sentAt).min() ?? batch.at)?.adding(seconds: -60)
    let made = entries.map { entry in
      var intent = entry.intent
      if intent.recordID == nil { intent.recordID = entry.madeID }
      if entry.intent.recordID == nil, let id = intent.recordID { intent.path += "/\(id)" }
      return intent
    }
    let changed = try await records.changed(
      zip(entries, made).filter { !Reversal.needsNoLook($0.0) }.map(\.1),
      since: since ?? Instant(seconds: 0))
    var writes: [PlannedWrite] = []
    for (entry, intent) in zip(entries, made) {
      let now = changed[CurrentRecords.key(intent)]
      switch Reversal.of(entry, now: now) {
      case .write(let intent, let lost):
        writes.append(PlannedWrite(intent, at: range))
        for conflict in lost {
          conflicts.append(.init(label: entry.intent.label, reason: conflict))
        }
        if let warning = Reversal.warning(entry), !warnings.contains(warning) {
          warnings.append(warning)
        }
      case .nothing(let reason): conflicts.append(.init(label: entry.intent.label, reason: reason))
      case .isSo: continue
      }
    }
    if !conflicts.isEmpty {
      run.tell(
        Diagnostic(
          "E0418",
          "\(conflicts.count == 1 ? "one change" : "\(conflicts.count) changes") cannot be taken back",
          at: range,
          "left as they are",
          help: conflicts.prefix(8).map { "\($0.label): \($0.reason)" }
            + (conflicts.count > 8 ? ["and \(conflicts.count - 8) more"] : []),
          exit: writes.isEmpty ? .failed : .partial))
    }
    guard !writes.isEmpty else { return ([], nil) }
    let reverse = WriteBatch(
      command: "undo \(batch.id)", [], leftOut: conflicts, isBulk: true, undoes: batch.id,
      warnings: warnings)
    return try await host.apply(reverse, writes, as: "undo", run: run, at: range)
  }
}

/// What takes a write back.
enum Reversal {
  case write(WriteIntent, lost: [String])
  /// It cannot come back, and why.
  case nothing(String)
  /// It is as it was before already.
  case isSo

  /// What the server has now does not matter: the record is gone.
  static func needsNoLook(_ entry: LedgerEntry) -> Bool { entry.intent.method == .delete }

  /// What the person should know before it is taken back.
  static func warning(_ entry: LedgerEntry) -> String? {
    switch Catalog.endpoint(entry.intent.operation)?.action {
    case .delete: "records that come back have new ids, and what hung on them is not restored"
    case .named("stop"): "a timer that is started again runs from now on"
    case .named("restart"): "the time that a timer ran meanwhile stays on its entry"
    default: nil
    }
  }

  /// - Parameter now: the record as it is, where it was changed since; nil where it was not, or its kind cannot tell.
  static func of(_ entry: LedgerEntry, now: Record??) -> Reversal {
    guard let endpoint = Catalog.endpoint(entry.intent.operation) else {
      return .nothing("hv does not know what this request did")
    }
    let written: Record? = entry.answer.flatMap {
      if case .record(let record)? = try? JSONReader.value($0) { record } else { nil }
    }
    if case .some(.none) = now { return .nothing("the record is gone") }
    let current = now.flatMap { $0 } ?? written
    switch endpoint.action {
    case .update, .named("archive"): return update(entry, endpoint, written, current)
    case .named(let name) where name.hasPrefix("line_items "): return update(entry, endpoint, written, current)
    case .delete: return again(entry, endpoint)
    case .create: return removal(entry, endpoint, written, current)
    case .named("stop"): return timer(entry, "restartStoppedTimeEntry", current, runs: true)
    case .named("restart"):
      if let id = written?["id"]?.integer, id != entry.intent.recordID {
        return .write(
          deletion("deleteTimeEntry", "/time_entries/\(id)", entry, id: id, before: written),
          lost: [])
      }
      return timer(entry, "stopRunningTimeEntry", current, runs: false)
    case .named(let name) where name.hasPrefix("mark "): return mark(entry, endpoint)
    case .named("send"): return .nothing("what was mailed cannot be called back")
    default: return .nothing("the API has no way back from `\(endpoint.verb)`")
    }
  }

  private static func update(
    _ entry: LedgerEntry, _ endpoint: Endpoint, _ written: Record?, _ current: Record?
  ) -> Reversal {
    guard let before = entry.intent.before else { return .nothing("what was there before is not known") }
    var pairs: [(String, Value)] = []
    var lost: [String] = []
    for (name, asked) in entry.intent.asked.pairs {
      guard let old = FieldState.value(name, in: before) else {
        lost.append("`\(name)`: what was there before is not known")
        continue
      }
      let left = written.flatMap { FieldState.value(name, in: $0) } ?? asked
      let isNow = current.flatMap { FieldState.value(name, in: $0) }
      if let isNow {
        if FieldState.areSame(isNow, old) { continue }
        if !FieldState.areSame(isNow, left) {
          lost.append("`\(name)` was changed since, and is \(PlanText.short(isNow))")
          continue
        }
      }
      if let field = endpoint.body.first(where: { $0.name == name }), !field.children.isEmpty,
        case .list(let parts) = old
      {
        pairs.append((name, restored(parts, isNow ?? left, field)))
        continue
      }
      // An empty text is sent as such: a missing one would change nothing.
      var value = old
      if old.isNull, case .string = left { value = .string("") }
      pairs.append((name, value))
    }
    guard !pairs.isEmpty else {
      return lost.isEmpty ? .isSo : .nothing(lost.joined(separator: "; "))
    }
    var intent = entry.intent
    intent.asked = Record(pairs: pairs)
    intent.before = current ?? written
    intent.body = body(intent.asked)
    return .write(intent, lost: lost)
  }

  /// The parts of a record as they were: those that are there are changed back, those that came are taken away, those
  /// that went are made anew.
  private static func restored(_ old: ValueList, _ now: Value, _ field: BodyField) -> Value {
    func id(_ value: Value) -> String? { if case .record(let record) = value { record["id"]?.text } else { nil } }
    let present: [Value] = if case .list(let list) = now { list.elements } else { [] }
    let ids = Set(present.compactMap(id)), oldIDs = Set(old.elements.compactMap(id))
    var parts: [Value] = old.elements.map { part in
      guard case .record(let record) = part else { return part }
      var pairs: [(String, Value)] = []
      if let own = id(part), ids.contains(own), let value = record["id"] { pairs.append(("id", value)) }
      for child in field.children where child.fixed == nil && child.name != "id" && !child.name.hasPrefix("_") {
        if let value = FieldState.value(child.name, in: record) { pairs.append((child.name, value)) }
      }
      return .record(Record(pairs: pairs))
    }
    for part in present where id(part).map({ !oldIDs.contains($0) }) ?? false {
      if case .record(let record) = part, let id = record["id"] {
        parts.append(.record(Record(pairs: [("id", id), ("_destroy", .bool(true))])))
      }
    }
    return .list(ValueList(parts))
  }

  /// Makes a record anew that was deleted.
  private static func again(_ entry: LedgerEntry, _ endpoint: Endpoint) -> Reversal {
    guard let before = entry.intent.before else {
      return .nothing("the record is not known any more")
    }
    let list = Catalog.endpoints(of: endpoint.resource)
    guard let create = list.first(where: { $0.action == .create && $0.variantOf == nil }) else {
      return .nothing("the API cannot make \((entry.intent.kind ?? "record").withArticle)")
    }
    var pairs: [(String, Value)] = []
    let times = before["started_time"].map { !$0.isNull } ?? false
    for field in create.body where field.fixed == nil && field.type != .file {
      // The account tracks one or the other.
      if times, field.name == "hours" { continue }
      if !times, ["started_time", "ended_time"].contains(field.name) { continue }
      guard let value = FieldState.value(field.name, in: before), !value.isNull else {
        if field.required {
          return .nothing("`\(field.name)` is not known, without which it cannot be made again")
        }
        continue
      }
      let excludes = create.constraints.contains { constraint in
        guard case .atMostOne(let names) = constraint, names.contains(field.name) else { return false }
        return pairs.contains { names.contains($0.0) }
      }
      if !excludes { pairs.append((field.name, field.spelled(value))) }
    }
    var path = entry.intent.path
    if let slash = path.lastIndex(of: "/") { path = String(path[..<slash]) }
    var intent = WriteIntent(
      operation: create.operation, method: .post, path: path, bucket: create.bucket.name,
      kind: entry.intent.kind,
      label: entry.intent.label, asked: Record(pairs: pairs))
    intent.body = body(intent.asked)
    return .write(intent, lost: [])
  }

  /// Deletes a record that was made.
  private static func removal(
    _ entry: LedgerEntry, _ endpoint: Endpoint, _ written: Record?, _ current: Record?
  ) -> Reversal {
    guard let id = entry.madeID else { return .nothing("its id is not known") }
    guard
      let delete = Catalog.endpoints(of: endpoint.resource).first(where: { $0.action == .delete })
    else {
      return .nothing("the API cannot delete \((entry.intent.kind ?? "record").withArticle)")
    }
    if let written, let current {
      let isRunning = current["is_running"].map { FieldState.areSame($0, .bool(true)) } ?? false
      let changed = endpoint.body.map(\.name).filter { name in
        // A running clock is no change of somebody's.
        if isRunning, ["hours", "ended_time", "started_time"].contains(name) { return false }
        guard let was = FieldState.value(name, in: written), let isNow = FieldState.value(name, in: current) else {
          return false
        }
        return !FieldState.areSame(was, isNow)
      }
      if !changed.isEmpty { return .nothing("changed since it was made: \(changed.joined(separator: ", "))") }
    }
    return .write(
      deletion(
        delete.operation, "\(entry.intent.path)/\(id)", entry, id: id, before: current ?? written),
      lost: [])
  }

  private static func deletion(
    _ operation: String, _ path: String, _ entry: LedgerEntry, id: Int64, before: Record?
  ) -> WriteIntent {
    WriteIntent(
      operation: operation, method: .delete, path: path, kind: entry.intent.kind, recordID: id,
      label: before.map { WriteLabel.of($0.being(entry.intent.kind ?? "record")) }
        ?? "\(entry.intent.kind ?? "record") \(id)", before: before)
  }

  private static func timer(
    _ entry: LedgerEntry, _ operation: String, _ current: Record?, runs: Bool
  ) -> Reversal {
    guard let id = entry.intent.recordID else { return .nothing("its id is not known") }
    if case .bool(let isRunning)? = current?["is_running"], isRunning == runs { return .isSo }
    return .write(
      WriteIntent(
        operation: operation, method: .patch,
        path: "/time_entries/\(id)/\(runs ? "restart" : "stop")",
        kind: "time_entry", recordID: id, label: entry.intent.label, before: current), lost: [])
  }

  /// Marks an invoice or estimate as what it was before.
  private static func mark(_ entry: LedgerEntry, _ endpoint: Endpoint) -> Reversal {
    guard let state = entry.intent.before?["state"]?.text else {
      return .nothing("its state before is not known")
    }
    let word =
      [
        "draft": "mark draft", "open": "mark open", "sent": "mark open", "closed": "mark closed",
        "accepted": "mark accepted", "declined": "mark declined",
      ][state] ?? ""
    guard
      let back = Catalog.endpoints(of: endpoint.resource).first(where: { $0.action == .named(word) }
      )
    else {
      return .nothing("the API has no way back to \(state)")
    }
    var intent = entry.intent
    intent.operation = back.operation
    intent.asked = Record(
      pairs: back.body.compactMap { field in field.fixed.map { (field.name, $0.value) } })
    intent.body = body(intent.asked)
    return .write(intent, lost: [])
  }

  static func body(_ asked: Record) -> WriteIntent.Body {
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    guard (try? encoding.append(.record(asked), to: &bytes)) != nil else { return .none }
    return .json(bytes)
  }
}

extension Record {
  /// The same record as one of a kind: what was kept as JSON has forgotten it.
  fileprivate func being(_ kind: String) -> Record {
    if case .record(let record) = Value.record(self).from(Origin(kind: kind)) { record } else { self }
  }
}

extension Value {
  fileprivate var integer: Int64? {
    if case .number(let number) = self { number.integer } else { nil }
  }
}

extension BodyField {
  /// A value of a record as a body takes it: of objects only the fields that can be sent.
  func spelled(_ value: Value) -> Value {
    switch value {
    case .record(let record) where !children.isEmpty:
      .record(
        Record(pairs: children.compactMap { child in record[child.name].map { (child.name, $0) } }))
    case .list(let list) where !children.isEmpty:
      .list(
        ValueList(
          list.elements.map { element in
            guard case .record(let record) = element else { return element }
            return .record(
              Record(
                pairs: children.filter { $0.name != "id" && $0.fixed == nil }.compactMap { child in
                  FieldState.value(child.name, in: record).flatMap {
                    $0.isNull ? nil : (child.name, $0)
                  }
                }))
          }))
    default: value
    }
  }
}
