import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A sandbox in a process of its own, the proxy before it, and a person's home with a journal in it.
final class KillPointBench {
  /// The day on which the story of the account ends.
  static let today = "2026-11-24"

  let proxy: KillPointProxy
  private let folder: URL
  private let server = Process()
  private let serverPort: Int
  private var variables: [String: String]
  private var runs = 0

  /// Starts all of it.
  ///
  /// - Parameters:
  ///   - tracksTimes: the account tracks start and end times instead of durations.
  ///   - settlingSeconds: how long `resume` waits for what was sent just now.
  ///   - past: what was written to the account earlier, a minute each, the last one right now.
  init(tracksTimes: Bool = false, settlingSeconds: Int = 0, past: [PastWrite] = []) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hv-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    variables = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("HARVEST_") && !$0.key.hasPrefix("XDG_")
    }
    variables["HOME"] = folder.path
    variables["HV_SETTLE_SECONDS"] = String(settlingSeconds)
    let file = folder.appendingPathComponent("account")
    try Data(PastWrite.file(past, tracksTimes: tracksTimes).utf8).write(to: file)
    server.executableURL = Hv.binary
    server.arguments = ["sandbox", "--port", "0", "--no-rate-limits", "--data", file.path]
    server.environment = variables
    let output = Pipe()
    server.standardOutput = output
    server.standardInput = FileHandle.nullDevice
    try server.run()
    var address = ""
    while address.split(separator: "\n").count < 3 {
      let part = output.fileHandleForReading.availableData
      try #require(!part.isEmpty, "the sandbox did not start: \(address)")
      address += String(decoding: part, as: UTF8.self)
    }
    for line in address.split(separator: "\n") {
      let pair = line.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
    }
    serverPort = try #require(variables["HARVEST_BASE_URL"].flatMap { URL(string: $0)?.port }, "\(address)")
    proxy = try KillPointProxy(to: serverPort)
    variables["HARVEST_BASE_URL"] = "http://127.0.0.1:\(proxy.port)/v2"
    variables["XDG_STATE_HOME"] = folder.appendingPathComponent("state").path
  }

  deinit {
    proxy.stop()
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: the server

  /// Asks the sandbox itself, past the proxy.
  func get<Answer: Decodable>(_ path: String) throws -> Answer {
    let wire = try Wire(connectingTo: serverPort)
    defer { wire.end() }
    let lines = [
      "GET /v2\(path) HTTP/1.1", "Host: 127.0.0.1:\(serverPort)",
      "Authorization: Bearer \(variables["HARVEST_ACCESS_TOKEN"] ?? "")",
      "Harvest-Account-Id: \(variables["HARVEST_ACCOUNT_ID"] ?? "")", "User-Agent: hv tests (tests@example.com)",
    ]
    #expect(wire.write(HTTPMessage(lines: lines, body: []).bytes))
    let answer = try #require(wire.read(), "\(path)")
    try #require(answer.firstLine.contains(" 200 "), "\(path): \(answer.firstLine)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Answer.self, from: Data(answer.body))
  }

  // MARK: hv

  /// Writes a file into the folder in which hv runs.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Begins a program, with the account of the sandbox.
  func start(_ arguments: [String]) throws -> KillPointRun {
    runs += 1
    var variables = variables
    // The rate limit is shared by the programs of a session; here each has one of its own, so that none has to wait.
    let session = folder.appendingPathComponent("session-\(runs)")
    try FileManager.default.createDirectory(
      at: session, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    variables["XDG_RUNTIME_DIR"] = session.path
    return try KillPointRun(arguments, in: folder, session, variables)
  }

  /// Runs a program to its end, whatever that is.
  func run(
    _ arguments: String..., strike: (KillPointRun) -> KillPointProxy.Strike? = { _ in nil }
  ) throws -> Hv.Result {
    let run = try start(arguments)
    proxy.expect(strike(run))
    let result = try run.finish()
    proxy.expect(nil)
    try proxy.drain()
    return result
  }
}

/// A write of which the data file of a sandbox tells.
struct PastWrite {
  let method: String
  let path: String
  let body: String

  /// When it was, in seconds since 1970: after the story has ended.
  static func moment(of place: Int) -> Int {
    let day = ISO8601DateFormatter().date(from: "\(KillPointBench.today)T16:30:00Z") ?? .distantPast
    return Int(day.timeIntervalSince1970) + place * 60
  }

  static func file(_ writes: [PastWrite], tracksTimes: Bool) -> String {
    let header =
      #"{"file":"hv sandbox","version":1,"seed":"1","today":"\#(KillPointBench.today)","entries":40,"#
      + #""timestamp_timers":\#(tracksTimes),"role":"administrator"}"#
    let lines = writes.enumerated().map { place, write in
      #"{"now":\#(moment(of: place))000000,"role":"administrator","method":"\#(write.method)","#
        + #""path":"/v2\#(write.path)","type":"application/json","#
        + #""body":"\#(Data(write.body.utf8).base64EncodedString())"}"#
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }
}

/// A program that runs.
final class KillPointRun: Sendable {
  private let process: Process
  private let output: URL
  private let errors: URL

  fileprivate init(_ arguments: [String], in folder: URL, _ session: URL, _ variables: [String: String]) throws {
    (output, errors) = (session.appendingPathComponent("output"), session.appendingPathComponent("errors"))
    process = Process()
    process.executableURL = Hv.binary
    process.arguments = arguments
    process.environment = variables
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// `kill -9`: nothing that the program could do about it.
  func kill() { if process.isRunning { _ = sendKill(process.processIdentifier) } }

  func kill(after microseconds: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(microseconds)) { self.kill() }
  }

  func finish() throws -> Hv.Result {
    process.waitUntilExit()
    return Hv.Result(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

private func sendKill(_ process: pid_t) -> CInt { kill(process, SIGKILL) }
