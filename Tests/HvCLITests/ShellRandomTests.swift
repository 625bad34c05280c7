import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whatever is typed at the prompt, the shell lives, and what stands on the screen is what the entry is.
@Suite("Shell: random keys")
struct ShellRandomTests {
  /// Random numbers that are the same for the same seed.
  struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int(next() % UInt64(elements.count))] }
    mutating func upTo(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  }

  /// Letters of which neither `exit` nor `quit` nor `login` can be made.
  private static let letters = Array("abcdefhijkmnoprstvwyzABC0123456789 ").map { String($0) }
  private static let signs = Array("|<>()[]{}\"'#$.,;:=+-*/%!?@&^~_\\`").map { String($0) }
  private static let words = [
    "projects", " | ", "clients", "where ", "name", " == ", "count", "first 3", "each < ", " >", "\"Acme\"", "$r1",
    "select ", "last month", "2h30m", "help ", "print ", "more", "let x = ", "def f() < ", "# ", "\"\"\"", "{1 + 1}",
  ]
  /// All keys of movement and change, and what a terminal sends besides: reports, the mouse, cut sequences.
  private static let sequences = [
    "[A", "[B", "[C", "[D", "[H", "[F", "OA", "OB", "OC", "OD", "OM", "OP", "[1~", "[3~", "[4~", "[5~", "[6~", "[Z",
    "[1;5C", "[1;5D", "[1;2A", "[13;2u", "[13u", "[27;2;13~", "[15~", "[<0;3;4M", "[I", "[O", "[?62;c", "[201~", "\r",
    "b", "f", "d", "c", "u", "l", "y", "x", "\u{7F}", "<", ">", "?", "1", "3", "", "\u{1B}", "\u{1B}[A", "[", "O",
    "[1;",
    "[999999999999999999C", "]0;title\u{7}", "P1$r", "[\u{1B}[B",
  ]
  private static let wide = [
    "日", "本語", "e\u{301}", "\u{301}", "👍", "👩\u{200D}💻", "🇩🇪", "é", "ß", "한", "\u{200B}", "\u{FE0F}", "\u{85}",
    "\u{A0}", "\u{FFFD}", "\u{202E}",
  ]
  /// All but those that leave: Ctrl-D, and Ctrl-Z and Ctrl-\, which count while something runs.
  private static let controls: [UInt8] = (0...0x1F).filter { ![0x04, 0x1A, 0x1C, 0x1B, 0x13].contains($0) } + [0x7F]

  /// Keys that belong together.
  private static func sequence(_ dice: inout Dice) -> [UInt8] {
    switch dice.upTo(24) {
    case 0...5: return Array(dice.pick(letters).utf8)
    case 6, 7: return Array(dice.pick(signs).utf8)
    case 8...10: return Array(dice.pick(words).utf8)
    case 11...13: return [dice.pick(controls)]
    case 14...17: return Array("\u{1B}\(dice.pick(sequences))".utf8)
    case 18, 19: return Array(dice.pick(wide).utf8)
    case 20:
      let text = (0..<dice.upTo(6)).map { _ in dice.pick(words + wide + ["\n", "\r\n", "\t", "\u{1B}[31m", "\0"]) }
      return Array("\u{1B}[200~\(text.joined())\u{1B}[201~".utf8)
    case 21: return (0...dice.upTo(4)).map { _ in UInt8(0x80 + dice.upTo(0x80)) }
    // Stopped output, which goes on.
    case 22: return [0x13, 0x11]
    default: return [dice.pick([0x0D, 0x09, 0x12, 0x03])]
    }
  }

  /// What somebody does.
  enum Event: CustomStringConvertible {
    case keys([UInt8])
    case size(columns: Int, rows: Int)

    var description: String {
      switch self {
      case .keys(let bytes): String(decoding: bytes, as: UTF8.self).debugDescription
      case .size(let columns, let rows): "\(columns)×\(rows)"
      }
    }
  }

  /// Ten sequences, and now and then another size of the window.
  private static func chunk(_ number: Int, _ dice: inout Dice) -> [Event] {
    var keys = (0..<10).map { _ in sequence(&dice) }
    // A second Ctrl-C ends a program that does not stop at the first.
    if let first = keys.firstIndex(of: [0x03]) {
      keys = keys.enumerated().filter { $0.offset == first || $0.element != [0x03] }.map(\.element)
    }
    let size = Event.size(columns: 5 + dice.upTo(120), rows: 2 + dice.upTo(40))
    return keys.map { .keys($0) } + (number % 7 == 3 ? [size] : [])
  }

  @Test("A thousand random keys", arguments: [true, false], 0..<UInt64(Hv.isFull ? 20 : 1))
  func anything(vi: Bool, seed: UInt64) throws {
    var dice = Dice(seed &* 2 &+ (vi ? 1 : 0))
    let shell = try ShellTerminal(
      home: .init(editrc: vi ? "bind -v\n" : "bind -e\n"), environment: ["EDITOR": "true"])
    var done: [Event] = []
    for number in 0..<50 {
      let chunk = Self.chunk(number, &dice)
      done += chunk
      for event in chunk { perform(event, in: shell) }
      guard isAlive(shell, done) else { return }
    }
    // Out of whatever it has come into: a paste, a search, a command of libedit's.
    shell.type("\u{1B}[201~\u{11}\r")
    shell.terminal.settle(milliseconds: 100)
    shell.control("G", "C")
    shell.terminal.settle(milliseconds: 100)
    shell.control("C")
    shell.terminal.resize(columns: 80, rows: 24)
    try shell.waitForPrompt()
    try shell.run("1 + 1")
    #expect(shell.output.first == "2", "\(shell.terminal.screen)")
  }

  private func perform(_ event: Event, in shell: ShellTerminal) {
    switch event {
    case .keys(let bytes): shell.terminal.send(bytes: bytes)
    case .size(let columns, let rows): shell.terminal.resize(columns: columns, rows: rows)
    }
  }

  /// Whether the shell is there and waits for keys.
  private func isAlive(_ shell: ShellTerminal, _ done: [Event]) -> Bool {
    // What ran an entry is done when the terminal echoes no more.
    for _ in 0..<2_000 {
      shell.terminal.settle(milliseconds: 8)
      if let status = try? shell.terminal.wait(seconds: 0) {
        Issue.record("ended with \(status) after \(done.suffix(60))\n\(shell.terminal.screen)")
        return false
      }
      if !shell.isEchoing { return true }
    }
    Issue.record("hangs after \(done.suffix(60))\n\(shell.terminal.screen)")
    return false
  }

  @Test("What is drawn key by key is what is drawn at once", arguments: 0..<UInt64(Hv.isFull ? 40 : 4))
  func redrawn(seed: UInt64) throws {
    var dice = Dice(seed &+ 1_000)
    let shell = try ShellTerminal(
      home: .init(editrc: "bind -e\n"), columns: dice.pick([20, 33, 80]), rows: 24)
    try shell.run("1 + 1")
    var done: [Event] = []
    for _ in 0..<12 {
      for _ in 0..<12 {
        done.append(.keys(Array(Self.edit(&dice).utf8)))
        if let last = done.last { perform(last, in: shell) }
        shell.terminal.settle(milliseconds: 4)
      }
      shell.terminal.settle(milliseconds: 60)
      let (entry, painted) = (shell.entry, shell.painted)
      if entry.split(separator: "\n").count > 18 { break }
      shell.control("L")
      try shell.terminal.waitFor("the cleared screen") { $0.lines[0].hasPrefix("sandbox>") }
      shell.terminal.settle(milliseconds: 60)
      guard shell.entry == entry, shell.painted == painted else {
        Issue.record(
          "after \(done)\nkey by key:\n\(entry)\n\(painted)\nat once:\n\(shell.entry)\n\(shell.painted)")
        return
      }
    }
  }

  /// Something that somebody types who edits.
  private static func edit(_ dice: inout Dice) -> String {
    switch dice.upTo(10) {
    case 0...4: return dice.pick(letters + words + signs)
    case 5, 6: return dice.pick(["日", "本語", "e\u{301}", "é", "👍", "\u{1B}\r"])
    default:
      let moves = ["[A", "[B", "[C", "[D", "[D", "[D", "[H", "[F", "[3~", "[1;5D", "[1;5C"].map { "\u{1B}\($0)" }
      return dice.pick(moves + ["\u{7F}", "\u{17}", "\u{14}", "\u{19}"])
    }
  }
}

extension ShellTerminal {
  /// The terminal repeats what is typed: nobody edits.
  fileprivate var isEchoing: Bool { terminal.settings.c_lflag & tcflag_t(ECHO) != 0 }
}
