import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the program asks of the operating system. Only this folder imports the C library.
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

  /// How long `resume` waits for a write that was sent just now: five seconds, or what HV_SETTLE_SECONDS says.
  static var settlingSeconds: Int64 { environment("HV_SETTLE_SECONDS").flatMap { Int64($0) }.map { max(0, $0) } ?? 5 }

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
  static func now() -> (year: Int, month: Int, day: Int, minute: Int, seconds: Int64) {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return (
      Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour * 60 + parts.tm_min),
      Int64(seconds)
    )
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
}

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
