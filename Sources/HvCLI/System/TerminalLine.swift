import HvTerminal
import Synchronization

/// The one line at the bottom of the terminal that comes and goes. Everything that is written to a terminal passes here
/// first, so that the line is gone before it and never gets between it.
final class TerminalLine: Sendable {
  private struct State {
    var isOpen = false
    /// What stands there now.
    var shown = ""
    /// Whether the cursor is at the start of a line, so that nothing is lost when that is erased.
    var isFree = true
    /// Somebody is asked something.
    var isPaused = false
  }

  /// The line of standard error, which is the same for the whole process.
  static let shared = TerminalLine { Process.writeError($0) }

  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameter write: writes to the terminal.
  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// Allows the line to be drawn. The cursor must be at the start of a line.
  func open() { state.withLock { $0 = State(isOpen: true) } }

  /// Takes the line away while somebody is asked something.
  func pause() {
    state.withLock { state in
      erase(&state)
      state.isPaused = true
    }
  }

  /// The person has answered, and the cursor is at the start of a line again.
  func resume() {
    state.withLock { state in
      state.isPaused = false
      state.isFree = true
    }
  }

  /// Erases the line; it is not drawn again.
  func close() {
    state.withLock { state in
      erase(&state)
      state.isOpen = false
    }
  }

  /// Draws the line anew where it has changed.
  ///
  /// - Parameters:
  ///   - text: in cells of one column each, fewer than the terminal is wide.
  ///   - dims: whether it is drawn faintly.
  func draw(_ text: String, dims: Bool) {
    state.withLock { state in
      guard state.isOpen, state.isFree, !state.isPaused, text != state.shown else { return }
      write(TerminalText.erasedLine + (dims && !text.isEmpty ? TerminalText.dim(text) : text))
      state.shown = text
    }
  }

  /// Erases the line, and calls `body`, which writes to the terminal. Nothing is drawn meanwhile.
  ///
  /// - Parameter text: what `body` writes. When it leaves a line unfinished, nothing is drawn before one is finished.
  func aside<Failure: Error>(for text: some BidirectionalCollection<UInt8>, _ body: () throws(Failure) -> Void)
    throws(Failure)
  {
    let isOpen = state.withLock { $0.isOpen }
    // Without a line nobody waits here for anybody.
    guard isOpen else { return try body() }
    try state.withLock { (state) throws(Failure) in
      erase(&state, for: text)
      try body()
    }
  }

  /// Erases the line for text that somebody else may bring to the terminal. It may be drawn again before that.
  func erase(for text: some BidirectionalCollection<UInt8>) { state.withLock { erase(&$0, for: text) } }

  private func erase(_ state: inout State, for text: some BidirectionalCollection<UInt8>) {
    erase(&state)
    if let last = text.last { state.isFree = last == UInt8(ascii: "\n") }
  }

  private func erase(_ state: inout State) {
    guard !state.shown.isEmpty else { return }
    write(TerminalText.erasedLine)
    state.shown = ""
  }
}
