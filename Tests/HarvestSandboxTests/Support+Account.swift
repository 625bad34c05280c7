import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// A small story that is told once; each account that starts from it may be changed.
enum SmallStory {
  static let configuration = SandboxConfiguration(today: today, entries: 60, rateLimits: false)
  static let store = Story.tell(configuration)
  static let ids = Task { try await KnownIDs(of: sandbox()) }
  /// All that can be read in it.
  static let everything = Task { try await sandbox().everything() }

  static func sandbox() -> Sandbox { Sandbox(configuration, Sandbox.Account(store: store)) }
}

extension Sandbox {
  /// The bytes of all lists, with those below each of their rows, of all reports and of the company, by target.
  func everything() async throws -> [String: [UInt8]] {
    var answers: [String: [UInt8]] = [:]
    for endpoint in SchemaTests.reads {
      let parts = endpoint.path.split(separator: "{", maxSplits: 1)
      guard parts.count == 2 else {
        let target = "/v2\(endpoint.path)?per_page=2000&from=2025-03-19&to=2026-03-18"
        answers[target] = try await get(target).bytes
        continue
      }
      guard case .list = endpoint.answer else { continue }
      let below = parts[1].drop { $0 != "}" }.dropFirst()
      for id in try await get("/v2\(parts[0])?per_page=2000").ids {
        let target = "/v2\(parts[0])\(id)\(below)?per_page=2000"
        answers[target] = try await get(target).bytes
      }
    }
    return answers
  }
}

/// Expects that nothing of an account differs from the small story.
func expectUnchanged(_ sandbox: Sandbox, at location: SourceLocation = #_sourceLocation) async throws {
  let before = try await SmallStory.everything.value
  let after = try await sandbox.everything()
  #expect(after.count == before.count, sourceLocation: location)
  let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
  #expect(changed == [], sourceLocation: location)
}
