import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Process {
  /// Calls `body` with the number of each of these signals.
  static func onSignals(_ numbers: [Int32], _ body: @escaping @Sendable (Int32) -> Void) -> SignalWatch {
    SignalWatch(numbers, body)
  }

  static let interrupt = SIGINT
  static let endings = [SIGTERM, SIGHUP, SIGQUIT]

  static func pause(microseconds: UInt32) { usleep(microseconds) }

  /// A write to a pipe that nobody reads shall fail, not end the process behind our back.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the program in a moment, if it has not ended by then: what does not look up from its work is cut off.
  ///
  /// - Parameter isBusy: whether it must not end yet.
  static func exit(
    _ status: Int32, after milliseconds: Int, wasBusy: Bool = false, unless isBusy: @escaping @Sendable () -> Bool
  ) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { @Sendable in
      if isBusy() {
        exit(status, after: milliseconds, wasBusy: true, unless: isBusy)
      } else if wasBusy {
        // What was waited for is still to be told.
        exit(status, after: 2_000) { false }
      } else {
        _exit(status)
      }
    }
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
