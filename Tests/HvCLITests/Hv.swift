import Dispatch
import Foundation
import Synchronization

/// Runs the hv of this build as a user does, through a shell.
enum Hv {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The program under test: `HV_TEST_BINARY`, else the one that was built with the tests.
  static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["HV_TEST_BINARY"], !path.isEmpty {
      return URL(fileURLWithPath: path)
    }
    return root.appendingPathComponent(".build/debug/hv")
  }()

  /// The long runs are wanted whole, and not a part of them: `scripts/test --full`.
  static var isFull: Bool { ProcessInfo.processInfo.environment["HV_FULL"] != nil }

  static var isRecording: Bool { ProcessInfo.processInfo.environment["HV_RECORD"] == "1" }

  struct Result: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a command line of `sh` with `hv` (and `scripts/hv`) being the program under test.
  ///
  /// - Parameter arguments: what `$1` and so on are.
  static func sh(
    _ command: String, input: String = "", environment: [String: String] = [:], merging: Bool = false,
    arguments: [String] = []
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hv-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("scripts"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["hv", "scripts/hv"] {
      try FileManager.default.createSymbolicLink(at: folder.appendingPathComponent(name), withDestinationURL: binary)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command, "sh"] + arguments
    process.currentDirectoryURL = folder
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HARVEST_") && $0.key != "NO_COLOR" }
    // Nobody's own accounts, history or keys.
    for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] { variables[name] = nil }
    variables["HOME"] = folder.path
    variables["PATH"] = folder.path + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
    variables.merge(environment) { _, new in new }
    process.environment = variables
    // Files, not pipes: no output is too long, and nothing waits for a reader.
    let outputFile = folder.appendingPathComponent("output"), errorFile = folder.appendingPathComponent("errors"),
      inputFile = folder.appendingPathComponent("input")
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    try Data(input.utf8).write(to: inputFile)
    let output = try FileHandle(forWritingTo: outputFile)
    process.standardOutput = output
    process.standardError = merging ? output : try FileHandle(forWritingTo: errorFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: outputFile, encoding: .utf8),
      errors: merging ? "" : try String(contentsOf: errorFile, encoding: .utf8))
  }
}

extension Hv {
  /// Does something for each element, as many at a time as there are cores; the results are in the order of the elements.
  static func atOnce<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let results = Mutex([Int: Swift.Result<Result, any Error>]())
    withoutActuallyEscaping(body) { body in
      DispatchQueue.concurrentPerform(iterations: elements.count) { place in
        let result = Swift.Result { try body(elements[place]) }
        results.withLock { $0[place] = result }
      }
    }
    return try elements.indices.compactMap { place in try results.withLock { $0[place] }?.get() }
  }
}
