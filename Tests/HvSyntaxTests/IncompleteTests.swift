import Testing

@testable import HvSyntax

/// The shell asks `isIncomplete` when Enter is pressed.
@Suite("Is it complete?")
struct IncompleteTests {
  @Test(
    "More could follow and mend it",
    arguments: [
      "each <", "each < tasks", "each < tasks |", "each < where hours > 2", "projects |", "projects | ",
      "projects | # note",
      "(", "(projects", "[1,", "[", "{", "{a", "{a:", "{a: 1", "f(", "f(a,", "a +", "a ==", "a and", "where hours >",
      "not",
      "f x:", "f a,", "sum hours by", "sum hours by a,", "let x =", "if", "if a", "if a then", "if a then b else",
      "each",
      "each as p", "f do", "try", "try < a", "try < a > catch", "try < a > catch e", "match", "match x", "match x with",
      "match x with <", "match x with < 1", "match x with < 1 =>", "match x with < 1 => 2", "def f(", "def f(a",
      "def f()",
      "def f() <", "test \"x\"", "test \"x\" <", "\"\"\"", "\"\"\"\nabc", "\"\"\"\n{a", "\"abc", "'abc", "\"a {b",
      "\"a {\"",
      "\"abc\\", "\"\\u", "\"\\u{1F", "a ..b and", "a[", "each < if a then < b >  else", "each < a > | each <",
      "each < let", "(a) | (",
      "-", "a.b.c -", "use \"x", "each < tasks > first",
    ])
  func incomplete(program: String) {
    let tree = parse(program)
    #expect(tree.isIncomplete && !tree.diagnostics.isEmpty)
  }

  @Test(
    "It is right as it is",
    arguments: [
      "", "# note", "projects", "each < tasks >", "each < where hours >", "1..", "if a then b", "help", "try < a >",
      "a;",
      "f a b", "sum hours by a", "\"\"\"\nabc\n\"\"\"", "''", "projects\n|first 3", "param x", "def f() < it >",
    ])
  func complete(program: String) {
    let tree = parse(program)
    #expect(!tree.isIncomplete && tree.diagnostics.isEmpty)
  }

  @Test(
    "It is wrong, whatever follows",
    arguments: [
      ")", ") (", "each < tasks > first 3", "clients < tasks >", "a b c = (", "1 2 |", "2024-1-5 |", "\"abc\n",
      "'abc\n(", "let",
      "let x", "def f", "a.", "@ (", "a @ |", "(a b = ] [", "(]", "each < a )", "where a == b == c and", "use",
      "explain", "$ |",
      "f(a b", "\"\\q", "\"\\u4", "\"\"\"a", "| |", "match x with < $a => 1", "[1 2", "open x.csv |", "last 0 days |",
    ])
  func wrong(program: String) {
    let tree = parse(program)
    #expect(!tree.isIncomplete && !tree.diagnostics.isEmpty)
  }

  @Test("No line of a right program but the last is wrong for good", arguments: 0..<20)
  func lines(batch: Int) {
    for seed in batch * 50..<(batch + 1) * 50 {
      let bytes = Array(RandomProgram(seed: UInt64(seed)).text.utf8)
      for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        let tree = Parser.parse(SourceText(name: "", bytes: Array(bytes[..<offset])))
        if !tree.diagnostics.isEmpty, !tree.isIncomplete {
          Issue.record("\(tree.diagnostics[0].message):\n\(String(decoding: bytes[..<offset], as: UTF8.self))")
          return
        }
      }
    }
  }
}
