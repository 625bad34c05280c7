import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// `resume`, `resume 12`: finishes a batch that was interrupted.
struct ResumeCommand: Command {
  let host: HarvestHost

  var signature: Signature {
    Signature(
      "resume",
      "Finishes a batch that was interrupted: what was sent without an answer is looked up before anything is sent.",
      [
        .init("batch", "number", required: false, "the last one that is not finished, unless given")
      ], input: .none,
      buffering: .holdsAll, gives: "what the server answers, one a record", examples: [])
  }

  func plan(_ site: CallSite) -> PlannedStage? {
    guard host.allows(site) else { return nil }
    let batch = site.positional.first.map { site.value($0) }
    if let batch, !Type.number.accepts(batch.type) {
      site.error(
        "E0206", "`resume` needs the number of a batch, this is \(batch.type.phrase)",
        at: batch.range, "here")
      return nil
    }
    let (host, range) = (host, site.range)
    var stage = PlannedStage("resume", at: site.range, Flow(.any, many: true), buffering: .holdsAll) { _, frame, _ in
      let run = frame.run
      return AnswersStage {
        let ledger = try await locating(range) { try await host.client() }.gate.ledger
        do {
          let found: LedgerBatch
          if let batch {
            found = try await LedgerBatch.found(
              try await batch.node.value(frame.forRows()), ledger, at: range)
          } else if let open = try await Self.unfinished(ledger) {
            found = open
          } else {
            throw Diagnostic(
              "E0417", "no batch of this account is unfinished", at: range, "nothing to do",
              help: ["journal  lists them"],
              exit: .failed)
          }
          return try await ResumeRun(host: host, run: run, range: range).resume(found)
        } catch let fault as LedgerFault { throw fault.diagnostic(at: range) }
      }
    }
    stage.hasEffects = true
    return stage
  }
}

extension ResumeCommand {
  /// The newest batch that is not finished, and that no living process works on.
  fileprivate static func unfinished(_ ledger: any WriteLedger) async throws -> LedgerBatch? {
    var busy: LedgerFault?
    for batch in try await ledger.batches(1_000) where batch.isOpen {
      do { try await ledger.hold(batch.id) } catch let fault as LedgerFault {
        busy = busy ?? fault
        continue
      }
      await ledger.release(batch.id)
      return batch
    }
    if let busy { throw busy }
    return nil
  }
}

/// Finishes one batch. Consent to it was given when it began.
struct ResumeRun {
  let host: HarvestHost
  let run: Run
  let range: SourceRange

  func resume(_ batch: LedgerBatch) async throws -> (values: [Value], failure: (any Error)?) {
    let client = try await locating(range) { try await host.client() }
    let ledger = client.gate.ledger
    guard batch.isOpen else {
      throw Diagnostic(
        "E0417",
        "batch \(batch.id) is finished: \(batch.count(.done)) done, \(batch.count(.refused)) refused",
        at: range,
        "nothing to do", exit: .failed)
    }
    // Nobody else may look at the same time: both would find that this batch did not happen, or that the same record
    // is theirs. Taken before the batch is, for whoever looks waits for batches that are taken.
    while try await !ledger.holdLookup() { try await Task.sleep(for: .milliseconds(50)) }
    let open: [LedgerEntry]
    do {
      try await ledger.hold(batch.id)
      do { open = try await look(batch, client, ledger) } catch {
        await ledger.release(batch.id)
        throw error
      }
    } catch {
      await ledger.releaseLookup()
      throw error
    }
    await ledger.releaseLookup()
    guard !open.isEmpty else {
      await ledger.release(batch.id)
      return ([], nil)
    }
    do {
      let admitted = try await client.gate.resume(batch.id, command: batch.command, open)
      return await host.send(
        admitted, open.map { PlannedWrite($0.intent, at: range) }, leftOut: open.count, run: run, at: range)
    } catch {
      await ledger.release(batch.id)
      throw error
    }
  }

