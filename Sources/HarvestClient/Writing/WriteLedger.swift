/// Stores intents before they are sent, and what became of them.
package protocol WriteLedger: Sendable {
  /// Stores an intent for good and gives the number of its entry. When it throws, nothing is sent.
  func intend(_ intent: WriteIntent) async throws -> Int64

  /// Stores what became of an entry: once for every ticket that is used, also when the task is cancelled by then.
  func settle(_ entry: Int64, _ outcome: WriteOutcome) async
}

/// What became of a write.
package enum WriteOutcome: Sendable {
  /// The server made the change.
  case done(HTTPExchange.Response)
  /// Nothing was changed: the server answered no, or the request never reached it.
  case refused(APIError)
  /// It was sent, and nobody knows whether the server acted.
  case unknown(APIError)
}

/// A ledger that ends with the program.
package actor MemoryLedger: WriteLedger {
  package struct Entry: Sendable {
    package let intent: WriteIntent
    /// Nil while it is under way.
    package var outcome: WriteOutcome?
  }

  /// In the order of the intents; the number of an entry is its place.
  package private(set) var entries: [Entry] = []

  package init() {}

  package func intend(_ intent: WriteIntent) -> Int64 {
    entries.append(Entry(intent: intent))
    return Int64(entries.count - 1)
  }

  package func settle(_ entry: Int64, _ outcome: WriteOutcome) {
    guard let place = Int(exactly: entry), entries.indices.contains(place) else { return }
    entries[place].outcome = outcome
  }
}
