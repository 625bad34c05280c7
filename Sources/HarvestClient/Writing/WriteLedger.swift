/// Stores intents before they are sent, and what became of them. One ledger belongs to one server and account.
package protocol WriteLedger: Sendable {
  /// Stores a batch and its intents for good. When it throws, nothing is sent.
  func begin(_ batch: WriteBatch) async throws -> StoredBatch
  /// Keeps other processes from a batch until this one ends or gives it back. `begin` does so by itself.
  ///
  /// - Throws: `LedgerFault` where another process has it.
  func hold(_ batch: Int64) async throws
  func release(_ batch: Int64) async
  /// Keeps others from looking up what happened until `releaseLookup`: two would take the same record for theirs.
  ///
  /// - Returns: false where somebody else does so now.
  func holdLookup() async throws -> Bool
  func releaseLookup() async
  /// Stores one more intent of a batch.
  func add(_ intent: WriteIntent, to batch: Int64) async throws -> Int64
  /// Stores that an entry is about to be sent. When it throws, it is not.
  ///
  /// - Parameter serverTime: what the server's clock says, where it has said so.
  func sending(_ entry: Int64, serverTime: Int64?) async throws
  /// Stores what became of an entry: once for every ticket that is used, also when the task is cancelled by then.
  func settle(_ entry: Int64, _ outcome: WriteOutcome) async throws

  /// The newest batches, the newest first.
  func batches(_ most: Int) async throws -> [LedgerBatch]
  /// One batch; nil where there is none of this number.
  func batch(_ id: Int64) async throws -> LedgerBatch?
  /// The newest batch that carries out a plan.
  func batch(ofPlan plan: String) async throws -> LedgerBatch?
  /// The entries of a batch, in the order of its intents.
  func entries(of batch: Int64) async throws -> [LedgerEntry]
  /// The ids of records of a kind that entries were found to have made.
  func madeIDs(of kind: String) async throws -> Set<Int64>
}

extension WriteLedger {
  /// Nobody else can reach it.
  package func holdLookup() async throws -> Bool { true }
  package func releaseLookup() async {}

  /// Stores that an entry is about to be sent to a server whose clock is not known.
  package func sending(_ entry: Int64) async throws { try await sending(entry, serverTime: nil) }
}

/// The numbers that a ledger gave a batch and its intents.
package struct StoredBatch: Hashable, Sendable {
  package let id: Int64
  package let entries: [Int64]

  package init(id: Int64, entries: [Int64]) {
    self.id = id
    self.entries = entries
  }
}

/// What became of a write.
package enum WriteOutcome: Sendable {
  /// The server made the change.
  case done(HTTPExchange.Response)
  /// It was found done, by looking it up afterwards; with the record as it is, where there is one.
  case found([UInt8]?)
  /// Nothing was changed: the server answered no.
  case refused(APIError)
  /// It was sent, and nobody knows whether the server acted.
  case unknown(APIError)
  /// It was not sent after all, and may be later.
  case unsent(String)
  /// It was given up before it was sent, and is not to be.
  case skipped(String)
}

/// A stored batch.
package struct LedgerBatch: Sendable {
  package let id: Int64
  /// Seconds since 1970, by the clock of this machine.
  package let at: Int64
  package let command: String
  package let undoes: Int64?
  package let plan: String?
  /// How many entries are in each state.
  package let counts: [LedgerEntry.State: Int]

  package init(
    id: Int64, at: Int64, command: String, undoes: Int64?, plan: String?,
    counts: [LedgerEntry.State: Int]
  ) {
    self.id = id
    self.at = at
    self.command = command
    self.undoes = undoes
    self.plan = plan
    self.counts = counts
  }

  package func count(_ states: LedgerEntry.State...) -> Int {
    states.reduce(0) { $0 + (counts[$1] ?? 0) }
  }
  package var total: Int { counts.values.reduce(0, +) }
  /// Something of it may still have to be sent.
  package var isOpen: Bool { count(.planned, .sent) > 0 }
}

/// A stored intent.
package struct LedgerEntry: Sendable {
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// Not sent yet.
    case planned
    /// Sent, and nobody knows what became of it.
    case sent
    case done, refused
    /// Given up before it was sent, for good.
    case skipped
  }

  package let id: Int64
  package let intent: WriteIntent
  package var state: State
  /// When it was sent, in seconds since 1970.
  package var sentAt: Int64?
  /// That is by the server's clock, not by this machine's.
  package var isServerTime = false
  /// The body of the answer.
  package var answer: [UInt8]?
  /// Why it was refused, given up, or is not known.
  package var message: String?

  package init(
    id: Int64, intent: WriteIntent, state: State, sentAt: Int64? = nil, answer: [UInt8]? = nil,
    message: String? = nil
  ) {
    self.id = id
    self.intent = intent
    self.state = state
    self.sentAt = sentAt
    self.answer = answer
    self.message = message
  }

  /// The entry after what became of it.
  package func settled(_ outcome: WriteOutcome) -> LedgerEntry {
    var entry = self
    entry.message = nil
    switch outcome {
    case .done(let response): (entry.state, entry.answer) = (.done, response.body)
    case .found(let record): (entry.state, entry.answer) = (.done, record)
    case .refused(let error): (entry.state, entry.message) = (.refused, error.message)
    case .unknown(let error): (entry.state, entry.message) = (.sent, error.message)
    case .unsent(let reason): (entry.state, entry.message) = (.planned, reason)
    case .skipped(let reason): (entry.state, entry.message) = (.skipped, reason)
    }
    return entry
  }
}

/// Why a ledger could not store something.
package struct LedgerFault: Error, Hashable, Sendable {
  package let message: String
  package let help: [String]

  package init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
  }
}
