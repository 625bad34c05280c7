import HvValues
import Testing

@testable import HvCodecs

/// Rows of a list look alike, so that most members of a row are stepped over by comparing them with an earlier one.
/// Each row has to be read as if it stood alone.
@Suite("Rows that look alike")
struct MemberStepsTests {
  static let paths = [
    ["id"], ["client", "name"], ["client"], ["hours"], ["task", "id"], ["notes"], ["billable"], ["a", "b", "c"],
  ].map { FieldPath($0) }

  @Test("columns are those of each row alone", arguments: 0..<40)
  func columns(seed: Int) throws {
    var rows = SimilarRows(random: Seeded(UInt64(seed)))
    for _ in 0..<10 {
      let lines = rows.lines()
      let text = lines.joined(separator: "\n")
      let wanted = Self.paths.filter { _ in rows.random.chance(40) }
      let projected = try JSONPage(ndjson: bytes(text), project: wanted)
      let later = try JSONPage(ndjson: bytes(text), like: projected)
      later.prepare(wanted)
      let values = try lines.map { try read($0) }
      let alone = ValueRows(values)
      for path in wanted {
        let expected = alone.column(path).values.map(json)
        #expect(projected.column(path).values.map(json) == expected, "\(path) of \(text)")
        #expect(later.column(path).values.map(json) == expected, "\(path) of \(text)")
      }
      #expect((0..<later.count).map { json(later.row($0)) } == values.map(json), "\(text)")
    }
  }

  @Test("a damaged row is refused where it would be refused alone", arguments: 0..<60)
  func damaged(seed: Int) {
    var rows = SimilarRows(random: Seeded(UInt64(500 + seed)))
    var refused = 0
    for _ in 0..<30 {
      var lines = rows.lines().map(bytes)
      let place = rows.random.below(lines.count)
      for _ in 0...rows.random.below(2) { rows.damage(&lines[place]) }
      let isWhole = (try? JSONReader.value(lines[place])) != nil
      let before = lines[..<place].reduce(0) { $0 + $1.count + 1 }
      let text = Array(lines.joined(separator: bytes("\n")))
      let wanted = Self.paths.filter { _ in rows.random.chance(25) }
      let shown = String(decoding: text, as: UTF8.self)
      let found = fault(text, wanted)
      // Where the damaged row is the first one, it is like none before.
      let alone = fault(Array(text[before...]), wanted)
      #expect(found == alone.map { JSONFault(offset: before + $0.offset, message: $0.message) }, "\(shown)")
      #expect((found == nil) == isWhole, "\(shown)")
      if !isWhole { refused += 1 }
    }
    #expect(refused > 0)
  }

  private func fault(_ text: [UInt8], _ wanted: [FieldPath]) -> JSONFault? {
    do throws(JSONFault) {
      _ = try JSONPage(ndjson: text, project: wanted)
      return nil
    } catch {
      return error
    }
  }

  @Test("line ends within rows of a list are counted although the rows are the same")
  func lineEnds() throws {
    let row = "{\"id\": 1,\n \"task\": {\"id\": 2,\n \"name\": \"a text that is long enough\"},\n \"hours\": 1.5}"
    let text = "[" + Array(repeating: row, count: 20).joined(separator: ",\n") + ", nul]"
    var reader = JSONArrayReader(schema: nil, project: [])
    #expect {
      _ = try reader.read(bytes(text))
      _ = try reader.finish()
    } throws: { ($0 as? ReadFault)?.line == 80 }
  }
}

/// Lines that mostly are the line before with other values, as the rows of an export are.
private struct SimilarRows {
  var random: Seeded

  private static let keys = [
    "id", "spent_date", "client", "hours", "task", "notes", "billable", "a", "created_at",
    "a key that is longer than what one comparison covers",
  ]
  private static let texts = [
    "2026-11-03", "Website relaunch", "a text of more than thirty-two bytes, so that it takes two loads", "", "Zoë",
    "2026-11-03T10:00:00Z", "q\\\"uote", "\\u00e9",
  ]
  private static let numbers = ["0", "7", "12.25", "636000001", "-1", "1e5", "100.0", "1234567890123456789", "0.5"]

  mutating func lines() -> [String] {
    let spaced = random.chance(20)
    var members = Self.keys.map { ($0, value(0, spaced)) }
    return (0..<2 + random.below(12)).map { _ in
      if random.chance(15) { members = Self.keys.map { ($0, value(0, spaced)) } }
      var own = members.map { random.chance(25) ? ($0.0, value(0, spaced)) : $0 }
      if random.chance(10) { own.remove(at: random.below(own.count)) }
      if random.chance(5) { own.shuffle(using: &random) }
      return object(own, spaced)
    }
  }

  private func object(_ members: [(String, String)], _ spaced: Bool) -> String {
    let space = spaced ? " " : ""
    return "{" + members.map { "\"\($0.0)\":" + space + $0.1 }.joined(separator: "," + space) + "}"
  }

  private mutating func value(_ depth: Int, _ spaced: Bool) -> String {
    switch random.below(depth > 2 ? 7 : 9) {
    case 0: return "null"
    case 1: return random.chance(50) ? "true" : "false"
    case 2, 3, 4: return random.pick(Self.numbers)
    case 5, 6: return "\"" + random.pick(Self.texts) + "\""
    case 7 where random.chance(30): return "[" + value(depth + 1, spaced) + "]"
    default:
      return object(["id", "name", "b", "c"].map { ($0, value(depth + 1, spaced)) }, spaced)
    }
  }

  mutating func damage(_ line: inout [UInt8]) {
    guard !line.isEmpty else { return }
    let place = random.below(line.count)
    switch random.below(4) {
    case 0: line.remove(at: place)
    case 1: line[place] = random.pick(bytes("{}[]\",:0\\u .e-tnf"))
    case 2: line.insert(random.pick(bytes("{}[]\",:0\\u .e-")), at: place)
    default: line.removeLast(min(line.count, 1 + random.below(3)))
    }
  }
}
