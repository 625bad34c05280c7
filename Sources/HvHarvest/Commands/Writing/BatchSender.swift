import HarvestCatalog
import HarvestClient
import HvEngine
import HvSyntax
import HvValues
import Synchronization

/// What became of the writes of a batch.
struct BatchResult: Sendable {
  /// In the order of the writes; empty for those that gave nothing.
  var answers: [[Value]] = []
  var done = 0
  var refused: [(label: String, error: APIError)] = []
  /// Sent, and nobody knows.
  var unknown: [(label: String, error: APIError)] = []
  var notAttempted = 0
  /// What the server made of a field instead of what was asked.
  var dropped: [String] = []
  /// Why the batch was ended before its end.
  var cause: (any Error)?
}

/// Sends the writes of a batch, several at a time.
///
/// Writes of the same command to different records are independent, and go out together; those to one record, and
/// those that move a timer, one after the other. Between different commands the order of the program is kept. A
/// refusal of one record does not stop the others. A write of which nobody knows whether it happened does, as does
/// anything that would refuse the next ones as well; those under way are waited for.
struct BatchSender: Sendable {
  let host: HarvestHost
  let run: Run

  /// How many requests are under way at most.
  private static let width = 12

  /// Sends one write of an open batch.
  func send(_ write: PlannedWrite, in batch: AdmittedBatch) async throws -> [Value] {
    // Before the ticket: one that is taken and not used stands for a write that may have been sent.
    let client = try await locating(write.range) { try await host.client() }
    do {
      guard let ticket = try await batch.ticket(adding: write.intent) else { return write.planned }
      let (values, dropped, fault) = try await send(write, ticket, client)
      if !dropped.isEmpty { run.tell(Self.note(dropped, at: write.range)) }
      if let fault { throw Self.made(fault, at: write.range) }
      return values
    } catch let failure as WriteFailure {
      throw failure.error.diagnostic(at: write.range)
    } catch let fault as LedgerFault {
      throw fault.diagnostic(at: write.range)
    }
  }

  private func send(_ write: PlannedWrite, _ ticket: consuming WriteTicket, _ client: HarvestClient) async throws
    -> ([Value], [String], fault: (any Error)?)
  {
    let response: HTTPExchange.Response
    var fault: (any Error)?
    do { response = try await client.write(ticket) } catch let unstored as UnstoredWrite {
      response = unstored.response
      fault = unstored.fault
    } catch {
      // Whether it happened may not be known.
      await forget(write)
      throw error
    }
    run.madeChange()
    await forget(write)
    return (try write.answer(response.body), Self.dropped(write, response.body), fault)
  }

  /// What is told of a write that the server made, while the ledger could not store that.
  static func made(_ fault: any Error, at range: SourceRange) -> any Error {
    guard let fault = fault as? LedgerFault else { return fault }
    var diagnostic = fault.diagnostic(at: range)
    diagnostic.help.insert("the change was made all the same", at: 0)
    return diagnostic
  }

  private func forget(_ write: PlannedWrite) async {
    if let endpoint = write.endpoint {
      await host.forgetNames(after: endpoint)
    } else {
      await host.names.changed([])
    }
  }

  // MARK: many

  /// Sends all writes of a batch; each is the one of the same place in the batch.
  func send(_ writes: [PlannedWrite], in batch: AdmittedBatch) async -> BatchResult {
    let tally = Tally(writes.count)
    // Once, and before any ticket: one that is taken and not used stands for a write that may have been sent.
    let client: HarvestClient
    do { client = try await host.client() } catch {
      tally.stop(error)
      return tally.result
    }
    client.gate.batchBegins()
    defer { client.gate.batchEnds() }
    var start = 0
    while start < writes.count {
      var end = start + 1
      while end < writes.count, writes[end].name == writes[start].name { end += 1 }
      await send(writes, start..<end, in: batch, client, tally)
      start = end
    }
    return tally.result
  }

