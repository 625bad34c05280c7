import HarvestCatalog

/// A request that has passed the gates, on its way to the handler of its endpoint.
struct Call {
  let endpoint: Endpoint
  /// The ids in the path, in order.
  let ids: [Int64]
  let query: Query
  let caller: Caller
  /// The request's own address without its query, for links.
  let address: String

  /// - Throws: 403 unless the caller may do what needs this access.
  func require(_ access: Access) throws(Refusal) {
    guard caller.has(access) else { throw .forbidden }
  }

  /// The row with the path's last id.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  func find<Row: StoredRow>(in rows: [Row], visible: (Row) -> Bool = { _ in true }) throws(Refusal) -> Row {
    guard let id = ids.last, let row = rows.first(where: { $0.id == id }) else { throw .notFound }
    guard visible(row) else { throw .forbidden }
    return row
  }

  /// Answers with one object.
  func object(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(capacity: 2048)
    json.open()
    write(&json)
    json.close()
    return json.bytes
  }
}
