import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Process {
  private static let hidden = Mutex<(terminal: Int32, settings: termios)?>(nil)

  /// Throws away what was typed and not read yet.
  static func forgetTyping(_ terminal: FileDescriptor) { tcflush(terminal.rawValue, TCIFLUSH) }

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