  private func send(
    _ writes: [PlannedWrite], _ range: Range<Int>, in batch: AdmittedBatch, _ client: HarvestClient, _ tally: Tally
  ) async {
    var order: [String] = []
    var lanes: [String: [Int]] = [:]
    for place in range {
      let lane = writes[place].lane ?? "\(place)"
      if lanes[lane] == nil { order.append(lane) }
      lanes[lane, default: []].append(place)
    }
    let queue = order.compactMap { lanes[$0] }
    await withTaskGroup(of: Void.self) { group in
      var next = 0
      func add() {
        guard next < queue.count else { return }
        let lane = queue[next]
        next += 1
        group.addTask { for place in lane { await send(writes[place], place, in: batch, client, tally) } }
      }
      // What a dry run tells stands in the order of the program.
      for _ in 0..<(batch.id == nil ? 1 : Self.width) { add() }
      for await _ in group { add() }
    }
  }

  private func send(
    _ write: PlannedWrite, _ place: Int, in batch: AdmittedBatch, _ client: HarvestClient, _ tally: Tally
  ) async {
    if Task.isCancelled { tally.stop(CancellationError()) }
    guard !tally.isStopped else { return }
    do {
      guard let ticket = try await batch.ticket(place) else {
        return tally.answered(place, write.planned, [])
      }
      let (values, dropped, fault) = try await send(write, ticket, client)
      tally.answered(place, values, dropped)
      if let fault { tally.stop(fault) }
    } catch let failure as WriteFailure {
      if failure.isUnknown {
        tally.unknown(write, failure.error)
      } else if failure.error.concernsOneRecord {
        tally.refused(write, failure.error)
      } else {
        tally.stop(failure.error)
      }
    } catch let diagnostic as Diagnostic {
      // The change was made, and its answer cannot be read.
      tally.answered(place, [], [])
      tally.stop(diagnostic)
    } catch {
      tally.stop(error)
    }
    client.tellProgress(done: tally.attempted, of: batch.batch.intents.count)
  }

  /// Collects what becomes of the writes, from several tasks.
  private final class Tally: Sendable {
    private let state: Mutex<BatchResult>
    private let count: Int

    init(_ count: Int) {
      self.count = count
      state = Mutex(BatchResult(answers: Array(repeating: [], count: count)))
    }

    var isStopped: Bool { state.withLock { $0.cause != nil || !$0.unknown.isEmpty } }

    var attempted: Int { state.withLock { $0.done + $0.refused.count + $0.unknown.count } }

    func answered(_ place: Int, _ values: [Value], _ dropped: [String]) {
      state.withLock { state in
        state.answers[place] = values
        state.done += 1
        state.dropped += dropped
      }
    }

    func refused(_ write: PlannedWrite, _ error: APIError) {
      state.withLock { $0.refused.append((write.intent.label, error)) }
    }

    func unknown(_ write: PlannedWrite, _ error: APIError) {
      state.withLock { $0.unknown.append((write.intent.label, error)) }
    }

    func stop(_ cause: any Error) { state.withLock { if $0.cause == nil { $0.cause = cause } } }

    var result: BatchResult {
      state.withLock { state in
        var result = state
        result.notAttempted = count - state.done - state.refused.count - state.unknown.count
        return result
      }
    }
  }

  // MARK: what the server made of it

  /// The fields of an answer that are not what was asked.
  static func dropped(_ write: PlannedWrite, _ bytes: [UInt8]) -> [String] {
    guard let endpoint = write.endpoint, case .object = endpoint.answer,
      write.intent.recordID != nil || endpoint.action == .create,
      let first = try? write.answer(bytes).first, case .record(let record) = first
    else { return [] }
    return write.intent.asked.pairs.compactMap { name, asked in
      guard let got = FieldState.value(name, in: record), !FieldState.areSame(asked, got) else {
        return nil
      }
      // Files and parts come back in another form.
      switch (asked, got) {
      case (.list, .list), (.string, .record): if FieldState.holds(asked, got) { return nil }
      default: break
      }
      return
        "\(write.intent.label): `\(name)` was asked to be \(Diagnostic.clipped(asked.text)) and is "
        + (got.isNull ? "empty" : Diagnostic.clipped(got.text))
    }
  }

