package import HvValues

// Guesses of memory in bytes, which a few looks give: good enough to tell when something is too much.

extension Value {
  /// Roughly how many bytes it takes. What it shares with others is left out: rows that a list stands on, blocks.
  package var roughSize: Int { roughSize(depth: 0) }

  private func roughSize(depth: Int) -> Int {
    let own = MemoryLayout<Value>.stride
    // An object has two words of its own, and an array in it four.
    let object = 48
    switch self {
    case .string(let text): return own + (text.utf8.count > 15 ? object + text.utf8.count : 0)
    case .numeral(let numeral): return own + object + numeral.text.utf8.count
    case .list(let list) where depth < 4 && !list.standsOnRows:
      return own + object + Self.roughSize(list.count) { list.element($0).roughSize(depth: depth + 1) }
    case .record(let record) where depth < 4:
      return own + object + record.values.reduce(0) { $0 + $1.roughSize(depth: depth + 1) }
    case .list, .record, .range: return own + object
    default: return own
    }
  }

  /// The sizes of many values together, of which a few are looked at.
  fileprivate static func roughSize(_ count: Int, _ size: (Int) -> Int) -> Int {
    let looks = min(count, 8)
    guard looks > 0 else { return 0 }
    return (0..<looks).reduce(0) { $0 + size($1 * count / looks) } * count / looks
  }
}

extension Column {
  /// Roughly how many bytes the values take.
  package var roughSize: Int { Value.roughSize(values.count) { values[$0].roughSize } }
}

extension RowSource {
  /// Roughly how many bytes all rows take.
  var roughSize: Int {
    Value.roughSize(count) { index in
      var text: [UInt8] = []
      if let rows = self as? any TextRows, rows.appendText(index, to: &text) { return text.count }
      return row(index).roughSize
    }
  }
}
