import HarvestCatalog
import HvValues

/// Accounts that outlive their sandbox: the story is told anew, and the writes are repeated in their order.
extension Sandbox {
  /// An account that is kept in a file, which is made where it is not there.
  ///
  /// - Throws: where the file cannot be used, or holds another story than the configuration tells.
  package convenience init(_ configuration: SandboxConfiguration, data path: String) throws(DataFileError) {
    var journal = try Journal(path: path)
    let lines = try journal.lines()
    guard let header = try JournalHeader.first(of: lines) else {
      try journal.append(JournalHeader(configuration).json)
      self.init(configuration, Account(journal: journal))
      return
    }
    try header.check(configuration)
    var story = configuration
    story.role = header.role
    var store = Story.tell(story)
    for (place, line) in lines.enumerated().dropFirst() {
      guard let entry = JournalEntry(line) else { throw DataFileError("its line \(place + 1) is damaged") }
      do throws(Refusal) { try entry.repeated(on: &store) } catch {
        throw DataFileError(
          "its line \(place + 1) cannot be repeated: \(String(decoding: error.response.body, as: UTF8.self))")
      }
    }
    self.init(configuration, Account(store: store, journal: journal), resumed: lines.count > 1 ? store.now : nil)
  }
}

extension SandboxConfiguration {
  /// Takes over which story the account in a file has; nothing where the file is empty or not there.
  ///
  /// - Throws: where the file cannot be used.
  package mutating func takeStory(from path: String) throws(DataFileError) {
    var journal = try Journal(path: path)
    guard let header = try JournalHeader.first(of: try journal.lines()) else { return }
    seed = header.seed
    today = header.today
    entries = header.entries
    timestampTimers = header.timestampTimers
  }
}

extension JournalHeader {
  /// The header of a file's lines; nil where there are none.
  fileprivate static func first(of lines: [[UInt8]]) throws(DataFileError) -> JournalHeader? {
    guard let line = lines.first else { return nil }
    guard let header = try JournalHeader(line) else { throw .foreign }
    return header
  }

  /// - Throws: where the account has another story than the configuration tells.
  fileprivate func check(_ wanted: SandboxConfiguration) throws(DataFileError) {
    let differing: (name: String, here: String, there: String)? =
      if seed != wanted.seed {
        ("seed", String(seed), String(wanted.seed))
      } else if today != wanted.today {
        ("today", today.description, wanted.today.description)
      } else if entries != wanted.entries {
        ("entries", String(entries), String(wanted.entries))
      } else if timestampTimers != wanted.timestampTimers {
        ("timestamp timers", String(timestampTimers), String(wanted.timestampTimers))
      } else {
        nil
      }
    guard let (name, here, there) = differing else { return }
    throw DataFileError("it holds an account with \(name) \(here), not \(there)")
  }
}

extension JournalEntry {
  /// Does again what was done, at the same moment of the account.
  fileprivate func repeated(on store: inout Store) throws(Refusal) {
    let request = request
    guard let route = Router.catalog.route(method, request.segments),
      case .write(let write) = Handlers.all[route.endpoint.operation]
    else { throw .notFound }
    store.now = now
    let call = Call(
      endpoint: route.endpoint, ids: route.ids, query: request.query,
      body: try Body(body, contentType: contentType), caller: Caller(role.person.rawValue, in: store),
      address: request.address)
    _ = try write(call, &store)
  }
}
