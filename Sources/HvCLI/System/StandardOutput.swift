import Hv
import HvSyntax
import Synchronization
import SystemPackage

/// Standard output, in blocks. On a terminal every result is seen at once.
final class StandardOutput: ByteSink {
  /// The one who read the pipe has gone.
  struct Closed: Error {}

  static let shared = StandardOutput()

  private let pending = Mutex<[UInt8]>([])
  private let isTerminal = Process.isOutputTerminal
  private let isFile = Process.isOutputFile
  private static let block = 64 << 10

  func write(_ bytes: [UInt8]) throws {
    try pending.withLock { pending in
      pending += bytes
      if bytes.isEmpty || pending.count >= Self.block {
        defer { pending.removeAll(keepingCapacity: true) }
        do { try put(pending) } catch let error as Errno where error == .brokenPipe {
          throw Closed()
        } catch let error as Errno {
          throw Diagnostic("E0504", "standard output cannot be written: \(error.description)", exit: .failed)
        }
      }
    }
  }

  private func put(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty else { return }
    if isTerminal {
      try TerminalLine.shared.aside(for: bytes) { () throws in
        _ = try FileDescriptor.standardOutput.writeAll(bytes)
      }
    } else {
      // Who reads a pipe may write to the terminal. And who reads it slowly shall not hold up anything else.
      if !isFile { TerminalLine.shared.erase(for: bytes) }
      _ = try FileDescriptor.standardOutput.writeAll(bytes)
    }
  }
}
