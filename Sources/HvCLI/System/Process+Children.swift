import HvSyntax
import HvValues
import SystemPackage

#if canImport(Glibc)
  // For `environ`, a variable that nobody here changes.
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Process {
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

  /// The environment as `$env`: without the token, which no program needs to see.
  static var environmentRecord: Value {
    .record(
      Record(
        pairs: environmentForOthers.compactMap { variable in
          let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          return parts.count == 2 ? (String(parts[0]), .string(String(parts[1]))) : nil
        }))
  }

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
