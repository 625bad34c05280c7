import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues
import Synchronization

/// The names by which people call records, a kind at a time: read whole on the first question, then kept.
///
/// Concurrent questions about one kind wait for one reading. A name that is not found is looked for once more in each
/// later statement: somebody may have given it meanwhile. Whoever writes says so with `changed`.
actor NameIndex {
  struct Entry: Sendable {
    let id: Int64
    /// Name, code and the like.
    let names: [String]
    /// The client that it belongs to, for `"Acme/Website"`.
    let qualifier: String?
    let isActive: Bool

    /// How it is told apart from others of its name.
    var label: String {
      let name = names.first ?? ""
      return "“\(qualifier.map { "\($0)/\(name)" } ?? name)” (\(id)\(isActive ? "" : ", archived"))"
    }
  }

  /// One reading of a kind's names.
  private final class Names: Sendable {
    let entries: [Entry]
    /// The pages that they were read from, and the place of each record in them, as long as the statement lasts.
    let pages: Mutex<[(page: Batch, places: [Int64: Int])]>

    init(_ entries: [Entry], pages: [(page: Batch, places: [Int64: Int])] = []) {
      self.entries = entries
      self.pages = Mutex(pages)
    }

    func record(_ id: Int64) -> Value? {
      pages.withLock { pages in
        for (page, places) in pages { if let place = places[id] { return page.value(place) } }
        return nil
      }
    }
  }

  private struct Reading {
    let task: Task<Names, any Error>
    /// The statement that it was made for.
    let statement: Int
  }

  private var kinds: [String: Reading] = [:]
  private var statement = 0
  /// The names that are at hand, so that a question about them costs no request.
  private let known = Mutex<[String: [Entry]]>([:])

  /// Whether the names of a kind are at hand.
  nonisolated func knows(_ kind: String) -> Bool { entries(kind) != nil }

  /// The names of a kind, where they are at hand.
  nonisolated func entries(_ kind: String) -> [Entry]? { known.withLock { $0[kind] } }

  /// Reads the names of a kind, unless they are at hand.
  func load(_ kind: String, host: HarvestHost) async throws { _ = try await names(kind, host) }

  /// The one record that a name means: by id, then exact name or code, then the same ignoring case.
  ///
  /// - Throws: `NameFault` where none or several fit; an error of the client.
  func find(_ name: String, kind: String, host: HarvestHost) async throws -> Entry {
    try await locate(name, kind, host).entry
  }

  /// The record that a name means, and its fields where this statement has read them.
  func record(_ name: String, kind: String, host: HarvestHost) async throws -> (entry: Entry, record: Value?) {
    let (entry, names) = try await locate(name, kind, host)
    return (entry, names.record(entry.id))
  }

  /// A statement begins: names are kept, the records that they were read from are not.
  func beginStatement() async {
    statement += 1
    // What is still being read is read for this statement too.
    for kind in known.withLock({ Array($0.keys) }) {
      if let names = try? await kinds[kind]?.task.value { names.pages.withLock { $0 = [] } }
    }
  }

  /// Records of these kinds were written, or of any kind where none is named: their names are read again, and what
  /// else is kept only serves to find ids.
  func changed(_ changed: [String]) async {
    for (kind, reading) in kinds {
      // A project goes by its client's name too.
      if changed.isEmpty || changed.contains(kind) || changed.contains("client") {
        forget(kind)
      } else if knows(kind), let names = try? await reading.task.value {
        names.pages.withLock { $0 = [] }
      }
    }
  }

  private func forget(_ kind: String) {
    kinds[kind] = nil
    known.withLock { $0[kind] = nil }
  }

  private func locate(_ name: String, _ kind: String, _ host: HarvestHost) async throws -> (entry: Entry, names: Names)
  {
    let names: Names
    do { names = try await self.names(kind, host) } catch let fault as NameFault {
      throw NameFault(name: name, kind: kind, reason: fault.reason)
    }
    do { return (try Self.find(name, kind, in: names.entries), names) } catch let fault {
      guard case .unknown = fault.reason, let reading = kinds[kind], reading.statement < statement else { throw fault }
      forget(kind)
      let again = try await self.names(kind, host)
      return (try Self.find(name, kind, in: again.entries), again)
    }
  }

  private static func find(_ name: String, _ kind: String, in entries: [Entry]) throws(NameFault) -> Entry {
    if let id = Int64(name), let entry = entries.first(where: { $0.id == id }) { return entry }
    for isExact in [true, false] {
      let found = entries.filter { entry in entry.answers(to: name, isExact: isExact) }
      if found.count == 1 { return found[0] }
      if found.count > 1 {
        let active = found.filter(\.isActive)
        throw NameFault(
          name: name, kind: kind, reason: .ambiguous((active + found.filter { !$0.isActive }).map(\.label)))
      }
    }
    let all = Set(entries.flatMap(\.names))
    throw NameFault(name: name, kind: kind, reason: .unknown(alike: Suggestion.nearest(name, in: all.sorted())))
  }

  // MARK: reading

  private func names(_ kind: String, _ host: HarvestHost) async throws -> Names {
    if let reading = kinds[kind] { return try await shared(reading.task) }
    let task = Task { try await Self.read(kind, host) }
    kinds[kind] = Reading(task: task, statement: statement)
    do {
      let names = try await shared(task)
      known.withLock { $0[kind] = names.entries }
      return names
    } catch {
      if !(error is CancellationError) { forget(kind) }
      throw error
    }
  }

  private static func read(_ kind: String, _ host: HarvestHost) async throws -> Names {
    do { return try await list(kind, host) } catch let error as APIError where error.kind == .forbidden {
      // Who may not list projects and tasks still knows those that they work on.
      guard let own = try await ownWork(kind, host) else { throw error }
      return Names(own)
    }
  }

  /// The projects or tasks of the caller's own assignments; nil for other kinds.
  private static func ownWork(_ kind: String, _ host: HarvestHost) async throws -> [Entry]? {
    guard kind == "project" || kind == "task", let list = Catalog.list(of: "project_assignments"),
      case .list(_, let key) = list.answer
    else { return nil }
    let pager = try await host.client().pages(path: list.path, key: key, schema: nil, bucket: list.bucket.name)
    var entries: [Int64: Entry] = [:]
    while let page = try await pager.next(demand: .max) {
      for case .record(let assignment) in page.values {
        let client = assignment[path: FieldPath("client.name")]?.text
        if kind == "project", case .record(let project)? = assignment["project"], let id = project.id {
          let names = ["name", "code"].compactMap { field -> String? in
            if case .string(let text)? = project[field] { text } else { nil }
          }
          entries[id] = Entry(id: id, names: names, qualifier: client, isActive: true)
        }
        guard kind == "task", case .list(let tasks)? = assignment["task_assignments"] else { continue }
        for case .record(let element) in tasks.elements {
          if case .record(let task)? = element["task"], let id = task.id, let name = task["name"]?.text {
            entries[id] = Entry(id: id, names: [name], qualifier: nil, isActive: true)
          }
        }
      }
    }
    return entries.values.sorted { $0.id > $1.id }
  }

  private static func list(_ kind: String, _ host: HarvestHost) async throws -> Names {
    guard let schema = Catalog.schema(kind), !schema.nameFields.isEmpty,
      let resource = ResourceCommand.collection(of: kind),
      let list = Catalog.list(of: resource), case .list(_, let key) = list.answer
    else { throw NameFault(name: "", kind: kind, reason: .nameless) }
    let paths = (["id", "client.name", "is_active"] + schema.nameFields.joined()).map { FieldPath($0) }
    let pager = try await host.client().pages(
      path: list.path, key: key, schema: Schemas.rows(of: kind), project: paths, bucket: list.bucket.name,
      paging: list.paging.inClient)
    var entries: [Entry] = []
    var pages: [(page: Batch, places: [Int64: Int])] = []
    while let page = try await pager.next(demand: .max) {
      let columns = Dictionary(
        paths.map { ($0, page.source.column($0).values) }, uniquingKeysWith: { first, _ in first })
      var places: [Int64: Int] = [:]
      for i in 0..<page.count {
        let row = page.sourceIndex(i)
        guard let entry = entry(schema, { columns[$0]?[row] ?? .null }) else { continue }
        entries.append(entry)
        places[entry.id] = i
      }
      pages.append((page, places))
    }
    return Names(entries, pages: pages)
  }

  private static func entry(_ schema: ObjectSchema, _ field: (FieldPath) -> Value) -> Entry? {
    guard case .number(let number) = field(FieldPath("id")), let id = number.integer else { return nil }
    let names = schema.nameFields.compactMap { fields -> String? in
      let words = fields.compactMap { name -> String? in
        if case .string(let word) = field(FieldPath(name)), !word.isEmpty { word } else { nil }
      }
      return words.count == fields.count ? words.joined(separator: " ") : nil
    }
    let qualifier: String? = if case .string(let client) = field(FieldPath("client.name")) { client } else { nil }
    let isActive = if case .bool(let active) = field(FieldPath("is_active")) { active } else { true }
    return Entry(id: id, names: names, qualifier: qualifier, isActive: isActive)
  }
}

extension NameIndex.Entry {
  fileprivate func answers(to name: String, isExact: Bool) -> Bool {
    let wanted = isExact ? name : name.lowercased()
    for own in names {
      let own = isExact ? own : own.lowercased()
      if own == wanted { return true }
      if let qualifier, "\(isExact ? qualifier : qualifier.lowercased())/\(own)" == wanted { return true }
    }
    return false
  }
}

extension Paging {
  /// The client's word for it.
  var inClient: Pager.Paging {
    switch self {
    case .none: .whole
    case .cursor: .cursor
    case .page: .page
    }
  }
}

extension Bucket {
  /// The client's word for it.
  var name: RateBucket.Name {
    switch self {
    case .general: .general
    case .reports: .reports
    }
  }
}

/// The result of a task that others wait for as well: whoever is cancelled stops waiting, and the task goes on.
func shared<T: Sendable>(_ task: Task<T, any Error>) async throws -> T {
  let (results, arrival) = AsyncThrowingStream<T, any Error>.makeStream()
  Task {
    do {
      arrival.yield(try await task.value)
      arrival.finish()
    } catch { arrival.finish(throwing: error) }
  }
  for try await result in results { return result }
  throw CancellationError()
}
