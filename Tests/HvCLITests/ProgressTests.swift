import Foundation
import Synchronization
import Testing

@testable import HvCLI

/// The line of progress: on the terminal while it takes long, gone before anything else is written, and nowhere else.
struct ProgressTests {
  /// Takes nearly a second with a server that thinks 300 ms about each answer: three requests, one after the other.
  private static let program = """
    clients | first 1 | get id
    projects | first 1 | get id
    roles | count
    """

  /// What a program needs that talks to a slow server: its address, and a terminal that understands the line.
  private static let setting = """
    hv sandbox --today 2026-11-24 --entries 200 --latency 300ms > address & server=$!
    for i in $(seq 200); do test -s address && break; sleep 0.05; done
    export $(cat address) NO_COLOR=1
    """

  /// The command of `sh` that runs another one on a terminal of its own, 120 cells wide, and copies what that shows.
  private static func onTerminal(_ command: String, term: String = "xterm") -> String {
    let inner = "stty cols 120; TERM=\(term); export TERM; \(command)"
    #if os(macOS)
      return "script -q /dev/null sh -c '\(inner)'"
    #else
      return "script -qec '\(inner)' /dev/null"
    #endif
  }

  /// Runs commands with a slow server, and ends the server.
  private func run(_ commands: String) throws -> Hv.Result {
    try Hv.sh(
      "\(Self.setting)\n\(commands)\nkill -INT $server; wait $server",
      environment: ["HV_TEST_PROGRAM": Self.program])
  }

  @Test("The line appears and is erased, and the rows stand there as they do without it")
  func onTerminal() throws {
    let result = try run(
      """
      \(Self.onTerminal("hv -c \"$HV_TEST_PROGRAM\""))
      echo ==
      hv -o table -c "$HV_TEST_PROGRAM" 2>&1
      echo ==
      """)
    let parts = result.output.components(separatedBy: "==")
    let terminal = try #require(parts.first), plain = try #require(parts.dropFirst().first)
    #expect(terminal.contains("\u{1B}[K"), "\(terminal.debugDescription)")
    #expect(terminal.contains(" requests · ") || terminal.contains("1 request · "), "\(terminal.debugDescription)")
    #expect(
      Screen(terminal).lines.filter { !$0.isEmpty }
        == plain.split(separator: "\n").map(String.init).filter { !$0.isEmpty })
    #expect(!plain.contains("\u{1B}"))
    #expect(!plain.contains("request"))
  }

  @Test("It is on the terminal alone when the rows go to a file, and an error comes when it is gone")
  func rowsToFile() throws {
    let program = Self.program + "\nclients 1"
    let result = try Hv.sh(
      """
      \(Self.setting)
      \(Self.onTerminal("hv -c \"$HV_TEST_PROGRAM\" > rows"))
      echo ==
      cat rows
      echo ==
      hv -c "$HV_TEST_PROGRAM" 2>errors | cmp - rows && grep -c 'request ·' errors
      kill -INT $server; wait $server
      """, environment: ["HV_TEST_PROGRAM": program])
    let parts = result.output.components(separatedBy: "==\n")
    try #require(parts.count == 3, "\(result.output.debugDescription) \(result.errors)")
    #expect(parts[0].contains("\u{1B}[K"))
    #expect(parts[0].contains(" left"), "\(parts[0].debugDescription)")
    let screen = Screen(parts[0]).lines.filter { !$0.isEmpty }
    #expect(screen.first?.hasPrefix("error[E0402]") == true, "\(screen)")
    #expect(!screen.contains { $0.contains(" left") }, "\(screen)")
    #expect(parts[1].split(separator: "\n").count == 3)
    #expect(!parts[1].contains("\u{1B}"))
    #expect(parts[2] == "0\n")
  }

  @Test("Ctrl-C takes it away")
  func interrupted() throws {
    let client = "hv -c \"$HV_TEST_PROGRAM; $HV_TEST_PROGRAM; $HV_TEST_PROGRAM; $HV_TEST_PROGRAM\" > /dev/null"
    let result = try run(
      """
      \(Self.onTerminal("\(client) & echo $! > client; wait $!; echo status $?")) > shown & terminal=$!
      for i in $(seq 400); do grep -q ' left' shown && break; sleep 0.02; done
      kill -INT $(cat client); wait $terminal; cat shown
      """)
    #expect(result.output.contains(" left"), "\(result.output.debugDescription)")
    #expect(Screen(result.output).lines.filter { !$0.isEmpty } == ["status 130"], "\(result.output.debugDescription)")
  }

  @Test("Without a terminal, and where it is not wanted, standard error stays empty")
  func notWanted() throws {
    let result = try run(
      """
      hv -c "$HV_TEST_PROGRAM" >/dev/null 2>errors; wc -c < errors
      \(Self.onTerminal("hv -c \"$HV_TEST_PROGRAM\" 2>errors >/dev/null")); wc -c < errors
      \(Self.onTerminal("hv --quiet -c \"$HV_TEST_PROGRAM\" >/dev/null"))
      \(Self.onTerminal("hv -c \"$HV_TEST_PROGRAM\" >/dev/null", term: "dumb"))
      \(Self.onTerminal("hv --trace -c \"$HV_TEST_PROGRAM\" >/dev/null")) > trace; grep -c '^GET ' trace; grep -c ' left' trace
      """)
    #expect(result.output.filter { $0 != " " } == "0\n0\n3\n0\n", "\(result.output.debugDescription)")
  }

  @Test("Work without a request has no line")
  func withoutRequests() throws {
    let result = try Hv.sh(
      Self.onTerminal("hv -c \"$HV_TEST_PROGRAM\""), environment: ["HV_TEST_PROGRAM": "print \"done\""])
    #expect(result.output == "done\r\n")
  }
}