  /// Finds out what became of the writes that were sent without an answer.
  ///
  /// - Returns: what is to be sent.
  private func look(_ batch: LedgerBatch, _ client: HarvestClient, _ ledger: any WriteLedger) async throws
    -> [LedgerEntry]
  {
    let entries = try await ledger.entries(of: batch.id)
    var found = 0
    var doubts: [String] = []
    var open: [LedgerEntry] = []
    let lookup = Lookup(
      batch.id, entries, records: CurrentRecords(host: host, range: range), client: client, ledger: ledger)
    for entry in entries {
      switch entry.state {
      case .done, .refused, .skipped: continue
      case .planned: open.append(entry)
      case .sent:
        if client.gate.policy.isDryRun {
          open.append(entry)
          continue
        }
        var finding = try await lookup.look(entry)
        if case .didNot = finding, try await waited(for: entry, client) {
          let again = Lookup(
            batch.id, entries, records: CurrentRecords(host: host, range: range), client: client, ledger: ledger)
          again.done = lookup.done
          finding = try await again.look(entry)
        }
        switch finding {
        case .happened(let answer):
          try await ledger.settle(entry.id, .found(answer))
          lookup.done.insert(entry.id)
          found += 1
        case .didNot: open.append(entry)
        case .unclear(let reason):
          doubts.append("\(entry.intent.label): \(reason)")
          // Asking again would find nothing else: the batch is to come to an end.
          try await ledger.settle(entry.id, .skipped(reason))
        }
      }
    }
    if found > 0 {
      run.tell(
        Diagnostic(
          "E0420",
          "\(found) of batch \(batch.id) had happened, and \(found == 1 ? "was" : "were") not sent again",
          severity: .note))
    }
    if !doubts.isEmpty {
      run.tell(
        Diagnostic(
          "E0419",
          "what became of \(doubts.count == 1 ? "one write" : "\(doubts.count) writes") cannot be told",
          at: range,
          "not repeated", help: doubts, exit: .partial))
    }
    return open
  }
}

extension ResumeRun {
  /// The server may still be at a request that was sent just now; what has not happened yet could happen after it was
  /// sent again.
  ///
  /// - Returns: whether that was waited for, so that one has to look again.
  fileprivate func waited(for entry: LedgerEntry, _ client: HarvestClient) async throws -> Bool {
    guard let sent = entry.sentAt, let now = entry.isServerTime ? client.serverTime : host.now() else { return false }
    let rest = host.settlingSeconds - max(0, now - sent)
    guard rest > 0 else { return false }
    try await Task.sleep(for: .seconds(rest))
    return true
  }
}

/// Finds out whether writes happened whose answers did not come.
final class Lookup {
  enum Finding {
    /// With the record as it is.
    case happened([UInt8]?)
    case didNot
    case unclear(String)
  }

  private let batch: Int64
  private let entries: [LedgerEntry]
  private let records: CurrentRecords
  private let client: HarvestClient
  private let ledger: any WriteLedger
  /// The entries of the batch that are known to have happened.
  var done: Set<Int64>
  private var me: String?

  init(
    _ batch: Int64, _ entries: [LedgerEntry], records: CurrentRecords, client: HarvestClient, ledger: any WriteLedger
  ) {
    self.batch = batch
    self.entries = entries
    done = Set(entries.filter { $0.state == .done }.map(\.id))
    self.records = records
    self.client = client
    self.ledger = ledger
  }

  func look(_ entry: LedgerEntry) async throws -> Finding {
    let intent = entry.intent
    guard let endpoint = Catalog.endpoint(intent.operation) else {
      return .unclear(
        "hv does not know what this request does; look yourself, then resume leaves it out")
    }
    switch endpoint.action {
    case .named("stop"): return try await timer(intent, runs: false)
    case .named("restart"): return try await restart(entry)
    case .named("delete_external_reference"):
      // The path of the reference is below that of its entry.
      let path = intent.path.lastIndex(of: "/").map { String(intent.path[..<$0]) } ?? intent.path
      guard let record = try await records.record(at: path) else { return .happened(nil) }
      return record["external_reference"].map(\.isNull) ?? true ? .happened(nil) : .didNot
    case .delete: return try await exists(intent) ? .didNot : .happened(nil)
    case .create: return try await made(entry, endpoint)
    case .named(let name) where endpoint.method == .post || name == "send":
      return try await made(entry, endpoint)
    case .named("line_items create"): return try await part(entry)
    default: return try await update(intent)
    }
  }

  private func timer(_ intent: WriteIntent, runs: Bool) async throws -> Finding {
    guard let record = try await records.record(at: CurrentRecords.recordPath(intent)) else {
      return .unclear("the entry is gone")
    }
    guard case .bool(runs)? = record["is_running"] else { return .didNot }
    return .happened(json(record))
  }

