import HvValues

/// The keys of one column, ready to be compared many times over.
enum SortColumn {
  case values([Value])
  /// The places of texts among each other; the highest number stands for null.
  ///
  /// Texts come again and again, and one comparison of two takes as long as many of numbers. So each is compared once.
  case ranks([UInt32])

  init(_ values: [Value]) {
    self = Self.ranks(of: values).map(SortColumn.ranks) ?? .values(values)
  }

  /// How one row stands to another: nulls come last, whichever way it goes.
  @inline(__always)
  func order(_ a: Int, _ b: Int, _ isBackwards: Bool) throws(ValueFault) -> Ordering {
    switch self {
    case .values(let values): return try SortStage.order(values[a], values[b], isBackwards)
    case .ranks(let ranks):
      let (x, y) = (ranks[a], ranks[b])
      if x == y { return .equal }
      return (x < y) != (isBackwards && max(x, y) < .max) ? .less : .greater
    }
  }

  /// Nil where some are no texts.
  private static func ranks(of values: [Value]) -> [UInt32]? {
    var table = KeyTable()
    let column = [Column(ContiguousArray(values))]
    var slots: [Int?] = []
    slots.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      switch value {
      case .null: slots.append(nil)
      case .string: slots.append(table.slot(column, at: row))
      default: return nil
      }
    }
    let texts = table.keys.map { key in FoldedText(key[0].text) }
    var places = [UInt32](repeating: 0, count: texts.count)
    var place: UInt32 = 0
    var before: FoldedText?
    for slot in texts.indices.sorted(by: { texts[$0].order(texts[$1]) == .less }) {
      if let before, before.order(texts[slot]) != .equal { place += 1 }
      places[slot] = place
      before = texts[slot]
    }
    return slots.map { slot in slot.map { places[$0] } ?? .max }
  }
}
