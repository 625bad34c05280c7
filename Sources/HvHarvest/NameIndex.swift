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
    /// The whole record, so that a record found by its name needs no second request.
    let record: Value

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

  private func entries(_ kind: String, _ host: HarvestHost) async throws -> [Entry] {
    if let task = kinds[kind] { return try await shared(task) }
    let task = Task { try await Self.read(kind, host) }
    kinds[kind] = task
    do { return try await shared(task) } catch {
      if !(error is CancellationError) { kinds[kind] = nil }
      throw error
    }
  }

  private static func read(_ kind: String, _ host: HarvestHost) async throws -> [Entry] {
    guard let schema = Catalog.schema(kind), !schema.nameFields.isEmpty,
      let resource = ResourceCommand.collection(of: kind),
      let list = Catalog.list(of: resource), case .list(_, let key) = list.answer
    else { throw NameFault(name: "", kind: kind, reason: .nameless) }
    let pager = try await host.client().pages(
      path: list.path, key: key, schema: Schemas.rows(of: kind), bucket: list.bucket.name)
    var entries: [Entry] = []
    while let page = try await pager.next(demand: .max) {
      for i in 0..<page.count { if let entry = entry(page.row(i), schema) { entries.append(entry) } }
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
