/// Makes JSON texts of rows that resemble each other, as a list answer does, but not always.
struct RandomJSON {
  var random: Seeded
  /// Keys may come twice in an object.
  var duplicates = false

  static let keys = [
    "id", "name", "client", "hours", "is_billable", "notes", "é", "a longer key", "k\\u0065y", "x\\\"y", "",
  ]
  private static let strings = [
    "", "a", "Website", "exactly 8", "a text of more than fifteen bytes", "Zoë", "日本語", "😀", "q\\\"uote",
    "line\\nfeed", "\\u00e9", "\\ud83d\\ude00", "back\\\\slash", "2024-01-15", "9:00am", "1.50",
  ]
  private static let numbers = [
    "0", "-0", "1", "-1", "2.50", "100.0", "636709355", "1e5", "1E-2", "-0.0", "9223372036854775807",
    "123456789012345678901234567890", "0.1234567890123456789", "12345678", "1234567.8",
  ]

  mutating func rows() -> [String] { (0..<random.below(12)).map { _ in random.chance(90) ? object(0) : value(0) } }

  mutating func value(_ depth: Int) -> String {
    switch random.below(depth > 3 ? 6 : 9) {
    case 0: return "null"
    case 1: return random.chance(50) ? "true" : "false"
    case 2, 3: return random.pick(Self.numbers)
    case 4, 5: return "\"" + random.pick(Self.strings) + "\""
    case 6:
      let elements = (0..<random.below(4)).map { _ in value(depth + 1) }
      return "[" + space() + elements.joined(separator: "," + space()) + space() + "]"
    default: return object(depth + 1)
    }
  }

  mutating func object(_ depth: Int) -> String {
    var keys = Self.keys.filter { _ in random.chance(60) }
    if random.chance(10) { keys.shuffle(using: &random) }
    if duplicates, random.chance(30), let again = keys.randomElement(using: &random) { keys.append(again) }
    let members = keys.map { "\"" + $0 + "\"" + space() + ":" + space() + value(depth + 1) }
    return "{" + space() + members.joined(separator: space() + "," + space()) + space() + "}"
  }

  private mutating func space() -> String {
    random.chance(85) ? "" : random.pick([" ", "  ", "\t", "\n", "\r\n", "          ", "\n        "])
  }
}
