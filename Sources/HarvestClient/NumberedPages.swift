/// The pages of a list that are left, when each can be asked for by its number.
struct NumberedPages: Sendable {
  private let link: WebAddress
  private var next: Int
  private let last: Int

  /// Nil where the link is not one to the page after `number`, or says its number in a way that is not understood.
  init?(after number: Int, to last: Int, link: WebAddress) {
    guard number > 0, number < last, link.pageNumber == number + 1 else { return nil }
    self.link = link
    next = number + 1
    self.last = last
  }

  var isEmpty: Bool { next > last }

  /// The address of the next one.
  mutating func take() -> WebAddress {
    defer { next += 1 }
    return link.setting("page", next) ?? link
  }
}

extension WebAddress {
  /// The number in `page=3`; nil where there is none, or more than one.
  var pageNumber: Int? { query.flatMap { query in Self.place(of: "page", in: query).flatMap { Int(query[$0]) } } }

  /// The same with another value of a parameter; nil where the query does not have that once, as a number.
  func setting(_ name: String, _ value: Int) -> WebAddress? {
    guard var query, let place = Self.place(of: name, in: query) else { return nil }
    query.replaceSubrange(place, with: String(value))
    return WebAddress(origin: origin, path: path, query: query)
  }

  private static func place(of name: String, in query: String) -> Range<String.Index>? {
    let parts = query.split(separator: "&", omittingEmptySubsequences: false).filter { $0.hasPrefix(name + "=") }
    guard parts.count == 1 else { return nil }
    let number = parts[0].dropFirst(name.count + 1)
    guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return number.startIndex..<number.endIndex
  }
}
