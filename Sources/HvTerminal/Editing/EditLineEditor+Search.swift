import CLibedit

/// A search in the history that is under way: Ctrl-R.
struct HistorySearch {
  /// What stood there before.
  let before: String
  var pattern = ""
  /// The entry that was found.
  var place: Int?

  /// What is looked for is nowhere.
  var isMissing = false
}

// Looking for an entry of the past by a part of it. What is typed is looked for in the entries before, the newest first;
// Ctrl-R again goes further back, Enter runs what was found, Escape or a key of movement goes on editing it, Ctrl-C and
// Ctrl-G give up.
extension EditLineEditor {
  func beginSearch() -> hv_outcome {
    loadHistory()
    search = HistorySearch(before: text)
    move(to: line.text.count)
    return HV_REFRESH
  }

  /// Does what a key means while something is looked for.
  ///
  /// - Returns: what libedit shall read for it.
  func searched(_ key: Key, _ current: HistorySearch) -> [Unicode.Scalar] {
    var search = current
    var from = search.place ?? entries.count
    switch key {
    case .character("\u{12}"):
      // The same key again: the one before, or what was looked for last.
      if search.pattern.isEmpty, let last = lastPattern { (search.pattern, from) = (last, entries.count) }
    case .character("\u{7F}"), .character("\u{8}"):
      if !search.pattern.isEmpty { search.pattern.unicodeScalars.removeLast() }
      from = entries.count
    case .character("\u{3}"), .character("\u{7}"):
      return end(search, with: search.before)
    case .character("\r"), .character("\n"):
      return end(search, with: nil) + ["\r"]
    case .character(let scalar) where scalar.value >= 0x20:
      search.pattern.unicodeScalars.append(scalar)
      // What was found may fit still.
      from = search.place.map { $0 + 1 } ?? entries.count
    case .paste(let text):
      search.pattern += text.prefix { $0 != "\n" && $0 != "\r" }
      from = entries.count
    case .escape:
      return end(search, with: nil)
    default:
      // A key of movement moves in what was found.
      return end(search, with: nil) + codes(of: key)
    }
    find(&search, before: from)
    self.search = search
    return [Code.searched.scalar]
  }

  private func find(_ search: inout HistorySearch, before end: Int) {
    search.isMissing = false
    guard !search.pattern.isEmpty else {
      search.place = nil
      replacement = search.before
      return
    }
    let wanted = search.pattern.lowercased()
    if let found = entries[..<min(end, entries.count)].lastIndex(where: { $0.lowercased().contains(wanted) }) {
      search.place = found
      replacement = entries[found]
    } else {
      search.isMissing = true
    }
  }

  private func end(_ search: HistorySearch, with text: String?) -> [Unicode.Scalar] {
    if !search.pattern.isEmpty { lastPattern = search.pattern }
    self.search = nil
    replacement = text
    return [Code.searched.scalar]
  }

  /// Shows what the search has come to.
  func showSearch() -> hv_outcome {
    if let replacement {
      self.replacement = nil
      replace(with: replacement)
    }
    return HV_REFRESH
  }

  /// What is shown behind the text meanwhile.
  func note(of search: HistorySearch) -> String {
    "  (\(search.isMissing ? "not found" : "search"): \(search.pattern))"
  }
}
