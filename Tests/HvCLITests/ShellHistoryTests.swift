import Foundation
import Testing

/// The entries of the past: by the arrows, over several runs and shells, and in their file.
@Suite("Shell: history")
struct ShellHistoryTests {
  private let file = "state/hv/history-sandbox"

  @Test("Up in the first row brings the entry before, whole, with the cursor at its end; Down the way back")
  func recall() throws {
    let shell = try ShellTerminal()
    try shell.run("1 + 1")
    shell.paste("[\n  2,\n  3]")
    shell.press(.enter)
    try shell.waitForPrompt()
    shell.type("mine")
    shell.press(.up)
    shell.shows("sandbox> [\n  2,\n  3]▮")
    shell.press(.up)
    shell.shows("sandbox> [\n  2,▮\n  3]")
    shell.press(.up)
    shell.shows("sandbox> [▮\n  2,\n  3]")
    shell.press(.up)
    shell.shows("sandbox> 1 + 1▮")
    shell.press(.down)
    shell.shows("sandbox> [\n  2,\n  3]▮")
    shell.press(.down)
    shell.shows("sandbox> mine▮")
  }

  @Test("Where there is nothing before or after, the entry stays as it is")
  func edges() throws {
    let shell = try ShellTerminal()
    shell.type("ab")
    shell.press(.up, .left)
    shell.shows("sandbox> a▮b")
    shell.press(.down)
    shell.shows("sandbox> a▮b")
    shell.control("C")
    try shell.waitForPrompt()
    try shell.run("1 + 1")
    shell.type("mine")
    shell.press(.up, .up, .up)
    shell.shows("sandbox> 1 + 1▮")
    shell.press(.down)
    shell.type(" too")
    shell.shows("sandbox> mine too▮")
    shell.press(.down)
    shell.shows("sandbox> mine too▮")
  }

  @Test("A long text that was left for an entry of the past comes back whole")
  func longEntry() throws {
    let shell = try ShellTerminal()
    try shell.run("1 + 1")
    let text = "\"" + String(repeating: "word ", count: 260) + "end\""
    shell.paste(text)
    shell.press(.up)
    shell.shows("sandbox> 1 + 1▮")
    shell.press(.down)
    try shell.terminal.waitFor("end\"")
    shell.press(.enter)
    try shell.waitForPrompt()
    let printed = shell.output.dropLast().joined().filter { $0 != " " }
    #expect(printed.hasSuffix(text.dropFirst().dropLast().filter { $0 != " " }))
  }

  @Test("What was typed in one run is there in the next, once each, the newest last")
  func persistent() throws {
    let home = try ShellTerminal.Home()
    let first = try ShellTerminal(home: home)
    for entry in ["1 + 1", "2 + 2", "1 + 1", "   ", "zork"] {
      first.type(entry)
      first.press(.enter)
      try first.waitForPrompt()
    }
    first.control("D")
    #expect(try first.terminal.wait() == 0)
    let second = try ShellTerminal(home: home)
    for entry in ["zork", "1 + 1", "2 + 2", "2 + 2"] {
      second.press(.up)
      second.shows("sandbox> \(entry)▮")
    }
  }

  @Test("Two shells that are open at once see each other's entries, and both are kept")
  func merged() throws {
    let home = try ShellTerminal.Home()
    let one = try ShellTerminal(home: home), other = try ShellTerminal(home: home)
    try one.run("1 + 1")
    try other.run("2 + 2")
    try one.run("3 + 3")
    other.type("3")
    other.shows("sandbox> 3▮‹ + 3›")
    other.control("U")
    try other.run("4 + 4")
    for entry in ["4 + 4", "3 + 3", "2 + 2", "1 + 1"] {
      other.press(.up)
      other.shows("sandbox> \(entry)▮")
    }
    other.control("C")
    // Without an entry of its own in between it looks when it is asked.
    one.control("R")
    one.type("4 +")
    one.shows("sandbox> 4 + 4▮‹  (search: 4 +)›")
  }

  @Test("The file and its folder are for this user alone")
  func permissions() throws {
    let shell = try ShellTerminal()
    try shell.run("1 + 1")
    func mode(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: "\(shell.home.path)/\(name)")[.posixPermissions] as? Int
    }
    #expect(try mode(file) == 0o600)
    #expect(try mode("state/hv") == 0o700)
  }

  @Test("An entry that holds a token is not stored, nor one of several rows that holds it")
  func secrets() throws {
    let token = "1234567.pt.AbCdEfGhIjKlMnOpQrStUvWxYz"
    let shell = try ShellTerminal(environment: ["HARVEST_ACCESS_TOKEN": "my-own-odd-token", "HARVEST_ACCOUNT_ID": "1"])
    try shell.run("print \"\(token)\"")
    try shell.run("print \"my-own-odd-token\"")
    shell.paste("[\n\"Bearer \(token)\"]")
    shell.press(.enter)
    try shell.waitForPrompt()
    try shell.run("1 + 1")
    #expect(try shell.home.read(file) == "\"1 + 1\"\n")
    shell.press(.up)
    shell.shows("sandbox> 1 + 1▮")
    shell.control("C", "R")
    shell.type("pt.")
    shell.shows("sandbox> ▮‹  (not found: pt.)›")
  }

  @Test("Each account has its own past")
  func accounts() throws {
    let home = try ShellTerminal.Home()
    try ShellTerminal(home: home).run("1 + 1")
    let shell = try ShellTerminal([], prompt: "hv>", home: home)
    shell.press(.up)
    shell.type("x")
    shell.shows("hv> x▮")
    shell.control("U")
    shell.type("sandbox")
    shell.press(.enter)
    shell.prompt = "sandbox>"
    try shell.waitForPrompt()
    shell.press(.up)
    shell.shows("sandbox> 1 + 1▮")
  }
}
