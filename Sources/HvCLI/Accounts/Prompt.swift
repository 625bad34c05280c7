import HarvestClient
import HvSyntax
import SystemPackage

/// Questions to the person at the terminal. Whoever asks waits on its thread; nothing else has work to do meanwhile.
enum Prompt {
  /// No answer is longer.
  private static let mostBytes = 16 << 10

  /// A token, from the terminal without being shown, or where standard input is none, from its first line.
  ///
  /// - Throws: a `Diagnostic` where there is none, or `CancellationError` at the end of input.
  static func token(for baseURL: BaseURL) throws -> Secret {
    guard Process.isInputTerminal else {
      guard let line = try line(from: .standardInput), !line.allSatisfy(\.isWhitespace) else {
        throw missing("standard input is empty")
      }
      return try secret(line)
    }
    let terminal = try open()
    defer { try? terminal.close() }
    if baseURL == .harvest {
      say("Make a token at  https://id.getharvest.com/developers  and paste it here.\n", to: terminal)
    }
    guard Process.hideInput(terminal) else { throw missing("this terminal cannot hide what is typed") }
    defer { Process.showInput() }
    say("Token for \(baseURL.root.origin.host), not shown: ", to: terminal)
    // What comes next begins on a row of its own, also after Ctrl-C.
    defer { say("\n", to: terminal) }
    guard let line = try line(from: terminal) else { throw CancellationError() }
    guard !line.allSatisfy(\.isWhitespace) else { throw missing("nothing was typed") }
    return try secret(line)
  }

  /// Whether there is a terminal to ask at.
  static var isPossible: Bool {
    guard let terminal = try? open() else { return false }
    try? terminal.close()
    return true
  }

  /// What was typed before a question is no answer to it.
  static func forgetTyping() {
    guard let terminal = try? open() else { return }
    Process.forgetTyping(terminal)
    try? terminal.close()
  }

  /// What the person types after a question, from the terminal; nil at its end.
  static func answer(_ question: String) throws -> String? {
    let terminal = try open()
    defer { try? terminal.close() }
    say(question, to: terminal)
    return try line(from: terminal)
  }

  /// One of several accounts, by its place in the list or its id.
  static func account(of accounts: [LoginCheck.Account]) throws -> LoginCheck.Account {
    let terminal = try open()
    defer { try? terminal.close() }
    say("The token reaches \(accounts.count) accounts:\n", to: terminal)
    for (place, account) in accounts.enumerated() {
      say("  \(place + 1)  \(DisplayText.safe(account.name, ascii: false)) (\(account.id))\n", to: terminal)
    }
    while true {
      say("Which one? 1 to \(accounts.count): ", to: terminal)
      guard let line = try line(from: terminal) else { throw CancellationError() }
      let answer = line.filter { !$0.isWhitespace }
      if let place = Int(answer), (1...accounts.count).contains(place) { return accounts[place - 1] }
      if let account = accounts.first(where: { $0.id == answer }) { return account }
    }
  }

  private static func secret(_ line: String) throws -> Secret {
    guard let secret = Secret(line) else {
      throw Diagnostic(
        "E0404", "what was given is no token: it holds a space or a character that no token has",
        help: ["paste the token alone, on one line"], exit: .credentials)
    }
    return secret
  }

  private static func missing(_ why: String) -> Diagnostic {
    Diagnostic(
      "E0516", "there is no token: \(why)",
      help: ["type  hv login  in a terminal", "or hand the token over:  hv login < FILE,  pass harvest | hv login"],
      exit: .credentials)
  }

  private static func open() throws -> FileDescriptor {
    do { return try FileDescriptor.open("/dev/tty", .readWrite, options: .closeOnExec) } catch {
      throw missing("the terminal cannot be opened")
    }
  }

  private static func say(_ text: String, to terminal: FileDescriptor) { _ = try? terminal.writeAll(text.utf8) }

  /// A line without its end; nil where there is no more. Byte by byte, so that what follows is left for others.
  private static func line(from file: FileDescriptor) throws -> String? {
    var bytes: [UInt8] = []
    var isAtEnd = false
    while bytes.count < mostBytes {
      // Ctrl-C gives the question up.
      while !Process.canRead(file, within: 50) { try Task.checkCancellation() }
      var byte: UInt8 = 0
      let count = (try? withUnsafeMutableBytes(of: &byte) { try file.read(into: $0) }) ?? 0
      isAtEnd = count == 0
      if isAtEnd || byte == UInt8(ascii: "\n") { break }
      bytes.append(byte)
    }
    return bytes.isEmpty && isAtEnd ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
