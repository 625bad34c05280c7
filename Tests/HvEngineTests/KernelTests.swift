import HvSyntax
import Testing

@testable import HvEngine

/// Expressions are computed for all rows of a batch at once where that can be, else row by row. `match 0 with < _ => x >`
/// is `x` computed in the second way, whatever stands for `x`.
@Suite("Batches at once, and row by row")
struct KernelTests {
  @Test("random expressions over random rows give the same values, and the same errors", arguments: 0..<12)
  func random(seed: UInt64) async {
    var generator = ExpressionGenerator(random: Numbers(state: seed &+ 1))
    var computed = 0
    var failed = 0
    for _ in 0..<40 {
      let rows = generator.rows()
      let condition = generator.condition(3)
      let number = "a + \(generator.number(3))"
      for (atOnce, byRow) in [
        ("\(rows) | where \(condition) | get i", "\(rows) | where \(rowByRow(condition)) | get i"),
        ("\(rows) | get \(number)", "\(rows) | get \(rowByRow(number))"),
        ("\(rows) | get \(condition)", "\(rows) | get \(rowByRow(condition))"),
        ("\(rows) | sum \(number) by s", "\(rows) | sum \(rowByRow(number)) by s: \(rowByRow("s"))"),
      ] {
        let (a, b) = (await evaluate(atOnce), await evaluate(byRow))
        #expect(a.output == b.output, "\(atOnce)")
        #expect(a.diagnostics.map(\.code) == b.diagnostics.map(\.code), "\(atOnce)")
        #expect(a.diagnostics.map(\.row) == b.diagnostics.map(\.row), "\(atOnce)")
        if a.diagnostics.isEmpty { computed += 1 } else { failed += 1 }
      }
    }
    #expect(computed > 40)
    #expect(failed > 0)
  }

  @Test(
    "the same for rows of a page",
    arguments: [
      "hours > 1", "hours != null and hours < 3", "is_active and not (hours > 1)", "owner != null",
      "on in 2024-01-10..",
      "name == \"Ash\" or id in [2, 3]", "owner?.id == 7", "hours ?? 0 == 0", "on > 2024-01-31",
      "owner == null or id > 2",
    ])
  func pages(condition: String) async {
    let (a, b) = (
      await evaluate("things | where \(condition) | get id"),
      await evaluate("things | where \(rowByRow(condition)) | get id")
    )
    #expect(a.output == b.output)
    #expect(a.diagnostics.isEmpty && b.diagnostics.isEmpty, "\(a.diagnostics) \(b.diagnostics)")
  }

  @Test("a row for which it is an error is told, though others were computed with it")
  func errors() async {
    let nothing = await evaluate("things | get hours + 1")
    #expect(nothing.output == ["3.50", "1.1"])
    #expect(nothing.diagnostics.map(\.row) == ["row 3: thing 3, “cedar”"])
    let owners = await evaluate("things | where owner.name == \"Kim\" | get id")
    #expect(owners.diagnostics.map(\.code) == ["E0301"])
    // What the left side excludes is not an error of the right side.
    let guarded = await evaluate("things | where owner != null and owner.name == \"Kim\" | get id")
    #expect(guarded.output == ["1", "4"])
    #expect(guarded.diagnostics.isEmpty)
  }
}

/// A node without a way of its own for many rows.
private func rowByRow(_ expression: String) -> String { "(match 0 with < _ => \(expression) >)" }

private struct ExpressionGenerator {
  var random: Numbers

  mutating func below(_ limit: Int) -> Int { random.below(limit) }

  mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

  static let numbers = [
    "0", "1", "2", "2.50", "2.5", "0.1", "-1", "-0.75", "7", "100.00", "9223372036854775807", "0.000000001", "3",
  ]

  mutating func rows() -> String {
    let rows = (0..<(1 + below(8))).map { place in
      let numbers = ["a", "b", "c"].map { name in
        "\(name): \(below(12) == 0 ? "null" : pick(Self.numbers))"
      }
      let text = pick(["\"x\"", "\"y\"", "\"\"", "\"Zoë\"", "null"])
      let day = pick(["2024-01-05", "2024-02-29", "2025-12-31", "null"])
      return
        "{i: \(place), \(numbers.joined(separator: ", ")), s: \(text), d: \(day), t: \(pick(["true", "false", "null"]))}"
    }
    return "[\(rows.joined(separator: ", "))]"
  }

  mutating func number(_ depth: Int) -> String {
    if depth == 0 || below(4) == 0 { return pick(["a", "b", "c", "a", "b", pick(Self.numbers)]) }
    switch below(12) {
    case 0: return "(\(number(depth - 1)) ?? \(number(depth - 1)))"
    case 1: return "(if \(condition(depth - 1)) then \(number(depth - 1)) else \(number(depth - 1)))"
    case 2: return "round(\(number(depth - 1)), 1)"
    case 3: return "[\(number(depth - 1)), a, 2][\(pick(["0", "1", "-1"]))]"
    case 4: return "{x: \(number(depth - 1)), y: s}.x"
    case 5: return "length(\(pick(["s", "s ?? \"\"", "\"\\(s)-\\(a)\""])))"
    default:
      return "(\(number(depth - 1)) \(pick(["+", "-", "*", "%", "/", "+", "-"])) \(number(depth - 1)))"
    }
  }

  mutating func condition(_ depth: Int) -> String {
    if depth == 0 || below(3) == 0 {
      switch below(10) {
      case 7:
        return
          "\(pick(["starts_with", "ends_with", "contains"]))(\(pick(["s", "s", "a"])), \(pick(["\"x\"", "\"o\"", "\"\"", "\"ë\""])))"
      case 8: return "s =~ \(pick(["\"^x\"", "\"o\"", "\"[ë]\""]))"
      case 9: return "contains([1, 2.5, null], a)"
      case 0: return "s \(pick(["==", "!="])) \(pick(["\"x\"", "\"\"", "null"]))"
      case 1: return "d \(pick(["==", "<", ">=", "!="])) \(pick(["2024-02-29", "2024-01-05"]))"
      case 2: return "a in \(pick(["1..3", "[1, 2.5]", "0..100"]))"
      case 3: return "t"
      case 4: return "d in 2024-01-01..2024-12-31"
      default: return "(\(number(1)) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(number(1)))"
      }
    }
    if below(5) == 0 { return "(not \(condition(depth - 1)))" }
    if below(8) == 0 { return "(if \(condition(depth - 1)) then \(condition(depth - 1)) else t)" }
    return "(\(condition(depth - 1)) \(pick(["and", "or"])) \(condition(depth - 1)))"
  }
}
