import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scripts with one mistake each: `hv check` finds it, says where and what is meant, and asks nobody for anything.
@Suite("Mistakes that hv check finds")
struct CheckedMistakesTests {
  /// All scripts are checked by one program.
  private static let run = Result { try CheckedRun() }

  @Test("Each mistake is one, in a script that holds it once")
  func table() {
    #expect(CheckedMistake.all.count >= 170)
    #expect(Set(CheckedMistake.all.map(\.code)).count >= 45, "of many kinds")
    #expect(Set(CheckedMistake.all.map(\.name)).count == CheckedMistake.all.count)
    #expect(Set(CheckedScript.all.map(\.name)).count == CheckedScript.all.count)
    #expect(Set(CheckedMistake.all.map { CheckedRun.file($0) }).count == CheckedMistake.all.count)
    for item in CheckedMistake.all {
      #expect(item.script.text.ranges(of: item.right).count == 1, "\(item.name): \(item.right)")
      #expect(!(item.right + item.wrong).contains("\n"), "\(item.name): one line")
      #expect(!item.says.isEmpty, "\(item.name)")
    }
  }

  @Test("In a script without a mistake there is nothing to find", arguments: CheckedScript.all)
  func right(script: CheckedScript) throws {
    let run = try Self.run.get()
    #expect(run.found(in: CheckedRun.file(script)).isEmpty)
    #expect((5...25).contains(script.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1))
  }

  @Test("A mistake is found where it is, and what is said helps to mend it", arguments: CheckedMistake.all)
  func wrong(item: CheckedMistake) throws {
    let run = try Self.run.get()
    let found = run.found(in: item.file ?? CheckedRun.file(item))
    let first = try #require(found.first, "nothing was found in \(item.wrong)")
    #expect(first.code == item.code && first.severity == "error", "\(first)")
    #expect(run.marked(by: first) == item.marked, "\(first)")
    for part in item.says { #expect(first.words.contains(part), "\(first)") }
    if item.file == nil {
      // A bracket that is never closed is told of where it could have been, with the place where it was opened.
      let lines = item.marked.isEmpty ? first.labels.map(\.line) : [first.line]
      #expect(lines.contains(item.line), "\(first)")
    }
    if item.isAlone { #expect(found.count == 1, "\(found)") }
  }

  @Test("What is offered for a misspelt name puts it right")
  func mending() throws {
    let run = try Self.run.get()
    var mended = 0
    for item in CheckedMistake.misspelt {
      guard let first = run.found(in: CheckedRun.file(item)).first, let offer = first.fixIts.first else { continue }
      var lines = item.text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
      try #require(offer.end.line == offer.line && lines.indices.contains(offer.line - 1), "\(item.name): \(offer)")
      let line = lines[offer.line - 1]
      lines[offer.line - 1] =
        line.prefix(offer.column - 1) + Array(offer.replacement) + line.dropFirst(offer.end.column - 1)
      #expect(lines.map { String($0) }.joined(separator: "\n") == item.script.text, "\(item.name): \(offer)")
      mended += 1
    }
    #expect(mended >= 14)
  }

  @Test("No request is made, though there are a server and a token; nor does --read-only let a write make one")
  func requests() throws {
    let run = try Self.run.get()
    #expect(run.checked.status == 2 && run.checked.output.isEmpty, "\(run.checked.output)")
    #expect(run.connections.ofChecked == 0)

    #expect(run.withheld.status == 2 && run.withheld.output.isEmpty)
    let lines = run.withheld.errors.split(separator: "\n")
    #expect(lines.count == 7 && lines.allSatisfy { $0.contains("error[E0221]") }, "\(run.withheld.errors)")
    #expect(lines.first == "setup.hv:7:1: error[E0221]: `clients create` writes, and hv runs with --read-only")
    #expect(run.connections.ofWithheld == 0)

    // Who asks is counted.
    #expect(run.refused.status == 3, "\(run.refused.errors)")
    #expect(run.connections.ofRefused == 1)
  }
}

/// What `hv check` says of all scripts, with and without their mistakes.
struct CheckedRun: Sendable {
  /// All scripts, checked at once.
  let checked: Hv.Result
  /// A script that writes, run with --read-only.
  let withheld: Hv.Result
  /// A program that asks for something.
  let refused: Hv.Result
  /// How often each of them came to the server.
  let connections: (ofChecked: Int, ofWithheld: Int, ofRefused: Int)
  private let texts: [String: String]
  private let found: [String: [Found]]

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hv-checked-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("lib"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var scripts: [String: String] = [:]
    for script in CheckedScript.all { scripts[Self.file(script)] = script.text }
    for item in CheckedMistake.all { scripts[Self.file(item)] = item.text }
    texts = scripts.merging(CheckedScript.modules) { $1 }
    for (name, text) in texts { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }

    let server = try SilentServer()
    let files = scripts.keys.sorted().joined(separator: " ")
    checked = try server.hv("hv check --errors json \(files)", in: folder)
    let ofChecked = server.connections()
    withheld = try server.hv("hv --read-only --errors short setup.hv", in: folder)
    let ofWithheld = server.connections()
    server.refuseNext()
    refused = try server.hv("hv -c clients", in: folder)
    connections = (ofChecked, ofWithheld, server.refusals())

    // A list for each script in which there is something: one of them all.
    let list = checked.errors.replacing("]\n[", with: ",\n")
    found = Dictionary(grouping: try JSONDecoder().decode([Found].self, from: Data(list.utf8)), by: \.file)
  }

  static func file(_ script: CheckedScript) -> String { script.name + ".hv" }
  static func file(_ item: CheckedMistake) -> String {
    item.name.lowercased().split { !$0.isLetter }.joined(separator: "-") + ".wrong.hv"
  }

  /// What was said of a file, in the order in which it was.
  func found(in file: String) -> [Found] { found[file] ?? [] }

  /// What stands at the place that is marked.
  func marked(by item: Found) -> String? {
    let lines = texts[item.file]?.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init) ?? []
    guard item.end.line == item.line, lines.indices.contains(item.line - 1) else { return nil }
    return String(lines[item.line - 1].prefix(item.end.column - 1).dropFirst(item.column - 1))
  }

  /// One thing that was found, as an editor is told of it.
  struct Found: Decodable, Sendable {
    struct Place: Decodable, Sendable { let line, column: Int }
    struct Label: Decodable, Sendable {
      let line: Int
      let text: String
    }
    struct FixIt: Decodable, Sendable {
      let line, column: Int
      let end: Place
      let replacement: String
    }
    let code, severity, message, file: String
    let line, column: Int
    let end: Place
    let labels: [Label]
    let help: [String]
    let fixIts: [FixIt]

    /// All that is said.
    var words: String { ([message] + help + labels.map(\.text)).joined(separator: "\n") }
  }
}

/// Listens, and answers nobody: what comes waits until it is counted.
final class SilentServer: Sendable {
  private let listener: CInt
  private let port: Int
  private let answered = DispatchSemaphore(value: 0)

