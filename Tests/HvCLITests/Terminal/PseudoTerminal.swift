import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program on a terminal of its own, as a user has it before them: what is typed is sent, what comes is drawn.
///
/// Nothing is read in the background: the screen is as of the last call that waited or settled.
final class PseudoTerminal {
  /// What did not happen, with the screen as it was then.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var screen: VirtualScreen
  /// Every byte the program has written so far.
  private(set) var rawOutput: [UInt8] = []
  /// The number of the program, of its session, and of its process group.
  let processID: pid_t
  private let master: Int32
  /// What the kernel has not yet taken from us.
  private var outgoing: [UInt8] = []
  /// Everybody has closed the other side, and all that they wrote has been read.
  private var isHungUp = false
  private var status: Int32?
  private let clock = ContinuousClock()

  /// Starts a program, found by the `PATH` of the tests, with the given environment and nothing else of ours.
  init(
    _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24, folder: String? = nil
  ) throws {
    screen = VirtualScreen(columns: columns, rows: rows)
    let (master, slave, path) = try Self.openPair()
    // Ours must be closed for a hang-up to be seen when the program has ended.
    defer { close(slave) }
    var settings = termios()
    if tcgetattr(slave, &settings) == 0 {
      settings.c_iflag |= tcflag_t(IUTF8)
      _ = tcsetattr(slave, TCSANOW, &settings)
    }
    Self.setSize(of: slave, columns, rows)
    do {
      processID = try Self.spawn(arguments, environment, folder, terminal: path)
    } catch {
      close(master)
      throw error
    }
    self.master = master
  }

  deinit {
    terminate()
    close(master)
  }

  // MARK: What a user does

  func send(_ text: String) { send(bytes: Array(text.utf8)) }

  /// Returns when the kernel has taken all, or there is no program any more; what comes meanwhile is drawn.
  func send(bytes: [UInt8]) {
    outgoing += bytes
    let deadline = clock.now + .seconds(5)
    while !outgoing.isEmpty, !isHungUp, clock.now < deadline { pump(milliseconds: 20) }
    if !outgoing.isEmpty, !isHungUp { Issue.record("The program took all but \(outgoing.count) bytes\n\(screen)") }
    outgoing = []
  }

  /// Changes the size of the window, of which the kernel tells the program by SIGWINCH.
  func resize(columns: Int, rows: Int) {
    // What was written before is for the old size.
    let deadline = clock.now + .seconds(1)
    while pump(milliseconds: 0), clock.now < deadline {}
    screen.resize(columns: columns, rows: rows)
    Self.setSize(of: master, columns, rows)
  }

  // MARK: Waiting

  /// Until the screen shows a text, which may have been there already and may not go over the end of a line.
  func waitFor(_ text: String, seconds: Double = 10) throws {
    try waitFor(seconds: seconds, "“\(text)”") { $0.text.contains(text) }
  }

  /// Until the screen is as wanted; at once fails when the program has ended otherwise.
  func waitFor(seconds: Double = 10, _ what: String, _ condition: (VirtualScreen) -> Bool) throws {
    let deadline = clock.now + .seconds(seconds)
    while !condition(screen) {
      if pump(milliseconds: 20), clock.now < deadline { continue }
      if isHungUp, let status = ended() { throw failure("The program ended with \(status) before \(what)") }
      if clock.now >= deadline, !condition(screen) { throw failure("No \(what) in \(seconds) s") }
    }
  }

  /// Reads until nothing has come for that long, for 5 s at most.
  func settle(milliseconds: Int = 60) {
    let limit = clock.now + .seconds(5)
    var quiet = clock.now + .milliseconds(milliseconds)
    while !isHungUp, clock.now < min(quiet, limit) {
      if pump(milliseconds: 5) { quiet = clock.now + .milliseconds(milliseconds) }
    }
  }

  /// The exit status once the program has ended and all it wrote is drawn; 128 + n when signal n ended it.
  func wait(seconds: Double = 10) throws -> Int32 {
    let deadline = clock.now + .seconds(seconds)
    while true {
      pump(milliseconds: 5)
      if let status = ended() {
        settle(milliseconds: 30)
        return status
      }
      if clock.now >= deadline { throw failure("The program has not ended in \(seconds) s") }
    }
  }

  // MARK: The program and its terminal

  /// Sends a signal to the program alone; what a key sends, as ^C does, goes to the whole foreground.
  func signal(_ number: Int32) {
    if ended() == nil { kill(processID, number) }
  }

  /// Kills the program and what it has started in its process group.
  func terminate() {
    guard ended() == nil else { return }
    kill(-processID, SIGKILL)
    var code: Int32 = 0
    while waitpid(processID, &code, 0) == -1, errno == EINTR {}
    status = Self.status(code)
  }

