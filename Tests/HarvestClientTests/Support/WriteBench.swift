import HarvestClient
import Synchronization
import Testing

/// A client of a script that may write, with a ledger that keeps what happens.
struct WriteBench {
  let bench: Bench
  let ledger = MemoryLedger()
  /// What a dry run was told.
  let told = Told()

  init(
    _ steps: ScriptedTransport.Step..., policy: WritePolicy = WritePolicy(),
    adjust: (inout HarvestClient.Configuration) -> Void = { _ in }
  ) throws {
    let gate = WriteGate(policy, ledger: ledger) { [told] in told.add($0) }
    bench = try Bench(steps) {
      $0.gate = gate
      adjust(&$0)
    }
  }

  var client: HarvestClient { bench.client }
  var requests: [HTTPExchange.Request] { bench.transport.requests }

  /// Writes one record as a command does it.
  func write(_ intent: WriteIntent) async throws -> HTTPExchange.Response? { try await client.writeOne(intent) }

  /// What became of the only write: `done`, `refused`, `sent` where nobody knows, `planned` where it can be sent again.
  func outcome() async throws -> LedgerEntry.State {
    let entries = await ledger.entries
    #expect(entries.count == 1)
    return try #require(entries.first).state
  }

  final class Told: Sendable {
    private let list = Mutex([WriteIntent]())
    var intents: [WriteIntent] { list.withLock { $0 } }
    func add(_ intent: WriteIntent) { list.withLock { $0.append(intent) } }
  }
}

extension HarvestClient {
  /// Consent, ticket and write for one record; nil in a dry run.
  func writeOne(_ intent: WriteIntent) async throws -> HTTPExchange.Response? {
    let batch = try await gate.admit(WriteBatch(command: "test", [intent]))
    guard let ticket = try await batch.ticket(0) else { return nil }
    return try await write(ticket)
  }
}

/// `POST /v2/clients` with a name.
let createClient = WriteIntent(
  operation: "createClient", method: .post, path: "/clients", body: .json(Array(#"{"name":"X"}"#.utf8)))
