import HvCodecs
import HvValues
import Synchronization

/// One page of a list, taken apart.
struct FetchedPage: Sendable {
  enum Next: Sendable {
    case none
    case address(WebAddress)
    /// There is more, but it cannot be read. Told when it is asked for, so that this page is not lost.
    case fault(APIError)
  }

  let rows: Batch
  /// The page's own number, where the list has numbers.
  let number: Int?
  let next: Next
  let totalEntries: Int?
  let pageCount: Int?
  /// How long the answer took, waiting for the rate limit not counted.
  let answerTime: Duration
  /// How long it took to take the answer apart.
  let readingTime: Duration
}

/// Counts the pages of one list as they come in.
final class PageArrivals: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

extension HarvestClient {
  /// Reads and takes apart one page.
  ///
  /// - Parameter isWhole: whether the whole list is wanted, so that its length says how much is to come.
  func fetch(
    _ list: Pager.List, _ call: Call, _ arrivals: PageArrivals = PageArrivals(), isWhole: Bool = false
  ) async throws -> FetchedPage {
    let start = time.now()
    let answer = try await read(call)
    let arrival = time.now()
    let page: JSONPage
    do {
      page = try JSONPage(bytes: answer.response.body, collection: list.key, schema: list.schema, project: list.project)
    } catch {
      throw answer.error(.malformedAnswer, "the answer is no page of `\(list.key)`: \(error)")
    }
    let envelope = page.envelope
    let number = envelope.count("page")
    if list.paging == .page, let asked = call.request.address.pageNumber, let number, number != asked {
      throw answer.error(.malformedAnswer, "page \(asked) was asked for, and page \(number) came")
    }
    let fetched = FetchedPage(
      rows: Batch(page), number: number, next: try next(of: envelope, answer),
      totalEntries: envelope.count("total_entries"), pageCount: envelope.count("total_pages"),
      answerTime: max(.zero, arrival - start - answer.waited), readingTime: time.now() - arrival)
    configuration.observer?.read(
      PageEvent(
        path: list.path, page: arrivals.next(), pageCount: isWhole ? fetched.pageCount : nil, rows: page.count,
        totalEntries: isWhole ? fetched.totalEntries : nil))
    return fetched
  }

  private func next(of envelope: Record, _ answer: Answer) throws -> FetchedPage.Next {
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
  func count(_ key: String) -> Int? {
    guard case .number(let number)? = self[key], let whole = number.integer, whole >= 0 else { return nil }
    return Int(exactly: whole)
  }
}
