import HarvestClient
import HvValues
import Testing

@Suite("The accounts of a token")
struct IdentityTests {
  private static let accounts = #"{"user":{"id":1},"accounts":[{"id":7,"name":"A","product":"harvest"}]}"#

  @Test("the identity host is asked, and told no account")
  func value() async throws {
    let bench = try Bench(.answer(200, Self.accounts))
    let value = try await bench.client.value(path: "/accounts", schema: nil, bucket: .general, origin: .identity)
    guard case .record(let record) = value else { return #expect(Bool(false), "no record: \(value)") }
    #expect(record["accounts"] != nil)
    let request = try #require(bench.transport.requests.first)
    #expect(request.address.description == "https://id.getharvest.com/api/v2/accounts")
    #expect(request.headers.map(\.name) == ["Authorization", "User-Agent", "Accept"])
    #expect(bench.client.status(of: .general).remaining == 99)
  }

  @Test("the accounts as a list")
  func pages() async throws {
    let bench = try Bench(.answer(200, Self.accounts))
    let pager = bench.client.pages(
      path: "/accounts", key: "accounts", schema: nil, bucket: .general, origin: .identity)
    #expect(try await readAll(pager) == [[7]])
    #expect(bench.transport.targets == ["/api/v2/accounts"])
  }

  @Test("a refused token is not blamed on the account id, which was not sent")
  func refused() async throws {
    let bench = try Bench(.answer(401, "{}"))
    let error = try await apiError {
      try await bench.client.get(path: "/accounts", bucket: .general, origin: .identity)
    }
    #expect(error.request == "GET /api/v2/accounts")
    #expect(error.help == ["the token may be mistyped, expired or revoked"])
  }
}
