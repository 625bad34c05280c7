import HarvestCatalog
import HarvestSandbox
import HvCodecs
import HvValues

/// What is in the account, so that programs can name what there is.
struct RandomPipelineAccount: Sendable {
  /// The lists that have a command of their own: the words typed, and the endpoint.
  static let lists: [(words: String, endpoint: Endpoint)] = Catalog.resources.compactMap { resource in
    guard let list = Catalog.list(of: resource.name), list.origin == .api, list.bucket == .general else { return nil }
    let isLeave = resource.name.hasPrefix("pto_")
    return (isLeave ? "pto " + resource.name.dropFirst(4) : resource.name, list)
  }

  private var records: [String: [Record]] = [:]

  /// Reads all of every list.
  init(_ sandbox: RandomPipelineSandbox) async throws {
    for (_, endpoint) in Self.lists {
      guard case .list(let kind, let key) = endpoint.answer else { continue }
      let pages = endpoint.paging == .none ? "" : "?per_page=2000"
      let response = await sandbox.respond("/v2" + endpoint.path + pages)
      guard case .record(let page) = try JSONReader.value(response.body), case .list(let rows)? = page[key] else {
        continue
      }
      records[kind] = rows.elements.compactMap { if case .record(let record) = $0 { record } else { nil } }
    }
  }

  func count(_ kind: String) -> Int { records[kind]?.count ?? 0 }

  func ids(_ kind: String) -> [Int64] { records[kind]?.compactMap(\.id) ?? [] }

  /// What a field of some record of the kind holds.
  func sample(_ kind: String, _ path: String, _ random: inout RandomPipelineNumbers) -> Value? {
    guard let record = random.any(records[kind] ?? []) else { return nil }
    return record[path: FieldPath(path)].flatMap { $0.isNull ? nil : $0 }
  }

  /// A name of some record of the kind: its name, code or number, now and then qualified; other records may have it too.
  func name(_ kind: String, _ random: inout RandomPipelineNumbers) -> String? {
    guard let fields = random.any(Catalog.schema(kind)?.nameFields ?? []), let record = random.any(records[kind] ?? [])
    else { return nil }
    let name = Self.name(record, fields)
    guard !name.isEmpty else { return nil }
    if random.chance(30), let client = record[path: FieldPath("client.name")]?.text { return client + "/" + name }
    return name
  }

  /// A name that one record of the kind has alone.
  func uniqueName(_ kind: String, _ random: inout RandomPipelineNumbers) -> String? {
    for _ in 0..<8 {
      guard let fields = Catalog.schema(kind)?.nameFields, let all = records[kind], let name = name(kind, &random)
      else {
        return nil
      }
      let bearers = all.filter { record in
        fields.contains { Self.name(record, $0).lowercased() == name.lowercased() }
      }
      if bearers.count == 1 { return name }
    }
    return nil
  }

  private static func name(_ record: Record, _ fields: [String]) -> String {
    fields.compactMap { record[$0] }.filter { !$0.isNull }.map(\.text).joined(separator: " ")
  }
}
