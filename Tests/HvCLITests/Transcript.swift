import Foundation

/// A document with commands and what they print: README.md, the pages in docs/, the files in Transcripts/.
///
/// In a block fenced as `console`, a line that starts with `$ ` is a command, which lines that start with `> ` go on
/// with; the lines up to the next command are what it prints to standard output and standard error. A line `…` stands
/// for any lines.
struct Transcript {
  struct Step: Sendable, CustomStringConvertible {
    let file: String
    let line: Int
    let command: String
    let expected: String
    var description: String { "\(file):\(line) \(command)" }
  }

  let url: URL
  private(set) var lines: [String]

  init(_ url: URL) throws {
    self.url = url
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }

  /// The commands, and the lines of the document that hold what each prints.
  func steps() -> [(step: Step, output: Range<Int>)] {
    var found: [(Step, Range<Int>)] = []
    var isInside = false
    var i = 0
    while i < lines.count {
      if lines[i].hasPrefix("```") {
        isInside = !isInside && lines[i] == "```console"
        i += 1
        continue
      }
      guard isInside, lines[i].hasPrefix("$ ") else {
        i += 1
        continue
      }
      let start = i
      var command = String(lines[i].dropFirst(2))
      i += 1
      while i < lines.count, lines[i].hasPrefix("> ") {
        command += "\n" + lines[i].dropFirst(2)
        i += 1
      }
      let from = i
      while i < lines.count, !lines[i].hasPrefix("```"), !lines[i].hasPrefix("$ ") { i += 1 }
      let expected = lines[from..<i].map { $0 + "\n" }.joined()
      found.append((Step(file: url.lastPathComponent, line: start + 1, command: command, expected: expected), from..<i))
    }
    return found
  }

  /// Puts what the commands print now into the document. Outputs with a `…` line are left alone.
  mutating func record(_ run: (Step) throws -> String) throws {
    for (step, output) in steps().reversed() where Self.parts(of: step.expected).count == 1 {
      var printed = try run(step).components(separatedBy: "\n")
      if printed.last == "" { printed.removeLast() }
      lines.replaceSubrange(output, with: printed)
    }
    try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  /// The text between lines that are `…` alone.
  private static func parts(of text: String) -> [String] {
    var parts = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line == "…" { parts.append("") } else { parts[parts.count - 1] += line + "\n" }
    }
    return parts
  }

  /// Whether a text is the expected one, where a line `…` stands for any lines.
  static func matches(_ text: String, _ expected: String) -> Bool {
    let parts = parts(of: expected)
    guard parts.count > 1 else { return text == expected }
    var rest = Substring(text)
    for (i, part) in parts.enumerated() {
      if i == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if i == parts.count - 1 {
        return part.isEmpty || rest.hasSuffix(part)
      } else {
        guard let found = rest.range(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
    }
    return true
  }
}
