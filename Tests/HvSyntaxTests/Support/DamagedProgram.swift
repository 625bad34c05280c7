/// A random program in which something small was put in, left out or doubled; one in three is still a right program.
enum DamagedProgram {
  private static let pieces = [
    "\n", " ", "# c\n", "## d\n", "\n\n", "\r\n", "\t", "\u{2028}", ";", "|", "<", ">", "(", ")", "{", "}", "[", "]",
    "\"", "'",
    "\\", ",", ":", "-", "..", ".", "=", "not ", " do ", " by ", " with <", "each <",
  ].map { Array($0.utf8) }

  /// Damages a text in one to three places; the same seed does so in the same way.
  static func damage(_ text: String, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed ^ 0x5A5A)
    var bytes = Array(text.utf8)
    for _ in 0...random.below(3) {
      let place = random.below(bytes.count + 1)
      switch random.below(4) {
      case 0, 1: bytes.insert(contentsOf: random.pick(pieces), at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(6)))
      default:
        let start = random.below(bytes.count + 1)
        bytes.insert(contentsOf: bytes[start..<min(bytes.count, start + 1 + random.below(20))], at: place)
      }
    }
    return bytes
  }
}
