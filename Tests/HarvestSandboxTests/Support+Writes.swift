import Testing

@testable import HarvestSandbox

/// An account that a test may change.
func freshAccount(_ role: SandboxRole = .administrator) -> Sandbox {
  Sandbox(SandboxConfiguration(today: today, entries: 200, role: role, rateLimits: false))
}

/// Expects that an attempt is answered with 422 and a message, and that the lists stay as they were, byte by byte.
/// - Returns: the message.
@discardableResult
func expectRefusal(
  leaving lists: [String], _ attempt: (Sandbox) async throws -> Answered,
  at location: SourceLocation = #_sourceLocation
) async throws -> String {
  let sandbox = freshAccount()
  func state() async throws -> [[UInt8]] {
    var state: [[UInt8]] = []
    for list in lists { state.append(try await sandbox.get(list).bytes) }
    return state
  }
  let before = try await state()
  let answer = try await attempt(sandbox)
  #expect(answer.status == 422, sourceLocation: location)
  #expect(try await state() == before, sourceLocation: location)
  return try #require(answer.message, sourceLocation: location)
}

/// The id of a person of the story.
func person(_ firstName: String) async throws -> Int64 {
  try #require(try await walk("/v2/users").first { $0["first_name"].string == firstName }?["id"].integer)
}

/// The path of a person of the story.
func path(of firstName: String) async throws -> String { "/v2/users/\(try await person(firstName))" }
