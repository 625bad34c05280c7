/// A generator whose numbers depend on the seed alone (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// 0 ..< bound; 0 where the bound is not positive. (Not `Int.random(in:)`, whose algorithm may change.)
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  mutating func chance(_ part: Int, in whole: Int) -> Bool { below(whole) < part }

  /// One number for one pair of numbers, whatever was drawn before.
  static func hash(_ first: Int, _ second: Int) -> UInt64 {
    mix(mix(UInt64(bitPattern: Int64(first)) &+ 0x9E37_79B9_7F4A_7C15) ^ UInt64(bitPattern: Int64(second)))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
