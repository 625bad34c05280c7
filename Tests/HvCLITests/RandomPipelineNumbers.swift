/// Random numbers of the kind SplitMix64: the same seed gives the same program on every machine.
struct RandomPipelineNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0xD129_0D3B_39D5_42A7 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and without, the bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// A number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True so many times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of the items; nil where there is none.
  mutating func any<Item>(_ items: [Item]) -> Item? { items.isEmpty ? nil : items[below(items.count)] }

  /// One of the items, which come as often as their weights say.
  mutating func weighted<Item>(_ items: [(weight: Int, item: Item)]) -> Item? {
    var place = below(items.reduce(0) { $0 + $1.weight })
    for (weight, item) in items {
      if place < weight { return item }
      place -= weight
    }
    return items.last?.item
  }
}
