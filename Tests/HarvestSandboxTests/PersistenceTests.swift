import Foundation
import HvValues
import Testing

@testable import HarvestSandbox

/// An account in a file goes on where it was.
struct PersistenceTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("hv-\(UUID().uuidString).ndjson")
    .path
  private let configuration = SandboxConfiguration(today: today, entries: 30, rateLimits: false)

  @Test func whatWasWrittenIsThereAgain() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Sandbox(configuration, data: path)
    let made = try await first.send("POST", "/v2/clients", #"{"name":"Kite"}"#)
    let id = try #require(made.json["id"].integer)
    try await first.send("PATCH", "/v2/clients/\(id)", #"{"name":"Kites & Co"}"#)
    try await first.send("POST", "/v2/clients", #"{"name":""}"#)
    let lists = ["/v2/clients", "/v2/projects", "/v2/time_entries"]
    var before: [[UInt8]] = []
    for list in lists { before.append(try await first.get(list).bytes) }

    let second = try Sandbox(configuration, data: path)
    for (list, bytes) in zip(lists, before) { #expect(try await second.get(list).bytes == bytes, "\(list)") }
    let next = try await second.send("POST", "/v2/clients", #"{"name":"Later"}"#)
    #expect(try #require(next.json["id"].integer) > id)
    #expect(try #require(next.json["created_at"].string) > (try #require(made.json["created_at"].string)))
  }

  @Test("a line that was cut off while it was written is dropped, a damaged one is an error")
  func damaged() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Sandbox(configuration, data: path)
    try await first.send("POST", "/v2/clients", #"{"name":"Kite"}"#)
    let before = try await first.get("/v2/clients").bytes
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try (whole + #"{"now":"2026-"#).write(toFile: path, atomically: false, encoding: .utf8)
    #expect(try await Sandbox(configuration, data: path).get("/v2/clients").bytes == before)
    try (whole + "nonsense\n").write(toFile: path, atomically: false, encoding: .utf8)
    #expect(throws: DataFileError.self) { try Sandbox(configuration, data: path) }
    try "something else\n".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(throws: DataFileError.self) { try Sandbox(configuration, data: path) }
  }

  @Test("another story is refused, unless it is taken over from the file")
  func otherStory() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try Sandbox(configuration, data: path)
    var other = configuration
    other.seed = 7
    #expect(throws: DataFileError.self) { try Sandbox(other, data: path) }
    try other.takeStory(from: path)
    #expect(other.seed == configuration.seed)
    _ = try Sandbox(other, data: path)
  }
}
