import HarvestCatalog

/// Lists: filter, cut out a page, and say where the others are (FACTS section 3).
extension Call {
  /// Answers with one page of the rows that match, newest first.
  ///
  /// - Parameters:
  ///   - rows: in the opposite of the list's order; where the list has cursors, by ascending id.
  ///   - oldestFirst: turns that round: the list is by ascending id, and its rows are given by descending id.
  ///   - perPage: how many rows a page has when the request does not say.
  /// - Throws: 422 for wrong paging parameters.
  func list<Rows: BidirectionalCollection>(
    _ rows: Rows, oldestFirst: Bool = false, perPage: Int = Page.sizes.upperBound,
    where matches: (Rows.Element) -> Bool = { _ in true },
    write: (Rows.Element, inout JSONWriter) -> Void
  ) throws(Refusal) -> [UInt8] where Rows.Element: StoredRow {
    guard case .list(_, let key) = endpoint.answer else { throw .notFound }
    let page = try Page(query, endpoint.paging, size: perPage)
    var json = JSONWriter(capacity: 64 * 1024)
    json.open()
    json.key(key)
    json.openList()
    var total = 0
    var before = 0
    var written = 0
    var last: Int64 = 0
    // Not `reversed()`: its subscript costs an allocation for each row.
    var place = rows.endIndex
    while place > rows.startIndex {
      rows.formIndex(before: &place)
      let row = rows[place]
      guard matches(row) else { continue }
      let isHeld =
        switch page.start {
        case .after(let last) where oldestFirst: row.id > last && written < page.size
        default: page.holds(row.id, before: total, written: written)
        }
      if isHeld {
        if written == 0 { before = total }
        json.open()
        write(row, &json)
        json.close()
        written += 1
        last = row.id
      }
      total += 1
    }
    json.closeList()
    let number =
      switch page.start {
      case .number(let number): number
      case .after: written > 0 ? before / page.size + 1 : total / page.size + 1
      }
    let position = Position(
      number: number, pages: (total + page.size - 1) / page.size, total: total, isFirst: before == 0,
      isLast: written == 0 || before + written >= total)
    envelope(position, page.size, last: last, &json)
    json.close()
    return json.bytes
  }

  /// Where a page stands in its list.
  struct Position {
    let number: Int
    let pages: Int
    let total: Int
    let isFirst: Bool
    let isLast: Bool
  }

  /// The keys that follow the rows; `last` is the id of the page's last row, for the cursor.
  func envelope(_ position: Position, _ size: Int, last: Int64, _ json: inout JSONWriter) {
    // A list with cursors tells numbers only at its two ends; in between, only `links.next` says that there is more.
    let numbered = endpoint.paging != .cursor || position.isFirst || position.isLast
    let next = position.isLast ? nil : position.number + 1
    let previous = position.isFirst ? nil : position.number - 1
    json.field("per_page", Int64(size))
    json.field("total_pages", Int64(position.pages))
    json.field("total_entries", Int64(position.total))
    json.field("next_page", numbered ? next.map(Int64.init) : nil)
    json.field("previous_page", numbered ? previous.map(Int64.init) : nil)
    json.field("page", numbered ? Int64(position.number) : nil)
    json.object("links") { json in
      json.field("first", link(size, page: 1, ref: "first"))
      if next == nil {
        json.null("next")
      } else if endpoint.paging == .cursor {
        json.field("next", link(size, cursor: Cursor.encode(after: last), ref: "next_cursor"))
      } else {
        json.field("next", next.map { link(size, page: $0, ref: "next") })
      }
      json.field("previous", previous.map { link(size, page: $0, ref: "previous") })
      json.field("last", link(size, page: max(position.pages, 1), ref: "last"))
    }
  }

  /// The address of another page: the same filters, parameters in alphabetical order, never the credentials.
  private func link(_ size: Int, page: Int? = nil, cursor: String? = nil, ref: String) -> String {
    var parameters: [(name: String, value: String)] = []
    for name in query.names where !Self.ownParameters.contains(name) {
      parameters.append((name, query.text(name) ?? ""))
    }
    if let page { parameters.append(("page", String(page))) }
    if let cursor { parameters.append(("cursor", cursor)) }
    parameters.append(("per_page", String(size)))
    if endpoint.paging == .cursor { parameters.append(("ref", ref)) }
    let pairs = parameters.sorted { $0.name < $1.name }.map {
      PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value)
    }
    return address + "?" + pairs.joined(separator: "&")
  }

  private static let ownParameters: Set<String> = [
    "page", "cursor", "per_page", "ref", "access_token", "account_id",
  ]
}
