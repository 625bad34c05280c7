import Testing

@testable import HarvestSandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A request that fails changes nothing: every endpoint that writes is tried in every way that fails, and then all that
/// can be read is what it was.
struct FailureTests {
  enum Failure: String, CaseIterable, Sendable {
    case unknownPath, refusedBody, refusedState, brokenBody, otherContentType, noCredentials
  }

  @Test(arguments: Failure.allCases)
  func changesNothing(_ failure: Failure) async throws {
    let sandbox = SmallStory.sandbox()
    let ids = try await SmallStory.ids.value
    for write in Write.all {
      for attempt in attempts(failure, write) {
        let answer = try await sandbox.send(
          write.method, "/v2" + ids.fill(attempt.target), ids.fill(attempt.body), type: attempt.type,
          headers: attempt.headers)
        #expect(answer.status == attempt.status, "\(write) at \(attempt.target): \(attempt.body)")
        #expect(answer.json.keys.contains { ["message", "error"].contains($0) }, "\(write)")
      }
    }
    try await expectUnchanged(sandbox)
  }

  private struct Attempt {
    let target: String
    var body: String
    var type = "application/json"
    var headers = credentials
    let status: Int
  }

  private func attempts(_ failure: Failure, _ write: Write) -> [Attempt] {
    let (target, body) = (write.target, write.body)
    switch failure {
    case .unknownPath:
      // Each id of the path in turn is that of nothing, and then no id at all.
      return target.matches(of: /<\w+>/).flatMap { match in
        ["1", "9223372036854775807", "none"].map { id in
          Attempt(target: target.replacing(match.output, with: id), body: body, status: 404)
        }
      }
    case .refusedBody:
      return write.refused.map { Attempt(target: target, body: $0, status: 422) }
    case .refusedState:
      return write.failing.map { Attempt(target: $0.target, body: $0.body, status: $0.status) }
    case .brokenBody:
      return ["{", "[]", "null", #"{"name":"New""#, body + "}"].map { Attempt(target: target, body: $0, status: 400) }
    case .otherContentType:
      return ["text/plain", "application/xml", "multipart/form-data"].map { type in
        Attempt(target: target, body: body.isEmpty ? "{}" : body, type: type, status: 400)
      }
    case .noCredentials:
      func without(_ name: String) -> [(String, String)] { credentials.filter { $0.0 != name } }
      return [
        Attempt(target: target, body: body, headers: without("Authorization"), status: 401),
        Attempt(target: target, body: body, headers: without("Harvest-Account-Id"), status: 401),
        Attempt(target: target, body: body, headers: without("User-Agent"), status: 400),
        Attempt(
          target: target, body: body, headers: without("Harvest-Account-Id") + [("Harvest-Account-Id", "7")],
          status: 404),
      ]
    }
  }

  // MARK: What only another caller can see

  @Test func membersChangeNothingOfOthers() async throws {
    let file = try DataFile()
    var configuration = SmallStory.configuration
    configuration.role = .member
    let sandbox = try Sandbox(configuration, data: file.path)
    let ids = try await SmallStory.ids.value
    for write in Write.all {
      let answer = try await sandbox.send(write.method, "/v2" + ids.fill(write.target), ids.fill(write.body))
      #expect(answer.status == 403, "\(write)")
    }
    try await expectUnchanged(try Sandbox(SmallStory.configuration, data: file.path))
  }

  @Test func theHundredAndFirstRequestChangesNothing() async throws {
    let file = try DataFile()
    var configuration = SmallStory.configuration
    configuration.rateLimits = true
    let sandbox = try Sandbox(configuration, data: file.path)
    for _ in 1...100 { _ = try await sandbox.get("/v2/company") }
    let ids = try await SmallStory.ids.value
    for write in Write.all {
      let answer = try await sandbox.send(write.method, "/v2" + ids.fill(write.target), ids.fill(write.body))
      #expect(answer.status == 429, "\(write)")
    }
    try await expectUnchanged(try Sandbox(SmallStory.configuration, data: file.path))
  }
}

/// The file of an account that an administrator began, so that others can go on with it; gone when the test ends.
private final class DataFile: Sendable {
  let path = "/tmp/hv-sandbox-\(UInt64.random(in: .min ... .max)).data"

  init() throws { _ = try Sandbox(SmallStory.configuration, data: path) }

  deinit { unlink(path) }
}