  static func note(_ dropped: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "E0413",
      dropped.count == 1
        ? "the server kept another value than the one it was sent"
        : "the server kept other values than those it was sent, in \(dropped.count) fields",
      at: range, "here",
      help: Array(dropped.prefix(5)) + (dropped.count > 5 ? ["and \(dropped.count - 5) more"] : []),
      exit: .partial)
  }
}

extension BatchResult {
  /// What is worth telling although all went well.
  func notes(at range: SourceRange) -> [Diagnostic] {
    dropped.isEmpty ? [] : [BatchSender.note(dropped, at: range)]
  }

  /// The error that the batch ends with; nil where all of it was done.
  ///
  /// - Parameter single: the one write of a batch of one, whose error needs no report.
  func failure(_ batch: AdmittedBatch, single: PlannedWrite?, at range: SourceRange, leftOut: Int)
    -> (any Error)?
  {
    if refused.isEmpty, unknown.isEmpty, cause == nil { return nil }
    if let single, leftOut == 0 {
      if let error = (refused + unknown).first?.error {
        var diagnostic = error.diagnostic(at: single.range)
        if !unknown.isEmpty, let id = batch.id {
          diagnostic.help.append("resume \(id)  finds out, and finishes it")
        }
        return diagnostic
      }
      if done > 0, let cause { return BatchSender.made(cause, at: single.range) }
      if let fault = cause as? LedgerFault { return fault.diagnostic(at: single.range) }
      if let error = cause as? APIError { return error.diagnostic(at: single.range) }
      return cause
    }
    if done == 0, refused.isEmpty, unknown.isEmpty, cause is CancellationError { return cause }
    var counts = ["\(done) done"]
    if !refused.isEmpty { counts.append("\(refused.count) refused") }
    if !unknown.isEmpty { counts.append("\(unknown.count) sent without an answer") }
    if notAttempted > 0 { counts.append("\(notAttempted) not attempted") }
    let total = done + refused.count + unknown.count + notAttempted
    var help = refused.prefix(5).map { "\($0.label): \($0.error.message)" }
    if refused.count > 5 { help.append("and \(refused.count - 5) more refusals") }
    help += unknown.prefix(3).map {
      "\($0.label): \($0.error.message); whether it was changed is not known"
    }
    switch cause {
    case is CancellationError: help.append("interrupted after the requests that were under way")
    case let fault as LedgerFault: help.append(fault.message)
    case let error as APIError: help.append("\(error.message) (\(error.request))")
    case let diagnostic as Diagnostic: help.append(diagnostic.message)
    default: break
    }
    if let id = batch.id {
      if notAttempted > 0 || !unknown.isEmpty, done == 0 {
        help.append("resume \(id)  finishes it")
      } else if notAttempted > 0 || !unknown.isEmpty {
        help.append("resume \(id)  finishes it;  undo \(id)  takes back what was done")
      }
      help.append("journal \(id)  shows each record")
    }
    return Diagnostic(
      "E0414", "of \(total) writes " + counts.joined(separator: ", "), at: range, "this batch",
      help: help,
      exit: done > 0
        ? .partial : (cause as? APIError)?.kind == .refusedToken ? .credentials : .failed)
  }
}

extension APIError {
  /// The next record may fare better.
  var concernsOneRecord: Bool {
    switch kind {
    case .notFound, .invalid, .forbidden, .unexpectedStatus: true
    default: false
    }
  }
}

extension PlannedWrite {
  /// What is sent one after the other with others of the same name; nil where it can go with any.
  fileprivate var lane: String? {
    guard let endpoint else { return "raw" }
    if endpoint.resource == "time_entries" {
      // Whoever starts a timer stops another one.
      if case .named = endpoint.action { return "timer" }
      if endpoint.action == .create,
        !intent.asked.pairs.contains(where: { $0.key == "hours" || $0.key == "ended_time" })
      {
        return "timer"
      }
    }
    // Parts of a record are changed by requests to the whole; what stands below one is made in order.
    if intent.recordID != nil || endpoint.parent != nil { return intent.path }
    return nil
  }
}
