import HvValues
import Testing

@testable import HarvestSandbox

/// What goes wrong on purpose: how it is written, what it befalls, and whether the change happened.
struct FaultTests {
  @Test(arguments: [
    ("POST /time_entries: drop-after", Fault.Kind.dropAfter, nil as Int?),
    ("* *: stall", .stall, nil),
    ("get /invoices/*/payments: 429 x3", .status(429), 3),
    ("PATCH /v2/clients/{client_id}: garbage x1", .garbage, 1),
    ("GET /clients: self-link x2 after 3", .link(isForeign: false), 2),
    ("GET *: foreign-link after 1", .link(isForeign: true), nil),
  ])
  func written(text: String, kind: Fault.Kind, limit: Int?) throws {
    let fault = try Fault(parsing: text)
    #expect(fault.kind == kind && fault.limit == limit)
  }

  @Test(arguments: [
    ("POST /time_entries", "a fault is written"), ("PUT /clients: stall", "no method of Harvest"),
    ("POST /clint: stall", "no endpoint has the path"), ("POST /company: stall", "has no POST, only GET, PATCH"),
    ("POST /clients: explode", "no kind of fault"), ("POST /clients: stall x0", "no number of requests"),
    ("POST /clients: stall after", "a fault is written"), ("POST /clients: stall after x", "no number of requests"),
  ])
  func miswritten(text: String, says: String) {
    #expect { try Fault(parsing: text) } throws: { "\($0)".contains(says) }
  }

  /// A client is made under a fault, and made again: how many there are at the end.
  @Test(arguments: [
    ("drop-before", 1), ("drop-after", 2), ("truncate", 2), ("garbage", 1), ("500", 1), ("429", 1), ("stall", 1),
  ])
  func whetherItHappened(kind: String, clients: Int) async throws {
    var configuration = SandboxConfiguration(today: today, entries: 0, rateLimits: false)
    configuration.faults = [try Fault(parsing: "POST /clients: \(kind) x1")]
    let sandbox = Sandbox(configuration)
    let before = try await sandbox.get("/v2/clients").ids.count
    for name in ["One", "Two"] {
      let request = SandboxRequest(
        "POST", "/v2/clients", headers: credentials + [("Content-Type", "application/json")],
        body: Array(#"{"name":"\#(name)"}"#.utf8))
      let reply = await sandbox.reply(to: request)
      if name == "Two" {
        guard case .answer(let answer) = reply else { throw SecondFault() }
        #expect(answer.status == 201, "only the first is befallen")
      }
    }
    #expect(try await sandbox.get("/v2/clients").ids.count == before + clients)
  }

  private struct SecondFault: Error {}
}
