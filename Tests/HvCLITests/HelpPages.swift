import Foundation

/// What `help` shows, from one run of hv.
enum HelpPages {
  /// The groups of the list that `help` shows: a title, then words.
  static func groups() throws -> [(title: String, words: [String])] {
    var groups: [(title: String, words: [String])] = []
    // Between the first line and the last stand the groups.
    for line in try Hv.sh("hv -c help").output.components(separatedBy: "\n").dropFirst(2).dropLast(3) {
      let title = line.prefix(12).trimmingCharacters(in: .whitespaces)
      if !title.isEmpty { groups.append((title, [])) }
      if !groups.isEmpty { groups[groups.count - 1].words += line.dropFirst(12).split(separator: " ").map(String.init) }
    }
    return groups
  }

  /// The page of each word.
  static func pages(_ words: [String]) throws -> [String] {
    let end = "----- end of a page -----"
    let program = words.map { "help \($0)\nprint \"\(end)\"\n" }.joined()
    let pages = try Hv.sh("hv -", input: program).output.components(separatedBy: end + "\n")
    return pages.dropLast().map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
  }
}
