/// Powers of ten in the widths that arithmetic needs.
enum PowersOfTen {
  private static let table: [Int64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
  ]

  /// 10^n for n in 0...18; beyond, the nearest of these.
  static func int64(_ n: Int) -> Int64 { table[max(0, min(n, 18))] }

  /// 10^n for n in 0...36; beyond, the nearest of these.
  static func int128(_ n: Int) -> Int128 {
    n <= 18 ? Int128(int64(n)) : Int128(int64(18)) * Int128(int64(n - 18))
  }

  /// 10^n for n in 0...36; beyond, the nearest of these.
  static func uint128(_ n: Int) -> UInt128 { UInt128(truncatingIfNeeded: int128(n)) }

  /// How many decimal digits a number has; 0 for zero.
  static func digits(_ magnitude: UInt128) -> Int {
    let largest = uint128(36)
    if magnitude >= largest { return 36 + digits(magnitude / largest) }
    var count = 0
    while magnitude >= uint128(count) { count += 1 }
    return count
  }
}
