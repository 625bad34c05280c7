import HarvestCatalog

/// Which rows of a list are asked for.
struct Page {
  enum Start: Equatable {
    /// From 1.
    case number(Int)
    /// A cursor: the rows after the one with this id.
    case after(Int64)
  }

  static let sizes = 1...2000

  let start: Start
  let size: Int

  /// Reads `per_page`, and `cursor` before `page` where the list knows cursors.
  /// - Parameter standard: the size when the query has none.
  /// - Throws: 422 for a size outside 1 ... 2000, a page below 1, or a cursor that the sandbox did not make.
  init(_ query: Query, _ paging: Paging, size standard: Int = Self.sizes.upperBound) throws(Refusal) {
    let size = try query.id("per_page") ?? Int64(standard)
    guard let size = Int(exactly: size), Self.sizes.contains(size) else { throw .invalid("per_page") }
    self.size = size
    if paging == .cursor, let text = query.text("cursor") {
      guard let id = Cursor.decode(text) else { throw .invalid("cursor") }
      start = .after(id)
    } else {
      guard let number = Int(exactly: try query.id("page") ?? 1), number >= 1 else { throw .invalid("page") }
      start = .number(number)
    }
  }

  /// Whether a row is on this page, given how many rows of the list came before it and how many are already on it.
  func holds(_ id: Int64, before: Int, written: Int) -> Bool {
    switch start {
    case .number(let number):
      let (first, overflow) = (number - 1).multipliedReportingOverflow(by: size)
      return !overflow && before >= first && written < size
    case .after(let last):
      return id < last && written < size
    }
  }
}
