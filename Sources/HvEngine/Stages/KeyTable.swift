import HvValues

/// The keys that were met, numbered in the order in which they came.
///
/// Most rows have a key that came not long before. It is found by a quick hash and one comparison; only what is not
/// found so is hashed in full.
struct KeyTable {
  private static let recentSlots = 4096

  private var slots: [[Value]: Int] = [:]
  private(set) var keys: [[Value]] = []
  /// The slot of the key that was met last of those that hash alike; -1 for none.
  private var recent = ContiguousArray<Int32>(repeating: -1, count: recentSlots)

  var count: Int { keys.count }

  /// The slot of the key that a row has; `count` grows where it is a new one.
  mutating func slot(_ columns: [Column], at row: Int) -> Int {
    var hash: UInt64 = 0
    for column in columns {
      guard let quick = column.values[row].quickHash else { return slot(columns.map { $0.values[row] }) }
      hash = (hash &+ quick) &* 0x9E37_79B9_7F4A_7C15
    }
    let place = Int(truncatingIfNeeded: hash >> 52)
    let known = Int(recent[place])
    if known >= 0, isSame(keys[known], columns, row) { return known }
    let slot = slot(columns.map { $0.values[row] })
    recent[place] = Int32(truncatingIfNeeded: slot)
    return slot
  }

  /// The slot of a key.
  mutating func slot(_ key: [Value]) -> Int {
    if let known = slots[key] { return known }
    slots[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  @inline(__always)
  private func isSame(_ key: [Value], _ columns: [Column], _ row: Int) -> Bool {
    for (index, column) in columns.enumerated() {
      switch (key[index], column.values[row]) {
      case (.string(let a), .string(let b)): if a != b { return false }
      case (let a, let b): if a != b { return false }
      }
    }
    return true
  }
}
