import Foundation
import Testing

/// A sandbox that outlives the programs that write to it, and the folder that they share: their home, with the journal
/// of all of them, and the place of their files.
final class WriteServer {
  let folder: URL
  private let server = Process()
  private var address: [String: String] = [:]

  /// Few entries make it start at once.
  init(_ flags: [String] = [], entries: Int = 200) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hv-write-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("address")
    try Data().write(to: file)
    server.executableURL = Hv.binary
    server.arguments =
      ["sandbox", "--port", "0", "--today", "2026-11-24", "--entries", "\(entries)", "--no-rate-limits"] + flags
    server.standardOutput = try FileHandle(forWritingTo: file)
    server.standardError = FileHandle.nullDevice
    server.standardInput = FileHandle.nullDevice
    try server.run()
    let deadline = ContinuousClock.now + .seconds(20)
    while address.count < 3 {
      guard ContinuousClock.now < deadline, server.isRunning else { throw Failure("the sandbox did not start") }
      usleep(5_000)
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.hasSuffix("\n") else { continue }
      for line in text.split(separator: "\n") where line.hasPrefix("HARVEST_") {
        let halves = line.split(separator: "=", maxSplits: 1).map(String.init)
        address[halves[0]] = halves[1]
      }
    }
  }

  deinit {
    if server.isRunning {
      server.terminate()
      server.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: folder)
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  // MARK: programs

  /// What a program gave, and what it sent.
  struct Outcome {
    let status: Int32
    /// The lines of the result.
    let rows: [String]
    let errors: String
    /// Every request that was made: `GET /v2/clients`, in the order of the answers.
    let requests: [String]

    /// The requests that change something, without the ids.
    var writes: [String] {
      writing.map { $0.split(separator: "/").map { Int($0) == nil ? $0 : "#" }.joined(separator: "/") }
    }
    /// The requests that change something.
    var writing: [String] { requests.filter { !$0.hasPrefix("GET ") } }
  }

  /// Runs a program as a script does: with no terminal. A first line of what it prints is the first row.
  func run(_ program: String, _ flags: String..., environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = Hv.binary
    process.arguments = flags + ["--today", "2026-11-24", "--trace", "-c", program]
    process.currentDirectoryURL = folder
    process.environment = self.environment.merging(environment) { $1 }
    let files = ["output", "errors"].map { folder.appendingPathComponent("\($0)-\(UUID().uuidString)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    for file in files { try FileManager.default.removeItem(at: file) }
    return Outcome(
      status: process.terminationStatus, rows: texts[0].split(separator: "\n").map(String.init), errors: texts[1],
      requests: Self.requests(texts[1]))
  }

  /// The rows of a program that changes nothing.
  func rows(_ program: String) throws -> [String] {
    let outcome = try run(program, "--read-only")
    guard outcome.status == 0 else { throw Failure("\(program): \(outcome.errors)") }
    return outcome.rows
  }

  /// The requests that `--trace` tells of, without their queries.
  private static func requests(_ errors: String) -> [String] {
    errors.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 3, words[2] == "→", ["GET", "POST", "PATCH", "DELETE"].contains(words[0]) else { return nil }
      return "\(words[0]) \(words[1].prefix { $0 != "?" })"
    }
  }

  // MARK: at a terminal

  /// Starts a program at a terminal of its own.
  ///
  /// - Parameter wrapper: a command of `sh` in which `$HV` is the program; nil runs it alone.
  func terminal(
    _ program: String, _ flags: String..., environment: [String: String] = [:], wrapper: String? = nil,
    columns: Int = 160, rows: Int = 40
  ) throws -> PseudoTerminal {
    let command = [Hv.binary.path] + flags + ["--today", "2026-11-24", "--trace", "-c", program]
    var variables = self.environment.merging(environment) { $1 }
    variables["PROGRAM"] = program
    variables["HV"] = Hv.binary.path
    return try PseudoTerminal(
      wrapper.map { ["/bin/sh", "-c", $0] } ?? command, environment: variables, columns: columns, rows: rows,
      folder: folder.path)
  }

  private var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": folder.path,
      "XDG_STATE_HOME": folder.appendingPathComponent("state").path, "XDG_RUNTIME_DIR": folder.path,
      "HV_SETTLE_SECONDS": "0",
    ].merging(address) { $1 }
  }

  // MARK: files

  func write(_ text: String, to name: String, isProgram: Bool = false) throws {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    if isProgram { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path) }
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// A program in the folder that edits a file: what it does the first time it is run, the second, and so on.
  ///
  /// - Parameter steps: commands of `sh` with the file as `$1`; each time the file is kept before, as `sheet-1`, ….
  func editor(_ steps: String...) throws -> [String: String] {
    let cases = steps.enumerated().map { "\($0.offset + 1)) \($0.element) ;;" }.joined(separator: "\n")
    try write(
      """
      #!/bin/sh
      n=$(( $(cat "\(folder.path)/times" 2>/dev/null || echo 0) + 1 ))
      echo $n > "\(folder.path)/times"
      cp "$1" "\(folder.path)/sheet-$n"
      case $n in
      \(cases)
      esac
      """, to: "editor", isProgram: true)
    try? FileManager.default.removeItem(at: folder.appendingPathComponent("times"))
    return ["EDITOR": folder.appendingPathComponent("editor").path, "VISUAL": ""]
  }

  /// The sheets that the editor was given so far.
  var sheets: [String] { (1...9).compactMap { try? read("sheet-\($0)") } }
}

extension PseudoTerminal {
  /// What stands before an answer.
  static let question = "[q]uit: "

  /// Waits for the question, and that nothing more comes.
  func waitForQuestion() throws {
    try waitFor("the question") { $0.text.hasSuffix(Self.question.dropLast()) }
    settle(milliseconds: 30)
  }

  /// Waits for the question and types an answer.
  func answer(_ text: String) throws {
    try waitForQuestion()
    send(text)
    settle(milliseconds: 20)
  }

  /// The requests that changed something, as far as `--trace` has told.
  var writes: Int {
    String(decoding: rawOutput, as: UTF8.self).split(whereSeparator: \.isNewline).filter { line in
      ["POST /", "PATCH /", "DELETE /"].contains { line.hasPrefix($0) } && line.contains("→")
    }.count
  }
}
