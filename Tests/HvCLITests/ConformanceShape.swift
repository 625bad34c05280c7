import HvCodecs
import HvValues
import Testing

/// The keys that an answer must have: every one of them, and no others.
struct ConformanceShape {
  /// The keys that may be missing have false.
  private let keys: [String: Bool]

  /// The keys of the table, by the name that its rows use.
  static let all: [String: ConformanceShape] = {
    var all: [String: ConformanceShape] = [:]
    for line in ConformanceTable.logicalLines(of: indented(ConformanceTable.answers)) {
      let words = line.split(separator: " ")
      guard let name = words.first?.dropLast() else { continue }
      all[String(name)] = ConformanceShape(words.dropFirst().map(String.init))
    }
    return all
  }()

  /// The keys around the rows of a list (FACTS section 3).
  static func page(of collection: String) -> ConformanceShape {
    ConformanceShape(
      [collection, "per_page", "total_pages", "total_entries", "next_page", "previous_page", "page", "links"]
        + ["first", "next", "previous", "last"].map { "links." + $0 })
  }

  init(_ words: [String]) {
    keys = Dictionary(
      words.map { $0.hasSuffix("?") ? (String($0.dropLast()), false) : ($0, true) }, uniquingKeysWith: { $0 && $1 })
  }

  /// Where the value has not the keys that it must have; what is below `except` is left to others.
  func problems(_ value: Value, below prefix: String = "", except: String? = nil) -> Set<String> {
    switch value {
    case .list(let list): return list.elements.reduce(into: []) { $0.formUnion(problems($1, below: prefix)) }
    case .record(let record):
      let level = prefix.isEmpty ? "" : prefix + "."
      let known = Set(keys.keys.filter { $0.hasPrefix(level) && !$0.dropFirst(level.count).contains(".") })
      guard !known.isEmpty else { return ["“\(prefix)” is an object"] }
      let found = Set(record.shape.keys.map { level + $0 })
      var problems = Set(known.subtracting(found).filter { keys[$0] == true }.map { "“\($0)” is missing" })
      problems.formUnion(found.subtracting(known).map { "“\($0)” is not in the table" })
      for (key, inner) in record.pairs where key != except {
        problems.formUnion(self.problems(inner, below: level + key))
      }
      return problems
    default:
      return prefix.isEmpty ? ["no object, but \(value.typeName)"] : []
    }
  }

  /// The lines that go on are indented by two spaces there, by more in the table.
  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { $0.hasPrefix(" ") ? "  " + $0 : $0 }.joined(separator: "\n")
  }
}
