import HarvestClient
import HvValues

/// A list that is read page by page; a pager is one.
///
/// It is asked again only after it has answered, and not again after an error.
protocol ScanSource: AnyObject {
  /// The next page; nil after the last one, which costs no request.
  ///
  /// `ahead` promises that all pages will be read, so that more of them may be under way at once. Without it nothing
  /// may be asked for that was not called for.
  func next(ahead: Bool) async throws -> Batch?
  /// The pages handed out.
  var pagesRead: Int { get }
  /// The pages of the whole list; nil as long as that is unknown.
  var pageCount: Int? { get }
  /// Gives up whatever is under way.
  func cancel()
}

/// One reading of a list, shared by callers that want different rows of it.
///
/// Each page is read once, however many wait for it. Nothing is read that nobody waits for.
actor PageScan {
  enum Step: Sendable {
    /// A page, its number from 1, and how many are left after it; nil where that is unknown.
    case page(Int, Batch, left: Int?)
    /// The last page was read before.
    case ended
    /// A 403 for the first page: this user may not read the list.
    case refused
    /// An earlier read failed, or was cancelled because nobody waited any more: the list must be read from the start.
    case dead
  }

  private let open: @Sendable () async throws -> any ScanSource
  private var source: (any ScanSource)?
  private var number = 0
  private var latest: Step?
  private var reading: SharedRead<Step>?

  /// - Parameter open: makes the source, when the first page is wanted.
  init(_ open: @escaping @Sendable () async throws -> any ScanSource) { self.open = open }

  isolated deinit { source?.cancel() }

  /// The page after those that the caller has seen; whoever has not seen the latest page gets that one.
  ///
  /// - Throws: the source's errors, to all that wait; `CancellationError` to a caller that is cancelled.
  func step(after seen: Int, ahead: Bool) async throws -> Step {
    switch latest {
    case .page where number <= seen, nil: break
    case let latest?: return latest
    }
    if let reading {
      guard let seat = reading.join() else { return .dead }
      return try await seat.value()
    }
    let reading = SharedRead { try await self.read(ahead: ahead) }
    self.reading = reading
    return try await reading.first.value()
  }

  private func read(ahead: Bool) async throws -> Step {
    let step: Step
    do {
      let source = if let source { source } else { try await open() }
      self.source = source
      if let page = try await source.next(ahead: ahead) {
        number += 1
        step = .page(number, page, left: source.pageCount.map { max(0, max(0, $0) - max(0, source.pagesRead)) })
      } else {
        step = .ended
        self.source = nil
      }
    } catch let error as APIError where error.kind == .forbidden && number == 0 {
      step = .refused
    } catch {
      source?.cancel()
      throw error
    }
    latest = step
    reading = nil
    return step
  }
}
