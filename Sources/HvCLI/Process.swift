import Dispatch
import Hv
import HvSyntax
import Synchronization
import SystemPackage

#if canImport(Glibc)
  // For `environ`, a variable that nobody here changes.
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program asks of the operating system. The only file that imports the C library.
enum Process {
  static let version = "0.1.0"

  /// What hv calls itself to a server: Harvest wants a name and a way to reach the makers.
  static let userAgent = "hv/\(version) (https://github.com/hv-shell/hv)"

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

  /// The height of the terminal that standard output is, in lines; nil where it does not tell.
  static var terminalHeight: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
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

  /// The files whose paths begin so, in order; folders with a slash at the end, hidden ones only where that is typed.
  static func files(beginning path: String) -> [String] {
    let (folder, start) =
      path.lastIndex(of: "/").map { (path[...$0], path[path.index(after: $0)...]) } ?? ("", path[...])
    guard let directory = opendir(folder.isEmpty ? "." : String(folder)) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(start), name != ".", name != "..", start.hasPrefix(".") || !name.hasPrefix(".") else {
        continue
      }
      let isFolder = (try? FilePath(folder + name).stat())?.type == .directory
      found.append(folder + name + (isFolder ? "/" : ""))
    }
    return found.sorted()
  }

  /// The number of this process.
  static var identifier: Int32 { getpid() }

  /// Runs the user's editor on a file, with the terminal for itself, and waits for it.
  ///
  /// - Parameter editor: a command line of `sh`: editors come with arguments.
  /// - Returns: its exit status; negative where it could not be run.
  static func run(editor: String, on file: String) -> Int32 {
    let words = ["sh", "-c", editor + " \"$1\"", "hv", file]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that hv ignores are not to be ignored by an editor.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let environment: [UnsafeMutablePointer<CChar>?] = environmentForOthers.map { strdup($0) } + [nil]
    defer { for variable in environment { free(variable) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, environment) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }

  /// Calls `body` with the number of each of these signals.
  static func onSignals(_ numbers: [Int32], _ body: @escaping @Sendable (Int32) -> Void) -> SignalWatch {
    SignalWatch(numbers, body)
  }

  static let interrupt = SIGINT
  static let endings = [SIGTERM, SIGHUP]

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

    fileprivate init(_ numbers: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
      sources = numbers.map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { @Sendable in body(number) }
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

// MARK: - Files and the machine

extension Process {
  /// System, release and processor: `Linux 6.8.0 x86_64`.
  static var platform: String {
    var found = utsname()
    guard uname(&found) == 0 else { return "an unknown system" }
    return [words(&found.sysname), words(&found.release), words(&found.machine)].joined(separator: " ")
  }

  /// The text in an array of C characters, which Swift sees as a tuple.
  private static func words<Tuple>(_ tuple: inout Tuple) -> String {
    withUnsafeBytes(of: &tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// Waits until what was written to a file is kept even if the machine stops now.
  static func flush(_ file: FileDescriptor) throws(Errno) {
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Puts a file in the place of another one: whoever looks finds the old or the new one whole.
  static func replace(_ path: String, with new: String) throws(Errno) {
    guard rename(new, path) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Removes a file; where there is none, nothing happens.
  static func removeFile(_ path: String) { unlink(path) }
}

// MARK: - Typing unseen

extension Process {
  private static let hidden = Mutex<(terminal: Int32, settings: termios)?>(nil)

  /// Lets a terminal show nothing of what is typed, until `showInput`.
  ///
  /// What was typed before is dropped: it stands on the screen already.
  /// - Returns: false where the terminal cannot do that.
  static func hideInput(_ terminal: FileDescriptor) -> Bool {
    hidden.withLock { hidden in
      var settings = termios()
      guard hidden == nil, tcgetattr(terminal.rawValue, &settings) == 0 else { return false }
      let before = settings
      settings.c_lflag &= ~tcflag_t(ECHO)
      guard tcsetattr(terminal.rawValue, TCSAFLUSH, &settings) == 0 else { return false }
      hidden = (terminal.rawValue, before)
      // Stopped now, the program would leave a shell behind that shows nothing either.
      signal(SIGTSTP, SIG_IGN)
      return true
    }
  }

  /// Lets the terminal show what is typed again. May be called at any time, from any thread.
  static func showInput() {
    hidden.withLock { hidden in
      guard let found = hidden else { return }
      var settings = found.settings
      tcsetattr(found.terminal, TCSANOW, &settings)
      signal(SIGTSTP, SIG_DFL)
      hidden = nil
    }
  }
}

// MARK: - Other programs

extension Process {
  /// The environment for other programs, as `NAME=value`: without the token, which is none of their business.
  static var environmentForOthers: [String] {
    #if canImport(Darwin)
      var place = _NSGetEnviron().pointee
    #else
      var place = environ
    #endif
    var found: [String] = []
    while let entry = place.pointee {
      let text = String(cString: entry)
      if !text.hasPrefix("HARVEST_ACCESS_TOKEN=") { found.append(text) }
      place += 1
    }
    return found
  }

  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// A pipe that other programs do not get unless it is given to them.
  static func openPipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
    let ends = try FileDescriptor.pipe()
    for end in [ends.readEnd, ends.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  /// Starts a program with three streams, and with signals as they are at the start of a program.
  ///
  /// - Parameter words: its name, then its arguments.
  /// - Returns: its process id, for `ending` and `stop`.
  static func start(
    _ path: String, _ words: [String], input: FileDescriptor, output: FileDescriptor, errors: FileDescriptor
  ) throws(Errno) -> Int32 {
    #if canImport(Darwin)
      var streams: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var streams = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&streams)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&streams)
      posix_spawnattr_destroy(&attributes)
    }
    for (number, stream) in [input, output, errors].enumerated() {
      posix_spawn_file_actions_adddup2(&streams, stream.rawValue, Int32(number))
    }
    // What this program ignores, the other one would ignore too; and threads of Dispatch block signals.
    var none = sigset_t(), usual = sigset_t()
    sigemptyset(&none)
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGTSTP] { sigaddset(&usual, number) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = words.map { strdup($0) } + [nil]
    var environment = environmentForOthers.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    let fault = posix_spawn(&child, path, &streams, &attributes, &arguments, &environment)
    guard fault == 0 else { throw Errno(rawValue: fault) }
    return child
  }

  /// How a program that was started has ended: its status, or 128 and the number of its signal; nil while it runs.
  static func ending(of child: Int32) -> Int32? {
    var status: Int32 = 0
    let found = waitpid(child, &status, WNOHANG)
    if found == 0 || (found < 0 && errno == EINTR) { return nil }
    // Nobody else waits for it, so that an error here cannot be; if it comes, the program counts as failed.
    guard found == child else { return 127 }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  static func stop(_ child: Int32) { kill(child, SIGKILL) }

  /// Whether something, or the end, can be read from a file within a time.
  static func canRead(_ file: FileDescriptor, within milliseconds: Int32) -> Bool {
    var wanted = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, milliseconds) > 0
  }
}

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
