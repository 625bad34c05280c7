import HvCodecs
import HvValues

/// Hands out the rows of several runs in one order; of equal rows, those of an earlier run come first.
///
/// - Complexity: O(log runs) comparisons a row; a block of each run is in memory.
struct RunMerge {
  /// Where a run is read.
  private struct Head {
    let file: any ScratchFile
    var blocks: ArraySlice<Range<Int64>>
    var block: SpillReader
    var keys: [Value] = []
    var row: SpilledRow?

    /// Goes on to the next row; `row` is nil after the last.
    mutating func advance(_ table: SpillTable, _ keyCount: Int) throws {
      while block.isAtEnd {
        guard let next = blocks.popFirst() else {
          row = nil
          return
        }
        block = SpillReader(try file.read(at: next.lowerBound, count: next.count), table)
      }
      keys.removeAll(keepingCapacity: true)
      for _ in 0..<keyCount { keys.append(try block.value()) }
      row = try block.row()
    }
  }

  /// A batch ends with the row that makes it longer than this.
  private static let longestBatch = 1 << 20

  private let table: SpillTable
  private let descending: [Bool]
  private var heads: [Head]
  /// The heads that have a row, as a heap: none comes before the one at half of its place.
  private var heap: [Int] = []

  init(_ runs: ArraySlice<SortedRuns.Run>, _ table: SpillTable, _ descending: [Bool]) throws {
    self.table = table
    self.descending = descending
    heads = runs.map { Head(file: $0.file, blocks: $0.blocks[...], block: SpillReader([], table)) }
    for number in heads.indices {
      try heads[number].advance(table, descending.count)
      if heads[number].row != nil { heap.append(number) }
    }
    for place in heap.indices.reversed() { try sink(place) }
  }

  /// Up to so many rows; nil at the end.
  mutating func next(_ count: Int) throws -> Batch? {
    try Task.checkCancellation()
    // Rows of one form are a source together, in whatever order they come.
    var parts: [(form: Int, bytes: [UInt8], count: Int)] = []
    var order: [(part: Int, index: Int)] = []
    var size = 0
    while order.count < count, size < Self.longestBatch, let (_, row) = try nextRow() {
      let known = parts.firstIndex { $0.form == row.form }
      if known == nil { parts.append((row.form, [], 0)) }
      let part = known ?? parts.count - 1
      row.append(to: &parts[part].bytes)
      order.append((part, parts[part].count))
      parts[part].count += 1
      size += row.bytes.count
    }
    let sources = try parts.map { part in
      let source = try table.source(part.form, part.bytes)
      guard source.count == part.count else { throw SpillFault() }
      return source
    }
    guard sources.count > 1 else { return sources.first.map { Batch($0) } }
    var rows = HeldRows()
    var starts: [Int] = []
    for source in sources {
      starts.append(rows.places.count)
      rows.append(Batch(source), packs: false)
    }
    return rows.batch(order.map { rows.places[starts[$0.part] + $0.index] })
  }

  /// The next row with its keys, not decoded; nil at the end.
  mutating func nextRow() throws -> (keys: [Value], row: SpilledRow)? {
    guard let first = heap.first, let row = heads[first].row else { return nil }
    let keys = heads[first].keys
    try heads[first].advance(table, descending.count)
    if heads[first].row == nil {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    }
    try sink(0)
    return (keys, row)
  }

  /// Moves a head down the heap, to where it belongs.
  private mutating func sink(_ start: Int) throws(ValueFault) {
    var place = start
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if try comesBefore(heap[child], heap[first]) { first = child }
      }
      if first == place { return }
      heap.swapAt(place, first)
      place = first
    }
  }

  /// Whether the row of one head comes before that of another.
  private func comesBefore(_ a: Int, _ b: Int) throws(ValueFault) -> Bool {
    // The later row stands first, as where rows are sorted in memory: a fault then names the keys in the same order.
    let (later, earlier) = a > b ? (a, b) : (b, a)
    for (column, isBackwards) in descending.enumerated() {
      switch try SortStage.order(heads[later].keys[column], heads[earlier].keys[column], isBackwards) {
      case .equal: continue
      case .less: return a == later
      case .greater: return a == earlier
      }
    }
    return a == earlier
  }
}
