import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import Synchronization

/// Gathers the writes of a stage and sends them as one batch.
///
/// Once an answer is needed before the rest is known, the batch is open: consent is asked for all that may come, what
/// was gathered is sent, and every later write at once, so that all of them happen in the order of the program.
final class BatchCollector: WriteCollector {
  private let host: HarvestHost
  private let run: Run
  private let gathering: Gathering
  private let state = Mutex(State())

  private struct State {
    /// What each pending answer will be: that of a write, or known already.
    var slots: [Slot] = []
    var leftOut: [WriteBatch.LeftOut] = []
    var unchanged = 0
    var expected: Int?
    var open: AdmittedBatch?
    /// The answers of those that were sent before the end.
    var answers: [[Value]?] = []
    var results = BatchResult()
  }

  private enum Slot: Sendable {
    case write(PlannedWrite)
    case known([Value])
  }

  init(_ gathering: Gathering, host: HarvestHost, run: Run) {
    self.gathering = gathering
    self.host = host
    self.run = run
  }

  func expect(_ count: Int?) {
    state.withLock { if $0.expected == nil { $0.expected = count } }
  }

  // MARK: gathering

  /// Takes a write.
  ///
  /// - Parameter isRead: whether its answer is used before the batch is whole.
  /// - Returns: what stands for the answer, or the answer.
  func add(_ writes: [PlannedWrite], isRead: Bool) async throws -> [Value] {
    let isOpen = state.withLock { $0.open != nil }
    guard isRead || isOpen else {
      return state.withLock { state in
        writes.map { write in
          state.slots.append(.write(write))
          return .opaque(PendingAnswer(state.slots.count - 1))
        }
      }
    }
    if gathering.keepsPlan {
      throw Diagnostic(
        "E0415", "a later step needs the answer of this write, so that it cannot be planned", at: writes.first?.range,
        "its answer is used", help: ["make the plan of the first step alone, and apply it"], exit: .failed)
    }
    if !isOpen { try await open() }
    return try await sendNow(writes)
  }

  /// Takes a record that is what it is asked to be already.
  func add(unchanged record: Value) -> Value {
    state.withLock { state in
      state.unchanged += 1
      state.slots.append(.known([record]))
      return .opaque(PendingAnswer(state.slots.count - 1))
    }
  }

  func leaveOut(_ record: WriteBatch.LeftOut) { state.withLock { $0.leftOut.append(record) } }

  // MARK: sending

  private func batch(_ writes: [PlannedWrite]) -> WriteBatch {
    let (leftOut, unchanged) = state.withLock { ($0.leftOut, $0.unchanged) }
    return WriteBatch(
      command: run.statement, writes.map(\.intent), leftOut: leftOut, unchanged: unchanged,
      isBulk: gathering.isBulk || writes.count > 1)
  }

  private func pending() -> (places: [Int], writes: [PlannedWrite]) {
    state.withLock { state in
      var (places, writes): ([Int], [PlannedWrite]) = ([], [])
      for (place, slot) in state.slots.enumerated() {
        if case .write(let write) = slot,
          place >= state.answers.count || state.answers[place] == nil
        {
          places.append(place)
          writes.append(write)
        }
      }
      return (places, writes)
    }
  }

  /// Asks for all that may come, and sends what was gathered.
  private func open() async throws {
    let (places, writes) = pending()
    let expected = state.withLock { $0.expected } ?? (gathering.isBulk ? nil : 1)
    let most = expected.flatMap { items in
      gathering.perItem.flatMap { each in
        let (product, overflows) = items.multipliedReportingOverflow(by: each)
        return overflows ? nil : product
      }
    }
    var asked = batch([])
    asked.warnings = [gathering.words.map { "`\($0)`" }.joined(separator: ", ")]
    asked.deletes = gathering.words.contains { $0.hasSuffix("delete") }
    let admitted = try await admit(asked, .upTo(most))
    state.withLock { $0.open = admitted }
    for (place, write) in zip(places, writes) { store(try await sendNow([write]), at: place) }
  }

