import Dispatch
import Hv
import HvSyntax
import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program asks of the operating system. The only file that imports the C library.
enum Process {
  static let version = "0.1.0"

  /// Ends at once. Nothing is left to be cleaned up that the system does not clean up.
  static func exit(_ status: Int32) -> Never { _exit(status) }

  /// Writes text to standard output; a failure has nobody to be told to.
  static func say(_ text: String) {
    TerminalLine.shared.aside(for: text.utf8) { _ = try? FileDescriptor.standardOutput.writeAll(Array(text.utf8)) }
  }

  /// Writes text to standard error.
  static func complain(_ text: String) { TerminalLine.shared.aside(for: text.utf8) { writeError(text) } }

  /// Writes text to standard error as it is: for the line of progress itself.
  static func writeError(_ text: String) { _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8)) }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether standard output goes to a file on disk, which nobody watches: one can move about in it.
  static var isOutputFile: Bool { !isOutputTerminal && lseek(STDOUT_FILENO, 0, SEEK_CUR) >= 0 }

  /// The width of the terminal that standard output is, in cells.
  static var terminalWidth: Int? { width(of: STDOUT_FILENO) }

  /// The width of the terminal that standard error is, in cells.
  static var errorTerminalWidth: Int? { width(of: STDERR_FILENO) }

  private static func width(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether the terminal of standard error is ours to draw on: in the background it belongs to somebody else.
  static var isForeground: Bool {
    let owner = tcgetpgrp(STDERR_FILENO)
    return owner < 0 || owner == getpgrp()
  }

  /// Year, month and day by the clock and zone of this machine, and the time in seconds since 1970.
  static func now() -> (year: Int, month: Int, day: Int, seconds: Int64) {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int64(seconds))
  }

  /// Milliseconds since 1970.
  static func milliseconds() -> Int64 {
    var now = timeval()
    gettimeofday(&now, nil)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_usec) / 1_000
  }

  /// As whom this program makes and owns files.
  static var userID: UInt32 { geteuid() }

  /// Makes a folder for this user alone; whether there is one now, one has to look.
  static func makeFolder(_ path: String) { mkdir(path, 0o700) }

  /// Locks a file against other programs, and other descriptors, until it is closed.
  ///
  /// - Returns: false where it is locked already, or cannot be.
  static func lock(_ file: FileDescriptor) -> Bool { flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 }

  static func pause(microseconds: UInt32) { usleep(microseconds) }

  /// A write to a pipe that nobody reads shall fail, not end the process behind our back.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the program in a moment, if it has not ended by then: what does not look up from its work is cut off.
  static func exit(_ status: Int32, after milliseconds: Int) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { @Sendable in _exit(status) }
  }

  /// Calls `body` for the first SIGINT, SIGTERM or SIGHUP; a second one ends the program at once.
  ///
  /// - Returns: what must be kept for as long as signals are wanted.
  static func onInterrupt(_ body: @escaping @Sendable () -> Void) -> SignalWatch { SignalWatch(body) }

  /// Watches for the signals that ask a program to end.
  final class SignalWatch {
    private let sources: [any DispatchSourceSignal]

    fileprivate init(_ body: @escaping @Sendable () -> Void) {
      let count = Count()
      sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { @Sendable in
          if count.next() > 1 { _exit(130) }
          body()
        }
        source.resume()
        return source
      }
    }

    func cancel() { for source in sources { source.cancel() } }
  }

  private final class Count: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
      value.withLock {
        $0 += 1
        return $0
      }
    }
  }
}

/// Standard output, in blocks. On a terminal every result is seen at once.
final class StandardOutput: ByteSink {
  /// The one who read the pipe has gone.
  struct Closed: Error {}

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
