/// Finds the names that a mistyped word may have meant.
package enum Suggestion {
  /// Longer words are compared for equality only: the distance costs the product of both lengths.
  private static let longestWord = 64

  /// At most three candidates near the word, best first.
  ///
  /// Near is: the same but for case, `_` and `-`; a Damerau distance of at most a third of the word (one for words of
  /// three to five letters); or the word is how the candidate begins, from two letters on. A leading `is_` of the
  /// candidate may be missing. The word itself is not suggested.
  /// - Complexity: O(candidates × length²).
  package static func nearest(_ word: String, in candidates: some Sequence<String>) -> [String] {
    let typed = folded(word)
    guard !typed.isEmpty else { return [] }
    var seen: Set<String> = [word]
    var found: [(score: Int, length: Int, name: String)] = []
    for candidate in candidates where seen.insert(candidate).inserted {
      let letters = folded(candidate)
      var scores = [score(typed, letters)]
      if candidate.hasPrefix("is_") { scores.append(score(typed, Array(letters.dropFirst(2))).map { $0 + 1 }) }
      guard let score = scores.compactMap({ $0 }).min() else { continue }
      found.append((score, letters.count, candidate))
    }
    found.sort { ($0.score, $0.length, $0.name) < ($1.score, $1.length, $1.name) }
    return found.prefix(3).map(\.name)
  }

  /// How far a candidate is from what was typed, smaller being nearer; nil where it is no suggestion.
  private static func score(_ typed: [Unicode.Scalar], _ candidate: [Unicode.Scalar]) -> Int? {
    if typed == candidate { return 0 }
    let limit = typed.count < 3 ? 0 : max(1, typed.count / 3)
    if let distance = distance(typed, candidate, atMost: limit) { return 2 * distance }
    // After every spelling mistake: what begins with the word may go on in any way.
    if typed.count >= 2, candidate.starts(with: typed) { return 2 * longestWord }
    return nil
  }

  /// The letters that count: lower case, without `_` and `-`.
  private static func folded(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" }
  }

  /// The number of letters to change, insert, remove or swap with a neighbour; nil when it is more than the limit.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    guard limit > 0, a.count <= longestWord, abs(a.count - b.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var best = min(last[j] + (letter == other ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      if let nearest = row.min(), nearest > limit { return nil }
      beforeLast = last
      last = row
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
