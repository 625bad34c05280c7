import Foundation
import Testing

/// hv's shell on a terminal, as a person has it before them: keys go in, and what the screen shows is compared.
///
/// Text and cursor are one string: `sandbox> proj▮ects` is a prompt, a word, and the cursor on its `e`. Where `‹ects›`
/// stands behind the cursor, it is a faint hint.
final class ShellTerminal {
  /// A home that is nobody's: no account, no history, no keys of one's own. It goes with the last shell that lives there.
  final class Home {
    let path: String

    init(editrc: String? = nil) throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hv-shell-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      path = folder.path
      if let editrc { try write(editrc, to: ".editrc") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String, isProgram: Bool = false) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
      if isProgram {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(path)/\(name)")
      }
    }

    func read(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
    }

    var environment: [String: String] {
      [
        "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": path,
        "XDG_STATE_HOME": "\(path)/state", "XDG_RUNTIME_DIR": path,
      ]
    }
  }

  /// What a terminal sends for a key.
  enum Key: String {
    case enter = "\r", tab = "\t", backspace = "\u{7F}", escape = "\u{1B}", altEnter = "\u{1B}\r"
    case up = "\u{1B}[A", down = "\u{1B}[B", right = "\u{1B}[C", left = "\u{1B}[D"
    case home = "\u{1B}[H", end = "\u{1B}[F", delete = "\u{1B}[3~"
  }

  let terminal: PseudoTerminal
  let home: Home
  /// What stands before every entry.
  var prompt: String

  static let sandbox = ["--sandbox"]

  /// Starts the shell, and waits for its prompt.
  ///
  /// - Parameters:
  ///   - options: of hv, to which the date is added.
  ///   - wrapper: a script of `sh` in which `$HV` is the command; nil runs it alone.
  init(
    _ options: [String] = sandbox, prompt: String = "sandbox>", home: Home? = nil, environment: [String: String] = [:],
    wrapper: String? = nil, columns: Int = 80, rows: Int = 24
  ) throws {
    let home = try home ?? Home()
    self.home = home
    self.prompt = prompt
    let command = [Hv.binary.path] + options + ["--today", "2026-11-24"]
    var variables = home.environment.merging(environment) { $1 }
    if wrapper != nil { variables["HV"] = command.joined(separator: " ") }
    terminal = try PseudoTerminal(
      wrapper.map { ["/bin/sh", "-c", $0] } ?? command, environment: variables, columns: columns, rows: rows,
      folder: home.path)
    try waitForPrompt()
  }

  // MARK: typing

  func type(_ text: String) { terminal.send(text) }

  func press(_ keys: Key...) {
    for key in keys {
      terminal.send(key.rawValue)
      // What follows an Escape too closely belongs to it.
      if key == .escape { terminal.settle(milliseconds: 90) }
    }
  }

  /// Presses a letter with Ctrl.
  func control(_ letters: Character...) {
    for letter in letters { terminal.send(bytes: [(letter.asciiValue ?? 0) & 0x1F]) }
  }

  /// Pastes as a terminal does that tells where a paste begins and ends.
  func paste(_ text: String) { terminal.send("\u{1B}[200~\(text)\u{1B}[201~") }

  /// Types an entry of one line, and waits until it has run.
  ///
  /// - Returns: what was printed.
  @discardableResult
  func run(_ text: String, seconds: Double = 10) throws -> [String] {
    type(text)
    try terminal.waitFor("the typed entry") { _ in self.entry != "\(self.prompt) ▮" }
    terminal.settle(milliseconds: 20)
    press(.enter)
    try waitForPrompt(seconds: seconds)
    return output
  }

  /// Until an empty prompt stands there.
  func waitForPrompt(seconds: Double = 10) throws {
    try terminal.waitFor(seconds: seconds, "the prompt \(prompt)") { _ in self.entry == "\(self.prompt) ▮" }
    terminal.settle(milliseconds: 20)
  }

  // MARK: looking

  /// The rows between the last entry but one and the prompt that stands now.
  var output: [String] {
    let lines = terminal.screen.lines[..<promptRow]
    return Array(lines[(lines.lastIndex { $0.hasPrefix(prompt) }.map { $0 + 1 } ?? 0)...])
  }

  /// The row of the entry's prompt: that of the cursor or above; the first where it is not on the screen.
  var promptRow: Int {
    let row = terminal.screen.cursor.row
    return terminal.screen.lines[...row].lastIndex { $0 == prompt || $0.hasPrefix("\(prompt) ") } ?? 0
  }

  /// The entry from its prompt to the last row that shows anything, with the cursor as ▮.
  var entry: String { marked(from: promptRow) }

  /// All of the screen, with the cursor as ▮.
  var all: String { marked(from: 0) }

  private func marked(from first: Int) -> String {
    let screen = terminal.screen
    let lines = screen.lines
    let last = max(screen.cursor.row, lines.lastIndex { !$0.isEmpty } ?? 0)
    return (first...last).map { row in
      guard row == screen.cursor.row else { return lines[row] }
      let cells = screen.cells[row].map(\.text)
      let hint = screen.cells[row][screen.cursor.column...].prefix { $0.style.dim }.map(\.text).joined()
      var behind = cells[screen.cursor.column...].joined().dropFirst(hint.count)
      while behind.last == " " { behind.removeLast() }
      return cells[..<screen.cursor.column].joined() + "▮" + (hint.isEmpty ? "" : "‹\(hint)›") + behind
    }
    .joined(separator: "\n")
  }

  /// The entry with its looks: `{bold}sandbox>{} text`.
  var painted: String {
    let screen = terminal.screen
    let first = promptRow
    let last = max(screen.cursor.row, screen.lines.lastIndex { !$0.isEmpty } ?? 0)
    return (first...last).map { row in
      var style = VirtualScreen.Style()
      var text = ""
      for cell in screen.cells[row] {
        if cell.style != style {
          text += "{\(Self.name(cell.style))}"
          style = cell.style
        }
        text += cell.text
      }
      while text.last == " " { text.removeLast() }
      return text
    }
    .joined(separator: "\n")
  }

  private static func name(_ style: VirtualScreen.Style) -> String {
    let colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    let parts = [
      style.bold ? "bold" : nil, style.dim ? "faint" : nil, style.underline ? "underlined" : nil,
      style.reverse ? "reverse" : nil, style.foreground.map { $0 < 8 ? colors[$0] : "\($0)" },
      style.background.map { "on \($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  // MARK: comparing

  /// The entry comes to be so, and stays so.
  func shows(_ wanted: String, sourceLocation: SourceLocation = #_sourceLocation) {
    wait { self.entry == wanted }
    #expect(entry == wanted, "\(terminal.screen)", sourceLocation: sourceLocation)
  }

  /// Tab makes the entry so, at once or when the names that it takes have come.
  func completes(_ wanted: String, sourceLocation: SourceLocation = #_sourceLocation) {
    press(.tab)
    _ = try? terminal.waitFor(seconds: 2, "the names") { $0.text.contains("press Tab again") || self.entry == wanted }
    if entry != wanted { press(.tab) }
    shows(wanted, sourceLocation: sourceLocation)
  }

  /// The entry comes to look so, and stays so.
  func shows(painted wanted: String, sourceLocation: SourceLocation = #_sourceLocation) {
    wait { self.painted == wanted }
    #expect(painted == wanted, sourceLocation: sourceLocation)
  }

  /// The screen comes to be so from its first row, and stays so.
  func shows(screen wanted: String, sourceLocation: SourceLocation = #_sourceLocation) {
    wait { self.all == wanted }
    #expect(all == wanted, sourceLocation: sourceLocation)
  }

  private func wait(_ condition: @escaping () -> Bool) {
    _ = try? terminal.waitFor(seconds: 2, "what is wanted") { _ in condition() }
    terminal.settle(milliseconds: 20)
  }
}

/// An account in another process, which thinks about each answer.
final class ShellServer {
  private let terminal: PseudoTerminal
  /// What tells hv where it is.
  let environment: [String: String]

  init(latency: String) throws {
    terminal = try PseudoTerminal(
      [Hv.binary.path, "sandbox", "--port", "0", "--latency", latency, "--today", "2026-11-24"],
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"], columns: 200)
    try terminal.waitFor("HARVEST_ACCOUNT_ID=1001001")
    let pairs = terminal.screen.lines.filter { $0.hasPrefix("HARVEST_") }.map { $0.split(separator: "=", maxSplits: 1) }
    environment = Dictionary(pairs.map { (String($0[0]), String($0[1])) }) { first, _ in first }
  }

  /// The shell with this account, the prompt of which is its number.
  func shell(_ options: [String] = [], home: ShellTerminal.Home? = nil) throws -> ShellTerminal {
    try ShellTerminal(options, prompt: "1001001>", home: home, environment: environment)
  }
}
