import HvTerminal
import Synchronization

/// The progress of one run: it is always counted, and shown at the bottom of the terminal when it takes long.
final class Progress: Sendable {
  /// What is counted.
  let meter: ProgressMeter
  private let start = ContinuousClock.now
  private let isShown: Bool
  private let dims: Bool
  private let drawing = Mutex<Task<Void, Never>?>(nil)

  /// - Parameters:
  ///   - isShown: whether there is a terminal for it and it is wanted.
  ///   - dims: whether the terminal is written to in colour.
  init(isShown: Bool, dims: Bool) {
    self.isShown = isShown
    self.dims = dims
    meter = ProgressMeter(start: .zero)
  }

  /// The time since this was made.
  var now: Duration { start.duration(to: .now) }

  /// What has been done until now.
  var figures: ProgressFigures { meter.figures(at: now) }

  /// Shows the line from half a second on, eight times a second, until `stop`.
  func begin() {
    guard isShown else { return }
    TerminalLine.shared.open()
    let task = Task.detached { [self] in
      do {
        try await Task.sleep(for: .milliseconds(500))
        while true {
          draw()
          try await Task.sleep(for: .milliseconds(125))
        }
      } catch {
        // Cancelled: `stop` takes the line away.
      }
    }
    drawing.withLock { $0 = task }
  }

  /// Takes the line away for good. May be called more than once.
  func stop() {
    guard isShown else { return }
    drawing.withLock { $0?.cancel() }
    TerminalLine.shared.close()
  }

  private func draw() {
    // The last column is left free: a terminal may begin a new line behind it.
    guard Process.isForeground, let width = Process.errorTerminalWidth else { return }
    TerminalLine.shared.draw(ProgressLine.text(meter.snapshot(at: now), width: width - 1), dims: dims)
  }
}
