import Testing

@testable import HvSyntax

@Suite("A mistyped word finds the names it may have meant")
struct DidYouMeanTests {
  private static let fields = [
    "is_active", "is_billable", "client", "client_name", "hours", "rounded_hours", "time_entries", "island",
    "spent_date",
  ]

  @Test(
    "Best first, at most three",
    arguments: [
      ("clint", ["client"]),
      ("hour", ["hours"]),
      ("huors", ["hours"]),  // two letters swapped are one mistake
      ("tiem_entries", ["time_entries"]),
      ("TimeEntries", ["time_entries"]),  // case, `_` and `-` do not count
      ("spent-date", ["spent_date"]),
      ("active", ["is_active"]),  // `is_` may be missing
      ("bilable", ["is_billable"]),
      ("cl", ["client", "client_name"]),  // the beginning
      ("is", ["island", "is_active", "is_billable"]),
      ("land", []),  // only the prefix `is_` may be missing
      ("hours", []),  // the word itself is none
      ("xy", []), ("x", []), ("", []),
      ("project", []),
    ])
  func suggestions(word: String, expected: [String]) {
    #expect(Suggestion.nearest(word, in: Self.fields) == expected)
  }

  @Test("A third of the letters may be wrong, and no more")
  func limit() {
    #expect(Suggestion.nearest("abcdef", in: ["abcdxy"]) == ["abcdxy"])
    #expect(Suggestion.nearest("abcdef", in: ["abcxyz"]) == [])
    #expect(Suggestion.nearest("ab", in: ["ax"]) == [])
  }

  @Test("A candidate that is given twice is named once")
  func duplicates() {
    #expect(Suggestion.nearest("hour", in: ["hours", "hours"]) == ["hours"])
  }

  @Test("Words of any length are compared in good time")
  func long() {
    let long = String(repeating: "a", count: 100_000)
    #expect(Suggestion.nearest(long + "b", in: [long + "c", long.uppercased() + "B"]) == [long.uppercased() + "B"])
  }
}