  init() throws { (listener, port) = try Wire.listen() }

  deinit { _ = close(listener) }

  /// Runs a command line with this as the server, and a token for it.
  func hv(_ command: String, in folder: URL) throws -> Hv.Result {
    try Hv.sh(
      "cd '\(folder.path)' && \(command)",
      environment: [
        "HARVEST_ACCESS_TOKEN": "secret", "HARVEST_ACCOUNT_ID": "1", "HARVEST_BASE_URL": "http://127.0.0.1:\(port)/v2",
      ])
  }

  /// How many have come since this was asked last.
  func connections() -> Int {
    var count = 0
    while let connection = next(milliseconds: 0) {
      _ = close(connection)
      count += 1
    }
    return count
  }

  /// Tells the next one that its token is none.
  func refuseNext() {
    Thread.detachNewThread { [self] in
      guard let connection = next(milliseconds: 20_000) else { return }
      let wire = Wire(connection)
      guard wire.read() != nil else { return wire.end() }
      _ = wire.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".utf8)
      wire.end()
      answered.signal()
    }
  }

  /// How many were told so; all that were to be have ended.
  func refusals() -> Int {
    var count = 0
    while answered.wait(timeout: .now() + (count == 0 ? 5 : 0)) == .success { count += 1 }
    return count + connections()
  }

  private func next(milliseconds: CInt) -> CInt? {
    var ready = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return nil }
    let connection = accept(listener, nil, nil)
    return connection < 0 ? nil : connection
  }
}
