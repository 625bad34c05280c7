import Testing

@testable import HvSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random programs are written down, read back and compared. `HV_FULL=1` takes ten times as many.
@Suite("Random programs")
struct RandomProgramTests {
  private static let batches = getenv("HV_FULL") == nil ? 10 : 100

  @Test("A printed program is read as the tree it was printed from", arguments: 0..<batches)
  func readBack(batch: Int) {
    for program in Self.programs(batch, count: 1000) {
      if let failure = program.misreading() {
        Issue.record(Comment(rawValue: failure))
        return
      }
    }
  }

  @Test("A formatted program is the same tree, and formatting it again changes nothing", arguments: 0..<batches)
  func format(batch: Int) {
    for program in Self.programs(batch, count: 300) {
      if let failure = program.misformatting() {
        Issue.record(Comment(rawValue: failure))
        return
      }
    }
  }

  @Test("A damaged program breaks nothing", arguments: 0..<batches)
  func damage(batch: Int) {
    for seed in UInt64(batch * 1000)..<UInt64(batch * 1000 + 100) {
      let damaged = DamagedProgram.damage(RandomProgram(seed: seed).text, seed: seed)
      if let violation = SyntaxProperties.violation(damaged) {
        Issue.record("\(String(decoding: damaged, as: UTF8.self))\n\(violation)")
        return
      }
    }
  }

  @Test("Between them they use every kind of node")
  func coverage() {
    let dumps = Self.programs(0, count: 2000).reduce(into: "") { $0 += TreeDump.of($1.statements) }
    let nodes =
      [
        "let", "def", "use", "param", "test", "report", "explain", "time", "help", "doc", "parameter", "|", "call",
        "stage",
      ]
      + [
        "named", "key", "duration", "date", "month", "timestamp", "clock", "calendar", "field", "()", "[]", "{}",
        "apply",
      ]
      + ["try", "match", "=>", "if", "..", ".", "?.", "index", "..."]
      + BlockWord.allCases.map(\.rawValue) + BinaryOperator.allCases.map(\.rawValue) + ["-", "not"]
    for node in nodes { #expect(dumps.contains("(\(node) "), "no \(node)") }
    for quote in ["double\"", "single\"", "triple\""] { #expect(dumps.contains(quote)) }
  }

  private static func programs(_ batch: Int, count: Int) -> some Sequence<RandomProgram> {
    (0..<count).lazy.map { RandomProgram(seed: UInt64(batch * 1000 + $0)) }
  }
}
