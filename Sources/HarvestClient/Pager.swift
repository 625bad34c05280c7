package import HvValues

/// A list, read page by page from front to back by one task.
///
/// It follows `links.next`. A consumer that wants more rows than a page holds does not wait for each page in turn: of
/// numbered lists several pages are under way at once, of lists with cursors the next one. They are handed out in
/// order. A pager that is dropped or cancelled takes its requests with it.
package final class Pager {
  /// How a list tells its pages apart.
  package enum Paging: Hashable, Sendable {
    /// It comes whole, and takes no `per_page`.
    case whole
    /// Only the link of a page leads to the next one.
    case cursor
    /// Pages have numbers, so that any of them can be asked for as soon as it is known how many there are.
    case page
  }

  struct List: Sendable {
    var path: String
    var query: [(String, String)]
    var key: String
    var schema: RowSchema?
    var project: [FieldPath]
    var bucket: RateBucket.Name
    var origin: HarvestClient.Origin
    var paging: Paging
  }

  /// A page on its way.
  private struct Coming {
    let call: HarvestClient.Call
    /// How many of its first rows were handed out already.
    let skip: Int
    let task: Task<FetchedPage, any Error>
  }

  /// What comes after the pages on their way.
  private enum Rest {
    case ended
    case address(WebAddress)
    /// The pages with these numbers.
    case numbered(NumberedPages)
    /// There is more, but it cannot be read.
    case fault(APIError)
  }

  private let client: HarvestClient
  private let list: List
  private let arrivals = PageArrivals()
  private var coming: [Coming] = []
  private var rest: Rest?
  private var width = PageWidth()
  /// When the last page was.
  private var handedOut: Duration?
  private var visited: Set<WebAddress> = []
  /// The rows of the last page, and those of all pages.
  private var pageSize = 0
  private var rowsRead = 0
  /// How many rows at the start of the next page were handed out already.
  private var skip = 0
  /// The size of the pages, where that was chosen here.
  private var chosenSize: Int?
  /// Somebody wants all of the list.
  private var isWhole = false
  /// The rows of the whole list as the first page said, where a later one says something else.
  private var totalBefore: Int?
  /// The pages handed out.
  package private(set) var pagesRead = 0
  /// The rows of the whole list, as the last page said.
  package private(set) var totalEntries: Int?
  /// The pages of the whole list, as the last page said.
  package private(set) var pageCount: Int?

  /// More rows than this are several pages, whatever their size.
  private static let largestPage = 2_000

  init(client: HarvestClient, list: List) {
    self.client = client
    self.list = list
  }

  deinit { for page in coming { page.task.cancel() } }

  /// The next page; nil after the last one.
  ///
  /// - Parameter demand: how many rows the consumer still wants, `Int.max` for all. It decides the size of the pages,
  ///   unless the query names a `per_page`, and which pages are read ahead.
  /// - Throws: `APIError`; a failed page is asked for anew by the next call. Or `CancellationError`.
  package func next(demand: Int) async throws -> Batch? {
    if rest == nil { rest = .address(firstAddress(demand)) }
    if let handedOut { width.used(for: client.time.now() - handedOut) }
    // Whoever comes back for more gets all the pages at once that it wants.
    if coming.isEmpty {
      grow(demand)
      if let address = try takeAddress() { ask(for: address, demand) }
    }
    let counted = coming.count { $0.call.admission.wasGiven }
    askAhead(demand, atMost: width.pages(allowed: counted + client.status(of: list.bucket).remaining))
    guard !coming.isEmpty else { return nil }
    let page = coming.removeFirst()
    let fetched: FetchedPage
    do {
      fetched = try await withTaskCancellationHandler {
        try await page.task.value
      } onCancel: {
        page.task.cancel()
      }
    } catch {
      stopComing()
      rest = .address(page.call.request.address)
      skip = page.skip
      throw error
    }
    accept(fetched, from: page.call)
    defer { handedOut = client.time.now() }
    let rows = fetched.rows.dropFirst(page.skip)
    rowsRead += rows.count
    // While the consumer works on this page, the next one may come. That it comes back for it is not certain.
    if demand > Self.largestPage { askAhead(demand - rows.count, atMost: 1) }
    return rows
  }

  /// Ends the list here; pages on their way are given up.
  package func cancel() {
    stopComing()
    rest = .ended
  }

  private func stopComing() {
    for page in coming { page.task.cancel() }
    coming = []
  }

  // MARK: which page

  private func firstAddress(_ demand: Int) -> WebAddress {
    var query = list.query
    if list.paging != .whole, !query.contains(where: { $0.0 == "per_page" }) {
      let size = min(max(demand, 1), Self.largestPage)
      chosenSize = size
      query.append(("per_page", String(size)))
    }
    return client.base(of: list.origin).address(list.path, query: query)
  }

  /// Makes the pages as large as they can be, where they were small and more rows are wanted after all. To read a few
  /// rows again is cheaper than to read on in small pages.
  private func grow(_ demand: Int) {
    guard let size = chosenSize, size < Self.largestPage, demand > size else { return }
    let link: WebAddress
    switch rest {
    case .address(let next)?: link = next
    case .numbered(var pages)?: link = pages.take()
    default: return
    }
    guard let larger = link.setting("per_page", Self.largestPage) else { return }
    if list.paging == .page {
      guard let numbered = larger.setting("page", rowsRead / Self.largestPage + 1) else { return }
      rest = .address(numbered)
      skip = rowsRead % Self.largestPage
    } else {
      rest = .address(larger)
    }
    chosenSize = Self.largestPage
  }

  /// The address of the first page that nobody has asked for; nil after the last.
  private func takeAddress() throws -> WebAddress? {
    switch rest {
    case nil, .ended?:
      guard let before = totalBefore, let totalEntries else { return nil }
      throw client.error(
        .changed, "the list changed while it was read: of \(before) rows at first there are \(totalEntries) now",
        status: nil, call: reading(firstAddress(.max), ahead: 0), attempts: 0, waited: .zero)
    case .fault(let error)?: throw error
    case .address(let address)?:
      rest = .ended
      return address
    case .numbered(var pages)?:
      let address = pages.take()
      rest = pages.isEmpty ? .ended : .numbered(pages)
      return address
    }
  }

  /// The read of a page that comes after so many others.
  private func reading(_ address: WebAddress, ahead: Int) -> HarvestClient.Call {
    var call = client.reading(address, at: list.origin, bucket: list.bucket)
    call.page = pagesRead + 1 + ahead
    call.pageCount = pageCount
    return call
  }

  // MARK: what came

  private func accept(_ fetched: FetchedPage, from call: HarvestClient.Call) {
    visited.insert(call.request.address)
    pagesRead += 1
    pageSize = fetched.rows.count
    // Rows of numbered pages move from one to the next when others are added or deleted meanwhile.
    if list.paging == .page, totalBefore == nil, let before = totalEntries, fetched.totalEntries != before {
      totalBefore = before
    }
    totalEntries = fetched.totalEntries ?? totalEntries
    pageCount = fetched.pageCount ?? pageCount
    width.took(fetched)
    // The pages after this one are known already, unless it is the last of them.
    guard coming.isEmpty, case Rest.ended? = rest else { return }
    switch fetched.next {
    case .none: rest = .ended
    case .fault(let error): rest = .fault(error)
    case .address(let next):
      if visited.contains(next) {
        rest = .fault(
          client.error(
            .loop, "the next page of page \(pagesRead) is one that was read before", status: nil,
            call: reading(next, ahead: 0), attempts: 0, waited: .zero))
      } else if list.paging == .page, let number = fetched.number, let pageCount,
        let pages = NumberedPages(after: number, to: pageCount, link: next)
      {
        rest = .numbered(pages)
      } else {
        rest = .address(next)
      }
    }
  }

  // MARK: reading ahead

  /// Asks for the pages of the next rows, until so many are on their way.
  private func askAhead(_ rows: Int, atMost limit: Int) {
    let pages = pageSize > 0 && rows > 0 ? rows / pageSize + (rows % pageSize > 0 ? 1 : 0) : 1
    while coming.count < min(pages, limit) {
      switch rest {
      case .numbered?: break
      // What comes after this one only its answer tells.
      case .address? where coming.isEmpty: break
      default: return
      }
      guard let address = try? takeAddress() else { return }
      ask(for: address, rows)
    }
  }

  private func ask(for address: WebAddress, _ demand: Int) {
    let skip = skip
    self.skip = 0
    let call = reading(address, ahead: coming.count)
    let (client, list, arrivals) = (client, list, arrivals)
    let isWhole = demand == .max || isWhole
    self.isWhole = isWhole
    coming.append(
      Coming(call: call, skip: skip, task: Task { try await client.fetch(list, call, arrivals, isWhole: isWhole) }))
  }
}