  private func sendNow(_ writes: [PlannedWrite]) async throws -> [Value] {
    guard let admitted = state.withLock({ $0.open }) else { return [] }
    let sender = BatchSender(host: host, run: run)
    var values: [Value] = []
    do { for write in writes { values += try await sender.send(write, in: admitted) } } catch {
      // Nothing more comes of it: another hv may take it up.
      await admitted.end()
      throw error
    }
    return values
  }

  private func store(_ values: [Value], at place: Int) {
    state.withLock { state in
      while state.answers.count <= place { state.answers.append(nil) }
      state.answers[place] = values
    }
  }

  private func admit(_ batch: WriteBatch, _ extent: WriteExtent) async throws -> AdmittedBatch {
    let client = try await locating(gathering.range) { try await host.client() }
    do { return try await client.gate.admit(batch, extent) } catch let refusal as WriteRefusal {
      throw refusal.diagnostic(gathering.words.first ?? "", at: gathering.range)
    } catch let fault as LedgerFault {
      throw fault.diagnostic(at: gathering.range)
    }
  }

  func send() async throws -> (answers: [[Value]], failure: (any Error)?) {
    let (places, writes) = pending()
    var failure: (any Error)?
    if let open = state.withLock({ $0.open }) {
      for (place, write) in zip(places, writes) { store(try await sendNow([write]), at: place) }
      await open.end()
    } else if !writes.isEmpty {
      let batch = batch(writes)
      let admitted: AdmittedBatch
      do { admitted = try await admit(batch, .whole) } catch let diagnostic as Diagnostic
        where diagnostic.isDeclined
      {
        run.tell(diagnostic)
        return (state.withLock { $0.slots.map { _ in [] } }, nil)
      }
      // The person may have taken some out.
      let kept = admitted.places
      let result = await BatchSender(host: host, run: run).send(
        kept.map { writes[$0] }, in: admitted)
      await admitted.end()
      for (place, values) in zip(kept, result.answers) { store(values, at: places[place]) }
      failure = result.failure(
        admitted, single: writes.count == 1 ? writes.first : nil, at: gathering.range,
        leftOut: batch.leftOut.count)
      if failure == nil { for note in result.notes(at: gathering.range) { run.tell(note) } }
    }
    let leftOut = state.withLock { $0.leftOut }
    if !leftOut.isEmpty { run.tell(leftOutNote(leftOut, wasWritten: !writes.isEmpty)) }
    let answers = state.withLock { state in
      state.slots.enumerated().map { place, slot in
        if place < state.answers.count, let answer = state.answers[place] { return answer }
        if case .known(let values) = slot { return values }
        return []
      }
    }
    return (answers, failure)
  }

  private func leftOutNote(_ leftOut: [WriteBatch.LeftOut], wasWritten: Bool) -> Diagnostic {
    let lines = leftOut.prefix(5).map { "\($0.label): \($0.reason)" }
    let rest = leftOut.count - lines.count
    return Diagnostic(
      "E0411",
      leftOut.count == 1 ? "one record was left out" : "\(leftOut.count) records were left out",
      at: gathering.range, "not written", help: lines + (rest > 0 ? ["and \(rest) more"] : []),
      exit: wasWritten ? .partial : .failed)
  }

  // MARK: a plan

  func plan() async throws -> Value {
    let client = try await locating(gathering.range) { try await host.client() }
    let plan = WritePlan(batch(pending().writes), client, at: run.clock.now)
    do { return try plan.value() } catch let fault as FieldFault {
      throw Diagnostic("E0415", fault.message, at: gathering.range, "here", exit: .failed)
    }
  }
}

extension Diagnostic {
  /// The person who was asked said no to this batch, which is no reason to end the program.
  var isDeclined: Bool { code == "E0412" }
}

extension LedgerFault {
  func diagnostic(at range: SourceRange?) -> Diagnostic {
    Diagnostic("E0410", message, at: range, "nothing more was sent", help: help, exit: .failed)
  }
}
