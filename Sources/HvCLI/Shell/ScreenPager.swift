import Hv
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// Shows a result screen by screen, and asks for no more of it than a screen holds.
final class ScreenPager {
  /// What a look at a result showed.
  struct Look {
    var rows = 0
    /// There may be more of it.
    var hasMore = false
    /// What the table left out.
    var note: String?
  }

  private let result: Shell.Result
  private let isVertical: Bool
  private let color: Bool
  private var stage: (any HvEngine.Stage)?
  private var waiting: Batch?
  private var isEnded = false

  init(_ result: Shell.Result, isVertical: Bool, color: Bool) {
    self.result = result
    self.isVertical = isVertical
    self.color = color
  }

  /// The name of what is shown.
  var name: String { result.name }

  /// Writes the next screen.
  ///
  /// - Parameters:
  ///   - rows: how many lines there is room for.
  ///   - write: where text goes.
  func show(rows: Int, width: Int, write: ([UInt8]) throws -> Void) async throws -> Look {
    var look = Look()
    let isOne = !result.plan.flow.many
    var writer = TableWriter(
      TableOptions(width: width, color: color, shorten: true), one: isOne || isVertical)
    var out: [UInt8] = []
    let screen = isVertical ? max(1, rows / 12) : max(1, rows)
    defer { look.note = writer.footer }
    do {
      while look.rows < screen || isOne, let batch = try await next(screen - look.rows) {
        try Task.checkCancellation()
        for index in 0..<batch.count {
          // Records over several lines need something between them.
          if isVertical, look.rows > 0 { out.append(0x0A) }
          writer.write(Batch(batch.source, selection: [Int32(truncatingIfNeeded: batch.sourceIndex(index))]), to: &out)
          look.rows += 1
        }
      }
    } catch {
      // What was there is shown.
      writer.finish(to: &out)
      try write(out)
      throw error
    }
    writer.finish(to: &out)
    try write(out)
    look.note = writer.footer
    look.hasMore = !isEnded || waiting != nil
    // Whether the list ends here, its pages may tell without a request.
    return look
  }

  /// At most so many of the next rows.
  private func next(_ count: Int) async throws -> Batch? {
    if waiting == nil, !isEnded {
      let stage = stage ?? result.stage()
      self.stage = stage
      waiting = try await stage.next(max(1, count))
      if waiting == nil { isEnded = true }
    }
    guard let batch = waiting else { return nil }
    let shown = batch.prefix(count)
    waiting = shown.count < batch.count ? batch.dropFirst(shown.count) : nil
    return shown
  }
}