  /// The modes of the terminal as the program has set or left them.
  var settings: termios {
    var settings = termios()
    if tcgetattr(master, &settings) != 0 { Issue.record("tcgetattr: \(errno)") }
    return settings
  }

  /// The exit status, if the program has ended.
  private func ended() -> Int32? {
    var code: Int32 = 0
    if status == nil, waitpid(processID, &code, WNOHANG) == processID {
      status = Self.status(code)
    }
    return status
  }

  /// What a shell would say of a code of `waitpid`.
  private static func status(_ code: Int32) -> Int32 { code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F }

  private func failure(_ what: String) -> Failure { Failure(description: "\(what)\n\(screen)") }

  /// Reads and writes what can be, waiting for the first of it that long, and says whether anything was read.
  @discardableResult
  private func pump(milliseconds: Int32) -> Bool {
    if isHungUp {
      usleep(1000)
      return false
    }
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    if !outgoing.isEmpty { entry.events |= Int16(POLLOUT) }
    guard poll(&entry, 1, milliseconds) > 0 else { return false }
    if entry.revents & Int16(POLLOUT) != 0 {
      let count = write(master, outgoing, outgoing.count)
      if count > 0 { outgoing.removeFirst(count) }
    }
    guard entry.revents & ~Int16(POLLOUT) != 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = read(master, &buffer, buffer.count)
    if count > 0 {
      rawOutput += buffer[..<count]
      screen.feed(buffer[..<count])
      outgoing += screen.takeReplies()
      return true
    }
    // Linux says EIO where others say that nothing is left.
    isHungUp = count == 0 || errno == EIO
    return false
  }

  // MARK: Starting

  private static func setSize(of terminal: Int32, _ columns: Int, _ rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(clamping: columns)
    size.ws_row = UInt16(clamping: rows)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  private static func check(_ result: Int32, _ what: String) throws {
    if result != 0 { throw Failure(description: "\(what): \(String(cString: strerror(result)))") }
  }

  private static func openPair() throws -> (master: Int32, slave: Int32, path: String) {
    // Closed on exec, else the programs of tests that run at the same time would keep both open.
    #if canImport(Darwin)
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    #else
      let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    #endif
    if master < 0 { try check(errno, "A new pseudo-terminal") }
    do {
      let path = try unlock(master)
      _ = fcntl(master, F_SETFL, O_NONBLOCK)
      let slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
      if slave < 0 { try check(errno, path) }
      return (master, slave, path)
    } catch {
      close(master)
      throw error
    }
  }

  /// Makes the other side ready to be opened, and gives its path.
  private static func unlock(_ master: Int32) throws -> String {
    #if canImport(Darwin)
      var name = [CChar](repeating: 0, count: 128)
      guard grantpt(master) == 0, unlockpt(master) == 0, ptsname_r(master, &name, name.count) == 0 else {
        throw Failure(description: "unlockpt: \(String(cString: strerror(errno)))")
      }
      return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      // What `unlockpt` and `ptsname` do: Swift sees neither, nor the constants TIOCSPTLCK and TIOCGPTN.
      var (lock, number): (Int32, Int32) = (0, 0)
      guard ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
        throw Failure(description: "TIOCGPTN: \(String(cString: strerror(errno)))")
      }
      return "/dev/pts/\(number)"
    #endif
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String], _ folder: String?, terminal: String
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let session = POSIX_SPAWN_SETSID | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      // POSIX_SPAWN_SETSID, which Swift does not see.
      let session: Int32 = 0x80
    #endif
    try check(posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init")
    defer { posix_spawn_file_actions_destroy(&actions) }
    try check(posix_spawnattr_init(&attributes), "posix_spawnattr_init")
    defer { posix_spawnattr_destroy(&attributes) }
    // The leader of a new session gets the first terminal it opens for its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    for descriptor: Int32 in 1...2 { posix_spawn_file_actions_adddup2(&actions, 0, descriptor) }
    // Whatever the process of the tests ignores or blocks is none of the program's business.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(session | Int32(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)))
    var arguments = arguments
    if let folder {
      #if canImport(Darwin)
        posix_spawn_file_actions_addchdir(&actions, folder)
      #else
        // Swift does not see posix_spawn_file_actions_addchdir_np.
        arguments = ["/usr/bin/env", "-C", folder] + arguments
      #endif
    }
    guard let program = arguments.first else { throw Failure(description: "No program to start") }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    try check(posix_spawnp(&child, program, &actions, &attributes, &words, &variables), program)
    return child
  }
}