  /// A restart goes on with the same entry, or makes a new one where the account tracks start and end.
  private func restart(_ entry: LedgerEntry) async throws -> Finding {
    if case .happened(let answer) = try await timer(entry.intent, runs: true) {
      return .happened(answer)
    }
    if let mode = try await records.host.timerMode(), !mode.tracksTimes { return .didNot }
    guard let list = Catalog.list(of: "time_entries"), let before = entry.intent.before else {
      return .didNot
    }
    let since = await since(entry)
    let rows = try await records.rows(
      of: list, at: list.path, query: since.map { [("updated_since", $0.description)] } ?? [])
    return try await claim(entry, "time_entry", rows) { _, row in
      ["user", "project", "task"].allSatisfy { name in
        row[path: FieldPath("\(name).id")].flatMap { now in
          before[path: FieldPath("\(name).id")].map { FieldState.areSame($0, now) }
        } ?? false
      }
    }
  }

  private func exists(_ intent: WriteIntent) async throws -> Bool {
    if let endpoint = Endpoint.reading(intent.path), case .object = endpoint.answer {
      return try await records.record(at: intent.path) != nil
    }
    // Payments and messages can only be listed.
    guard let slash = intent.path.lastIndex(of: "/"),
      let id = Int64(intent.path[intent.path.index(after: slash)...]),
      let list = Endpoint.reading(String(intent.path[..<slash]))
    else { return true }
    return try await records.rows(of: list, at: String(intent.path[..<slash])).contains {
      $0.id == id
    }
  }

  private func update(_ intent: WriteIntent) async throws -> Finding {
    if let list = Endpoint.reading(intent.path), case .list = list.answer {
      return try await members(intent, list)
    }
    guard let now = try await records.record(at: intent.path) else {
      return .unclear("the record is gone")
    }
    var (isSo, isAsBefore) = (true, true)
    for (name, asked) in intent.asked.pairs {
      guard let value = FieldState.value(name, in: now) else { continue }
      if !FieldState.holds(asked, value) { isSo = false }
      if let before = intent.before.flatMap({ FieldState.value(name, in: $0) }),
        !FieldState.areSame(before, value)
      {
        isAsBefore = false
      }
    }
    if isSo { return .happened(json(now)) }
    return isAsBefore ? .didNot : .unclear("the record was changed by somebody else meanwhile")
  }

  /// Whether a part was added to a record: there are more of its kind than before and than other writes added.
  private func part(_ entry: LedgerEntry) async throws -> Finding {
    guard let now = try await records.record(at: entry.intent.path) else {
      return .unclear("the record is gone")
    }
    let others = entries.filter { $0.intent.path == entry.intent.path && $0.intent.operation == entry.intent.operation }
    for (name, asked) in entry.intent.asked.pairs {
      guard case .list(let parts) = asked, let part = parts.elements.first else { continue }
      func count(_ record: Record?) -> Int {
        guard case .list(let list)? = record?[name] else { return 0 }
        return list.elements.count { FieldState.holds(part, $0) }
      }
      let added = others.count { other in
        done.contains(other.id) && (other.intent.asked[name].map { FieldState.areSame($0, asked) } ?? false)
      }
      if count(now) <= count(others.first?.intent.before) + added { return .didNot }
    }
    return .happened(json(now))
  }

  /// A list of ids that was set as a whole: the teammates of a user.
  private func members(_ intent: WriteIntent, _ list: Endpoint) async throws -> Finding {
    guard
      let asked = intent.asked.pairs.first(where: {
        if case .list = $0.value { true } else { false }
      })?.value,
      case .list(let ids) = asked
    else { return .unclear("what was asked cannot be compared") }
    let now = Set(try await records.rows(of: list, at: intent.path).compactMap(\.id))
    return now == Set(ids.elements.compactMap { Int64($0.text) }) ? .happened(nil) : .didNot
  }

  // MARK: what was made

