import HvCodecs
import HvValues

/// Parts of a stream, each in order, that wait in a scratch file until they are merged.
final class SortedRuns {
  /// One part: the blocks of whole rows that it is made of.
  struct Run {
    let file: any ScratchFile
    var blocks: [Range<Int64>] = []
  }

  /// So many are merged at once at most, because a block of each is in memory then.
  private static let width = 128

  private let files: any FileAccess
  private let descending: [Bool]
  private let table = SpillTable()
  private var file: any ScratchFile
  private var runs: [Run] = []
  /// The type of the keys of each column so far.
  private var types: [String?]
  /// Some keys may have no order among each other, which shows when they meet.
  private var mayFail = false

  /// - Returns: nil where there are no scratch files.
  init?(_ files: any FileAccess, _ descending: [Bool]) throws {
    guard let file = try files.scratch() else { return nil }
    self.files = files
    self.file = file
    self.descending = descending
    types = descending.map { _ in nil }
  }

  /// Writes rows that are in order, and come after all that were added before.
  ///
  /// - Parameter columns: their keys.
  func add(_ rows: HeldRows, _ columns: [[Value]]) throws {
    var writer = RunWriter(file, table)
    for (index, place) in rows.places.enumerated() {
      for (number, column) in columns.enumerated() {
        note(column[index], in: number)
        writer.row.append(column[index])
      }
      let origin = rows.origin(place)
      writer.row.append(origin.index, of: origin.source)
      try writer.endRow()
    }
    runs.append(try writer.finish())
  }

  /// All that was added, in one order; it can be asked for once.
  ///
  /// - Throws: a `ValueFault` where two keys have no order. It comes before any row does: where the types of the keys
  ///   let it happen, all rows are put into one run first.
  func merged() throws -> RunMerge {
    while runs.count > (mayFail ? 1 : Self.width) {
      // One file after the other, so that the disk has room again for what was merged.
      file = try files.scratch() ?? file
      runs = try stride(from: 0, to: runs.count, by: Self.width).map { first in
        var merge = try RunMerge(runs[first..<min(first + Self.width, runs.count)], table, descending)
        var writer = RunWriter(file, table)
        while let (keys, row) = try merge.nextRow() {
          for key in keys { writer.row.append(key) }
          writer.row.append(row)
          try writer.endRow()
        }
        return try writer.finish()
      }
    }
    return try RunMerge(runs[...], table, descending)
  }

  private func note(_ key: Value, in column: Int) {
    switch key {
    case .null: break
    case .list, .record, .range, .opaque: mayFail = true
    default:
      let type = key.typeName
      if types[column] == nil { types[column] = type } else if types[column] != type { mayFail = true }
    }
  }
}

/// Writes one run: for each row its keys, then the row.
private struct RunWriter {
  /// A block ends with the row that makes it longer than this.
  private static let block = 128 << 10

  var row: SpillWriter
  private var run: SortedRuns.Run

  init(_ file: any ScratchFile, _ table: SpillTable) {
    row = SpillWriter(table)
    run = SortedRuns.Run(file: file)
  }

  mutating func endRow() throws {
    if row.bytes.count > Self.block { try write() }
  }

  mutating func finish() throws -> SortedRuns.Run {
    if !row.bytes.isEmpty { try write() }
    return run
  }

  private mutating func write() throws {
    try Task.checkCancellation()
    let start = try run.file.append(row.bytes)
    run.blocks.append(start..<start + Int64(row.bytes.count))
    row.clear()
  }
}
