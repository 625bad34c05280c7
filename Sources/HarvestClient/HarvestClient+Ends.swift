package import HvValues
import HvCodecs

// What is asked of a list without reading it from front to back.

extension HarvestClient {
  /// How many rows a list has, as the answer for one of them says; nil where the server does not say.
  ///
  /// - Throws: as `get`, and `APIError` for an answer that is no JSON.
  package func total(
    path: String, query: [(String, String)] = [], bucket: RateBucket.Name
  ) async throws -> Int? {
    let answer = try await value(path: path, query: query + [("per_page", "1")], schema: nil, bucket: bucket)
    guard case .record(let envelope) = answer else { return nil }
    return envelope.count("total_entries")
  }

  /// At least the last rows of a list with numbered pages, in order: one request where the list is a page long, else
  /// one more for each page that they stand on.
  ///
  /// - Parameter count: how many rows are wanted.
  /// - Returns: nil where the server does not say how many pages there are, or the list changes under our hands.
  /// - Throws: as `Pager.next`.
  package func last(
    _ count: Int, path: String, query: [(String, String)] = [], key: String, schema: RowSchema?,
    project: [FieldPath] = [], bucket: RateBucket.Name
  ) async throws -> [Batch]? {
    let list = Pager.List(
      path: path, query: query + [("per_page", "2000")], key: key, schema: schema, project: project, bucket: bucket,
      origin: .api, paging: .page)
    func page(_ number: Int?) async throws -> FetchedPage {
      let query = list.query + (number.map { [("page", String($0))] } ?? [])
      var call = reading(base(of: .api).address(path, query: query), at: .api, bucket: bucket)
      call.page = number
      return try await fetch(list, call)
    }
    let first = try await page(nil)
    if case .none = first.next { return [first.rows] }
    guard let pageCount = first.pageCount, pageCount > 1 else { return nil }
    var rows: [Batch] = []
    var found = 0
    for number in (1...pageCount).reversed() where found < count {
      let page = number == 1 ? first : try await page(number)
      guard page.totalEntries == first.totalEntries else { return nil }
      rows.append(page.rows)
      found += page.rows.count
    }
    return rows.reversed()
  }
}
