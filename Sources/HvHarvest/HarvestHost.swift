import HarvestCatalog
package import HarvestClient
package import HvEngine
import HvSyntax
import HvValues
import Synchronization

/// Answers the engine's questions about Harvest: its commands, kinds and names.
///
/// It opens nothing before the first request is needed.
package final class HarvestHost: Host {
  private let connect: @Sendable () async throws -> HarvestClient
  private let openFile: @Sendable (String) throws -> any ByteSource
  private let connection = Mutex<Task<HarvestClient, any Error>?>(nil)
  private let kinds = Mutex<[String: Kind]>([:])
  let names = NameIndex()

  /// - Parameters:
  ///   - connect: makes the client, once, before the first request; it throws a `Diagnostic` where credentials are
  ///     missing.
  ///   - openFile: opens a file for `open`.
  package init(
    connect: @escaping @Sendable () async throws -> HarvestClient,
    openFile: @escaping @Sendable (String) throws -> any ByteSource
  ) {
    self.connect = connect
    self.openFile = openFile
  }

  /// The client, made when it is first needed.
  func client() async throws -> HarvestClient {
    let connect = self.connect
    let task = connection.withLock { current in
      let task = current ?? Task { try await connect() }
      current = task
      return task
    }
    return try await shared(task)
  }

  /// Ends the connections, where there are any.
  package func shutdown() async {
    let task = connection.withLock { current in
      defer { current = nil }
      return current
    }
    await (try? task?.value)?.shutdown()
  }

  package var commandNames: [String] { ResourceCommand.resources + ["company", "me"] }

  package func command(_ name: String) -> (any Command)? {
    switch name {
    case "company": SingleCommand("company", operation: "retrieveCompany", "The company and its settings.", host: self)
    case "me":
      SingleCommand("me", operation: "retrieveTheCurrentlyAuthenticatedUser", "The user whose token it is.", host: self)
    default: ResourceCommand(name, host: self)
    }
  }

  package func kind(_ name: String) -> Kind? {
    if let known = kinds.withLock({ $0[name] }) { return known }
    guard let schema = Catalog.schema(name) else { return nil }
    var relations: [String: any Command] = [:]
    for relation in Catalog.relations(from: name) {
      if let command = RelationCommand(relation, host: self) { relations[relation.name] = command }
    }
    let made = Kind(
      name: name, collection: ResourceCommand.collection(of: name), type: Schemas.type(of: schema), relations: relations
    )
    kinds.withLock { $0[name] = made }
    return made
  }

  package func hasNames(_ kind: String) -> Bool {
    guard let schema = Catalog.schema(kind), let collection = ResourceCommand.collection(of: kind) else { return false }
    return !schema.nameFields.isEmpty && Catalog.list(of: collection) != nil
  }

  package func id(of name: String, kind: String) async throws -> Int64 {
    try await names.find(name, kind: kind, host: self).id
  }

  package func open(_ path: String) throws -> any ByteSource { try openFile(path) }
}
