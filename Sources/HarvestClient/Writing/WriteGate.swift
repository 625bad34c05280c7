/// The one place where writes are allowed: it asks the policy, stores the intent, and gives the ticket without which
/// nothing is sent.
package final class WriteGate: Sendable {
  package let policy: WritePolicy
  private let ledger: any WriteLedger
  private let onDryRun: @Sendable (WriteIntent) -> Void

  /// A gate that nothing passes.
  package static let readOnly = WriteGate(WritePolicy(isReadOnly: true), ledger: MemoryLedger())

  /// Makes a gate.
  ///
  /// - Parameter onDryRun: told of every write that a dry run keeps back.
  package init(
    _ policy: WritePolicy, ledger: any WriteLedger, onDryRun: @escaping @Sendable (WriteIntent) -> Void = { _ in }
  ) {
    self.policy = policy
    self.ledger = ledger
    self.onDryRun = onDryRun
  }

  /// Asks, once and before the first is sent, for writes that belong together.
  ///
  /// - Parameters:
  ///   - count: the records that will be written; for none the answer is always yes.
  ///   - isRepeated: whether the writes stand where they may run again, so that the count is not the whole of it.
  package func consent(to count: Int, isRepeated: Bool) throws(WriteRefusal) -> WriteConsent {
    try policy.check(count: count, isRepeated: isRepeated)
    return WriteConsent(count: count, isRepeated: isRepeated)
  }

  /// Stores an intent and gives the ticket to send it; nil in a dry run, which stores nothing.
  ///
  /// - Throws: `WriteRefusal`, or what the ledger throws.
  package func ticket(for intent: WriteIntent, under consent: WriteConsent) async throws -> WriteTicket? {
    if consent.count == 0 { throw WriteRefusal.noConsent }
    // Asked again, since the consent may be another gate's.
    try policy.check(count: consent.count, isRepeated: consent.isRepeated)
    if policy.isDryRun {
      onDryRun(intent)
      return nil
    }
    return WriteTicket(intent, entry: try await ledger.intend(intent), in: ledger)
  }
}

/// The gate's yes to writes that belong together.
package struct WriteConsent: Sendable {
  fileprivate let count: Int
  fileprivate let isRepeated: Bool
}

/// Permission to send one write once. Only the gate makes it, and it cannot be copied: who uses it no longer has it.
package struct WriteTicket: ~Copyable, Sendable {
  package let intent: WriteIntent
  private let entry: Int64
  private let ledger: any WriteLedger

  fileprivate init(_ intent: WriteIntent, entry: Int64, in ledger: any WriteLedger) {
    self.intent = intent
    self.entry = entry
    self.ledger = ledger
  }

  /// Stores what became of the write, which uses up the ticket.
  consuming func settle(_ outcome: WriteOutcome) async { await ledger.settle(entry, outcome) }
}
