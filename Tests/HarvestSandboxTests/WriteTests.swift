import HarvestCatalog
import Testing

@testable import HarvestSandbox

/// Every endpoint that writes is seen by later reads.
struct WriteTests {
  @Test func everyWriteIsInTheTable() {
    let writes = SchemaTests.endpoints.filter { $0.method != .get }.map(\.operation)
    #expect(Set(Write.all.map(\.operation)) == Set(writes))
    #expect(Write.all.count == writes.count)
  }

  @Test(arguments: Write.all)
  func isSeenByLaterReads(_ write: Write) async throws {
    let sandbox = SmallStory.sandbox()
    var ids = try await SmallStory.ids.value
    for request in write.first {
      let answer = try await sandbox.send(request.method, "/v2" + ids.fill(request.target), ids.fill(request.body))
      try #require(answer.status == request.status, "\(answer.message ?? "")")
      ids["new"] = answer.json["id"].integer
    }
    let target = "/v2" + ids.fill(write.target)
    let endpoint = try #require(write.endpoint)
    #expect(Router.catalog.route(write.method, target.split(separator: "/"))?.endpoint.operation == write.operation)
    func send() async throws -> Answered {
      let answer = try await sandbox.send(write.method, target, ids.fill(write.body))
      #expect(answer.status == endpoint.success, "\(answer.message ?? "")")
      return answer
    }
    switch (endpoint.method, write.readAt) {
    case (.post, _): try await expectCreation(at: target, sandbox, send)
    case (.delete, nil): try await expectDeletion(at: target, sandbox, send)
    case (_, let readAt): try await expectChange(at: readAt.map { "/v2" + ids.fill($0) } ?? target, sandbox, send)
    }
  }

  typealias Send = () async throws -> Answered

  /// The list has what was answered, and one row more.
  private func expectCreation(at list: String, _ sandbox: Sandbox, _ send: Send) async throws {
    let before = try await sandbox.walk(list)
    let created = try await send().json
    let after = try await sandbox.walk(list)
    #expect(after.contains(created))
    let id = try #require(created["id"].integer)
    #expect(!before.contains { $0["id"].integer == id })
    let path = "\(list)/\(id)"
    if Router.catalog.route("GET", path.split(separator: "/")) != nil {
      #expect(try await sandbox.get(path).json == created)
    }
  }

  private func expectChange(at target: String, _ sandbox: Sandbox, _ send: Send) async throws {
    let before = try await sandbox.get(target).json
    let changed = try await send().json
    let after = try await sandbox.get(target).json
    #expect(after != before)
    // The answer of a deletion is empty, and that of a list has no paging keys.
    let key = changed.keys.first ?? ""
    #expect(changed == .null || after == changed || after[key] == changed[key] && changed.keys == [key])
  }

  private func expectDeletion(at target: String, _ sandbox: Sandbox, _ send: Send) async throws {
    let parts = target.split(separator: "/")
    let list = "/" + parts.dropLast().joined(separator: "/")
    let id = parts.last.flatMap { Int64($0) }
    let before = try await sandbox.walk(list)
    #expect(try await send().bytes.isEmpty)
    let after = try await sandbox.walk(list)
    #expect(after == before.filter { $0["id"].integer != id })
    #expect(after.count == before.count - 1)
    #expect(try await sandbox.get(target).status == 404)
  }
}
