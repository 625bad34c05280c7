import HarvestCatalog

/// A request that has passed the gates, on its way to the handler of its endpoint.
struct Call {
  let endpoint: Endpoint
  /// The ids in the path, in order.
  let ids: [Int64]
  let query: Query
  let body: Body
  let caller: Caller
  /// The request's own address without its query, for links.
  let address: String

  /// - Throws: 403 unless the caller may do what needs this access.
  func require(_ access: Access) throws(Refusal) {
    guard caller.has(access) else { throw .forbidden }
  }

  /// The row with the path's last id.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  func find<Rows: Collection>(
    in rows: Rows, visible: (Rows.Element) -> Bool = { _ in true }
  ) throws(Refusal) -> Rows.Element where Rows.Element: StoredRow {
    rows[try place(in: rows, visible: visible)]
  }

  /// The place of the row with the path's last id.
  /// - Throws: 404 when there is none, 403 when the caller may not see it.
  func place<Rows: Collection>(
    in rows: Rows, visible: (Rows.Element) -> Bool = { _ in true }
  ) throws(Refusal) -> Rows.Index where Rows.Element: StoredRow {
    guard let id = ids.last, let place = rows.firstIndex(where: { $0.id == id }) else { throw .notFound }
    guard visible(rows[place]) else { throw .forbidden }
    return place
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
