import HarvestCatalog
import HarvestClient
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// The names by which people call records, a kind at a time: read whole on the first question, then kept.
///
/// Concurrent questions about one kind wait for one reading.
actor NameIndex {
  struct Entry: Sendable {
    let id: Int64
    /// Name, code and the like.
    let names: [String]
    /// The client that it belongs to, for `"Acme/Website"`.
    let qualifier: String?
    let isActive: Bool
    /// The whole record, where it was read, so that a record found by its name needs no second request.
    let record: Value?

    /// How it is told apart from others of its name.
    var label: String {
      let name = names.first ?? ""
      return "“\(qualifier.map { "\($0)/\(name)" } ?? name)” (\(id)\(isActive ? "" : ", archived"))"
    }
  }

  private var kinds: [String: Task<[Entry], any Error>] = [:]

  /// The one record that a name means: by id, then exact name or code, then the same ignoring case.
  func find(_ name: String, kind: String, host: HarvestHost) async throws -> Entry {
    let entries: [Entry]
    do { entries = try await self.entries(kind, host) } catch let fault as NameFault {
      throw NameFault(name: name, kind: kind, reason: fault.reason)
    }
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

  /// Kinds whose records may have changed since they were read: their names still do, the records themselves do not.
  private var stale: Set<String> = []

  /// Records of these kinds were written, or of any kind where none is named: their names are read again, and what
  /// else is kept only serves to find ids.
  func changed(_ changed: [String]) {
    // A project goes by its client's name too.
    let dropped = changed.contains("client") ? Array(kinds.keys) : changed.isEmpty ? Array(kinds.keys) : changed
    for kind in dropped { kinds[kind] = nil }
    stale.formUnion(kinds.keys)
  }

  /// The record that a name means, as it was when the names were read; nil where it may have changed since.
  func record(_ name: String, kind: String, host: HarvestHost) async throws -> (entry: Entry, isFresh: Bool) {
    let entry = try await find(name, kind: kind, host: host)
    return (entry, !stale.contains(kind))
  }

  private func entries(_ kind: String, _ host: HarvestHost) async throws -> [Entry] {
    if let task = kinds[kind] { return try await shared(task) }
    let task = Task { try await Self.read(kind, host) }
    kinds[kind] = task
    stale.remove(kind)
    do { return try await shared(task) } catch {
      if !(error is CancellationError) { kinds[kind] = nil }
      throw error
    }
  }

  private static func read(_ kind: String, _ host: HarvestHost) async throws -> [Entry] {
    do { return try await list(kind, host) } catch let error as APIError where error.kind == .forbidden {
      // Who may not list projects and tasks still knows those that they work on.
      guard let own = try await ownWork(kind, host) else { throw error }
      return own
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
      for i in 0..<page.count {
        guard case .record(let assignment) = page.value(i) else { continue }
        let client = assignment[path: FieldPath("client.name")]?.text
        if kind == "project", case .record(let project)? = assignment["project"], let id = project.id {
          let names = ["name", "code"].compactMap { field -> String? in
            if case .string(let text)? = project[field] { text } else { nil }
          }
          entries[id] = Entry(id: id, names: names, qualifier: client, isActive: true, record: nil)
        }
        guard kind == "task", case .list(let tasks)? = assignment["task_assignments"] else { continue }
        for case .record(let element) in tasks.elements {
          if case .record(let task)? = element["task"], let id = task.id, let name = task["name"]?.text {
            entries[id] = Entry(id: id, names: [name], qualifier: nil, isActive: true, record: nil)
          }
        }
      }
    }
    return entries.values.sorted { $0.id > $1.id }
  }

  private static func list(_ kind: String, _ host: HarvestHost) async throws -> [Entry] {
    guard let schema = Catalog.schema(kind), !schema.nameFields.isEmpty,
      let resource = ResourceCommand.collection(of: kind),
      let list = Catalog.list(of: resource), case .list(_, let key) = list.answer
    else { throw NameFault(name: "", kind: kind, reason: .nameless) }
    let pager = try await host.client().pages(
      path: list.path, key: key, schema: Schemas.rows(of: kind), bucket: list.bucket.name)
    var entries: [Entry] = []
    while let page = try await pager.next(demand: .max) {
      for i in 0..<page.count { if let entry = entry(page.value(i), schema) { entries.append(entry) } }
    }
    return entries
  }

  private static func entry(_ value: Value, _ schema: ObjectSchema) -> Entry? {
    guard case .record(let record) = value, let id = record.id else { return nil }
    let names = schema.nameFields.compactMap { fields -> String? in
      let words = fields.compactMap { field -> String? in
        if case .string(let word)? = record[field], !word.isEmpty { word } else { nil }
      }
      return words.count == fields.count ? words.joined(separator: " ") : nil
    }
    var qualifier: String?
    if case .string(let client)? = record[path: FieldPath("client.name")] { qualifier = client }
    var isActive = true
    if case .bool(let active)? = record["is_active"] { isActive = active }
    return Entry(id: id, names: names, qualifier: qualifier, isActive: isActive, record: value)
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
