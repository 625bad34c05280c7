import SystemPackage

/// Another program, found on PATH and run to its end.
struct ChildProgram: Sendable {
  /// How a run ended.
  struct Ending: Sendable {
    let status: Int32
    let output: String
  }

  /// Which of its streams are read.
  enum Reading { case output, outputAndErrors }

  let name: String
  let path: String

  /// More is not read of what a program writes.
  private static let mostBytes = 1 << 16

  /// The program of this name on PATH. Folders that depend on where one stands do not count: somebody else may have put
  /// the program there.
  init?(_ name: String) {
    let folders = (Process.environment("PATH") ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let paths = folders.lazy.map { "\($0)/\(name)" }
    let found = paths.first { Process.isExecutable($0) && (try? FilePath($0).stat())?.type == .regular }
    guard let found else { return nil }
    self.name = name
    path = found
  }

  /// Runs the program with a text as its input, and waits for its end.
  ///
  /// - Parameter patience: after that it is stopped.
  /// - Returns: nil where it could not be started, or was stopped.
  func run(
    _ arguments: [String], input: String = "", reading: Reading, patience: Duration = .seconds(60)
  ) -> Ending? {
    guard let nowhere = try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec) else { return nil }
    defer { try? nowhere.close() }
    guard let into = try? Process.openPipe() else { return nil }
    defer { try? into.readEnd.close() }
    guard let out = try? Process.openPipe() else {
      try? into.writeEnd.close()
      return nil
    }
    defer { try? out.readEnd.close() }
    let child = try? Process.start(
      path, [name] + arguments, input: into.readEnd, output: out.writeEnd,
      errors: reading == .output ? nowhere : out.writeEnd)
    try? out.writeEnd.close()
    // A few bytes, which a pipe holds: this waits for nobody. A program that does not want them has closed its end.
    if child != nil { _ = try? into.writeEnd.writeAll(input.utf8) }
    try? into.writeEnd.close()
    guard let child else { return nil }
    return ending(of: child, out.readEnd, before: .now + patience)
  }

  private func ending(of child: Int32, _ output: FileDescriptor, before end: ContinuousClock.Instant) -> Ending? {
    var bytes: [UInt8] = []
    var isOpen = true
    var status: Int32?
    while true {
      while isOpen, Process.canRead(output, within: status == nil ? 20 : 0) {
        let block = (try? Self.block(of: output)) ?? []
        isOpen = !block.isEmpty
        if bytes.count < Self.mostBytes { bytes += block }
      }
      // Its last words may have come between the reading and its end: they are read before this is left.
      if let status { return Ending(status: status, output: String(decoding: bytes, as: UTF8.self)) }
      status = Process.ending(of: child)
      if status == nil, ContinuousClock.now > end {
        Process.stop(child)
        while Process.ending(of: child) == nil { Process.pause(microseconds: 1_000) }
        return nil
      }
      if status == nil, !isOpen { Process.pause(microseconds: 5_000) }
    }
  }

  private static func block(of file: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
      count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
