import Hv
import HvTerminal
import Synchronization

/// What a pipeline took, written to standard error.
final class ProgressStopwatch: Stopwatch {
  private let progress: Progress
  private let before = Mutex<ProgressFigures?>(nil)

  init(progress: Progress) { self.progress = progress }

  func start() { before.withLock { $0 = progress.figures } }

  func stop(rows: Int) {
    guard let before = before.withLock({ $0 }) else { return }
    var figures = progress.figures.since(before)
    figures.rows = rows
    Process.complain(figures.text + "\n")
  }
}
