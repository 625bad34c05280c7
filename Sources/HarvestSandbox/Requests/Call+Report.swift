import HarvestCatalog

/// Rows that are worked out for one answer instead of being kept: reports, and lists with an order of their own.
extension Call {
  /// Answers with one page of rows that are all there, in the order given.
  ///
  /// - Throws: 422 for wrong paging parameters.
  func page<Row>(of rows: [Row], write: (Row, inout JSONWriter) -> Void) throws(Refusal) -> [UInt8] {
    guard case .list(_, let key) = endpoint.answer else { throw .notFound }
    let page = try Page(query, endpoint.paging)
    guard case .number(let number) = page.start else { throw .invalid("cursor") }
    var json = JSONWriter(capacity: 16 * 1024)
    json.open()
    json.key(key)
    json.openList()
    var written = 0
    for (place, row) in rows.enumerated() where page.holds(0, before: place, written: written) {
      json.open()
      write(row, &json)
      json.close()
      written += 1
    }
    json.closeList()
    let pages = (rows.count + page.size - 1) / page.size
    let position = Position(
      number: number, pages: pages, total: rows.count, isFirst: number == 1, isLast: number >= pages)
    envelope(position, page.size, last: 0, &json)
    json.close()
    return json.bytes
  }
}
