package import HvCodecs
import HvValues

/// A list, read page by page from front to back by one task.
///
/// It follows `links.next` alone: page numbers are absent in the middle of half of the lists. When the consumer wants
/// more rows than a page holds, the next page is under way while it works on this one; a pager that is dropped or
/// cancelled takes that request with it.
package final class Pager {
  struct List: Sendable {
    var path: String
    var query: [(String, String)]
    var key: String
    var schema: RowSchema?
    var project: [FieldPath]
    var bucket: RateBucket.Name
    var origin: HarvestClient.Origin
    var isPaged: Bool
  }

  /// One page and where the next one is.
  struct Fetched: Sendable {
    let page: JSONPage
    let next: Next
    let totalEntries: Int?
    let pageCount: Int?
  }

  enum Next: Sendable {
    case none
    case address(WebAddress)
    /// There is more, but it cannot be read. Told when it is asked for, so that this page is not lost.
    case fault(APIError)
  }

  private enum State {
    case start
    case next(WebAddress)
    case ahead(WebAddress, Task<Fetched, any Error>)
    case broken(APIError)
    case ended
  }

  private let client: HarvestClient
  private let list: List
  private var state = State.start
  private var visited: Set<WebAddress> = []
  /// The pages handed out.
  package private(set) var pagesRead = 0
  /// The rows of the whole list, as the last page said.
  package private(set) var totalEntries: Int?
  /// The pages of the whole list, as the last page said.
  package private(set) var pageCount: Int?

  init(client: HarvestClient, list: List) {
    self.client = client
    self.list = list
  }

  deinit { if case .ahead(_, let task) = state { task.cancel() } }

  /// The next page; nil after the last one.
  ///
  /// - Parameter demand: how many rows the consumer still wants, `Int.max` for all. It decides the size of the pages
  ///   when the first one is read, unless the query names a `per_page`, and whether the next page is read ahead.
  /// - Throws: `APIError`; a failed page is asked for anew by the next call. Or `CancellationError`.
  package func next(demand: Int) async throws -> JSONPage? {
    let address: WebAddress
    var task: Task<Fetched, any Error>?
    switch state {
    case .start: address = firstAddress(demand)
    case .next(let next): address = next
    case .ahead(let next, let running): (address, task) = (next, running)
    case .broken(let error): throw error
    case .ended: return nil
    }
    let call = reading(address)
    let fetched: Fetched
    if let task {
      // If this fails the state is `next` already, and the page can be asked for again.
      state = .next(address)
      fetched = try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    } else {
      fetched = try await client.fetch(list, call)
    }
    accept(fetched, from: call, demand: demand)
    return fetched.page
  }

  /// Ends the list here; a page on its way is given up.
  package func cancel() {
    if case .ahead(_, let task) = state { task.cancel() }
    state = .ended
  }

  private func firstAddress(_ demand: Int) -> WebAddress {
    var query = list.query
    if list.isPaged, !query.contains(where: { $0.0 == "per_page" }) {
      query.append(("per_page", String(min(max(demand, 1), 2_000))))
    }
    return client.base(of: list.origin).address(list.path, query: query)
  }

  /// The read of the next page.
  private func reading(_ address: WebAddress) -> HarvestClient.Call {
    var call = client.reading(address, at: list.origin, bucket: list.bucket)
    call.page = pagesRead + 1
    call.pageCount = pageCount
    return call
  }

  private func accept(_ fetched: Fetched, from call: HarvestClient.Call, demand: Int) {
    visited.insert(call.request.address)
    pagesRead += 1
    totalEntries = fetched.totalEntries ?? totalEntries
    pageCount = fetched.pageCount ?? pageCount
    switch fetched.next {
    case .none: state = .ended
    case .fault(let error): state = .broken(error)
    case .address(let next):
      let coming = reading(next)
      if visited.contains(next) {
        state = .broken(
          client.error(
            .loop, "the next page of page \(pagesRead) is one that was read before", status: nil, call: coming,
            attempts: 0, waited: .zero))
      } else if demand > fetched.page.count {
        state = .ahead(next, Task { [client, list] in try await client.fetch(list, coming) })
      } else {
        state = .next(next)
      }
    }
  }
}

extension HarvestClient {
  /// Reads and takes apart one page.
  fileprivate func fetch(_ list: Pager.List, _ call: Call) async throws -> Pager.Fetched {
    let answer = try await read(call)
    let page: JSONPage
    do {
      page = try JSONPage(bytes: answer.response.body, collection: list.key, schema: list.schema, project: list.project)
    } catch {
      throw answer.error(.malformedAnswer, "the answer is no page of `\(list.key)`: \(error)")
    }
    let envelope = page.envelope
    return Pager.Fetched(
      page: page, next: try next(of: envelope, answer), totalEntries: envelope.count("total_entries"),
      pageCount: envelope.count("total_pages"))
  }

  private func next(of envelope: Record, _ answer: Answer) throws -> Pager.Next {
    let link: Value? = if case .record(let links)? = envelope["links"] { links["next"] } else { nil }
    switch link {
    case nil, .null?:
      // More pages without a way to them: taking this one for the last would be a silent loss of rows.
      if envelope["next_page"].map(\.isNull) ?? true { return .none }
      return .fault(answer.error(.malformedAnswer, "there is a next page, but no link to it"))
    case .string(let text)?:
      do {
        let address = try WebAddress(text)
        if address.origin == answer.call.request.address.origin { return .address(address) }
        return .fault(answer.error(.foreignLink, "the link to the next page leads to \(address.origin)"))
      } catch {
        return .fault(answer.error(.malformedAnswer, "the link to the next page is no address: \(error.reason)"))
      }
    case let other?:
      return .fault(answer.error(.malformedAnswer, "the link to the next page is a \(other.typeName)"))
    }
  }
}

extension Record {
  /// A field that counts something; nil where it is missing or no natural number.
  fileprivate func count(_ key: String) -> Int? {
    guard case .number(let number)? = self[key], let whole = number.integer, whole >= 0 else { return nil }
    return Int(exactly: whole)
  }
}
