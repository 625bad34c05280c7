import Hv
import HvCodecs
import HvEngine
import HvSyntax
import HvValues

/// Shows a result screen by screen, and asks for no more of it than a screen holds.
final class ScreenPager {
  /// What a look at a result showed.
  struct Look {
    /// What ended the reading; the rows before it are here.
    var failure: (any Error)?
    var text: [UInt8] = []
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
  /// Rows that were read and not passed over yet, one a batch.
  private var ahead: [Batch] = []
  private var isEnded = false

  init(_ result: Shell.Result, isVertical: Bool, color: Bool) {
    self.result = result
    self.isVertical = isVertical
    self.color = color
  }

  /// The name of what is shown.
  var name: String { result.name }

  /// The next screen. The rows stay the next ones until `pass`.
  ///
  /// - Parameter lines: how many there is room for, below the header of a table; of one row all is shown.
  func screen(lines: Int, width: Int) async -> Look {
    var look = Look()
    let isOne = !result.plan.flow.many
    var writer = TableWriter(TableOptions(width: width, color: color, shorten: true), one: isOne || isVertical)
    var used = 0
    // One row more than there is room for tells whether there is more.
    func following() async -> Batch? {
      do { return try await row(look.rows, of: isVertical ? 2 : max(1, lines - look.rows) + 1) } catch {
        look.failure = error
        return nil
      }
    }
    while let row = await following() {
      if !isVertical, look.rows >= lines, !isOne {
        look.hasMore = true
        break
      }
      var text: [UInt8] = []
      // Records over several lines need something between them.
      if isVertical, !isOne, look.rows > 0 { text.append(0x0A) }
      writer.write(row, to: &text)
      used += text.count { $0 == 0x0A }
      if isVertical, used > lines, look.rows > 0, !isOne {
        look.hasMore = true
        break
      }
      look.text += text
      look.rows += 1
    }
    writer.finish(to: &look.text)
    look.note = writer.footer
    return look
  }

  /// Goes on behind so many rows.
  func pass(_ rows: Int) { ahead.removeFirst(min(rows, ahead.count)) }

  /// A row of those to come, by its place; nil behind the last.
  ///
  /// - Parameter count: so many are asked for where it has to be read.
  private func row(_ place: Int, of count: Int) async throws -> Batch? {
    while ahead.count <= place, !isEnded {
      try Task.checkCancellation()
      let stage = stage ?? result.stage()
      self.stage = stage
      guard let batch = try await stage.next(count) else {
        isEnded = true
        break
      }
      for index in 0..<batch.count {
        ahead.append(Batch(batch.source, selection: [Int32(truncatingIfNeeded: batch.sourceIndex(index))]))
      }
    }
    return ahead.indices.contains(place) ? ahead[place] : nil
  }
}