  private func made(_ entry: LedgerEntry, _ endpoint: Endpoint) async throws -> Finding {
    let intent = entry.intent
    guard let list = Endpoint.reading(intent.path), case .list(let kind, _) = list.answer else {
      return .unclear("there is no list of what was made")
    }
    var query: [(String, String)] = []
    if list.query.contains(where: { $0.name == "updated_since" }), let since = await since(entry) {
      query.append(("updated_since", since.description))
    }
    let rows = try await records.rows(of: list, at: intent.path, query: query)
    // Whose it is goes without saying where it is one's own.
    let isOwn = ["time_entry", "expense"].contains(kind) && intent.asked["user_id"] == nil
    let me = isOwn ? try await ownID() : nil
    return try await claim(entry, kind, rows) { intent, row in
      if intent.asked["user_id"] == nil, let me, let user = FieldState.value("user_id", in: row), user.text != me {
        return false
      }
      return intent.asked.pairs.allSatisfy { name, asked in
        FieldState.value(name, in: row).map { FieldState.holds(asked, $0) } ?? true
      }
    }
  }

  /// Takes a record that fits and belongs to no other write; each belongs to one.
  ///
  /// - Parameter fits: whether an intent may have made a record.
  private func claim(
    _ entry: LedgerEntry, _ kind: String, _ rows: [Record], _ fits: (WriteIntent, Record) -> Bool
  ) async throws -> Finding {
    let since = await since(entry)
    var rows = rows.filter { row in
      // Equal rows of earlier days are somebody else's.
      if let since, case .instant(let created)? = row["created_at"], created < since { return false }
      return fits(entry.intent, row)
    }
    guard !rows.isEmpty else { return .didNot }
    let others = try await unsettled(like: entry)
    let taken = try await ledger.madeIDs(of: kind)
    rows.removeAll { row in row.id.map { taken.contains($0) } ?? true }
    rows.sort { (surplus($0, entry), $0.id ?? 0) < (surplus($1, entry), $1.id ?? 0) }
    // What another write asked for more exactly is left to that one.
    let row = rows.first { row in
      !others.contains { fits($0.intent, row) && surplus(row, $0) < surplus(row, entry) }
    }
    return row.map { .happened(json($0)) } ?? .didNot
  }

  /// Writes of the same sort of which it is not known whether they happened. Those of living processes are waited for:
  /// they are about to tell which record is theirs.
  private func unsettled(like entry: LedgerEntry) async throws -> [LedgerEntry] {
    func isSuch(_ other: LedgerEntry) -> Bool {
      other.state == .sent && other.id != entry.id && other.intent.operation == entry.intent.operation
        && other.intent.path == entry.intent.path
    }
    var found = entries.filter { isSuch($0) && !done.contains($0.id) }
    for other in try await ledger.batches(1_000) where other.id != batch && other.count(.sent) > 0 {
      var such = try await ledger.entries(of: other.id).filter(isSuch)
      // What it sends from now on is not among the records that were read.
      let ids = Set(such.map(\.id))
      while !such.isEmpty, await isWorkedOn(other.id) {
        try await Task.sleep(for: .milliseconds(100))
        such = try await ledger.entries(of: other.id).filter { isSuch($0) && ids.contains($0.id) }
      }
      found += such
    }
    return found
  }

  private func isWorkedOn(_ batch: Int64) async -> Bool {
    do { try await ledger.hold(batch) } catch { return true }
    await ledger.release(batch)
    return false
  }

  /// How many fields of a record have something in them that was not asked for.
  private func surplus(_ row: Record, _ entry: LedgerEntry) -> Int {
    Catalog.endpoint(entry.intent.operation)?.body.count { field in
      guard entry.intent.asked[field.name] == nil else { return false }
      return FieldState.value(field.name, in: row).map { !FieldState.areSame($0, .null) } ?? false
    } ?? 0
  }

  /// The id of the user whose token it is.
  private func ownID() async throws -> String? {
    if let me { return me }
    me = try await records.record(at: "/users/me")?.id.map(String.init)
    return me
  }

  /// When a write was sent, by the server's clock, and a moment earlier; nil where the server does not tell the time.
  private func since(_ entry: LedgerEntry) async -> Instant? {
    if entry.isServerTime, let sent = entry.sentAt { return Instant(seconds: sent - 2) }
    return await records.moment(entry.sentAt ?? 0)?.adding(seconds: -2)
  }

  private func json(_ record: Record) -> [UInt8]? {
    var bytes: [UInt8] = []
    var encoding = JSONEncoding()
    return (try? encoding.append(.record(record), to: &bytes)) == nil ? nil : bytes
  }
}
