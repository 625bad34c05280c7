import Synchronization

/// The one place where writes are allowed: it asks the policy and the person, has the intents stored, and gives the
/// tickets without which nothing is sent.
package final class WriteGate: Sendable {
  /// What may be written now.
  package var policy: WritePolicy { currentPolicy() }
  private let currentPolicy: @Sendable () -> WritePolicy
  package let ledger: any WriteLedger
  private let approver: (any WriteApprover)?
  private let onDryRun: @Sendable (WriteIntent) -> Void
  private let agreesToAll = Mutex(false)
  private let underWay = Atomic(0)
  /// What the client learned of the server's clock.
  let clock = ServerClock()

  /// A gate that nothing passes.
  package static let readOnly = WriteGate(WritePolicy(isReadOnly: true), ledger: MemoryLedger())

  /// Makes a gate.
  ///
  /// - Parameters:
  ///   - policy: asked before each batch.
  ///   - approver: who is asked before many records are written; nil where nobody can be.
  ///   - onDryRun: told of every write that a dry run keeps back.
  package init(
    _ policy: @autoclosure @escaping @Sendable () -> WritePolicy, ledger: any WriteLedger,
    approver: (any WriteApprover)? = nil,
    onDryRun: @escaping @Sendable (WriteIntent) -> Void = { _ in }
  ) {
    currentPolicy = policy
    self.ledger = ledger
    self.approver = approver
    self.onDryRun = onDryRun
  }

  /// Whether a write is on its way, so that this is no moment to end the program.
  package var hasWritesUnderWay: Bool { underWay.load(ordering: .sequentiallyConsistent) > 0 }

  /// Asks for writes that belong together, once and before the first is sent, and has their intents stored.
  ///
  /// - Throws: `WriteRefusal`; what the ledger throws, and then nothing may be sent; or `CancellationError`.
  package func admit(_ batch: WriteBatch, _ extent: WriteExtent = .whole) async throws
    -> AdmittedBatch
  {
    if policy.isReadOnly { throw WriteRefusal.readOnly }
    if policy.isDryRun {
      return AdmittedBatch(self, batch, Array(batch.intents.indices), stored: nil)
    }
    var admitted = batch
    let places = try await approved(batch, extent)
    if places.count < batch.intents.count { admitted.intents = places.map { batch.intents[$0] } }
    return AdmittedBatch(self, admitted, places, stored: try await ledger.begin(admitted))
  }

  /// The places of the intents that somebody agrees to.
  private func approved(_ batch: WriteBatch, _ extent: WriteExtent) async throws -> [Int] {
    let whole = Array(batch.intents.indices)
    let count: Int? =
      switch extent {
      case .whole: batch.intents.count
      case .upTo(let most): most
      }
    if policy.confirmsBulk || agreesToAll.withLock({ $0 }) || count == 0 { return whole }
    let isMany = count.map { $0 > 1 } ?? true
    guard let approver, approver.canAsk else {
      if isMany { throw WriteRefusal.needsConfirmation(count) }
      return whole
    }
    guard isMany || batch.isBulk else { return whole }
    switch try await approver.approve(batch, extent) {
    case .yes(let places): return places ?? whole
    case .all:
      agreesToAll.withLock { $0 = true }
      return whole
    case .no: throw WriteRefusal.declined
    case .quit: throw WriteRefusal.quit
    }
  }

  /// A stored batch that was not finished, to go on with it. Consent was given when it began.
  ///
  /// - Parameter entries: those of its entries that are to be sent.
  package func resume(_ batch: Int64, command: String, _ entries: [LedgerEntry]) async throws
    -> AdmittedBatch
  {
    if policy.isReadOnly { throw WriteRefusal.readOnly }
    try await ledger.hold(batch)
    let again = WriteBatch(command: command, entries.map(\.intent))
    return AdmittedBatch(
      self, again, Array(entries.indices),
      stored: policy.isDryRun ? nil : StoredBatch(id: batch, entries: entries.map(\.id)))
  }

  /// Writes of a batch begin, or have ended: in between is no moment to end the program.
  package func batchBegins() { underWay.add(1, ordering: .sequentiallyConsistent) }
  package func batchEnds() { underWay.subtract(1, ordering: .sequentiallyConsistent) }

  fileprivate func ticket(for intent: WriteIntent, entry: Int64?) async throws -> WriteTicket? {
    guard let entry else {
      onDryRun(intent)
      return nil
    }
    // Counted first: a program that ends between the two would leave a write that nobody sent.
    underWay.add(1, ordering: .sequentiallyConsistent)
    do { try await ledger.sending(entry, serverTime: clock.last) } catch {
      underWay.subtract(1, ordering: .sequentiallyConsistent)
      throw error
    }
    return WriteTicket(intent, entry: entry, of: self)
  }

  fileprivate func settle(_ entry: Int64, _ outcome: WriteOutcome) async throws {
    defer { underWay.subtract(1, ordering: .sequentiallyConsistent) }
    try await ledger.settle(entry, outcome)
  }
}

/// Writes that were agreed to and whose intents are stored.
package struct AdmittedBatch: Sendable {
  package let batch: WriteBatch
  /// The places of its intents among those that were asked for: a person may take some out.
  package let places: [Int]
  /// The number of the batch; nil in a dry run.
  package var id: Int64? { stored?.id }
  private let gate: WriteGate
  private let stored: StoredBatch?

  fileprivate init(_ gate: WriteGate, _ batch: WriteBatch, _ places: [Int], stored: StoredBatch?) {
    self.places = places
    self.gate = gate
    self.batch = batch
    self.stored = stored
  }

  /// Lets others have the batch: this process has done with it.
  package func end() async { if let stored { await gate.ledger.release(stored.id) } }

  /// The ticket to send an intent of the batch; nil in a dry run, which is told of it instead.
  ///
  /// That it is about to be sent is on disk when this returns. When it throws, it must not be sent.
  package func ticket(_ place: Int) async throws -> WriteTicket? {
    try await gate.ticket(for: batch.intents[place], entry: stored.map { $0.entries[place] })
  }

  /// The ticket for an intent that was not known when the batch was admitted.
  package func ticket(adding intent: WriteIntent) async throws -> WriteTicket? {
    var entry: Int64?
    if let stored { entry = try await gate.ledger.add(intent, to: stored.id) }
    return try await gate.ticket(for: intent, entry: entry)
  }
}

/// Permission to send one write once. Only the gate makes it, and it cannot be copied: who uses it no longer has it.
package struct WriteTicket: ~Copyable, Sendable {
  package let intent: WriteIntent
  private let entry: Int64
  private let gate: WriteGate

  fileprivate init(_ intent: WriteIntent, entry: Int64, of gate: WriteGate) {
    self.intent = intent
    self.entry = entry
    self.gate = gate
  }

  /// Stores what became of the write, which uses up the ticket.
  consuming func settle(_ outcome: WriteOutcome) async throws {
    try await gate.settle(entry, outcome)
  }
}