/// The line alone, with what it writes kept in memory.
struct TerminalLineTests {
  private final class Paper: Sendable {
    let text = Mutex("")
    func write(_ more: String) { text.withLock { $0 += more } }
    var written: String { text.withLock { $0 } }
  }

  private let paper = Paper()
  private let line: TerminalLine

  init() { line = TerminalLine { [paper] in paper.write($0) } }

  private func say(_ text: String) { line.aside(for: text.utf8) { paper.write(text) } }

  @Test("It is drawn when it changes, and erased before anything else and at the end")
  func order() {
    line.open()
    line.draw("one", dims: false)
    line.draw("one", dims: false)
    line.draw("two", dims: true)
    say("row\n")
    say("row\n")
    line.draw("three", dims: false)
    line.close()
    line.close()
    let erased = "\r\u{1B}[K"
    #expect(
      paper.written
        == "\(erased)one\(erased)\u{1B}[2mtwo\u{1B}[0m\(erased)row\nrow\n\(erased)three\(erased)")
  }

  @Test("Before it is opened and after it is closed nothing is drawn")
  func closed() {
    line.draw("one", dims: false)
    line.open()
    line.close()
    line.draw("two", dims: false)
    say("row\n")
    #expect(paper.written == "row\n")
  }

  @Test("A row that is not at its end is not drawn over")
  func unfinished() {
    line.open()
    say("[1,")
    line.draw("one", dims: false)
    say("")
    line.draw("one", dims: false)
    say(" 2]\n")
    line.draw("one", dims: false)
    #expect(paper.written == "[1, 2]\n\r\u{1B}[Kone")
  }

  @Test("It is gone before a pipe is written to, whose reader may use the terminal")
  func pipe() {
    line.open()
    line.draw("one", dims: false)
    line.erase(for: Array("a row\n".utf8))
    #expect(paper.written == "\r\u{1B}[Kone\r\u{1B}[K")
  }
}

/// What a terminal shows after a text: returns, line feeds and the erasing of a line are obeyed.
private struct Screen {
  private(set) var lines: [String] = []

  init(_ text: String) {
    var line: [Unicode.Scalar] = []
    var column = 0
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r": column = 0
      case "\n":
        lines.append(String(String.UnicodeScalarView(line)))
        (line, column) = ([], 0)
      case "\u{1B}" where rest.starts(with: "[K".unicodeScalars):
        rest = rest.dropFirst(2)
        line.removeSubrange(min(column, line.count)...)
      default:
        if column < line.count { line[column] = scalar } else { line.append(scalar) }
        column += 1
      }
    }
    lines.append(String(String.UnicodeScalarView(line)))
  }
}
