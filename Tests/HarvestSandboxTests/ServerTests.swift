import Testing

@testable import HarvestSandbox

/// The sandbox behind a socket: it starts, says where it is, and gives the port back.
struct ServerTests {
  @Test func startsAndStops() async throws {
    let sandbox = Sandbox(SandboxConfiguration(today: today, entries: 0))
    let address = try await sandbox.start()
    #expect(address.baseURL.contains(/^http:\/\/127\.0\.0\.1:\d+\/v2$/))
    #expect(address.token == "sandbox-token")
    #expect(address.accountID == "1001001")
    #expect(try await sandbox.start().baseURL == address.baseURL, "it stays where it is")

    let port = try #require(Int(address.baseURL.split(separator: ":")[2].dropLast(3)))
    let other = Sandbox(SandboxConfiguration(today: today, entries: 0))
    await #expect(throws: (any Error).self) { try await other.start(port: port) }
    await sandbox.stop()
    #expect(try await other.start(port: port).baseURL == address.baseURL)
    await other.stop()
  }
}
