import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lines for the person at the terminal that come from elsewhere, and wait until the editor can show them.
///
/// Whoever posts one wakes the editor through a pipe.
package final class NoticeBoard: Sendable {
  private let waiting = Mutex<[String]>([])
  /// The two ends of the pipe, or -1.
  private let reader: Int32
  private let writer: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      }
    }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    if reader >= 0 { close(reader) }
    if writer >= 0 { close(writer) }
  }

  /// The descriptor that can be read from when something waits, and the one that a byte is written to for that.
  var descriptor: Int32 { reader }
  var wakingDescriptor: Int32 { writer }

  /// Shows a line as soon as that disturbs nothing.
  package func post(_ line: String) {
    waiting.withLock { $0.append(line) }
    wake()
  }

  /// Makes the editor look up, because something that it shows may have changed.
  package func wake() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Takes what waits.
  package func take() -> [String] {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(reader, &bytes, bytes.count) > 0 {}
    return waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
